package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/assist"
	"switchboard/knowledge"
)

// TestNobodyAloneMovesTheAnswerThatOthersTaught: three operators taught which article answers a question. Whatever any
// number of customers or one careless operator or all of them together then teach about the question's words, in whatever
// wording and within whatever days, nothing else comes to be answered without a person, and the article stays first.
func TestNobodyAloneMovesTheAnswerThatOthersTaught(t *testing.T) {
	t.Parallel()
	ctx, b := context.Background(), newTaughtBase(t, false)
	store, right, wrong := b.store, b.articles[0], b.articles[1]
	const question = "my plastic has gone missing"
	now := time.Now()
	var honest []knowledge.Lesson
	for i := range 3 {
		honest = append(honest, knowledge.Lesson{Key: fmt.Sprint("honest", i), Article: right, Lang: "en", Text: question, Solved: true, Role: "operator", Person: fmt.Sprint("operator/", i), At: now})
	}
	least := map[string]float64{"customers": 1, "operator": 1, "both": 1}
	silenced := map[string]int{}
	tries := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		teach := func(l knowledge.Lesson) {
			if _, err := store.Teach(ctx, l); err != nil {
				t.Fatal(err)
			}
		}
		first := func() assist.Ranked {
			r, err := b.asking(ctx)
			if err != nil {
				t.Fatal(err)
			}
			ranked, err := r.Rank(ctx, assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: question}}, Lang: "en"}, 5)
			if err != nil || len(ranked) == 0 {
				t.Fatal(ranked, err)
			}
			return ranked[0]
		}
		if _, err := store.ClearLessons(ctx, 0, "net", "eva"); err != nil {
			t.Fatal(err)
		}
		for _, l := range honest {
			teach(l)
		}
		before := first()
		words := strings.Fields("my plastic has gone missing please help today card")
		who := rapid.SampledFrom([]string{"customers", "operator", "both", "both"}).Draw(t, "attackers")
		for i := range rapid.IntRange(0, 30).Draw(t, "attacks") {
			l := knowledge.Lesson{Key: fmt.Sprint("attack", i), Lang: "en", Role: "customer", Person: fmt.Sprint("customer/", rapid.IntRange(1, 50).Draw(t, "who"))}
			if who == "operator" || who == "both" && rapid.Bool().Draw(t, "careless") {
				l.Role, l.Person = "operator", "operator/careless"
			}
			l.Article, l.Solved = wrong, true
			if rapid.Bool().Draw(t, "against") {
				l.Article, l.Solved = right, false
			}
			l.Text = question
			if !rapid.Bool().Draw(t, "same words") {
				l.Text = strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(words), 2, len(words), rapid.ID[string]).Draw(t, "words"), " ")
			}
			l.At = now.Add(-time.Duration(rapid.IntRange(0, 20*24).Draw(t, "hours ago")) * time.Hour)
			teach(l)
		}
		after := first()
		tries[who]++
		if after.Hit.Article != right && after.Probability-after.Lone >= answerFrom {
			t.Fatalf("%q is answered alone by %q now, with %.2f", question, after.Hit.Title, after.Probability)
		}
		if after.Hit.Article != right {
			t.Fatalf("%q is answered by %q now, with %.2f", question, after.Hit.Title, after.Probability)
		}
		least[who] = min(least[who], after.Probability/before.Probability)
		if before.Probability-before.Lone >= answerFrom && after.Probability-after.Lone < answerFrom {
			silenced[who]++
		}
	})
	for who, n := range tries {
		t.Logf("%s, %d attacks: at worst the probability fell to %.2f of what it was; %d times it was not answered alone any more", who, n, least[who], silenced[who])
		if least[who] < 0.75 {
			t.Errorf("%s: the probability fell to %.2f of what it was", who, least[who])
		}
	}
}
