package routing_test

import (
	"testing"

	"switchboard/routing"
)

func TestTheLastQuestionsAreReadOnceAndMasked(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("none", "Do you deliver to Lviv? My number is +380 67 123 45 67")
	r.says("none", "do you  deliver to Lviv? my number is +380 67 123 45 67")
	r.says("person", "My name is Olena Kovalenko. What does delivery cost? And let me talk to a human")
	r.says("wish", "Let me talk to a human")
	r.says("polite", "Good morning!")
	r.says("short", "hm")
	list, err := r.RecentQuestions(t.Context(), 10)
	if err != nil || len(list) != 2 || list[0].Text != "What does delivery cost?" {
		t.Fatalf("%+v, %v", list, err)
	}
	if q := list[1]; q.Conversation == 0 || q.At.IsZero() || q.Text == "" || containsNumber(q.Text) {
		t.Errorf("%+v", q)
	}
	if list, err := r.RecentQuestions(t.Context(), 0); err != nil || len(list) != 0 {
		t.Errorf("none were asked for: %+v, %v", list, err)
	}
}

func containsNumber(s string) bool {
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits > 6
}
