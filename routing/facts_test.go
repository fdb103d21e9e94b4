package routing_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// offered waits until so many facts are on offer, and returns them by field.
func (r *rig) offered(conv int64, n int) map[string]routing.Fact {
	r.t.Helper()
	by := map[string]routing.Fact{}
	r.eventually(func() bool {
		list, err := r.Facts(r.t.Context(), r.op, conv)
		if err != nil {
			r.t.Fatal(err)
		}
		clear(by)
		for _, f := range list {
			by[f.Field] = f
		}
		return len(list) == n
	}, func() string { return "on offer: " + strings.Join(fields(by), ", ") })
	return by
}

func fields(by map[string]routing.Fact) (out []string) {
	for k, f := range by {
		out = append(out, k+"="+f.Value)
	}
	return out
}

func (r *rig) card(subscriber int64) routing.Subscriber {
	r.t.Helper()
	s, err := r.Subscriber(r.t.Context(), r.op, subscriber)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func TestFactsAreOfferedAndWrittenByOnePress(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "My name is Anna Smith, contract number AB-55017. Please phone me: +380 67 123 45 67")
	h := r.head("c1", state(routing.Queued))
	by := r.offered(h.ID, 3)
	name := by[assist.FactName]
	if name.Was != "Name of c1" || name.Value != "Anna Smith" || !strings.Contains(name.Quote, "My name is Anna Smith") || name.Seq == 0 {
		t.Errorf("%+v", name)
	}
	if err := r.AcceptFact(t.Context(), r.op, name.ID, name.Mark()); err != nil {
		t.Fatal(err)
	}
	if err := r.RejectFact(t.Context(), r.op, by[assist.FactPhone].ID); err != nil {
		t.Fatal(err)
	}
	contract := by[assist.FactContract]
	if err := r.AcceptFact(t.Context(), r.op, contract.ID, contract.Mark()); err != nil {
		t.Fatal(err)
	}
	if s := r.card(h.Subscriber); s.Name != "Anna Smith" || s.Fields["contract"] != "AB-55017" || s.Fields["telephone"] != "" || s.Version != 3 {
		t.Errorf("%+v", s)
	}
	for what, err := range map[string]error{"accepted twice": r.AcceptFact(t.Context(), r.op, name.ID, name.Mark()), "rejected after all": r.RejectFact(t.Context(), r.op, contract.ID)} {
		if err == nil || !strings.Contains(err.Error(), "decided") {
			t.Errorf("%s: %v", what, err)
		}
	}
	r.says("c1", "I said it already: my name is Anna Smith, contract no. AB 55017, +380671234567, and my address is 5 Oak Street")
	if by := r.offered(h.ID, 1); by[assist.FactAddress].Value != "5 Oak Street" {
		t.Errorf("offered again: %v", fields(by))
	}
	n := r.count(`SELECT count(*) FROM events WHERE what = 'fact accepted' AND operator_id = $1 AND conversation_id = $2
		AND data->>'before' = 'Name of c1' AND data->>'after' = 'Anna Smith' AND data->>'quote' LIKE 'My name is%' AND (data->>'seq')::bigint = $3`, r.op, h.ID, name.Seq)
	if n != 1 || r.count(`SELECT count(*) FROM events WHERE what = 'fact rejected' AND subscriber_id = $1`, h.Subscriber) != 1 {
		t.Errorf("%d events of the name", n)
	}
}

func TestADifferentValueIsShownAndNothingIsOverwrittenUnseen(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows, my contract number is 4471203")
	h := r.head("c1", state(routing.Queued))
	s := r.card(h.Subscriber)
	s.Fields = map[string]string{"Договір": "55017"}
	if err := r.SaveSubscriber(t.Context(), r.op, s); err != nil {
		t.Fatal(err)
	}
	f := r.offered(h.ID, 1)[assist.FactContract]
	if f.Was != "55017" {
		t.Errorf("%+v", f)
	}
	s = r.card(h.Subscriber)
	s.Fields["Договір"] = "99999"
	if err := r.SaveSubscriber(t.Context(), r.op, s); err != nil {
		t.Fatal(err)
	}
	if err := r.AcceptFact(t.Context(), r.op, f.ID, f.Mark()); !errors.Is(err, routing.ErrConflict) {
		t.Errorf("a value that nobody saw is overwritten: %v", err)
	}
	f = r.offered(h.ID, 1)[assist.FactContract]
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 4 { // all press at once
		wg.Go(func() {
			if r.AcceptFact(t.Context(), r.op, f.ID, f.Mark()) == nil {
				mu.Lock()
				done++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if s := r.card(h.Subscriber); done != 1 || s.Fields["Договір"] != "4471203" || len(s.Fields) != 1 {
		t.Errorf("%d times, %+v", done, s.Fields)
	}
	r.says("c1", "sorry, it is contract number 4471204")
	if f := r.offered(h.ID, 1)[assist.FactContract]; f.Value != "4471204" || f.Was != "4471203" {
		t.Errorf("%+v", f)
	}
	r.says("c1", "no: contract number 4471205")
	r.eventually(func() bool { return r.offered(h.ID, 1)[assist.FactContract].Value == "4471205" }, func() string { return "the older value stays" })
}

// What a customer takes back is offered no more, though he does not say what is so instead, nor when it is read again where he said it.
func TestWhatIsTakenBackIsOfferedNoMore(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows, please phone me: +380 67 123 45 67. My contract number is 4471203")
	h := r.head("c1", state(routing.Queued))
	r.offered(h.ID, 2)
	r.says("c1", "no, that's not my number")
	if by := r.offered(h.ID, 1); by[assist.FactContract].Value != "4471203" {
		t.Errorf("left: %v", fields(by))
	}
	r.says("c1", "and forget the contract number")
	r.offered(h.ID, 0)
	r.says("c1", "it was right after all, my contract number is 4471203")
	r.offered(h.ID, 1)
}

func TestAllFactsAreAcceptedAtOnce(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "My name is Anna Smith, I have a TP-Link Archer C6 and an iPhone 13")
	h := r.head("c1", state(routing.Queued))
	r.offered(h.ID, 3)
	first, err := r.Facts(t.Context(), r.op, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	r.says("c1", "my contract number is 4471203")
	r.offered(h.ID, 4)
	if err := r.AcceptFacts(t.Context(), r.op, h.ID, 0, routing.FactsMark(first)); !errors.Is(err, routing.ErrConflict) {
		t.Errorf("what nobody saw is accepted: %v", err)
	}
	if err := r.AcceptFacts(t.Context(), r.op, h.ID, first[0].Seq, routing.FactsMark(first)); err != nil {
		t.Fatal(err)
	}
	by := r.offered(h.ID, 3)
	if s := r.card(h.Subscriber); s.Name != "Anna Smith" || s.Fields["device"] != "" || by[assist.FactDevice].Was != "" || by[assist.FactContract].Value != "4471203" {
		t.Errorf("of two devices one is taken: %+v, left %v", s, fields(by))
	}
	left, err := r.Facts(t.Context(), r.op, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.AcceptFacts(t.Context(), r.op, h.ID, first[0].Seq, routing.FactsMark(left[1:])); err == nil || !strings.Contains(err.Error(), "several values") {
		t.Errorf("two devices alone: %v", err)
	}
}

func TestOnlyTheCustomersOwnWordsAreFacts(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Note(t.Context(), r.op, h.ID, "My name is Eve Internal, contract number 1234567"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "My name is Ann Arden, my account is 7654321."}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "May I have your name?"}); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "Anna Smith")
	r.offered(h.ID, 1)
	r.receive(channels.Inbound{Account: "chat", ID: "d0", From: "c1", Kind: channels.Delete, Ref: "m2"})
	r.says("c1", "my account is 5501234 and my name is Anna Smith")
	by := r.offered(h.ID, 2)
	stranger := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	if _, err := r.Facts(t.Context(), stranger, h.ID); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("a stranger sees facts: %v", err)
	}
	f := by[assist.FactName]
	for what, err := range map[string]error{"accepts": r.AcceptFact(t.Context(), stranger, f.ID, f.Mark()), "rejects": r.RejectFact(t.Context(), stranger, f.ID)} {
		if !errors.Is(err, routing.ErrNotFound) {
			t.Errorf("a stranger %s: %v", what, err)
		}
	}
	r.receive(channels.Inbound{Account: "chat", ID: "d1", From: "c1", Kind: channels.Delete, Ref: "m3"})
	r.offered(h.ID, 0) // what was taken back is not offered
	if err := r.AcceptFact(t.Context(), r.op, f.ID, f.Mark()); err == nil {
		t.Error("what the customer took back is written")
	}
}

// TestFactsOfACallDoNotDependOnWhichLineCameFirst: what is told of first, and was said later, is new as well.
func TestFactsOfACallDoNotDependOnWhichLineCameFirst(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.stop()
	for i, text := range []string{"My name is Anna Smith, my contract number is 4471203.", "Good morning, can you hear me?"} {
		r.receive(channels.Inbound{Account: "line", ID: fmt.Sprint("e", i), Kind: channels.Message, From: "+12025550101", Text: text, Lang: "en",
			Call: &channels.Call{ID: "call1", Live: true, Segment: fmt.Sprint(i), Start: time.Duration(20-5*i) * time.Second}})
	}
	r.start()
	h := r.head("+12025550101", state(routing.Queued))
	if by := r.offered(h.ID, 2); by[assist.FactContract].Value != "4471203" || by[assist.FactName].Value != "Anna Smith" {
		t.Errorf("%v", fields(by))
	}
}

func TestATelephoneNumberThatIsKnownIsNotOffered(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.receive(channels.Inbound{Account: "chat", ID: "k", From: "c1", Name: "Anna Smith", Lang: "de", Text: "my name is anna, call 067 123 45 67, please answer in German or write to a@b.example",
		Known: []channels.Address{{Kind: "phone", Value: "+380671234567"}}})
	h := r.head("c1", state(routing.Queued))
	if by := r.offered(h.ID, 1); by[assist.FactEmail].Value != "a@b.example" {
		t.Errorf("%v", fields(by))
	}
}

// What somebody said last stands, though it is what his card says already.
func TestACorrectionBackToTheCardTakesTheOfferBack(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "My phone is 067 555 12 34")
	h := r.head("c1", state(routing.Queued))
	f := r.offered(h.ID, 1)[assist.FactPhone]
	if err := r.AcceptFact(t.Context(), r.op, f.ID, f.Mark()); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "no, wrong: my phone is 067 555 12 43")
	r.offered(h.ID, 1)
	r.says("c1", "sorry, I mixed it up: 067 555 12 34 is my number after all")
	r.offered(h.ID, 0)
}

// A number that stands on a project's card is the company's.
func TestTheCompanysOwnNumbersAreNoFacts(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO projects (key, name, contacts) VALUES ('net', 'Net', '+380 44 555 01 12, Help@Lumen.example')`); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "My name is Anna Smith, my phone is 044 555 01 12, my e-mail is help@lumen.example")
	if by := r.offered(r.head("c1", state(routing.Queued)).ID, 1); by[assist.FactName].Value != "Anna Smith" {
		t.Errorf("%v", fields(by))
	}
}
