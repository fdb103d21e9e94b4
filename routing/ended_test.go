package routing_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// learning teaches what is to be taught, as the program does, and tells what the memory has then, oldest first.
func (r *rig) learning(store *knowledge.Store) (said []string) {
	r.t.Helper()
	for range 2 { // and it stays so
		list, err := r.NewLessons(r.t.Context(), 100)
		for _, l := range list {
			_, failed := store.Teach(r.t.Context(), l)
			err = errors.Join(err, failed)
		}
		wrong, failed := r.NewlyUntaught(r.t.Context(), 100)
		if err = errors.Join(err, failed, store.Unteach(r.t.Context(), wrong)); err != nil {
			r.t.Fatal(err)
		}
	}
	list, err := store.Lessons(r.t.Context(), knowledge.LessonFilter{})
	if err != nil {
		r.t.Fatal(err)
	}
	for _, l := range list {
		said = append(said, l.Text)
	}
	return said
}

// TestAnEndingThatWasNoneTeachesNothing: what followed from it alone goes, whichever way it is changed, and comes again with the ending.
func TestAnEndingThatWasNoneTeachesNothing(t *testing.T) {
	r := newRig(t, routing.Policy{Wrap: time.Nanosecond})
	store := r.lampKnown()
	r.says("c1", "what does the lamp say")
	h := r.head("c1", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "The red lamp means your line is interrupted: restart the router, wait two minutes."}); err != nil {
		t.Fatal(err)
	}
	closed := func(how string) func() error {
		return func() error { return r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: how}) }
	}
	changed := func(how string) func() error {
		return func() error { return r.ChangeEnding(t.Context(), r.op, h.ID, how) }
	}
	reopened := func() error { return r.Reopen(t.Context(), r.op, h.ID) }
	for i, step := range []struct {
		do     func() error
		taught int
	}{
		{closed("solved"), 1},
		{changed(assist.EndNotAnswered), 0},
		{changed("informed"), 1},
		{reopened, 1}, // nothing is said yet of how it ends
		{closed(assist.EndNotAnswered), 0},
		{reopened, 0},
		{closed("solved"), 1},
		{changed("my own words for it"), 0},
	} {
		if err := step.do(); err != nil {
			t.Fatal(i, err)
		}
		if said := r.learning(store); len(said) != step.taught {
			t.Errorf("after step %d it knows %q", i, said)
		}
	}
	if err := changed("solved")(); err != nil || len(r.learning(store)) != 1 {
		t.Fatal(err)
	}
	list, _ := store.Lessons(t.Context(), knowledge.LessonFilter{})
	if err := store.JudgeLesson(t.Context(), list[0].ID, true, "eve@lumen.example"); err != nil {
		t.Fatal(err)
	}
	if err := changed("spam")(); err != nil || len(r.learning(store)) != 1 {
		t.Errorf("what an editor confirmed goes: %v", err)
	}
}

// TestADismissalThatIsTakenBackTeachesNothing: the draft may be sent again, and is not once somebody has answered.
func TestADismissalThatIsTakenBackTeachesNothing(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := r.knows("Perhaps", "It may be so.")
	d := r.drafted("c1")
	dismiss := func() {
		t.Helper()
		if err := r.Dismiss(t.Context(), r.op, d.ID, "does not answer the question"); err != nil {
			t.Fatal(err)
		}
		if said := r.learning(store); len(said) != 1 {
			t.Errorf("a dismissal teaches %q", said)
		}
	}
	dismiss()
	if list, err := r.Dismissed(t.Context(), r.op, d.Conversation); err != nil || len(list) != 1 || list[0].ID != d.ID {
		t.Fatalf("dismissed %+v, %v", list, err)
	}
	if err := r.Restore(t.Context(), r.op, d.ID); err != nil {
		t.Fatal(err)
	}
	if said := r.learning(store); len(said) != 0 {
		t.Errorf("what was taken back teaches %q", said)
	}
	dismiss()
	if err := r.Restore(t.Context(), r.op, d.ID); err != nil {
		t.Fatal(err)
	}
	last := r.head("c1", state(routing.Queued)).LastSeq
	if _, err := r.Reply(t.Context(), r.op, d.Conversation, routing.Reply{Text: "It may be so.", Draft: d.ID, LastSeq: last}); err != nil {
		t.Errorf("it cannot be sent: %v", err)
	}
	if list, err := store.Lessons(t.Context(), knowledge.LessonFilter{}); err != nil || len(r.learning(store)) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if err := r.Restore(t.Context(), r.op, d.ID); err != nil || r.count(`SELECT count(*) FROM suggestions WHERE id = $1 AND state = 'sent'`, d.ID) != 1 {
		t.Errorf("what was sent is restored: %v", err)
	}

	late := r.drafted("c2")
	if err := r.Dismiss(t.Context(), r.op, late.ID, "other project"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, late.Conversation, routing.Reply{Text: "Come to our shop on Monday."}); err != nil {
		t.Fatal(err)
	}
	if list, err := r.Dismissed(t.Context(), r.op, late.Conversation); err != nil || len(list) != 0 {
		t.Errorf("shown though it is answered: %+v, %v", list, err)
	}
	if err := r.Restore(t.Context(), r.op, late.ID); err != nil || r.count(`SELECT count(*) FROM suggestions WHERE id = $1 AND state = 'withdrawn'`, late.ID) != 1 {
		t.Errorf("it is on offer though it is answered: %v", err)
	}
}

// TestALessonLeadsToItsConversationForWhoMaySeeIt, and names none to others.
func TestALessonLeadsToItsConversationForWhoMaySeeIt(t *testing.T) {
	r := newRig(t, routing.Policy{})
	d := r.drafted("c1")
	if _, err := r.pool.Exec(t.Context(), `UPDATE conversations SET department_id = (SELECT id FROM departments WHERE key = 'support')`); err != nil {
		t.Fatal(err)
	}
	keys := []string{fmt.Sprint("suggestion/", d.ID, "/operator/true"), fmt.Sprint("solved/", d.ID), "imported/00", "suggestion/x/operator/true"}
	if in, err := r.TaughtIn(t.Context(), r.op, keys); err != nil || len(in) != 2 || in[keys[0]] != d.Conversation || in[keys[1]] != d.Conversation {
		t.Errorf("%v, %v", in, err)
	}
	if in, err := r.TaughtIn(t.Context(), r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales"), keys); err != nil || len(in) != 0 {
		t.Errorf("a colleague of another department: %v, %v", in, err)
	}
}
