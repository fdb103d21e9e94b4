package assist_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"switchboard/assist"
	"switchboard/knowledge"
)

// moves lets one person teach departments, as much as one person's word weighs on a day.
func moves(d *assist.Departments, person string, list []assist.Moved, at []time.Time, day time.Time) (learnt []assist.Moved) {
	by := map[string][]int{}
	for i, m := range list {
		by[m.Department] = append(by[m.Department], i)
	}
	for _, places := range by {
		said := make([]knowledge.Said, len(places))
		for n, i := range places {
			said[n] = knowledge.Said{Text: list[i].Text, Lang: "en", At: at[i]}
		}
		for n, w := range knowledge.Weigh(said, day) {
			m := list[places[n]]
			m.Person, m.Weight = person, w
			d.Learn(m)
			learnt = append(learnt, m)
		}
	}
	return learnt
}

// TestOneOperatorNeitherTeachesADepartmentNorMovesOne: whatever one operator transfers, wherever and whenever, no department
// is taught by him alone, and none that three others taught is outweighed; what he taught and took back leaves no trace.
func TestOneOperatorNeitherTeachesADepartmentNorMovesOne(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	asked := []string{"I was charged twice", "charged twice for my invoice", "why was I charged twice again"}
	words := strings.Fields("I was charged twice for my invoice again why router light red please help")
	least, tries, silenced := 1.0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		list := make([]assist.Moved, rapid.IntRange(1, 40).Draw(t, "transfers"))
		at := make([]time.Time, len(list))
		for i := range list {
			list[i].Department = rapid.SampledFrom([]string{"sales", "technical", "sales"}).Draw(t, "department")
			if list[i].Text = rapid.SampledFrom(asked).Draw(t, "text"); rapid.Bool().Draw(t, "other words") {
				list[i].Text = strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(words), 2, len(words)-3, rapid.ID[string]).Draw(t, "words"), " ")
			}
			at[i] = day.Add(-time.Duration(rapid.IntRange(0, 400*24).Draw(t, "hours ago")) * time.Hour)
		}
		alone := assist.NewDepartments()
		moves(alone, "careless", list, at, day)
		for _, q := range asked {
			for _, g := range alone.Predict(q) {
				if g.Like > 0 && !g.Alone {
					t.Fatalf("%q is for %s, on one word: %+v", q, g.Department, g)
				}
			}
		}
		d := assist.NewDepartments()
		for i := range 3 {
			var own []assist.Moved
			var when []time.Time
			for _, q := range asked {
				own, when = append(own, assist.Moved{Text: q, Department: "billing"}), append(when, day)
			}
			moves(d, fmt.Sprint("honest", i), own, when, day)
		}
		before := d.Predict(asked[0])
		learnt := moves(d, "careless", list, at, day)
		after := assist.Seconded(d.Predict(asked[0]))
		if after[0].Department != "billing" && after[0].Like > 0 {
			t.Fatalf("%q is for %+v, and was for %+v", asked[0], after, before)
		}
		if tries++; after[0].Department == "billing" {
			least = min(least, after[0].Probability)
		} else {
			silenced++
		}
		for _, m := range learnt {
			d.Unlearn(m)
		}
		if again := d.Predict(asked[0]); !reflect.DeepEqual(again, before) {
			t.Fatalf("after all was taken back: %+v, before %+v", again, before)
		}
	})
	t.Logf("in %d attempts the department was outweighed by what nothing is like in %d; else at worst it has %.2f", tries, silenced, least)
}
