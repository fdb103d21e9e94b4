package routing_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/routing"
)

// leave has all operators leave.
func (r *rig) leave() {
	r.t.Helper()
	if _, err := r.pool.Exec(r.t.Context(), `UPDATE operators SET presence = 'offline'`); err != nil {
		r.t.Fatal(err)
	}
}

// waitsSince is since when the customer of a conversation waits, and in the queue.
func (r *rig) waitsSince(conv int64) (waits, queued time.Time) {
	r.t.Helper()
	if err := r.pool.QueryRow(r.t.Context(), `SELECT waiting_since, queued_at FROM conversations WHERE id = $1`, conv).Scan(&waits, &queued); err != nil {
		r.t.Fatal(err)
	}
	return waits, queued
}

// Who waits while nobody is there is answered what he asks besides, if it is beyond doubt, and keeps his place; that he waits on he is told once.
func TestWhoWaitsForNobodyIsAnsweredWhatHeAsksBesides(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.leave()
	h, drafts := r.asks("c1", "maybe you have a family season ticket?")
	if len(drafts) != 1 {
		t.Fatalf("drafts %+v", drafts)
	}
	waits, queued := r.waitsSince(h.ID)
	r.asks("c1", "ok then how do I reset the router")
	r.asks("c1", "thanks")
	h, left := r.asks("c1", "Where is the page with the prices?")
	h, _ = r.asks("c1", "ok")
	r.sent("None of my colleagues is available", "Hold the button for ten seconds.\n\nYour earlier question still waits for a person.", "It is there.")
	if texts := r.out.texts(); strings.Contains(texts[1], "Did that help?") || strings.Contains(texts[2], "still waits") {
		t.Errorf("sent %q", texts)
	}
	if w, q := r.waitsSince(h.ID); !w.Equal(waits) || !q.Equal(queued) || h.Position != 1 {
		t.Errorf("he waits since %s, not %s; queued %s, not %s; position %d", w, waits, q, queued, h.Position)
	}
	if len(left) != 1 || left[0].ID != drafts[0].ID {
		t.Errorf("drafts %+v, before %+v", left, drafts)
	}
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var both []string
	for _, it := range items {
		if strings.Contains(it.Text, "reset the router") || strings.Contains(it.Text, "Hold the button") {
			both = append(both, it.Author)
		}
	}
	if strings.Join(both, " ") != "customer assistant" {
		t.Errorf("the operator sees %q", both)
	}
	r.head("c1", summary("Asks: maybe you have a family season ticket?"))
	if q, _, err := r.Asked(t.Context(), r.op, h.ID); err != nil || q.Text != "maybe you have a family season ticket?" {
		t.Errorf("what waits is %q, %v", q.Text, err)
	}
}

// After a person has written and left it in the queue again, he is told once more.
func TestThatHeWaitsIsToldAgainAfterAPersonHasWritten(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.leave()
	h, _ := r.asks("c1", "maybe you have a family season ticket?")
	r.asks("c1", "how do I reset the router")
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	h = r.head("c1", state(routing.Owned))
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "I shall ask.", LastSeq: h.LastSeq}); err != nil {
		t.Fatal(err)
	}
	if err := r.Release(t.Context(), r.op, h.ID, "somebody else knows"); err != nil {
		t.Fatal(err)
	}
	r.leave()
	r.asks("c1", "Where is the page with the prices?")
	r.sent("None of my colleagues", "still waits", "I shall ask.", "still waits")
}

// Nothing else is answered in the queue, nor anything while somebody is there.
func TestWhatIsAnsweredInTheQueueStandsByItself(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.suggest.mu.Lock()
	r.suggest.by["parcel"] = []assist.Suggestion{suggestion("To the shop.", .95, "shop")}
	r.suggest.mu.Unlock()
	r.asks("c0", "maybe you have a family season ticket?")
	r.asks("c0", "how do I reset the router") // Ann is there
	r.leave()
	for from, text := range map[string]string{"c1": "and what about the router?", "c2": "maybe there is a lift?", "c3": "this is an outrage, how do I reset the router!!!", "c4": "how do I reset the router, or let me talk to a person",
		"c5": "my router is number 4711", "c6": "no, I mean how do I reset the router", "c7": "where do I send the parcel back", "c8": "somebody stole my card, how do I reset the router"} {
		r.asks(from, "maybe you have a family season ticket?")
		r.asks(from, text)
	}
	for _, text := range r.out.texts() {
		if strings.Contains(text, "Hold the button") || strings.Contains(text, "still waits") || strings.Contains(text, "To the shop") {
			t.Errorf("sent %q", r.out.texts())
		}
	}
}

// Outside hours nobody is there, whoever is signed in.
func TestOutsideHoursNobodyIsThere(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if _, err := r.pool.Exec(t.Context(), `UPDATE departments SET hours = '{"zone": "UTC"}'`); err != nil {
		t.Fatal(err)
	}
	r.asks("c1", "maybe you have a family season ticket?")
	r.asks("c1", "how do I reset the router")
	r.sent("We are closed at the moment", "still waits")
}

// That he waits is said in the customer's language.
func TestThatHeWaitsIsSaidInHisLanguage(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.leave()
	for lang, c := range map[string][3]string{
		"uk": {"чи є у вас сімейний квиток на сезон?", "тоді підкажіть, де знайти розклад автобусів", "й далі чекає"},
		"ru": {"есть ли у вас семейный билет на сезон?", "тогда подскажите, где найти расписание автобусов", "по-прежнему ждёт"},
		"de": {"gibt es bei Ihnen eine Familienkarte für die Saison?", "wo finde ich denn den Fahrplan der Busse", "wartet weiterhin"},
		"pl": {"czy macie państwo rodzinny bilet sezonowy?", "gdzie w takim razie znajdę rozkład autobusów", "nadal czeka"},
	} {
		s := suggestion("2026", .95, "net")
		s.Lang = lang
		r.suggest.mu.Lock()
		r.suggest.by[c[1]] = []assist.Suggestion{s}
		r.suggest.mu.Unlock()
		for i, text := range c[:2] {
			r.receive(channels.Inbound{Account: "chat", ID: lang + string(rune('0'+i)), From: lang, Lang: lang, Text: text})
			r.head(lang, func(h routing.Head) bool {
				return h.State == routing.Queued && r.count(`SELECT count(*) FROM lanes WHERE conversation_id = $1 AND consumer = 'desk' AND tail > done`, h.ID) == 0
			})
		}
		r.eventually(func() bool {
			texts := r.out.texts()
			return strings.HasPrefix(texts[len(texts)-1], "2026") && strings.Contains(texts[len(texts)-1], c[2])
		}, func() string { return strings.Join(r.out.texts(), "\n") })
	}
}

// What he makes of a question that was answered aside, and what he tells beside one, belongs to what he waits with.
func TestWhatIsChangedOrToldBesideAnAsideIsNotPassedOver(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.leave()
	h, _ := r.asks("c1", "maybe you have a family season ticket?")
	r.suggest.mu.Lock() // so that the next two are looked at together
	r.says("c1", "is there a lift at your place?")
	r.eventually(func() bool {
		return r.count(`SELECT count(*) FROM lanes WHERE conversation_id = $1 AND consumer = 'desk' AND lease_until > now()`, h.ID) == 1
	}, func() string { return "nobody looks" })
	time.Sleep(100 * time.Millisecond)
	r.says("c1", "My ticket number is 4711, the blue one")
	r.says("c1", "How do I reset the router?")
	r.suggest.mu.Unlock()
	r.sent("None of my colleagues is available", "still waits")
	told := func(words ...string) func(routing.Head) bool {
		return func(h routing.Head) bool {
			for _, w := range words {
				if !strings.Contains(h.Summary, w) {
					return false
				}
			}
			return !strings.Contains(h.Summary, "router")
		}
	}
	r.asks("c1", "ok")
	r.head("c1", told("4711", "season ticket"))
	r.receive(channels.Inbound{Account: "chat", Kind: channels.Edit, ID: "e1", Ref: "m4", From: "c1", Text: "my card was charged twice, who gives the money back?", Raw: []byte("x")})
	r.asks("c1", "thanks")
	r.head("c1", told("charged twice", "4711"))
	if texts := r.out.texts(); len(texts) != 2 {
		t.Errorf("sent %q", texts)
	}
}

// Whoever comes while a draft is looked for or read is there.
func TestWhoComesMeanwhileAnswersHimself(t *testing.T) {
	r, j := judgedRig(t, .4, "Hold")
	r.leave()
	r.asks("c1", "maybe you have a family season ticket?")
	j.mu.Lock()
	j.reads = func() {
		if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET presence = 'online'`); err != nil {
			t.Error(err)
		}
	}
	j.mu.Unlock()
	r.asks("c1", "how do I reset the router")
	if texts := r.out.texts(); len(j.log()) != 2 || len(texts) != 1 {
		t.Errorf("sent %q, the judge was asked %q", texts, j.log())
	}
}

// What is not answered aside waits with the rest: operators see the drafts for it that what was said before leads to.
func TestWhatIsNotAnsweredAsideIsSoughtInItsConversation(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.leave()
	r.asks("c1", "maybe you have a family season ticket?")
	r.asks("c1", "How much is the lift to the second floor?")
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	if last := r.suggest.was[len(r.suggest.was)-1]; len(last.Turns) < 2 {
		t.Errorf("drafts were made of %+v alone", last.Turns)
	}
	if alone := r.suggest.was[len(r.suggest.was)-2]; len(alone.Turns) != 1 {
		t.Errorf("it was not looked whether it stands by itself: %+v", alone.Turns)
	}
}
