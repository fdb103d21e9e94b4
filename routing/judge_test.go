package routing_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// judge finds that a draft answers if it has one of his words; whatever he is asked, he notes.
type judge struct {
	mu    sync.Mutex
	words []string
	err   error
	asked []string // the last turn, and the drafts
}

func (j *judge) Judge(_ context.Context, d assist.Dialogue, list []assist.Suggestion) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	asked := d.Turns[len(d.Turns)-1].Text
	for _, s := range list {
		asked += " | " + s.Text
	}
	j.asked = append(j.asked, asked)
	if j.err != nil {
		return -1, j.err
	}
	return slices.IndexFunc(list, func(s assist.Suggestion) bool {
		return slices.ContainsFunc(j.words, func(word string) bool { return strings.Contains(s.Text, word) })
	}), nil
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
	r.suggest.mu.Lock()
	r.suggest.by["two"] = []assist.Suggestion{suggestion("The first may be meant.", .5, "net"), suggestion("The second is meant.", .4, "net"), suggestion("A third is hardly meant.", .1, "net")}
	r.suggest.mu.Unlock()
	r.stop()
	r.judge = j
	r.start()
	return r, j
}

func TestWhatAJudgeFindsToAnswerIsAnswered(t *testing.T) {
	r, j := judgedRig(t, .4, "may be so", "second is meant")
	r.says("sure", "maybe you can help") // .5
	r.says("second", "one of two")
	r.sent("It may be so.", "The second is meant.")
	h := r.head("second", state(routing.Assistant))
	if n := r.count(`SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND state = 'answered' AND verdict = 'answers' AND text LIKE 'The second%'`, h.ID); n != 1 {
		t.Errorf("%d drafts are kept as answered by his verdict", n)
	}
	r.says("second", "No")
	r.head("second", state(routing.Queued))
	r.says("third", "my router is off")
	r.head("third", state(routing.Queued))
	if got, err := r.Verdicts(t.Context(), 30); err != nil || got != (routing.Verdicts{Answered: 2, Failed: 1, Denied: 1}) {
		t.Errorf("counted are %+v, %v", got, err)
	}
	want := []string{"maybe you can help | It may be so.", "one of two | The first may be meant. | The second is meant."}
	if got := j.log(); !slices.Equal(got[:min(2, len(got))], want) {
		t.Errorf("he was asked %q", got)
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
	r, j := judgedRig(t, .4, "")
	for from, text := range map[string]string{"internal": "what is hidden", "lone": "lone", "unlikely": "pointless", "person": "I want to talk to a person about my router"} {
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

// A judge who fails leaves it to the probabilities, and one who does not answer is not asked by the next customer.
func TestAJudgeWhoFailsLeavesItToProbabilities(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		asked int
	}{
		"he says what nobody understands": {errors.New("no JSON"), 2},
		"he does not answer":              {fmt.Errorf("judge: %w", &assist.ModelError{Err: errors.New("down")}), 1},
		"he is too slow":                  {fmt.Errorf("judge: %w", context.DeadlineExceeded), 1},
	} {
		t.Run(name, func(t *testing.T) {
			r, j := judgedRig(t, .4)
			j.err = c.err
			r.says("sure", "my router is off") // .95
			r.sent("Hold the button for ten seconds.")
			r.says("unsure", "maybe you can help") // .5
			r.head("unsure", state(routing.Queued))
			if got := j.log(); len(got) != c.asked {
				t.Errorf("he was asked %q", got)
			}
		})
	}
}

// Each of several questions is read beside its own draft.
func TestEachOfSeveralQuestionsIsJudged(t *testing.T) {
	for name, c := range map[string]struct {
		words []string
		state routing.State
	}{"both answer": {[]string{"lamp", "Delivery"}, routing.Assistant}, "one does not": {[]string{"lamp"}, routing.Queued}} {
		t.Run(name, func(t *testing.T) {
			r, j := judgedRig(t, .2, c.words...)
			r.bothAsked(func(each []assist.Suggestion) { each[0].Score = .5 })
			r.says("c1", bothQuestions)
			r.eventually(func() bool { return len(j.log()) == 2 }, func() string { return fmt.Sprintf("he was asked %q", j.log()) })
			r.head("c1", state(c.state))
			want := []string{"Why is the lamp *red*? | The lamp is red without a line.", "What does <b>delivery</b> cost? | Delivery takes two days."}
			if got := j.log(); !slices.Equal(got, want) {
				t.Errorf("he was asked %q", got)
			}
		})
	}
}
