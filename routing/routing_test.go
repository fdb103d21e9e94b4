package routing_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

func TestAssistantAnswersBeyondDoubtWithItsSource(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "my router does not restart")
	r.sent("Hold the button for ten seconds.")
	text := r.out.texts()[0]
	if !strings.Contains(text, "[NET · Title of Hold the button for ten seconds.](https://help.example/a)") {
		t.Errorf("the answer names no source: %q", text)
	}
	if len(r.out.sent[0].Choices) != 2 {
		t.Errorf("no question whether it helped: %q", r.out.sent[0].Choices)
	}
	h := r.head("c1", func(h routing.Head) bool { return h.Waiting.IsZero() })
	if h.State != routing.Assistant || h.Project != "net" {
		t.Errorf("state %s, project %q", h.State, h.Project)
	}
}

func TestASourceWithoutAPageOfItsOwnLeadsToTheHelpCentre(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "where is the page")
	r.sent("It is there.")
	if text := r.out.texts()[0]; !strings.Contains(text, "[NET · There](https://help.example/en/net/there)") {
		t.Errorf("the answer leads nowhere: %q", text)
	}
	r.eventually(func() bool {
		list, err := r.History(t.Context(), "chat", "c1", 0, 10)
		return err == nil && slices.ContainsFunc(list, func(e channels.Entry) bool {
			return len(e.Sources) == 1 && e.Sources[0].Link == "https://help.example/en/net/there"
		})
	}, func() string { return "the history has no page of the source" })
}

func TestWhatTheAssistantDoesNotKnowIsHandedOff(t *testing.T) {
	for text, want := range map[string]string{
		"nobody wrote this":   "does not answer this",
		"maybe":               "not sure",
		"pointless":           "does not answer this",
		"hidden discount":     "internal",
		"I want an operator!": "",
	} {
		t.Run(text, func(t *testing.T) {
			r := newRig(t, routing.Policy{})
			r.says("c1", text)
			h := r.head("c1", state(routing.Queued))
			if !strings.Contains(h.Reason, want) || h.Queued.IsZero() || h.Position != 1 || h.DepartmentName != "Support" {
				t.Errorf("handed off as %+v", h)
			}
			r.sent("You are next in line")
		})
	}
}

func TestOperatorTakesEditsTheDraftAndSends(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "maybe you can help")
	h := r.head("c1", state(routing.Queued))
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 || drafts[0].Text != "It may be so." {
		t.Fatalf("drafts %+v, %v", drafts, err)
	}
	key := "5f1e9a55-0000-4000-8000-000000000001"
	for range 3 { // a hasty operator presses three times
		_, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Key: key, Text: "It is so.", Draft: drafts[0].ID})
		if err != nil {
			t.Fatal(err)
		}
	}
	r.sent("You are next in line", "It is so.")
	h = r.head("c1", state(routing.Owned))
	if h.OwnerName != "Ann" || !h.Waiting.IsZero() {
		t.Errorf("after the reply: %+v", h)
	}
	if n := r.count(`SELECT count(*) FROM suggestions WHERE state = 'edited' AND distance > 0 AND operator_id = $1`, r.op); n != 1 {
		t.Errorf("%d drafts recorded as edited", n)
	}
	// the assistant is silent while a person has the conversation
	r.says("c1", "and my router?")
	r.eventually(func() bool {
		d, err := r.Drafts(t.Context(), r.op, h.ID)
		return err == nil && len(d) == 1 && strings.Contains(d[0].Text, "Hold the button")
	}, func() string { return "no new draft" })
	r.sent("You are next in line", "It is so.")
}

func TestRedeliveriesAreStoredOnce(t *testing.T) {
	r := newRig(t, routing.Policy{})
	in := channels.Inbound{Account: "chat", ID: "same", From: "c1", Text: "nobody knows"}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if err := r.Receive(t.Context(), in); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`); n != 1 {
		t.Errorf("%d messages stored", n)
	}
	if n := r.count(`SELECT count(*) FROM conversations`); n != 1 {
		t.Errorf("%d conversations", n)
	}
}

func TestManyFirstMessagesAtOnceMakeOnePersonAndKeepTheirOrder(t *testing.T) {
	r := newRig(t, routing.Policy{})
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			err := r.Receive(t.Context(), channels.Inbound{Account: "chat", ID: fmt.Sprintf("x%d", i), From: "c1", Text: fmt.Sprint(i)})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if a, b, c := r.count(`SELECT count(*) FROM subscribers`), r.count(`SELECT count(*) FROM conversations`), r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`); a != 1 || b != 1 || c != 30 {
		t.Errorf("%d subscribers, %d conversations, %d messages", a, b, c)
	}
	for i := range 20 {
		r.says("c2", fmt.Sprintf("line %02d", i))
	}
	h := r.head("c2", func(h routing.Head) bool { return h.LastText != "" })
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var last string
	for _, it := range items {
		if it.Author == "customer" && it.Sort == "message" {
			if it.Text <= last {
				t.Errorf("%q after %q", it.Text, last)
			}
			last = it.Text
		}
	}
}

func TestOneOwnerOnly(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	ops := []int64{r.op}
	for i := range 9 {
		ops = append(ops, r.operator(fmt.Sprintf("o%d@lumen.example", i), fmt.Sprintf("O%d", i), routing.RoleOperator, "support"))
	}
	var mu sync.Mutex
	won, told := 0, 0
	var wg sync.WaitGroup
	for _, op := range ops {
		wg.Go(func() {
			err := r.Take(t.Context(), op, h.ID)
			mu.Lock()
			defer mu.Unlock()
			var taken routing.TakenError
			switch {
			case err == nil:
				won++
			case errors.As(err, &taken) && taken.By != "":
				told++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 || told != 9 {
		t.Errorf("%d own it, %d were told who does", won, told)
	}
}

func TestFeedbackDecides(t *testing.T) {
	t.Run("it helped", func(t *testing.T) {
		r := newRig(t, routing.Policy{})
		r.says("c1", "router")
		r.sent("Hold the button")
		r.receive(channels.Inbound{Account: "chat", ID: "p", Kind: channels.Press, From: "c1", Text: "Yes, thank you", Ref: "ext-" + r.out.sent[0].Key})
		r.sent("Hold the button", "Glad it helped")
		if h := r.head("c1", state(routing.Closed)); h.Disposition != "solved" {
			t.Errorf("closed as %q", h.Disposition)
		}
		if r.count(`SELECT count(*) FROM suggestions WHERE helped`) != 1 {
			t.Error("the customer's word was not recorded")
		}
	})
	t.Run("it helped, and a person is wanted all the same", func(t *testing.T) {
		r := newRig(t, routing.Policy{})
		r.says("c1", "router")
		r.sent("Hold the button")
		r.says("c1", "Thanks, that helped. Please connect me with an operator")
		r.head("c1", func(h routing.Head) bool { return h.State != routing.Assistant })
		if n := r.count(`SELECT count(*) FROM suggestions WHERE NOT helped`); n != 0 {
			t.Errorf("%d are said not to have helped", n)
		}
	})
	t.Run("it did not", func(t *testing.T) {
		r := newRig(t, routing.Policy{})
		r.says("c1", "router")
		r.sent("Hold the button")
		r.receive(channels.Inbound{Account: "chat", ID: "p", Kind: channels.Press, From: "c1", Text: "I need a person", Ref: "ext-" + r.out.sent[0].Key})
		r.head("c1", state(routing.Queued))
		if r.count(`SELECT count(*) FROM suggestions WHERE NOT helped`) != 1 {
			t.Error("the customer's word was not recorded")
		}
	})
}

func TestNotesStayInside(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Note(t.Context(), r.op, h.ID, "secret-note"); err != nil {
		t.Fatal(err)
	}
	r.sent("next in line")
	var entries []channels.Entry
	r.eventually(func() (ok bool) {
		var err error
		if entries, err = r.History(t.Context(), "chat", "c1", 0, 100); err != nil {
			t.Fatal(err)
		}
		return len(entries) == 2
	}, func() string { return fmt.Sprintf("the customer sees %+v", entries) })
	for _, e := range entries {
		if strings.Contains(e.Text, "secret-note") {
			t.Error("the customer sees a note")
		}
	}
}

func TestDeliveryFates(t *testing.T) {
	fail := func(e *channels.SendError, times int) func(channels.Outbound) error {
		return func(channels.Outbound) error {
			if times--; times >= 0 {
				return e
			}
			return nil
		}
	}
	boom := errors.New("boom")
	for name, c := range map[string]struct {
		fail  func(channels.Outbound) error
		state string
		sent  int
	}{
		"a rate limit is waited for":                       {fail(&channels.SendError{Fate: channels.Retry, After: 50 * time.Millisecond, Err: boom}, 2), "sent", 2},
		"a refused message is shown failed":                {fail(&channels.SendError{Fate: channels.Rejected, Err: boom}, 1), "failed", 1},
		"an unknown outcome is tried once more and marked": {fail(&channels.SendError{Fate: channels.Unknown, Err: boom}, 1), "sent", 2},
		"twice unknown is uncertain":                       {fail(&channels.SendError{Fate: channels.Unknown, Err: boom}, 2), "uncertain", 1},
		"a block cancels the rest":                         {fail(&channels.SendError{Fate: channels.BlockedByUser, Err: boom}, 1), "failed", 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, routing.Policy{})
			r.says("c1", "nobody knows")
			h := r.head("c1", state(routing.Queued))
			r.sent("next in line")
			r.out.mu.Lock()
			r.out.fail = c.fail
			r.out.mu.Unlock()
			for _, text := range []string{"first", "second"} {
				_, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: text})
				if err != nil && !errors.Is(err, routing.ErrBlocked) { // the block may be known before the second
					t.Fatal(err)
				}
			}
			r.eventually(func() bool {
				return r.count(`SELECT count(*) FROM messages WHERE text = 'first' AND state = $1`, c.state) == 1 &&
					r.count(`SELECT count(*) FROM messages WHERE state IN ('queued', 'sending')`) == 0
			}, func() string {
				var s string
				r.pool.QueryRow(t.Context(), `SELECT string_agg(text||':'||state||':'||coalesce(error,''), ', ') FROM messages`).Scan(&s)
				return s
			})
			if n := len(r.out.texts()) - 1; n != c.sent {
				t.Errorf("%d sent, want %d", n, c.sent)
			}
		})
	}
}

func TestClosedConversationsReopenButNotForThanks(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{}); err == nil {
		t.Error("closed without a disposition")
	}
	if err := r.CloseConversation(t.Context(), r.op, h.ID, routing.Closing{Disposition: "informed"}); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "thanks!")
	if h := r.head("c1", func(h routing.Head) bool { return h.LastText == "thanks!" }); h.State != routing.Closed {
		t.Errorf("thanks reopened it: %s", h.State)
	}
	r.says("c1", "nobody knows this either")
	if again := r.head("c1", state(routing.Queued)); again.ID != h.ID {
		t.Error("a new conversation instead of the old one")
	}
}

func TestSilentOwnersLoseTheConversation(t *testing.T) {
	r := newRig(t, routing.Policy{TakeBack: time.Millisecond})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	r.sweptUntil(func() bool { return r.count(`SELECT count(*) FROM conversations WHERE state = 'queued'`) == 1 }, "still owned")
}

func TestSnoozeEndsWhenTheCustomerWrites(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Snooze(t.Context(), r.op, h.ID, time.Now().Add(time.Hour), "waits for a part", false); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "any news?")
	if h := r.head("c1", state(routing.Owned)); h.Owner != r.op {
		t.Errorf("back at %d", h.Owner)
	}
}

func TestPushDepartmentsAssignToFreeSeats(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if _, err := r.pool.Exec(t.Context(), `UPDATE departments SET assignment = 'push' WHERE key = 'support'`); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET capacity = 1`); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "nobody knows one")
	first := r.head("c1", state(routing.Owned))
	r.says("c2", "nobody knows two")
	r.head("c2", state(routing.Queued))
	if err := r.CloseConversation(t.Context(), r.op, first.ID, routing.Closing{Disposition: "solved"}); err != nil {
		t.Fatal(err)
	}
	r.head("c2", state(routing.Owned)) // the queue drains when a seat frees
}

func TestOperatorsSeeTheirDepartmentsOnly(t *testing.T) {
	r := newRig(t, routing.Policy{})
	sales := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	for name, err := range map[string]error{
		"head":   second(r.Head(t.Context(), sales, h.ID)),
		"take":   r.Take(t.Context(), sales, h.ID),
		"note":   r.Note(t.Context(), sales, h.ID, "x"),
		"reply":  second(r.Reply(t.Context(), sales, h.ID, routing.Reply{Text: "x"})),
		"close":  r.CloseConversation(t.Context(), sales, h.ID, routing.Closing{Disposition: "x"}),
		"person": second(r.Subscriber(t.Context(), sales, h.Subscriber)),
		"drafts": second(r.Drafts(t.Context(), sales, h.ID)),
	} {
		if !errors.Is(err, routing.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	heads, err := r.Heads(t.Context(), sales, routing.Filter{})
	if err != nil || len(heads) != 0 {
		t.Errorf("%d heads, %v", len(heads), err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestCalls(t *testing.T) {
	r := newRig(t, routing.Policy{})
	call := func(id, text string, partial, us bool) channels.Inbound {
		r.n++
		return channels.Inbound{Account: "line", ID: fmt.Sprintf("e%d", r.n), Kind: channels.Message, From: "+12025550101", Text: text, FromUs: us,
			Call: &channels.Call{ID: "call1", Live: true, Segment: id, Partial: partial}}
	}
	r.receive(channels.Inbound{Account: "line", ID: "e0", Kind: channels.CallBegan, From: "+12025550101", Call: &channels.Call{ID: "call1", Live: true, Direction: "inbound"}})
	r.receive(call("s1", "good day", false, true))
	r.receive(call("s2", "my rout", true, false))
	r.receive(call("s2", "my router is dead", false, false))
	r.receive(call("s2", "late partial", true, false))
	h := r.head("+12025550101", state(routing.Queued))
	if !h.Live || h.OneWay == "" {
		t.Errorf("%+v", h)
	}
	r.eventually(func() bool {
		d, err := r.Drafts(t.Context(), r.op, h.ID)
		return err == nil && len(d) == 1
	}, func() string { return "no suggestion during the call" })
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, it := range items {
		if it.Sort == "message" {
			said = append(said, it.Author+": "+it.Text)
		}
	}
	if got := strings.Join(said, "; "); got != "operator: good day; customer: my router is dead" {
		t.Errorf("said %q", got)
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "x"}); !errors.Is(err, routing.ErrNoWay) {
		t.Errorf("replied on a call: %v", err)
	}
	if len(r.out.texts()) != 0 {
		t.Errorf("sent %q", r.out.texts())
	}
	r.receive(channels.Inbound{Account: "line", ID: "e99", Kind: channels.CallEnded, From: "+12025550101", Call: &channels.Call{ID: "call1"}})
	r.head("+12025550101", func(h routing.Head) bool { return !h.Live })
}

// TestTheEndOfACallThatNobodyKnowsMakesNoConversation: it is told, and may be told again once the call is known.
func TestTheEndOfACallThatNobodyKnowsMakesNoConversation(t *testing.T) {
	r := newRig(t, routing.Policy{})
	end := channels.Inbound{Account: "line", ID: "k#ended", Kind: channels.CallEnded, From: "+12025550101", Call: &channels.Call{ID: "k"}}
	if err := r.Receive(t.Context(), end); !errors.Is(err, channels.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if n := r.count(`SELECT (SELECT count(*) FROM conversations) + (SELECT count(*) FROM subscribers) + (SELECT count(*) FROM inbound_events)`); n != 0 {
		t.Errorf("%d rows are left of it", n)
	}
	r.receive(channels.Inbound{Account: "line", ID: "k/1", Kind: channels.Message, From: "+12025550101", Text: "hello", Call: &channels.Call{ID: "k", Live: true, Segment: "1"}})
	r.receive(end)
	r.head("+12025550101", func(h routing.Head) bool { return !h.Live })
}

// What a call is about may be named at its beginning, and be in the recogniser's second guess.
func TestTheAssistantHearsTheWholeCall(t *testing.T) {
	r := newRig(t, routing.Policy{})
	segment := func(i int, text string, us bool, others ...string) {
		r.receive(channels.Inbound{Account: "line", ID: fmt.Sprint("e", i), Kind: channels.Message, From: "+12025550101", Text: text, FromUs: us,
			Call: &channels.Call{ID: "call1", Live: true, Segment: fmt.Sprint(i), Others: others}})
	}
	segment(1, "it is about lumen that", false, "it is about lumen net", "")
	for i := 2; i < 40; i++ {
		segment(i, "one moment please", true)
	}
	segment(40, "my router is dead", false)
	r.eventually(func() bool {
		r.suggest.mu.Lock()
		defer r.suggest.mu.Unlock()
		for _, d := range r.suggest.was {
			if len(d.Turns) == 40 && d.Call && d.Turns[0].Customer && slices.Equal(d.Turns[0].Others, []string{"it is about lumen net", ""}) && d.Turns[39].Text == "my router is dead" {
				return true
			}
		}
		return false
	}, func() string { return "the assistant did not hear the whole call" })
}

func TestCallIsAnsweredOnAnotherChannelOfTheCaller(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.receive(channels.Inbound{Account: "chat", ID: "k1", From: "c1", Text: "nobody knows", Known: []channels.Address{{Kind: "phone", Value: "+12025550101"}}})
	r.sent("in line")
	r.receive(channels.Inbound{Account: "line", ID: "e0", Kind: channels.CallBegan, From: "+12025550101", Call: &channels.Call{ID: "call1", Live: true}})
	h := r.head("+12025550101", state(routing.Queued))
	s, err := r.Subscriber(t.Context(), r.op, h.Subscriber)
	if err != nil {
		t.Fatal(err)
	}
	var via int64
	for _, a := range s.Addresses {
		if a.Account == "chat" && a.OneWay == "" {
			via = a.ID
		}
	}
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: "here is the link", Via: via}); err != nil {
		t.Fatal(err)
	}
	r.sent("in line", "here is the link")
}

func TestEditsDeletionsReactionsAlbumsAndBlocks(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.receive(channels.Inbound{Account: "chat", ID: "a", From: "c1", Text: "nobody knws"})
	r.receive(channels.Inbound{Account: "chat", ID: "a-e", Kind: channels.Edit, From: "c1", Ref: "a", Text: "nobody knows"})
	r.receive(channels.Inbound{Account: "chat", ID: "a-r", Kind: channels.Reaction, From: "c1", Ref: "a", Text: "👍"})
	for i := range 6 {
		r.receive(channels.Inbound{Account: "chat", ID: fmt.Sprintf("p%d", i), From: "c1", Group: "album", Files: []channels.File{{Name: "x.jpg", Type: "image/jpeg", Data: []byte("x")}}})
	}
	r.receive(channels.Inbound{Account: "chat", ID: "b", From: "c1", Text: "oops"})
	r.receive(channels.Inbound{Account: "chat", ID: "b-d", Kind: channels.Delete, From: "c1", Ref: "b"})
	r.receive(channels.Inbound{Account: "chat", ID: "bl", Kind: channels.Blocked, From: "c1"})
	h := r.head("c1", func(h routing.Head) bool { return h.Blocked })
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range items {
		if it.Sort == "message" && it.Author == "customer" {
			got = append(got, fmt.Sprintf("%s edited=%v deleted=%v %s files=%d", it.Text, it.Edited, it.Deleted, it.Reaction, len(it.Files)))
		}
	}
	want := []string{"nobody knows edited=true deleted=false 👍 files=0", " edited=false deleted=false  files=6", "oops edited=false deleted=true  files=0"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", got)
	}
	if err := r.Receive(t.Context(), channels.Inbound{Account: "chat", ID: "z", Kind: channels.Delete, From: "c1", Ref: "unheard"}); !errors.Is(err, channels.ErrInvalid) {
		t.Errorf("deletion of nothing: %v", err)
	}
	if n := r.count(`SELECT count(*) FROM inbound_events WHERE dead IS NOT NULL`); n != 1 {
		t.Errorf("%d dead letters", n)
	}
}

func TestHostileTextIsStoredCleaned(t *testing.T) {
	r := newRig(t, routing.Policy{})
	for i, text := range []string{"a\x00b", "\xff\xfe bad", "a\u202etxt.exe", "tag\U000E0041s", strings.Repeat("ї", 300_000)} {
		r.receive(channels.Inbound{Account: "chat", ID: fmt.Sprint(i), From: "c1", Text: text, Raw: []byte(text)})
	}
	if n := r.count(`SELECT count(*) FROM messages WHERE author = 'customer'`); n != 5 {
		t.Errorf("%d stored", n)
	}
	for name, in := range map[string]channels.Inbound{
		"no sender": {Account: "chat", ID: "n1", Text: "x"},
		"empty":     {Account: "chat", ID: "n2", From: "c1"},
		"no id":     {Account: "chat", From: "c1", Text: "x"},
		"odd kind":  {Account: "chat", ID: "n3", From: "c1", Text: "x", Kind: "odd"},
	} {
		if err := r.Receive(t.Context(), in); !errors.Is(err, channels.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
