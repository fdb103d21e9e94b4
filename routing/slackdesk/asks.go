package slackdesk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// ask keeps a question to colleagues; sendAsks brings it to them.
func (d *Desk) ask(ctx context.Context, conv int64, by person, users []string, question string) error {
	if strings.TrimSpace(question) == "" {
		return fieldError{"text", "Write the question."}
	}
	if len(users) == 0 {
		return fieldError{"to", "Choose whom to ask."}
	}
	err := pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		for _, user := range users {
			if _, err := tx.Exec(ctx, `INSERT INTO slack_asks (conversation_id, operator_id, user_id, question) VALUES ($1, $2, $3, $4)`, conv, by.Op.ID, user, question); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep a question about conversation %d: %w", conv, err)
	}
	return d.router.Note(ctx, by.Op.ID, conv, "Asked a colleague: "+question)
}

type question struct {
	ID       int64
	Conv     int64
	User     string
	By       string
	Question string
	Key      string
	Tried    bool
}

// sendAsks brings questions to those who are asked.
func (d *Desk) sendAsks(ctx context.Context) error {
	for range 50 {
		more := false
		err := pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
			var q question
			var at int64
			err := tx.QueryRow(ctx, `SELECT a.id, a.conversation_id, a.user_id, o.name, a.question, a.key::text, a.channel <> '', extract(epoch FROM a.at)::bigint
				FROM slack_asks a JOIN operators o ON o.id = a.operator_id
				WHERE a.ts = '' AND a.at > now() - interval '1 day' ORDER BY a.id LIMIT 1 FOR UPDATE OF a SKIP LOCKED`).
				Scan(&q.ID, &q.Conv, &q.User, &q.By, &q.Question, &q.Key, &q.Tried, &at)
			if errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			channel, ts, err := d.sendAsk(ctx, q)
			if err != nil {
				return err
			}
			more = true
			_, err = tx.Exec(ctx, `UPDATE slack_asks SET channel = $2, ts = $3 WHERE id = $1`, q.ID, channel, ts)
			return err
		})
		if err != nil {
			return fmt.Errorf("bring a question to a colleague: %w", err)
		}
		if !more {
			return nil
		}
	}
	return nil
}

// sendAsk posts a question with its context. The same question posted twice does no harm: both lead to the same answer.
func (d *Desk) sendAsk(ctx context.Context, q question) (channel, ts string, err error) {
	if channel, err = d.direct(ctx, q.User); err != nil {
		return "", "", err
	}
	v, err := d.router.View(ctx, q.Conv)
	if err != nil {
		return "", "", err
	}
	blocks := []slack.Block{slack.NewSectionBlock(mrkdwn(":question: *"+quiet(q.By)+"* asks you:", maxSection), nil, nil)}
	blocks = append(blocks, words(visible(q.Question), 2)...)
	var said []string
	for i := len(v.Items) - 1; i >= 0 && len(said) < 4; i-- {
		if it := v.Items[i]; it.Sort == "message" && !it.Deleted && it.Text != "" {
			who := "We"
			if it.Author == "customer" {
				who = "Customer"
			}
			said = append([]string{who + ": " + cut(seen(plainOf(it.Text)), 400)}, said...)
		}
	}
	if len(said) > 0 {
		blocks = append(blocks, slack.NewContextBlock("", plain(strings.Join(said, "\n"), maxField)))
	}
	blocks = append(blocks, small("Answer in this message's thread: it becomes a draft for the operator, not a message to the customer."))
	err = d.call(ctx, "chat.postMessage", channel, func(ctx context.Context) (err error) {
		_, ts, err = d.api.PostMessageContext(ctx, channel, slack.MsgOptionText(quiet(q.By)+" asks: "+quiet(cut(q.Question, 300)), false), slack.MsgOptionBlocks(blocks...),
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"key": q.Key}}))
		return err
	})
	return channel, ts, err
}

// answered takes a colleague's answer to a question, which came as a direct message: in the question's thread, or beneath
// it if there is one question only.
func (d *Desk) answered(ctx context.Context, id string, in *slackevents.MessageEvent) error {
	list, err := d.askedOf(ctx, in)
	if err != nil {
		return err
	}
	switch {
	case len(list) == 0:
		d.hint(ctx, in.Channel, in.ThreadTimeStamp, in.User, "I pass nothing on from here. Your work is on the *Home* tab above, and in the threads of the channels; `/switchboard help` tells more.")
		return nil
	case len(list) > 1:
		d.hint(ctx, in.Channel, in.ThreadTimeStamp, in.User, "You were asked several things: answer in the thread of the question that you mean.")
		return nil
	}
	who, err := d.person(ctx, in.User)
	if err != nil {
		return err
	}
	text := d.readable(ctx, unescape(in.Text))
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var conv, op int64
	err = pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		if err := received(ctx, tx, "answer "+in.Channel+" "+in.TimeStamp); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `UPDATE slack_asks SET answer = $2, answered_at = now() WHERE id = $1 RETURNING conversation_id, operator_id`, list[0], text).Scan(&conv, &op)
		if err != nil {
			return err
		}
		return d.router.Offer(ctx, conv, who.Name, text) // in its own transaction: should this one fail, the answer is offered twice, not lost
	})
	if errors.Is(err, errReceived) {
		return nil
	}
	if words, ours := spoken(err); err != nil && ours {
		d.hint(ctx, in.Channel, in.ThreadTimeStamp, in.User, ":warning: "+escape(words))
		return nil
	}
	if err != nil {
		return fmt.Errorf("take the answer of %s: %w", in.User, err)
	}
	d.hint(ctx, in.Channel, in.ThreadTimeStamp, in.User, ":white_check_mark: Thank you. Your answer is a draft beside the conversation now.")
	return d.notice(ctx, conv, op, "answered", who.Name, time.Time{})
}

// askedOf finds the questions that a direct message may answer. One that is being brought just now is waited for: should it
// take longer, the event fails with errNotYet and comes again.
func (d *Desk) askedOf(ctx context.Context, in *slackevents.MessageEvent) ([]int64, error) {
	for range 15 {
		var coming bool // looked at first: what arrives between the two looks is in the second
		err := d.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM slack_asks WHERE user_id = $1 AND ts = '' AND at > now() - interval '15 minutes')`, in.User).Scan(&coming)
		if err != nil {
			return nil, fmt.Errorf("look for questions to %s under way: %w", in.User, err)
		}
		rows, err := d.pool.Query(ctx, `SELECT id FROM slack_asks WHERE channel = $1 AND user_id = $2 AND ts <> '' AND (ts = $3 OR $3 = '' AND answered_at IS NULL
			AND at > now() - interval '3 days') ORDER BY id`, in.Channel, in.User, in.ThreadTimeStamp)
		if err != nil {
			return nil, fmt.Errorf("find the question that %s answers: %w", in.User, err)
		}
		list, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return nil, fmt.Errorf("find the question that %s answers: %w", in.User, err)
		}
		if len(list) > 0 || !coming {
			return list, nil
		}
		wait(ctx, 100*time.Millisecond)
	}
	return nil, errNotYet
}
