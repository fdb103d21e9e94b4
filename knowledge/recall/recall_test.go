package recall_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

var vocabulary = strings.Fields("card lost stolen money refund late order parcel invoice pay router light red speed slow cancel plan roaming price change address")

// question draws a few words.
func question(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 6).Draw(t, "words"), " ")
}

// articles draws some with questions.
func articles(t *rapid.T) []knowledge.Article {
	list := make([]knowledge.Article, rapid.IntRange(1, 8).Draw(t, "articles"))
	for i := range list {
		list[i] = knowledge.Article{ID: int64(i + 1), Lang: "en", Title: question(t), Tags: rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 2).Draw(t, "tags")}
		for range rapid.IntRange(0, 4).Draw(t, "questions") {
			list[i].Questions = append(list[i].Questions, question(t))
		}
		for range rapid.IntRange(0, 3).Draw(t, "remembered") {
			list[i].Remembered = append(list[i].Remembered, knowledge.Remembered{
				Text: question(t), Lang: "en", Weight: rapid.SampledFrom([]float64{-0.5, 0.3, 1}).Draw(t, "weight"), Count: 1,
			})
		}
	}
	return list
}

func filled(t rapid.TB, list []knowledge.Article) *recall.Index {
	x := recall.New()
	if err := x.Put(context.Background(), list); err != nil {
		t.Fatal(err)
	}
	return x
}

// same fails where two memories recall different things.
func same(t rapid.TB, a, b *recall.Index, asked string) {
	x, y := a.Recall(knowledge.Asked{Text: asked, Lang: "en", Limit: 20}), b.Recall(knowledge.Asked{Text: asked, Lang: "en", Limit: 20})
	by := map[int64]knowledge.Recalled{}
	for _, r := range x {
		by[r.Article] = r
	}
	if len(x) != len(y) {
		t.Fatalf("%q: %v, %v", asked, x, y)
	}
	for _, r := range y {
		o := by[r.Article]
		if math.Abs(o.Fit-r.Fit) > 1e-6 || math.Abs(o.Share-r.Share) > 1e-6 || math.Abs(o.Near-r.Near) > 1e-6 || math.Abs(o.Likely-r.Likely) > 1e-6 || o.Like != r.Like {
			t.Fatalf("%q: %+v, %+v", asked, o, r)
		}
	}
}

func TestTheOrderOfLearningMakesNoDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := articles(t)
		same(t, filled(t, list), filled(t, rapid.Permutation(list).Draw(t, "order")), question(t))
	})
}

func TestForgettingRestoresWhatWasBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := articles(t)
		before, x := filled(t, list), filled(t, list)
		changed := list[rapid.IntRange(0, len(list)-1).Draw(t, "changed")]
		taught := changed
		taught.Remembered = append(slices.Clone(changed.Remembered), knowledge.Remembered{Text: question(t), Lang: "en", Weight: 1, Count: 1})
		if err := x.Put(context.Background(), []knowledge.Article{taught, {ID: 99, Lang: "en", Title: question(t)}}); err != nil {
			t.Fatal(err)
		}
		if err := x.Put(context.Background(), []knowledge.Article{changed}); err != nil {
			t.Fatal(err)
		}
		if err := x.Delete(context.Background(), []int64{99}); err != nil {
			t.Fatal(err)
		}
		same(t, before, x, question(t))
	})
}

func TestWhatIsTaughtCountsAtOnceForAndAgainst(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{{ID: 1, Lang: "en", Title: "Lost cards"}, {ID: 2, Lang: "en", Title: "Refunds", Questions: []string{"where is my money"}}}
	x := filled(t, list)
	const asked = "my plastic has gone missing"
	if got := x.Recall(knowledge.Asked{Text: asked, Lang: "en", Limit: 5}); len(got) > 0 && got[0].Fit > 0.3 {
		t.Errorf("nothing was taught: %+v", got)
	}
	list[0].Remembered = []knowledge.Remembered{{Text: "my plastic went missing", Lang: "en", Weight: 1, Count: 14}}
	list[1].Remembered = []knowledge.Remembered{{Text: "my plastic went missing", Lang: "en", Weight: -1}}
	if err := x.Put(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	got := x.Recall(knowledge.Asked{Text: asked, Lang: "en", Limit: 5})
	if len(got) == 0 || got[0].Article != 1 || got[0].Fit < 0.3 || got[0].Question != "my plastic went missing" {
		t.Fatalf("%+v", got)
	}
	if got := x.Recall(knowledge.Asked{Text: "my plastic went missing", Lang: "en", Limit: 5}); got[0].Like != 14 {
		t.Errorf("%+v", got[0])
	}
	for _, r := range got {
		if r.Article == 2 && r.Fit >= 0 {
			t.Errorf("it was not this article: %+v", r)
		}
	}
}

// TestWhatWasTaughtAgainstIsToldThoughMuchElseFits: an article that was dismissed for these words is not left out because
// many others fit better.
func TestWhatWasTaughtAgainstIsToldThoughMuchElseFits(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{{ID: 1, Lang: "en", Title: "Slow wifi", Remembered: []knowledge.Remembered{{Text: "the wifi box drops out", Lang: "en", Weight: -0.4}}}}
	for i := range 30 {
		list = append(list, knowledge.Article{ID: int64(i + 2), Lang: "en", Title: fmt.Sprintf("The box number %d", i)})
	}
	for _, r := range filled(t, list).Recall(knowledge.Asked{Text: "the wifi box drops out", Lang: "en", Limit: 5}) {
		if r.Article == 1 && r.Fit < 0 {
			return
		}
	}
	t.Error("nothing speaks against it")
}

func TestWhoseQuestionsHaveTheLettersOftenIsLikelierThanWhoseHaveThemOnce(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{{ID: 1, Lang: "en", Title: "Parcels"}, {ID: 2, Lang: "en", Title: "Invoices"}}
	for i := range 20 {
		list[0].Questions = append(list[0].Questions, fmt.Sprintf("where is parcel number %d", i))
		list[1].Questions = append(list[1].Questions, fmt.Sprintf("send invoice number %d again", i))
	}
	list[1].Questions = append(list[1].Questions, "an invoice for a parcel")
	once := knowledge.Remembered{Text: "the parcel", Lang: "en", Weight: 0.5, Count: 1}
	list[1].Remembered = slices.Repeat([]knowledge.Remembered{once}, 40)
	for i := range list[1].Remembered {
		list[1].Remembered[i].Text += fmt.Sprintf(" %d", i)
	}
	of := map[int64]knowledge.Recalled{}
	for _, r := range filled(t, list).Recall(knowledge.Asked{Text: "my parcel", Lang: "en", Limit: 2}) {
		of[r.Article] = r
	}
	if seconded := of[1].Seconded.Likely - of[2].Seconded.Likely; seconded < 10 || seconded <= of[1].Likely-of[2].Likely {
		t.Errorf("%v, %v", of[1], of[2])
	}
}

func TestNothingIsRecalledBeforeAnythingIsKnown(t *testing.T) {
	t.Parallel()
	x := recall.New()
	if got := x.Recall(knowledge.Asked{Text: "where is my card", Lang: "en", Limit: 5, Also: func() []int64 { return []int64{7} }}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if err := x.Put(t.Context(), []knowledge.Article{{ID: 7, Lang: "en"}}); err != nil { // of which nothing can be known
		t.Fatal(err)
	}
	if got := x.Recall(knowledge.Asked{Text: "where is my card", Lang: "en", Limit: 5, Also: func() []int64 { return []int64{7} }}); len(got) != 1 || got[0].Fit != 0 {
		t.Errorf("%+v", got)
	}
	if got := x.Recall(knowledge.Asked{Limit: 5}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestRebuildAndTidyKeepWhatIsKnown(t *testing.T) {
	t.Parallel()
	x := recall.New()
	for round := range 40 { // replaced often enough to be tidied
		var list []knowledge.Article
		for i := range 50 {
			list = append(list, knowledge.Article{ID: int64(i + 1), Lang: "en", Title: fmt.Sprintf("subject %d", i), Questions: []string{fmt.Sprintf("what about number %d in round %d", i, round)}})
		}
		if err := x.Put(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	if got := x.Recall(knowledge.Asked{Text: "subject 7", Lang: "en", Limit: 3}); len(got) == 0 || got[0].Article != 8 {
		t.Errorf("%+v", got)
	}
	failed := func(yield func([]knowledge.Article, error) bool) { yield(nil, context.DeadlineExceeded) }
	if err := x.Rebuild(t.Context(), failed); err == nil || len(x.Recall(knowledge.Asked{Text: "subject 7", Lang: "en", Limit: 3})) == 0 {
		t.Errorf("a failed rebuild: %v", err)
	}
	if err := x.Rebuild(t.Context(), func(yield func([]knowledge.Article, error) bool) {
		yield([]knowledge.Article{{ID: 5, Lang: "en", Title: "Only this"}}, nil)
	}); err != nil || len(x.Recall(knowledge.Asked{Text: "subject 7", Lang: "en", Limit: 3})) != 0 || len(x.Recall(knowledge.Asked{Text: "only this", Lang: "en", Limit: 3})) != 1 {
		t.Errorf("rebuilt: %v", err)
	}
}

// Who asks may wait for a search: what is written meanwhile does not wait for that, and is told of.
func TestNothingWaitsForWhoAsks(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{{ID: 1, Lang: "en", Title: "Lost cards"}, {ID: 2, Lang: "en", Title: "Refunds"}}
	x := filled(t, list)
	list[0].Questions = []string{"my plastic went missing"}
	got := x.Recall(knowledge.Asked{Text: "my plastic went missing", Lang: "en", Limit: 5, Also: func() []int64 {
		if err := x.Put(t.Context(), list); err != nil {
			t.Error(err)
		}
		return []int64{2}
	}})
	if len(got) != 2 || got[0].Article != 1 || got[0].Near < 0.99 || got[1].Article != 2 {
		t.Errorf("%+v", got)
	}
	same(t, x, filled(t, list), "where is my plastic")
}

// What one person alone taught, however much, neither hides what others taught nor is part of what they say together.
func TestAFloodOfOnePersonLeavesRoomForTheOthers(t *testing.T) {
	t.Parallel()
	right := knowledge.Article{ID: 1, Lang: "en", Title: "Lost cards", Remembered: []knowledge.Remembered{{Text: "my plastic has gone", Lang: "en", Weight: 0.6, Seconded: 0.6, Count: 1}}}
	wrong := knowledge.Article{ID: 2, Lang: "en", Title: "Refunds"}
	asked := knowledge.Asked{Text: "my plastic has gone missing today", Lang: "en", Limit: 5}
	quiet := filled(t, []knowledge.Article{right, wrong}).Recall(asked)
	for i := range 500 {
		wrong.Remembered = append(wrong.Remembered, knowledge.Remembered{Text: fmt.Sprintf("my plastic has gone missing today %d", 1000+i), Lang: "en", Weight: 0.6, Count: 1})
	}
	flooded := filled(t, []knowledge.Article{right, wrong}).Recall(asked)
	of := func(list []knowledge.Recalled, id int64) knowledge.Recalled {
		for _, r := range list {
			if r.Article == id {
				return r
			}
		}
		return knowledge.Recalled{}
	}
	if one := of(quiet, 1); one.Past != one.Seconded || one.Seconded.Fit < 0.3 {
		t.Errorf("with nobody alone: %+v", one)
	}
	one, two := of(flooded, 1), of(flooded, 2)
	if one.Seconded.Fit < 0.9*of(quiet, 1).Seconded.Fit || one.Seconded.Question != "my plastic has gone" {
		t.Errorf("what others taught is %+v, and was %+v", one.Seconded, of(quiet, 1).Seconded)
	}
	if two.Fit < one.Fit || two.Seconded.Fit > 0.1 || two.Seconded.Known != 0 || two.Seconded.Like != 0 || two.Known != 500 {
		t.Errorf("what one person taught: %+v", two)
	}
}
