package meili_test

import (
	"context"
	"crypto/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/samples"
)

// TestBothIndexesFindAlike asks questions that people ask, left out of the base: the server's index and the one inside the
// process find the article about as often.
func TestBothIndexesFindAlike(t *testing.T) {
	t.Parallel()
	alike(t, open(t, newServer(t, "master")), 4, "lumen-net", "lumen-pay")
}

// TestARealServerFindsAlike is the same over all questions, with the server in MEILI_URL.
func TestARealServerFindsAlike(t *testing.T) {
	t.Parallel()
	alike(t, openReal(t, 0), 1)
}

// openReal opens indexes of their own on the server in MEILI_URL, for as long as a test lasts.
func openReal(t *testing.T, dimensions int) *meili.Index {
	t.Helper()
	url := os.Getenv("MEILI_URL")
	if url == "" {
		t.Skip("set MEILI_URL (and MEILI_MASTER_KEY) to check a real Meilisearch")
	}
	x, err := meili.New(meili.Config{URL: url, Key: os.Getenv("MEILI_MASTER_KEY"), Name: "switchboard-test",
		Apart: strings.ToLower(rand.Text()[:12]), Dimensions: dimensions})
	must(t, err)
	t.Cleanup(func() {
		if err := x.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return x
}

// alike asks every so manieth question of some projects, or of all.
func alike(t *testing.T, server *meili.Index, every int, projects ...string) {
	t.Helper()
	articles, _, err := knowledge.ReadFolder(t.Context(), samples.FS)
	must(t, err)
	articles = slices.DeleteFunc(articles, func(a knowledge.Article) bool { return len(projects) > 0 && !slices.Contains(projects, a.Project) })
	type question struct{ text, lang, article string }
	var asked []question
	for i := range articles {
		a := &articles[i]
		for _, q := range a.Questions {
			asked = append(asked, question{q, a.Lang, a.Project + "/" + a.Key})
		}
		a.Questions = nil
	}
	inside := local.New()
	must(t, inside.Put(t.Context(), articles))
	must(t, server.Put(t.Context(), articles))
	n, found := 0, map[knowledge.Index]int{}
	for i := 0; i < len(asked); i += every {
		n++
		for _, x := range []knowledge.Index{inside, server} {
			hits, err := x.Search(t.Context(), knowledge.Query{Text: asked[i].text, Lang: asked[i].lang, Limit: 5, Internal: true})
			must(t, err)
			if slices.ContainsFunc(hits, func(h knowledge.Hit) bool { return h.Project+"/"+h.Key == asked[i].article }) {
				found[x]++
			}
		}
	}
	share := func(x knowledge.Index) float64 { return float64(found[x]) / float64(n) }
	t.Logf("R@5 of %d questions: inside the process %.3f, on the server %.3f", n, share(inside), share(server))
	if share(server) < share(inside)-0.05 {
		t.Errorf("the server finds %.3f, the index inside the process %.3f", share(server), share(inside))
	}
}
