package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// withLinks returns the text with the address behind each linked word after it, in brackets. All other formatting
// is dropped. Offsets that lie outside of the text are left alone.
func withLinks(text string, entities []models.MessageEntity) string {
	units := utf16.Encode([]rune(text))
	var links []models.MessageEntity
	for _, e := range entities {
		end := e.Offset + e.Length
		inside := e.Offset >= 0 && e.Offset < end && end <= len(units)
		if e.Type == models.MessageEntityTypeTextLink && e.URL != "" && inside {
			links = append(links, e)
		}
	}
	if len(links) == 0 {
		return clean(text)
	}
	slices.SortStableFunc(links, func(a, b models.MessageEntity) int { return a.Offset + a.Length - b.Offset - b.Length })
	var b strings.Builder
	done := 0
	for _, link := range links {
		end := link.Offset + link.Length
		label := string(utf16.Decode(units[link.Offset:end]))
		if sameAddress(label, link.URL) {
			continue
		}
		if end < len(units) && units[end] >= 0xDC00 && units[end] <= 0xDFFF {
			end++ // never between the halves of one character
		}
		b.WriteString(string(utf16.Decode(units[min(done, end):end])))
		b.WriteString(" (" + link.URL + ")")
		done = end
	}
	b.WriteString(string(utf16.Decode(units[done:])))
	return clean(b.String())
}

// sameAddress tells whether the label is the address already, but for the scheme and a slash.
func sameAddress(label, address string) bool {
	bare := func(s string) string {
		_, rest, found := strings.Cut(strings.TrimSpace(s), "://")
		if !found {
			rest = strings.TrimSpace(s)
		}
		return strings.ToLower(strings.TrimSuffix(rest, "/"))
	}
	return bare(label) == bare(address)
}
