package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// Who says in one clause that he wants a person and what for has said what it is about.
func TestAWishForAPersonSaysWhatFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"I need a human for my invoice": "my invoice", "Can I talk to someone about my refund?": "my refund?", "let me speak to an agent regarding the router": "the router", "I want to talk to a person about order 55017": "order 55017",
		"Can I speak to an operator about a problem with my TV?": "a problem with my TV?", "connect me with a manager because of the delay": "the delay",
		"Хочу поговорити з оператором про рахунок": "рахунок", "З'єднайте з менеджером щодо договору": "договору", "Потрібна людина з приводу доставки": "доставки",
		"Хочу поговорить с оператором о счёте": "счёте", "соедините с менеджером насчёт возврата": "возврата", "Позовите человека по поводу доставки": "доставки", "нужен оператор по вопросу договора": "договора",
		"Ich möchte mit einem Mitarbeiter über die Rechnung sprechen": "die Rechnung", "Ich brauche einen Menschen wegen der Lieferung": "der Lieferung",
		"Chcę porozmawiać z konsultantem o fakturze": "fakturze", "Proszę o kontakt z pracownikiem w sprawie zwrotu": "zwrotu",
	} {
		if got := assist.Asked(text); !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if !assist.AsksForPerson(text) {
			t.Errorf("%q is no wish for a person", text)
		}
	}
	for _, text := range []string{
		"I need a human", "I want to talk to a person for a minute", "I need a human for now", "Can I talk to someone about it?", "I need an agent for help", "I want to talk to someone about a problem", "I need a person for real",
		"Хочу поговорити з оператором про це", "потрібна людина", "Хочу поговорить с оператором по телефону", "хочу поговорить с оператором о проблеме", "соедините с оператором", "хочу поговорить с человеком об этом",
		"Ich brauche einen Mitarbeiter über WhatsApp", "Ich will wegen einer Frage mit einem Mitarbeiter sprechen",
		"Chcę porozmawiać z konsultantem o 15", "Chcę porozmawiać z konsultantem o tym", "Proszę o kontakt z konsultantem",
	} {
		if got := assist.Asked(text); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// What a customer asks stands in the summary in his own words, as he wrote them and no more than that.
func TestASummaryAsksInTheCustomersWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"My FRITZ!Box 7590 has no DSL. I want a person": "My FRITZ!Box 7590 has no DSL.",
		"Help!My router is off. I want a person":        "My router is off.",
		"I want a person\n\nOn Mon, 30 Nov 2026 at 10:12, Lumen <help@lumen.example> wrote:\n> Dear customer,\n> your invoice is ready.": "I want a person",
		"Позовіть людину\n\n30 лист. 2026 р. о 10:12 Lumen <help@lumen.example> пише:\n> Ваш рахунок готовий.":                           "Позовіть людину",
		"Not after 20:00! Ви розбудили дитину":                                                                                           "Not after 20:00! Ви розбудили дитину",
		"Не дзвоніть після 20:00! Ви розбудили дитину":                                                                                   "Не дзвоніть після 20:00! Ви розбудили дитину",
		"You can call me on 067 123 45 67 after 6 pm. Order 8841 has not come!":                                                          "Order 8841 has not come!",
	} {
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: text}}}
		if got := assist.SummaryLines(assist.Summary(d)); len(got) == 0 || got[0].Label != "Asks" || got[0].Text != want {
			t.Errorf("%q: %v, want %q", text, got, want)
		}
	}
}
