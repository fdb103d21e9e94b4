package recall_test

import (
	"fmt"
	"testing"

	"switchboard/knowledge"
)

// told is what is told of an article for an English question.
func told(t *testing.T, articles []knowledge.Article, article int64, text string) (r knowledge.Recalled, first bool) {
	t.Helper()
	for i, r := range filled(t, articles).Recall(knowledge.Asked{Text: text, Lang: "en", Limit: 20}) {
		if r.Article == article {
			return r, i == 0
		}
	}
	return knowledge.Recalled{}, false
}

func TestEnglishQuestionsWithoutACommonWordAreFoundByWhatTheyMean(t *testing.T) {
	t.Parallel()
	articles := []knowledge.Article{
		{ID: 1, Lang: "en", Title: "Cancelling", Questions: []string{"how do i cancel my subscription"}},
		{ID: 2, Lang: "en", Title: "Broken screens", Questions: []string{"the display of my phone is cracked"}},
		{ID: 3, Lang: "en", Title: "Branches", Questions: []string{"what time does the bank open"}},
		{ID: 4, Lang: "en", Title: "Lost cards", Questions: []string{"somebody stole my wallet"}},
	}
	for text, want := range map[string]int64{
		"terminate a membership":             1,
		"glass on this mobile has shattered": 2,
		"business hours":                     3,
		"a thief took our purse":             4,
	} {
		if r, first := told(t, articles, want, text); !first || r.Fit <= 0 {
			t.Errorf("%q: article %d has the fit %.2f, first: %v", text, want, r.Fit, first)
		}
	}
}

func TestTwoWordsMeanMoreThanEach(t *testing.T) {
	t.Parallel()
	articles := []knowledge.Article{
		{ID: 1, Lang: "en", Title: "Power", Questions: []string{"turn off the lamp"}},
		{ID: 2, Lang: "en", Title: "Directions", Questions: []string{"turn left at the corner"}},
	}
	if r, first := told(t, articles, 1, "switch off lights"); !first || r.Fit <= 0 {
		t.Errorf("the fit is %.2f, first: %v", r.Fit, first)
	}
	if _, ok := knowledge.MeaningInEnglish("turn off"); !ok {
		t.Error("it is not known what \"turn off\" means")
	}
}

func TestWhatOneAloneTaughtIsNotFoundByMeaning(t *testing.T) {
	t.Parallel()
	lone := knowledge.Article{ID: 1, Lang: "en", Title: "Xyzzy"}
	for i := range 20 {
		lone.Remembered = append(lone.Remembered, knowledge.Remembered{Text: fmt.Sprintf("cancel subscription %d", i), Lang: "en", Weight: 0.6, Count: 1})
	}
	if r, _ := told(t, []knowledge.Article{lone}, 1, "terminate a membership"); r.Fit > 0 {
		t.Errorf("the fit is %.2f", r.Fit)
	}
	lone.Questions = []string{"cancel my subscription"}
	if r, first := told(t, []knowledge.Article{lone}, 1, "terminate a membership"); !first || r.Fit <= 0 {
		t.Errorf("an editor's is found with the fit %.2f", r.Fit)
	}
}

func TestASentenceSaysWhatIsAskedWhateverElseTheArticleTells(t *testing.T) {
	t.Parallel()
	x := filled(t, []knowledge.Article{
		{ID: 1, Project: "p", Key: "luggage", Lang: "en", Title: "On board", Body: "Seats are by the window or by the aisle. Tea costs £2.\n\nYou may bring two suitcases and a small bag. Meals are served twice."},
		{ID: 2, Project: "p", Key: "seats", Lang: "en", Title: "Before you leave", Body: "Seats are by the window or by the aisle. Tea costs £2.\n\nThe doors close ten minutes before departure. Meals are served twice."},
		{ID: 3, Project: "p", Key: "gepaeck", Lang: "de", Title: "An Bord", Body: "Sie dürfen zwei Koffer und eine kleine Tasche mitnehmen."},
	})
	said := map[int64]float64{}
	for _, r := range x.Recall(knowledge.Asked{Text: "how much luggage am I allowed to take", Lang: "en", Limit: 5, Also: func() []int64 { return []int64{1, 2, 3} }}) {
		said[r.Article] = r.Said
	}
	if said[1] <= said[2]+0.1 || said[3] != 0 {
		t.Errorf("sentences are as near as %v; want the first clearly nearest, and none of the third told", said)
	}
}
