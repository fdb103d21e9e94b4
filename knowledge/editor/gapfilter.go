package editor

import (
	"net/url"
	"slices"
	"strconv"

	"switchboard/knowledge"
)

// gapsPerPage is how many gaps a page of the list shows.
const gapsPerPage = 50

// gapFilter is what the list of gaps is narrowed by, as its address says.
type gapFilter struct {
	State, Project, Lang string
	Whose                string // mine, nobody's, or anybody's
	Query                string
	Page                 int
}

func readGapFilter(v url.Values) gapFilter {
	f := gapFilter{State: v.Get("state"), Project: typed(v.Get("project")), Lang: typed(v.Get("lang")), Whose: v.Get("whose"), Query: typed(v.Get("q")), Page: pageOf(v)}
	if !slices.Contains([]string{"open", "written", "dismissed"}, f.State) {
		f.State = "open"
	}
	return f
}

// store is the filter as the store takes it, of all pages.
func (f gapFilter) store(me Editor) knowledge.GapFilter {
	k := knowledge.GapFilter{State: f.State, Project: f.Project, Lang: f.Lang, Nobody: f.Whose == "nobody", Text: f.Query}
	if f.Whose == "mine" {
		k.Assignees = me.names()
	}
	return k
}

// values are the filter in an address.
func (f gapFilter) values() url.Values {
	v := url.Values{}
	for name, s := range map[string]string{"state": f.State, "project": f.Project, "lang": f.Lang, "whose": f.Whose, "q": f.Query} {
		if s != "" && s != "open" {
			v.Set(name, s)
		}
	}
	if f.Page > 1 {
		v.Set("page", strconv.Itoa(f.Page))
	}
	return v
}

// at is the address of a page of the list.
func (f gapFilter) at(page int) string {
	f.Page = page
	if v := f.values(); len(v) > 0 {
		return "/knowledge/gaps?" + v.Encode()
	}
	return "/knowledge/gaps"
}

// Narrow tells whether not all gaps of a state are asked for.
func (f gapFilter) Narrow() bool { return f.Project+f.Lang+f.Whose+f.Query != "" }
