package assist_test

import (
	"slices"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What an article is tagged with tells which one is meant, as in the index.
func TestTagsTellWhichArticleIsMeant(t *testing.T) {
	t.Parallel()
	a := small(t,
		knowledge.Article{Lang: "de", Title: "Zustellung", Tags: []string{"Lieferung"}, Body: "Wir bringen Ihnen das Auto bis vor die Tür. Das kostet 39 €."},
		knowledge.Article{Lang: "de", Title: "Kindersitz und Zubehör", Questions: []string{"Was kostet ein Kindersitz?"}, Body: "Ein Kindersitz kostet 9 € am Tag."},
	)
	got := ask(t, a, "de", "was kostet die lieferung")
	if !slices.ContainsFunc(got, func(s assist.Suggestion) bool { return s.Sources[0].Title == "Zustellung" && s.Score >= draft }) {
		t.Error(describe(got))
	}
}
