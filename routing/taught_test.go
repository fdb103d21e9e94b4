package routing_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/routing"
)

func TestWhatBecameOfDraftsIsTaughtOnce(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := r.knows("Perhaps", "It may be so.")
	sent, dropped := r.drafted("c1"), r.drafted("c2")
	if _, err := r.Reply(t.Context(), r.op, sent.Conversation, routing.Reply{Key: "5f1e9a55-0000-4000-8000-000000000001", Text: "It is so.", Draft: sent.ID}); err != nil {
		t.Fatal(err)
	}
	if err := r.Dismiss(t.Context(), r.op, dropped.ID, "does not answer the question: he asks about something else"); err != nil {
		t.Fatal(err)
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	solved := 0
	for _, l := range list {
		if l.Solved {
			solved++
		}
		if l.Role != "operator" || l.Text != "maybe you can help" || l.Article == 0 {
			t.Errorf("%+v", l)
		}
		if state, err := store.Teach(t.Context(), l); err != nil || state != "learned" {
			t.Errorf("%s, %v", state, err)
		}
	}
	if solved != 1 {
		t.Errorf("%d of 2 solved it", solved)
	}
	if list, err := r.Lessons(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("taught again: %+v, %v", list, err)
	}
}

// Who wishes for a person beside his question, or says who he is, teaches his question.
func TestAQuestionTeachesThoughAPersonIsWishedForBesideIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.knows("Perhaps", "It may be so.")
	r.says("c1", "Hello, I'm Olena Kovalenko. maybe delivery costs more? And let me talk to a human")
	h := r.head("c1", state(routing.Queued))
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 || h.Reason != "the customer asked for a person" {
		t.Fatalf("%+v, %q, %v", drafts, h.Reason, err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Key: "5f1e9a55-0000-4000-8000-000000000001", Text: "It may be so.", Draft: drafts[0].ID}); err != nil {
		t.Fatal(err)
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Text != "maybe delivery costs more?" {
		t.Errorf("%+v, %v", list, err)
	}
}

// offered is a draft of a conversation.
type offered struct{ Conversation, ID int64 }

// drafted is a conversation for which a draft waits.
func (r *rig) drafted(chat string) offered {
	r.t.Helper()
	r.says(chat, "maybe you can help")
	h := r.head(chat, state(routing.Queued))
	drafts, err := r.Drafts(r.t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 {
		r.t.Fatalf("drafts %+v, %v", drafts, err)
	}
	return offered{h.ID, drafts[0].ID}
}

// TestWhatAnEditorForgotIsNotTaughtAgain: what taught it still stands in the conversations. It comes back if the editor
// brings it back, and an erasure takes what was put aside too.
func TestWhatAnEditorForgotIsNotTaughtAgain(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := r.knows("Perhaps", "It may be so.")
	dropped := r.drafted("c2")
	if err := r.Dismiss(t.Context(), r.op, dropped.ID, "does not answer the question: he asks about something else"); err != nil {
		t.Fatal(err)
	}
	teach := func() (n int) {
		t.Helper()
		list, err := r.Lessons(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			if _, err := store.Teach(t.Context(), l); err != nil {
				t.Fatal(err)
			}
		}
		return len(list)
	}
	if n := teach(); n != 1 {
		t.Fatalf("%d lessons", n)
	}
	for name, forget := range map[string]func(knowledge.Taught) error{
		"one": func(l knowledge.Taught) error { return store.Forget(t.Context(), l.ID, "eva") },
		"a project's": func(knowledge.Taught) error {
			_, err := store.ClearLessons(t.Context(), 0, "net", "eva")
			return err
		},
		"a person's": func(l knowledge.Taught) error {
			_, err := store.ForgetPerson(t.Context(), l.Person, "eva")
			return err
		},
	} {
		list, err := store.Lessons(t.Context(), knowledge.LessonFilter{})
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %+v, %v", name, list, err)
		}
		if err := forget(list[0]); err != nil {
			t.Fatal(err)
		}
		if n := teach(); n != 0 {
			t.Errorf("%s: what was forgotten is taught again", name)
		}
		gone, err := store.Forgotten(t.Context())
		if err != nil || len(gone) != 1 || gone[0].By != "eva" || gone[0].Lessons != 1 {
			t.Fatalf("%s: %+v, %v", name, gone, err)
		}
		if n, err := store.BringBack(t.Context(), gone[0].At); err != nil || n != 1 {
			t.Errorf("%s: %d came back, %v", name, n, err)
		}
	}
	if n := teach(); n != 0 {
		t.Error("what was brought back is taught again")
	}
}

// TestOnlyWhatAnswersSomethingElseIsUnlearned: an article that is out of date, wrong or badly worded answers the question all the same, and
// is to be mended. What an operator adds in his own words is kept behind the reason, and told where the lesson is shown.
func TestOnlyWhatAnswersSomethingElseIsUnlearned(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := r.knows("Perhaps", "It may be so.")
	teaches := map[string]bool{"does not answer the question": true, "other project": true}
	for i, d := range routing.Dismissals() {
		dropped := r.drafted(fmt.Sprint("c", i))
		why := d.Reason + ": it says: maybe"
		if err := r.Dismiss(t.Context(), r.op, dropped.ID, why); err != nil {
			t.Fatal(err)
		}
		list, err := r.Lessons(t.Context(), 10)
		if err != nil || (len(list) == 1) != teaches[d.Reason] {
			t.Fatalf("%s: %+v, %v", d.Reason, list, err)
		}
		for _, l := range list {
			if state, err := store.Teach(t.Context(), l); err != nil || state != "learned" {
				t.Fatalf("%s: %s, %v", d.Reason, state, err)
			}
			told, err := r.WhyDismissed(t.Context(), []string{l.Key, "suggestion/x/operator/false", "solved/1"})
			if err != nil || len(told) != 1 || told[l.Key] != why {
				t.Errorf("%s: %v, %v", d.Reason, told, err)
			}
		}
	}
}

// knows makes a published article of the project net, in English.
func (r *rig) knows(title, body string) *knowledge.Store {
	r.t.Helper()
	store := knowledge.NewStore(r.pool)
	if _, err := knowledge.Import(r.t.Context(), store, fstest.MapFS{
		"net/project.md": {Data: []byte("---\nname: Net\n---\n\nA network.\n")},
		"net/en/a.md":    {Data: []byte("---\ntitle: " + title + "\n---\n\n" + body + "\n")},
	}, knowledge.ImportOptions{}); err != nil {
		r.t.Fatal(err)
	}
	return store
}
