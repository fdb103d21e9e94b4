package main

import (
	"cmp"
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
	"switchboard/routing"
)

// bases makes assistants over knowledge bases that are measured: with an index inside the process, or on the search server
// that is configured, in indexes beside those that are in use.
type bases struct {
	cfg  Config
	log  *slog.Logger
	made []*meili.Index
	// embedder turns questions into vectors. Without one they go by their words alone.
	embedder knowledge.Embedder
	// writer has the model that judges drafts before one is answered with; without one, none is judged.
	writer     assist.Writer
	thresholds routing.Thresholds // that are in force
	given      []knowledge.Given  // what the assistant answered by itself of late
}

// base is a knowledge base that is measured.
type base struct {
	articles []knowledge.Article
	projects []knowledge.Project
	same     knowledge.Synonyms                                       // nil: it is measured without
	doubts   func(context.Context, []int64) (map[int64]string, error) // nil: no article is in doubt
}

// lacks are the articles and projects that questions name and the base has not, or not in force today.
func (b base) lacks(questions []eval.Question) []string {
	var articles, projects []string
	for _, a := range b.articles {
		if a.Valid(time.Now()) {
			articles = append(articles, a.Project+"/"+a.Key)
		}
	}
	for _, p := range b.projects {
		projects = append(projects, p.Key)
	}
	return eval.Strangers(questions, articles, projects)
}

// linked tells the address of an article's page: of its variant in a language, if there is one.
func (b base) linked(site string) func(article, lang string) string {
	ids := map[string]int64{}
	for _, a := range b.articles {
		path := a.Project + "/" + a.Key
		for _, name := range []string{path, a.Key} {
			if ids[name] == 0 {
				ids[name] = a.ID
			}
			ids[name+" "+knowledge.Base(a.Lang)] = a.ID
		}
	}
	return func(article, lang string) string {
		id := cmp.Or(ids[article+" "+knowledge.Base(lang)], ids[article])
		if id == 0 {
			return ""
		}
		return fmt.Sprintf("%s/knowledge/a/%d", site, id)
	}
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

// filled is an index with the articles of a base.
func (b *bases) filled(ctx context.Context, base base) (knowledge.Index, error) {
	index, err := b.index()
	if err != nil {
		return nil, err
	}
	if r, ok := index.(knowledge.Reworder); ok && base.same != nil {
		if err := r.Reword(ctx, base.same); err != nil {
			return nil, err
		}
	}
	if err := index.Put(ctx, base.articles); err != nil {
		return nil, err
	}
	if keeper, ok := index.(knowledge.Keeper); ok { // without articles too it is all there is
		return index, keeper.Note(ctx, 1, nil)
	}
	return index, nil
}

// pipeline is the assistant over a knowledge base, of which it is measured what it finds, not what is done with that.
func (b *bases) pipeline(ctx context.Context, base base) (eval.Ranker, error) {
	index, err := b.filled(ctx, base)
	if err != nil {
		return nil, err
	}
	memory := recall.New()
	if err := errors.Join(memory.Put(ctx, base.articles), memory.Reword(ctx, base.same)); err != nil {
		return nil, err
	}
	return b.over(index, memory, base), nil
}

// measured is an assistant as it is asked: with what it says, and with the model that judges its drafts, if there is one.
func (b *bases) measured(a *assist.Assistant) eval.Ranker {
	t := teller{a, b.cfg.policy(), b.thresholds}
	if b.writer.Model == nil {
		return t
	}
	return judging{t}
}

// over is the assistant over an index and a memory of a base.
func (b *bases) over(index knowledge.Index, memory *recall.Index, base base) *assist.Assistant {
	by := make(map[int64]*knowledge.Article, len(base.articles))
	variants := map[[2]string][]knowledge.Article{} // by project and key
	for i := range base.articles {
		a := &base.articles[i]
		by[a.ID] = a
		variants[[2]string{a.Project, a.Key}] = append(variants[[2]string{a.Project, a.Key}], *a)
	}
	return assist.New(assist.Config{
		Index: index, Embedder: b.embedder, Memory: memory, Synonyms: memory.Others, Doubts: base.doubts, Log: b.log, Writer: b.writer,
		Articles: func(_ context.Context, ids []int64) ([]knowledge.Article, error) { return those(by, ids), nil },
		Variants: func(_ context.Context, project, key string) ([]knowledge.Article, error) {
			return variants[[2]string{project, key}], nil
		},
		Projects: func(context.Context) ([]knowledge.Project, error) { return base.projects, nil },
	})
}

// those are the articles with some ids.
func those(by map[int64]*knowledge.Article, ids []int64) (list []knowledge.Article) {
	for _, id := range ids {
		if a := by[id]; a != nil {
			list = append(list, *a)
		}
	}
	return list
}

// doubtedAs lets the articles of another version of a base be in doubt as those of the same name are in it: it is compared what they
// say, not who has verified them.
func (b base) doubtedAs(other base) base {
	if other.doubts == nil {
		return b
	}
	name := func(a knowledge.Article) string { return a.Project + "/" + a.Key + " " + a.Lang }
	theirs, ours := map[string]int64{}, map[int64]int64{}
	for _, a := range other.articles {
		theirs[name(a)] = a.ID
	}
	for _, a := range b.articles {
		ours[a.ID] = theirs[name(a)]
	}
	b.doubts = func(ctx context.Context, ids []int64) (map[int64]string, error) {
		var asked []int64
		for _, id := range ids {
			asked = append(asked, ours[id])
		}
		list, err := other.doubts(ctx, asked)
		out := map[int64]string{}
		for _, id := range ids {
			if why := list[ours[id]]; why != "" {
				out[id] = why
			}
		}
		return out, err
	}
	return b
}

// read is the base of a folder of articles, or what is published with what was taught about it.
func (b *bases) read(ctx context.Context, folder string, store *knowledge.Store) (out base, err error) {
	if folder != "" {
		root := os.DirFS(folder)
		if out.articles, out.projects, err = knowledge.ReadFolder(ctx, root); err == nil {
			out.same, err = knowledge.ReadSynonyms(root)
		}
		if err != nil {
			return out, fmt.Errorf("read %s: %w", folder, err)
		}
		return out, nil
	}
	if out.articles, _, _, err = store.Changes(ctx, 0); err != nil {
		return out, err
	}
	out.doubts = store.Doubts
	if out.same, _, err = store.Synonyms(ctx); err != nil {
		return out, err
	}
	out.projects, err = store.Projects(ctx)
	return out, err
}
