package routing_test

import (
	"fmt"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// asks has a customer ask, waits until it was looked at, and returns the drafts on offer.
func (r *rig) asks(from, text string) (routing.Head, []routing.Draft) {
	r.t.Helper()
	r.says(from, text)
	h := r.head(from, func(h routing.Head) bool {
		return h.State == routing.Queued && r.count(`SELECT count(*) FROM lanes WHERE conversation_id = $1 AND consumer = 'desk' AND tail > done`, h.ID) == 0
	})
	drafts, err := r.Drafts(r.t.Context(), r.op, h.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return h, drafts
}

// priced has the script answer questions on prices, unsurely.
func (r *rig) priced(things ...string) {
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	for _, thing := range things {
		r.suggest.by[thing] = []assist.Suggestion{suggestion("The "+thing+" costs 3 €.", .6, "net"), suggestion("Less of the "+thing+".", .5, "net")}
	}
}

// TestAnEarlierQuestionKeepsItsQuote beside the drafts for the next one, each with the question that it answers, until somebody answers.
func TestAnEarlierQuestionKeepsItsQuote(t *testing.T) {
	r := newRig(t, routing.Policy{Answer: 2})
	r.imported()
	r.priced("router", "contract")
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET capacity = 50`); err != nil {
		t.Fatal(err)
	}
	ask := func(from string) (routing.Head, []routing.Draft) {
		t.Helper()
		r.asks(from, "How much does the router cost to rent?")
		h, drafts := r.asks(from, "and what does cancelling the contract cost?")
		if len(drafts) != 3 || drafts[0].Part != "and what does cancelling the contract cost?" || drafts[0].Text != "The contract costs 3 €." ||
			drafts[2].Part != "How much does the router cost to rent?" || drafts[2].Text != "The router costs 3 €." {
			t.Fatalf("drafts %+v", drafts)
		}
		return h, drafts
	}
	h, drafts := ask("c1")
	for _, left := range []int{1, 0} { // one for each question is sent
		d := drafts[len(drafts)-1]
		if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: d.Text, Draft: d.ID, LastSeq: h.LastSeq}); err != nil {
			t.Fatal(err)
		}
		var err error
		if drafts, err = r.Drafts(t.Context(), r.op, h.ID); err != nil || left == 0 != (len(drafts) == 0) {
			t.Fatalf("drafts %+v, %v", drafts, err)
		}
		if left == 1 {
			drafts = drafts[:1]
		}
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 2 || list[0].Text != "and what does cancelling the contract cost?" || list[1].Text != "How much does the router cost to rent?" {
		t.Errorf("lessons %+v, %v", list, err)
	}
	h, _ = ask("c2")
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Both are free for you."}); err != nil {
		t.Fatal(err)
	}
	if drafts, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != 0 {
		t.Errorf("after words of her own %+v are on offer, %v", drafts, err)
	}
	for i, c := range []struct {
		text string
		left int // what the newest question put right stays not, the one before it does
	}{{"never mind, it works again", 0}, {"no, wait, it is the television", 1}, {"I mean the television, what is it?", 1}, {"Ні, телевізор: скільки він коштує?", 1}} {
		from := fmt.Sprint("d", i)
		ask(from)
		if _, drafts = r.asks(from, c.text); len(drafts) != c.left || c.left > 0 && drafts[0].Text != "The router costs 3 €." {
			t.Errorf("who says %q is offered %+v", c.text, drafts)
		}
	}
}

// TestQuotesForEarlierQuestionsDoNotPileUp: a few stay, and none that is quoted anew.
func TestQuotesForEarlierQuestionsDoNotPileUp(t *testing.T) {
	r := newRig(t, routing.Policy{Answer: 2})
	things := []string{"router", "contract", "cable", "modem", "tariff", "antenna"}
	r.priced(things...)
	var drafts []routing.Draft
	for i, thing := range things {
		_, drafts = r.asks("c1", fmt.Sprintf("How much does the %s cost a month?", thing))
		// two for the newest, and one for each of at most three before it
		if want := 2 + min(i, 3); len(drafts) != want {
			t.Fatalf("%d drafts after %d questions, want %d: %+v", len(drafts), i+1, want, drafts)
		}
	}
	if last := drafts[len(drafts)-1]; last.Text != "The cable costs 3 €." {
		t.Errorf("the oldest is %+v", last)
	}
	if _, drafts = r.asks("c1", "So, how much does that tariff cost in a month?"); len(drafts) != 5 || drafts[0].Text != "The tariff costs 3 €." || drafts[2].Text != "The antenna costs 3 €." || drafts[3].Text != "The modem costs 3 €." {
		t.Errorf("asked again: %+v", drafts)
	}
	if _, drafts = r.asks("c1", "Скажіть, чи є магазини на півдні міста?"); len(drafts) != 3 || drafts[0].Text != "The tariff costs 3 €." {
		t.Errorf("what nobody has written takes the others away: %+v", drafts)
	}
}

// burst has a customer write several messages at once, waits until all were looked at, and returns the drafts on offer.
func (r *rig) burst(from string, texts ...string) (routing.Head, []routing.Draft) {
	r.t.Helper()
	for _, text := range texts[:len(texts)-1] {
		r.says(from, text)
	}
	return r.asks(from, texts[len(texts)-1])
}

// TestEachQuestionInTheQueueIsReadByItself, however fast they are written; what goes on with one or puts it right belongs to it.
func TestEachQuestionInTheQueueIsReadByItself(t *testing.T) {
	r := newRig(t, routing.Policy{Answer: 2})
	r.imported()
	r.priced("router", "contract", "cable")
	r.asks("c1", "I want to speak to a person about my bill")
	h, drafts := r.burst("c1", "How much does the router cost to rent?", "ok", "and what does cancelling the contract cost?", "I mean the contract for business", "also the cable for my new house, what does it cost?", "???")
	want := []struct{ part, text string }{
		{"also the cable for my new house, what does it cost?", "The cable costs 3 €."},
		{"also the cable for my new house, what does it cost?", "Less of the cable."},
		{"and what does cancelling the contract cost? I mean the contract for business", "The contract costs 3 €."},
		{"How much does the router cost to rent?", "The router costs 3 €."},
	}
	if len(drafts) != len(want) {
		t.Fatalf("drafts %+v", drafts)
	}
	for i, w := range want {
		if d := drafts[i]; d.Part != w.part || d.Text != w.text {
			t.Errorf("draft %d answers %q with %q, want %+v", i, d.Part, d.Text, w)
		}
	}
	for _, d := range r.suggest.was {
		if i := len(d.Turns) - 1; d.Turns[i].Text == "I mean the contract for business" {
			if turn := d.Turns[i]; turn.Anew || !d.Turns[i-1].Anew || d.Turns[i-1].Text != "and what does cancelling the contract cost?" {
				t.Errorf("it is read as %+v", d.Turns)
			}
		}
	}
	// what is sent teaches its own question, and takes no other away
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[2].Text, Draft: drafts[2].ID, LastSeq: h.LastSeq}); err != nil {
		t.Fatal(err)
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Text != want[2].part {
		t.Errorf("lessons %+v, %v", list, err)
	}
	if drafts, err = r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != 3 || drafts[0].Part != want[0].part || drafts[2].Part != want[3].part {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
}
