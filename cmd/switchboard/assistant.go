package main

import (
	"context"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// assistant is how the assistant answers, over an index, articles by their numbers and what was asked before. What it says is read
// elsewhere than on the program's pages.
func (a *app) assistant(index knowledge.Index, articles func(context.Context, []int64) ([]knowledge.Article, error), memory *recall.Index) assist.Config {
	base := a.cfg.URL
	return assist.Config{
		Index: knowledge.Abroad(index, base), Embedder: a.embedder, Memory: memory, Synonyms: memory.Others, Doubts: a.store.Doubts, Log: a.log,
		Articles: func(ctx context.Context, ids []int64) ([]knowledge.Article, error) {
			list, err := articles(ctx, ids)
			return abroad(list, base), err
		},
		Variants: func(ctx context.Context, project, key string) ([]knowledge.Article, error) {
			list, err := a.store.Shown(ctx, project, key)
			return abroad(list, base), err
		},
		Projects: func(ctx context.Context) ([]knowledge.Project, error) {
			list, err := a.store.Projects(ctx)
			for i := range list {
				list[i].Body = knowledge.Absolute(list[i].Body, base)
			}
			return list, err
		},
	}
}

// abroad are articles with the program's address in their texts.
func abroad(list []knowledge.Article, base string) []knowledge.Article {
	for i := range list {
		list[i].Body = knowledge.Absolute(list[i].Body, base)
	}
	return list
}
