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

// ofLength is an embedder for a search server, whose index takes vectors of one length: others are no answer.
type ofLength struct {
	*openai.Embedder
	length int
}

// Length is the one that the index takes.
func (e ofLength) Length() int { return e.length }

// Embed returns one vector for each text.
func (e ofLength) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := e.Embedder.Embed(ctx, texts)
	if err == nil && len(vectors) > 0 && len(vectors[0]) != e.length {
		err = fmt.Errorf("%s gives vectors of %d numbers, those of the index have %d: start the program anew", e.Model(), len(vectors[0]), e.length)
	}
	return vectors, err
}

// dimensions is the length of the embedder's vectors, which a search server must be told beforehand. What was learned once
// is kept, so that a start does not depend on the embedder; one that answers at once with another length is believed. 0: it is not
// known, and articles get no vectors.
func dimensions(ctx context.Context, pool *pgxpool.Pool, e *openai.Embedder, log *slog.Logger) (int, error) {
	var known embedding
	err := pool.QueryRow(ctx, `SELECT value FROM settings WHERE key = 'embedding'`).Scan(&known)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("read the length of vectors: %w", err)
	}
	within := 10 * time.Second
	if known.Model != e.Model() {
		known = embedding{}
	}
	if known.Dimensions > 0 {
		within = 2 * time.Second
	}
	ask, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	n, err := e.Dimensions(ask)
	switch {
	case err != nil && known.Dimensions > 0:
		return known.Dimensions, nil
	case err != nil:
		log.Warn("the embedder does not answer; until the next start articles are found by their words alone", "error", err)
		return 0, nil
	case n == known.Dimensions:
		return n, nil
	case known.Dimensions > 0:
		log.Warn("the embedder's vectors have another length than before; all articles are embedded anew", "model", e.Model(), "before", known.Dimensions, "now", n)
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
	switch {
	case a.cfg.MeiliURL == "":
		a.embedder = e
	case space.Dimensions > 0:
		a.embedder = ofLength{e, space.Dimensions}
	default:
		space = embedding{}
	}
	a.index, err = openIndex(a.cfg, space, a.store, a.log)
	return err
}

// checkEmbedder asks the embedder of the settings for a vector, and compares it with what a search server's index takes.
func checkEmbedder(ctx context.Context, cfg Config) (string, error) {
	e, err := openEmbedder(cfg, nil)
	if err != nil {
		return "", err
	}
	fact, err := e.Check(ctx)
	if err != nil || cfg.MeiliURL == "" {
		return fact, err
	}
	db, running := runningDatabase(ctx, cfg)
	if !running {
		return fact, nil
	}
	if known := keptEmbedding(ctx, cfg, db.pool); known.Model == e.Model() && known.Dimensions != e.Length() {
		err = fmt.Errorf("%s, those of the index have %d: start the program anew", fact, known.Dimensions)
	}
	return fact, errors.Join(err, db.close())
}

// checkVectors is an error while articles are found by their words alone, though an embedder is set.
func (a *app) checkVectors(ctx context.Context) (string, error) {
	if a.embedder == nil {
		return "", errors.New("the embedder did not answer at the start: articles are found by their words alone until the next one")
	}
	fact, err := a.book.CheckVectors(ctx)
	return fact, errors.Join(err, a.follower.State().Bare)
}
