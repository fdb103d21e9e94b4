package local

import (
	"cmp"
	"slices"

	"switchboard/knowledge"
)

// leastNear is how near a vector must be for its article to be found by it alone: below that everything is alike.
const leastNear = 0.3

// nearest adds the articles whose vectors are nearest to the query's, as many as are wanted, and how near those are that
// the words found. Every vector is looked at.
func (c *core) nearest(q knowledge.Query, s *scratch, fit func(doc uint32) bool) {
	type candidate struct {
		doc  uint32
		near float32
		at   int
	}
	var top []candidate
	for d := range c.docs {
		a := &c.docs[d].article
		if c.docs[d].dead || len(a.Vectors) == 0 {
			continue
		}
		best := candidate{doc: uint32(d)}
		for i, v := range a.Vectors {
			if near := float32(knowledge.Cosine(q.Vector, v)); near > best.near {
				best.near, best.at = near, i
			}
		}
		if f := &s.docs[d]; f.fit {
			f.near, f.nearest = best.near, best.at
			continue
		}
		if best.near < leastNear || len(top) >= q.Limit && best.near <= top[len(top)-1].near || !fit(uint32(d)) {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, best, func(a, b candidate) int { return cmp.Compare(b.near, a.near) })
		top = slices.Insert(top, at, best)
		top = top[:min(len(top), q.Limit)]
	}
	for _, b := range top {
		if f := s.visit(b.doc, fit); f != nil {
			f.near, f.nearest = b.near, b.at
		}
	}
}
