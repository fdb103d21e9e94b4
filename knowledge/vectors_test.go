package knowledge_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// counting is an embedder that counts what it is asked.
type counting struct {
	asked int
	give  func(text string) []float32
}

func (c *counting) Model() string { return "counting" }

func (c *counting) Embed(_ context.Context, texts []string) ([][]float32, error) {
	if c.give == nil {
		return nil, errors.New("down")
	}
	out := make([][]float32, len(texts))
	for i, text := range texts {
		c.asked++
		out[i] = c.give(text)
	}
	return out, nil
}

func TestEachTextIsEmbeddedOnceForAllProcesses(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	e := &counting{give: func(text string) []float32 { return []float32{float32(len(text)), 3, 4} }}
	one := knowledge.Article{Title: "A", Body: "One passage.", Questions: []string{"why", "how"}}
	same := knowledge.Article{Title: "A", Body: "One passage.", Questions: []string{"how"}}
	articles := []knowledge.Article{one, same}
	for range 2 {
		articles[0].Vectors, articles[1].Vectors = nil, nil
		if err := s.EmbedArticles(ctx, e, articles); err != nil {
			t.Fatal(err)
		}
		if len(articles[0].Vectors) != 3 || len(articles[1].Vectors) != 2 || e.asked != 3 {
			t.Fatalf("%d and %d vectors, %d texts asked", len(articles[0].Vectors), len(articles[1].Vectors), e.asked)
		}
		for _, v := range articles[0].Vectors {
			if math.Abs(knowledge.Cosine(v, v)-1) > 1e-5 {
				t.Errorf("a vector of another length than 1: %v", v)
			}
		}
	}
	if err := s.DropVectors(ctx, 90); err != nil {
		t.Fatal(err)
	}
	if err := s.EmbedArticles(ctx, e, articles); err != nil || e.asked != 3 {
		t.Errorf("vectors in use were dropped: %d asked, %v", e.asked, err)
	}
}

// replaced is an embedder behind whose name another model may be put.
type replaced struct {
	numbers, newest atomic.Int64
	asked           atomic.Int64
}

func (r *replaced) Model() string { return "replaced" }

func (r *replaced) Length() int { return int(r.newest.Load()) }

func (r *replaced) Embed(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i := range texts {
		out[i] = make([]float32, r.numbers.Load())
		out[i][0] = 1
	}
	r.asked.Add(int64(len(texts)))
	r.newest.Store(r.numbers.Load())
	return out, nil
}

// A server may put another model behind a name: its vectors cannot be compared with those that are kept.
func TestVectorsOfAnotherLengthReplaceThoseThatAreKept(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	e := &replaced{}
	lengths := func(a knowledge.Article) (out []int) {
		for _, v := range a.Vectors {
			out = append(out, len(v))
		}
		return out
	}
	articles := []knowledge.Article{{Title: "A", Body: "One passage.", Questions: []string{"why", "how"}}, {Title: "B", Body: "Another passage."}}
	e.numbers.Store(64)
	if err := s.EmbedArticles(ctx, e, articles); err != nil || e.asked.Load() != 4 {
		t.Fatalf("%d asked, %v", e.asked.Load(), err)
	}
	e.numbers.Store(96)
	articles[1].Body = "An edited passage."
	if err := s.EmbedArticles(ctx, &replaced{}, articles[:1]); err != nil || !slices.Equal(lengths(articles[0]), []int{64, 64, 64}) {
		t.Errorf("nothing was asked, and the vectors have %v numbers, %v", lengths(articles[0]), err)
	}
	fresh := &replaced{}
	fresh.numbers.Store(96)
	for range 2 {
		if err := s.EmbedArticles(ctx, fresh, articles); err != nil || fresh.asked.Load() != 4 || !slices.Equal(lengths(articles[0]), []int{96, 96, 96}) || !slices.Equal(lengths(articles[1]), []int{96}) {
			t.Errorf("%d asked, vectors of %v and %v numbers, %v", fresh.asked.Load(), lengths(articles[0]), lengths(articles[1]), err)
		}
	}
	fresh.numbers.Store(32)
	if _, err := knowledge.Embed(ctx, fresh, []string{"a question"}); err != nil {
		t.Fatal(err)
	}
	if err := s.EmbedArticles(ctx, fresh, articles[:1]); err != nil || !slices.Equal(lengths(articles[0]), []int{32, 32, 32}) {
		t.Errorf("after a question the vectors have %v numbers, %v", lengths(articles[0]), err)
	}
}

// An index whose vectors no question can be compared with any more is filled anew, and its state tells while it is not.
func TestAnIndexFollowsAnEmbedderThatWasReplaced(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Hold the button."))
	save(t, s, edit("bill", "Bill", "Pay by card."))
	e, index := &replaced{}, local.New()
	e.numbers.Store(64)
	f := follow(t, s, index, e, nil)
	means := func(numbers int) bool {
		v := make([]float32, numbers)
		v[0] = 1
		hits, err := index.Search(ctx, knowledge.Query{Text: "zzz", Vector: v, Limit: 5})
		return err == nil && len(hits) == 2
	}
	eventually(t, "found by what is meant", func() bool { return means(64) })
	e.numbers.Store(96)
	if _, err := e.Embed(ctx, []string{"a question"}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "found by what is meant with longer vectors", func() bool { return means(96) && f.State().Bare == nil })
	e.numbers.Store(32)
	if _, err := e.Embed(ctx, []string{"a question"}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "not embedded anew again and again, but told", func() bool { return f.State().Bare != nil })
	if means(32) {
		t.Error("the index was filled anew twice within an hour")
	}
}

func TestWhatAnEmbedderReturnsIsChecked(t *testing.T) {
	nan := float32(math.NaN())
	for name, give := range map[string]func(string) []float32{
		"nothing":          func(string) []float32 { return nil },
		"no direction":     func(string) []float32 { return []float32{0, 0} },
		"no number":        func(string) []float32 { return []float32{nan, 1} },
		"unequal":          func(text string) []float32 { return make([]float32, len(text)) },
		"it fails":         nil,
		"infinite numbers": func(string) []float32 { return []float32{float32(math.Inf(1)), 1} },
	} {
		if _, err := knowledge.Embed(ctx, &counting{give: give}, []string{"a", "bc"}); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestArticlesAreFoundByWordsWhileTheEmbedderFails(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("router", "Router", "Hold the button."))
	index := local.New()
	follow(t, s, index, &counting{}, nil)
	eventually(t, "found by words", func() bool { return found(t, index, "button") })
}
