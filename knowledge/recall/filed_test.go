package recall_test

import (
	"testing"

	"switchboard/knowledge"
)

// What an article is filed under tells what its title means, and is learned anew where that alone changes.
func TestWhatAnArticleIsFiledUnderTellsWhatItsTitleMeans(t *testing.T) {
	t.Parallel()
	numbers := func(first, second string) []knowledge.Article {
		return []knowledge.Article{
			{ID: 1, Lang: "en", Title: "Phone number", Body: "It must be a number in your name.", Tags: []string{first}},
			{ID: 2, Lang: "en", Title: "Phone number", Body: "It must be a number in your name.", Tags: []string{second}},
			{ID: 3, Lang: "en", Title: "Opening hours", Body: "We are open every day."},
		}
	}
	x := filled(t, numbers("verify your identity", "delivery"))
	for _, asked := range []string{"which phone number do I verify my identity with", "does the phone number prove who I am"} {
		for _, want := range []int64{1, 2} {
			got := x.Recall(knowledge.Asked{Text: asked, Lang: "en", Limit: 3})
			if len(got) == 0 || got[0].Article != want || got[0].Question != "Phone number" {
				t.Errorf("%q: %+v, not article %d", asked, got, want)
			}
			if err := x.Put(t.Context(), numbers("delivery", "verify your identity")); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Put(t.Context(), numbers("verify your identity", "delivery")); err != nil {
			t.Fatal(err)
		}
	}
}
