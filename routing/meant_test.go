package routing_test

import (
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// Who forgot to change the keyboard is answered like anybody else, in the language that was meant.
func TestWhatWasTypedWithAnotherKeyboardIsAnswered(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "ьн кщгеук вщуі тще цщкл")
	r.sent("Hold the button for ten seconds.")
	r.suggest.mu.Lock()
	last := r.suggest.was[len(r.suggest.was)-1]
	r.suggest.mu.Unlock()
	if text := last.Turns[len(last.Turns)-1].Text; text != "my router does not work" || last.Lang != "en" {
		t.Errorf("%q in %q", text, last.Lang)
	}
	items, err := r.Timeline(t.Context(), r.op, r.head("c1", state(routing.Assistant)).ID, 0)
	if i := slices.IndexFunc(items, func(i routing.Item) bool { return i.Sort == "message" }); err != nil || i < 0 ||
		items[i].Text != "ьн кщгеук вщуі тще цщкл" || items[i].Meant != "my router does not work" {
		t.Errorf("%+v, %v", items, err)
	}
	r.says("c2", "цруку шы ьн зрщту")
	if h := r.head("c2", state(routing.Queued)); h.LastText != "where is my phone" {
		t.Errorf("the list shows %q", h.LastText)
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE text = 'ьн кщгеук вщуі тще цщкл'`); n != 1 {
		t.Errorf("%d messages as they were typed", n)
	}
}

func TestAGreetingTypedWithAnotherKeyboardIsOne(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "руддщ")
	r.head("c1", func(h routing.Head) bool { return h.State == routing.Assistant && h.Waiting.IsZero() })
}

// What is gathered as a gap, and tried against drafts, is what was meant; what operators write stays as it is.
func TestWhatWasMeantIsWhatIsGathered(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "crskmrb rjine' ljcnfdrf uhjitq")
	h := r.head("c1", state(routing.Queued))
	if q, _, err := r.Asked(t.Context(), r.op, h.ID); err != nil || q.Text != "скільки коштує доставка грошей" {
		t.Errorf("asked: %q, %v", q.Text, err)
	}
	if list, err := r.RecentQuestions(t.Context(), 5); err != nil || len(list) != 1 || list[0].Text != "скільки коштує доставка грошей" {
		t.Errorf("recent: %+v, %v", list, err)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "Dobryi den, skilky koshtuie dostavka"}); err != nil {
		t.Fatal(err)
	}
	if h = r.head("c1", func(h routing.Head) bool { return h.LastAuthor == "operator" }); h.LastText != "Dobryi den, skilky koshtuie dostavka" {
		t.Errorf("an operator's words are shown as %q", h.LastText)
	}
}

// What customers teach is what they meant; an erasure finds it by whose it is, and test questions by what was meant as well.
func TestWhatWasMeantIsWhatIsTaught(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.imported()
	store := knowledge.NewStore(r.pool)
	r.says("c1", "ьн кщгеук вщуі тще цщкл")
	r.sent("Hold the button for ten seconds.")
	h := r.head("c1", state(routing.Assistant))
	drafts, err := r.View(t.Context(), h.ID)
	if err != nil || len(drafts.Drafts) != 1 {
		t.Fatalf("%+v, %v", drafts.Drafts, err)
	}
	if q, err := r.DraftQuestion(t.Context(), h.ID, drafts.Drafts[0].ID); err != nil || q.Text != "my router does not work" {
		t.Errorf("the draft answers %q, %v", q.Text, err)
	}
	r.says("c1", "нуы ерфтл нщг")
	customer := r.head("c1", state(routing.Closed)).Subscriber
	r.says("c2", "ьфниу ьн вудшмукн сщьуі щт Агшвфн")
	h = r.head("c2", state(routing.Queued))
	var sales int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'sales'`).Scan(&sales); err != nil {
		t.Fatal(err)
	}
	if err := r.Transfer(t.Context(), r.op, h.ID, routing.Target{Department: sales}, ""); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT count(*) FROM department_lessons WHERE text LIKE 'maybe my delivery%'`); n != 1 {
		t.Errorf("%d transfers taught what was meant", n)
	}
	list, err := r.Lessons(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Text != "my router does not work" {
		t.Fatalf("taught %+v, %v", list, err)
	}
	if _, err := store.Teach(t.Context(), list[0]); err != nil {
		t.Fatal(err)
	}
	if err := store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "a", Text: "my router does not work", Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Erase(t.Context(), r.admin(), customer, "asked for it"); err != nil {
		t.Fatal(err)
	}
	if n := r.count(`SELECT (SELECT count(*) FROM lessons) + (SELECT count(*) FROM must_find)`); n != 0 {
		t.Errorf("%d lines of what was meant are left", n)
	}
}
