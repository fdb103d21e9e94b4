package slackdesk

import "strings"

// escape makes text safe in mrkdwn: no mention, no link, no date of a customer's making.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// cut shortens a text to n characters, the last being an ellipsis if anything is missing.
func cut(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}
