package main

import (
	"log/slog"
	"testing"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/knowledge/samples"
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

// What is measured is drafted in a language that the customer reads, as it is served: from another language of the article that was found.
func TestDraftsAreMeasuredInALanguageThatTheCustomerReads(t *testing.T) {
	t.Parallel()
	articles, projects, err := knowledge.ReadFolder(t.Context(), samples.FS)
	if err != nil {
		t.Fatal(err)
	}
	b := &bases{log: slog.New(slog.DiscardHandler)}
	r, err := b.pipeline(t.Context(), base{articles: articles, projects: projects, same: knowledge.SynonymsAtFirst()})
	if err != nil {
		t.Fatal(err)
	}
	var questions []eval.Question
	for _, text := range []string{"Wie bekomme ich eine eSIM?", "Mein Router zeigt den Fehler E-104", "Was kostet der Versand eines Pakets?", "Wie kann ich den Tarif wechseln?", "Mein Wechselrichter zeigt F17"} {
		questions = append(questions, eval.Question{Text: text, Lang: "de"})
	}
	outcomes, err := eval.Run(t.Context(), b.measured(r.(*assist.Assistant)), questions, nil)
	if err != nil {
		t.Fatal(err)
	}
	drafts := 0
	for _, o := range outcomes {
		for _, d := range o.Drafts {
			drafts++
			if is, sure := knowledge.Language(d.Text, ""); sure && is != "en" {
				t.Errorf("%q is drafted in %s: %s", o.Text, is, d.Text)
			}
		}
	}
	if drafts == 0 {
		t.Error("nothing is drafted")
	}
}
