package routing_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// editing is the fake channel, able to change what was sent.
type editing struct {
	*fakeChannel
	fail error
}

func (e *editing) note(what string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fail != nil {
		return e.fail
	}
	e.sent = append(e.sent, channels.Outbound{Text: what})
	return nil
}

func (e *editing) Reword(_ context.Context, m channels.Sent, text string) error {
	return e.note("reworded " + m.To + ": " + text)
}

func (e *editing) Unsend(_ context.Context, m channels.Sent) error { return e.note("unsent " + m.To) }

// item returns the operator's first message, waiting until it is as wanted.
func (r *rig) item(conv int64, want func(routing.Item) bool) (found routing.Item) {
	r.t.Helper()
	r.eventually(func() bool {
		items, err := r.Timeline(r.t.Context(), r.op, conv, 0)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, it := range items {
			if it.Sort == "message" && it.Author == "operator" {
				found = it
				return want(it)
			}
		}
		return false
	}, func() string { return "the operator's message stays " + found.State + " " + found.Text })
	return found
}

func TestASentMessageIsChangedAtTheCustomersWhereTheChannelCan(t *testing.T) {
	r := newRig(t, routing.Policy{})
	e := &editing{fakeChannel: r.out}
	r.channel = e
	r.stop()
	r.start()
	r.says("maria", "hello there, do you rent boats")
	h := r.head("maria", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "The price is 5"}); err != nil {
		t.Fatal(err)
	}
	sent := r.item(h.ID, func(it routing.Item) bool { return it.State == "sent" })
	if err := r.EditSent(t.Context(), r.op, sent.ID, "The price is 6", ""); err != nil {
		t.Fatal(err)
	}
	r.item(h.ID, func(it routing.Item) bool { return it.Text == "The price is 6" && it.Edited })
	stranger := r.operator("bob@lumen.example", "Bob", routing.RoleOperator, "support")
	if err := r.DeleteSent(t.Context(), stranger, sent.ID); !errors.Is(err, routing.ErrNotOwner) {
		t.Errorf("another operator took it back: %v", err)
	}
	if err := r.DeleteSent(t.Context(), r.op, sent.ID); err != nil {
		t.Fatal(err)
	}
	r.item(h.ID, func(it routing.Item) bool { return it.Deleted })
	if got := strings.Join(r.out.texts(), "|"); !strings.HasSuffix(got, "The price is 5|reworded maria: The price is 6|unsent maria") {
		t.Errorf("the channel was asked: %s", got)
	}
}

func TestAnOperatorIsToldThatASentMessageWasNotChanged(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("maria", "hello there, do you rent boats")
	h := r.head("maria", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "The price is 5"}); err != nil {
		t.Fatal(err)
	}
	sent := r.item(h.ID, func(it routing.Item) bool { return it.State == "sent" })
	if err := r.EditSent(t.Context(), r.op, sent.ID, "The price is 6", ""); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM events WHERE what = 'not changed' AND why LIKE '%cannot change what was sent%'`) == 1
	}, func() string { return "nobody said that it was not changed" })
	if it := r.item(h.ID, func(routing.Item) bool { return true }); it.Text != "The price is 5" || it.Edited {
		t.Errorf("the timeline shows %q, which the customer never saw", it.Text)
	}
}

func TestASnoozeThatOutlastsTheCustomersWords(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for _, outlast := range []bool{true, false} {
		from := map[bool]string{true: "maria", false: "petro"}[outlast]
		r.says(from, "hello there, do you rent boats")
		h := r.head(from, state(routing.Queued))
		if err := r.Take(t.Context(), r.op, h.ID); err != nil {
			t.Fatal(err)
		}
		if err := r.Snooze(t.Context(), r.op, h.ID, time.Now().Add(time.Hour), "waits for a part", outlast); err != nil {
			t.Fatal(err)
		}
		r.says(from, "and one more thing")
		want := map[bool]routing.State{true: routing.Snoozed, false: routing.Owned}[outlast]
		r.head(from, func(h routing.Head) bool { return h.State == want && h.LastText == "and one more thing" })
	}
}

func TestADraftWhoseSourceChangedIsWithdrawn(t *testing.T) {
	r := newRig(t, routing.Policy{Answer: 2})
	_, err := r.pool.Exec(t.Context(), `WITH p AS (INSERT INTO projects (key, name) VALUES ('net', 'NET') RETURNING id)
		INSERT INTO articles (id, project_id, key, lang, rev) OVERRIDING SYSTEM VALUE SELECT 1, id, 'a', 'en', 1 FROM p`)
	if err == nil {
		_, err = r.pool.Exec(t.Context(), `INSERT INTO article_versions (article_id, version, title, body, audience, author)
			VALUES (1, 1, 'T', 'B', 'public', 'x'), (1, 2, 'T', 'C', 'public', 'x')`)
	}
	if err == nil {
		_, err = r.pool.Exec(t.Context(), `UPDATE articles SET published = 1, latest = 2`)
	}
	if err != nil {
		t.Fatal(err)
	}
	r.says("maria", "my router")
	h := r.head("maria", state(routing.Queued))
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("drafts %v, %v", drafts, err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET published = 2`); err != nil {
		t.Fatal(err)
	}
	_, err = r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[0].Text, Draft: drafts[0].ID, LastSeq: drafts[0].ForSeq})
	if stale := (routing.StaleError{}); !errors.As(err, &stale) || !strings.Contains(err.Error(), "article") {
		t.Errorf("a stale draft was sent: %v", err)
	}
	r.sweptUntil(func() bool {
		return r.count(`SELECT count(*) FROM suggestions WHERE id = $1 AND state = 'withdrawn' AND reason LIKE '%changed%'`, drafts[0].ID) == 1
	}, "the stale draft stays on offer")
}

func TestAnEditOfWhatWasSentIsCheckedToo(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("maria", "hello there, do you rent boats")
	h := r.head("maria", state(routing.Queued))
	router := checks(func(_ context.Context, text string, _ assist.Dialogue) ([]assist.Dispute, error) {
		return assist.Compare(text, []assist.Source{{Article: 1, Title: "Prices", Passage: "Shipping to Poland costs 5 €. Returns are accepted within 30 days.", Lang: "en"}}, nil), nil
	}).router(r)
	if _, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Shipping to Poland costs 4 €.", Despite: "a gift"}); err != nil {
		t.Fatal(err)
	}
	sent := r.item(h.ID, func(it routing.Item) bool { return it.State == "sent" })
	var disputed routing.DisputeError
	for _, reason := range []string{"", " "} {
		err := router.EditSent(t.Context(), r.op, sent.ID, "Shipping to Poland costs 4 €. Returns are accepted within 60 days.", reason)
		if !errors.As(err, &disputed) || len(disputed.Disputes) != 1 || disputed.Disputes[0].Claim.Text != "60 days" {
			t.Fatalf("with the reason %q: %v", reason, err)
		}
	}
	if n := r.count(`SELECT count(*) FROM message_changes`); n != 0 {
		t.Error("a refused change left something behind")
	}
	if err := router.EditSent(t.Context(), r.op, sent.ID, "Shipping to Poland costs 4 €!", ""); err != nil { // sent with a reason before
		t.Fatal(err)
	}
	if err := router.EditSent(t.Context(), r.op, sent.ID, "Returns are accepted within 60 days.", "for members"); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM events WHERE what = 'sent despite' AND why = 'for members'`); n != 1 {
		t.Errorf("%d reasons on record", n)
	}
}

func TestACodeThatWasSentWithAReasonMayStay(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("maria", "hello there, do you rent boats")
	h := r.head("maria", state(routing.Queued))
	router := checks(func(_ context.Context, text string, _ assist.Dialogue) ([]assist.Dispute, error) {
		return assist.Compare(text, []assist.Source{{Article: 1, Title: "Codes", Passage: "E-104 means that the balance of the account is negative.", Lang: "en"}}, nil), nil
	}).router(r)
	const text = "E-105 means that the balance of your account is negative"
	if _, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text + "."}); !errors.As(err, &routing.DisputeError{}) {
		t.Fatalf("not disputed: %v", err)
	}
	if _, err := router.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text + ".", Despite: "the new router says so"}); err != nil {
		t.Fatal(err)
	}
	sent := r.item(h.ID, func(it routing.Item) bool { return it.State == "sent" })
	if err := router.EditSent(t.Context(), r.op, sent.ID, text+"!", ""); err != nil {
		t.Error(err)
	}
}
