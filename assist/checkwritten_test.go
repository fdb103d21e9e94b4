package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/knowledge"
)

var (
	//go:embed testdata/facts.txt
	factsFile string
	//go:embed testdata/helpcentre.txt
	helpCentreFile string
)

// helpCentre are the articles of a shop in the languages that the sample base has none in.
func helpCentre(t testing.TB) []knowledge.Article {
	t.Helper()
	_, file, _ := strings.Cut(helpCentreFile, "\n= ")
	var out []knowledge.Article
	for part := range strings.SplitSeq(file, "\n= ") {
		head, body, _ := strings.Cut(part, "\n")
		f := strings.Split(head, " | ")
		if len(f) != 4 {
			t.Fatalf("%q is no head of an article", head)
		}
		out = append(out, knowledge.Article{ID: int64(100_000 + len(out)), Project: "lumen-bikes", Name: "Lumen Bikes", Lang: f[0], Key: f[1], Title: f[2],
			Questions: []string{f[3]}, Audience: knowledge.Public, Body: strings.TrimSpace(body)})
	}
	return out
}

// What is denied, codes, days of a month and other units, in five languages.
func TestOneWrongDenialCodeDateOrUnitIsNoticed(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	b.articles = append(b.articles, helpCentre(t)...)
	b.projects = append(b.projects, knowledge.Project{Key: "lumen-bikes", Name: "Lumen Bikes"})
	counts := triedReplies(t, b.checker(t), writtenReplies(t, factsFile, true))
	counts.atLeast(t, "facts", nil)
}
