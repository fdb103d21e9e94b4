package editor

import (
	"net/url"
	"strconv"
	"strings"
)

// learned is a list of what was learned: where its page is, and what its form asks for.
type learned struct {
	path    string
	filters []string
}

// learnedPage is a page of such a list among others.
type learnedPage struct {
	Asked string // its address after the question mark: whoever judges something that was learned comes back to it
	pager
}

// learnedShown is how many a page has.
const learnedShown = 200

// pageOfLearned are the lessons of the page that is asked for, of a list that has one more where there is a page behind it.
func pageOfLearned[T any](of learned, asked url.Values, list []T) (p learnedPage, shown []T) {
	page := pageOf(asked)
	_, p.Asked, _ = strings.Cut(of.address(asked, page), "?")
	p.pager = pagerAt(page, len(list) > learnedShown, func(page int) string { return of.address(asked, page) })
	return p, list[:min(len(list), learnedShown)]
}

// address is that of a page of what a form asks for.
func (l learned) address(asked url.Values, page int) string {
	v := url.Values{}
	for _, name := range l.filters {
		if s := asked.Get(name); s != "" {
			v.Set(name, s)
		}
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return l.path
	}
	return l.path + "?" + v.Encode()
}

// backTo leads to what was shown when something that was learned was judged, and says what was done.
func (c call) backTo(l learned, done string) error {
	asked, err := url.ParseQuery(c.PostForm.Get("asked"))
	if err != nil {
		asked = nil // nobody's form: the list begins at its beginning
	}
	to := l.address(asked, pageOf(asked))
	if strings.Contains(to, "?") {
		return c.redirect("%s&done=%s", to, done)
	}
	return c.redirect("%s?done=%s", to, done)
}
