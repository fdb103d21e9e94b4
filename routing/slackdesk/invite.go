package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/routing"
)

// inviteStaff invites the operators whom Slack knows into a channel that was made, if what is theirs is shown there: nobody else is in it.
// The channel is good without them: what fails is logged.
func (d *Desk) inviteStaff(ctx context.Context, channel string) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	all, err := d.router.Operators(ctx)
	for _, o := range all {
		if err == nil {
			err = d.welcome(ctx, o, channel)
		}
	}
	if err != nil {
		d.log.Warn("not all operators are invited into the channel of their department", "channel", channel, "error", err)
	}
}

// welcome invites an operator into the channels in which his departments are shown, or into one of them alone. One who leaves them later
// is not asked again.
func (d *Desk) welcome(ctx context.Context, o routing.Operator, only string) error {
	standing, err := d.defaultDepartment(ctx)
	if err != nil {
		return err
	}
	rows, _ := d.pool.Query(ctx, `SELECT DISTINCT COALESCE(own.channel, shared.channel) FROM unnest($1::bigint[]) AS x (id)
		LEFT JOIN slack_channels own ON own.department_id = x.id AND own.lost_at IS NULL
		LEFT JOIN slack_channels shared ON shared.department_id = $2 AND shared.lost_at IS NULL
		WHERE COALESCE(own.channel, shared.channel) <> '' AND $3 IN ('', COALESCE(own.channel, shared.channel))`, o.Departments, standing.ID, only)
	channels, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find the channels of operator %d: %w", o.ID, err)
	}
	for _, channel := range channels {
		if err := d.invite(ctx, o, channel); err != nil {
			return err
		}
	}
	return nil
}

// invite invites an operator into a channel, when Slack takes it. Where Slack refuses he can join by himself: it is logged.
func (d *Desk) invite(ctx context.Context, o routing.Operator, channel string) error {
	user, err := d.slackUser(ctx, o.ID)
	if err != nil || user == "" {
		return err
	}
	for paused := (*pausedError)(nil); ; {
		err = d.call(ctx, "conversations.invite", "", func(ctx context.Context) error {
			_, err := d.api.InviteUsersToConversationContext(ctx, channel, user)
			return err
		})
		if !errors.As(err, &paused) || ctx.Err() != nil {
			break
		}
		wait(ctx, time.Until(paused.Until))
	}
	if !refused(err) {
		return err
	}
	if wordOf(err) != "already_in_channel" {
		d.log.Warn("an operator is not invited into the channel of his department; he can join it", "operator", o.ID, "channel", channel, "error", err)
	}
	return nil
}
