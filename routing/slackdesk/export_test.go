package slackdesk

import "context"

// ReadMissed reads threads for notes whose events never came, now.
func (d *Desk) ReadMissed(ctx context.Context) error { return d.readMissed(ctx) }

// EndPauses forgets what Slack told us to leave until later, as if the time had passed.
func (d *Desk) EndPauses() {
	d.pauses.mu.Lock()
	defer d.pauses.mu.Unlock()
	clear(d.pauses.list)
}
