package editor

import (
	"fmt"
	"strings"

	"switchboard/knowledge"
)

// Two articles that say the same become one: the form of the one that stays has the questions and tags of the other, with
// its text beside; the other is removed as this one is published, and what was learned of both counts for it.

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
	f.Following, err = e.store.Following(c.Context(), a.ID)
	return err
}

// takeOver adds to a form what the other article has beside its text.
func (f *form) takeOver() {
	if f.Merging == nil {
		return
	}
	d := knowledge.Draft{Questions: cutList(f.Questions, "\n"), Tags: cutList(f.Tags, ",\n")}.Taking(*f.Merging)
	f.Questions = strings.Join(d.Questions, "\n")
	f.Tags = strings.Join(d.Tags, ", ")
	if f.Comment == "" {
		f.Comment = knowledge.MergeComment(f.Merging.Title)
	}
}

// keepLink is where the first of two articles is written on with the second one in it.
func keepLink(keep, other knowledge.Article) string {
	return fmt.Sprintf("%s/edit?merge=%d", pathOf(keep.ID), other.ID)
}
