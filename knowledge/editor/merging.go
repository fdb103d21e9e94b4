package editor

import (
	"fmt"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// Two articles that say the same become one: the form of the one that stays has the questions and tags of the other, with
// its text beside; the other is removed once this one is published.

// merging reads the article that goes, if the form is to have it: one of the same project that readers see.
func (e *editor) merging(c call, f *form, project string) error {
	if f.Merge == 0 || !c.me.Publish {
		f.Merge = 0
		return nil
	}
	a, err := e.store.Published(c.Context(), f.Merge)
	if err != nil {
		return err
	}
	if a == nil || a.Project != project || a.ID == f.Article {
		f.Merge = 0
		return nil
	}
	f.Merging, f.Against = a, nil
	return nil
}

// takeOver adds to a form what the other article has beside its text.
func (f *form) takeOver() {
	if f.Merging == nil {
		return
	}
	f.Questions = strings.Join(together(cutList(f.Questions, "\n"), f.Merging.Questions), "\n")
	f.Tags = strings.Join(together(cutList(f.Tags, ",\n"), f.Merging.Tags), ", ")
	if f.Comment == "" {
		f.Comment = fmt.Sprintf("Merges “%s”.", firstOf(f.Merging.Title, 200))
	}
}

// together has what the second list has beside the first.
func together(a, b []string) []string {
	for _, s := range b {
		if !slices.ContainsFunc(a, func(have string) bool { return strings.EqualFold(have, s) }) {
			a = append(a, s)
		}
	}
	return a
}

// firstOf is the beginning of a text, of so many characters.
func firstOf(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// absorbed removes the article that another one says now, and returns what is said of it.
func (e *editor) absorbed(c call, id, into int64) string {
	if err := e.store.Absorb(c.Context(), id, into, c.me.by()); err != nil {
		e.log.Error("a merged article was not removed", "article", id, "into", into, "error", err)
		return "notmerged"
	}
	return "merged"
}

// keepLink is where the first of two articles is written on with the second one in it.
func keepLink(keep, other knowledge.Article) string {
	return fmt.Sprintf("%s/edit?merge=%d", pathOf(keep.ID), other.ID)
}
