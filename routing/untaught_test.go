package routing_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestAnAnswerThatIsTakenBackTeachesNothing: whatever an operator sent by mistake, the memory does not keep that it was right.
func TestAnAnswerThatIsTakenBackTeachesNothing(t *testing.T) {
	r := newRig(t, routing.Policy{})
	e := &editing{fakeChannel: r.out}
	r.channel = e
	r.stop()
	r.start()
	store := r.knows("Perhaps", "It may be so.")
	learn := func() {
		t.Helper()
		list, err := r.NewLessons(t.Context(), 10)
		for _, l := range list {
			_, failed := store.Teach(t.Context(), l)
			err = errors.Join(err, failed)
		}
		wrong, failed := r.NewlyUntaught(t.Context(), 10)
		if err = errors.Join(err, failed, store.Unteach(t.Context(), wrong)); err != nil {
			t.Fatal(err)
		}
	}
	learned := func() (keys []string) {
		t.Helper()
		learn()
		learn() // and it stays so
		list, err := store.Lessons(t.Context(), knowledge.LessonFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			keys = append(keys, l.Key)
		}
		return keys
	}
	takeBack := func(id int64) error { return r.DeleteSent(t.Context(), r.op, id) }
	reword := func(text string) func(int64) error {
		return func(id int64) error { return r.EditSent(t.Context(), r.op, id, text, "") }
	}
	for i, c := range []struct {
		what   string
		do     func(int64) error
		done   func(routing.Item) bool
		fails  error
		state  string
		taught bool
	}{
		{"taken back", takeBack, func(it routing.Item) bool { return it.Deleted }, nil, "withdrawn", false},
		{"reworded to another answer", reword("Wait for Monday, please."), func(it routing.Item) bool { return it.Edited }, nil, "withdrawn", false},
		{"mended", reword("It may be so indeed."), func(it routing.Item) bool { return it.Edited }, nil, "edited", true},
		{"not taken back, since the channel cannot", takeBack, func(routing.Item) bool {
			return r.count(`SELECT count(*) FROM message_changes WHERE state = 'failed'`) == 1
		}, errors.New("too late"), "edited", true},
	} {
		e.fail = nil
		sent := r.drafted(fmt.Sprint("c", i))
		if _, err := r.Reply(t.Context(), r.op, sent.Conversation, routing.Reply{Text: "It is so indeed.", Draft: sent.ID}); err != nil {
			t.Fatal(err)
		}
		item := r.item(sent.Conversation, func(it routing.Item) bool { return it.State == "sent" })
		key := fmt.Sprint("suggestion/", sent.ID, "/operator/true")
		if !slices.Contains(learned(), key) {
			t.Fatalf("%s: it is not learned at all", c.what)
		}
		e.mu.Lock()
		e.fail = c.fails
		e.mu.Unlock()
		if err := c.do(item.ID); err != nil {
			t.Fatal(err)
		}
		r.item(sent.Conversation, c.done)
		if got := slices.Contains(learned(), key); got != c.taught {
			t.Errorf("%s: learned %v", c.what, got)
		}
		if n := r.count(`SELECT count(*) FROM suggestions WHERE id = $1 AND state = $2`, sent.ID, c.state); n != 1 {
			t.Errorf("%s: the draft is not %s", c.what, c.state)
		}
	}

	queued := r.drafted("c9")
	r.stop()
	if _, err := r.Reply(t.Context(), r.op, queued.Conversation, routing.Reply{Text: "It is so indeed.", Draft: queued.ID}); err != nil {
		t.Fatal(err)
	}
	item, key := r.item(queued.Conversation, func(it routing.Item) bool { return it.State == "queued" }), fmt.Sprint("suggestion/", queued.ID, "/operator/true")
	for i, step := range []func() error{
		func() error { return nil },
		func() error { return r.DeleteSent(t.Context(), r.op, item.ID) },
		func() error { return r.Retry(t.Context(), r.op, item.ID) },
		func() error { return r.Cancel(t.Context(), r.op, item.ID) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(learned(), key); got != (i%2 == 0) {
			t.Errorf("what waits to be sent, after %d steps: learned %v", i, got)
		}
	}
}

// TestAnEditedMessageHasItsSourcesWhileItIsMadeOfThem: what is another answer is read without the article that the draft was made of.
func TestAnEditedMessageHasItsSourcesWhileItIsMadeOfThem(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.channel = &editing{fakeChannel: r.out}
	r.stop()
	r.start()
	sent := r.drafted("c1")
	if _, err := r.Reply(t.Context(), r.op, sent.Conversation, routing.Reply{Text: "It may be so.", Draft: sent.ID}); err != nil {
		t.Fatal(err)
	}
	item := r.item(sent.Conversation, func(it routing.Item) bool { return it.State == "sent" })
	const source = "\n\nSource: [NET · Title of It may be so.](https://help.example/a)"
	for _, step := range []struct {
		text, source string
		sources      int
	}{
		{"It may be so indeed.", source, 1},
		{"Wait for Monday, please.", "", 0},
		{"Wait for Monday, please!", "", 0},
	} {
		if err := r.EditSent(t.Context(), r.op, item.ID, step.text, ""); err != nil {
			t.Fatal(err)
		}
		if it := r.item(sent.Conversation, func(it routing.Item) bool { return it.Text == step.text }); len(it.Sources) != step.sources {
			t.Errorf("%q has the sources %+v", step.text, it.Sources)
		}
		texts := r.out.texts()
		if got, want := texts[len(texts)-1], "reworded c1: "+step.text+step.source; got != want {
			t.Errorf("the customer reads %q, not %q", got, want)
		}
	}
}

// TestAChangeIsComparedWithWhatTheMessageSaysByThen: changes that waited for the channel are made one after another.
func TestAChangeIsComparedWithWhatTheMessageSaysByThen(t *testing.T) {
	r := newRig(t, routing.Policy{})
	_, lamps, _ := r.shelf()
	r.channel = &editing{fakeChannel: r.out}
	r.stop()
	r.start()
	r.says("c1", "Can I bring a green lamp back to you?")
	h := r.head("c1", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: returned, Found: []routing.Found{{Article: lamps, Version: 1}}}); err != nil {
		t.Fatal(err)
	}
	item := r.item(h.ID, func(it routing.Item) bool { return it.State == "sent" })
	r.stop()
	for _, text := range []string{"A lamp may be returned by whoever bought it here himself.", "That is done by whoever bought it here himself."} {
		if err := r.EditSent(t.Context(), r.op, item.ID, text, ""); err != nil {
			t.Fatal(err)
		}
	}
	r.start()
	it := r.item(h.ID, func(it routing.Item) bool { return strings.HasPrefix(it.Text, "That") })
	if n := r.count(`SELECT count(*) FROM suggestions WHERE message_id = $1 AND state = 'sent'`, item.ID); n != 1 || len(it.Sources) != 1 {
		t.Errorf("%d findings stand, the sources are %+v", n, it.Sources)
	}
}
