package routing_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
	"switchboard/routing"
)

// shelf is a knowledge base with an article for customers and one for colleagues; it returns their numbers.
func (r *rig) shelf() (store *knowledge.Store, refund, secret int64) {
	r.t.Helper()
	store = knowledge.NewStore(r.pool)
	if _, err := knowledge.Import(r.t.Context(), store, fstest.MapFS{
		"net/project.md":   {Data: []byte("---\nname: Net\n---\n\nA network.\n")},
		"net/en/lamps.md":  {Data: []byte("---\ntitle: Lamps\nlink: https://help.example/lamps\n---\n\nWe sell lamps of all colours.\n\n## Returns\n\nA lamp may be returned within 14 days, with its receipt. The money comes back within a week.\n")},
		"net/en/secret.md": {Data: []byte("---\ntitle: Secret\naudience: internal\n---\n\nOffer a discount of 20 % to whoever is angry.\n")},
	}, knowledge.ImportOptions{}); err != nil {
		r.t.Fatal(err)
	}
	for key, id := range map[string]*int64{"lamps": &refund, "secret": &secret} {
		d, err := store.ArticleByKey(r.t.Context(), "net", key, "en")
		if err != nil {
			r.t.Fatal(err)
		}
		*id = d.ID
	}
	return store, refund, secret
}

const returned = "A lamp may be returned within 14 days, with its receipt."

// TestAnArticleThatAnOperatorFoundTeaches as a draft that he chose does: whoever asks like this is offered the article, the message
// has its source, nobody is asked to write it, and the figures of the drafts do not know it.
func TestAnArticleThatAnOperatorFoundTeaches(t *testing.T) {
	r, _ := newJobsRig(t, routing.Policy{})
	store, lamps, _ := r.shelf()
	r.says("c1", "Can I bring a green lamp back to you?")
	h := r.head("c1", state(routing.Queued))
	gather := func() {
		t.Helper()
		r.older()
		for moved := true; moved; {
			var err error
			if moved, err = store.GatherGaps(t.Context(), func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
				return r.Unanswered(ctx, after, 100)
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	gather()
	if gaps, err := store.Gaps(t.Context(), "open", "", ""); err != nil || len(gaps) != 1 {
		t.Fatalf("nobody has answered it yet: %+v, %v", gaps, err)
	}
	r.says("c1", "hello?")
	r.head("c1", func(h routing.Head) bool { return h.LastText == "hello?" })
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: returned, Found: []routing.Found{{Article: lamps, Version: 1}}}); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM gap_questions`) == 0 }, func() string { return "the question stays a gap" })
	r.sent("I am passing this", returned+"\n\nSource: [Net · Lamps](https://help.example/lamps)")
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Article != lamps || !list[0].Solved || list[0].Inferred || list[0].Role != "operator" || list[0].Text != "Can I bring a green lamp back to you?" {
		t.Fatalf("lessons %+v, %v", list, err)
	}
	if said, err := store.Teach(t.Context(), list[0]); err != nil || said != "learned" {
		t.Errorf("%s, %v", said, err)
	}
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	if list, err := r.Lessons(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("it is taught twice: %+v, %v", list, err)
	}
	gather()
	if gaps, err := store.Gaps(t.Context(), "open", "", ""); err != nil || len(gaps) != 0 {
		t.Errorf("an editor is asked to write it: %+v, %v", gaps, err)
	}
	if n, err := r.Numbers(t.Context(), r.op, time.Now().Add(-time.Hour)); err != nil || len(n.Drafts) != 0 || n.Replies != 1 {
		t.Errorf("it counts as a draft: %+v, %v", n, err)
	}
	if v, err := r.View(t.Context(), h.ID); err != nil || len(v.Drafts) != 0 {
		t.Errorf("it is shown as a draft: %+v, %v", v.Drafts, err)
	}
}

// TestWhatIsMadeOfAFoundArticleIsRecorded: sent as it stands there, with words of the operator's around it, or in another language.
func TestWhatIsMadeOfAFoundArticleIsRecorded(t *testing.T) {
	r := newRig(t, routing.Policy{})
	_, lamps, _ := r.shelf()
	for text, want := range map[string]struct {
		state    string
		inferred bool
	}{
		returned: {"sent", false},
		"Hello Bob! A lamp may be returned within 14 days, with its receipt. Have a nice day!":   {"edited", false},
		"Лампу можна повернути протягом 14 днів, якщо зберігся чек. Гроші повернемо за тиждень.": {"edited", true},
	} {
		from := strings.Fields(text)[0]
		r.says(from, "Can I bring a green lamp back to you?")
		h := r.head(from, state(routing.Queued))
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text, Found: []routing.Found{{Article: lamps, Version: 1}, {Article: lamps, Version: 1}}}); err != nil {
			t.Fatal(err)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND found AND state = $2 AND operator_id = $3`, h.ID, want.state, r.op); n != 1 {
			t.Errorf("%q: %d are %s", text, n, want.state)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND sources->0->>'heading' = 'Returns'`, h.ID); n != 1 && !want.inferred {
			t.Errorf("%q: %d are of the passage", text, n)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1`, h.ID); n != 1 {
			t.Errorf("%q: %d suggestions", text, n)
		}
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	inferred := 0
	for _, l := range list {
		if l.Inferred {
			inferred++
		}
	}
	if inferred != 1 {
		t.Errorf("%d are inferred", inferred)
	}
}

// TestAFoundArticleThatTheReplyIsNotMadeOf is no source of it, teaches nothing and closes no gap: the operator answered in his own
// words, or said so little that it tells nothing.
func TestAFoundArticleThatTheReplyIsNotMadeOf(t *testing.T) {
	r, _ := newJobsRig(t, routing.Policy{})
	store, lamps, _ := r.shelf()
	for i, text := range []string{"Please come along, our shop is open until nine in the evening.", "Yes.", "a lamp", "Так, звичайно."} {
		from := fmt.Sprint("c", i)
		r.says(from, "Can I bring a green lamp back to you?")
		h := r.head(from, state(routing.Queued))
		if _, err := store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: h.ID, Seq: 1, Text: "Can I bring a green lamp back to you?", Lang: "en", At: time.Now()}}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text, Found: []routing.Found{{Article: lamps, Version: 1}}}); err != nil {
			t.Fatal(err)
		}
		if n := r.count(`SELECT count(*) FROM messages WHERE conversation_id = $1 AND author = 'operator' AND sources IS NOT NULL AND sources <> 'null' AND sources <> '[]'`, h.ID); n != 0 {
			t.Errorf("%q has a source", text)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1`, h.ID); n != 0 {
			t.Errorf("%q is recorded", text)
		}
		if n := r.count(`SELECT count(*) FROM gap_questions WHERE conversation_id = $1`, h.ID); n != 1 || r.count(`SELECT count(*) FROM river_job WHERE kind = 'found'`) != 0 {
			t.Errorf("%q closes a gap", text)
		}
	}
}

// TestWhatWasFoundIsLookedAtAgain before it goes out: it may be for colleagues, may have changed, or be unknown here.
func TestWhatWasFoundIsLookedAtAgain(t *testing.T) {
	r := newRig(t, routing.Policy{})
	_, lamps, secret := r.shelf()
	r.says("c1", "Can I bring a green lamp back to you?")
	h := r.head("c1", state(routing.Queued))
	reply := func(text string, article int64, version int) error {
		_, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text, Found: []routing.Found{{Article: article, Version: version}}})
		return err
	}
	if err := reply("Offer a discount of 20 % to whoever is angry.", secret, 1); !errors.Is(err, routing.ErrInternal) {
		t.Errorf("for colleagues: %v", err)
	}
	if err := reply(returned, lamps, 7); !errors.As(err, new(routing.StaleError)) {
		t.Errorf("another version: %v", err)
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE author = 'operator'`); n != 0 {
		t.Errorf("%d went out", n)
	}
	if err := reply(returned, 999, 1); err != nil {
		t.Errorf("an unknown article: %v", err)
	}
	if n := r.count(`SELECT count(*) FROM suggestions`); n != 0 {
		t.Errorf("%d suggestions of an unknown article", n)
	}
	r.says("c1", "And a blue one, can it be brought back?") // a draft that is passed over beside it teaches nothing against itself
	r.head("c1", func(h routing.Head) bool { return strings.Contains(h.LastText, "blue") })
	if err := reply("maybe "+returned, lamps, 1); err != nil {
		t.Error(err)
	}
	for what, sql := range map[string]string{
		"unpublished": `UPDATE articles SET published = NULL WHERE id = $1`,
		"removed":     `UPDATE articles SET removed_at = now() WHERE id = $1`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql, lamps); err != nil {
			t.Fatal(err)
		}
		before := r.count(`SELECT count(*) FROM suggestions WHERE found`)
		if err := reply(returned, lamps, 1); err != nil || r.count(`SELECT count(*) FROM suggestions WHERE found`) != before {
			t.Errorf("an article that is %s does not go without: %v", what, err)
		}
		if n := r.count(`SELECT count(*) FROM messages WHERE author = 'operator' AND seq = (SELECT max(seq) FROM messages) AND sources::text LIKE '%lamps%'`); n != 0 {
			t.Errorf("an article that is %s is a source", what)
		}
		if _, err := r.pool.Exec(t.Context(), `UPDATE articles SET published = 1, removed_at = NULL WHERE id = $1`, lamps); err != nil {
			t.Fatal(err)
		}
	}
	if err := reply("Our shop is open until nine in the evening, come along.", lamps, 7); err != nil {
		t.Errorf("another version of what is not in the reply: %v", err)
	}
}
