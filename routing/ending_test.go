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

// A conversation that goes on has not ended: nothing tells how it had, but the event. Its next ending counts, once.
func TestAConversationThatGoesOnHasNotEnded(t *testing.T) {
	for name, goesOn := range map[string]func(*rig, routing.Head){
		"the operator": func(r *rig, h routing.Head) {
			if err := r.Reopen(r.t.Context(), r.op, h.ID); err != nil {
				r.t.Fatal(err)
			}
			r.head("c1", state(routing.Owned))
		},
		"the customer": func(r *rig, _ routing.Head) {
			r.says("c1", "and what does the other lamp cost?")
			r.head("c1", state(routing.Queued))
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, routing.Policy{})
			h := r.answered("c1")
			if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: assist.EndSold, Comment: "two lamps"}); err != nil {
				t.Fatal(err)
			}
			r.head("c1", state(routing.Closed))
			goesOn(r, h)
			if n := r.count(`SELECT count(*) FROM conversations WHERE disposition IS NULL AND close_comment IS NULL AND close_summary = '' AND closed_at IS NULL AND closed_by IS NULL`); n != 1 {
				t.Error("it keeps its old ending")
			}
			if n := r.count(`SELECT count(*) FROM events WHERE data->>'was' = 'sold' AND data->>'comment' = 'two lamps'`); n != 1 {
				t.Error("nobody knows any more how it had ended")
			}
			if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "It costs 30 euros."}); err != nil {
				t.Fatal(err)
			}
			if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: assist.EndInformed}); err != nil {
				t.Fatal(err)
			}
			if n := r.count(`SELECT count(*) FROM conversations WHERE disposition = 'informed' AND close_comment IS NULL AND close_summary <> ''`); n != 1 {
				t.Error("its new ending is not kept")
			}
			if n := r.count(`SELECT count(*) FROM closings WHERE taken_back_at IS NULL AND chosen = 'informed'`); n != 1 || r.count(`SELECT count(*) FROM closings`) != 2 {
				t.Errorf("%d endings teach", n)
			}
			if p, err := r.Proposal(t.Context(), r.op, r.answered("c2").ID); err != nil || p.Like != 1 {
				t.Errorf("what is proposed learns from %+v, %v", p, err)
			}
		})
	}
}
