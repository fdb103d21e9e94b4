package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"

	"switchboard/routing"
)

// placeOf finds what a message in Slack is of ours: its conversation, and what it shows (slack_posts.place; "" for a
// message of somebody else in the thread). thread may be empty for a card itself. Conversation 0: nothing of ours.
func (d *Desk) placeOf(ctx context.Context, channel, ts, thread string) (conv int64, place string, err error) {
	err = d.pool.QueryRow(ctx, `SELECT conversation_id, place FROM slack_posts WHERE channel = $1 AND ts = $2 AND ts <> ''`, channel, ts).
		Scan(&conv, &place)
	if errors.Is(err, pgx.ErrNoRows) && thread != "" { // a card that was left behind still leads to its conversation
		err = d.pool.QueryRow(ctx, `SELECT conversation_id FROM slack_threads WHERE channel = $1 AND ts = $2 AND ts <> ''
			UNION ALL SELECT conversation_id FROM slack_posts WHERE channel = $1 AND ts = $2 AND ts <> '' LIMIT 1`, channel, thread).
			Scan(&conv)
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("find the conversation of %s/%s: %w", channel, ts, err)
	}
	return conv, place, nil
}

// errNotYet says that a message may be ours, but Slack's answer to its post is not noted yet.
var errNotYet = errors.New("it is not known yet what this message belongs to")

// placeSoon is placeOf for events: people are quick, and an event may come before the answer to our own post was noted.
// It waits a moment, then fails with errNotYet, so that Slack brings the event again.
func (d *Desk) placeSoon(ctx context.Context, channel, ts, thread string) (conv int64, place string, err error) {
	for range 15 {
		conv, place, err = d.placeOf(ctx, channel, ts, thread)
		if err != nil || conv != 0 {
			return conv, place, err
		}
		var open bool
		err = d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_posts WHERE channel = $1 AND ts = '' AND at > now() - interval '15 minutes')`, channel).Scan(&open)
		if err != nil {
			return 0, "", fmt.Errorf("look for posts that are under way: %w", err)
		}
		if !open {
			// it may have been noted between the two looks
			return d.placeOf(ctx, channel, ts, thread)
		}
		wait(ctx, 100*time.Millisecond)
	}
	return 0, "", errNotYet
}

// channelOf is the channel in Slack of a department: its own, else that of the default department.
func (d *Desk) channelOf(ctx context.Context, department int64) (string, error) {
	var channel string
	err := d.pool.QueryRow(ctx, `SELECT channel FROM slack_channels WHERE department_id = $1 AND lost_at IS NULL`, department).Scan(&channel)
	if err == nil {
		return channel, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("find the Slack channel of department %d: %w", department, err)
	}
	return d.defaultChannel(ctx)
}

// defaultDepartment is the department whose channel takes everything that has none.
func (d *Desk) defaultDepartment(ctx context.Context) (routing.Department, error) {
	all, err := d.router.Departments(ctx)
	if err != nil {
		return routing.Department{}, err
	}
	if i := slices.IndexFunc(all, func(x routing.Department) bool { return x.Key == d.cfg.Department }); i >= 0 {
		return all[i], nil
	}
	if len(all) == 0 {
		return routing.Department{}, errors.New("there is no department yet")
	}
	return all[0], nil
}

// defaultChannel is the channel of the default department; it is made, or joined, when it is not there.
func (d *Desk) defaultChannel(ctx context.Context) (string, error) {
	department, err := d.defaultDepartment(ctx)
	if err != nil {
		return "", err
	}
	var channel string
	err = d.pool.QueryRow(ctx, `SELECT channel FROM slack_channels WHERE department_id = $1 AND lost_at IS NULL`, department.ID).Scan(&channel)
	if err == nil {
		return channel, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("find the default Slack channel: %w", err)
	}
	var made bool
	name := d.cfg.Channel
	if name == "" {
		name = "switchboard"
	}
	for i := range 5 {
		try := name
		if i > 0 {
			try = fmt.Sprintf("%s-%d", name, i+1) // the name may belong to an archived channel
		}
		channel, made, err = d.makeChannel(ctx, try)
		if word := wordOf(err); word == "is_archived" || word == "name_taken" || word == "restricted_action" {
			continue
		}
		break
	}
	if err != nil {
		return "", fmt.Errorf("make or join #%s for the default department (or bind another by /switchboard bind): %w", name, err)
	}
	if err := d.bind(ctx, department.ID, channel); err != nil {
		return "", err
	}
	if made {
		go d.inviteStaff(context.WithoutCancel(ctx), channel) // the first card waits for nobody
	}
	return channel, nil
}

// bind makes a channel the one of a department.
func (d *Desk) bind(ctx context.Context, department int64, channel string) error {
	_, err := d.pool.Exec(ctx, `INSERT INTO slack_channels (department_id, channel) VALUES ($1, $2)
		ON CONFLICT (department_id) DO UPDATE SET channel = EXCLUDED.channel, at = now(), lost_at = NULL, lost_why = NULL`, department, channel)
	if err != nil {
		return fmt.Errorf("bind department %d to Slack channel %s: %w", department, channel, err)
	}
	return nil
}

var badChannelSigns = regexp.MustCompile(`[^\p{Ll}\p{Lo}\p{N}_-]+`)

// channelName is a name as Slack takes it for a channel.
func channelName(name string) string {
	return cut(strings.Trim(badChannelSigns.ReplaceAllString(strings.ToLower(strings.TrimPrefix(name, "#")), "-"), "-"), 80)
}

// makeChannel makes a channel, or joins the one of that name, and tells which.
func (d *Desk) makeChannel(ctx context.Context, name string) (id string, made bool, err error) {
	name = channelName(name)
	if name == "" {
		return "", false, errors.New("write a name for the channel, for example #support")
	}
	err = d.call(ctx, "conversations.create", "", func(ctx context.Context) error {
		c, err := d.api.CreateConversationContext(ctx, slack.CreateConversationParams{ChannelName: name})
		if err == nil {
			id = c.ID
		}
		return err
	})
	if wordOf(err) != "name_taken" {
		return id, err == nil, err
	}
	found, err := d.channelNamed(ctx, name)
	if err != nil {
		return "", false, err
	}
	return found, false, d.join(ctx, found)
}

// channelNamed finds a channel that is not archived by its name.
func (d *Desk) channelNamed(ctx context.Context, name string) (id string, err error) {
	cursor := ""
	for range 100 {
		var list []slack.Channel
		err := d.call(ctx, "conversations.list", "", func(ctx context.Context) (err error) {
			list, cursor, err = d.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{
				Cursor: cursor, ExcludeArchived: true, Limit: 200, Types: []string{"public_channel", "private_channel"}})
			return err
		})
		if err != nil {
			return "", err
		}
		for _, c := range list {
			if c.Name == name {
				return c.ID, nil
			}
		}
		if cursor == "" {
			break
		}
	}
	return "", fmt.Errorf("slack conversations.list: %w", slack.SlackErrorResponse{Err: "name_taken"}) // archived, or private
}

func (d *Desk) join(ctx context.Context, channel string) error {
	return d.call(ctx, "conversations.join", channel, func(ctx context.Context) error {
		_, _, _, err := d.api.JoinConversationContext(ctx, channel)
		return err
	})
}

// loseChannel notes that a channel cannot be posted in any more. Its conversations go to the default one, where it is said.
func (d *Desk) loseChannel(ctx context.Context, channel, why string) error {
	if why == "not_in_channel" && d.join(ctx, channel) == nil {
		return nil
	}
	tag, err := d.pool.Exec(ctx, `UPDATE slack_channels SET lost_at = now(), lost_why = $2 WHERE channel = $1 AND lost_at IS NULL`, channel, why)
	if err != nil {
		return fmt.Errorf("note that Slack channel %s is lost: %w", channel, err)
	}
	if tag.RowsAffected() == 0 {
		return nil
	}
	d.log.Warn("a Slack channel is lost; its conversations go to the default one", "channel", channel, "why", why)
	fallback, err := d.defaultChannel(ctx)
	if err != nil {
		return err
	}
	text := fmt.Sprintf(":warning: <#%s> cannot be posted in any more (%s). Its conversations are shown here until an administrator binds the department to another channel: `/switchboard bind`.", channel, quiet(why))
	return d.call(ctx, "chat.postMessage", fallback, func(ctx context.Context) error {
		_, _, err := d.api.PostMessageContext(ctx, fallback, slack.MsgOptionText(text, false))
		return err
	})
}

func noRows(err error) bool { return errors.Is(err, pgx.ErrNoRows) }
