package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Closing is how a conversation ended.
type Closing struct {
	Disposition string // one of Dispositions, or free words
	Comment     string // for colleagues
	Wish        string // what the customer wishes for; empty: nothing
	Opinion     string // what he said of the company; empty: nothing
}

// noted is what the operator wrote beside the ending, for the event that tells of it.
func (c Closing) noted() map[string]any {
	data := map[string]any{}
	for name, text := range map[string]string{"comment": c.Comment, "wish": c.Wish, "opinion": c.Opinion} {
		if text = clean(text, 4000); !blank(text) {
			data[name] = text
		}
	}
	return data
}

// Told is what an event tells in words: its reason, what an operator noted beside an ending for his colleagues, and which words were sent
// although the knowledge base says otherwise.
func (it Item) Told() string {
	var parts []string
	if list, _ := it.Data["differs"].([]any); it.Sort == "event" {
		for _, x := range list {
			if differs, ok := x.(map[string]any); ok {
				parts = append(parts, fmt.Sprintf("“%v”", differs["sent"]))
			}
		}
	}
	if it.Text != "" {
		parts = append(parts, it.Text)
	}
	if it.Sort == "event" && it.Kind == "closed" {
		for _, x := range []struct{ name, words string }{{"comment", ""}, {"wish", "The customer wishes: "}, {"opinion", "The customer said of us: "}} {
			if text, _ := it.Data[x.name].(string); text != "" {
				parts = append(parts, x.words+text)
			}
		}
	}
	return strings.Join(parts, " · ")
}

// Dispositions are how a conversation may end.
func (r *Router) Dispositions() []string {
	return []string{assist.EndSolved, assist.EndInformed, assist.EndSold, assist.EndCallBack, assist.EndPassedOn, assist.EndComplaint,
		assist.EndWish, assist.EndSilent, assist.EndNotAnswered, assist.EndSpam}
}

// CloseConversation ends the conversation.
func (r *Router) CloseConversation(ctx context.Context, op, conv int64, how Closing) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if c.State == Closed {
			return ErrClosed
		}
		if c.OwnerID != nil && *c.OwnerID != op && who.Role != RoleSupervisor && who.Role != RoleAdministrator {
			return ErrNotOwner
		}
		if blank(how.Disposition) {
			return errors.New("say how it ended: choose a disposition")
		}
		p, err := r.propose(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := chose(ctx, tx, c, p, op, clean(how.Disposition, 200)); err != nil {
			return err
		}
		e := Event{Actor: "operator", Operator: op, What: "closed", Why: how.Disposition, Data: how.noted()}
		if err := r.end(ctx, tx, c, e, clean(how.Disposition, 200), clean(how.Comment, 4000)); err != nil {
			return err
		}
		c.refill = true
		if err := wish(ctx, tx, c, op, how); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE conversations SET closed_by = $2 WHERE id = $1`, conv, op)
		return err
	})
}

// ChangeEnding says that a closed conversation ended otherwise. Whoever closed it may, and those who lead; what is proposed
// for the next like it learns from what they say now.
func (r *Router) ChangeEnding(ctx context.Context, op, conv int64, end string) error {
	end = clean(end, 200)
	if blank(end) {
		return errors.New("say how it ended: choose a disposition")
	}
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if c.State != Closed {
			return ErrOpen
		}
		var by int64
		var was string
		err := tx.QueryRow(ctx, `SELECT COALESCE(closed_by, 0), COALESCE(disposition, '') FROM conversations WHERE id = $1`, conv).Scan(&by, &was)
		if err != nil {
			return fmt.Errorf("read how conversation %d ended: %w", conv, err)
		}
		if by != op && !leads(who) {
			return errors.New("only whoever closed the conversation may change its ending, and supervisors")
		}
		if end == was {
			return nil
		}
		if _, err := tx.Exec(ctx, `UPDATE conversations SET disposition = $2 WHERE id = $1`, conv, end); err != nil {
			return fmt.Errorf("change how conversation %d ended: %w", conv, err)
		}
		_, err = tx.Exec(ctx, `UPDATE closings SET chosen = $2 WHERE id = (SELECT max(id) FROM closings WHERE conversation_id = $1) AND operator_id = $3`, conv, end, by)
		if err != nil {
			return fmt.Errorf("keep how conversation %d was closed: %w", conv, err)
		}
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "ending changed", Why: end, Data: map[string]any{"was": was}})
	})
}

// wish keeps what a customer wishes for, and what he said of the company.
func wish(ctx context.Context, tx pgx.Tx, c *conversation, op int64, how Closing) error {
	for kind, text := range map[string]string{"wish": how.Wish, "comment": how.Opinion} {
		if text = clean(text, 4000); blank(text) {
			continue
		}
		_, err := tx.Exec(ctx, `INSERT INTO wishes (conversation_id, subscriber_id, project, kind, text, operator_id)
			VALUES ($1, $2, $3, $4, $5, $6)`, c.ID, c.SubscriberID, c.Project, kind, text, op)
		if err != nil {
			return fmt.Errorf("keep a %s of conversation %d: %w", kind, c.ID, err)
		}
	}
	return nil
}

// end closes a conversation.
func (r *Router) end(ctx context.Context, tx pgx.Tx, c *conversation, e Event, disposition, comment string) error {
	_, err := tx.Exec(ctx, `
		UPDATE conversations SET state = 'closed', closed_at = now(), owner_id = NULL, snoozed_until = NULL, snooze_reason = NULL,
			waiting_since = NULL, asked = NULL, live = false, disposition = $2, close_comment = NULLIF($3, '')
		WHERE id = $1`, c.ID, disposition, comment)
	if err != nil {
		return fmt.Errorf("close conversation %d: %w", c.ID, err)
	}
	c.State, c.OwnerID = Closed, nil
	if err := withdraw(ctx, tx, c.ID, "the conversation was closed"); err != nil {
		return err
	}
	if err := r.sumClosed(ctx, tx, c); err != nil {
		return err
	}
	return r.record(ctx, tx, c, e)
}

// goesOn takes back how a closed conversation ended: until it is closed again it is open, in every report. How it had ended is
// returned, for the event that tells of it.
func goesOn(ctx context.Context, tx pgx.Tx, c *conversation) (was map[string]any, err error) {
	if c.State != Closed {
		return nil, nil
	}
	var end, comment string
	err = tx.QueryRow(ctx, `WITH was AS (SELECT id, COALESCE(disposition, '') AS ending, COALESCE(close_comment, '') AS comment FROM conversations WHERE id = $1),
		voted AS (UPDATE closings SET taken_back_at = now() WHERE conversation_id = $1 AND taken_back_at IS NULL)
		UPDATE conversations c SET closed_by = NULL, disposition = NULL, close_comment = NULL, close_summary = '', close_summary_model = ''
		FROM was WHERE c.id = was.id RETURNING was.ending, was.comment`, c.ID).Scan(&end, &comment)
	if err != nil {
		return nil, fmt.Errorf("take back how conversation %d ended: %w", c.ID, err)
	}
	was = map[string]any{"was": end}
	if comment != "" {
		was["comment"] = comment
	}
	return was, nil
}

// Reopen takes up a closed conversation again; the operator owns it.
func (r *Router) Reopen(ctx context.Context, op, conv int64) error {
	return r.act(ctx, op, conv, func(tx pgx.Tx, who Operator, c *conversation) error {
		if c.State != Closed {
			return nil
		}
		var other bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM conversations WHERE address_id = $1 AND state <> 'closed'
			AND call_id IS NULL AND $2)`, c.AddressID, c.CallID == nil).Scan(&other)
		if err != nil {
			return err
		}
		if other {
			return errors.New("the customer has a newer open conversation on this channel: go on there")
		}
		return r.own(ctx, tx, c, who.ID, "reopened")
	})
}
