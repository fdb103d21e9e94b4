package routing_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// reader is a model that reads conversations as the test says.
type reader struct {
	mu   sync.Mutex
	read func(assist.Dialogue) (assist.Digest, error)
	was  []assist.Dialogue
}

func (m *reader) Digest(_ context.Context, d assist.Dialogue, _ []string) (assist.Digest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.was = append(m.was, d)
	return m.read(d)
}

func summary(words string) func(routing.Head) bool {
	return func(h routing.Head) bool { return strings.Contains(h.Summary, words) }
}

func TestASummaryComesAtTheHandOffAndFollowsTheConversation(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "router shows error E-104")
	r.sent("Hold the button")
	r.says("c1", "no, that did not help, I need a person")
	h := r.head("c1", summary("Answered: by the assistant: “Hold the button for ten seconds.” The customer says that it did not help."))
	if h.State != routing.Queued || h.SummaryModel != "" || !strings.Contains(h.Summary, "E-104") {
		t.Errorf("%+v", h)
	}
	r.says("c1", "the lamp on it blinks red, this is unacceptable")
	r.head("c1", summary("Mood: upset (“unacceptable”)"))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Which model is it?"}); err != nil {
		t.Fatal(err)
	}
	r.head("c1", summary("Open: we asked “Which model is it?” and wait for the customer"))
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "no answer from the customer"}); err != nil {
		t.Fatal(err)
	}
	h = r.head("c1", state(routing.Closed))
	if !strings.Contains(h.CloseSummary, "Open: we asked") {
		t.Errorf("kept: %q", h.CloseSummary)
	}
}

func TestOnlySoMuchOfALongConversationIsSummedUp(t *testing.T) {
	m := &reader{}
	m.read = func(d assist.Dialogue) (assist.Digest, error) {
		length := 0
		for _, turn := range d.Turns {
			length += len(turn.Text)
		}
		last, _, _ := strings.Cut(d.Turns[len(d.Turns)-1].Text, " ")
		return assist.Digest{Summary: fmt.Sprintf("Asks: %d turns of %d characters up to %s", len(d.Turns), length, last), Model: "small"}, nil
	}
	r, _ := newJobsRig(t, routing.Policy{}, m)
	for i := range 7 {
		r.says("c1", strings.TrimSpace(strings.Repeat(fmt.Sprintf("word%02d%s ", i, strings.Repeat("x", 63)), 100)))
	}
	// Where the hand-off came before the last line, the model reads once the conversation is quiet: as if it were.
	r.eventually(func() bool {
		if _, err := r.pool.Exec(t.Context(), `UPDATE river_job SET scheduled_at = now() WHERE kind = 'digest' AND state = 'scheduled'`); err != nil {
			t.Fatal(err)
		}
		return r.count(`SELECT count(*) FROM conversations WHERE queue_summary LIKE '%6 turns of 41994 characters up to word06%'`) == 1
	}, func() string {
		return fmt.Sprintf("the summary stays another one: %+v", r.head("c1", state(routing.Queued)))
	})
}

func TestAModelsSummaryTakesThePlaceOfTheRules(t *testing.T) {
	m := &reader{}
	m.read = func(d assist.Dialogue) (assist.Digest, error) {
		last := d.Turns[len(d.Turns)-1]
		return assist.Digest{Summary: "Asks: read up to " + last.Text, Model: "small", End: assist.EndComplaint, Why: "so slow",
			Facts: []assist.Fact{{Field: assist.FactDevice, Value: "Fritz", Quote: "my Fritz", Seq: d.Turns[0].Seq}, {Field: assist.FactName, Value: "Olha", Quote: "Olha", Seq: 9999}}}, nil
	}
	r, _ := newJobsRig(t, routing.Policy{}, m)
	r.says("c1", "my Fritz is so slow")
	h := r.head("c1", summary("Asks: read up to my Fritz is so slow"))
	if h.SummaryModel != "small" {
		t.Errorf("by %q", h.SummaryModel)
	}
	facts, err := r.Facts(t.Context(), r.op, h.ID)
	if err != nil || len(facts) != 1 || facts[0].Value != "Fritz" || facts[0].Model != "small" {
		t.Errorf("facts %+v, %v", facts, err)
	}
	p, err := r.Proposal(t.Context(), r.op, h.ID)
	if err != nil || p.End != assist.EndComplaint || p.Explain() != "“so slow”" {
		t.Errorf("proposal %+v, %v", p, err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It is mended."}); err != nil {
		t.Fatal(err)
	}
	if p, err := r.Proposal(t.Context(), r.op, h.ID); err != nil || p.End != assist.EndInformed { // what the model read is old
		t.Errorf("proposal %+v, %v", p, err)
	}
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "informed"}); err != nil {
		t.Fatal(err)
	}
	h = r.head("c1", func(h routing.Head) bool { return h.CloseModel == "small" })
	if h.CloseSummary != "Asks: read up to It is mended." || h.Summary != "Asks: read up to my Fritz is so slow" {
		t.Errorf("%q, kept %q", h.Summary, h.CloseSummary)
	}
}

// noted are jobs as they were inserted.
type noted struct {
	mu   sync.Mutex
	list []river.InsertOpts
}

func (n *noted) InsertTx(_ context.Context, _ pgx.Tx, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if args.Kind() == "digest" {
		n.list = append(n.list, *opts)
	}
	return nil, nil
}

func TestAModelReadsAtTheHandOffAtOnceAndLaterOnceItIsQuiet(t *testing.T) {
	r, jobs := newRig(t, routing.Policy{}), &noted{}
	router := routing.New(routing.Config{Pool: r.pool, Jobs: jobs, Digester: &reader{}, Log: slog.New(slog.DiscardHandler), Kinds: map[string]string{"chat": "test"}})
	w := routing.NewWorkers(routing.WorkersConfig{Router: router, Suggest: r.suggest, Log: slog.New(slog.DiscardHandler), Channels: map[string]channels.Channel{"chat": r.channel}})
	r.stop()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	r.says("c1", "nobody knows")
	r.head("c1", state(routing.Queued))
	r.says("c1", "is nobody in Lviv either?")
	r.head("c1", summary("in Lviv"))
	jobs.mu.Lock()
	defer jobs.mu.Unlock()
	if len(jobs.list) != 2 || !jobs.list[0].ScheduledAt.IsZero() || jobs.list[1].ScheduledAt.IsZero() {
		t.Errorf("digests: %+v", jobs.list)
	}
}

func TestAModelThatFailsLeavesTheRules(t *testing.T) {
	asked := make(chan struct{}, 4)
	m := &reader{}
	m.read = func(assist.Dialogue) (assist.Digest, error) {
		asked <- struct{}{}
		if len(m.was)%2 == 0 {
			panic("poison")
		}
		return assist.Digest{}, errors.New("the server is down")
	}
	r, _ := newJobsRig(t, routing.Policy{}, m)
	for _, from := range []string{"c1", "c2"} {
		r.says(from, "nobody knows about "+from)
		<-asked
		h := r.head(from, summary("Asks: nobody knows about "+from))
		if h.SummaryModel != "" || h.State != routing.Queued {
			t.Errorf("%+v", h)
		}
	}
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM river_job WHERE kind = 'digest' AND state = 'completed'`) == 2
	}, func() string { return "the jobs do not end" })
}

func TestAModelsOldSummaryGivesWayWhenTheModelFails(t *testing.T) {
	m := &reader{}
	m.read = func(d assist.Dialogue) (assist.Digest, error) {
		if len(d.Turns) > 1 {
			return assist.Digest{}, errors.New("the server is down")
		}
		return assist.Digest{Summary: "Asks: by the model", Model: "small"}, nil
	}
	r, _ := newJobsRig(t, routing.Policy{}, m)
	r.says("c1", "nobody knows")
	h := r.head("c1", summary("by the model"))
	r.says("c1", "and nobody says")
	r.head("c1", func(h routing.Head) bool { return h.LastSeq > 3 && strings.Contains(h.LastText, "nobody says") })
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Release(t.Context(), r.op, h.ID, "lunch"); err != nil { // which asks the model at once
		t.Fatal(err)
	}
	r.head("c1", func(h routing.Head) bool {
		return strings.HasPrefix(h.Summary, "Asks: nobody knows. and nobody says") && h.SummaryModel == ""
	})
}

func TestWhoReturnsIsKnownByHisLastConversation(t *testing.T) {
	r := newRig(t, routing.Policy{ReopenIn: 1})
	r.says("c1", "where is my lamp?")
	first := r.head("c1", state(routing.Queued))
	if _, err := r.Reply(t.Context(), r.op, first.ID, routing.Reply{Text: "It comes on Monday."}); err != nil {
		t.Fatal(err)
	}
	if err := r.CloseConversation(t.Context(), r.op, first.ID, routing.Closing{Disposition: "informed"}); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "it has not come")
	h := r.head("c1", state(routing.Queued))
	v, err := r.View(t.Context(), h.ID)
	if err != nil || h.ID == first.ID || v.Last == nil || v.Last.ID != first.ID || assist.Gist(v.Last.CloseSummary) != "where is my lamp?" {
		t.Errorf("%+v, %v", v.Last, err)
	}
}

// TestOurLinesAreSummedUpAfterwards: neither whoever replies nor the telephone system that tells what was said waits for it.
func TestOurLinesAreSummedUpAfterwards(t *testing.T) {
	r := newRig(t, routing.Policy{})
	spoken := func(id, text string, us bool) channels.Inbound {
		return channels.Inbound{Account: "line", ID: id, From: "+12025550101", Text: text, FromUs: us, Call: &channels.Call{ID: "k", Live: true, Segment: id}}
	}
	began := spoken("k0", "", false)
	began.Kind = channels.CallBegan
	r.receive(began)
	r.receive(spoken("k1", "My fridge E-104 does not cool, what can I do?", false))
	r.says("c1", "My fridge E-104 does not cool, I want a person")
	call, chat := r.head("+12025550101", summary("E-104")), r.head("c1", summary("E-104"))
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM lanes WHERE tail > done`) == 0 }, func() string { return "work is left" })
	r.stop()
	const words = "Hold the reset button for 10 seconds."
	r.receive(spoken("k2", words, true))
	if _, err := r.Reply(t.Context(), r.op, chat.ID, routing.Reply{Text: words, LastSeq: 1 << 40}); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM conversations WHERE id IN ($1, $2) AND queue_summary LIKE '%reset button%'`, call.ID, chat.ID); n != 0 {
		t.Errorf("%d were summed up at once", n)
	}
	r.start()
	r.head("+12025550101", summary("reset button"))
	r.head("c1", summary("reset button"))
}

// While the customer goes on, a model's summary says what he has written since, and is made anew a while after his first new line, not after
// his last.
func TestAModelsSummaryDoesNotGrowOldUnseen(t *testing.T) {
	m := &reader{}
	m.read = func(d assist.Dialogue) (assist.Digest, error) {
		return assist.Digest{Summary: fmt.Sprintf("Asks: read %d lines\nOpen: nothing yet", len(d.Turns)), Model: "small"}, nil
	}
	r, _ := newJobsRig(t, routing.Policy{}, m)
	r.says("c1", "nobody knows")
	r.head("c1", summary("read 1 lines"))
	r.says("c1", "the bill is 700 instead of 350")
	h := r.head("c1", summary("Since then: the bill is 700 instead of 350"))
	if h.SummaryModel != "small" || !strings.Contains(h.Summary, "Asks: read 1 lines") {
		t.Errorf("%+v", h)
	}
	r.says("c1", "ok")
	r.says("c1", "and order 8841 has not come")
	if h := r.head("c1", summary("8841")); strings.Count(h.Summary, "Since then: ") != 1 || !strings.Contains(h.Summary, "350. and order") {
		t.Errorf("%q", h.Summary)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE river_job SET scheduled_at = now() WHERE id = (SELECT min(id) FROM river_job WHERE kind = 'digest' AND state = 'scheduled')`); err != nil {
		t.Fatal(err)
	}
	if h := r.head("c1", summary("read 4 lines")); strings.Contains(h.Summary, "Since then") {
		t.Errorf("%q", h.Summary)
	}
	m.mu.Lock()
	n := len(m.was)
	m.mu.Unlock()
	if _, err := r.pool.Exec(t.Context(), `UPDATE river_job SET scheduled_at = now() WHERE kind = 'digest' AND state = 'scheduled'`); err != nil {
		t.Fatal(err)
	}
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM river_job WHERE kind = 'digest' AND state <> 'completed'`) == 0
	}, func() string { return "jobs are left" })
	if m.mu.Lock(); len(m.was) != n {
		t.Errorf("what was read is read again: %d", len(m.was)-n)
	}
	m.mu.Unlock()
}
