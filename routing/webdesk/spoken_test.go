package webdesk_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

// TestACallStandsInTheOrderInWhichItWasSpoken though the operator's line came last; the newest line of the caller is still the one that
// a draft is for.
func TestACallStandsInTheOrderInWhichItWasSpoken(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	for i, line := range []struct {
		start int
		us    bool
		text  string
	}{{1, false, "hello, this is Bob"}, {5, false, "when is the delivery"}, {3, true, "the lamp shop, good day"}} {
		r.customer("+380441234567", "Bob", line.text, func(in *channels.Inbound) {
			in.Account, in.Kind, in.FromUs = "line", channels.Message, line.us
			in.Call = &channels.Call{ID: "k", Live: true, Segment: string(rune('a' + i)), Start: time.Duration(line.start) * time.Second}
		})
	}
	_, page := ann.get(conv(1, "/parts"))
	first, between, last := strings.Index(page, `class="text">hello, this is Bob`), strings.Index(page, `class="text">the lamp shop`), strings.Index(page, `class="text">when is the delivery`)
	if first < 0 || !(first < between && between < last) {
		t.Errorf("they stand at %d, %d, %d", first, between, last)
	}
	if !strings.Contains(page, `data-last-customer="4"`) {
		t.Errorf("another line is the caller's last: %s", page)
	}
}
