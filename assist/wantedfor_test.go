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
