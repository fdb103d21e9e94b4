package knowledge_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestALessonSaysWhatItCountsAndWhy: by who taught it and when, beside what others taught, and what of it waits for an editor; together the
// lessons of a question count what the article is remembered with.
func TestALessonSaysWhatItCountsAndWhy(t *testing.T) {
	t.Parallel()
	s, ctx := knowledge.NewStore(pgtest.New(t)), t.Context()
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _ := save(t, s, edit("router", "Restart the router", "Hold the button."))
	n := 0
	teach := func(text, role, person string, ago time.Duration) {
		t.Helper()
		n++
		if _, err := s.Teach(ctx, knowledge.Lesson{Key: fmt.Sprint(n), Article: id, Lang: "en", Text: text, Solved: true, Role: role, Person: person, At: time.Now().Add(-ago)}); err != nil {
			t.Fatal(err)
		}
	}
	const year = 365 * 24 * time.Hour
	teach("my router blinks red", "operator", "operator/1", 0)
	teach("my router blinks red", "operator", "operator/1", 30*24*time.Hour) // again, before
	for i := range 5 {
		if i < 3 {
			teach("lost the remote control", "operator", fmt.Sprint("operator/", 10+i), 0)
		}
		teach("where is the invoice", "customer", fmt.Sprint("customer/", 10+i), 0)
	}
	teach("no lamp shines", "operator", "operator/2", 180*24*time.Hour)
	teach("a purple cable", "customer", "customer/2", 2*year)
	for i := range 7 {
		teach(fmt.Sprintf("thing%d other%d", i, i), "customer", "customer/3", 0)
	}
	list, err := s.Lessons(ctx, knowledge.LessonFilter{})
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]int64, len(list))
	for i, l := range list {
		ids[i] = l.ID
	}
	weighed, err := s.Weighed(ctx, ids)
	if err != nil {
		t.Fatal(err)
	}
	said, sums := map[string]int{}, map[string]float64{}
	for _, l := range list {
		w := weighed[l.ID]
		sums[l.Text] += w.Counts
		text := l.Text
		if strings.HasPrefix(text, "thing") {
			text = "things"
		}
		said[fmt.Sprintf("%s: %.2f of %.2f, a %s's %.2f, age %.2f %v", text, w.Counts, w.Alone, l.Role, w.Role, w.Age, w.Limits)]++
	}
	for want, times := range map[string]int{
		"my router blinks red: 0.60 of 0.60, a operator's 0.60, age 1.00 []":           1,
		"my router blinks red: 0.00 of 0.53, a operator's 0.60, age 0.89 [same_words]": 1,
		"lost the remote control: 0.50 of 0.60, a operator's 0.60, age 1.00 [all]":     3,
		"where is the invoice: 0.06 of 0.15, a customer's 0.15, age 1.00 [customers]":  5,
		"no lamp shines: 0.30 of 0.30, a operator's 0.60, age 0.50 []":                 1,
		"a purple cable: 0.00 of 0.01, a customer's 0.15, age 0.06 [little]":           1,
		"things: 0.15 of 0.15, a customer's 0.15, age 1.00 []":                         5,
		"things: 0.00 of 0.15, a customer's 0.15, age 1.00 [person_an_article]":        2,
	} {
		if said[want] != times {
			t.Errorf("not %d times %q", times, want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
	a, err := s.Published(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range a.Remembered {
		if math.Abs(r.Weight-sums[r.Text]) > 1e-6 {
			t.Errorf("%q is remembered with %.3f, its lessons count %.3f", r.Text, r.Weight, sums[r.Text])
		}
	}
}
