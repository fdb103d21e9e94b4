package assist_test

import (
	"testing"

	"switchboard/assist"
)

const forwarded = `Hi,
please see below, when will I get my refund?

Best regards,
John Smith
Acme Ltd | +44 20 7946 0958

---------- Forwarded message ---------
From: Lumen Market <no-reply@lumen.example>
Date: Mon, 3 Nov 2026 at 10:12
Subject: Your return
> Dear customer,
> your return has been received. How much is delivery? Do you want a gift card?
> Lumen Market`

func TestWhatOthersWroteInAnEmailIsNotAsked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		forwarded: "please see below, when will I get my refund?",
		"Коли ви повернете гроші?\n\nЗ повагою,\nОлена\n\nпн, 3 лист. 2026 р. о 10:12 Lumen Market <no-reply@lumen.example> пише:\n> Ваше повернення отримано. Скільки коштує доставка?": "Коли ви повернете гроші?",
		"Wann kommt mein Paket?\nMit freundlichen Grüßen\nAnna Schmidt\n\nAm 03.11.2026 um 10:12 schrieb Lumen:\n> Was kostet der Versand?":                                              "Wann kommt mein Paket?",
		"Kiedy zwrócicie pieniądze?\nPozdrawiam\nJan Kowalski":                                                              "Kiedy zwrócicie pieniądze?",
		"When do you open?\n\nSent from my iPhone":                                                                          "When do you open?",
		"When do you open?\n\nFrom: a@b.example\nTo: c@d.example\nSubject: Do you sell pianos?\n\nAnd tents":                "When do you open?",
		"How do I return goods?\nRegards\nand what does delivery cost?\nI have asked three times\nno answer\n1\n2\n3\n4\n5": "How do I return goods?\nRegards\nand what does delivery cost?\nI have asked three times\nno answer\n1\n2\n3\n4\n5",
		"> How do I return goods?": "> How do I return goods?",
		"---------- Forwarded message ---------\nFrom: Ann <a@b.example>\nHow do I return goods?": "---------- Forwarded message ---------\nFrom: Ann <a@b.example>\nHow do I return goods?",
		"I need two tickets\nFrom: Kyiv\nTo: Lviv\nDate: 5 June":                                  "I need two tickets\nFrom: Kyiv\nTo: Lviv\nDate: 5 June",
		"Потрібні квитки\nВід: Київ\nДата: 5 червня\nКому: Олені\nскільки це?":                    "Потрібні квитки\nВід: Київ\nДата: 5 червня\nКому: Олені\nскільки це?",
		"From: Kyiv\nTo: Lviv\nhow much is a ticket?":                                             "From: Kyiv\nTo: Lviv\nhow much is a ticket?",
	} {
		if got := assist.Asked(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWhoIsNamedInAForwardedEmailIsNotTheCustomer(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, f := range assist.Facts(assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: forwarded}}}) {
		got[f.Field] = f.Value
	}
	if got[assist.FactName] != "John Smith" || got[assist.FactPhone] != "+44 20 7946 0958" || got[assist.FactEmail] != "" {
		t.Errorf("facts %q", got)
	}
}
