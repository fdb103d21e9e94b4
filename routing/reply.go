package routing

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/channels"
)

// Reply is what an operator sends.
type Reply struct {
	Key     string // uuid of the form: pressing twice sends once
	Text    string
	Files   []channels.File
	Draft   int64   // the draft that was used, 0: none; of which nothing is left in Text counts as none
	Found   []Found // articles that the operator found himself
	LastSeq int64   // the customer's last line that the operator saw; 0: not checked
	Via     int64   // address to send to instead of the conversation's own; 0: its own
	Choices []string
	Mine    bool   // send only if the operator owns the conversation already
	Despite string // why it is right although the knowledge base says otherwise
	// Seen is what the reason was given for: the texts of the claims that were shown as disputed. Nil: whatever is disputed.
	Seen []string
	// Unhurried says that nobody waits for the answer: the check may take its time.
	Unhurried bool
}

// Reply commits an operator's message to the customer and returns its place in the timeline. Sending what nobody owns
// takes it as well. A draft that newer words of the customer have made stale is not sent: StaleError.
// Nor is what the knowledge base contradicts, unless p says why: DisputeError. What a draft for colleagues says is not sent at all: ErrInternal.
func (r *Router) Reply(ctx context.Context, op, conv int64, p Reply) (int64, error) {
	p.Text = r.abroad(clean(p.Text, maxText))
	if blank(p.Text) && len(p.Files) == 0 {
		return 0, ErrEmpty
	}
	if p.Key == "" {
		p.Key = newKey()
	}
	begun := p
	p, err := edited(ctx, r.pool, conv, p)
	if err != nil {
		return 0, err
	}
	found, err := r.findings(ctx, conv, p)
	if err != nil {
		return 0, err
	}
	disputes, late := r.disputes(ctx, conv, p)
	var seq int64
	var other *conversation
	err = r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) (err error) {
		if seq, err = sentBefore(ctx, tx, p.Key); err != nil || seq != 0 {
			return err
		}
		if c.State == Closed {
			return ErrClosed
		}
		if p.Mine && (c.OwnerID == nil || *c.OwnerID != op) {
			return ErrNotOwner
		}
		if err := r.fresh(ctx, tx, c, begun); err != nil { // his own words, too, may be about what was said before
			return err
		}
		if err := r.withheld(ctx, tx, c, p.Text); err != nil {
			return err
		}
		if err := r.settled(ctx, tx, who, c, p, disputes); err != nil {
			return err
		}
		if err := r.take(ctx, tx, who, c); err != nil {
			return err
		}
		target := c
		if p.Via != 0 && p.Via != c.AddressID {
			if other, err = r.elsewhere(ctx, tx, who, c, p.Via); err != nil {
				return err
			}
			target = other
		}
		seq, err = r.replyOn(ctx, tx, who, c, target, p, found)
		if err == nil && late {
			err = r.later(ctx, tx, compareArgs{Conversation: target.ID, Seq: seq, Draft: p.Draft}, time.Time{})
		}
		if err != nil || target != c {
			return err
		}
		return work(ctx, tx, c, forDeskLane, seq) // to be summed up: whoever replies does not wait for that
	})
	if err != nil {
		return 0, err
	}
	if other != nil {
		r.bus.changed(other.ID, other.Account, other.Address, forDesk|forChannel)
	}
	return seq, nil
}

// sentBefore finds a message by its key: the same form, sent twice.
func sentBefore(ctx context.Context, tx pgx.Tx, key string) (seq int64, err error) {
	err = tx.QueryRow(ctx, `SELECT seq FROM messages WHERE key = $1`, key).Scan(&seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

// changedSource tells whether an article that a suggestion g quotes is another now than it was then.
const changedSource = `EXISTS (SELECT FROM jsonb_array_elements(g.sources) s JOIN articles a ON a.id = (s->>'article')::bigint
	WHERE a.published IS DISTINCT FROM (s->>'version')::int OR a.removed_at IS NOT NULL)`

// fresh refuses a draft that no longer fits.
func (r *Router) fresh(ctx context.Context, tx pgx.Tx, c *conversation, p Reply) error {
	if p.LastSeq == 0 || p.Draft == 0 {
		return nil
	}
	var changed bool
	var state string
	var said []string
	err := tx.QueryRow(ctx, `SELECT g.state, `+changedSource+`, ARRAY(SELECT text FROM messages WHERE conversation_id = $1 AND seq > $2
		AND author = 'customer' AND NOT COALESCE((data->>'partial')::boolean, false)) FROM suggestions g WHERE g.id = $3 AND g.conversation_id = $1`,
		c.ID, p.LastSeq, p.Draft).Scan(&state, &changed, &said)
	newer := len(said) > 0 && (state != "offered" || slices.ContainsFunc(said, func(text string) bool { return text == "" || !asksNothing(text) })) // "hello?" is nothing new
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return ErrNotFound
	case err != nil:
		return fmt.Errorf("look at draft %d: %w", p.Draft, err)
	case newer:
		return StaleError{What: "the customer has written something new since this draft was made", Newer: true}
	case changed:
		return StaleError{What: "the article that this draft quotes has changed since"}
	case state == "writing" || state == "unwritten":
		return StaleError{What: "this draft is still being written"}
	case state == "sent" || state == "edited":
		return StaleError{What: "this draft was sent already"}
	case state == "dismissed":
		return StaleError{What: "this draft was dismissed"}
	case state == "ignored":
		return StaleError{What: "somebody has answered since this draft was made"}
	}
	return nil
}

// replyOn stores the message in the target conversation and records what became of the draft.
func (r *Router) replyOn(ctx context.Context, tx pgx.Tx, who Operator, c, target *conversation, p Reply, found []finding) (int64, error) {
	switch {
	case target.CallID != nil || r.oneWay[target.Account] != "":
		return 0, ErrNoWay
	case target.Blocked:
		return 0, ErrBlocked
	}
	var sources []assist.Source
	var draftText, draftState, part string
	if p.Draft != 0 {
		err := tx.QueryRow(ctx, `SELECT text, sources, state, part FROM suggestions WHERE id = $1 AND conversation_id = $2`, p.Draft, c.ID).
			Scan(&draftText, &sources, &draftState, &part)
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, ErrNotFound
		}
		if err != nil {
			return 0, err
		}
		if draftState == "writing" || draftState == "unwritten" {
			return 0, StaleError{What: "this draft is still being written"}
		}
		sources = public(sources)
	}
	found, err := standing(ctx, tx, found, sources)
	if err != nil {
		return 0, err
	}
	for _, f := range found {
		sources = append(sources, f.Source)
	}
	id, seq, err := r.utter(ctx, tx, target, line{
		Author: "operator", Operator: who.ID, Key: p.Key, Text: p.Text, Choices: p.Choices, Files: p.Files, Sources: sources,
	})
	if err != nil {
		return 0, err
	}
	for _, conv := range []int64{c.ID, target.ID} {
		_, err = tx.Exec(ctx, `UPDATE conversations SET waiting_since = NULL, first_reply_at = COALESCE(first_reply_at, now())
			WHERE id = $1`, conv)
		if err != nil {
			return 0, err
		}
	}
	if target.ID != c.ID {
		e := Event{Actor: "operator", Operator: who.ID, What: "answered elsewhere",
			Data: map[string]any{"conversation": target.ID, "account": target.Account, "text": p.Text}}
		if err := r.record(ctx, tx, c, e); err != nil {
			return 0, err
		}
	}
	if err := r.judged(ctx, tx, c, who.ID, p, draftText, part, id); err != nil {
		return 0, err
	}
	return seq, r.recordFound(ctx, tx, c, who.ID, found, id)
}

// internal tells whether one of the sources is an article that no customer may see. What a colleague wrote is none.
func internal(sources []assist.Source) bool {
	return slices.ContainsFunc(sources, func(s assist.Source) bool { return s.Internal && s.Article != 0 })
}

// public leaves out the sources that no customer may see.
func public(sources []assist.Source) []assist.Source {
	var out []assist.Source
	for _, s := range sources {
		if !s.Internal {
			out = append(out, s)
		}
	}
	return out
}

// shown are the public sources with their pages, as a customer sees them.
func (r *Router) shown(sources []assist.Source) []assist.Source {
	list := public(sources)
	for i, s := range list {
		if s.Link == "" && s.Key != "" && r.page != nil {
			list[i].Link = r.page(s)
		}
	}
	return list
}

// elsewhere opens the same subscriber's conversation at another address, for the same operator.
func (r *Router) elsewhere(ctx context.Context, tx pgx.Tx, who Operator, c *conversation, via int64) (*conversation, error) {
	var a address
	err := tx.QueryRow(ctx, `SELECT id, subscriber_id, account, kind, value, lang FROM addresses
		WHERE id = $1 AND subscriber_id = $2 AND account <> ''`, via, c.SubscriberID).
		Scan(&a.ID, &a.SubscriberID, &a.Account, &a.Kind, &a.Value, &a.Lang)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, ErrNoWay
	}
	if err != nil {
		return nil, err
	}
	other, err := r.open(ctx, tx, a, c.Project, "")
	if err != nil {
		return nil, err
	}
	if other.OwnerID != nil && *other.OwnerID != who.ID {
		return nil, errors.New("a colleague is talking to this customer on that channel")
	}
	if other.State != Owned {
		err = r.own(ctx, tx, other, who.ID, "to answer a call")
	}
	return other, err
}

// Dismiss records that a draft does not fit, and why.
func (r *Router) Dismiss(ctx context.Context, op, draft int64, why string) error {
	conv, err := r.conversationOf(ctx, draft)
	if err != nil {
		return err
	}
	err = r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, _ *conversation) error {
		_, err := tx.Exec(ctx, `UPDATE suggestions SET state = 'dismissed', reason = $2, operator_id = $3, decided_at = now()
			WHERE id = $1 AND state = 'offered'`, draft, clean(why, 500), op)
		return err
	})
	if err != nil {
		return err
	}
	if err := r.forget(ctx, draft); err != nil { // it is dismissed all the same
		r.log.Warn("a dismissed draft is kept for who asks the same", "conversation", conv, "error", err)
	}
	return nil
}

// Retry sends a message again that failed, or whose fate is uncertain.
func (r *Router) Retry(ctx context.Context, op, message int64) error {
	return r.actOnMessage(ctx, op, message, func(tx pgx.Tx, c *conversation, seq int64) error {
		if c.Blocked {
			return ErrBlocked
		}
		tag, err := tx.Exec(ctx, `UPDATE messages SET state = 'queued', error = NULL, attempts = 0
			WHERE id = $1 AND state IN ('failed', 'uncertain', 'cancelled')`, message)
		if err != nil || tag.RowsAffected() == 0 {
			return err
		}
		e := Event{Actor: "operator", Operator: op, What: "sent again", Data: map[string]any{"seq": seq}}
		return errors.Join(r.record(ctx, tx, c, e), work(ctx, tx, c, forChannelLane, seq))
	})
}

// Cancel takes back a message that was not sent yet.
func (r *Router) Cancel(ctx context.Context, op, message int64) error {
	return r.actOnMessage(ctx, op, message, func(tx pgx.Tx, c *conversation, seq int64) error {
		tag, err := tx.Exec(ctx, `UPDATE messages SET state = 'cancelled' WHERE id = $1 AND state IN ('queued', 'failed')`, message)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return errors.New("too late: the message is on its way")
		}
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "cancelled", Data: map[string]any{"seq": seq}})
	})
}

func (r *Router) actOnMessage(ctx context.Context, op, message int64, f func(pgx.Tx, *conversation, int64) error) error {
	var conv, seq int64
	err := r.pool.QueryRow(ctx, `SELECT conversation_id, seq FROM messages WHERE id = $1 AND key IS NOT NULL`, message).Scan(&conv, &seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error { return f(tx, c, seq) })
}

// WritesTo tells the customer that the operator is writing, if he may. Nothing is stored.
func (r *Router) WritesTo(ctx context.Context, op, conv int64) {
	var c change
	err := r.pool.QueryRow(ctx, `SELECT c.account, a.value, o.display_name
		FROM conversations c JOIN addresses a ON a.id = c.address_id JOIN operators o ON o.id = c.owner_id
		WHERE c.id = $1 AND c.owner_id = $2`, conv, op).Scan(&c.Account, &c.Address, &c.Name)
	if err != nil {
		return
	}
	c.Conv, c.Typing = conv, operatorTypes
	r.bus.tell(c)
}

// newKey is a random UUID.
func newKey() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func blank(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return !unicode.IsSpace(c) && c != '\u200b' }) < 0
}
