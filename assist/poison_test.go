package assist_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// poisoned is an index that some question is too much for.
type poisoned struct{ knowledge.Index }

func (p poisoned) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if strings.Contains(q.Text, "poison") {
		panic("poison")
	}
	return p.Index.Search(ctx, q)
}

// A question that panics somewhere below does so for who asked it, where it is recovered, and ends nothing else.
func TestAQuestionsPanicReachesWhoAsked(t *testing.T) {
	t.Parallel()
	articles := []knowledge.Article{refundNet}
	articles[0].ID = 1
	index := local.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: poisoned{index}, Memory: remembered(t, articles)})
	problem := func(text string) (problem any) {
		defer func() { problem = recover() }()
		ask(t, a, "en", text)
		return nil
	}
	if p := problem("how do I get a poison"); p == nil || !strings.Contains(p.(error).Error(), "poison") {
		t.Errorf("%v", p)
	}
	if p := problem("how do I get a refund"); p != nil {
		t.Errorf("afterwards: %v", p)
	}
}
