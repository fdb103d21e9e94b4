package routing_test

import (
	"fmt"
	"testing"

	"switchboard/routing"
)

func TestANumberThatIsKnownTwiceIsNamedOnce(t *testing.T) {
	t.Parallel()
	s := routing.Subscriber{Addresses: []routing.SubscriberAddress{{ID: 1, Account: "line", Kind: "phone", Value: "+380440000017"}, {ID: 2, Kind: "phone", Value: "+380440000017", Blocked: true},
		{ID: 3, Kind: "email", Value: "a@b.example"}}}
	if got := fmt.Sprint(s.Places()); got != "[{1 line phone +380440000017 true } {3  email a@b.example false }]" {
		t.Errorf("places are %s", got)
	}
}
