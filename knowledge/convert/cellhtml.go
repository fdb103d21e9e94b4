package convert

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Other help desks write the texts of their sheets as HTML. Markdown may have tags too, in its words or as an example, so that
// only a text that begins with a tag and is parted into paragraphs by tags is taken for HTML.
var (
	firstTag     = regexp.MustCompile(`(?i)^\s*(?:<!(?:--.*?--|doctype[^<>]*)>\s*)*<([a-z][a-z0-9]*)(?:\s[^<>]*)?/?>`)
	blockTag     = regexp.MustCompile(`^(?:p|div|ul|ol|table|h[1-6]|blockquote|section|article|header|main|aside|footer|nav|form|iframe|pre|dl|figure|center|details|br|hr|html|head|body|meta|style)$`)
	wordTag      = regexp.MustCompile(`^(?:b|strong|i|em|u|s|span|a|font|img|small|big|mark)$`)
	blockEnd     = regexp.MustCompile(`(?i)</(?:p|div|ul|ol|li|table|h[1-6]|blockquote|section|article|header|main|aside|footer|nav|form|pre|dl|figure|center|details|body)\s*>|<br\s*/?>`)
	markdownSign = regexp.MustCompile("(?m)^#{1,6} |\\]\\(|\\*\\*[^\\s*]|```")
	markdownList = regexp.MustCompile("(?m)^(?:[-*+]|[0-9]+\\.) |`")
)

// isHTML tells whether a text is plainly HTML.
func isHTML(text string) bool {
	m := firstTag.FindStringSubmatch(text)
	if m == nil || !blockEnd.MatchString(text) || markdownSign.MatchString(text) {
		return false
	}
	tag := strings.ToLower(m[1])
	return blockTag.MatchString(tag) || wordTag.MatchString(tag) && !markdownList.MatchString(text)
}

// ofHTML is the text of a row, which is HTML, as Markdown, with its pictures as those of a saved page.
func (s *sheet) ofHTML(from, text string) (string, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return "", fmt.Errorf("its text is no HTML that can be read: %w", err)
	}
	body := first(doc, atom.Body)
	if body == nil {
		return "", nil
	}
	plainly(body, leadsSomewhere)
	s.b.shown(from, body, true, s.b.besideRow(from))
	markdown, err := markdownOf(body)
	if err != nil {
		return "", fmt.Errorf("its text could not be made Markdown: %w", err)
	}
	return markdown, nil
}
