package knowledge_test

import (
	"context"
	"errors"
	"math"
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
