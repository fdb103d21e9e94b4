package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// finder searches for readers and operators: for what has their words, and for what the assistant finds to answer them, by what was
// asked before and by what is meant.
type finder struct {
	index  knowledge.Index
	ranker *assist.Assistant // without an embedder: nobody waits for a server at each letter that he types
	log    *slog.Logger
}

const (
	likelyFound = 0.1 // probability from which is shown what does not have the words
	mostRanked  = 10  // articles that the assistant is asked for
	firstWorded = 0.3 // probability that having the words best is worth; the second place half of that, and so on
)

// find returns what is found, best first. What was typed with another keyboard is sought as it was meant. Where the assistant
// fails, the words count alone.
func (f finder) find(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	q.Text = knowledge.Meant(q.Text, q.Lang)
	if q.At.IsZero() {
		q.At = time.Now()
	}
	var ranked []assist.Ranked
	var failed error
	asked := knowledge.Beside(func() {
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.Text}}, Lang: q.Lang, Projects: q.Projects, At: q.At}
		ranked, failed = f.ranker.Rank(ctx, d, mostRanked)
	})
	hits, err := f.index.Search(ctx, q)
	asked()
	if err != nil {
		return nil, err
	}
	if failed != nil {
		f.log.Warn("a search goes by the words alone", "error", failed)
	}
	return together(hits, ranked, q), nil
}

// together are the hits of the words and, of what a query may find, what the assistant finds likely, each article once, in the order
// of both. How likely does not go by what one person alone taught.
func together(hits []knowledge.Hit, ranked []assist.Ranked, q knowledge.Query) []knowledge.Hit {
	type article struct{ project, key string } // whatever the language
	worth, at, best := map[article]float64{}, map[article]int{}, 0.0
	for i, h := range hits {
		id := article{h.Project, h.Key}
		if _, there := at[id]; !there {
			worth[id], at[id] = firstWorded/float64(1+i), i
		}
		best = max(best, h.Score)
	}
	for _, r := range ranked {
		h, likely := r.Hit, r.Probability-r.Lone
		id := article{h.Project, h.Key}
		i, there := at[id]
		worth[id] += likely
		switch {
		case likely < likelyFound:
		case there:
			hits[i].Score = max(hits[i].Score, best) // no filler
		case len(q.Only) > 0 && !slices.ContainsFunc(q.Only, func(lang string) bool { return knowledge.Speaks(h.Lang, lang) > 0 }):
		case (h.Audience == knowledge.Public || q.Internal) && (len(q.Projects) == 0 || slices.Contains(q.Projects, h.Project)):
			h.Question, h.Score = "", max(best, likely) // a question may be a customer's
			at[id], hits = len(hits), append(hits, h)
		}
	}
	of := func(h knowledge.Hit) float64 { return worth[article{h.Project, h.Key}] }
	slices.SortStableFunc(hits, func(a, b knowledge.Hit) int { return cmp.Compare(of(b), of(a)) })
	if q.Limit > 0 {
		hits = hits[:min(len(hits), q.Limit)]
	}
	return hits
}

// newFinder is how the running program searches.
func (a *app) newFinder() finder {
	c := a.assistant(a.index, a.store.Texts, a.memory)
	c.Embedder = nil
	return finder{c.Index, assist.New(c), a.log}
}

// searchOnce searches the knowledge base of the settings, in an index inside the process that is filled for it, or on the server; by
// meaning too, if an embedder is set.
func searchOnce(ctx context.Context, cfg Config, pool *pgxpool.Pool, log *slog.Logger, q knowledge.Query) ([]knowledge.Hit, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b, store := &bases{cfg: cfg, log: log}, storeWithExtras(pool).At(cfg.URL)
	base, err := b.read(ctx, "", store)
	if err != nil {
		return nil, err
	}
	space, err := b.embeds(ctx, pool, store)
	if err != nil {
		return nil, err
	}
	var index knowledge.Index
	if cfg.MeiliURL == "" {
		if b.embedder != nil {
			if err := store.EmbedArticles(ctx, b.embedder, base.articles); err != nil {
				log.Warn("articles have no vectors and are found by their words alone", "error", err)
			}
		}
		index, err = b.filled(ctx, base)
	} else {
		index, err = openIndex(cfg, space, store, log)
	}
	if err != nil {
		return nil, err
	}
	memory := recall.New()
	if err := errors.Join(memory.Put(ctx, base.articles), memory.Reword(ctx, base.same)); err != nil {
		return nil, err
	}
	return finder{index, b.over(index, memory, base), log}.find(ctx, q)
}

// embeds has questions embedded by the settings, on the day's budget of a database, and returns in which space. A search server's is the
// one that the program has learned.
func (b *bases) embeds(ctx context.Context, pool *pgxpool.Pool, store *knowledge.Store) (space embedding, err error) {
	zone, err := store.Zone(ctx)
	if err != nil {
		return space, err
	}
	book, err := openBook(b.cfg, pool, knowledge.NewClock(zone), b.log)
	if err != nil {
		return space, err
	}
	e, err := openEmbedder(b.cfg, book)
	if err != nil || e == nil {
		return space, err
	}
	if b.cfg.MeiliURL == "" {
		b.embedder = e
		return embedding{Model: e.Model()}, nil
	}
	if known := keptEmbedding(ctx, b.cfg, pool); known.Model == e.Model() && known.Dimensions > 0 {
		b.embedder, space = ofLength{e, known.Dimensions}, known
	}
	return space, nil
}

// areProjects says which of some keys no project has, and which ones there are.
func areProjects(ctx context.Context, store *knowledge.Store, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	projects, err := store.Projects(ctx)
	if err != nil {
		return err
	}
	var there []string
	for _, p := range projects {
		there = append(there, p.Key)
	}
	for _, key := range keys {
		if !slices.Contains(there, key) {
			return fmt.Errorf("no project has the key %q: there are %s", key, strings.Join(there, ", "))
		}
	}
	return nil
}
