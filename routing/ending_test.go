package routing_test

import (
	"fmt"
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// answered makes a conversation in which an operator had the last word.
func (r *rig) answered(from string) routing.Head {
	r.t.Helper()
	r.says(from, "what is the price of the lamp?")
	h := r.head(from, state(routing.Queued))
	if _, err := r.Reply(r.t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 20 euros."}); err != nil {
		r.t.Fatal(err)
	}
	return h
}

func TestWhatOperatorsChooseTeachesWhatIsProposed(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for i := range 6 {
		h := r.answered(fmt.Sprintf("c%d", i))
		p, err := r.Proposal(t.Context(), r.op, h.ID)
		want, why := assist.EndInformed, "we answered, and the customer asked no more"
		if i >= 3 {
			why = fmt.Sprintf("%s; 0 of %d like this ended so", why, i)
		}
		if i == 5 {
			want, why = assist.EndSold, "we answered, and the customer asked no more; 5 of 5 like this ended so"
		}
		if err != nil || p.End != want || p.Explain() != why {
			t.Fatalf("%d: %+v %q, %v", i, p, p.Explain(), err)
		}
		if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: assist.EndSold}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(`SELECT count(*) FROM closings WHERE evidence = 'we answered' AND chosen = 'sold' AND (proposed = 'informed') = (id < 6)`); n != 6 {
		t.Errorf("%d closings kept", n)
	}
}

func TestOneOperatorTeachesAtMostSoMuch(t *testing.T) {
	r := newRig(t, routing.Policy{})
	h := r.answered("c1")
	other := r.operator("ben@lumen.example", "Ben", routing.RoleOperator, "support")
	for op, n := range map[int64]int{r.op: 500, other: 18} {
		end := assist.EndSpam
		if op == other {
			end = assist.EndInformed
		}
		_, err := r.pool.Exec(t.Context(), `INSERT INTO closings (conversation_id, evidence, proposed, chosen, operator_id)
			SELECT $1, 'we answered', 'informed', $2, $3 FROM generate_series(1, $4)`, h.ID, end, op, n)
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := r.Proposal(t.Context(), r.op, h.ID)
	if err != nil || p.End != assist.EndInformed || p.Like != 38 || p.Same != 18 {
		t.Errorf("%+v, %v", p, err)
	}
	stranger := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	if _, err := r.Proposal(t.Context(), stranger, h.ID); err == nil {
		t.Error("a stranger sees how it ended")
	}
}

func TestNothingIsProposedWhereNothingWasAsked(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "A person, please")
	h := r.head("c1", state(routing.Queued))
	p, err := r.Proposal(t.Context(), r.op, h.ID)
	if err != nil || p.End != "" {
		t.Errorf("%+v, %v", p, err)
	}
}
