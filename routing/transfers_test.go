package routing_test

import (
	"errors"
	"fmt"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestWhatTransfersTaughtIsUndoneOnEveryReplica: transfers in one process teach the other one, and what an editor undoes,
// corrects or lets count in the other counts in the first.
func TestWhatTransfersTaughtIsUndoneOnEveryReplica(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if err := r.EnsureDepartments(t.Context(), map[string]string{"billing": "Billing"}); err != nil {
		t.Fatal(err)
	}
	another := routing.New(routing.Config{Pool: r.pool})
	var billing int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'billing'`).Scan(&billing); err != nil {
		t.Fatal(err)
	}
	boss, queued := r.admin(), state(routing.Queued)
	var lessons []int64
	for i, q := range []string{"I was charged twice for the invoice", "why was I charged twice", "I see that I was charged twice", "charged twice again, please check"} {
		who := fmt.Sprint("payer", i)
		r.says(who, q)
		h := r.head(who, queued)
		if err := another.Transfer(t.Context(), boss, h.ID, routing.Target{Department: billing}, "money"); err != nil {
			t.Fatal(err)
		}
		lessons = append(lessons, r.taughtBy(h.ID))
	}
	goes := func(who, to string) {
		t.Helper()
		r.says(who, "hello, I was charged twice")
		if h := r.head(who, queued); h.DepartmentName != to {
			t.Errorf("%s goes to %s, not %s", who, h.DepartmentName, to)
		}
	}
	goes("first", "Billing")
	for _, l := range lessons {
		if err := another.JudgeTransfer(t.Context(), l, false, "eva"); err != nil {
			t.Fatal(err)
		}
	}
	goes("second", "Support")
	for _, department := range []string{"nowhere", "sal\x00es"} {
		if err := another.CorrectTransfer(t.Context(), lessons[0], department, "eva"); !errors.Is(err, knowledge.ErrNotFound) {
			t.Errorf("made to teach %q: %v", department, err)
		}
	}
	for _, l := range lessons {
		if err := another.CorrectTransfer(t.Context(), l, "sales", "eva"); err != nil {
			t.Fatal(err)
		}
	}
	goes("third", "Sales")
	for _, l := range lessons {
		if err := another.ForgetTransfer(t.Context(), l, "eva"); err != nil {
			t.Fatal(err)
		}
	}
	goes("fourth", "Support")
	if list, err := r.Transfers(t.Context(), knowledge.TransferFilter{}); err != nil || len(list) != 0 {
		t.Errorf("the words are still there: %+v, %v", list, err)
	}
	if err := another.JudgeTransfer(t.Context(), lessons[0], true, "eva"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("what was forgotten: %v", err)
	}
}

func TestTransfersByTheDozenWaitForAnEditor(t *testing.T) {
	r := newRig(t, routing.Policy{})
	var sales int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'sales'`).Scan(&sales); err != nil {
		t.Fatal(err)
	}
	const many = 52
	for i := range many {
		r.says(fmt.Sprint("c", i), fmt.Sprintf("question number %d about nothing known", i))
	}
	boss := r.admin()
	var convs []int64
	for i := range many { // all first: once some were transferred, the others go to sales by themselves, which teaches nothing
		convs = append(convs, r.head(fmt.Sprint("c", i), state(routing.Queued)).ID)
	}
	for _, c := range convs {
		if err := r.Transfer(t.Context(), boss, c, routing.Target{Department: sales}, ""); err != nil {
			t.Fatal(err)
		}
	}
	waiting, err := r.Transfers(t.Context(), knowledge.TransferFilter{State: "quarantined"})
	if err != nil || len(waiting) != many-50 {
		t.Fatalf("%d wait, %v", len(waiting), err)
	}
	all, err := r.TransferredTo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Department == "sales" && (d.Learned != 50 || d.Waiting != 2) {
			t.Errorf("%+v", d)
		}
	}
}
