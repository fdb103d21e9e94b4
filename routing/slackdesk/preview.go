package slackdesk

import (
	"strings"

	"github.com/slack-go/slack"
)

// Preview is what operators see of a text in Markdown when it is a draft: the texts of its sections.
func Preview(markdown string) []string {
	var out []string
	for _, b := range words(visible(plainOf(strings.TrimSpace(markdown))), 4) {
		if s, ok := b.(*slack.SectionBlock); ok {
			out = append(out, s.Text.Text)
		}
	}
	return out
}
