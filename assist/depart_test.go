package assist_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
)

var lessons = []struct{ text, department string }{
	{"I was charged twice for my order", "billing"},
	{"where is my refund", "billing"},
	{"the invoice shows a wrong amount", "billing"},
	{"Чому з мене зняли гроші двічі?", "billing"},
	{"my internet is down", "technical"},
	{"the router blinks red", "technical"},
	{"Роутер не вмикається", "technical"},
}

func TestDepartmentsAreLearnt(t *testing.T) {
	t.Parallel()
	d := assist.NewDepartments()
	if got := d.Predict("where is my refund"); got != nil {
		t.Errorf("knows nothing, and says %v", got)
	}
	for _, l := range lessons {
		d.Teach(l.text, l.department)
	}
	for text, want := range map[string]string{
		"I am charged twice": "billing", "router is blinking": "technical", "роутер блимає": "technical", "зняли гроші": "billing",
	} {
		got := d.Predict(text)
		if len(got) != 2 || got[0].Department != want || got[0].Like == 0 {
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "   ", "\xff\xfe", "漢字"} {
		if got := d.Predict(text); got != nil {
			t.Errorf("%q: %v, want nothing", text, got)
		}
	}
}

func TestDepartmentsDoNotDependOnOrderNorOnWhatWasForgotten(t *testing.T) {
	t.Parallel()
	one, other := assist.NewDepartments(), assist.NewDepartments()
	for _, l := range lessons {
		one.Teach(l.text, l.department)
	}
	other.Teach("where is my refund", "technical")
	other.Teach("something else altogether", "sales")
	for i := range lessons {
		l := lessons[len(lessons)-1-i]
		other.Teach(l.text, l.department)
		other.Teach(l.text, l.department)
		other.Forget(l.text, l.department)
	}
	other.Forget("where is my refund", "technical")
	other.Forget("something else altogether", "sales")
	other.Forget("never taught", "billing")
	for _, l := range lessons {
		if a, b := one.Predict(l.text), other.Predict(l.text); !reflect.DeepEqual(a, b) {
			t.Errorf("%q: %v and %v", l.text, a, b)
		}
	}
}

// TestDepartmentsAmongManyLessons has more lessons than are compared closely, many of them equally like the question.
func TestDepartmentsAmongManyLessons(t *testing.T) {
	t.Parallel()
	words := strings.Fields("router invoice refund blinks slow late twice card box cable modem price wrong broken again please help today")
	names := []string{"billing", "sales", "technical"}
	r := rand.New(rand.NewPCG(1, 2))
	type lesson struct{ text, department string }
	var many []lesson
	for range 3000 {
		var text []string
		for range 2 + r.IntN(4) {
			text = append(text, words[r.IntN(len(words))])
		}
		many = append(many, lesson{strings.Join(text, " "), names[r.IntN(len(names))]})
	}
	one, other := assist.NewDepartments(), assist.NewDepartments()
	kept := slices.Clone(many[:2500])
	for _, l := range kept {
		one.Teach(l.text, l.department)
	}
	r.Shuffle(len(many), func(i, j int) { many[i], many[j] = many[j], many[i] })
	count := map[lesson]int{}
	for _, l := range many {
		other.Teach(l.text, l.department)
		count[l]++
	}
	for _, l := range kept {
		count[l]--
	}
	for l, n := range count {
		for range n {
			other.Forget(l.text, l.department)
		}
	}
	for _, l := range many[:40] {
		if a, b := one.Predict(l.text), other.Predict(l.text); !reflect.DeepEqual(a, b) {
			t.Errorf("%q: %v and %v", l.text, a, b)
		}
	}
}
