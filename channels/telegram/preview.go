package telegram

import (
	"html"
	"html/template"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// Preview shows a text in Markdown as its reader will see it, one HTML text for each message that it becomes.
func Preview(source string) []template.HTML {
	var out []template.HTML
	for _, part := range split(fromMarkdown(source), maxText) {
		out = append(out, part.html())
	}
	return out
}

// tags are what entities look like.
var tags = map[models.MessageEntityType]string{
	models.MessageEntityTypeBold: "strong", models.MessageEntityTypeItalic: "em", models.MessageEntityTypeStrikethrough: "del",
	models.MessageEntityTypeCode: "code", models.MessageEntityTypePre: "pre", models.MessageEntityTypeBlockquote: "blockquote",
}

// html writes the text with its entities as elements. Outer entities come before those inside them.
func (r rich) html() template.HTML {
	text := utf16.Encode([]rune(r.text))
	opens := map[int][]models.MessageEntity{}
	for _, e := range r.entities {
		opens[e.Offset] = append(opens[e.Offset], e)
	}
	var b strings.Builder
	var open []models.MessageEntity
	from := 0
	for at := 0; at <= len(text); at++ {
		closing := len(open) > 0 && open[len(open)-1].Offset+open[len(open)-1].Length <= at
		if !closing && len(opens[at]) == 0 && at < len(text) {
			continue
		}
		b.WriteString(strings.ReplaceAll(html.EscapeString(string(utf16.Decode(text[from:at]))), "\n", "<br>"))
		from = at
		for len(open) > 0 && (open[len(open)-1].Offset+open[len(open)-1].Length <= at || at == len(text)) {
			b.WriteString("</" + tag(open[len(open)-1]) + ">")
			open = open[:len(open)-1]
		}
		for _, e := range opens[at] {
			open = append(open, e)
			if e.Type == models.MessageEntityTypeTextLink {
				b.WriteString(`<a href="` + html.EscapeString(e.URL) + `" rel="noopener noreferrer" target="_blank">`)
				continue
			}
			b.WriteString("<" + tag(e) + ">")
		}
	}
	return template.HTML(b.String()) //nolint:gosec // escaped
}

func tag(e models.MessageEntity) string {
	if e.Type == models.MessageEntityTypeTextLink {
		return "a"
	}
	if t, ok := tags[e.Type]; ok {
		return t
	}
	return "span"
}
