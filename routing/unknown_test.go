package routing_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestWhatNobodyWroteIsSaidToBeUnknownAndBecomesAGap: below the threshold of drafts the customer is told that there is no
// answer and that a person comes, operators get the question without a draft, and editors get it as a gap. Where a draft
// exists nobody says that nothing is known.
func TestWhatNobodyWroteIsSaidToBeUnknownAndBecomesAGap(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for i, c := range []struct {
		chat, says, told, reason string
		drafts                   int
	}{
		{"weak", "a pointless question about bagpipes", "I do not have an answer to this. I am passing this to a colleague", "the knowledge base does not answer this", 0},
		{"none", "Де можна полагодити стару волинку?", "На жаль, відповіді на це я не маю. Передаю ваше питання колезі", "the knowledge base does not answer this", 0},
		{"known", "maybe you can help", "I am passing this to a colleague", "the assistant is not sure", 1},
		{"alone", "what a lone person taught", "I am passing this to a colleague", "only one person has taught this answer so far: it waits for a second voice", 1},
	} {
		r.says(c.chat, c.says)
		h := r.head(c.chat, state(routing.Queued))
		r.eventually(func() bool { return len(r.out.texts()) == i+1 }, func() string { return c.chat + " is told nothing" })
		if told := r.out.texts()[i]; !strings.HasPrefix(told, c.told) || h.Reason != c.reason {
			t.Errorf("%s: told %q, queued because %q", c.chat, told, h.Reason)
		}
		if drafts, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != c.drafts {
			t.Errorf("%s: drafts %+v, %v", c.chat, drafts, err)
		} else if len(drafts) > 0 && drafts[0].Alone != (c.chat == "alone") {
			t.Errorf("%s: %+v", c.chat, drafts[0])
		}
	}
	r.older()
	store := knowledge.NewStore(r.pool)
	_, err := store.GatherGaps(t.Context(), func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
		return r.Unanswered(ctx, after, 100)
	})
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := store.Gaps(t.Context(), "open", "", "")
	if err != nil || len(gaps) != 2 {
		t.Fatalf("%+v, %v", gaps, err)
	}
	for _, g := range gaps {
		if g.Title != "a pointless question about bagpipes" && g.Title != "Де можна полагодити стару волинку?" {
			t.Errorf("%+v", g)
		}
	}
}
