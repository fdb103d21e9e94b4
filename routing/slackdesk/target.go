package slackdesk

import (
	"fmt"
	"strconv"
	"strings"
)

// target is what a button or a modal is about. It travels through Slack, so it grants nothing: routing checks every act.
type target struct {
	Conv int64 // conversation
	Item int64 // draft, message, line or fact, by the verb; 0: none
	Seq  int64 // the customer's last line when the button was drawn; a draft pressed later may be stale. Of a fact its mark
}

// String is the target as a button's value.
func (t target) String() string { return fmt.Sprintf("%d.%d.%d", t.Conv, t.Item, t.Seq) }

// parseTarget reads a button's value.
func parseTarget(s string) (t target, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return target{}, false
	}
	for i, to := range []*int64{&t.Conv, &t.Item, &t.Seq} {
		n, err := strconv.ParseInt(parts[i], 10, 64)
		if err != nil || n < 0 {
			return target{}, false
		}
		*to = n
	}
	return t, t.Conv > 0
}
