package slackdesk

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"switchboard/knowledge"
)

// Slack's limits, kept a little below. Lengths are in characters.
const (
	maxBlocks  = 48   // of 50 in a message
	maxSection = 2900 // of 3000
	maxField   = 1900 // of 2000
	maxHeader  = 140  // of 150
	maxButton  = 70   // of 75
	maxText    = 3500 // the text beside blocks, for notifications
	maxInput   = 3000 // of a text in a modal
)

// escape makes text safe in mrkdwn: no mention, no link, no date of a customer's making.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// quiet is escape for words of others inside a sentence of ours: it also takes the signs that make bold or struck text.
func quiet(text string) string {
	return escape(strings.NewReplacer("*", "∗", "_", "ˍ", "~", "∼", "`", "ˋ", "\n", " ").Replace(text))
}

// unescape takes Slack's escapes out of what a person typed.
func unescape(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}

// cut shortens a text to n characters, the last being an ellipsis if anything is missing.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	r := []rune(text)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// seen is a text of a customer as many see it: what may identify a person is masked, and signs that cannot be seen or
// that turn the writing around are gone.
func seen(text string) string {
	return knowledge.Mask(visible(text))
}

func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\u200d': // joins emoji
			return r
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
}

// plain is a plain text object of at most n characters. Slack refuses empty ones.
func plain(text string, n int) *slack.TextBlockObject {
	if strings.TrimSpace(text) == "" {
		text = "–"
	}
	emoji := false
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: cut(text, n), Emoji: &emoji}
}

// label is a plain text of ours, whose :emoji: are shown.
func label(text string, n int) *slack.TextBlockObject {
	emoji := true
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: cut(text, n), Emoji: &emoji}
}

// mrkdwn is a text of ours. Words of others in it are escaped by whoever writes it.
func mrkdwn(text string, n int) *slack.TextBlockObject {
	if strings.TrimSpace(text) == "" {
		text = "–"
	}
	return &slack.TextBlockObject{Type: slack.MarkdownType, Text: cut(text, n), Verbatim: true}
}

// words are sections with a text of others, as many as it takes, up to a number; what does not fit is said.
func words(text string, most int) []slack.Block {
	var out []slack.Block
	r := []rune(text)
	for len(r) > 0 && len(out) < most {
		n := min(len(r), maxSection)
		if n < len(r) {
			for i := n; i > n/2; i-- { // between words, if there is a place
				if unicode.IsSpace(r[i-1]) {
					n = i
					break
				}
			}
		}
		part := string(r[:n])
		if r = r[n:]; len(out) == most-1 && len(r) > 0 {
			part = cut(part, maxSection-40) + " … (the rest is on the browser desk)"
		}
		if strings.TrimSpace(part) != "" {
			out = append(out, slack.NewSectionBlock(withStruck(part), nil, nil))
		}
	}
	return out
}

// withStruck is a text of others of which a line goes through what is struck, which a plain text cannot show. A text that has
// no such words, or no room for them, is plain, and so is one with an address or a code, which is to be copied as it is.
func withStruck(text string) *slack.TextBlockObject {
	if !struckMark.MatchString(text) || strings.ContainsAny(text, "@`") || strings.Contains(text, "://") {
		return plain(text, maxSection)
	}
	marked := struckMark.ReplaceAllString(text, "\x00$1\x00") // no text of others has that sign: visible takes it
	marked = strings.NewReplacer("*", "∗", "_", "ˍ", "~", "∼", "`", "ˋ", "\x00", "~").Replace(escape(marked))
	if utf8.RuneCountInString(marked) > maxSection {
		return plain(text, maxSection)
	}
	return mrkdwn(marked, maxSection)
}

// small is a context line of ours.
func small(text string) slack.Block {
	return slack.NewContextBlock("", mrkdwn(text, maxField))
}

var (
	linkMark   = regexp.MustCompile(`!?\[([^\]\n]*)\]\(([^)\s]*)\)`)
	boldMark   = regexp.MustCompile(`\*\*([^*\n]+)\*\*|__([^_\n]+)__`)
	struckMark = regexp.MustCompile(`~~([^\s~](?:[^~\n]*[^\s~])?)~~`)
	headMark   = regexp.MustCompile(`(?m)^#{1,6}\s+`)
)

// plainOf is Markdown without its signs, and with lines in the place of tables.
func plainOf(markdown string) string {
	text := linkMark.ReplaceAllString(tablesAsLines(markdown), "$1 ($2)")
	text = boldMark.ReplaceAllString(text, "$1$2")
	return headMark.ReplaceAllString(text, "")
}
