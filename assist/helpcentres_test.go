package assist_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// Three help centres in English, of a state's benefits, a bank account and a university, with many articles that are near each other; former
// titles of them, a third of which has no word of today's, and what customers ask. Written for this by somebody who saw neither the
// program nor any set. Weights were set on it, too.
func TestHelpCentresOfWhichOnlyTitlesAndTextsAreKnown(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	var articles []knowledge.Article
	eachLine(t, "testdata/helpcentres/articles.jsonl", func(a knowledge.Article) {
		a.ID, a.Project, a.Lang, a.Audience = int64(len(articles)+1), "centre", "en", knowledge.Public
		articles = append(articles, a)
	})
	index, memory := local.New(), recall.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	if err := memory.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: memory, Articles: among(articles)})
	type question struct {
		Text     string
		Former   bool
		Relevant []string
	}
	var n, first, three [2]int
	eachLine(t, "testdata/helpcentres/questions.jsonl", func(q question) {
		kind := 0
		if q.Former {
			kind = 1
		}
		ranked, err := a.Rank(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.Text}}, Lang: "en"}, 3)
		if err != nil {
			t.Fatal(err)
		}
		n[kind]++
		switch slices.IndexFunc(ranked, func(r assist.Ranked) bool { return slices.Contains(q.Relevant, r.Hit.Key) }) {
		case 0:
			first[kind]++
			three[kind]++
		case 1, 2:
			three[kind]++
		}
	})
	for kind, least := range []float64{.69, .78} {
		share := float64(three[kind]) / float64(max(n[kind], 1))
		t.Logf("%s: of %d questions %.3f find their article first, %.3f among three", []string{"customers'", "former titles"}[kind], n[kind], float64(first[kind])/float64(n[kind]), share)
		if share < least {
			t.Errorf("among three should be at least %.2f", least)
		}
	}
}

// eachLine reads a file of JSON objects, one on a line.
func eachLine[T any](t *testing.T, path string, each func(T)) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var one T
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%s: %v: %s", path, err, line)
		}
		each(one)
	}
}
