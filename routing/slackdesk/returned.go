package slackdesk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// queueing are the events by which a conversation comes into a queue, in words.
var queueing = map[string]string{
	"handed off": "handed over by the assistant", "released": "put back", "taken back": "taken back", "transferred": "transferred", "woke up": "no longer put aside",
}

// returnedWithin is how long it is news that a conversation is in the queue again.
const returnedWithin = time.Hour

// putReturned tells the channel that a conversation is in the queue again: its card stands there since long, and Slack notifies nobody of
// an edit. One whose card is newer than that needs no word.
func (d *Desk) putReturned(ctx context.Context, t *thread, s *scene) error {
	it, ok := s.returned()
	if !ok || !t.posts[placeCard].At.Before(it.At) || time.Since(it.At) > returnedWithin {
		return nil
	}
	place := fmt.Sprintf("%s%d", placeReturned, it.Seq)
	if was, known := t.posts[place]; known && was.TS != "" {
		return nil
	}
	text := ":bell: *" + quiet(customerName(s.Head)) + "* is in the queue again: " + queueing[it.Kind]
	if it.Operator != "" {
		text += " by " + quiet(it.Operator)
	}
	return d.put(ctx, t, post{place: place, text: text, blocks: []slack.Block{small(text)}, broadcast: true})
}

// returned is the event by which the conversation came into its queue; not ok: it is in none.
func (s *scene) returned() (event routing.Item, ok bool) {
	if s.Head.State != routing.Queued {
		return event, false
	}
	for _, it := range slices.Backward(arrived(s.Items)) {
		if it.Sort == "event" && queueing[it.Kind] != "" {
			return it, true
		}
	}
	return event, false
}
