package assist_test

import (
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// A synonym that an editor wrote lets an answer be found, and believed.
func TestASynonymSpeaksForAnAnswer(t *testing.T) {
	t.Parallel()
	articles := []knowledge.Article{
		{ID: 1, Key: "boiler", Project: "home", Lang: "en", Title: "The boiler makes a noise", Body: "Bleed the radiators, then restart it.", Audience: knowledge.Public},
		{ID: 2, Key: "pump", Project: "home", Lang: "en", Title: "The pump is cold", Body: "Look at the fuse.", Audience: knowledge.Public},
	}
	index, memory := local.New(), remembered(t, articles)
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: memory, Synonyms: memory.Others})
	ask := func() float64 {
		t.Helper()
		ranked, err := a.Rank(t.Context(), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "my thermax makes a noise"}}}, 1)
		if err != nil || len(ranked) != 1 || ranked[0].Hit.Key != "boiler" {
			t.Fatalf("%+v, %v", ranked, err)
		}
		return ranked[0].Probability
	}
	without := ask()
	words := knowledge.Synonyms{"en": {{"boiler", "thermax"}}}
	for _, x := range []knowledge.Reworder{index, memory} {
		if err := x.Reword(t.Context(), words); err != nil {
			t.Fatal(err)
		}
	}
	if with := ask(); with < without+0.1 || with < 0.6 {
		t.Errorf("%.2f with a synonym, %.2f without", with, without)
	}
}
