package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/samples"
)

func TestSampleQuestionsFindTheirArticles(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	if _, err := knowledge.Import(ctx, s, samples.FS, knowledge.ImportOptions{Sample: true}); err != nil {
		t.Fatal(err)
	}
	articles, _, _, err := s.Changes(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	index := local.New()
	if err := index.Put(ctx, articles); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, q := range samples.Questions() {
		hits, err := index.Search(ctx, knowledge.Query{Text: q.Text, Lang: q.Lang})
		if err != nil || len(hits) == 0 {
			t.Errorf("%q: %d hits, %v", q.Text, len(hits), err)
			continue
		}
		if h := hits[0]; h.Project == q.Project && h.Key == q.Article && h.Lang == q.Lang {
			right++
			continue
		}
		t.Logf("%q finds %s/%s/%s first, not %s/%s/%s", q.Text, hits[0].Project, hits[0].Lang, hits[0].Key, q.Project, q.Lang, q.Article)
	}
	t.Logf("%d of %d first", right, len(samples.Questions()))
	if right*10 < len(samples.Questions())*9 {
		t.Errorf("only %d of %d questions find their article first", right, len(samples.Questions()))
	}
}
