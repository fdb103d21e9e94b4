package assist_test

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
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
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t).with([]knowledge.Project{{Key: "lumen-bikes", Name: "Lumen Bikes"}}, helpCentre(t))
	counts := triedReplies(t, b.assistant(t, false), writtenReplies(t, factsFile, true))
	counts.atLeast(t, "facts", map[string]float64{"denial": .88, "code": .95, "date": .9, "unit": .68})
	counts.none(t, "facts", "true")
}

// A reply's articles are asked for at once, and so are those that each of its two questions recalls; where they cannot be read, what was found of them is compared.
func TestTheArticlesOfAReplyAreReadAtOnce(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	index := local.New()
	if err := index.Put(t.Context(), b.articles); err != nil {
		t.Fatal(err)
	}
	c := b.config(t, index, b.articles)
	asked, broken := 0, false
	all := among(b.articles)
	c.Articles = func(ctx context.Context, ids []int64) ([]knowledge.Article, error) {
		if asked++; broken {
			return nil, errors.New("no database")
		}
		return all(ctx, ids)
	}
	a := assist.New(c)
	d := assist.Dialogue{Lang: "en", Projects: []string{"lumen-cloud"}, At: now(), Turns: []assist.Turn{{Customer: true, Text: "how do I set up e-mail"}}}
	for _, broken = range []bool{false, true} {
		asked = 0
		found, err := a.Check(t.Context(), "The automatic answer goes to each sender once in 5 days.", d, nil)
		if err != nil || asked > 3 || !broken && len(found) != 1 {
			t.Errorf("asked %d times: %v, %v", asked, found, err)
		}
	}
}
