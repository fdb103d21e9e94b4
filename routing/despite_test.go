package routing_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/routing"
)

// checks is a Checker by a function.
type checks func(context.Context, string, assist.Dialogue) ([]assist.Dispute, error)

func (f checks) Check(ctx context.Context, text string, d assist.Dialogue, _ []assist.Source) ([]assist.Dispute, error) {
	return f(ctx, text, d)
}

func (f checks) router(r *rig) *routing.Router {
	return routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler), Kinds: map[string]string{"chat": "test"}, Checker: f})
}

func TestADisputedReplyTakesAReason(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "What does it cost?")
	h := r.head("c1", func(h routing.Head) bool { return h.LastText != "" })
	var was assist.Dialogue
	router := checks(func(_ context.Context, text string, d assist.Dialogue) ([]assist.Dispute, error) {
		was = d
		return []assist.Dispute{{Claim: assist.Claim{Sort: assist.ClaimPrice, Text: "7 €"}, Says: "It costs 5 €.", Value: "5 €", Source: assist.Source{Article: 1, Title: "Prices"}}}, nil
	}).router(r)
	for _, reason := range []string{"", " \n"} {
		_, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 7 €.", Despite: reason})
		if disputed := (routing.DisputeError{}); !errors.As(err, &disputed) || len(disputed.Disputes) != 1 {
			t.Fatalf("with the reason %q: %v", reason, err)
		}
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE author = 'operator'`) + r.count(`SELECT count(*) FROM conversations WHERE owner_id IS NOT NULL`); n != 0 {
		t.Error("a refused reply left something behind")
	}
	if len(was.Turns) == 0 || !was.Turns[len(was.Turns)-1].Customer || was.Turns[len(was.Turns)-1].Text != "What does it cost?" {
		t.Errorf("checked with %+v", was)
	}
	_, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 7 €.", Despite: "it rose today", Seen: []string{"6 €"}})
	if disputed := (routing.DisputeError{}); !errors.As(err, &disputed) {
		t.Fatalf("with a reason for something else: %v", err)
	}
	if _, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 7 €.", Despite: "it rose today", Seen: []string{"7 €"}}); err != nil {
		t.Fatal(err)
	}
	if r.count(`SELECT count(*) FROM messages WHERE author = 'operator' AND text = 'It costs 7 €.'`) != 1 {
		t.Error("the reply was not sent with a reason")
	}
	v, err := router.View(t.Context(), h.ID)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, it := range v.Items {
		found = found || it.Kind == "sent despite" && it.Text == "it rose today"
	}
	if !found {
		t.Errorf("no reason on record: %+v", v.Items)
	}
}

func TestACheckThatFailsOrHangsKeepsNobodyFromAnswering(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "What does it cost?")
	h := r.head("c1", func(h routing.Head) bool { return h.LastText != "" })
	hang := make(chan struct{}) // for as long as the test runs, whatever the check's context says
	t.Cleanup(func() { close(hang) })
	asked := make(chan context.Context, 1)
	for text, check := range map[string]checks{
		"It costs 7 €.": func(ctx context.Context, _ string, _ assist.Dialogue) ([]assist.Dispute, error) {
			asked <- ctx
			return nil, errors.New("no index")
		},
		"It costs 8 €.": func(ctx context.Context, _ string, _ assist.Dialogue) ([]assist.Dispute, error) {
			asked <- ctx
			<-hang
			return []assist.Dispute{{Says: "It costs 5 €."}}, nil
		},
	} {
		if _, err := check.router(r).Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if _, bounded := (<-asked).Deadline(); !bounded {
			t.Errorf("%s: the check may take for ever", text)
		}
		if n := r.count(`SELECT count(*) FROM messages WHERE author = 'operator' AND text = '` + text + `'`); n != 1 {
			t.Errorf("%s: sent %d times", text, n)
		}
	}
}

func TestACheckThatNobodyWaitsForMayTakeItsTime(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "What does it cost?")
	h := r.head("c1", func(h routing.Head) bool { return h.LastText != "" })
	var within time.Duration
	router := checks(func(ctx context.Context, _ string, _ assist.Dialogue) ([]assist.Dispute, error) {
		until, _ := ctx.Deadline()
		within = time.Until(until)
		return nil, nil
	}).router(r)
	for unhurried, most := range map[bool]time.Duration{false: time.Second, true: 10 * time.Second} {
		if _, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 5 €.", Unhurried: unhurried}); err != nil {
			t.Fatal(err)
		}
		if within > most || unhurried && within < time.Second {
			t.Errorf("unhurried %v: a check may take %v", unhurried, within)
		}
	}
}

// What went out before it could be compared is compared afterwards, and operators are told in the conversation, once.
func TestWhatWentOutUncheckedIsComparedAfterwards(t *testing.T) {
	var calls atomic.Int32
	r, _ := newJobsRig(t, routing.Policy{}, checks(func(ctx context.Context, text string, _ assist.Dialogue) ([]assist.Dispute, error) {
		if calls.Add(1); text == "It costs 6 €." {
			return nil, nil
		}
		if calls.Load() < 4 { // at the reply, and the first times afterwards
			return nil, errors.New("no index")
		}
		return []assist.Dispute{{Claim: assist.Claim{Sort: assist.ClaimPrice, Text: "7 €"}, Value: "5 €", Source: assist.Source{Article: 1, Title: "Prices"}}}, nil
	}))
	r.says("c1", "What does it cost?")
	h := r.head("c1", func(h routing.Head) bool { return h.LastText != "" })
	told := func() (words []string) {
		v, err := r.View(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range v.Items {
			if it.Kind == "sent unchecked" {
				words = append(words, it.Text)
			}
		}
		return words
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 7 €."}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 6 €."}); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		if _, err := r.pool.Exec(t.Context(), `UPDATE river_job SET state = 'available', scheduled_at = now() WHERE kind = 'compare' AND state = 'retryable'`); err != nil {
			t.Fatal(err)
		}
		return len(told()) > 0
	}, func() string { return "operators are not told" })
	if got := told(); len(got) != 1 || got[0] != "7 €: Prices says 5 €" {
		t.Fatalf("operators are told %q", got)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE river_job SET state = 'available', attempt = 0, finalized_at = NULL WHERE kind = 'compare'`); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM river_job WHERE kind = 'compare' AND state <> 'completed'`) == 0
	}, func() string { return "it is not compared" })
	if got := told(); len(got) != 1 {
		t.Errorf("operators are told %q", got)
	}
}

// comparedWith is a Checker that disputes everything, and keeps with which sources it was compared.
type comparedWith struct{ titles []string }

func (c *comparedWith) Check(_ context.Context, text string, _ assist.Dialogue, used []assist.Source) ([]assist.Dispute, error) {
	for _, s := range used {
		c.titles = append(c.titles, s.Title)
	}
	return []assist.Dispute{{Claim: assist.Claim{Sort: assist.ClaimPrice, Text: text}, Value: "5 €"}}, nil
}

// What quotes an article is the article's own words; what a model wrote of it is not, though it is sent as it is. Nor is what there is no
// draft of any more.
func TestWhatAModelWroteIsComparedWhenItIsSentAsItIs(t *testing.T) {
	r := newRig(t, routing.Policy{})
	draft := r.drafted("c1")
	compared := &comparedWith{}
	router := routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler), Kinds: map[string]string{"chat": "test"}, Checker: compared})
	send := func(id int64) error {
		_, err := router.Reply(t.Context(), r.op, draft.Conversation, routing.Reply{Text: "It may be so.", Draft: id})
		return err
	}
	model := func(is bool) {
		if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET model = $2 WHERE id = $1`, draft.ID, is); err != nil {
			t.Fatal(err)
		}
	}
	disputed := routing.DisputeError{}
	model(true)
	if err := send(draft.ID); !errors.As(err, &disputed) || len(compared.titles) != 1 || compared.titles[0] != "Title of It may be so." {
		t.Errorf("what a model wrote: %v, compared with %q", err, compared.titles)
	}
	if err := send(draft.ID + 1000); !errors.As(err, &disputed) {
		t.Errorf("a draft that is gone: %v", err)
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE author = 'operator'`); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
	model(false)
	if err := send(draft.ID); err != nil {
		t.Errorf("what quotes an article: %v", err)
	}
}
