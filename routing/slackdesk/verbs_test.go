package slackdesk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

func TestWhatIsTypedInAThreadIsANote(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	stranger := r.slack.User("Guest", "guest@elsewhere.example")
	ts := r.olha.Say(card.Channel, card.TS, "he called <@"+stranger.ID+"> yesterday &amp; <https://lumen.example|here>")
	stranger.Say(card.Channel, card.TS, "I am no operator")
	notes := func() (list []string) {
		items, err := r.router.Timeline(t.Context(), r.op, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			if it.Sort == "note" {
				list = append(list, fmt.Sprintf("%s: %s %v", it.Operator, it.Text, it.Deleted))
			}
		}
		return list
	}
	r.until("two notes", func() bool { return len(notes()) == 2 })
	if got := strings.Join(notes(), "|"); !has(got, "Olha: he called @Guest yesterday & here (https://lumen.example) false", "Guest: I am no operator false") {
		t.Errorf("notes %s", got)
	}
	r.olha.Edit(card.Channel, ts, "he called today")
	r.until("the edit", func() bool { return has(strings.Join(notes(), "|"), "Olha: he called today") })
	r.olha.Delete(card.Channel, ts)
	r.until("the deletion", func() bool { return has(strings.Join(notes(), "|"), "today true") })
	if err := r.router.Note(t.Context(), r.op, 1, "from the browser desk <!here>"); err != nil {
		t.Fatal(err)
	}
	r.reply(card, "Note of Olha", "from the browser desk <!here>")
	r.slack.Settle()
	if n := r.out.byOperators(); len(n) != 0 {
		t.Errorf("notes went to the customer: %q", n)
	}
	r.ok(stranger.Press(card.Channel, card.TS, "Take"))
	r.whispered(stranger, "Only operators may do this")
	r.card("c1", "nobody yet")
}

func TestLiveModeSendsAfterFiveSecondsUnlessUndone(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	r.card("c1", "Live mode", "Olha")
	undone := r.olha.Say(card.Channel, card.TS, "not this one")
	sent := r.olha.Say(card.Channel, card.TS, "Good &amp; day")
	waits := r.reply(card, "goes to the customer", "not this one")
	r.ok(r.olha.Press(card.Channel, waits.TS, "Undo"))
	r.reply(card, "not sent: not this one")
	if n := r.out.byOperators(); len(n) != 0 {
		t.Errorf("sent before five seconds: %q", n)
	}
	r.sent("Good & day")
	r.reply(card, "Olha to the customer", "Good & day", "sent")
	r.olha.Edit(card.Channel, sent, "Good evening")
	r.until("the edit at the customer's", func() bool { return has(strings.Join(r.out.all(), "|"), "reworded: Good evening") })
	r.olha.Edit(card.Channel, sent, ":lumen_logo:") // which nobody else can show, but he has deleted nothing
	r.until("the edit at the customer's", func() bool { return has(strings.Join(r.out.all(), "|"), "reworded: :lumen_logo:") })
	r.olha.Delete(card.Channel, sent)
	r.until("the deletion at the customer's", func() bool { return has(strings.Join(r.out.all(), "|"), "unsent") })
	r.olha.Delete(card.Channel, undone)

	other, petro := r.hire("Petro", routing.RoleOperator, "support")
	petro.Say(card.Channel, card.TS, "I think he means the modem")
	r.olha.Say(card.Channel, card.TS, "One moment")
	r.reply(card, "goes to the customer", "One moment")
	if err := r.router.Transfer(t.Context(), r.op, 1, routing.Target{Operator: other}, "he knows modems"); err != nil {
		t.Fatal(err)
	}
	r.reply(card, "Not sent", "One moment")
	r.until("live mode is over", func() bool { return !has(r.card("c1").Shown(), "Live mode") })
	r.until("Petro is told", func() bool {
		list := r.slack.Directs(petro)
		return len(list) == 1 && has(list[0].Shown(), "Olha handed this conversation to you")
	})
	r.slack.Settle()
	if n := r.out.byOperators(); len(n) != 1 {
		t.Errorf("sent %q", n)
	}
}

// What was typed before live mode was on is a note, though Slack delivers it later, whatever its clock shows.
func TestWhatWasTypedBeforeLiveModeStaysANote(t *testing.T) {
	t.Parallel()
	for _, ahead := range []time.Duration{0, -time.Minute, time.Minute} {
		t.Run(ahead.String(), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, config{})
			r.slack.Ahead(ahead)
			r.says("c1", "my router is dead")
			card := r.card("c1")
			r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
			r.card("c1", "taken")
			deliver := r.olha.SayLate(card.Channel, card.TS, "he is rude")
			r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
			r.ok(r.olha.PressModal("Live mode on"))
			r.card("c1", "Live mode", "Olha")
			deliver()
			r.until("it is a note", func() bool {
				var n int
				return r.pool.QueryRow(t.Context(), `SELECT count(*) FROM notes WHERE text = 'he is rude'`).Scan(&n) == nil && n == 1
			})
			r.olha.Say(card.Channel, card.TS, "Good day")
			r.sent("Good day")
			if n := r.out.byOperators(); len(n) != 1 {
				t.Errorf("sent %q", n)
			}
		})
	}
}

func TestAStaleDraftDoesNotSendButSaysWhy(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "my router is dead")
	card := r.card("c1", "router")
	stale := r.reply(card, "Hold the button")
	r.says("c1", "no wait, it is the modem")
	r.ok(r.olha.PressOn(stale, "Send"))
	r.whispered(r.olha, "the customer has written something new")
	r.reply(card, "Suggested answers", "withdrawn")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.says("c1", "the router again")
	fresh := r.reply(card, "Hold the button", "almost certain")
	r.ok(r.olha.Press(card.Channel, fresh.TS, "Not this"))
	r.ok(r.olha.Submit(map[string]any{"why": "out of date", "text": "we have new ones"}))
	var reason string
	r.until("the dismissal", func() bool {
		return r.pool.QueryRow(t.Context(), `SELECT reason FROM suggestions WHERE state = 'dismissed'`).Scan(&reason) == nil
	})
	if reason != "out of date: we have new ones" {
		t.Errorf("reason %q", reason)
	}
	r.reply(card, "Pull the plug", "Dismissed: “Hold the button")
	r.ok(r.olha.Press(card.Channel, card.TS, "Send draft")) // the second one
	r.sent("Pull the plug.")
}

func TestADraftThatWasDismissedByMistakeIsOnOfferAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	dismissed := func() (n int) {
		t.Helper()
		if err := r.pool.QueryRow(t.Context(), `SELECT count(*) FROM suggestions WHERE state = 'dismissed'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	r.says("c1", "the router again")
	card := r.card("c1", "router")
	for n, text := range []string{"Hold the button", "Pull the plug"} {
		post := r.reply(card, text, "Not this")
		r.ok(r.olha.PressOn(post, "Not this"))
		r.ok(r.olha.Submit(map[string]any{"why": "does not answer the question"}))
		r.reply(card, "Dismissed: “"+text)
		if got := dismissed(); got != n+1 {
			t.Fatalf("%d dismissed, want %d", got, n+1)
		}
	}
	all := r.reply(card, "~Suggested answers~ dismissed", "Dismissed: “Hold the button", "Dismissed: “Pull the plug")
	r.ok(r.olha.PressOn(all, "Undo"))
	again := r.reply(card, "almost certain", "Dismissed: “Pull the plug")
	if dismissed() != 1 || has(again.Shown(), "Dismissed: “Hold the button") {
		t.Fatalf("%d dismissed; it shows %s", dismissed(), again.Shown())
	}
	r.ok(r.olha.PressOn(all, "Undo")) // a second press, or Slack's repetition
	r.ok(r.olha.PressOn(again, "Send"))
	r.sent("Hold the button for ten seconds.")
	r.until("nothing is to be undone when it is answered", func() bool {
		return !has(r.reply(card, "Suggested answers").Shown(), "Undo")
	})
	if dismissed() != 1 {
		t.Error("an answer has taken back that the other draft was dismissed")
	}
}

func TestSnoozeTransferAskAndSearch(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	_, petro := r.hire("Petro", routing.RoleOperator, "billing")
	r.says("c1", "unsure about refunds")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Snooze"))
	r.ok(r.olha.Submit(nil))
	if _, errors := r.slack.Modal(r.olha); errors["until"] == "" {
		t.Errorf("no error at the field: %v", errors)
	}
	r.ok(r.olha.Submit(map[string]any{"until": "tomorrow", "outlast": []string{"yes"}, "text": "waits for the bank"}))
	r.card("c1", "until <!date^")
	r.ok(r.olha.Press(card.Channel, card.TS, "Continue now"))
	r.card("c1", "taken")

	r.ok(r.olha.Press(card.Channel, card.TS, "Ask a colleague"))
	r.ok(r.olha.Submit(map[string]any{"text": "Is a refund due?", "to": petro.ID}))
	r.until("Petro is asked", func() bool {
		list := r.slack.Directs(petro)
		return len(list) == 1 && has(list[0].Shown(), "Is a refund due?", "Customer: unsure about refunds")
	})
	petro.Tell(r.slack.Directs(petro)[0].TS, "Yes, within 14 days.")
	r.reply(card, "Suggested answers", "Yes, within 14 days.", "Answer of Petro")
	r.ok(r.olha.Press(card.Channel, card.TS, "Send draft"))
	r.sent("Yes, within 14 days.")

	r.ok(r.olha.Press(card.Channel, card.TS, "Search knowledge"))
	r.ok(r.olha.Type("find", "returns"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "Refunds for returns", "Within 14 days.") {
		t.Errorf("results: %s", text)
	}
	r.ok(r.olha.PressModal("Insert into a reply"))
	r.ok(r.olha.Submit(map[string]any{"files": []string{r.olha.Put("form.txt", []byte("the form"))}}))
	r.sent("Yes, within 14 days.", "Within 14 days.")
	if f := r.out.raw[len(r.out.raw)-1].Files; len(f) != 1 || f[0].Name != "form.txt" || string(f[0].Data) != "the form" {
		t.Errorf("files %+v", f)
	}

	r.ok(r.olha.Press(card.Channel, card.TS, "Transfer"))
	var billing int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'billing'`).Scan(&billing); err != nil {
		t.Fatal(err)
	}
	r.ok(r.olha.Submit(map[string]any{"to": fmt.Sprintf("d%d", billing), "text": "money"}))
	r.card("c1", "Billing", "in the queue")
	r.reply(card, "transferred by Olha to Billing: money")
}

func TestMaskedDataIsShownForAReasonToWhoAsks(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "write to maria@home.example please")
	card := r.card("c1")
	said := r.reply(card, "Maria c1")
	if strings.Contains(said.Shown()+said.Text+card.Shown()+card.Text, "maria@home") {
		t.Errorf("an address is shown: %s", said.Shown())
	}
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Show masked data"))
	r.ok(r.olha.Submit(map[string]any{"what": "messages", "text": "he asked for an e-mail"}))
	if text, _ := r.slack.Modal(r.olha); !has(text, "write to maria@home.example please", "For ten minutes") {
		t.Errorf("not shown: %s", text)
	}
	r.reply(card, "masked data was shown by Olha: he asked for an e-mail")
	if _, err := r.pool.Exec(t.Context(), `UPDATE slack_reveals SET until = now()`); err != nil {
		t.Fatal(err)
	}
	r.until("the window closes", func() bool { text, _ := r.slack.Modal(r.olha); return has(text, "over") && !has(text, "maria@home") })
}

func TestEmojiAreVerbsOfOperatorsAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	stranger := r.slack.User("Guest", "")
	stranger.Join(card.Channel)
	r.olha.Join(card.Channel)
	stranger.React(card.Channel, card.TS, "eyes", true)
	r.whispered(stranger, "Only operators")
	r.card("c1", "nobody yet")
	r.olha.React(card.Channel, card.TS, "eyes", true)
	r.card("c1", "<@"+r.olha.ID+">")
	r.olha.React(card.Channel, card.TS, "white_check_mark", true)
	r.card("c1", "closed: not answered")
	r.whispered(r.olha, "Closed as *not answered*", "nobody has answered", "Choose another ending")
}

func TestCommandsAndHome(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "hello, a question of mine")
	card := r.card("c1")
	_, boss := r.hire("Boss", routing.RoleAdministrator)
	for command, words := range map[string][]string{
		"": {"queue", "who waits"}, "help": {"search"}, "queue": {"In the queue (1)", "Maria c1"}, "mine": {"You have no conversations"}, "me": {"Messages sent"},
		"search refund": {"Refunds for refund", "Within 14 days"}, "find subscriber Maria": {"1 found", "Maria c1"}, "call 12": {"Write the number"},
		"away": {"You are away"}, "back": {"You are at work"}, "nonsense": {"There is no “nonsense”"}, "bind billing": {"Your role does not allow this"},
		"name Olha K.": {"Customers see you as “Olha K.”"}, "answer": {"write the report's number"},
	} {
		before := len(r.slack.Whispers(r.olha))
		r.ok(r.olha.Command(card.Channel, "/switchboard", command))
		list := r.slack.Whispers(r.olha)
		if len(list) != before+1 || !has(strings.ToLower(list[len(list)-1].Shown()), lower(words)...) {
			t.Errorf("/switchboard %s: %+v", command, list[before:])
		}
	}
	r.ok(boss.Command(card.Channel, "/switchboard", "bind billing #money"))
	if r.slack.ChannelNamed("money") == "" {
		t.Errorf("no channel was made: %+v", r.slack.Whispers(boss))
	}
	petro := r.slack.User("Petro", "petro@other.example")
	r.ok(boss.Command(card.Channel, "/switchboard", "map <@"+petro.ID+"> olha@lumen.example"))
	r.ok(petro.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "<@"+petro.ID+">")
	r.ok(boss.Command(card.Channel, "/switchboard", "map <@"+r.olha.ID+"> olha@lumen.example"))

	r.olha.OpenHome()
	r.until("the Home tab", func() bool { return has(r.slack.Home(r.olha), "Mine (1)", "New tariffs", "Today", "At work") })
	r.ok(r.olha.PressHome("Propose an improvement"))
	r.ok(r.olha.Submit(map[string]any{"text": "Better headsets"}))
	r.until("the head is told", func() bool {
		list := r.slack.Directs(boss)
		return len(list) == 1 && has(list[0].Text, "Proposal", "Better headsets")
	})
	r.ok(boss.Command(card.Channel, "/switchboard", "answer 1 They are ordered"))
	r.until("Olha reads the answer", func() bool {
		list := r.slack.Directs(r.olha)
		return len(list) > 0 && has(list[len(list)-1].Text, "They are ordered")
	})
}

func lower(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}

func TestFilesGoBothWaysAndBurstsAreOnePost(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.receive(channels.Inbound{Account: "chat", ID: "f1", From: "c1", Name: "Maria c1", Text: "look", Files: []channels.File{{Name: "../photo.jpg", Type: "image/jpeg", Data: []byte("jpeg")}}})
	card := r.card("c1")
	r.reply(card, "Assistant to the customer", "sent") // which stands between
	r.says("c1", "and this")
	r.says("c1", "and that")
	r.reply(card, "and this", "and that")
	r.until("the photo", func() bool {
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if len(m.Files) == 1 && m.Files[0].Name == ".._photo.jpg" {
				return true
			}
		}
		return false
	})
	r.receive(channels.Inbound{Account: "chat", ID: "e1", From: "c1", Kind: channels.Edit, Ref: "f1", Text: "look here"})
	r.reply(card, "look here", "edited by the customer")
	r.receive(channels.Inbound{Account: "chat", ID: "d1", From: "c1", Kind: channels.Delete, Ref: "m2"})
	r.reply(card, "The customer deleted this message", "and this")
}

func TestTheCustomerPanelSavesWhatWasChanged(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Customer and history"))
	r.ok(r.olha.Submit(map[string]any{"field": "contract", "value": "A-17", "text": "likes tea"}))
	s, err := r.router.Subscriber(t.Context(), r.op, 1)
	if err != nil || s.Fields["contract"] != "A-17" || s.Comment != "likes tea" || s.Name != "Maria c1" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAConversationIsSavedAsAnArticle(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	if modal := r.slack.ModalSource(r.olha); !has(modal, `"url":"https://desk.example/knowledge/new-article?conversation=1"`) {
		t.Errorf("the modal leads nowhere: %s", modal)
	}
	r.ok(r.olha.PressModal("Save as article"))
}

func TestAShortcutOpensTheModal(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "please phone me back")
	card := r.card("c1")
	r.ok(r.olha.Shortcut(card.Channel, card.TS, "verb_reply"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "To the customer") {
		t.Errorf("modal %s", text)
	}
}
