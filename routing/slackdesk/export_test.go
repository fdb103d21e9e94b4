package slackdesk

import (
	"context"
	"errors"
)

// ReadMissed reads threads for notes whose events never came, now.
func (d *Desk) ReadMissed(ctx context.Context) error { return d.readMissed(ctx) }

// Chores does what comes round by the clock within seconds, now.
func (d *Desk) Chores(ctx context.Context) error {
	return errors.Join(d.sendAsks(ctx), d.closeReveals(ctx), d.noticeWaiting(ctx), d.deleteErased(ctx), d.tellOwners(ctx))
}

// EndPauses forgets what Slack told us to leave until later, as if the time had passed.
func (d *Desk) EndPauses() {
	d.pauses.mu.Lock()
	defer d.pauses.mu.Unlock()
	clear(d.pauses.list)
}

// Markdown is what a person typed, as everybody else reads it.
func Markdown(text, before string) string { return markdown(text, before) }

// MeetOperators looks up the operators whom nobody has met in Slack, now.
func (d *Desk) MeetOperators(ctx context.Context) error { return d.meetOperators(ctx) }
