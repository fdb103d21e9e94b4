package assist_test

import (
	"context"
	"sync"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/samples"
)

// What is looked at closely for one message is read once, however many questions are asked of it.
func TestAMessageReadsEachArticleOnce(t *testing.T) {
	t.Parallel()
	b := sampleBase(t)
	index := local.New()
	if err := index.Put(t.Context(), b.articles); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	calls, read := 0, map[int64]int{}
	c := b.config(t, index, b.articles)
	c.Memory = nil // what it recalls is read for each search, before
	whole := among(b.articles)
	c.Articles = func(ctx context.Context, ids []int64) ([]knowledge.Article, error) {
		mu.Lock()
		defer mu.Unlock()
		calls++
		for _, id := range ids {
			read[id]++
		}
		return whole(ctx, ids)
	}
	a := assist.New(c)
	asked := append(samples.Questions(), samples.Question{Lang: "en", Text: "What does error E-104 on my router mean and can I return it?"},
		samples.Question{Lang: "en", Text: "How much is roaming in Poland? And how do I change my tariff?"})
	total := 0
	for _, q := range asked {
		calls, read = 0, map[int64]int{}
		ask(t, a, q.Lang, q.Text)
		for id, n := range read {
			if n > 1 {
				t.Errorf("%q reads article %d %d times", q.Text, id, n)
			}
		}
		total += calls
	}
	if total == 0 {
		t.Error("none was read")
	}
}
