package local

import (
	"maps"
	"slices"
)

// Copy returns an index that has what x has now, and that goes its own way from then on. Nothing is analysed anew, and what
// neither of them changes is in memory once. Searches of x go on meanwhile; who writes to it waits.
func (x *Index) Copy() *Index {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.RLock()
	others := x.others
	x.mu.RUnlock()
	return &Index{core: x.core.copy(), others: others}
}

// copy shares the lists that only grow: each side has its own end of them, and the copy has no room to grow into but its own.
func (c *core) copy() *core {
	out := &core{
		dict: maps.Clone(c.dict), terms: slices.Clone(c.terms), sizes: slices.Clip(c.sizes), grams: make(map[gram][]uint32, len(c.grams)),
		bodies: c.bodies.copy(), heads: c.heads.copy(),
		docs: slices.Clone(c.docs), looks: slices.Clone(c.looks), langs: slices.Clip(c.langs), byID: maps.Clone(c.byID), groups: maps.Clone(c.groups), dead: c.dead,
	}
	for i := range out.terms {
		t := &out.terms[i]
		t.bodies, t.head = slices.Clip(t.bodies), slices.Clip(t.head)
	}
	for g, list := range c.grams {
		out.grams[g] = slices.Clip(list)
	}
	return out
}

func (u *units) copy() units {
	return units{of: slices.Clip(u.of), n: slices.Clip(u.n), words: slices.Clip(u.words), total: u.total}
}
