package webdesk

import (
	"html/template"
	"net/url"
	"regexp"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]]`)

// linked cuts a customer's plain text at its links.
func linked(s string) []piece {
	var out []piece
	for _, at := range address.FindAllStringIndex(s, 50) {
		href := s[at[0]:at[1]]
		if u, err := url.Parse(href); err != nil || u.Host == "" {
			continue
		}
		done := 0
		for _, p := range out {
			done += len(p.Text)
		}
		out = append(out, piece{Text: s[done:at[0]]}, piece{Text: href, Href: href})
	}
	done := 0
	for _, p := range out {
		done += len(p.Text)
	}
	return append(out, piece{Text: s[done:]})
}

// funcs are what the desk's templates call beside the layout's.
func (d *Desk) funcs() template.FuncMap {
	return template.FuncMap{
		"markdown": knowledge.RenderLines,
		"linked":   linked,
		"gist":     assist.Gist,
		"tongue":   routing.LanguageName,
		"name":     name,
		"channel":  channel,
		"presence": presenceWords,
		"minutes":  minutes,
		"first":    first,
		"whoAsked": routing.WhoAsked,
		"safeview": inline,
	}
}
