package main

import (
	"testing"

	"switchboard/assist/eval"
)

// A question is asked in the language that a customer's words would be taken for, and as the program names it.
func TestQuestionsAreInTheLanguageOfTheirWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"how do I return an order": {"", "en"}, "як повернути замовлення": {"", "uk"}, "как вернуть заказ": {"", "ru"},
		"jak zwrócić zamówienie": {"", "pl"}, "wie gebe ich eine Bestellung zurück": {"", "de"},
		"скільки коштує": {"ua", "uk"}, "yak povernuty": {"ua-UA", "uk-UA"}, "how much": {"en-GB", "en-GB"}, "quanto costa": {"it", "it"}, "123": {"", ""},
	} {
		if got := inLanguages([]eval.Question{{Text: text, Lang: want[0]}})[0].Lang; got != want[1] {
			t.Errorf("%q in %q is taken to be in %q", text, want[0], got)
		}
	}
	var list []eval.Outcome
	for range eval.LeastPast {
		list = append(list, eval.Outcome{Question: eval.Question{Text: "?", Project: "shop"}})
	}
	tuned := eval.Tune(list, usualGoal)
	if len(chosen(tuned)) != 0 || tuned[0].Enough() || len(tuned[0].Lacks()) != 1 {
		t.Errorf("in no known language: %+v, %q", chosen(tuned), tuned[0].Lacks())
	}
}
