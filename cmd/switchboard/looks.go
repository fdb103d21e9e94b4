package main

import (
	"html/template"
	"strings"

	"switchboard/channels/telegram"
	"switchboard/knowledge"
	"switchboard/knowledge/api"
	"switchboard/knowledge/editor"
	"switchboard/routing/slackdesk"
)

// looks are how an article's text looks in the channels, as their own code makes it.
func looks() []editor.Look {
	return []editor.Look{
		{Name: "Web chat", Show: func(md string) []template.HTML {
			return []template.HTML{knowledge.RenderLines(knowledge.LinkPictures(md))}
		}},
		{Name: "Telegram", Show: func(md string) []template.HTML { return telegram.Preview(knowledge.LinkPictures(md)) }},
		{Name: "Slack", Show: func(md string) []template.HTML {
			var out []template.HTML
			for _, text := range slackdesk.Preview(knowledge.LinkPictures(md)) {
				out = append(out, template.HTML(strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>"))) //nolint:gosec // escaped
			}
			return out
		}},
	}
}

// apiLooks are the looks for programs.
func apiLooks() (out []api.Look) {
	for _, l := range looks() {
		out = append(out, api.Look(l))
	}
	return out
}
