package slackdesk_test

import (
	"strings"
	"testing"
)

const inEnglish = "in English, the customer writes Ukrainian"

func TestADraftInAnotherLanguageSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "Добрий день! Мій router не працює, що мені робити?")
	card := r.card("c1", "Send draft", "The draft is "+inEnglish)
	r.reply(card, "Hold the button for ten seconds.", "This is "+inEnglish)
	r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
	if text, _ := r.slack.Modal(r.olha); !has(text, "Hold the button", "This is "+inEnglish) {
		t.Errorf("the modal: %s", text)
	}
	r.ok(r.olha.Submit(nil)) // it was said: sending it all the same is one press
	r.sent("Hold the button for ten seconds.")

	r.says("c2", "my router is broken, what shall I do?")
	english := r.card("c2", "Send draft")
	if strings.Contains(english.Shown(), "customer writes") {
		t.Errorf("an English draft for somebody who speaks English: %s", english.Shown())
	}
}

func TestWhatIsTypedInAnotherLanguageIsShownOnceMore(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{author: pen{}})
	r.says("c1", "Добрий день! Коли ви привезете моє замовлення додому?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	reply := func(text string) {
		t.Helper()
		r.ok(r.olha.Press(card.Channel, card.TS, "Reply"))
		r.ok(r.olha.Submit(map[string]any{"text": text}))
	}
	const mine = "We will bring your order home this evening."
	reply(mine)
	if text, _ := r.slack.Modal(r.olha); !has(text, mine, "This is "+inEnglish, "Into the customer's language") {
		t.Fatalf("the modal: %s", text)
	}
	if sent := r.out.byOperators(); len(sent) != 0 {
		t.Fatalf("sent already: %q", sent)
	}
	r.ok(r.olha.Submit(nil))
	r.sent(mine)
	reply("The driver will call you half an hour before.") // he has chosen that language
	r.sent(mine, "The driver will call you")
	reply("Гарного вечора, до побачення!")
	r.sent(mine, "The driver will call you", "Гарного вечора")
}

func TestALiveLineInAnotherLanguageSaysSoBesideUndo(t *testing.T) {
	t.Parallel()
	r := newRig(t, config{})
	r.says("c1", "Добрий день! Коли ви привезете моє замовлення додому?")
	card := r.card("c1")
	r.ok(r.olha.Press(card.Channel, card.TS, "Take"))
	r.card("c1", "taken")
	r.ok(r.olha.Press(card.Channel, card.TS, "More …"))
	r.ok(r.olha.PressModal("Live mode on"))
	r.card("c1", "Live mode")
	r.olha.Say(card.Channel, card.TS, "We will bring your order home this evening.")
	line := r.reply(card, "goes to the customer", "This is "+inEnglish)
	r.ok(r.olha.PressOn(line, "Undo"))
	r.reply(card, "not sent: We will bring")
}
