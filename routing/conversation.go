package routing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// conversation is the row, as the code that changes it needs it. It is always read under its lock.
type conversation struct {
	ID           int64
	SubscriberID int64
	AddressID    int64
	Account      string
	State        State
	DepartmentID *int64
	OwnerID      *int64
	Project      string
	Lang         string
	CallID       *string
	Live         bool
	LastSeq      int64
	Rev          int64
	WaitingSince *time.Time
	FirstReplyAt *time.Time
	ClosedAt     *time.Time
	Asked        []byte
	SnoozeKeeps  bool   // the customer's words do not end the snooze
	Address      string // addresses.value
	Blocked      bool

	refill bool `db:"-"` // its department may have a free seat and somebody who waits: look when this is committed
}

const conversationColumns = `c.id, c.subscriber_id, c.address_id, c.account, c.state, c.department_id, c.owner_id,
	c.project, c.lang, c.call_id, c.live, c.last_seq, c.rev, c.waiting_since, c.first_reply_at, c.closed_at, c.asked, c.snooze_keeps,
	a.value AS address, a.blocked_at IS NOT NULL AS blocked`

// locked reads one conversation that was not erased, and keeps others from changing it until the transaction ends.
func locked(ctx context.Context, tx pgx.Tx, where string, args ...any) (*conversation, error) {
	rows, err := tx.Query(ctx, `SELECT `+conversationColumns+`
		FROM conversations c JOIN addresses a ON a.id = c.address_id WHERE c.erased_at IS NULL AND (`+where+`) FOR UPDATE OF c`, args...)
	if err != nil {
		return nil, err
	}
	c, err := pgx.CollectOneRow(rows, pgx.RowToAddrOfStructByName[conversation])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, ErrNotFound
	}
	return c, err
}

// lockedByID is locked for one id.
func lockedByID(ctx context.Context, tx pgx.Tx, id int64) (*conversation, error) {
	return locked(ctx, tx, `c.id = $1`, id)
}

// open returns the conversation that a new message of this address belongs to: the open one; else the last one, when
// it ended a short while ago and is to be reopened; else a new one.
func (r *Router) open(ctx context.Context, tx pgx.Tx, a address, project, page string) (*conversation, error) {
	c, err := locked(ctx, tx, `c.address_id = $1 AND c.call_id IS NULL AND c.state <> 'closed'`, a.ID)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return c, err
	}
	c, err = locked(ctx, tx, `c.id = (SELECT max(id) FROM conversations WHERE address_id = $1 AND call_id IS NULL)
		AND c.closed_at > now() - $2::interval`, a.ID, r.policy.ReopenIn)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return c, err
	}
	return r.begin(ctx, tx, a, project, page, nil)
}

// begin makes a new conversation, with its lanes.
func (r *Router) begin(ctx context.Context, tx pgx.Tx, a address, project, page string, callID *string) (*conversation, error) {
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO conversations (subscriber_id, address_id, account, project, lang, page, call_id, department_id, rev)
		SELECT $1, $2, $3, $4, $5, $6, $7,
			(SELECT d.id FROM projects p JOIN departments d ON d.key = p.department AND d.archived_at IS NULL WHERE p.key = $4),
			COALESCE((SELECT max(rev) FROM conversations WHERE address_id = $2), 0)
		RETURNING id`, a.SubscriberID, a.ID, a.Account, project, a.Lang, page, callID).Scan(&id)
	if err != nil {
		return nil, fmt.Errorf("begin a conversation: %w", err)
	}
	_, err = tx.Exec(ctx, `INSERT INTO lanes (conversation_id, consumer, account) VALUES ($1, 'desk', $2), ($1, 'channel', $2)`,
		id, a.Account)
	if err != nil {
		return nil, fmt.Errorf("make the lanes of conversation %d: %w", id, err)
	}
	c, err := lockedByID(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	return c, r.record(ctx, tx, c, Event{Actor: "customer", What: "opened"})
}

// Event is one line of the append-only log.
type Event struct {
	Actor    string // customer, operator, assistant, system
	Operator int64  // Actor operator
	What     string
	Why      string
	Data     map[string]any
}

// record appends to the event log, at the end of the conversation's timeline.
func (r *Router) record(ctx context.Context, tx pgx.Tx, c *conversation, e Event) error {
	seq, err := next(ctx, tx, c)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO events (conversation_id, subscriber_id, seq, actor, operator_id, what, why, data)
		VALUES ($1, $2, $3, $4, NULLIF($5::bigint, 0), $6, $7, $8)`,
		c.ID, c.SubscriberID, seq, e.Actor, e.Operator, e.What, e.Why, jsonOf(e.Data))
	if err != nil {
		return fmt.Errorf("log %q of conversation %d: %w", e.What, c.ID, err)
	}
	return nil
}

// next takes the next place in the conversation's timeline.
func next(ctx context.Context, tx pgx.Tx, c *conversation) (int64, error) {
	err := tx.QueryRow(ctx, `UPDATE conversations SET last_seq = last_seq + 1, rev = rev + 1 WHERE id = $1
		RETURNING last_seq, rev`, c.ID).Scan(&c.LastSeq, &c.Rev)
	if err != nil {
		return 0, fmt.Errorf("number the next line of conversation %d: %w", c.ID, err)
	}
	return c.LastSeq, nil
}

// bump marks that an older line changed in the customer's view, and returns the revision. The address's newest
// conversation takes it too, so that a reader with a cursor misses nothing of either.
func bump(ctx context.Context, tx pgx.Tx, c *conversation) (int64, error) {
	var rev int64
	err := tx.QueryRow(ctx, `
		WITH newest AS (SELECT max(rev) + 1 AS rev, max(id) AS id FROM conversations WHERE address_id = $2)
		UPDATE conversations c SET rev = newest.rev FROM newest WHERE c.id IN ($1, newest.id) RETURNING newest.rev`,
		c.ID, c.AddressID).Scan(&rev)
	if err != nil {
		return 0, fmt.Errorf("bump conversation %d: %w", c.ID, err)
	}
	c.Rev = rev
	return rev, nil
}

// work puts the conversation's newest line on a lane.
func work(ctx context.Context, tx pgx.Tx, c *conversation, consumer string, seq int64) error {
	_, err := tx.Exec(ctx, `
		UPDATE lanes SET tail = GREATEST(tail, $3), done = LEAST(done, $3 - 1),
			ready_at = CASE WHEN tail > done THEN ready_at ELSE now() END
		WHERE conversation_id = $1 AND consumer = $2`, c.ID, consumer, seq)
	if err != nil {
		return fmt.Errorf("put line %d of conversation %d on the %s lane: %w", seq, c.ID, consumer, err)
	}
	return nil
}
