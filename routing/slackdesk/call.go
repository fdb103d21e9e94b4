package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// pausedError says that Slack told us to leave something until later.
type pausedError struct {
	Until  time.Time
	Reason string
}

// pausedWords begin what a pausedError says, by which the tables tell it from others.
const pausedWords = "paused until"

func (e *pausedError) Error() string {
	return fmt.Sprintf(pausedWords+" %s: %s", e.Until.UTC().Format(time.TimeOnly), e.Reason)
}

// tokenErrors are Slack's words for a token that is good for nothing any more.
var tokenErrors = []string{"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed", "org_login_required", "team_access_not_granted"}

// channelErrors are Slack's words for a channel in which we cannot post any more.
var channelErrors = []string{"is_archived", "channel_not_found", "not_in_channel", "restricted_action", "channel_is_archived"}

// call makes one call to Slack with a deadline. method and channel are what Slack counts its rates by; what it told us to
// leave until later (429) fails at once, with a *pausedError, until then.
func (d *Desk) call(ctx context.Context, method, channel string, f func(context.Context) error) error {
	scope := method
	if method == "chat.postMessage" && channel != "" {
		scope += " " + channel
	}
	for _, s := range []string{"", scope} {
		if p, ok := d.pauses.get(s); ok {
			return &p
		}
	}
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	err := f(ctx)
	if err == nil {
		return nil
	}
	if limited := (*slack.RateLimitedError)(nil); errors.As(err, &limited) {
		return d.pause(ctx, scope, max(limited.RetryAfter, time.Second), "Slack limits "+method)
	}
	if slices.Contains(tokenErrors, wordOf(err)) {
		return d.pause(ctx, "", 20*time.Second, "Slack does not take the bot's token any more ("+wordOf(err)+"): install the app again and set SLACK_BOT_TOKEN")
	}
	return fmt.Errorf("slack %s: %w", method, err)
}

// pause keeps all processes from something for a while.
func (d *Desk) pause(ctx context.Context, scope string, wait time.Duration, reason string) error {
	p := pausedError{Until: time.Now().Add(wait), Reason: reason}
	d.pauses.set(scope, p)
	d.log.Warn("slack is left alone for a while", "what", scope, "for", wait, "reason", reason)
	_, err := d.pool.Exec(context.WithoutCancel(ctx), `INSERT INTO slack_pauses (scope, until, reason) VALUES ($1, now() + $2::interval, $3)
		ON CONFLICT (scope) DO UPDATE SET until = EXCLUDED.until, reason = EXCLUDED.reason`, scope, wait, reason)
	if err != nil {
		return fmt.Errorf("note a pause of Slack: %w", err)
	}
	return &p
}

// readPauses learns the pauses of other processes.
func (d *Desk) readPauses(ctx context.Context) error {
	rows, err := d.pool.Query(ctx, `SELECT scope, extract(epoch FROM until - now()), reason FROM slack_pauses WHERE until > now()`)
	if err != nil {
		return fmt.Errorf("read the pauses of Slack: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var scope, reason string
		var seconds float64
		if err := rows.Scan(&scope, &seconds, &reason); err != nil {
			return fmt.Errorf("read the pauses of Slack: %w", err)
		}
		d.pauses.set(scope, pausedError{Until: time.Now().Add(time.Duration(seconds * float64(time.Second))), Reason: reason})
	}
	return rows.Err()
}

// wordOf is Slack's word for an error, or empty when Slack said nothing.
func wordOf(err error) string {
	if e := (slack.SlackErrorResponse{}); errors.As(err, &e) {
		return e.Err
	}
	if e := (*slack.SlackErrorResponse)(nil); errors.As(err, &e) {
		return e.Err
	}
	return ""
}

// refused tells whether Slack answered and did not do it: it may be asked again without fear.
func refused(err error) bool { return wordOf(err) != "" }

// whisper tells one person something in a channel or thread, seen by nobody else.
func (d *Desk) whisper(ctx context.Context, channel, thread, user, text string, blocks ...slack.Block) error {
	options := []slack.MsgOption{slack.MsgOptionText(cut(text, maxText), false)}
	if len(blocks) > 0 {
		options = append(options, slack.MsgOptionBlocks(blocks...))
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	return d.call(ctx, "chat.postEphemeral", channel, func(ctx context.Context) error {
		_, err := d.api.PostEphemeralContext(ctx, channel, user, options...)
		return err
	})
}

// hint is whisper for what is only helpful: a failure is logged.
func (d *Desk) hint(ctx context.Context, channel, thread, user, text string, blocks ...slack.Block) {
	if err := d.whisper(ctx, channel, thread, user, text, blocks...); err != nil {
		d.log.Warn("somebody could not be told something in Slack", "user", user, "error", err)
	}
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return text
	}
	r := []rune(text)
	text = strings.ToUpper(string(r[0])) + string(r[1:])
	if !strings.ContainsRune(".!?…", []rune(text)[len([]rune(text))-1]) {
		text += "."
	}
	return text
}
