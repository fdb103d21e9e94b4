package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/knowledge"
)

// perClaim is how many messages one worker sends of a lane before it lets it go: a busy conversation must not hold up
// the others.
const perClaim = 20

// outgoing is the head of a channel lane: the oldest message that is not sent, and what state it was found in.
type outgoing struct {
	ID       int64
	Seq      int64
	Author   string
	Key      string
	Text     string
	Lang     string
	Choices  []string
	Sources  []assist.Source
	Name     string
	Answers  string // external id
	To       string
	Blocked  bool
	Attempts int
	Was      string // queued, or sending: its last sender died during the call
}

// deliver sends what waits in a channel lane, in order.
func (w *Workers) deliver(ctx context.Context, l *lane) error {
	ch, ok := w.channels[l.Account]
	if !ok {
		return w.refuseAll(ctx, l)
	}
	for range perClaim {
		select {
		case <-l.stop:
			return l.yield(ctx, w.r.pool, 0)
		default:
		}
		m, tail, err := w.head(ctx, l)
		if err != nil {
			return err
		}
		if m == nil { // changes are looked for after the tail was read: what comes later is behind it
			if err := w.changes(ctx, l, ch); errors.Is(err, errChangeLater) {
				return l.giveBack(ctx, w.r.pool, backoff(l.Failures))
			} else if err != nil {
				return err
			}
			return l.finish(ctx, w.r.pool, tail)
		}
		done, err := w.sendOne(ctx, l, ch, m)
		if err != nil || !done {
			return err
		}
	}
	return l.yield(ctx, w.r.pool, 0)
}

// head marks the oldest unsent message as being sent, under the fence, and renews the lease. With no such message it
// returns the lane's tail as the same statement saw it.
func (w *Workers) head(ctx context.Context, l *lane) (*outgoing, int64, error) {
	if err := l.renew(ctx, w.r.pool, w.r.policy.Lease); err != nil {
		return nil, 0, err
	}
	var m outgoing
	var tail int64
	var id *int64
	err := w.r.pool.QueryRow(ctx, `
		WITH lane AS (SELECT tail FROM lanes WHERE conversation_id = $1 AND consumer = 'channel' AND fence = $2),
		head AS (
			SELECT id, state FROM messages WHERE conversation_id = $1 AND state IN ('queued', 'sending')
			  AND EXISTS (SELECT FROM lane)
			ORDER BY seq LIMIT 1 FOR UPDATE),
		mark AS (
			UPDATE messages m SET state = 'sending', attempts = attempts + 1 FROM head WHERE m.id = head.id
			RETURNING m.*, head.state AS was)
		SELECT lane.tail, m.id, COALESCE(m.seq, 0), COALESCE(m.author, ''), COALESCE(m.key::text, ''), COALESCE(m.text, ''),
			COALESCE(NULLIF(m.lang, ''), c.lang), m.choices, m.sources, COALESCE(o.display_name, ''),
			COALESCE((SELECT q.external_id FROM messages q WHERE q.conversation_id = $1 AND q.seq = m.answers), ''),
			a.value, a.blocked_at IS NOT NULL, COALESCE(m.attempts, 0), COALESCE(m.was, '')
		FROM lane JOIN conversations c ON c.id = $1 JOIN addresses a ON a.id = c.address_id
		LEFT JOIN mark m ON true LEFT JOIN operators o ON o.id = m.operator_id`, l.Conv, l.Fence).
		Scan(&tail, &id, &m.Seq, &m.Author, &m.Key, &m.Text, &m.Lang, &m.Choices, &m.Sources, &m.Name, &m.Answers,
			&m.To, &m.Blocked, &m.Attempts, &m.Was)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, errFenced
	}
	if err != nil {
		return nil, 0, fmt.Errorf("take the head of the channel lane of conversation %d: %w", l.Conv, err)
	}
	if id == nil {
		return nil, tail, nil
	}
	m.ID = *id
	return &m, tail, nil
}

// sendOne makes one call and records its outcome. It tells whether the lane may go on with the next message.
func (w *Workers) sendOne(ctx context.Context, l *lane, ch channels.Channel, m *outgoing) (bool, error) {
	out, err := w.outbound(ctx, m)
	if err != nil {
		return false, err
	}
	call, cancel := context.WithDeadline(ctx, l.until)
	defer cancel()
	id, doubt, fate := w.attempt(call, ch, m, out)
	if fate == nil {
		return true, w.settleHead(ctx, l, m, "sent", id, doubt)
	}
	return w.failed(ctx, l, m, fate)
}

// attempt sends, unless the message was found half sent: its last sender died during the call, or nobody saw the
// outcome. Then the platform is asked what became of it; where it can't be asked, an operator's message is sent once
// more, with a word of doubt for him, and an automatic one is not.
func (w *Workers) attempt(ctx context.Context, ch channels.Channel, m *outgoing, out channels.Outbound) (id, doubt string, e *channels.SendError) {
	if m.Blocked {
		return "", "", &channels.SendError{Fate: channels.BlockedByUser, Err: ErrBlocked}
	}
	if _, keyed := ch.(channels.Keyed); m.Was == "sending" && !keyed {
		if f, ok := ch.(channels.Finder); ok {
			id, err := f.Find(ctx, out)
			if err != nil {
				return "", "", &channels.SendError{Fate: channels.Retry, Err: fmt.Errorf("ask what became of it: %w", err)}
			}
			if id != "" {
				return id, "", nil
			}
		} else if m.Author != "operator" || m.Attempts > 2 {
			return "", "", &channels.SendError{Fate: channels.Unknown, Err: errors.New("nobody saw the outcome of the call")}
		} else {
			doubt = "it may have arrived twice"
		}
	}
	err := knowledge.Recovered(func() (err error) {
		id, err = ch.Send(ctx, out)
		return err
	})
	if err == nil {
		return id, doubt, nil
	}
	return "", "", channels.FateOf(err)
}

// failed does what a send error says.
func (w *Workers) failed(ctx context.Context, l *lane, m *outgoing, e *channels.SendError) (bool, error) {
	w.log.Warn("a message was not sent", "conversation", l.Conv, "seq", m.Seq, "fate", string(e.Fate), "code", e.Code,
		"attempt", m.Attempts, "error", e.Err)
	reason := e.Err.Error()
	switch e.Fate {
	case channels.BlockedByUser:
		err := pgx.BeginFunc(ctx, w.r.pool, func(tx pgx.Tx) error {
			var address int64
			err := tx.QueryRow(ctx, `SELECT address_id FROM conversations WHERE id = $1`, l.Conv).Scan(&address)
			return errors.Join(err, block(ctx, tx, address))
		})
		if err != nil {
			return false, err
		}
		return true, w.settleHead(ctx, l, m, "failed", "", ErrBlocked.Error())
	case channels.Rejected:
		return true, w.settleHead(ctx, l, m, "failed", "", reason)
	case channels.Unknown:
		if m.Was != "sending" { // it stays as it is: whoever takes the lane next finds out
			return false, l.giveBack(ctx, w.r.pool, 2*time.Second)
		}
		w.r.stats.uncertain.Add(1)
		return true, w.settleHead(ctx, l, m, "uncertain", "", "it is not known whether this arrived: "+reason)
	}
	if m.Attempts >= w.r.policy.MaxAttempts && e.Fate == channels.Retry && !e.Whole {
		return true, w.settleHead(ctx, l, m, "failed", "", fmt.Sprintf("given up after %d attempts: %s", m.Attempts, reason))
	}
	wait := e.After
	if wait == 0 {
		wait = backoff(l.Failures)
	}
	if e.Fate == channels.Misconfigured || e.Whole {
		if err := w.pauseAccount(ctx, l.Account, max(wait, time.Second), reason); err != nil {
			return false, err
		}
	}
	_, err := w.r.pool.Exec(ctx, `UPDATE messages SET state = 'queued', error = $2, attempts = CASE WHEN $3 THEN attempts - 1 ELSE attempts END
		WHERE id = $1 AND state = 'sending' AND EXISTS (SELECT FROM lanes WHERE conversation_id = $4 AND consumer = 'channel' AND fence = $5)`,
		m.ID, reason, e.Whole || e.Fate == channels.Misconfigured, l.Conv, l.Fence)
	if err != nil {
		return false, fmt.Errorf("put message %d back: %w", m.ID, err)
	}
	return false, l.giveBack(ctx, w.r.pool, wait)
}

// pauseAccount makes all replicas wait with an account.
func (w *Workers) pauseAccount(ctx context.Context, account string, d time.Duration, reason string) error {
	_, err := w.r.pool.Exec(ctx, `
		INSERT INTO account_pauses (account, until, reason) VALUES ($1, now() + $2::interval, $3)
		ON CONFLICT (account) DO UPDATE SET until = GREATEST(account_pauses.until, EXCLUDED.until), reason = EXCLUDED.reason`,
		account, d, reason)
	if err != nil {
		return fmt.Errorf("pause account %s: %w", account, err)
	}
	return nil
}

// settleHead records the outcome of the head under the fence. A receipt that overtook it stands.
func (w *Workers) settleHead(ctx context.Context, l *lane, m *outgoing, state, id, reason string) error {
	var c *conversation
	err := pgx.BeginFunc(ctx, w.r.pool, func(tx pgx.Tx) (err error) {
		if c, err = lockedByID(ctx, tx, l.Conv); err != nil {
			return err
		}
		var held bool
		err = tx.QueryRow(ctx, `SELECT true FROM lanes WHERE conversation_id = $1 AND consumer = 'channel' AND fence = $2 FOR UPDATE`,
			l.Conv, l.Fence).Scan(&held)
		if errors.Is(err, pgx.ErrNoRows) {
			return errFenced
		}
		if err != nil {
			return err
		}
		rev, err := bump(ctx, tx, c)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE messages SET state = CASE WHEN state = 'sending' THEN $2 ELSE state END, rev = $3,
			external_id = COALESCE(NULLIF($4, ''), external_id), error = NULLIF($5, ''), sent_at = CASE WHEN $2 = 'sent' THEN now() END
			WHERE id = $1`, m.ID, state, rev, id, reason)
		if err != nil || state == "sent" {
			return err
		}
		return w.r.record(ctx, tx, c, Event{Actor: "system", What: "delivery " + state, Why: reason, Data: map[string]any{"seq": m.Seq}})
	})
	if err != nil {
		return fmt.Errorf("record that message %d is %s: %w", m.ID, state, err)
	}
	if state == "sent" {
		w.r.stats.sent.Add(1)
	} else {
		w.r.stats.failed.Add(1)
	}
	w.r.bus.changed(c.ID, c.Account, c.Address, forDesk)
	return nil
}

// refuseAll shows what waits for an account that no longer exists as failed.
func (w *Workers) refuseAll(ctx context.Context, l *lane) error {
	const reason = "the channel's account is not configured any more"
	_, err := w.r.pool.Exec(ctx, `UPDATE messages SET state = 'failed', error = $2
		WHERE conversation_id = $1 AND state IN ('queued', 'sending')`, l.Conv, reason)
	if err != nil {
		return fmt.Errorf("refuse what waits in conversation %d: %w", l.Conv, err)
	}
	return l.finish(ctx, w.r.pool, l.Tail)
}

// outbound is the message as a channel takes it, with its sources below an answer.
func (w *Workers) outbound(ctx context.Context, m *outgoing) (channels.Outbound, error) {
	out := channels.Outbound{Key: m.Key, To: m.To, Text: m.Text + sourceLines(m.Lang, w.r.shown(m.Sources)), Choices: m.Choices, ReplyTo: m.Answers, Name: m.Name}
	rows, err := w.r.pool.Query(ctx, `SELECT f.name, f.type, f.size, f.sort, f.caption, c.data
		FROM files f JOIN file_contents c ON c.file_id = f.id WHERE f.message_id = $1 ORDER BY f.id`, m.ID)
	if err != nil {
		return out, fmt.Errorf("read the files of message %d: %w", m.ID, err)
	}
	out.Files, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (f channels.File, err error) {
		err = row.Scan(&f.Name, &f.Type, &f.Size, &f.Sort, &f.Caption, &f.Data)
		return f, err
	})
	return out, err
}

// sourceLines are sources that a customer may see, as they stand below an answer.
func sourceLines(lang string, sources []assist.Source) string {
	var b strings.Builder
	for i, s := range sources {
		if i == 0 {
			b.WriteString("\n\n" + phrase(lang, textSource) + ": ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(SourceLine(s))
	}
	return b.String()
}

// SourceLine is a source in one line of Markdown.
func SourceLine(s assist.Source) string {
	plain := strings.NewReplacer("[", "(", "]", ")", "\n", " ")
	name := plain.Replace(s.Name + " · " + s.Title)
	if s.Link == "" || strings.ContainsAny(s.Link, " ()<>\n") {
		return name
	}
	return "[" + name + "](" + s.Link + ")"
}
