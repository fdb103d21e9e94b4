package editor

import (
	"net/url"
	"strconv"
)

// pager leads from a page of a list to those beside it; an empty address: there is none.
type pager struct{ Prev, Next string }

// mostPages bounds the page that can be asked for.
const mostPages = 10_000

// pageOf is the page that is asked for, counted from 1.
func pageOf(asked url.Values) int {
	page, err := strconv.Atoi(asked.Get("page"))
	if err != nil {
		return 1
	}
	return min(max(page, 1), mostPages)
}

// pagerAt is the pager of a page, which more of the list follow or none.
func pagerAt(page int, more bool, address func(page int) string) (p pager) {
	if page > 1 {
		p.Prev = address(page - 1)
	}
	if more {
		p.Next = address(page + 1)
	}
	return p
}
