package routing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
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
	writtenADay  = 60               // drafts written by a model for one customer in a day of the company
	writingWaits = 2 * time.Minute  // longest time that a draft waits for somebody to write it
	writingLasts = 20 * time.Second // so long whoever writes counts as alive when he is not heard of
	writingBeats = 3 * time.Second  // how often he tells that he is
	writingMost  = 6 * time.Minute  // longest job: a server may load its model first
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

// scribe does the jobs of writing, which may take longer than others.
type scribe struct {
	river.WorkerDefaults[writeArgs]
	w *Workers
}

// Timeout is the longest time that a draft takes.
func (scribe) Timeout(*river.Job[writeArgs]) time.Duration { return writingMost }

// Work writes.
func (s scribe) Work(ctx context.Context, j *river.Job[writeArgs]) error {
	return s.w.write(ctx, j.Args.Draft)
}

// beginWriting has a draft written beside those that are offered for the customer's words. It appears at once, empty, and grows.
// It answers the part that they do. On the telephone nothing is written: the words are there before it would be.
func (r *Router) beginWriting(ctx context.Context, tx pgx.Tx, c *conversation, seq int64, part string, offered []assist.Suggestion) error {
	best := slices.IndexFunc(offered, func(s assist.Suggestion) bool { return s.Public })
	if r.author == nil || r.jobs == nil || c.CallID != nil || best < 0 {
		return nil
	}
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, state, model, writes_until, part)
		SELECT conversation, seq, `+nextRank+`, '', $3, $4, $5, 'writing', true, now() + $8::interval, $9 FROM (SELECT $1::bigint AS conversation, $2::bigint AS seq) place
		WHERE (SELECT count(*) FROM suggestions g JOIN conversations o ON o.id = g.conversation_id
			WHERE o.subscriber_id = $6 AND g.model AND g.at >= company_midnight(company_day(now()))) < $7
		RETURNING id`, c.ID, seq, c.Lang, min(max(offered[best].Score, 0), 1), jsonOf(assist.Basis(offered)), c.SubscriberID, writtenADay, writingWaits, part).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("begin a draft of conversation %d: %w", c.ID, err)
	}
	return r.later(ctx, tx, writeArgs{id}, time.Time{})
}

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
	p := assist.Rewording{Text: r.abroad(clean(text, maxText)), Tone: tone, Lang: h.Lang}
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
