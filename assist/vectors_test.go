package assist_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// meanings is an embedder that knows of few things, in several languages.
type meanings struct{ down bool }

func (m *meanings) Model() string { return "meanings" }

func (m *meanings) Embed(_ context.Context, texts []string) ([][]float32, error) {
	if m.down {
		return nil, errors.New("the embedder is down")
	}
	out := make([][]float32, len(texts))
	for i, text := range texts {
		v := make([]float32, 4)
		v[3] = 0.2
		for n, words := range [][]string{{"parcel", "посилк"}, {"router", "маршрутизатор"}, {"invoice", "рахун"}} {
			for _, w := range words {
				if strings.Contains(strings.ToLower(text), w) {
					v[n] = 1
				}
			}
		}
		out[i] = v
	}
	return out, nil
}

func TestAnEmbedderFindsAcrossLanguages(t *testing.T) {
	e := &meanings{}
	articles := []knowledge.Article{
		{ID: 1, Key: "parcel", Project: "post", Lang: "en", Title: "Where is my parcel", Body: "Enter the number on the tracking page.", Audience: knowledge.Public},
		{ID: 2, Key: "router", Project: "net", Lang: "en", Title: "Restart the router", Body: "Hold the button for ten seconds.", Audience: knowledge.Public},
	}
	for i := range articles {
		v, err := knowledge.Embed(t.Context(), e, []string{articles[i].Title})
		if err != nil {
			t.Fatal(err)
		}
		articles[i].Vectors = v
	}
	x := local.New()
	if err := x.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: x, Embedder: e, Memory: remembered(t, articles)})
	d := assist.Dialogue{Lang: "uk", Turns: []assist.Turn{{Customer: true, Text: "де моя посилка"}}}
	ranked, err := a.Rank(t.Context(), d, 5)
	if err != nil || len(ranked) == 0 || ranked[0].Hit.Article != 1 || ranked[0].Probability < 0.15 {
		t.Errorf("by meaning: %+v, %v", ranked, err)
	}
	e.down = true
	d.Turns[0].Text = "where is my parcel"
	if ranked, err = a.Rank(t.Context(), d, 5); err != nil || len(ranked) == 0 || ranked[0].Hit.Article != 1 || ranked[0].Probability < 0.5 {
		t.Errorf("while the embedder is down: %+v, %v", ranked, err)
	}
}
