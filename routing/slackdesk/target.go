package slackdesk

import (
	"fmt"
	"strconv"
	"strings"

	"switchboard/routing"
)

// target is what a button or a modal is about. It travels through Slack, so it grants nothing: routing checks every act.
type target struct {
	Conv int64 // conversation
	Item int64 // draft, message, line or fact, by the verb; 0: none
	Seq  int64 // the customer's last line when the button was drawn; a draft pressed later may be stale. Of a fact its mark
	// Found is an article that was found and put into the reply; of a zero one there is none.
	Found routing.Found
}

// String is the target as a button's value.
func (t target) String() string {
	if t.Found.Article == 0 {
		return fmt.Sprintf("%d.%d.%d", t.Conv, t.Item, t.Seq)
	}
	return fmt.Sprintf("%d.%d.%d.%d.%d", t.Conv, t.Item, t.Seq, t.Found.Article, t.Found.Version)
}

// parseTarget reads a button's value.
func parseTarget(s string) (t target, ok bool) {
	parts := strings.Split(s, ".")
	var version int64
	to := []*int64{&t.Conv, &t.Item, &t.Seq, &t.Found.Article, &version}
	if len(parts) != 3 && len(parts) != len(to) {
		return target{}, false
	}
	for i, part := range parts {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil || n < 0 {
			return target{}, false
		}
		*to[i] = n
	}
	t.Found.Version = int(version)
	return t, t.Conv > 0
}
