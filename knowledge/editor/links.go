package editor

import (
	"net/http"

	"switchboard/knowledge"
)

// A text leads to another article by the address at which its readers can open that one: its own public page, or else
// its page in the help centre, by its path. What only colleagues may read leads to these pages, and only from what they alone read.

// linked is an article that a text may lead to.
type linked struct {
	Row knowledge.Row
	URL string // empty: its readers have no page of it
	Why string // there is none
}

// linkedMost is how many articles are offered.
const linkedMost = 8

// findLinks offers the articles that have the words, each in the language of the text if there is one.
func (e *editor) findLinks(c call) error {
	lang, internal := typed(c.PostForm.Get("lang")), c.PostForm.Get("audience") == string(knowledge.Internal)
	entries, _, err := e.store.Entries(c.Context(), knowledge.Filter{Text: typed(c.PostForm.Get("q")), Limit: linkedMost})
	if err != nil {
		return err
	}
	var list []linked
	for _, en := range entries {
		r := en.Rows[0]
		for _, other := range en.Rows {
			if knowledge.Speaks(other.Lang, lang) > knowledge.Speaks(r.Lang, lang) {
				r = other
			}
		}
		l, err := e.link(c, r, internal)
		if err != nil {
			return err
		}
		list = append(list, l)
	}
	return e.render(c, http.StatusOK, "write", "links", list)
}

// link finds the address of an article for the readers of a text.
func (e *editor) link(c call, r knowledge.Row, internal bool) (linked, error) {
	a, err := e.store.Published(c.Context(), r.ID)
	if err != nil {
		return linked{}, err
	}
	l := linked{Row: r}
	switch {
	case internal:
		l.URL = pathOf(r.ID)
	case a == nil:
		l.Why = "not published"
	case a.Audience == knowledge.Internal:
		l.Why = "for colleagues only"
	case a.Link != "":
		l.URL = a.Link
	case e.page != nil:
		l.URL = e.page(a.Lang, a.Project, a.Key)
	default:
		l.Why = "has no public page"
	}
	return l, nil
}
