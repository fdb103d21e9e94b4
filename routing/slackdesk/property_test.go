package slackdesk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/routing"
	"switchboard/routing/slackdesk"
	"switchboard/routing/slackdesk/slacktest"
)

// TestNothingTypedInAThreadReachesTheCustomer plays sequences of what people, bots and the network do in threads, in two
// replicas at once. Whatever the customer got must have been asked for by a button, by a modal, or by its owner's live
// mode, and nothing else.
func TestNothingTypedInAThreadReachesTheCustomer(t *testing.T) {
	t.Parallel()
	// What was pressed has happened when it is answered, however busy the machine is: else nobody could tell what was asked for.
	r := newRig(t, config{replicas: 2, change: func(c *slackdesk.Config) { c.AnswerWithin = time.Minute }})
	r.slack.Wait(time.Minute)
	r.slack.Duplicate(1)
	r.slack.Shuffle(3 * time.Millisecond)
	other, petro := r.hire("Petro", routing.RoleOperator, "support")
	guest := r.slack.User("Guest", "guest@elsewhere.example")
	people := []*slacktest.Person{r.olha, petro, guest}
	ids := map[string]int64{r.olha.ID: r.op, petro.ID: other}
	sequences, n := 0, 0
	asked := map[string]map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		sequences++
		from := fmt.Sprintf("p%d", sequences)
		r.says(from, "the router of mine, please")
		card := r.card(from)
		var conv int64
		if err := r.pool.QueryRow(t.Context(), `SELECT max(id) FROM conversations`).Scan(&conv); err != nil {
			t.Fatal(err)
		}
		allowed := map[string]bool{} // texts that were asked to be sent
		asked[from] = allowed
		var typed []string        // ts
		live := map[string]bool{} // user → may be in live mode just now, or was a moment ago
		for range rapid.IntRange(4, 14).Draw(rt, "steps") {
			p := people[rapid.IntRange(0, 2).Draw(rt, "who")]
			n++
			text := fmt.Sprintf("words %d of %s", n, p.Name)
			switch step := rapid.SampledFrom([]string{"say", "say", "say", "edit", "delete", "take", "live", "live", "note", "reply", "emoji", "bot", "release", "shortcut", "upload", "broadcast"}).Draw(rt, "step"); step {
			case "say", "upload":
				if live[p.ID] {
					allowed[text] = true
				}
				if step == "upload" {
					typed = append(typed, p.ID+" "+p.Upload(card.Channel, card.TS, text, "a.txt", []byte("x")))
				} else {
					typed = append(typed, p.ID+" "+p.Say(card.Channel, card.TS, text))
				}
			case "edit", "delete":
				if len(typed) == 0 {
					continue
				}
				user, ts, _ := strings.Cut(typed[rapid.IntRange(0, len(typed)-1).Draw(rt, "which")], " ")
				i := slices.IndexFunc(people, func(q *slacktest.Person) bool { return q.ID == user })
				if step == "edit" {
					if live[user] {
						allowed[text] = true
					}
					people[i].Edit(card.Channel, ts, text)
				} else {
					people[i].Delete(card.Channel, ts)
					typed = slices.DeleteFunc(typed, func(s string) bool { return strings.HasSuffix(s, ts) })
				}
			case "take":
				p.Press(card.Channel, card.TS, "Take")
			case "live":
				p.Press(card.Channel, card.TS, "Take")
				p.Press(card.Channel, card.TS, "More …")
				if a := p.PressModal("Live mode on"); a.Status == 200 && p != guest {
					live[p.ID] = live[p.ID] || r.isLive(conv, ids[p.ID])
				}
				p.CloseModal()
			case "note":
				p.Press(card.Channel, card.TS, "Note")
				if shown, _ := r.slack.Modal(p); strings.Contains(shown, "Only colleagues see it") { // a press that took too long opens nothing
					p.Submit(map[string]any{"text": text})
				}
				p.CloseModal()
			case "reply":
				p.Press(card.Channel, card.TS, "Reply")
				if shown, _ := r.slack.Modal(p); strings.Contains(shown, "To the customer") {
					allowed[text] = true
					p.Submit(map[string]any{"text": text})
				}
				p.CloseModal()
			case "emoji":
				p.React(card.Channel, card.TS, rapid.SampledFrom([]string{"eyes", "rocket", "+1", "zzz"}).Draw(rt, "emoji"), true)
			case "bot":
				r.slack.Bot(card.Channel, card.TS, text)
			case "release":
				if op := ids[p.ID]; op != 0 {
					err := r.router.Release(t.Context(), op, conv, "")
					if err != nil && !errors.Is(err, routing.ErrNotOwner) && !errors.Is(err, routing.ErrClosed) {
						t.Fatal(err)
					}
				}
			case "shortcut":
				p.Shortcut(card.Channel, card.TS, "verb_send_draft")
				allowed["Hold the button for ten seconds."], allowed["Pull the plug."] = p != guest || allowed["Hold the button for ten seconds."], p != guest || allowed["Pull the plug."]
			case "broadcast":
				p.Say(card.Channel, "", text) // in the channel itself
			}
		}
		for _, got := range r.outTo(from) {
			if !allowed[got] {
				rt.Fatalf("the customer got %q, which nobody asked to be sent; allowed %v", got, allowed)
			}
		}
	})
	r.slack.Settle()
	r.until("live lines are sent or not", func() bool {
		var n int
		return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM slack_lines WHERE state = 'waits'`).Scan(&n) == nil && n == 0
	})
	sent := 0
	for from, allowed := range asked {
		for _, got := range r.outTo(from) {
			if sent++; !allowed[got] {
				t.Errorf("the customer got %q, which nobody asked to be sent; allowed %v", got, allowed)
			}
		}
	}
	var notes, live int
	if err := r.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM slack_lines WHERE state = 'sent')`).Scan(&notes, &live); err != nil {
		t.Fatal(err)
	}
	if sent == 0 || notes == 0 || live == 0 {
		t.Errorf("the sequences prove nothing: %d sent, %d of them in live mode, %d notes", sent, live, notes)
	}
	t.Logf("%d sequences: %d sent, %d of them in live mode, %d notes", sequences, sent, live, notes)
}

// isLive tells whether live mode of an operator is on.
func (r *rig) isLive(conv, op int64) (yes bool) {
	if err := r.pool.QueryRow(r.t.Context(), `SELECT EXISTS (SELECT FROM slack_live WHERE conversation_id = $1 AND operator_id = $2)`, conv, op).Scan(&yes); err != nil {
		r.t.Fatal(err)
	}
	return yes
}

// outTo are the texts that operators sent to an address.
func (r *rig) outTo(from string) (texts []string) {
	r.out.mu.Lock()
	defer r.out.mu.Unlock()
	for _, m := range r.out.raw {
		if m.To == from && m.Name != "" {
			text, _, _ := strings.Cut(m.Text, "\n\nSource:")
			texts = append(texts, text)
		}
	}
	return texts
}

func TestTwentyOperatorsTakeFiftyConversations(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{replicas: 2})
	r.slack.Wait(time.Minute) // that one press is in time is tested, and a thousand are measured, where nothing else runs
	const operators, conversations = 20, 50
	var people []*slacktest.Person
	for i := range operators {
		_, p := r.hire(fmt.Sprintf("Op%02d", i), routing.RoleOperator, "support")
		people = append(people, p)
	}
	cards := make([]slacktest.Message, conversations)
	for i := range cards {
		r.says(fmt.Sprintf("r%02d", i), "please phone me back")
	}
	for i := range cards {
		cards[i] = r.card(fmt.Sprintf("r%02d", i), "nobody yet")
	}
	var wg sync.WaitGroup
	for _, p := range people {
		wg.Go(func() {
			for i := range cards {
				if a := p.PressOn(cards[i], "Take"); a.Status != 200 {
					t.Errorf("not acknowledged: %+v", a)
				}
			}
		})
	}
	wg.Wait()
	for i := range cards {
		r.card(fmt.Sprintf("r%02d", i), "taken")
	}
	told := func() (n int) {
		for _, p := range people {
			for _, m := range r.slack.Whispers(p) {
				if has(m.Shown(), "has already taken this conversation") {
					n++
				}
			}
		}
		return n
	}
	const late = conversations * (operators - 1)
	r.until("whoever was late is told", func() bool { return told() >= late }) // a press is answered in time, and may be carried out after that
	if n := told(); n != late {
		t.Errorf("%d were told who has it, want %d", n, late)
	}
	var owned, taken int
	err := r.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM conversations WHERE owner_id IS NOT NULL), (SELECT count(*) FROM events WHERE what = 'taken')`).Scan(&owned, &taken)
	if err != nil || owned != conversations || taken != conversations {
		t.Errorf("%d owned, %d taken, %v", owned, taken, err)
	}
}
