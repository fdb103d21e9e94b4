package recall

import "cmp"

// Of English articles those are told of that mean the nearest to an English question: so many, if they are at least so near.
const (
	closestMost = 4
	closeFrom   = 0.3
)

// subject is what an English article means, with the length of all but the early dimensions.
type subject struct {
	article uint32
	rest    float32
	text    text
}

func subjectOf(article uint32, t text) subject { return subject{article, rest(t[:]), t} }

// closest are the English articles that mean the nearest to an English question, whatever their words.
func (c *core) closest(asked *text, may func(article uint32) bool) []uint32 {
	if !asked.known() {
		return nil
	}
	order := func(a, b afar) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(c.articles[a.of].id, c.articles[b.of].id))
	}
	top := make([]afar, 0, closestMost+1)
	rest, least := rest(asked[:]), int32(closeFrom*senseLength*senseLength)
	for i := range c.subjects {
		s := &c.subjects[i]
		start := dot(asked[:early], s.text[:early])
		if !reaches(start, rest*s.rest, least) {
			continue
		}
		a := afar{s.article, start + dot(asked[early:], s.text[early:])}
		if a.like < least || c.articles[a.of].about.text != s.text || !may(a.of) {
			continue
		}
		if top = kept(top, a, closestMost, order); len(top) == closestMost {
			least = top[closestMost-1].like
		}
	}
	out := make([]uint32, len(top))
	for i, a := range top {
		out[i] = a.of
	}
	return out
}
