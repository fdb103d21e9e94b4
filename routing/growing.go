package routing

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What operators are told of a draft that is not there, or not whole.
const (
	troubleSame = "The model says the same as a draft that is here."
	troubleDied = "The writing did not come to an end."
	troubleSlow = "The model has not begun yet: its server may be loading it, or is busy."
	troubleMute = "The model’s server does not answer just now, whatever it is asked."
	troubleNone = "No model is set that could write this."
)

// slowAfter is how long a draft has nothing to show before operators are told that the model may be loading.
const slowAfter = 15 * time.Second

// askedEvery is after how many beats its server is asked again whether it answers at all.
const askedEvery = 5

// errNotWanted says that a draft is not wanted any more.
var errNotWanted = errors.New("the draft is not wanted any more")

// growing is a draft that is written just now.
type growing struct {
	w       *Workers
	id      int64
	writer  string // this writing's name
	conv    int64
	account string
	address string
	sources []assist.Source
}

// write writes one draft. Its row tells everybody's desks how far it is, and in the end why it is not whole, if it is not.
func (w *Workers) write(ctx context.Context, draft int64) error {
	g := growing{w: w, id: draft, writer: rand.Text()}
	err := w.r.pool.QueryRow(ctx, `SELECT g.conversation_id, g.sources, c.account, a.value
		FROM suggestions g JOIN conversations c ON c.id = g.conversation_id JOIN addresses a ON a.id = c.address_id
		WHERE g.id = $1 AND g.state = 'writing'`, draft).Scan(&g.conv, &g.sources, &g.account, &g.address)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find draft %d to be written: %w", draft, err)
	}
	if err := g.begin(ctx); errors.Is(err, errNotWanted) {
		return nil
	} else if err != nil {
		return err
	}
	if w.r.author == nil {
		return g.end(ctx, assist.Written{}, troubleNone, assist.UntilSetUp)
	}
	d, err := w.r.dialogueOf(ctx, g.conv)
	if err != nil {
		return err
	}
	held, release := g.hold(ctx)
	var written assist.Written
	err = knowledge.Recovered(func() (err error) {
		written, err = w.r.author.Write(held, d, g.sources, func(so assist.Written) error { return g.grow(ctx, so) })
		return err
	})
	unwanted := errors.Is(context.Cause(held), errNotWanted)
	release()
	if written.Asked { // whoever waits for this draft has it first
		defer func() {
			if err := w.r.offerAgain(ctx, answersAgain, nowAnswers); err != nil {
				w.log.Warn("drafts that were refused wait for the next one that is written", "error", err)
			}
		}()
	}
	switch {
	case err == nil:
		return g.end(ctx, written, "", assist.Never)
	case unwanted || errors.Is(err, errNotWanted):
		return nil
	case errors.Is(ctx.Err(), context.Canceled): // this process stops: another one writes it
		return errors.Join(err, g.leave(ctx))
	}
	w.r.stats.writeFailures.Add(1)
	w.log.Warn("the model wrote no whole draft", "conversation", g.conv, "error", err)
	why, until := assist.WhyUnwritten(err)
	return g.end(context.WithoutCancel(ctx), written, why, until)
}

// begin makes this writing the only one of its draft. Somebody else who writes it, and is alive, goes on.
func (g growing) begin(ctx context.Context) error {
	tag, err := g.w.r.pool.Exec(ctx, `UPDATE suggestions SET writer = $2, writes_until = now() + $3::interval
		WHERE id = $1 AND state = 'writing' AND (writer IS NULL OR writes_until < now())`, g.id, g.writer, writingLasts)
	if err != nil {
		return fmt.Errorf("begin to write draft %d: %w", g.id, err)
	}
	if tag.RowsAffected() == 0 {
		return errNotWanted
	}
	return nil
}

// hold tells, until release is called, that the draft is still written, and ends the writing when nobody wants it any more.
func (g growing) hold(ctx context.Context) (held context.Context, release func()) {
	held, cancel := context.WithCancelCause(ctx)
	var beats sync.WaitGroup
	beats.Go(func() {
		told, slow, asked := "", troubleSlow, 0
		for {
			if pause(held, writingBeats); held.Err() != nil {
				return
			}
			if told != "" {
				if asked%askedEvery == 0 {
					slow = g.w.r.slowly(held)
				}
				asked++
			}
			switch err := g.beat(held, &told, slow); {
			case errors.Is(err, errNotWanted):
				cancel(errNotWanted)
			case err != nil && held.Err() == nil:
				g.w.log.Warn("a draft may be written twice", "conversation", g.conv, "error", err)
			}
		}
	})
	return held, func() {
		cancel(context.Canceled)
		beats.Wait()
	}
}

// beat tells that the draft is still written, and the desks what is slow if there is nothing to show of it for long. told is
// what they were told before.
func (g growing) beat(ctx context.Context, told *string, slow string) error {
	was := *told
	err := g.w.r.pool.QueryRow(ctx, `UPDATE suggestions SET writes_until = now() + $2::interval,
			trouble = CASE WHEN text = '' AND at < now() - $3::interval THEN $4 ELSE '' END
		WHERE id = $1 AND state = 'writing' AND writer = $5 RETURNING trouble`, g.id, writingLasts, slowAfter, slow, g.writer).Scan(told)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return errNotWanted
	case err != nil:
		return fmt.Errorf("tell that draft %d is written: %w", g.id, err)
	case *told != was:
		g.changed()
	}
	return nil
}

// leave gives the draft back to be written by another process.
func (g growing) leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_, err := g.w.r.pool.Exec(ctx, `UPDATE suggestions SET writer = NULL, writes_until = now() + $2::interval
		WHERE id = $1 AND state = 'writing' AND writer = $3`, g.id, writingWaits, g.writer)
	if err != nil {
		return fmt.Errorf("leave draft %d to others: %w", g.id, err)
	}
	return nil
}

// grow shows how far the draft is.
func (g growing) grow(ctx context.Context, so assist.Written) error {
	tag, err := g.w.r.pool.Exec(ctx, `UPDATE suggestions SET text = $2, lang = $3, trouble = ''
		WHERE id = $1 AND state = 'writing' AND writer = $4`, g.id, clean(so.Text, maxText), so.Lang, g.writer)
	if err != nil {
		return fmt.Errorf("show how far draft %d is: %w", g.id, err)
	}
	if tag.RowsAffected() == 0 {
		return errNotWanted
	}
	g.changed()
	return nil
}

// end ends the writing: with a whole draft, or, because of a trouble, with an unfinished one or none. What says no more than
// is offered already is not offered twice. until is when another try may help.
func (g growing) end(ctx context.Context, so assist.Written, trouble string, until assist.Until) error {
	text, state := clean(so.Text, maxText), "offered"
	err := pgx.BeginFunc(ctx, g.w.r.pool, func(tx pgx.Tx) error {
		said, err := offeredIn(ctx, tx, g.conv)
		if err != nil {
			return err
		}
		switch {
		case text == "":
			state = "unwritten"
		case slices.Contains(said, oneLine(text)):
			state, text = "unwritten", ""
			if trouble == "" {
				trouble = troubleSame
			}
		}
		if trouble != "" {
			so.Key = ""
		}
		if len(so.Sources) == 0 {
			so.Sources = g.sources
		}
		_, err = tx.Exec(ctx, `UPDATE suggestions SET state = $2, text = $3, lang = COALESCE(NULLIF($4, ''), lang), sources = $5, kept_key = NULLIF($6, ''),
			trouble = $7, until = $8, again = $8 = '', writer = NULL, writes_until = NULL WHERE id = $1 AND state = 'writing' AND writer = $9`,
			g.id, state, text, so.Lang, jsonOf(so.Sources), so.Key, trouble, until, g.writer)
		return err
	})
	if err != nil {
		return fmt.Errorf("end draft %d: %w", g.id, err)
	}
	g.changed()
	return nil
}

// offeredIn are the texts on offer in a conversation, each in one line.
func offeredIn(ctx context.Context, tx pgx.Tx, conv int64) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT text FROM suggestions WHERE conversation_id = $1 AND state = 'offered'`, conv)
	if err != nil {
		return nil, err
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for i, t := range texts {
		texts[i] = oneLine(t)
	}
	return texts, err
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (g growing) changed() { g.w.r.bus.changed(g.conv, g.account, g.address, forNobody) }
