package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func talk(turns ...string) assist.Dialogue {
	d := assist.Dialogue{Lang: "en"}
	for _, t := range turns {
		t, ours := strings.CutPrefix(t, "us: ")
		turn := assist.Turn{Customer: !ours, Text: t}
		if ours {
			turn.By = "assistant"
		}
		d.Turns = append(d.Turns, turn)
	}
	return d
}

// A summary says what is asked, not what is said beside it.
func TestASummaryLeavesOutWhatAsksNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		d           assist.Dialogue
		has, hasNot string
	}{
		"who was greeted while he wrote waits for us": {talk("hi", "what do the plans for hosting cost", "us: Hello! What can I do for you?"),
			"Open: the customer’s last words have no answer yet", "wait for the customer"},
		"who was asked which project is meant has to answer": {talk("internet is broken", "us: Which of these is it about?"), "Open: we asked", "no answer yet"},
		"whether we are a robot":                             {talk("are you a robot?", "us: I am a program.", "my parcel is lost, where is it"), "Asks: my parcel is lost, where is it", "robot"},
		"whether we are one, after it":                       {talk("my parcel is lost, where is it", "us: So.", "am I talking to a real person or a bot?"), "Asks: my parcel is lost, where is it", "real person"},
		"whether we are one, beside it":                      {talk("Ви робот? Де моя посилка, її немає вже тиждень", "us: So.", "і скільки ще чекати на неї до Львова"), "Asked before: Де моя посилка", "робот"},
		"a greeting that was answered":                       {talk("Hello", "us: Hello! What can I do for you?", "quick question", "us: Yes?", "how do I return the kettle I bought"), "Asks: how do I return", "Asked before"},
		"small talk":                                         {talk("hi", "how are you?", "what do the plans for hosting cost"), "Asks: what do the plans for hosting cost", "how are you"},
		"a call whether we are":                              {talk("алло", "є хто", "us: Вітаю! Чим можу допомогти?", "в мене не працює інтернет вдома"), "Asks: в мене не працює інтернет", "алло"},
		"that the last answer helped": {talk("what does error E-104 mean", "us: It means that the network does not let your router in.", "yes it helped", "us: Glad it helped.", "and what does E-105 mean"),
			"and what does E-105 mean", "yes it helped"},
		"a long letter": {talk("Hello dear support team, I hope you are doing well. I bought a coffee machine from your online shop about ten days ago for my mother's birthday, and it arrived nicely packed, but she already has one " +
			"just like it from my brother. We have not opened the box at all. I would like to know whether I can give it back and get the money on my card. Thank you in advance, and sorry for the long message!"),
			"Asks: I would like to know whether I can give it back and get the money on my card.", "coffee machine"},
		"what is not needed is to be cancelled": {talk("my reservation is no longer needed"), "no answer yet", "nothing"},
		"a wish to be called":                   {talk("please phone me back"), "Asks: please phone me back", "nothing"},
		"a team is greeted":                     {talk("Hello team,\nwhere is my order?"), "Asks: where is my order?", "Hello team"},
		"somebody else's e-mail":                {talk(forwarded), "Asks: please see below, when will I get my refund?", "gift card"},
	} {
		if got := assist.Summary(c.d); !strings.Contains(got, c.has) || strings.Contains(got, c.hasNot) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestWhoWishesToCallAnOperatorIsGivenOne(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"як подзвонити оператору", "як зателефонувати до оператора?", "как позвонить оператору", "не могу дозвониться до оператора", "wie kann ich einen Mitarbeiter anrufen?", "jak zadzwonić do konsultanta",
		"call me back please at +380671112233 after 18:00", "передзвоніть мені", "перезвоните пожалуйста", "Rufen Sie mich bitte zurück", "proszę zadzwonić do mnie",
		"Ich möchte mit jemandem sprechen, mein Internet geht seit gestern nicht", "chcę z kimś porozmawiać", "можна поговорити з кимось?", "хочу поговорить с кем-нибудь"} {
		if !assist.AsksForPerson(text) && !assist.AsksForCall(text) {
			t.Errorf("%q", text)
		}
	}
	for _, text := range []string{"як подзвонити за кордон", "wie kann ich nach Polen anrufen", "why did you call me", "do not call me", "what can you call me", "please call me a taxi to the airport", "how do I call my mother in Poland", "kann ich den Tarif mit jemandem teilen?", "чи можна з кимось поділитися гігабайтами", "кур'єр не подзвонив мені"} {
		if assist.AsksForPerson(text) || assist.AsksForCall(text) {
			t.Errorf("%q", text)
		}
	}
}

// What did not work has not helped.
func TestWhatNeverWorkedHasNotHelped(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"My top-up never worked", "I don't think my top up worked", "нічого не допомогло", "es hat nie funktioniert, nichts hat geholfen"} {
		if yes, _ := assist.YesNo(text); yes {
			t.Errorf("%q is a yes", text)
		}
	}
	if got := assist.Asked("My top-up worked twice"); got == "" {
		t.Error("what worked asks nothing")
	}
}

func TestWhoWroteToSomebodyElseNeedsNoAnswer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"sorry wrong chat": true, "ой, вибачте, не туди": true, "извините, ошибся чатом": true,
		"never mind": true, "it works now, thanks": true, "вже не треба": true, "my reservation is no longer needed": false, "the order is not needed any more": false, "when was my car last worked on": false,
		"never mind, cancel that order": false, "I sent money to a wrong person help": false, "гроші пішли не туди": false, "wrong chat history is shown": false} {
		if got := assist.NeedsNothing(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// What speaks of what was said is read with the question before it.
func TestWhoSpeaksOfWhatWasSaidIsReadWithIt(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	for _, c := range []struct{ lang, before, text, article string }{
		{"uk", "Як отримати eSIM?", "а скільки це коштує?", "esim"},
		{"en", "How can I get an eSIM?", "and what does it cost?", "esim"},
		{"en", "How much is it to send a parcel?", "and is it insured?", "prices"},
	} {
		got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: c.before}, {Text: "So."}, {Customer: true, Text: c.text}}})
		if err != nil || len(got) == 0 || got[0].Sources[0].Key != c.article {
			t.Errorf("%q, %q: %s, %v", c.before, c.text, describe(got), err)
		}
	}
}

func TestASummaryOfAnErasedReplyIsMade(t *testing.T) {
	t.Parallel()
	d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "How do I pay my invoice?"}, {By: "assistant"}}}
	if got := assist.Summary(d); got == "" {
		t.Error("no summary")
	}
}
