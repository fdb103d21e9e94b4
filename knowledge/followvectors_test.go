package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// rebuilt is an index that counts how often it is filled anew.
type rebuilt struct {
	*local.Index
	times int
}

func (r *rebuilt) Rebuild(ctx context.Context, pages func(yield func([]knowledge.Article, error) bool)) error {
	r.times++
	return r.Index.Rebuild(ctx, pages)
}

// moody is an embedder that fails at all texts, or at those that have a word.
type moody struct {
	down bool
	word string // empty: at none
}

func (m *moody) Model() string { return "moody" }

func (m *moody) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		if m.down || m.word != "" && strings.Contains(text, m.word) {
			return nil, errors.New("the day's limit is spent")
		}
		out[i] = []float32{1, 0}
	}
	return out, nil
}

// meant is how many articles are found by their vectors.
func meant(t *testing.T, index knowledge.Index) int {
	t.Helper()
	hits, err := index.Search(ctx, knowledge.Query{Text: "zzz", Vector: []float32{1, 0}, Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	return len(hits)
}

// While an embedder fails an index is not filled anew for nothing; where it fails at what articles say alone, ever more seldom.
func TestAFollowerDoesNotFillAnIndexAnewForNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Hold the button."))
	index, e := &rebuilt{Index: local.New()}, &moody{down: true}
	f := knowledge.NewFollower(s, index, e, slog.New(slog.DiscardHandler))
	look := func(times int) {
		t.Helper()
		for range times {
			if err := f.LookLater(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	look(6)
	if index.times != 1 || f.State().Bare == nil || f.VectorsIn() != time.Minute {
		t.Errorf("no vectors, filled %d times, %v, again in %s", index.times, f.State().Bare, f.VectorsIn())
	}
	e.down, e.word = false, "button"
	look(3)
	if index.times != 4 || f.VectorsIn() != 8*time.Minute {
		t.Errorf("no vectors of the article, filled %d times, again in %s", index.times, f.VectorsIn())
	}
	look(5)
	if f.VectorsIn() != time.Hour {
		t.Errorf("again in %s at last", f.VectorsIn())
	}
	e.word = ""
	look(2)
	if index.times != 10 || f.State().Bare != nil || f.VectorsIn() != 0 || meant(t, index) != 1 {
		t.Errorf("filled %d times, %v, again in %s, %d found", index.times, f.State().Bare, f.VectorsIn(), meant(t, index))
	}
}

// What the database keeps needs no embedder: the other articles of its page, and those after them, have their vectors.
func TestVectorsThatAreKeptAreGivenWhileAnEmbedderFails(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Hold the button."))
	save(t, s, edit("bill", "Bill", "Pay by card."))
	e, log := &moody{}, slog.New(slog.DiscardHandler)
	if err := knowledge.NewFollower(s, local.New(), e, log).LookLater(ctx); err != nil {
		t.Fatal(err)
	}
	e.down = true
	save(t, s, edit("sim", "SIM card", "Order one."))
	index := local.New()
	f := knowledge.NewFollower(s, index, e, log)
	for want := 2; want <= 3; want++ {
		if err := f.LookLater(ctx); err != nil {
			t.Fatal(err)
		}
		if n := meant(t, index); n != want || f.State().Bare == nil {
			t.Errorf("%d of %d found by what is meant, %v", n, want, f.State().Bare)
		}
		save(t, s, edit(fmt.Sprint("router-", want), "Router", "Hold the button."))
	}
}
