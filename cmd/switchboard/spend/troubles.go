package spend

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

const (
	troubleLength = 600                // bytes of an error's words
	troubleLasts  = 3                  // times in a row; a refusal or two is none of the program's state
	troublesShown = 7 * 24 * time.Hour // then what was over is no news any more
)

// trouble is why a model did not answer last, for one use.
type trouble struct {
	Feature, Model string
	At             time.Time
	Why, Said      string
	Times          int64
	Answered       *time.Time // since then
}

// Trouble writes down why a model did not answer; Book is an openai.Troubled. That the day's limit is reached is no trouble of the model's.
func (b *Book) Trouble(ctx context.Context, feature, model string, e *assist.ModelError) {
	if errors.As(e, new(SpentError)) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // it is to be known, though nobody waits any more
	defer cancel()
	said := e.Err.Error()
	if len(said) > troubleLength {
		cut := troubleLength
		for !utf8.RuneStart(said[cut]) {
			cut--
		}
		said = said[:cut] + " …"
	}
	if e.Do != "" { // never cut
		said = strings.TrimRight(said, ".: ") + ": " + e.Do
	}
	_, err := b.pool.Exec(ctx, `INSERT INTO model_troubles AS t (feature, model, why, said) VALUES ($1, $2, $3, $4)
		ON CONFLICT (feature, model) DO UPDATE SET at = now(), why = EXCLUDED.why, said = EXCLUDED.said,
			times = CASE WHEN t.answered_at IS NULL THEN t.times + 1 ELSE 1 END, answered_at = NULL`, feature, model, e.Why, said)
	if err == nil {
		_, err = b.pool.Exec(ctx, `DELETE FROM model_troubles WHERE at <= now() - $1::interval`, troublesShown)
	}
	if err != nil {
		b.log.Error("why a model did not answer is not written down", "feature", feature, "model", model, "error", err)
	}
}

// answered notes that a model has answered again.
func (b *Book) answered(ctx context.Context, feature, model string) error {
	_, err := b.pool.Exec(ctx, `UPDATE model_troubles SET answered_at = now() WHERE feature = $1 AND model = $2 AND answered_at IS NULL`, feature, model)
	return err
}

// troubles reads those that last, and those that were of late; the newest first.
func (b *Book) troubles(ctx context.Context) ([]trouble, error) {
	rows, err := b.pool.Query(ctx, `SELECT feature, model, at, why, said, times, answered_at FROM model_troubles
		WHERE at > now() - $1::interval ORDER BY answered_at IS NOT NULL, at DESC, feature, model`, troublesShown)
	if err != nil {
		return nil, fmt.Errorf("read why models did not answer: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[trouble])
	if err != nil {
		return nil, fmt.Errorf("read why models did not answer: %w", err)
	}
	return list, nil
}

// lasting is an error while a model does not answer for one of some uses: the program goes on without it, as its state says.
func (b *Book) lasting(ctx context.Context, of func(feature string) bool) error {
	all, err := b.troubles(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if of(t.Feature) && t.Answered == nil && t.Times >= troubleLasts && time.Since(t.At) < time.Hour {
			err = errors.Join(err, fmt.Errorf("%s by %s, %d times in a row: %s", t.Feature, t.Model, t.Times, t.Said))
		}
	}
	return err
}
