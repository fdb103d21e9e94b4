package routing_test

import (
	"testing"

	"switchboard/knowledge"
	"switchboard/routing"
)

// The list that a number opens to begins with what the number counts, and says who thought so.
func TestTheNumberOfEarlierQuestionsIsThatOfItsList(t *testing.T) {
	t.Parallel()
	list := []knowledge.Remembered{{Text: "a", Count: 1}, {Text: "b", Count: 30, Customers: 30}, {Text: "c", Count: 1, Customers: 1}, {Text: "d", Count: 5, Customers: 3}, {Text: "e", Count: 2}}
	for like, want := range map[int]int{0: 0, 1: 1, 31: 2, 32: 3, 99: 5} {
		counted, others := routing.DraftAsks{Like: like}.Counted(list)
		if len(counted) != want || len(counted)+len(others) != len(list) {
			t.Errorf("%d are %d and %d", like, len(counted), len(others))
		}
	}
	got := ""
	for _, r := range list {
		got += routing.WhoAsked(r) + "; "
	}
	if want := "; 30 times, only customers say so; one customer says so; 5 times, 3 by customers’ word; 2 times; "; got != want {
		t.Error(got)
	}
}
