package slackdesk

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// placeOf finds what a message in Slack is of ours: its conversation, and what it shows (slack_posts.place; "" for a
// message of somebody else in the thread). thread may be empty for a card itself. Conversation 0: nothing of ours.
func (d *Desk) placeOf(ctx context.Context, channel, ts, thread string) (conv int64, place string, err error) {
	err = d.pool.QueryRow(ctx, `SELECT conversation_id, place FROM slack_posts WHERE channel = $1 AND ts = $2 AND ts <> ''`, channel, ts).
		Scan(&conv, &place)
	if errors.Is(err, pgx.ErrNoRows) && thread != "" {
		err = d.pool.QueryRow(ctx, `SELECT conversation_id FROM slack_threads WHERE channel = $1 AND ts = $2 AND ts <> ''`, channel, thread).
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
