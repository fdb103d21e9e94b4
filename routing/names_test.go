package routing_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/routing"
)

// TestACustomersNameIsNotSavedWithHisQuestion nor with the answer: not the one on his card, not the one that he said, in no case.
func TestACustomersNameIsNotSavedWithHisQuestion(t *testing.T) {
	r := newRig(t, routing.Policy{})
	store := knowledge.NewStore(r.pool)
	say := func(from, id, name, text string) routing.Head {
		t.Helper()
		r.receive(channels.Inbound{Account: "chat", ID: id, From: from, Name: name, Text: text, Raw: []byte(text)})
		return r.head(from, func(h routing.Head) bool { return h.State == routing.Queued && strings.HasSuffix(text, h.LastText) })
	}
	h := say("c1", "1", "kowalska77", "Good day. My name is Martha Kowalska. Do you sell lamps that Martha Kowalska can hang on a ceiling?")
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Yes, Martha Kowalska, we sell them. Martha pays 3 € for the hook."}); err != nil {
		t.Fatal(err)
	}
	other := say("c2", "2", "Олена Коваленко", "Чи продаєте ви люстри на стелю і гачки до них?")
	if _, err := r.Reply(t.Context(), r.op, other.ID, routing.Reply{Text: "Вітаю, Олено! Так, продаємо. Для Олени Коваленко відкладемо."}); err != nil {
		t.Fatal(err)
	}
	for conv, want := range map[int64][2]string{
		h.ID:     {"Do you sell lamps that M••• can hang on a ceiling?", "Yes, we sell them. M••• pays 3 € for the hook."},
		other.ID: {"Чи продаєте ви люстри на стелю і гачки до них?", "Так, продаємо. Для О••• відкладемо."},
	} {
		q, reply, err := r.Asked(t.Context(), r.op, conv)
		if err != nil || q.Text != want[0] || reply != want[1] {
			t.Errorf("asked %q, answered %q, %v", q.Text, reply, err)
		}
		if err := r.CloseConversation(t.Context(), r.op, conv, routing.Closing{Disposition: "solved"}); err != nil {
			t.Fatal(err)
		}
	}
	r.older()
	for moved := true; moved; {
		var err error
		if moved, err = store.GatherGaps(t.Context(), func(ctx context.Context, after int64) ([]knowledge.Unanswered, int64, error) {
			return r.Unanswered(ctx, after, 100)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(`SELECT count(*) FROM gap_questions`); n != 2 {
		t.Errorf("%d gaps", n)
	}
	if n := r.count(`SELECT count(*) FROM gap_questions WHERE text ~ 'Martha|Kowalska|Олен'`); n != 0 {
		t.Errorf("%d gaps name who asked", n)
	}
}
