package meili

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// form is the number of the form of documents. Indexes of different forms stand beside each other, so that programs of
// two versions can run at once; each fills its own. How words are read belongs to it, and what passages leave out: documents hold both.
const form = 7

// mostCounted is up to where a server counts what has a word: it tells no higher number than it would list. Pages are small
// in any case, so a high one costs nothing.
const mostCounted = 10_000_000

// settings are those of the index of passages; the index of questions has the same but for what is searched. What is one hit each query
// says: a server that goes by a setting there counts wrongly what has a word (see count).
func settings(dimensions int) *meilisearch.Settings {
	s := &meilisearch.Settings{
		SearchableAttributes: []string{"title", "heading", "passage", "stems", "tags", "name", "aliases"},
		FilterableAttributes: []string{"audience", "lang", "project", "article", "n", "from", "until"},
		RankingRules:         []string{"words", "typo", "proximity", "attribute", "exactness"},
		StopWords:            []string{}, // they differ by language: left out of queries instead
		TypoTolerance: &meilisearch.TypoTolerance{
			Enabled:             true,
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5, TwoTypos: 9},
			DisableOnWords:      alikes(),
			DisableOnAttributes: []string{},
			DisableOnNumbers:    true,
		},
		Pagination:     &meilisearch.Pagination{MaxTotalHits: mostCounted},
		SearchCutoffMs: searchCutoff.Milliseconds(),
	}
	if dimensions > 0 {
		s.Embedders = map[string]meilisearch.Embedder{embedder: {Source: meilisearch.UserProvidedEmbedderSource, Dimensions: dimensions}}
	}
	return s
}

// embedder is the name of the vectors, which we bring ourselves.
const embedder = "meaning"

func questionSettings(dimensions int) *meilisearch.Settings {
	s := settings(dimensions)
	s.SearchableAttributes = []string{"question", "stems"}
	return s
}

// mark tells settings apart: an index with others than ours is filled anew beside it, and the two are swapped.
func (c Config) mark() (string, error) {
	b, err := json.Marshal([]any{settings(c.Dimensions), questionSettings(c.Dimensions), c.Model})
	if err != nil {
		return "", fmt.Errorf("write the settings of the index: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}

// confused are pairs of words that one slip turns into each other and that mean different things.
var confused = map[string]string{
	"en": "quiet quite later latter price prize costs posts their there where these those",
	"uk": "оплата плата покупка посилка мережі межах",
	"ru": "оплата плата покупка посылка связь смесь",
	"pl": "opłata płata zwrot zwrotu kwota kwoty",
	"de": "kosten posten karte kante konto konte waren wagen",
}

// Reword gives the server the synonyms. It does not take articles apart anew for them, so nothing is missing meanwhile, and
// they are no part of the mark: replicas of two versions may have the same indexes with the same synonyms.
func (x *Index) Reword(ctx context.Context, s knowledge.Synonyms) error {
	others := s.Others()
	if x.config.Marks != nil {
		if _, err := x.noted(ctx); err != nil { // another database's synonyms stay as they are
			return err
		}
	}
	return x.synonyms(ctx, others)
}

// synonyms gives the indexes their synonyms where they have others.
func (x *Index) synonyms(ctx context.Context, others map[string][]string) error {
	x.others.Store(&others)
	if err := x.prepare(ctx); err != nil {
		return err
	}
	for _, name := range []string{x.passages, x.questions} {
		now, err := x.fill().Index(name).GetSynonymsWithContext(ctx)
		if err != nil {
			return x.explain("read the synonyms of the index "+name, err)
		}
		if maps.EqualFunc(*now, others, slices.Equal) {
			continue
		}
		err = x.do(ctx, "set the synonyms of the index "+name, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().Index(name).UpdateSynonymsWithContext(ctx, &others)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// worded are settings with the synonyms that the index was last told of.
func (x *Index) worded(s *meilisearch.Settings) *meilisearch.Settings {
	if others := x.others.Load(); others != nil {
		s.Synonyms = *others
	}
	return s
}

// alikes are the words that must be written as they are.
func alikes() []string {
	all := map[string]bool{}
	for lang, words := range confused {
		for _, w := range strings.Fields(words) {
			all[w] = true
			for _, t := range knowledge.Analyze(w, lang) {
				all[t.Term] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
