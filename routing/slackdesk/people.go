package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"

	"switchboard/routing"
)

// person is somebody in Slack.
type person struct {
	ID   string // U…
	Name string
	Zone string // IANA, may be empty
	Bot  bool
	Op   routing.Operator // zero: no operator
}

// operator tells whether the person is one of our operators.
func (p person) operator() bool { return p.Op.ID != 0 }

// lead tells whether the person may do what concerns everybody.
func (p person) lead() bool {
	return p.Op.Role == routing.RoleSupervisor || p.Op.Role == routing.RoleAdministrator
}

// place is the person's zone.
func (p person) place() *time.Location {
	if loc, err := time.LoadLocation(p.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// freshFor is how long Slack's word on a person is taken for true.
const freshFor = "6 hours"

// person finds out who somebody is: an operator by the table, else by e-mail, else nobody of ours.
func (d *Desk) person(ctx context.Context, user string) (person, error) {
	p := person{ID: user}
	if user == "" {
		return p, errors.New("it is not known who this is")
	}
	var op *int64
	var fresh bool
	err := d.pool.QueryRow(ctx, `SELECT operator_id, name, zone, at > now() - interval '`+freshFor+`' FROM slack_people WHERE user_id = $1`, user).
		Scan(&op, &p.Name, &p.Zone, &fresh)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return p, fmt.Errorf("find Slack user %s: %w", user, err)
	}
	if !fresh {
		switch asked, err := d.meet(ctx, user); {
		case err == nil:
			p, op = asked.person, asked.op
		case p.Name == "":
			return p, err
		default: // Slack's last word has to do
			d.log.Warn("Slack does not tell who somebody is; what it said last is taken", "user", user, "error", err)
		}
	}
	if op == nil {
		return p, nil
	}
	p.Op, err = d.router.Operator(ctx, *op)
	if errors.Is(err, routing.ErrForbidden) { // disabled
		return p, nil
	}
	return p, err
}

type met struct {
	person
	op *int64
}

// meet asks Slack who somebody is, and keeps it. Who has an operator's e-mail address is that operator, unless a command
// said otherwise.
func (d *Desk) meet(ctx context.Context, user string) (m met, err error) {
	var u *slack.User
	err = d.call(ctx, "users.info", "", func(ctx context.Context) (err error) {
		u, err = d.api.GetUserInfoContext(ctx, user)
		return err
	})
	if err != nil {
		return m, err
	}
	m.person = person{ID: user, Name: nameOf(u), Zone: u.TZ, Bot: u.IsBot}
	email := strings.ToLower(strings.TrimSpace(u.Profile.Email))
	if u.IsBot || u.Deleted || u.IsRestricted || u.IsUltraRestricted || u.IsStranger {
		email = "" // a guest of the workspace becomes an operator by command alone
	}
	err = d.pool.QueryRow(ctx, `
		WITH o AS (SELECT id FROM operators WHERE lower(email) = NULLIF($2, '') AND disabled_at IS NULL
			AND NOT EXISTS (SELECT FROM slack_people p WHERE p.operator_id = operators.id AND p.user_id <> $1))
		INSERT INTO slack_people (user_id, operator_id, email, name, zone, mapped_by)
		VALUES ($1, (SELECT id FROM o), $2, $3, $4, CASE WHEN EXISTS (SELECT FROM o) THEN 'email' ELSE '' END)
		ON CONFLICT (user_id) DO UPDATE SET email = EXCLUDED.email, name = EXCLUDED.name, zone = EXCLUDED.zone, at = now(),
			operator_id = CASE WHEN slack_people.mapped_by = 'command' THEN slack_people.operator_id ELSE EXCLUDED.operator_id END,
			mapped_by = CASE WHEN slack_people.mapped_by = 'command' THEN 'command' ELSE EXCLUDED.mapped_by END
		RETURNING operator_id`, user, email, m.Name, u.TZ).Scan(&m.op)
	if err != nil {
		return m, fmt.Errorf("keep Slack user %s: %w", user, err)
	}
	return m, nil
}

func nameOf(u *slack.User) string {
	for _, n := range []string{u.Profile.DisplayName, u.RealName, u.Profile.RealName, u.Name, u.ID} {
		if n = strings.TrimSpace(visible(n)); n != "" {
			return n
		}
	}
	return u.ID
}

// direct opens the channel of direct messages with somebody.
func (d *Desk) direct(ctx context.Context, user string) (channel string, err error) {
	err = d.pool.QueryRow(ctx, `SELECT dm FROM slack_people WHERE user_id = $1 AND dm <> ''`, user).Scan(&channel)
	if err == nil || !errors.Is(err, pgx.ErrNoRows) {
		return channel, err
	}
	err = d.call(ctx, "conversations.open", "", func(ctx context.Context) error {
		c, _, _, err := d.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
		if err == nil {
			channel = c.ID
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if _, err := d.pool.Exec(ctx, `UPDATE slack_people SET dm = $2 WHERE user_id = $1`, user, channel); err != nil {
		return "", fmt.Errorf("keep the direct messages of %s: %w", user, err)
	}
	return channel, nil
}

// slackUser is the operator's user in Slack; empty: none is known.
func (d *Desk) slackUser(ctx context.Context, op int64) (user string, err error) {
	err = d.pool.QueryRow(ctx, `SELECT user_id FROM slack_people WHERE operator_id = $1`, op).Scan(&user)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find the Slack user of operator %d: %w", op, err)
	}
	return user, nil
}

// meetOperators looks up the operators whom nobody has met in Slack yet, by e-mail, so that they can be told things.
func (d *Desk) meetOperators(ctx context.Context) error {
	all, err := d.router.Operators(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		user, err := d.slackUser(ctx, o.ID)
		if err != nil {
			return err
		}
		if user != "" || o.Email == "" {
			continue
		}
		var u *slack.User
		err = d.call(ctx, "users.lookupByEmail", "", func(ctx context.Context) (err error) {
			u, err = d.api.GetUserByEmailContext(ctx, o.Email)
			return err
		})
		if wordOf(err) == "users_not_found" {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := d.meet(ctx, u.ID); err != nil {
			return err
		}
		if err := d.welcome(ctx, o, ""); err != nil {
			return err
		}
	}
	return nil
}
