package slackdesk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"switchboard/routing"
)

// identity is who we are in Slack.
type identity struct{ User, Bot, Team, Name, URL string }

// me is who we are, as far as Slack has told.
func (d *Desk) me() identity {
	if i := d.self.Load(); i != nil {
		return *i
	}
	return identity{}
}

// Run keeps Slack in step until ctx ends: it holds the socket, posts and edits, and does the chores.
func (d *Desk) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Go(func() { d.each(ctx, time.Minute, "presence", d.keepPresence) }) // whether or not Slack answers
	for ctx.Err() == nil {
		if _, err := d.introduce(ctx); err == nil {
			break
		} else if ctx.Err() == nil {
			d.log.Warn("Slack does not answer; it is tried again", "error", err)
		}
		wait(ctx, 3*time.Second)
	}
	if d.cfg.AppToken != "" {
		wg.Go(func() { d.holdSocket(ctx) })
	}
	wg.Go(func() { d.keepInStep(ctx) })
	wg.Go(func() { d.each(ctx, 500*time.Millisecond, "live lines", d.runLive) })
	wg.Go(func() { d.each(ctx, 2*time.Second, "pauses", d.readPauses) })
	wg.Go(func() { d.each(ctx, 2*time.Second, "questions to colleagues", d.sendAsks) })
	wg.Go(func() { d.each(ctx, 5*time.Second, "reveals", d.closeReveals) })
	wg.Go(func() { d.each(ctx, 10*time.Second, "who waits", d.noticeWaiting) })
	wg.Go(func() { d.each(ctx, 5*time.Second, "erasures", d.deleteErased) })
	wg.Go(func() { d.each(ctx, 5*time.Second, "notes about erased customers", d.tellTyped) })
	wg.Go(func() { d.each(ctx, 5*time.Second, "reports on articles", d.tellOwners) })
	wg.Go(func() { d.each(ctx, 5*time.Second, "assigned gaps", d.tellAssigned) })
	wg.Go(func() { d.each(ctx, 10*time.Minute, "notes whose events never came", d.readMissed) })
	wg.Go(func() { d.each(ctx, 10*time.Minute, "operators in Slack", d.meetOperators) })
	wg.Go(func() { d.each(ctx, time.Hour, "tidying up", d.tidy) })
	wg.Wait()
	return nil
}

// each runs a chore again and again until ctx ends, at once first.
func (d *Desk) each(ctx context.Context, every time.Duration, what string, chore func(context.Context) error) {
	for ctx.Err() == nil {
		call, cancel := context.WithTimeout(ctx, time.Minute)
		err := chore(call)
		cancel()
		if paused := (*pausedError)(nil); err != nil && ctx.Err() == nil && !errors.As(err, &paused) {
			d.log.Warn("a chore of the desk in Slack failed; it is done again", "chore", what, "error", err)
		}
		wait(ctx, every)
	}
}

// wait waits, or returns early when ctx ends.
func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// introduce asks Slack who we are.
func (d *Desk) introduce(ctx context.Context) (identity, error) {
	var i identity
	err := d.call(ctx, "auth.test", "", func(ctx context.Context) error {
		r, err := d.api.AuthTestContext(ctx)
		if err == nil {
			i = identity{User: r.UserID, Bot: r.BotID, Team: r.Team, Name: r.User, URL: r.URL}
		}
		return err
	})
	if err == nil {
		d.self.Store(&i)
	}
	return i, err
}

// Check tells whether Slack can be reached and the token is good, for /readyz.
func (d *Desk) Check(ctx context.Context) (string, error) {
	if p, ok := d.pauses.get(""); ok {
		return "", &p
	}
	i, err := d.introduce(ctx)
	if err != nil {
		return "", err
	}
	facts := []string{"@" + i.Name + " in " + i.Team}
	switch {
	case d.cfg.AppToken == "":
		facts = append(facts, "events by HTTP")
	case d.connected.Load():
		facts = append(facts, "socket open")
	default:
		facts = append(facts, "no socket yet")
	}
	var behind int
	var oldest *string
	err = d.pool.QueryRow(ctx, `SELECT count(*), min(error) FROM slack_threads WHERE failures > 0`).Scan(&behind, &oldest)
	if err != nil {
		return "", fmt.Errorf("count the threads that are behind: %w", err)
	}
	if behind > 0 && oldest != nil {
		facts = append(facts, fmt.Sprintf("%d threads behind: %s", behind, *oldest))
	}
	return strings.Join(facts, ", "), nil
}

// keepPresence tells routing which operators are at work in Slack: those who chose to be online here. Slack's own dot
// comes and goes with a phone's screen and decides nothing.
func (d *Desk) keepPresence(ctx context.Context) error {
	all, err := d.router.Operators(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Presence == "offline" {
			continue
		}
		user, err := d.slackUser(ctx, o.ID)
		if err != nil {
			return err
		}
		if user == "" {
			continue
		}
		if err := d.router.Heard(ctx, o.ID); err != nil {
			return err
		}
	}
	return nil
}

// atWork notes that an operator does something here: whoever was taken for gone is at work again.
func (d *Desk) atWork(ctx context.Context, who person) error {
	if who.Op.Presence != "offline" {
		return nil
	}
	return d.router.Acted(ctx, who.Op.ID)
}

// tidy forgets what no redelivery can bring any more.
func (d *Desk) tidy(ctx context.Context) error {
	for _, sql := range []string{
		`DELETE FROM slack_received WHERE at < now() - interval '3 days'`,
		`DELETE FROM slack_pauses WHERE until < now() - interval '1 hour'`,
		`DELETE FROM slack_notices WHERE at < now() - interval '30 days'`,
	} {
		if _, err := d.pool.Exec(ctx, sql); err != nil {
			return fmt.Errorf("tidy up after Slack: %w", err)
		}
	}
	return nil
}

// eventID reads the id of an event.
func eventID(raw json.RawMessage) string {
	var outer struct {
		ID string `json:"event_id"`
	}
	if json.Unmarshal(raw, &outer) != nil {
		return ""
	}
	return outer.ID
}

// spoken is an error in words for an operator, and whether it is one that he can do something about.
func spoken(err error) (text string, ours bool) {
	var field fieldError
	var taken routing.TakenError
	var stale routing.StaleError
	var disputed routing.DisputeError
	var paused *pausedError
	switch {
	case errors.As(err, &field), errors.As(err, &taken), errors.As(err, &stale), errors.As(err, &disputed):
		return sentence(err.Error()), true
	case errors.As(err, &paused):
		return "Slack is left alone for a moment: " + paused.Reason, true
	case wordOf(err) == "expired_trigger_id" || wordOf(err) == "trigger_expired":
		return "That took too long for Slack: press once more.", true
	case errors.Is(err, context.DeadlineExceeded):
		return "The database is slow just now. Wait a moment, look whether it happened, then press once more.", false
	case errors.As(err, new(slack.SlackErrorResponse)) || wordOf(err) != "":
		return "Slack did not take that (" + wordOf(err) + ").", false
	case isPlain(err):
		return sentence(err.Error()), true
	}
	return "Something went wrong here. It was noted.", false
}
