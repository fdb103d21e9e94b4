package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// maxSkew is how far our clock may be from Slack's: signatures older than five minutes are refused.
const maxSkew = 4 * time.Minute

// Doctor looks at everything that must be right for the desk: token, scopes, clock, the way that events take, channels.
// It changes nothing. Without a database it says nothing of channels.
func (d *Desk) Doctor(ctx context.Context) (string, error) {
	var facts []string
	var problems []error
	auth, err := d.api.AuthTestContext(ctx)
	if word := wordOf(err); slices.Contains(tokenErrors, word) {
		return "", fmt.Errorf("SLACK_BOT_TOKEN is not taken (%s): install the app to the workspace and copy the Bot User OAuth Token again", word)
	}
	if err != nil {
		return "", fmt.Errorf("slack does not answer: %w", err)
	}
	facts = append(facts, "@"+auth.User+" in "+auth.Team)
	problems = append(problems, missing(auth.Header), skewed(auth.Header, time.Now()))
	how, err := d.way(ctx)
	facts, problems = append(facts, how), append(problems, err)
	if d.pool != nil {
		bound, err := d.boundChannels(ctx)
		facts, problems = append(facts, bound), append(problems, err)
	}
	return strings.Join(facts, ", "), errors.Join(problems...)
}

// missing tells which scopes the token lacks.
func missing(h http.Header) error {
	have := strings.Split(strings.ReplaceAll(h.Get("X-OAuth-Scopes"), " ", ""), ",")
	var lacks []string
	for _, s := range Scopes() {
		if !slices.Contains(have, s.Name) {
			lacks = append(lacks, s.Name+" ("+s.Why+")")
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	return fmt.Errorf("scopes are missing: %s. Paste the manifest of `switchboard slack-manifest` and install the app again", strings.Join(lacks, "; "))
}

// skewed tells whether our clock is so far from Slack's that signatures fail.
func skewed(h http.Header, now time.Time) error {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return nil // Slack did not say
	}
	if skew := now.Sub(at); skew.Abs() > maxSkew {
		return fmt.Errorf("this machine's clock is %s off: events would be refused. Set it by NTP", skew.Round(time.Second))
	}
	return nil
}

// way tells how events come.
func (d *Desk) way(ctx context.Context) (string, error) {
	if d.cfg.AppToken == "" {
		return "events by HTTP at " + d.cfg.Base + "/slack/events", nil
	}
	_, _, err := d.api.StartSocketModeContext(ctx)
	if err != nil {
		return "", fmt.Errorf("SLACK_APP_TOKEN opens no socket (%w): make an app-level token with connections:write, and switch Socket Mode on", err)
	}
	return "events by socket", nil
}

// boundChannels tells in which channels departments are shown, and which of them are lost.
func (d *Desk) boundChannels(ctx context.Context) (string, error) {
	rows, err := d.pool.Query(ctx, `SELECT d.name, c.channel, COALESCE(c.lost_why, '') FROM slack_channels c JOIN departments d ON d.id = c.department_id ORDER BY 1`)
	if err != nil {
		return "", fmt.Errorf("read the channels of departments: %w", err)
	}
	defer rows.Close()
	var facts []string
	var problems []error
	for rows.Next() {
		var name, channel, lost string
		if err := rows.Scan(&name, &channel, &lost); err != nil {
			return "", fmt.Errorf("read the channels of departments: %w", err)
		}
		var c *slack.Channel
		err := d.call(ctx, "conversations.info", "", func(ctx context.Context) (err error) {
			c, err = d.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
			return err
		})
		switch {
		case err != nil:
			problems = append(problems, fmt.Errorf("the channel of %s: %w", name, err))
		case c.IsArchived || lost != "":
			problems = append(problems, fmt.Errorf("the channel #%s of %s is lost: bind another by /switchboard bind", c.Name, name))
		default:
			facts = append(facts, name+" in #"+c.Name)
		}
	}
	if len(facts) == 0 && len(problems) == 0 {
		facts = append(facts, "no channel yet: the default one is made with the first conversation")
	}
	return strings.Join(facts, ", "), errors.Join(append(problems, rows.Err())...)
}
