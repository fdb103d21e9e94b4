package routing_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

const password = "The zorblax password is **hunter2**."

// confided is a conversation in which an operator is offered a draft for colleagues only.
func (r *rig) confided(from string) routing.Head {
	r.t.Helper()
	r.suggest.mu.Lock()
	r.suggest.by["zorblax"] = []assist.Suggestion{{Text: password, Lang: "en", Score: 0.9, Sources: []assist.Source{{Article: 4, Version: 1, Project: "net", Name: "NET", Title: "Zorblax", Internal: true}}}}
	r.suggest.mu.Unlock()
	r.says(from, "What is the zorblax password?")
	h := r.head(from, state(routing.Queued))
	if drafts, err := r.Drafts(r.t.Context(), r.op, h.ID); err != nil || len(drafts) != 1 || drafts[0].Public {
		r.t.Fatalf("drafts %+v, %v", drafts, err)
	}
	return h
}

// TestWhatIsForColleaguesNeverGoesOut: not with the draft's number, not without it, not once the draft is gone, and not as another
// wording of what was sent.
func TestWhatIsForColleaguesNeverGoesOut(t *testing.T) {
	r := newRig(t, routing.Policy{})
	h := r.confided("c1")
	drafts, _ := r.Drafts(t.Context(), r.op, h.ID)
	refused := func(what, text string, draft int64) {
		t.Helper()
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text, Draft: draft}); !errors.Is(err, routing.ErrInternal) {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("as the draft", password, drafts[0].ID)
	refused("without the draft", password, 0)
	refused("with other spaces", "\n The zorblax  password is **hunter2**. \r\n", drafts[0].ID)
	refused("with a greeting", "Hello! "+password+"\n\nHave a nice day.", 0)
	refused("as it is shown, in capitals", "the ZORBLAX password is hunter2", 0)
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Ask at the desk for it.", Draft: drafts[0].ID}); err != nil {
		t.Errorf("in other words: %v", err)
	}
	r.sent("I am passing this to a colleague", "Ask at the desk")
	refused("once the draft is gone", password, 0)
	var message int64
	r.eventually(func() bool {
		return r.pool.QueryRow(t.Context(), `SELECT id FROM messages WHERE author = 'operator' AND state = 'sent'`).Scan(&message) == nil
	}, func() string { return "it is not sent" })
	if err := r.EditSent(t.Context(), r.op, message, password, ""); !errors.Is(err, routing.ErrInternal) {
		t.Errorf("as another wording: %v", err)
	}
	if n := r.count(`SELECT count(*) FROM message_changes`); n != 0 {
		t.Error("the message is being changed")
	}
	r.says("c1", "And the zorblax password?")
	r.head("c1", func(h routing.Head) bool {
		drafts, err := r.Drafts(t.Context(), r.op, h.ID)
		return err == nil && len(drafts) == 1
	})
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "As I said: at the desk, please."}); err != nil {
		t.Errorf("own words: %v", err)
	}
	for _, text := range r.out.texts() {
		if strings.Contains(text, "hunter2") {
			t.Errorf("sent %q", text)
		}
	}
}

// TestWhatIsPublicTooGoesOut: a public draft, or an article that customers read, says the same.
func TestWhatIsPublicTooGoesOut(t *testing.T) {
	r := newRig(t, routing.Policy{})
	h := r.confided("c1")
	r.knows("Zorblax", "We are open about it. The zorblax password\nis **hunter2**. That is all.")
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: password}); err != nil {
		t.Errorf("an article says the same: %v", err)
	}
	other := r.confided("c2")
	if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET published = NULL`); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, other.ID, routing.Reply{Text: password}); !errors.Is(err, routing.ErrInternal) {
		t.Errorf("the article was taken back: %v", err)
	}
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO suggestions (conversation_id, for_seq, rank, text, score, sources)
		SELECT conversation_id, for_seq, 7, text, score, sources FROM (SELECT conversation_id, for_seq, text, score,
			jsonb_build_array(jsonb_build_object('article', 5, 'version', 1)) AS sources FROM suggestions WHERE conversation_id = $1) s`, other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, other.ID, routing.Reply{Text: password}); err != nil {
		t.Errorf("a public draft says the same: %v", err)
	}
}
