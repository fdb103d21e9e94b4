package editor

import (
	"errors"

	"switchboard/knowledge"
)

// against is the original that a translation is brought up to date by: as readers see it, with what has changed in it
// since the version that the translation follows.
type against struct {
	Lang    string
	Version knowledge.Version
	Since   int // version that the translation follows; 0: it is up to date, or nobody said
	Fields  []fieldChange
	Changes []hunk
}

// against returns the original of a translation that is behind, or that the address asks for; else nil.
func (e *editor) against(c call, d knowledge.Document) (*against, error) {
	if d.Translates == "" || !d.Behind() && c.Form.Get("beside") == "" {
		return nil, nil
	}
	o, err := e.store.ArticleByKey(c.Context(), d.Project, d.Key, d.Translates)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v, ok := o.Version(d.Original)
	if !ok {
		return nil, nil // it was removed
	}
	a := &against{Lang: o.Lang, Version: v}
	if was, ok := o.Version(d.Translated); ok && d.Behind() {
		a.Since = was.Number
		for _, f := range compareFields(was.Draft, v.Draft) {
			if f.Name == "Title" || f.Name == "Questions" {
				a.Fields = append(a.Fields, f)
			}
		}
		if was.Body != v.Body {
			a.Changes = compare(was.Body, v.Body)
		}
	}
	return a, nil
}
