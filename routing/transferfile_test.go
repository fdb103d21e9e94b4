package routing_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// TestWhatTransfersTaughtGoesOnElsewhere: what two operators taught in one database counts in another one, where neither
// has an account, is judged there, and is theirs once they have one.
func TestWhatTransfersTaughtGoesOnElsewhere(t *testing.T) {
	r, there := newRig(t, routing.Policy{}), anotherRig(t, routing.Policy{})
	sue := r.operator("sue@lumen.example", "Sue", routing.RoleOperator, "support")
	r.transfers(r.op, "sales", "a", chargedTwice...)
	second := r.transfers(sue, "sales", "b", chargedTwice[1])
	file, err := routing.TransferFile(r.pool).Write(t.Context())
	if err != nil || strings.Count(string(file), "\n") != 5 {
		t.Fatalf("%s, %v", file, err)
	}
	if _, err := there.pool.Exec(t.Context(), `UPDATE operators SET email = 'own' || email`); err != nil { // nobody from there
		t.Fatal(err)
	}
	takes, bad := routing.TransferFile(there.pool), []byte("not json\n{\"key\":\"x\"}\n")
	for _, dry := range []bool{true, false} {
		taken, err := takes.Read(t.Context(), append(bad, file...), "root", dry)
		lines, ok := errors.AsType[knowledge.LineErrors](err)
		if !taken.Changed || !ok || len(lines) != 2 || lines[0].Line != 1 || lines[1].Line != 2 {
			t.Fatalf("dry %t: %t, %v", dry, taken.Changed, err)
		}
		want := map[bool]int{true: 0, false: 5}[dry]
		if list, err := there.Transfers(t.Context(), knowledge.TransferFilter{}); err != nil || len(list) != want {
			t.Fatalf("dry %t: %d lessons, %v", dry, len(list), err)
		}
	}
	if taken, err := takes.Read(t.Context(), file, "root", false); err != nil || taken.Changed {
		t.Errorf("once more: %+v, %v", taken, err)
	}
	if got := there.goes("first"); got != "Sales" {
		t.Errorf("two operators from elsewhere: %s", got)
	}
	list, err := there.Transfers(t.Context(), knowledge.TransferFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		if l.Conversation != 0 {
			t.Errorf("it names conversation %d", l.Conversation)
		}
		if l.Operator != "sue@lumen.example" {
			continue
		}
		if err := there.JudgeTransfer(t.Context(), l.ID, false, "eva"); err != nil {
			t.Fatal(err)
		}
	}
	if got := there.goes("second"); got != "Support" {
		t.Errorf("one of them alone: %s", got)
	}
	there.operator("sue@lumen.example", "Sue", routing.RoleAdministrator, "support")
	if n := there.count(`SELECT count(*) FROM department_lessons l JOIN operators o ON o.id = l.operator_id WHERE o.email = 'sue@lumen.example' AND l.operator = ''`); n != 1 {
		t.Errorf("%d lessons are hers", n)
	}
	if err := r.ForgetTransfer(t.Context(), second[0], "eva"); err != nil {
		t.Fatal(err)
	}
	if file, err := routing.TransferFile(r.pool).Write(t.Context()); err != nil || strings.Count(string(file), "\n") != 4 {
		t.Errorf("what is forgotten is exported: %s, %v", file, err)
	}
}
