// Package spend keeps what models cost: calls, tokens and money by day, feature and model, for all replicas together,
// and a limit of the day that stops calls.
//
// The idea: every call is asked for before and written down after, in one row for its day, feature and model. The limit
// is looked up in the same rows, so that all replicas share it; calls that are under way when it is reached are
// finished, so it may be passed by a few answers. A day is one of the company's time zone.
//
// What need not be asked twice costs nothing: drafts are kept for whoever asks the same of the same articles, see Kept.
// The package owns the tables model_use, model_troubles, kept_answers and draft_claims.
package spend

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Price is what a million tokens cost.
type Price struct{ In, Out float64 }

// of is the cost of a use.
func (p Price) of(u assist.Use) float64 {
	return (p.In*float64(u.In) + p.Out*float64(u.Out)) / 1e6
}

// Limits of a day. Zero: none.
type Limits struct {
	Cost   float64
	Tokens int64 // of the models that write; and as many again of vectors, so that a base which is embedded anew costs no draft
}

// Config is what a Book needs.
type Config struct {
	Pool     *pgxpool.Pool
	Prices   map[string]Price // by model
	Currency string           // of the prices, as people read it
	Limits   Limits
	Clock    *knowledge.Clock // by whose days it is counted; nil: of UTC
	Log      *slog.Logger
}

// Book is where it is kept; it implements openai.Meter.
type Book struct {
	pool     *pgxpool.Pool
	prices   map[string]Price
	currency string
	limits   Limits
	clock    *knowledge.Clock
	log      *slog.Logger
}

// New returns a Book.
func New(c Config) *Book {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Book{pool: c.Pool, prices: c.Prices, currency: c.Currency, limits: c.Limits, clock: c.Clock, log: c.Log}
}

// today is the company's day that it is, in SQL.
const today = `(SELECT company_day(now()))`

// SpentError says that the day's limit is reached: of all models, of those that write or of vectors.
type SpentError struct{ Not, Spent, Limit, Zone string }

// Error says so.
func (e SpentError) Error() string {
	return fmt.Sprintf("%s until midnight %s: %s of %s are spent today", e.Not, e.Zone, e.Spent, e.Limit)
}

// Written tells whether models that write are not asked any more.
func (e SpentError) Written() bool { return e.Not == notAsked }

// What is not done once a limit is reached.
const (
	notAsked    = "no model is asked"
	notEmbedded = "no vectors are asked for"
)

// Total is what was spent, in sum.
type Total struct {
	Calls, Failed, Guessed int64
	In, Out                int64 // tokens
	Vectors                int64 // those of them that are of vectors
	Cost                   float64
	Served                 int64   // answers that were given before, without a call
	Saved                  float64 // what their calls would have cost
	Useless                int64   // answers of which nothing could be used
}

// Tokens are those of both directions.
func (t Total) Tokens() int64 { return t.In + t.Out }

// Written are the tokens of the models that write.
func (t Total) Written() int64 { return t.Tokens() - t.Vectors }

// Allow returns a SpentError within an assist.ModelError when the day's limit for a use is reached.
func (b *Book) Allow(ctx context.Context, feature string) error {
	if b.limits == (Limits{}) {
		return nil
	}
	t, err := b.Today(ctx)
	if err != nil {
		return err
	}
	if err := b.spent(t, feature); err != nil {
		return &assist.ModelError{Why: "What may be spent on models today is spent.", Until: assist.UntilDay, Err: err}
	}
	return nil
}

// spent is an error when the day's limit for a use is reached.
func (b *Book) spent(t Total, feature string) error {
	tokens, not := t.Written(), notAsked
	if feature == assist.FeatureVectors {
		tokens, not = t.Vectors, notEmbedded
	}
	switch {
	case b.limits.Cost > 0 && t.Cost >= b.limits.Cost:
		return SpentError{not, b.money(t.Cost), b.money(b.limits.Cost), b.place()}
	case b.limits.Tokens > 0 && tokens >= b.limits.Tokens:
		return SpentError{not, grouped(tokens), grouped(b.limits.Tokens) + " tokens", b.place()}
	}
	return nil
}

// place is where midnight is, as a sentence goes on with it.
func (b *Book) place() string {
	if b.clock.Zone() == time.UTC {
		return "UTC"
	}
	return "in " + b.clock.Name()
}

// Today is what was spent since midnight.
func (b *Book) Today(ctx context.Context) (t Total, err error) {
	err = b.pool.QueryRow(ctx, `SELECT COALESCE(sum(calls), 0)::bigint, COALESCE(sum(failed), 0)::bigint, COALESCE(sum(guessed), 0)::bigint,
		COALESCE(sum(tokens_in), 0)::bigint, COALESCE(sum(tokens_out), 0)::bigint,
		COALESCE(sum(tokens_in + tokens_out) FILTER (WHERE feature = $1), 0)::bigint, COALESCE(sum(cost), 0)::float8,
		COALESCE(sum(served), 0)::bigint, COALESCE(sum(saved), 0)::float8, COALESCE(sum(useless), 0)::bigint
		FROM model_use WHERE day = `+today, assist.FeatureVectors).Scan(&t.Calls, &t.Failed, &t.Guessed, &t.In, &t.Out, &t.Vectors, &t.Cost, &t.Served, &t.Saved, &t.Useless)
	if err != nil {
		return t, fmt.Errorf("read what models cost today: %w", err)
	}
	return t, nil
}

// Count writes a use down. What cannot be written down is logged.
func (b *Book) Count(ctx context.Context, u assist.Use) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // a call that was given up has cost all the same
	defer cancel()
	_, err := b.pool.Exec(ctx, `
		INSERT INTO model_use AS m (day, feature, model, calls, failed, guessed, tokens_in, tokens_out, cost)
		VALUES (`+today+`, $1, $2, 1, $3::bool::int, $4::bool::int, $5, $6, $7)
		ON CONFLICT (day, feature, model) DO UPDATE SET calls = m.calls + 1, failed = m.failed + EXCLUDED.failed,
			guessed = m.guessed + EXCLUDED.guessed, tokens_in = m.tokens_in + EXCLUDED.tokens_in,
			tokens_out = m.tokens_out + EXCLUDED.tokens_out, cost = m.cost + EXCLUDED.cost`,
		u.Feature, u.Model, u.Failed, u.Guessed, u.In, u.Out, b.prices[u.Model].of(u))
	if err == nil && !u.Failed {
		err = b.answered(ctx, u.Feature, u.Model)
	}
	if err != nil {
		b.log.Error("what a model cost is not written down", "feature", u.Feature, "model", u.Model, "tokens_in", u.In, "tokens_out", u.Out, "error", err)
	}
}

// Check tells how much of the day's limit is spent; an error when all of it is, or when a model that writes has
// not answered for some time, or nothing of use.
func (b *Book) Check(ctx context.Context) (string, error) {
	t, err := b.Today(ctx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d calls, %s tokens, %s today", t.Calls, grouped(t.Tokens()), b.money(t.Cost)),
		errors.Join(b.spent(t, ""), b.fruitless(ctx), b.lasting(ctx, func(feature string) bool { return feature != assist.FeatureVectors }))
}

// CheckVectors tells how many tokens of vectors were used today; an error when no more may be, or when the embedder has not answered for some time.
func (b *Book) CheckVectors(ctx context.Context) (string, error) {
	t, err := b.Today(ctx)
	if err != nil {
		return "", err
	}
	return grouped(t.Vectors) + " tokens today",
		errors.Join(b.spent(t, assist.FeatureVectors), b.lasting(ctx, func(feature string) bool { return feature == assist.FeatureVectors }))
}
