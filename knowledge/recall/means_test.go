package recall_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// meaning is how near an article is in meaning; 0: not told.
func meaning(x *recall.Index, article int64, asked knowledge.Asked) float64 {
	asked.Limit = 20
	for _, r := range x.Recall(asked) {
		if r.Article == article {
			return r.Meaning
		}
	}
	return 0
}

// translatable are articles in English.
func translatable() []knowledge.Article {
	return []knowledge.Article{
		{ID: 1, Project: "shop", Lang: "en", Title: "How to change the password"},
		{ID: 2, Project: "shop", Lang: "en", Title: "Delivery on weekends", Questions: []string{"does the courier come on Sunday"}},
		{ID: 3, Project: "shop", Lang: "en", Title: "Paying with Bitcoin"},
		{ID: 4, Project: "bank", Lang: "en", Title: "Opening hours of the branches"},
	}
}

func TestQuestionsFindWhatMeansTheSameInAnotherLanguage(t *testing.T) {
	t.Parallel()
	x := filled(t, translatable())
	for text, want := range map[string]struct {
		lang    string
		article int64
	}{
		"як змінити пароль":             {"uk", 1},
		"как поменять пароль":           {"ru", 1},
		"jak zmienić hasło":             {"pl", 1},
		"Wie ändere ich das Passwort?":  {"de", 1},
		"доставка у вихідні":            {"uk", 2},
		"чи приїде кур'єр у неділю":     {"uk", 2},
		"можно заплатить биткоинами?":   {"ru", 3},
		"години роботи відділень банку": {"uk", 4},
	} {
		asked := knowledge.Asked{Text: text, Lang: want.lang}
		near := meaning(x, want.article, asked)
		for _, a := range translatable() {
			if other := meaning(x, a.ID, asked); a.ID != want.article && other >= near {
				t.Errorf("%q is as near to %q (%.2f) as to its own (%.2f)", text, a.Title, other, near)
			}
		}
	}
}

// What was deleted or is known anew is not found any more: not in some projects, where it once stopped everything, nor instead of what is there.
func TestWhatMeantTheSameBeforeIsForgotten(t *testing.T) {
	t.Parallel()
	x := filled(t, translatable())
	asked := knowledge.Asked{Text: "доставка у вихідні", Lang: "uk", Projects: []string{"shop"}}
	before := meaning(x, 2, asked)
	for range 50 { // more than are compared word by word
		if err := errors.Join(x.Delete(t.Context(), []int64{2}), x.Put(t.Context(), translatable()[1:2])); err != nil {
			t.Fatal(err)
		}
	}
	if got := meaning(x, 2, asked); before == 0 || got != before {
		t.Errorf("put again: %.2f, not %.2f", got, before)
	}
	if err := x.Delete(t.Context(), []int64{2}); err != nil {
		t.Fatal(err)
	}
	if got := meaning(x, 2, asked); got > 0 {
		t.Errorf("deleted: %.2f", got)
	}
}

func TestMeaningIsNotToldInOneLanguageNorInAnUnknownOne(t *testing.T) {
	t.Parallel()
	x := filled(t, translatable())
	for _, asked := range []knowledge.Asked{
		{Text: "how to change the password", Lang: "en"}, {Text: "hogyan változtatom meg a jelszót", Lang: "hu"}, {Text: "щзх", Lang: "uk"}, {Text: "", Lang: "uk"},
		{Text: "як змінити пароль", Lang: "uk", Projects: []string{"bank"}},
	} {
		if near := meaning(x, 1, asked); near != 0 {
			t.Errorf("%+v: %.2f", asked, near)
		}
	}
}

// Two consonants make no loan word of what is known to mean something else.
func TestFewConsonantsAreNoLoanWord(t *testing.T) {
	t.Parallel()
	x := filled(t, []knowledge.Article{{ID: 1, Lang: "en", Title: "do you have eSIM?"}})
	asked := knowledge.Asked{Text: "Їду у відпустку. Як зробити, щоб людям сама приходила відповідь, що мене нема?", Lang: "uk"}
	if near := meaning(x, 1, asked); near > 0.5 {
		t.Errorf("%q is near to eSIM: %.2f", asked.Text, near)
	}
}

func TestOneVoiceSaysNothingInAnotherLanguage(t *testing.T) {
	t.Parallel()
	asked := knowledge.Asked{Text: "як змінити пароль", Lang: "uk"}
	for name, c := range map[string]struct {
		weight, seconded float64
		counts           bool
	}{
		"an editor":              {1, 1, true},
		"two operators, one now": {1.2, 0.6, false},
		"two operators":          {1.2, 1.2, true},
		"one operator":           {0.6, 0, false},
		"customers":              {0.3, 0.3, false},
		"who found it was wrong": {-0.6, -0.6, false},
	} {
		taught := knowledge.Remembered{Text: "how to change the password", Lang: "en", Weight: c.weight, Seconded: c.seconded, Count: 1}
		x := filled(t, []knowledge.Article{{ID: 7, Lang: "en", Title: "Light bulbs", Remembered: []knowledge.Remembered{taught}}})
		if near := meaning(x, 7, asked); near > 0.5 != c.counts {
			t.Errorf("%s: %.2f", name, near)
		}
	}
}

func TestWhatIsForgottenMeansNothing(t *testing.T) {
	t.Parallel()
	x := filled(t, translatable())
	if err := x.Delete(t.Context(), []int64{1}); err != nil {
		t.Fatal(err)
	}
	asked := knowledge.Asked{Text: "як змінити пароль", Lang: "uk"}
	if near := meaning(x, 1, asked); near != 0 {
		t.Errorf("%.2f", near)
	}
	list := translatable()
	if err := x.Put(t.Context(), list[:1]); err != nil {
		t.Fatal(err)
	}
	if near, before := meaning(x, 1, asked), meaning(filled(t, list), 1, asked); near != before {
		t.Errorf("%.3f, not %.3f as before", near, before)
	}
}

// An English article is told of that means what an English question does though it has none of its words, wherever it came from: put again,
// from a copy, or when what is dead was dropped.
func TestTheClosestArticlesAreToldOf(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{
		{ID: 1, Project: "a", Lang: "en", Title: "Refunds", Body: "Money for returned goods comes back to the card that paid for the purchase."},
		{ID: 2, Project: "b", Lang: "en", Title: "Your cash back", Body: "The purchase price is paid out again within two weeks."},
		{ID: 3, Project: "a", Lang: "de", Title: "Rückzahlung", Body: "Geld für zurückgegebene Ware kommt wieder auf die Karte."},
	}
	for i := range 6 {
		list = append(list, knowledge.Article{ID: int64(10 + i), Project: "a", Lang: "en", Title: "Router", Body: fmt.Sprintf("Connect cable %d to the wall and wait for the lamp.", i)})
	}
	closest := func(x *recall.Index, lang string, projects ...string) (ids []int64) {
		for _, r := range x.Recall(knowledge.Asked{Text: "when will i be reimbursed", Lang: lang, Projects: projects, Limit: 20}) {
			if r.Closest {
				ids = append(ids, r.Article)
			}
		}
		slices.Sort(ids)
		return ids
	}
	x := filled(t, list)
	if got := closest(x, "en"); !slices.Equal(got, []int64{1, 2}) {
		t.Errorf("%d", got)
	}
	if got := closest(x, "en", "a"); !slices.Equal(got, []int64{1}) {
		t.Errorf("of a project: %d", got)
	}
	if got := closest(x, "de"); len(got) > 0 {
		t.Errorf("of a question in German: %d", got)
	}
	before := x.Copy()
	list[1].Title, list[1].Body = "Router", "Connect the cable to the wall and wait for the lamp."
	if err := errors.Join(x.Put(t.Context(), list), x.Put(t.Context(), list[:1])); err != nil {
		t.Fatal(err)
	}
	if got := closest(x, "en"); !slices.Equal(got, []int64{1}) {
		t.Errorf("put again: %d", got)
	}
	if got := closest(before, "en"); !slices.Equal(got, []int64{1, 2}) {
		t.Errorf("a copy made before: %d", got)
	}
	if err := x.Delete(t.Context(), []int64{1}); err != nil {
		t.Fatal(err)
	}
	if got := closest(x, "en"); len(got) > 0 {
		t.Errorf("deleted: %d", got)
	}
}

// What an article is about as a whole is told though it has no word of the question, and stays when others come and go.
func TestWhatAnArticleIsAbout(t *testing.T) {
	t.Parallel()
	refund := knowledge.Article{ID: 1, Lang: "en", Title: "Refunds", Body: "Money for returned goods comes back to the card that paid for the purchase."}
	router := knowledge.Article{ID: 2, Lang: "en", Title: "Router", Body: "Switch the wireless network off, wait a minute and connect the cable again."}
	unknown := knowledge.Article{ID: 3, Lang: "en", Title: "Xyzzy", Body: "Qwxz plugh."}
	long := knowledge.Article{ID: 4, Lang: "en", Title: "Handbook", Body: router.Body + "\n\n## Leave\n\nEmployees ask their manager for holidays and sick days.\n\n## Cash\n\n" + refund.Body}
	about := func(x *recall.Index, text string) map[int64]float64 {
		out := map[int64]float64{}
		for _, r := range x.Recall(knowledge.Asked{Text: text, Lang: "en", Limit: 20, Also: func() []int64 { return []int64{1, 2, 3, 4} }}) {
			out[r.Article] = r.About
		}
		return out
	}
	x := filled(t, []knowledge.Article{refund, router, unknown, long})
	const asked = "when will I be reimbursed"
	got := about(x, asked)
	if !(got[1] > got[4] && got[4] > got[2]) || got[3] != 0 {
		t.Errorf("%v", got)
	}
	if got := about(x, "xyzzy"); got[1] != 0 || got[3] != 0 {
		t.Errorf("of a question that means nothing known: %v", got)
	}
	refund.Questions = []string{"how do I return shoes"} // its text is as it was
	others := make([]knowledge.Article, 1500)
	ids := make([]int64, len(others))
	for i := range others {
		others[i] = knowledge.Article{ID: int64(10 + i), Lang: "en", Title: "Parcel", Body: "Parcels arrive."}
		ids[i] = others[i].ID
	}
	if err := errors.Join(x.Put(t.Context(), append(others, refund)), x.Delete(t.Context(), ids)); err != nil { // what is dead is dropped
		t.Fatal(err)
	}
	if again := about(x, asked); again[1] != got[1] || again[4] != got[4] {
		t.Errorf("%v, before %v", again, got)
	}
}

// Two long articles that say the same in another order are about what each begins with.
func TestAnArticleIsAboutWhatItBeginsWith(t *testing.T) {
	t.Parallel()
	refunds := "You can return what you bought within thirty days. We refund the price to your card. Refunds take five working days. A receipt is needed for a refund. Opened goods are not taken back."
	parking := "Guests park in the garage below the building. The garage opens at six in the morning. A parking space costs two dollars an hour. Bicycles have a stand beside the entrance. Large vans park behind the building."
	x := filled(t, []knowledge.Article{
		{ID: 1, Lang: "en", Title: "Good to know", Body: refunds + " " + parking},
		{ID: 2, Lang: "en", Title: "Good to know", Body: parking + " " + refunds},
	})
	for text, want := range map[string]int64{"can I get my money back": 1, "where do guests leave their vans": 2} {
		about := map[int64]float64{}
		for _, r := range x.Recall(knowledge.Asked{Text: text, Lang: "en", Limit: 2}) {
			about[r.Article] = r.About
		}
		if about[want] <= about[3-want] {
			t.Errorf("%q: %v, but article %d begins with it", text, about, want)
		}
	}
}
