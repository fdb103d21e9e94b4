package routing_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/routing"
)

func TestTransfersTeachWhichDepartmentAQuestionIsFor(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if err := r.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "billing": "Billing"}); err != nil {
		t.Fatal(err)
	}
	var billing int64
	departments, err := r.Departments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range departments {
		if d.Key == "billing" {
			billing = d.ID
		}
	}
	boss := r.admin()
	queued := state(routing.Queued)
	for i, question := range []string{
		"I was charged twice, my mail is jane.roe@example.org", "why was I charged twice for the invoice", "I see that I was charged twice", "charged twice again, please check",
	} {
		who := fmt.Sprintf("payer%d", i)
		r.says(who, question)
		h := r.head(who, queued)
		if h.DepartmentName == "Billing" {
			t.Errorf("after %d transfers it goes to %s already", i, h.DepartmentName)
		}
		if err := r.Transfer(t.Context(), boss, h.ID, routing.Target{Department: billing}, "money"); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(`SELECT count(*) FROM department_lessons WHERE text LIKE '%jane.roe%'`); n != 0 {
		t.Error("a mail address was kept in what was taught")
	}
	r.says("new", "hello, I was charged twice")
	h := r.head("new", queued)
	if h.DepartmentName != "Billing" || !strings.HasPrefix(h.DepartmentWhy, "like ") || !strings.HasSuffix(h.DepartmentWhy, " transfers to Billing") {
		t.Errorf("it went to %q: %q", h.DepartmentName, h.DepartmentWhy)
	}
	if h.Priority != 1 || h.Urgency != "money lost" {
		t.Errorf("priority %d, %q", h.Priority, h.Urgency)
	}
	r.says("other", "how do I plant tomatoes")
	if h := r.head("other", queued); h.DepartmentName == "Billing" || h.DepartmentWhy != "" || h.Priority != 0 {
		t.Errorf("it went to %q: %q, priority %d", h.DepartmentName, h.DepartmentWhy, h.Priority)
	}
}

func TestUrgentGoesFirstAndStaysUrgent(t *testing.T) {
	r := newRig(t, routing.Policy{})
	queued := state(routing.Queued)
	r.says("calm", "how do I change my address")
	r.head("calm", queued)
	r.says("hurt", "there is smoke and I smell gas")
	first := r.head("hurt", queued)
	if first.Priority != 2 || first.Urgency != "danger to people" || first.Position != 1 {
		t.Errorf("priority %d, %q, position %d", first.Priority, first.Urgency, first.Position)
	}
	r.says("hurt", "please do it asap")
	if h := r.head("hurt", func(h routing.Head) bool { return h.LastSeq > first.LastSeq }); h.Priority != 2 || h.Urgency != "danger to people" {
		t.Errorf("priority %d, %q", h.Priority, h.Urgency)
	}
}

// Danger is told before all else that is as urgent: beside it no draft is to be sent unread.
func TestDangerIsToldThoughSomethingElseIsAsUrgent(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "somebody has stolen my card and uses it")
	h := r.head("c1", state(routing.Queued))
	if h.Priority != 2 || h.Danger() {
		t.Fatalf("priority %d, %q", h.Priority, h.Urgency)
	}
	r.says("c1", "and now the house is on fire")
	if h := r.head("c1", func(h routing.Head) bool { return h.Danger() }); h.Priority != 2 {
		t.Errorf("priority %d, %q", h.Priority, h.Urgency)
	}
}

// Who waits in the queue and is in danger is told once whom to call first; from a person who has taken the conversation he hears it.
func TestDangerInTheQueueIsNotPassedOver(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "do you rent boats")
	h := r.head("c1", state(routing.Queued))
	r.says("c1", "mein auto brennt")
	r.sent("next in line", "bitte zuerst den Notruf")
	h = r.head("c1", func(h routing.Head) bool { return h.Danger() })
	if h.State != routing.Queued || h.Waiting.IsZero() {
		t.Errorf("%+v", h)
	}
	r.says("c1", "es brennt immer noch")
	h = r.head("c1", func(now routing.Head) bool { return now.LastSeq > h.LastSeq })
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "der Motor brennt auch")
	r.says("c2", "how do I plant tomatoes") // answered after it
	r.head("c2", state(routing.Queued))
	r.sent("", "bitte zuerst den Notruf", "")
}

// Whoever reads first that somebody or an animal is in danger sees the likeliest article, however unlikely it is.
func TestTheLikeliestArticleIsShownBesideADanger(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "this is pointless")
	calm := r.head("c1", state(routing.Queued))
	r.says("c2", "pointless to wait, my dog was hit by a car")
	h := r.head("c2", state(routing.Queued))
	r.drafts(r.Router, h.ID, "offered: No idea.")
	r.says("c3", "pointless to wait, the house is on fire")
	r.drafts(r.Router, r.head("c3", state(routing.Queued)).ID, "offered: No idea.")
	if h.Priority != 2 || h.Danger() {
		t.Errorf("priority %d, %q", h.Priority, h.Urgency)
	}
	r.drafts(r.Router, calm.ID)
}
