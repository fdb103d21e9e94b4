package assist_test

import (
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// Colleagues who say that an article is not what was asked are believed whatever language it is in.
func TestWhatAnswersNotIsUnlearnedInAnotherLanguageToo(t *testing.T) {
	t.Parallel()
	const asked = "чому мій інтернет такий повільний ввечері"
	sure := func(lang string, dismissed int) float64 {
		t.Helper()
		slow := knowledge.Article{ID: 1, Project: "p", Key: "slow", Lang: lang, Title: "Internet is slow in the evening", Questions: []string{"why is my internet so slow in the evening"},
			Body: "In the evening many people use the internet at once. Restart the router and connect the computer by cable."}
		if lang == "uk" {
			slow.Title, slow.Questions = "Повільний інтернет увечері", []string{"чому ввечері повільний інтернет"}
			slow.Body = "Увечері інтернетом користується багато людей. Перезапустіть роутер і підключіть комп'ютер кабелем."
		}
		for range dismissed {
			slow.Remembered = append(slow.Remembered, knowledge.Remembered{Text: asked, Lang: "uk", Weight: -0.4, Seconded: -0.4, Count: 1})
		}
		list := []knowledge.Article{slow, {ID: 2, Project: "p", Key: "bill", Lang: lang, Title: "Bills", Body: "Bills come on the first day of the month."}}
		index, memory := local.New(), recall.New()
		if err := index.Put(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		if err := memory.Put(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		a := assist.New(assist.Config{Index: index, Memory: memory, Articles: among(list)})
		ranked, err := a.Rank(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: asked}}, Lang: "uk"}, 2)
		if err != nil || len(ranked) == 0 || ranked[0].Hit.Key != "slow" {
			t.Fatalf("%s: %+v, %v", lang, ranked, err)
		}
		return ranked[0].Probability
	}
	for _, lang := range []string{"uk", "en"} {
		before, after := sure(lang, 0), sure(lang, 2)
		t.Logf("%s: %.3f, then %.3f", lang, before, after)
		if before < 0.5 || after > before-0.05 {
			t.Errorf("%s: %.3f, and %.3f when it was dismissed twice", lang, before, after)
		}
	}
}
