package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist/openai"
)

// openEmbedder is the embedder of the settings; nil: there is none.
func openEmbedder(cfg Config, meter openai.Meter) (*openai.Embedder, error) {
	if cfg.OpenAIEmbedding == "" {
		return nil, nil
	}
	return openai.NewEmbedder(openai.Config{Key: cfg.OpenAIKey, Base: cfg.OpenAIBaseURL, Model: cfg.OpenAIEmbedding, Meter: meter})
}

// embedding is how long the vectors of a model are.
type embedding struct {
	Model      string `json:"model"`
	Dimensions int    `json:"dimensions"`
}

// dimensions is the length of the embedder's vectors, which a search server must be told beforehand. What was learned once
// is kept, so that a start does not depend on the embedder. 0: it is not known, and articles get no vectors.
func dimensions(ctx context.Context, pool *pgxpool.Pool, e *openai.Embedder, log *slog.Logger) (int, error) {
	var known embedding
	err := pool.QueryRow(ctx, `SELECT value FROM settings WHERE key = 'embedding'`).Scan(&known)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("read the length of vectors: %w", err)
	}
	if known.Model == e.Model() && known.Dimensions > 0 {
		return known.Dimensions, nil
	}
	ask, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	n, err := e.Dimensions(ask)
	if err != nil {
		log.Warn("the embedder does not answer; until the next start articles are found by their words alone", "error", err)
		return 0, nil
	}
	_, err = pool.Exec(ctx, `INSERT INTO settings (key, value) VALUES ('embedding', $1) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, at = now()`,
		embedding{e.Model(), n})
	if err != nil {
		return 0, fmt.Errorf("keep the length of vectors: %w", err)
	}
	return n, nil
}

// openSearch opens the index, and the embedder if one is set.
func (a *app) openSearch(ctx context.Context) (err error) {
	e, err := openEmbedder(a.cfg, a.book)
	if err != nil {
		return fmt.Errorf("OPENAI_EMBEDDING_MODEL: %w", err)
	}
	if e == nil {
		a.index, err = openIndex(a.cfg, embedding{}, a.store, a.log)
		return err
	}
	space := embedding{Model: e.Model()}
	if a.cfg.MeiliURL != "" {
		if space.Dimensions, err = dimensions(ctx, a.db.pool, e, a.log); err != nil {
			return err
		}
	}
	if a.cfg.MeiliURL == "" || space.Dimensions > 0 {
		a.embedder = e
	} else {
		space = embedding{}
	}
	a.index, err = openIndex(a.cfg, space, a.store, a.log)
	return err
}
