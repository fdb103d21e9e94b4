package main

import (
	"html/template"
	"strings"

	"switchboard/assist"
	"switchboard/channels/telegram"
	"switchboard/knowledge"
	"switchboard/knowledge/api"
	"switchboard/knowledge/editor"
	"switchboard/knowledge/helpcentre"
	"switchboard/routing/slackdesk"
)

// looks are how an article's text looks in the channels, as their own code makes it.
func (c Config) looks() []editor.Look {
	told := func(md string) string { return knowledge.LinkPictures(knowledge.Absolute(md, c.URL)) }
	return []editor.Look{
		{Name: "Web chat", Show: func(md string) []template.HTML {
			return []template.HTML{knowledge.RenderLines(told(md))}
		}},
		{Name: "Telegram", Show: func(md string) []template.HTML { return telegram.Preview(told(md)) }},
		{Name: "Slack", Show: func(md string) []template.HTML {
			var out []template.HTML
			for _, text := range slackdesk.Preview(told(md)) {
				out = append(out, template.HTML(strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>"))) //nolint:gosec // escaped
			}
			return out
		}},
	}
}

// page tells where customers read an article that names no public page: in the help centre, if it is on.
func (c Config) page() func(assist.Source) string {
	path := c.helpPath()
	if path == nil {
		return nil
	}
	return func(s assist.Source) string { return c.URL + path(s.Lang, s.Project, s.Key) }
}

// helpPath is the path of an article in the help centre; nil: it is off.
func (c Config) helpPath() func(lang, project, key string) string {
	if !c.Help {
		return nil
	}
	return helpcentre.Address
}

// apiLooks are the looks for programs.
func (c Config) apiLooks() (out []api.Look) {
	for _, l := range c.looks() {
		out = append(out, api.Look(l))
	}
	return out
}
