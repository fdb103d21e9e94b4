package recall

import (
	"maps"
	"slices"
)

// Copy returns an index that remembers what x remembers now, and that goes its own way from then on. Nothing is taken apart
// anew, and what neither of them changes is in memory once. Who recalls from x goes on meanwhile; who writes to it waits.
func (x *Index) Copy() *Index {
	x.writing.Lock()
	defer x.writing.Unlock()
	return &Index{core: x.core.copy(), others: x.Others()}
}

// copy shares the lists that only grow: each side has its own end of them, and the copy has no room to grow into but its own.
func (c *core) copy() *core {
	out := *c
	out.pairs, out.groups, out.grouped = slices.Clone(c.pairs), slices.Clone(c.groups), slices.Clone(c.grouped)
	out.examples, out.marks, out.senses, out.articles = slices.Clone(c.examples), slices.Clone(c.marks), slices.Clone(c.senses), slices.Clone(c.articles)
	out.byID, out.projects = maps.Clone(c.byID), maps.Clone(c.projects)
	out.orders, out.sure, out.subjects, out.texts = slices.Clip(c.orders), slices.Clip(c.sure), slices.Clip(c.subjects), c.texts.copy()
	out.words = make(map[uint32]*known, len(c.words))
	all := make([]known, 0, len(c.words))
	for w, k := range c.words {
		all = append(all, known{k.in, k.articles, slices.Clip(k.list)})
		out.words[w] = &all[len(all)-1]
	}
	return &out
}

func (x *texts) copy() *texts {
	out := *x
	out.places, out.lists, out.of, out.size = maps.Clone(x.places), slices.Clone(x.lists), slices.Clone(x.of), slices.Clip(x.size)
	for i, list := range out.lists {
		out.lists[i] = slices.Clip(list)
	}
	return &out
}
