package recall_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// TestACopyGoesItsOwnWay: whatever is learned and forgotten on either side, at the same time, each recalls as a memory that
// never knew of the other.
func TestACopyGoesItsOwnWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		begun := articles(t)
		x := filled(t, begun)
		sides := []side{{x, begun, changes(t)}, {x.Copy(), begun, changes(t)}}
		var both sync.WaitGroup
		for i := range sides {
			both.Go(func() { sides[i].change(t) })
		}
		both.Wait()
		asked := question(t)
		for _, s := range sides {
			same(t, s.index, filled(t, s.has), asked)
		}
	})
}

// side is a memory, what it remembers, and what is to come.
type side struct {
	index *recall.Index
	has   []knowledge.Article
	to    []knowledge.Article // without a title: it is forgotten
}

// changes draws articles that are new, that take the place of others, or that are forgotten.
func changes(t *rapid.T) []knowledge.Article {
	list := articles(t)
	for i := range list {
		list[i].ID += int64(rapid.IntRange(0, 4).Draw(t, "later"))
		if rapid.IntRange(0, 3).Draw(t, "forgotten") == 0 {
			list[i] = knowledge.Article{ID: list[i].ID}
		}
	}
	return list
}

func (s *side) change(t *rapid.T) {
	ctx := context.Background()
	for _, a := range s.to {
		s.has = slices.DeleteFunc(slices.Clone(s.has), func(b knowledge.Article) bool { return b.ID == a.ID })
		var err error
		if a.Title == "" {
			err = s.index.Delete(ctx, []int64{a.ID})
		} else {
			s.has = append(s.has, a)
			err = s.index.Put(ctx, []knowledge.Article{a})
		}
		if err != nil {
			t.Error(err)
		}
		s.index.Recall(knowledge.Asked{Text: a.Title, Lang: "en", Limit: 3})
	}
}
