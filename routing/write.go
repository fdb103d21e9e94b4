package routing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"switchboard/assist"
)

// Author writes by a model. assist.Assistant is one.
type Author interface {
	// Write writes a draft from passages; grows is told it whenever a further sentence stood the checks.
	Write(ctx context.Context, d assist.Dialogue, sources []assist.Source, grows func(assist.Written) error) (assist.Written, error)
	// Reword says a text in another tone.
	Reword(context.Context, assist.Rewording) (assist.Reworded, error)
	// Forget has a draft written anew when the same is asked again: an operator found it wrong. key is that of the draft.
	Forget(ctx context.Context, key string) error
}

// QueueWriting is the queue of the jobs that wait for a model, so that they hold up no others.
const QueueWriting = "writing"

const (
	writtenADay  = 60              // drafts written by a model for one customer
	writingWhile = 2 * time.Minute // a draft that grows for longer was given up
)

// writeArgs has a draft written. Its row is there already, empty; it grows, and is offered when it is whole.
type writeArgs struct {
	Draft int64 `json:"draft"`
}

// Kind names the job.
func (writeArgs) Kind() string { return "write" }

// InsertOpts: who dies while writing is followed once.
func (writeArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: QueueWriting, MaxAttempts: 2}
}

// beginWriting has a draft written beside those that are offered for the customer's words. It appears at once, empty, and grows.
// On the telephone nothing is written: the words are there before it would be.
func (r *Router) beginWriting(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, offered []assist.Suggestion) error {
	best := slices.IndexFunc(offered, func(s assist.Suggestion) bool { return s.Public })
	if r.author == nil || r.jobs == nil || c.CallID != nil || best < 0 {
		return nil
	}
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, state, model)
		SELECT $1, $2, (SELECT count(*) FROM suggestions WHERE conversation_id = $1 AND for_seq = $2), '', $3, $4, $5, 'writing', true
		WHERE (SELECT count(*) FROM suggestions g JOIN conversations o ON o.id = g.conversation_id
			WHERE o.subscriber_id = $6 AND g.model AND g.at > now() - interval '1 day') < $7
		RETURNING id`, c.ID, seq, c.Lang, min(max(offered[best].Score, 0), 1), jsonOf(assist.Basis(offered)), c.SubscriberID, writtenADay).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("begin a draft of conversation %d: %w", c.ID, err)
	}
	return r.later(ctx, tx, writeArgs{id}, time.Time{})
}

// stopWriting takes away the drafts of a conversation that still grow; whoever writes one finds that out at the next sentence.
func stopWriting(ctx context.Context, tx pgx.Tx, conv int64) error {
	if _, err := tx.Exec(ctx, `DELETE FROM suggestions WHERE conversation_id = $1 AND state = 'writing'`, conv); err != nil {
		return fmt.Errorf("stop the writing for conversation %d: %w", conv, err)
	}
	return nil
}

// errNotWanted says that a draft is not wanted any more.
var errNotWanted = errors.New("the draft is not wanted any more")

// growing is a draft that is written just now.
type growing struct {
	w       *Workers
	id      int64
	conv    int64
	account string
	address string
	sources []assist.Source
	stale   bool
}

// write writes one draft. Its row tells everybody's desks how far it is; when the model fails, the row goes.
func (w *Workers) write(ctx context.Context, draft int64) error {
	g := growing{w: w, id: draft}
	err := w.r.pool.QueryRow(ctx, `SELECT g.conversation_id, g.sources, c.account, a.value, g.at < now() - $2::interval
		FROM suggestions g JOIN conversations c ON c.id = g.conversation_id JOIN addresses a ON a.id = c.address_id
		WHERE g.id = $1 AND g.state = 'writing'`, draft, writingWhile).Scan(&g.conv, &g.sources, &g.account, &g.address, &g.stale)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find draft %d to be written: %w", draft, err)
	}
	if g.stale || w.r.author == nil {
		return g.drop(ctx)
	}
	d, err := w.r.dialogueOf(ctx, g.conv)
	if err != nil {
		return err
	}
	var written assist.Written
	err = recovered(func() (err error) {
		written, err = w.r.author.Write(ctx, d, g.sources, func(so assist.Written) error { return g.grow(ctx, so) })
		return err
	})
	switch {
	case err == nil:
		return g.offer(ctx, written)
	case errors.Is(err, errNotWanted):
		return nil
	case ctx.Err() != nil: // this process stops: another one writes it
		return err
	}
	w.r.stats.writeFailures.Add(1)
	w.log.Warn("the model wrote no draft; the articles are quoted alone", "conversation", g.conv, "error", err)
	return g.drop(ctx)
}

// grow shows how far the draft is.
func (g growing) grow(ctx context.Context, so assist.Written) error {
	tag, err := g.w.r.pool.Exec(ctx, `UPDATE suggestions SET text = $2, lang = $3 WHERE id = $1 AND state = 'writing'`, g.id, clean(so.Text, maxText), so.Lang)
	if err != nil {
		return fmt.Errorf("show how far draft %d is: %w", g.id, err)
	}
	if tag.RowsAffected() == 0 {
		return errNotWanted
	}
	g.changed()
	return nil
}

// offer puts the whole draft on offer, unless it says what is offered already.
func (g growing) offer(ctx context.Context, so assist.Written) error {
	err := pgx.BeginFunc(ctx, g.w.r.pool, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT text FROM suggestions WHERE conversation_id = $1 AND state = 'offered'`, g.conv)
		if err != nil {
			return err
		}
		others, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		text := clean(so.Text, maxText)
		if slices.ContainsFunc(others, func(o string) bool {
			return strings.Join(strings.Fields(o), " ") == strings.Join(strings.Fields(text), " ")
		}) {
			_, err = tx.Exec(ctx, `DELETE FROM suggestions WHERE id = $1 AND state = 'writing'`, g.id)
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE suggestions SET state = 'offered', text = $2, lang = $3, sources = $4, kept_key = NULLIF($5, '') WHERE id = $1 AND state = 'writing'`,
			g.id, text, so.Lang, jsonOf(so.Sources), so.Key)
		return err
	})
	if err != nil {
		return fmt.Errorf("offer draft %d: %w", g.id, err)
	}
	g.changed()
	return nil
}

// drop takes the draft away.
func (g growing) drop(ctx context.Context) error {
	if _, err := g.w.r.pool.Exec(ctx, `DELETE FROM suggestions WHERE id = $1 AND state = 'writing'`, g.id); err != nil {
		return fmt.Errorf("drop draft %d: %w", g.id, err)
	}
	g.changed()
	return nil
}

func (g growing) changed() { g.w.r.bus.changed(g.conv, g.account, g.address, forNobody) }

// forget has a draft that a model wrote, and an operator dismissed, written anew for whoever asks the same.
func (r *Router) forget(ctx context.Context, draft int64) error {
	var key string
	err := r.pool.QueryRow(ctx, `SELECT COALESCE(kept_key, '') FROM suggestions WHERE id = $1 AND state = 'dismissed'`, draft).Scan(&key)
	if errors.Is(err, pgx.ErrNoRows) || key == "" || r.author == nil {
		return nil
	}
	if err == nil {
		err = r.author.Forget(ctx, key)
	}
	if err != nil {
		return fmt.Errorf("forget draft %d: %w", draft, err)
	}
	return nil
}

// sweepWriting takes away drafts that nobody writes any more: their writer died, and so did who followed.
func (r *Router) sweepWriting(ctx context.Context) error {
	_, err := r.pool.Exec(ctx, `DELETE FROM suggestions WHERE state = 'writing' AND at < now() - $1::interval`, writingWhile)
	if err != nil {
		return fmt.Errorf("sweep drafts that nobody writes: %w", err)
	}
	return nil
}

// Rewords tells whether texts can be reworded: a model is set.
func (r *Router) Rewords() bool { return r.author != nil }

// Reword says what an operator is about to send in another tone, or in the customer's language. It changes nothing: the
// operator decides. Why there is no other wording is an assist.RewordError.
func (r *Router) Reword(ctx context.Context, op, conv int64, text, tone string, draft int64) (assist.Reworded, error) {
	if r.author == nil {
		return assist.Reworded{}, assist.RewordError{Why: "No model is set that could reword this."}
	}
	h, err := r.Head(ctx, op, conv)
	if err != nil {
		return assist.Reworded{}, err
	}
	p := assist.Rewording{Text: clean(text, maxText), Tone: tone, Lang: h.Lang}
	if draft != 0 {
		err := r.pool.QueryRow(ctx, `SELECT sources FROM suggestions WHERE id = $1 AND conversation_id = $2`, draft, conv).Scan(&p.Sources)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return assist.Reworded{}, fmt.Errorf("read draft %d: %w", draft, err)
		}
	}
	out, err := r.author.Reword(ctx, p)
	why, silent := assist.RewordError{}, errors.As(err, new(*assist.ModelError))
	if told := errors.As(err, &why); err == nil || told && !silent {
		return out, err
	}
	r.log.Warn("a reply was not reworded", "conversation", conv, "tone", tone, "error", err)
	return out, assist.RewordError{Why: cmp.Or(why.Why, "The model does not answer just now. Your text is as it was.")}
}
