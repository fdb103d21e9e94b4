package routing_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// unwritten waits until a conversation has no draft by the model, and says why.
func (r *rig) unwritten(desk *routing.Router, conv int64, trouble string, again bool) routing.Draft {
	r.t.Helper()
	var last []routing.Draft
	r.eventually(func() bool {
		var err error
		if last, err = desk.Drafts(r.t.Context(), r.op, conv); err != nil {
			r.t.Fatal(err)
		}
		return len(last) == 3 && last[1].State == "unwritten" && last[1].Trouble == trouble && last[1].Again == again
	}, func() string { return "drafts are " + draftWords(last) })
	return last[1]
}

// starts has another process work until the test ends.
func (r *rig) starts(router *routing.Router) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = routing.NewWorkers(routing.WorkersConfig{Router: router, Suggest: r.suggest, Channels: map[string]channels.Channel{"chat": r.out}}).Run(ctx)
	}()
	r.t.Cleanup(func() { cancel(); <-done })
}

func draftWords(list []routing.Draft) string {
	var words []string
	for _, d := range list {
		words = append(words, d.State+": "+d.Text+" ("+d.Trouble+")")
	}
	return strings.Join(words, ", ")
}

// A draft that was refused because of a wrong key can be asked for again as soon as the model has answered another customer,
// not when what it is answered with was written before.
func TestWhatWasRefusedIsOfferedAgainWhenTheModelAnswers(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "refuse")
	refused := r.unwritten(desk, h.ID, "The account is used up.", false)
	r.says("c2", "maybe you know?")
	author.say(t, "filter") // another question has another end, whoever answers
	other := r.head("c2", state(routing.Queued))
	r.unwritten(desk, other.ID, "The filter stopped it.", false)
	r.says("c3", "maybe you know?")
	author.say(t, "It is kept.")
	author.say(t, "kept")
	r.drafts(desk, r.head("c3", state(routing.Queued)).ID, "offered: It may be so.", "offered: It is kept.", "offered: Or so.")
	r.unwritten(desk, h.ID, "The account is used up.", false)
	r.says("c4", "maybe you know?")
	author.say(t, "It is so.")
	author.say(t, "end")
	r.unwritten(desk, h.ID, "The model answers again now.", true)
	r.unwritten(desk, other.ID, "The filter stopped it.", false)
	if err := desk.WriteAgain(t.Context(), r.op, refused.ID); err != nil {
		t.Fatal(err)
	}
	author.say(t, "It is so.")
	author.say(t, "end")
	r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
}

// Who mends the settings starts the program anew; on another day its limit is another.
func TestWhatWasRefusedIsOfferedAgainAfterAStartAndOnAnotherDay(t *testing.T) {
	r, author, desk := draftsRig(t)
	refuse := func(who, how, why string) routing.Head {
		r.says(who, "maybe you know?")
		h := r.head(who, state(routing.Queued))
		author.say(t, how)
		r.unwritten(desk, h.ID, why, false)
		return h
	}
	key, filter, spent, none := refuse("c1", "refuse", "The account is used up."), refuse("c2", "filter", "The filter stopped it."), refuse("c3", "spent", "It is spent."), refuse("c4", "none", "There is no answer.")
	if err := desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.unwritten(desk, spent.ID, "It is spent.", false)
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET at = at - interval '1 day' WHERE state = 'unwritten'`); err != nil {
		t.Fatal(err)
	}
	without := routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler)}) // a start without a model
	if err := without.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.unwritten(desk, spent.ID, "It is spent.", false)
	if err := desk.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.unwritten(desk, spent.ID, "The day’s limit was reached; a new day has begun.", true)
	r.unwritten(desk, key.ID, "The account is used up.", false)

	r.starts(desk)
	r.unwritten(desk, key.ID, "The account is used up.", true)
	r.unwritten(desk, filter.ID, "The filter stopped it.", true)
	r.unwritten(desk, none.ID, "There is no answer.", false)
}

// What came while no model was set can be asked for once one is: of open conversations, where there is something to write from,
// and where nobody dismissed what was written.
func TestADraftThatWasNeverBegunIsOfferedOnceAModelIsSet(t *testing.T) {
	r, author, desk := draftsRig(t)
	unset := func() {
		if _, err := r.pool.Exec(t.Context(), `DELETE FROM suggestions WHERE model`); err != nil {
			t.Fatal(err)
		}
	}
	wait := func(who, text, end string) routing.Head {
		r.says(who, text)
		h := r.head(who, state(routing.Queued))
		if end != "" {
			author.say(t, end)
			r.unwritten(desk, h.ID, "There is no answer.", false)
		}
		return h
	}
	waits := wait("c1", "maybe you know?", "none")
	closed := wait("c2", "maybe you know?", "none")
	hidden := wait("c3", "hidden discounts?", "")
	unset()
	dismissed := wait("c4", "maybe you know?", "none")
	if err := desk.CloseConversation(t.Context(), r.op, closed.ID, routing.Closing{Disposition: "informed"}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // also at once
		r.starts(routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler), Author: author}))
	}
	d := r.unwritten(desk, waits.ID, "No model was set when this was asked. One is set now.", true)
	r.unwritten(desk, dismissed.ID, "There is no answer.", false)
	for _, h := range []routing.Head{closed, hidden} {
		if list, err := desk.Drafts(t.Context(), r.op, h.ID); err != nil || len(list) == 3 || draftWords(list) != draftWords(list[:min(len(list), 2)]) {
			t.Errorf("%s: %v", draftWords(list), err)
		}
	}
	if err := desk.WriteAgain(t.Context(), r.op, d.ID); err != nil {
		t.Fatal(err)
	}
	author.say(t, "It is so.")
	author.say(t, "end")
	r.drafts(desk, waits.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
}

// A job that is given to a second writer while the first still writes writes nothing.
func TestADraftHasOneWriter(t *testing.T) {
	r, author, desk := draftsRig(t)
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	author.say(t, "It is")
	r.drafts(desk, h.ID, "offered: It may be so.", "writing: It is", "offered: Or so.")
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO river_job (kind, queue, args, max_attempts, state) SELECT kind, queue, args, 2, 'available' FROM river_job WHERE kind = 'write'`); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM river_job WHERE kind = 'write' AND state = 'completed'`) == 1
	},
		func() string { return "the second writer does not leave it to the first" })
	author.mu.Lock()
	asked := len(author.asked)
	author.mu.Unlock()
	if asked != 1 {
		t.Errorf("%d write it", asked)
	}
	author.say(t, " so.")
	author.say(t, "end")
	r.drafts(desk, h.ID, "offered: It may be so.", "offered: It is so.", "offered: Or so.")
}

// mute is an Author whose server does not answer, whatever it is asked.
type mute struct{ *writing }

func (mute) Reach(context.Context) error { return errors.New("no answer") }

func TestAServerThatDoesNotAnswerAtAllIsNotSaidToLoadAModel(t *testing.T) {
	author := newWriting()
	r, _ := newJobsRig(t, routing.Policy{}, mute{author})
	r.suggest.by = map[string][]assist.Suggestion{"maybe": {suggestion("It may be so.", 0.5, "net")}}
	r.says("c1", "maybe you know?")
	h := r.head("c1", state(routing.Queued))
	if _, err := r.pool.Exec(t.Context(), `UPDATE suggestions SET at = now() - interval '1 minute' WHERE state = 'writing'`); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(time.Minute)
	for told := ""; told != "The model’s server does not answer just now, whatever it is asked."; {
		if time.Now().After(deadline) {
			t.Fatalf("operators are told %q", told)
		}
		r.eventually(func() bool {
			d, err := r.Drafts(t.Context(), r.op, h.ID)
			if err == nil && len(d) == 2 && d[1].Trouble != told {
				told = d[1].Trouble
				return true
			}
			return false
		}, func() string { return "operators are told nothing but " + told })
	}
	author.say(t, "It is so.")
	author.say(t, "end")
	r.drafts(r.Router, h.ID, "offered: It may be so.", "offered: It is so.")
}
