package routing

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Crossed names, in words, the thresholds of drafts that begin above those of answers once what is not set is filled in: what nobody
// is shown is not answered with either, so that the lower threshold of answers is none.
func (t Thresholds) Crossed(usual Policy) (out []string) {
	projects, langs := map[string]bool{"": true}, map[string]bool{"": true}
	for name := range t {
		project, lang, _ := strings.Cut(name, "/")
		projects[project], langs[lang] = true, true
	}
	for _, project := range slices.Sorted(maps.Keys(projects)) {
		for _, lang := range slices.Sorted(maps.Keys(langs)) {
			p := usual.with(t.Of(project, lang))
			if p.Draft <= p.Answer || !t.setFor(project, lang) {
				continue
			}
			out = append(out, fmt.Sprintf("%s: drafts from %v would begin above answers from %v, which holds where nothing else is set: set that of drafts to %v or lower, or that of answers to %v or higher",
				strings.TrimSuffix(project+"/"+lang, "/"), p.Draft, p.Answer, p.Answer, p.Draft))
		}
	}
	return out
}

// setFor tells whether something is set that holds for a project and a language, and for nothing wider than the two.
func (t Thresholds) setFor(project, lang string) bool {
	narrow, one := t[project+"/"+lang]
	_, of := t[project]
	_, in := t["/"+lang]
	switch {
	case project == "":
		return in
	case lang == "":
		return of
	}
	return one && narrow != (Threshold{}) || of && in
}
