package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"switchboard/assist"
	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/meili"
	"switchboard/knowledge/recall"
)

// bases makes assistants over knowledge bases that are measured: with an index inside the process, or on the search server
// that is configured, in indexes beside those that are in use.
type bases struct {
	cfg  Config
	log  *slog.Logger
	made []*meili.Index
	same knowledge.Synonyms // of what is published; nil: a folder or a set is measured without
}

// withBases runs f, then deletes the indexes that it made.
func withBases(ctx context.Context, cfg Config, log *slog.Logger, f func(*bases) error) (err error) {
	b := &bases{cfg: cfg, log: log}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		for _, index := range b.made {
			err = errors.Join(err, index.Drop(ctx))
		}
	}()
	return f(b)
}

func (b *bases) index() (knowledge.Index, error) {
	if b.cfg.MeiliURL == "" {
		return local.New(), nil
	}
	index, err := meili.New(meili.Config{URL: b.cfg.MeiliURL, Key: b.cfg.MeiliKey, Name: b.cfg.MeiliIndex, Apart: "measured" + strings.ToLower(rand.Text()[:12]), Log: b.log})
	if err != nil {
		return nil, fmt.Errorf("MEILI_URL: %w", err)
	}
	b.made = append(b.made, index)
	return index, nil
}

// pipeline is the assistant over a knowledge base.
func (b *bases) pipeline(ctx context.Context, articles []knowledge.Article, projects []knowledge.Project) (eval.Ranker, error) {
	index, err := b.index()
	if err != nil {
		return nil, err
	}
	if r, ok := index.(knowledge.Reworder); ok && b.same != nil {
		if err := r.Reword(ctx, b.same); err != nil {
			return nil, err
		}
	}
	memory := recall.New()
	if err := errors.Join(index.Put(ctx, articles), memory.Put(ctx, articles)); err != nil {
		return nil, err
	}
	by := make(map[int64]*knowledge.Article, len(articles))
	for i := range articles {
		by[articles[i].ID] = &articles[i]
	}
	return assist.New(assist.Config{
		Index: index, Memory: memory, Log: b.log,
		Article:  func(_ context.Context, id int64) (*knowledge.Article, error) { return by[id], nil },
		Projects: func(context.Context) ([]knowledge.Project, error) { return projects, nil },
	}), nil
}

// of is the assistant over a folder of articles, or over what is published. What was taught is left out: the questions may
// be the same.
func (b *bases) of(ctx context.Context, folder string, store *knowledge.Store) (eval.Ranker, error) {
	b.same = nil
	if folder != "" {
		articles, projects, err := knowledge.ReadFolder(ctx, os.DirFS(folder))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", folder, err)
		}
		return b.pipeline(ctx, articles, projects)
	}
	articles, _, _, err := store.Changes(ctx, 0)
	if err != nil {
		return nil, err
	}
	if b.same, _, err = store.Synonyms(ctx); err != nil {
		return nil, err
	}
	for i := range articles {
		articles[i].Remembered = nil
	}
	projects, err := store.Projects(ctx)
	if err != nil {
		return nil, err
	}
	return b.pipeline(ctx, articles, projects)
}
