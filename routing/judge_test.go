package routing_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// judge finds that a draft answers if it has one of his words; whatever he is asked, he notes.
type judge struct {
	mu    sync.Mutex
	words []string
	err   error
	reads func() // while he reads; may be nil
	holds bool   // he reads until nobody waits any more
	asked []string
}

func (j *judge) Judge(ctx context.Context, d assist.Dialogue, s assist.Suggestion) (bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.asked = append(j.asked, cmp.Or(s.Part, d.Turns[len(d.Turns)-1].Text)+" | "+s.Text)
	if j.reads != nil {
		j.reads()
	}
	if j.holds {
		<-ctx.Done()
		return false, ctx.Err()
	}
	return slices.ContainsFunc(j.words, func(word string) bool { return strings.Contains(s.Text, word) }), j.err
}

func (j *judge) log() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.asked)
}

// judgedRig has a judge from a probability on.
func judgedRig(t *testing.T, from float64, words ...string) (*rig, *judge) {
	t.Helper()
	r, j := newRig(t, routing.Policy{Judged: from}), &judge{words: words}
	r.stop()
	r.judge = j
	r.start()
	return r, j
}

func TestWhatAJudgeFindsToAnswerIsAnswered(t *testing.T) {
	r, j := judgedRig(t, .4, "may be so")
	r.says("sure", "maybe you can help") // .5
	r.sent("It may be so.")
	h := r.head("sure", state(routing.Assistant))
	if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND state = 'answered' AND verdict = 'answers'`, h.ID); n != 1 {
		t.Errorf("%d drafts are kept as answered by his verdict", n)
	}
	r.says("sure", "No")
	r.head("sure", state(routing.Queued))
	r.says("other", "my router is off")
	r.head("other", state(routing.Queued))
	if got, err := r.Verdicts(t.Context(), 30); err != nil || got != (routing.Verdicts{Answered: 1, Failed: 1, Denied: 1}) {
		t.Errorf("counted are %+v, %v", got, err)
	}
	if got, want := j.log(), []string{"maybe you can help | It may be so.", "my router is off | Hold the button for ten seconds."}; !slices.Equal(got, want) {
		t.Errorf("he was asked %q", got)
	}
	if c := r.Counts(); c["verdicts"] != 2 || c["verdict_failures"] != 0 {
		t.Errorf("the counters say %v", c)
	}
}

// However likely it is, what a judge finds not to answer goes to a person, who reads why.
func TestWhatAJudgeDeniesGoesToAPerson(t *testing.T) {
	r, _ := judgedRig(t, .4)
	r.says("c1", "my router is off") // .95
	h := r.head("c1", state(routing.Queued))
	if !strings.Contains(h.Reason, "a model has read the article and finds no answer in it") {
		t.Errorf("the reason is %q", h.Reason)
	}
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 || !drafts[0].Denied {
		t.Errorf("the operator sees %+v, %v", drafts, err)
	}
}

// A judge is asked where his word decides, and nowhere else.
func TestAJudgeIsNotAskedInVain(t *testing.T) {
	r, j := judgedRig(t, .6, "")
	for from, text := range map[string]string{"less likely": "maybe", "internal": "what is hidden", "lone": "lone", "unlikely": "pointless", "person": "I want to talk to a person about my router"} {
		r.says(from, text)
		r.head(from, func(h routing.Head) bool { return h.State == routing.Queued || h.LastSeq > 1 })
	}
	r.says("queued", "give me a person")
	r.head("queued", state(routing.Queued))
	r.says("queued", "my router is off")
	r.eventually(func() bool { return r.count(`SELECT count(*) FROM suggestions WHERE text LIKE 'Hold%'`) > 0 }, func() string { return "the queue gets no draft" })
	if got := j.log(); len(got) != 0 {
		t.Errorf("he was asked %q", got)
	}
	if err := routing.SaveThresholds(t.Context(), r.pool, routing.Thresholds{"net/en": {Answer: 2}}, "eva", "never"); err != nil {
		t.Fatal(err)
	}
	r.says("never", "my router is off")
	r.head("never", state(routing.Queued))
	if got := j.log(); len(got) != 0 {
		t.Errorf("where nothing is to be answered he was asked %q", got)
	}
}

// A judge who fails leaves it to the probabilities; who does not answer two customers is not asked by the third.
func TestAJudgeWhoFailsLeavesItToProbabilities(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		asked int
	}{
		"nobody understands him":        {errors.New("no JSON"), 3},
		"a filter stops the words":      {&assist.ModelError{Until: assist.UntilModel, Err: errors.New("filtered")}, 3},
		"he does not answer":            {fmt.Errorf("judge: %w", &assist.ModelError{Err: errors.New("down")}), 2},
		"he is too slow for a customer": {assist.ErrNoVerdict, 2},
	} {
		t.Run(name, func(t *testing.T) {
			r, j := judgedRig(t, .4)
			j.err = c.err
			r.says("sure", "my router is off") // .95
			r.sent("Hold the button for ten seconds.")
			for _, from := range []string{"unsure", "third"} {
				r.says(from, "maybe you can help") // .5
				r.head(from, state(routing.Queued))
			}
			if got := j.log(); len(got) != c.asked {
				t.Errorf("he was asked %q", got)
			}
			if c := r.Counts(); c["verdicts"] != 0 || c["verdict_failures"] != int64(len(j.log())) {
				t.Errorf("the counters say %v", c)
			}
		})
	}
}

// What a customer writes while a judge reads is looked at before anything is answered.
func TestWhatIsWrittenWhileAJudgeReadsCounts(t *testing.T) {
	r, j := judgedRig(t, .4, "Hold")
	wrote := false
	j.reads = func() {
		if !wrote {
			wrote = true
			r.says("c1", "give me a person")
		}
	}
	r.says("c1", "my router is off")
	h := r.head("c1", state(routing.Queued))
	if !strings.Contains(h.Reason, "asked for a person") {
		t.Errorf("the reason is %q", h.Reason)
	}
	if n := r.count(`SELECT count(*) FROM suggestions WHERE state = 'answered'`); n != 0 {
		t.Errorf("%d drafts were answered with", n)
	}
}

// Whoever goes on writing is answered nevertheless, and what he changed counts.
func TestWhoGoesOnWritingIsAnswered(t *testing.T) {
	r, j := judgedRig(t, .4, "Hold")
	n := 0
	j.reads = func() {
		n++
		r.says("c1", fmt.Sprintf("my router is off, for %d days", n))
	}
	r.says("c1", "my router is off")
	r.eventually(func() bool { return len(r.out.texts()) > 0 }, func() string { return fmt.Sprintf("he is not answered, asked %q", j.log()) })
	if got := j.log(); len(got) != 3 {
		t.Errorf("the judge was asked %q", got)
	}
}

func TestWhatIsChangedWhileAJudgeReadsCounts(t *testing.T) {
	r, j := judgedRig(t, .4, "Hold")
	changed := false
	j.reads = func() {
		if !changed {
			changed = true
			r.receive(channels.Inbound{Account: "chat", Kind: channels.Edit, ID: "e1", Ref: "m1", From: "c1", Text: "give me a person", Raw: []byte("x")})
		}
	}
	r.says("c1", "my router is off")
	if h := r.head("c1", state(routing.Queued)); !strings.Contains(h.Reason, "asked for a person") {
		t.Errorf("the reason is %q", h.Reason)
	}
}

// A program that stops while a judge reads leaves the question to the next, which asks him anew.
func TestAStopWhileAJudgeReadsLosesNothing(t *testing.T) {
	r, j := judgedRig(t, .4, "may be so")
	reads := make(chan struct{})
	j.holds, j.reads = true, func() { close(reads) }
	r.says("c1", "maybe you can help") // .5: without him it would go to a person
	<-reads
	r.stop()
	if n := r.count(`SELECT count(*) FROM suggestions`); n != 0 {
		t.Errorf("%d drafts were decided about without him", n)
	}
	j.holds, j.reads = false, nil
	r.start()
	r.sent("It may be so.")
	if got := j.log(); len(got) != 2 {
		t.Errorf("he was asked %q", got)
	}
}

// Each of several questions is read beside its own draft.
func TestEachOfSeveralQuestionsIsJudged(t *testing.T) {
	for name, c := range map[string]struct {
		words []string
		state routing.State
	}{"both answer": {[]string{"lamp", "Delivery"}, routing.Assistant}, "one does not": {[]string{"lamp"}, routing.Queued}} {
		t.Run(name, func(t *testing.T) {
			r, j := judgedRig(t, .3, c.words...)
			r.bothAsked(func(each []assist.Suggestion) { each[0].Score = .5 })
			r.says("c1", bothQuestions)
			r.eventually(func() bool { return len(j.log()) == 2 }, func() string { return fmt.Sprintf("he was asked %q", j.log()) })
			h := r.head("c1", state(c.state))
			got := j.log()
			slices.Sort(got)
			if want := []string{"What does <b>delivery</b> cost? | Delivery takes two days.", "Why is the lamp *red*? | The lamp is red without a line."}; !slices.Equal(got, want) {
				t.Errorf("he was asked %q", got)
			}
			if c.state == routing.Assistant {
				return
			}
			drafts, err := r.Drafts(t.Context(), r.op, h.ID)
			if err != nil || len(drafts) != 2 || !drafts[0].Denied || drafts[1].Denied || !strings.Contains(h.Reason, "finds no answer") {
				t.Errorf("%q: the operator sees %+v, %v", h.Reason, drafts, err)
			}
		})
	}
}
