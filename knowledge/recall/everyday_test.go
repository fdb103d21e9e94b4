package recall_test

import (
	"fmt"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// company is what a small company is asked.
func company() []knowledge.Article {
	return []knowledge.Article{
		{ID: 1, Lang: "en", Title: "Restarting the router", Questions: []string{"how do i restart my router", "the wifi box hangs", "internet is gone, what do i do"}},
		{ID: 2, Lang: "en", Title: "Paying the invoice", Questions: []string{"how do i pay my bill", "where do i see what i owe", "which cards do you take"}},
		{ID: 3, Lang: "en", Title: "Moving house", Questions: []string{"i am moving, what about my contract", "how do i take my line to a new address"}},
		{ID: 4, Lang: "de", Title: "Router neu starten", Questions: []string{"wie starte ich den Router neu"}},
	}
}

// idle is how much a question is like what people ask anybody.
func idle(t *testing.T, list []knowledge.Article, lang, text string) float64 {
	t.Helper()
	got := filled(t, list).Recall(knowledge.Asked{Text: text, Lang: lang, Limit: 5, Also: func() []int64 { return []int64{1} }})
	if len(got) == 0 {
		t.Fatalf("nothing is told of %q", text)
	}
	for _, r := range got {
		if r.Idle != got[0].Idle || r.Seconded.Idle != got[0].Idle {
			t.Errorf("%q: %.2f of one article, %.2f of another", text, got[0].Idle, r.Idle)
		}
	}
	return got[0].Idle
}

func TestWhatPeopleAskAnybodyIsToldFromWhatTheyAskTheCompany(t *testing.T) {
	t.Parallel()
	least, most := 1.0, 0.0
	for _, text := range []string{"what is the capital of portugal", "how long do you boil potatoes", "how do you feel", "who won the match yesterday", "how big is the moon"} {
		least = min(least, idle(t, company(), "en", text))
	}
	for _, text := range []string{"how do i restart the router", "how can i pay the bill", "can i keep my contract when i move", "my internet is gone"} {
		most = max(most, idle(t, company(), "en", text))
	}
	if least < 0.6 || most > least-0.1 {
		t.Errorf("what is asked of anybody is idle by %.2f and more, what is asked of the company by %.2f and less", least, most)
	}
}

func TestWhatIsAskedOfAnybodyInAnotherLanguageStrays(t *testing.T) {
	t.Parallel()
	long := knowledge.Article{ID: 5, Lang: "de", Title: "Störungen"} // so that it is known what the company is asked
	for n := range 150 {
		long.Questions = append(long.Questions, fmt.Sprintf("was bedeutet die Störung %d am Anschluss", 1000+n))
	}
	m, fresh := filled(t, append(company(), long)), filled(t, company())
	stray := func(m *recall.Index, text string) float64 {
		got := m.Recall(knowledge.Asked{Text: text, Lang: "de", Limit: 5, Also: func() []int64 { return []int64{4} }})
		if len(got) == 0 {
			t.Fatalf("nothing is told of %q", text)
		}
		return got[0].Stray
	}
	for _, text := range []string{"wie heißt die Hauptstadt von Portugal", "wie lange kochen Kartoffeln", "wer hat gestern gewonnen"} {
		got := stray(m, text)
		if got < 0.1 {
			t.Errorf("%q strays by %.2f", text, got)
		}
		if few := stray(fresh, text); few > got/2 {
			t.Errorf("%q strays by %.2f where few questions are known", text, few)
		}
	}
	for _, text := range []string{"wie starte ich den Router neu", "Router neu starten, wie geht das"} {
		if got := stray(m, text); got > 0.05 {
			t.Errorf("%q strays by %.2f", text, got)
		}
	}
}

func TestACompanyThatIsAskedItInEarnestAnswersIt(t *testing.T) {
	t.Parallel()
	kitchen := append(company(), knowledge.Article{ID: 5, Lang: "en", Title: "Boiling", Questions: []string{"how do you boil an egg", "how do i cook potatoes"}})
	if got := idle(t, kitchen, "en", "how do you boil an egg"); got > 0.25 {
		t.Errorf("idle by %.2f", got)
	}
}
