package spend

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

const (
	keptFor    = 7 * 24 * time.Hour // then a draft is written anew
	keptAtMost = 10_000             // drafts; those go that nobody has asked for longest
	keptLength = 16 << 10           // bytes of one
	keptWithin = 3 * time.Second
)

// Kept keeps drafts for all replicas, so that the same question costs no second call, and has one of them write at a time;
// it implements assist.Earlier and assist.Claimer. What it serves is counted in the book.
type Kept struct{ book *Book }

// Kept returns what is kept, counted in this book.
func (b *Book) Kept() *Kept { return &Kept{b} }

// Find returns what is kept under a key, unless it is too old, and counts that it was served.
func (k *Kept) Find(ctx context.Context, key string) (answer string, err error) {
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	var u assist.Use
	err = k.book.pool.QueryRow(ctx, `UPDATE kept_answers SET used_at = now() WHERE key = $1 AND at > now() - $2::interval
		RETURNING answer, feature, model, tokens_in, tokens_out`, key, keptFor).Scan(&answer, &u.Feature, &u.Model, &u.In, &u.Out)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find an answer that is kept: %w", err)
	}
	k.book.served(ctx, u)
	return answer, nil
}

// Keep keeps an answer, and lets go of those that are too old or too many. An answer that is too long is not kept.
func (k *Kept) Keep(ctx context.Context, key, answer string, took assist.Use) error {
	if len(answer) > keptLength {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	_, err := k.book.pool.Exec(ctx, `INSERT INTO kept_answers (key, feature, model, answer, tokens_in, tokens_out) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (key) DO UPDATE SET feature = EXCLUDED.feature, model = EXCLUDED.model, answer = EXCLUDED.answer,
			tokens_in = EXCLUDED.tokens_in, tokens_out = EXCLUDED.tokens_out, at = now(), used_at = now()`,
		key, took.Feature, took.Model, answer, took.In, took.Out)
	if err == nil {
		_, err = k.book.pool.Exec(ctx, `DELETE FROM kept_answers WHERE at <= now() - $1::interval
			OR key IN (SELECT key FROM kept_answers ORDER BY used_at DESC, key OFFSET $2)`, keptFor, keptAtMost)
	}
	if err == nil {
		_, err = k.book.pool.Exec(ctx, `DELETE FROM draft_claims WHERE until < now() - interval '1 hour'`) // of replicas that died
	}
	if err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// Claim says that an answer is being made, for so long from now, or that it still is. If another holder makes it, mine is
// false, and soFar is what that one has of it.
func (k *Kept) Claim(ctx context.Context, key, holder string, lasts time.Duration) (mine bool, soFar string, err error) {
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	err = k.book.pool.QueryRow(ctx, `
		WITH mine AS (INSERT INTO draft_claims (key, holder, until) VALUES ($1, $2, now() + $3::interval)
			ON CONFLICT (key) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until,
				answer = CASE WHEN draft_claims.holder = EXCLUDED.holder THEN draft_claims.answer ELSE '' END
			WHERE draft_claims.until < now() OR draft_claims.holder = EXCLUDED.holder RETURNING key)
		SELECT EXISTS (SELECT FROM mine), COALESCE((SELECT answer FROM draft_claims WHERE key = $1 AND holder <> $2), '')`, key, holder, lasts).Scan(&mine, &soFar)
	if err != nil {
		return false, "", fmt.Errorf("claim an answer: %w", err)
	}
	return mine, soFar, nil
}

// Grow notes how much there is of an answer that is being made.
func (k *Kept) Grow(ctx context.Context, key, holder, soFar string) error {
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	if _, err := k.book.pool.Exec(ctx, `UPDATE draft_claims SET answer = $3 WHERE key = $1 AND holder = $2`, key, holder, soFar); err != nil {
		return fmt.Errorf("note how far an answer is: %w", err)
	}
	return nil
}

// Release ends a claim.
func (k *Kept) Release(ctx context.Context, key, holder string) error {
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	if _, err := k.book.pool.Exec(ctx, `DELETE FROM draft_claims WHERE key = $1 AND holder = $2`, key, holder); err != nil {
		return fmt.Errorf("release an answer that was claimed: %w", err)
	}
	return nil
}

// Forget drops what is kept under a key.
func (k *Kept) Forget(ctx context.Context, key string) error {
	if _, err := k.book.pool.Exec(ctx, `DELETE FROM kept_answers WHERE key = $1`, key); err != nil {
		return fmt.Errorf("forget an answer that was kept: %w", err)
	}
	return nil
}

// served writes down that an answer was given without a call, and what the call would have cost.
func (b *Book) served(ctx context.Context, u assist.Use) {
	_, err := b.pool.Exec(ctx, `INSERT INTO model_use AS m (day, feature, model, served, saved) VALUES (`+today+`, $1, $2, 1, $3)
		ON CONFLICT (day, feature, model) DO UPDATE SET served = m.served + 1, saved = m.saved + EXCLUDED.saved`,
		u.Feature, u.Model, b.prices[u.Model].of(u))
	if err != nil {
		b.log.Error("that an earlier answer was served is not written down", "feature", u.Feature, "model", u.Model, "error", err)
	}
}
