package meili

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// mostWords is how many words of a query Meilisearch reads.
const mostWords = 10

// Search returns the best passage of each of the articles that match best. All words together are asked for first, the
// most frequent dropped one after the other; if that finds too little, because a word is in no article, each word by
// itself.
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	q = q.Normal()
	words := queryWords(q.Text, q.Lang)
	filter, none := filters(q)
	meant := len(q.Vector) > 0 && len(q.Vector) == x.config.Dimensions
	if len(words) == 0 && !meant || none {
		return nil, ctx.Err()
	}
	if err := x.prepare(ctx); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	limit := int64(q.Limit) * 4
	var found []found
	if len(words) > 0 {
		var err error
		if found, err = x.together(ctx, filter, limit, strings.Join(words, " ")); err != nil {
			return nil, err
		}
		for i := range found {
			found[i].score++ // above all that match by single words
		}
	}
	if len(found) < q.Limit && len(words) > 1 {
		each, err := x.apart(ctx, filter, limit, words)
		if err != nil {
			return nil, err
		}
		found = append(found, single(each)...)
	}
	if meant {
		near, err := x.near(ctx, filter, int64(q.Limit), q.Vector)
		if err != nil {
			return nil, err
		}
		found = append(found, near...)
	}
	return hits(q, found), nil
}

// near searches by meaning alone. The nearness of what the words find too is told by the hit of the same article.
func (x *Index) near(ctx context.Context, filter []string, limit int64, vector []float32) ([]found, error) {
	request := &meilisearch.MultiSearchRequest{}
	for _, index := range []string{x.passages, x.questions} {
		q := x.query(index, "", filter)
		q.Vector, q.Hybrid, q.Limit = vector, &meilisearch.SearchRequestHybrid{SemanticRatio: 1, Embedder: embedder}, limit
		request.Queries = append(request.Queries, q)
	}
	response, err := x.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	var out []found
	for _, r := range response.Results {
		list, err := decode(r.Hits)
		if err != nil {
			return nil, err
		}
		for i := range list {
			list[i].near = 2*list[i].Ranking - 1 // the server's similarity is (1 + cosine) / 2
		}
		out = append(out, list...)
	}
	return out, nil
}

// queryWords returns the words to search for, without those that say nothing if there are others: as stems if the language
// is known, else as they are written.
func queryWords(text, lang string) []string {
	var telling, stops []string
	inside := 0
	for _, t := range knowledge.Analyze(text, lang) {
		part := t.Start < inside // of an address or of a code that was just taken whole
		inside = max(inside, t.End)
		word := t.Term
		if lang == "" {
			word = t.Word
		}
		switch {
		case part && utf8.RuneCountInString(word) < 2 || slices.Contains(telling, word) || slices.Contains(stops, word):
		case t.Stop || knowledge.StopWord(t.Word, ""):
			stops = append(stops, word)
		default:
			telling = append(telling, word)
		}
	}
	if len(telling) == 0 {
		telling = stops
	}
	return telling[:min(len(telling), mostWords)]
}

// filters returns the conditions of a query, all of which must hold, and whether nothing can meet them. Only keys and
// languages of the form that ours have get in, so that a filter says what is written here and nothing else.
func filters(q knowledge.Query) (all []string, none bool) {
	audience := `audience = "public"`
	if q.Internal {
		audience = `audience IN ["public", "internal"]`
	}
	day := unixDay(q.At.In(time.UTC))
	all = []string{audience, fmt.Sprintf("from <= %d", day), fmt.Sprintf("until >= %d", day)}
	only := make([]string, 0, len(q.Only))
	for _, lang := range q.Only {
		only = append(only, knowledge.Base(lang))
	}
	for attribute, values := range map[string][]string{"lang": only, "project": q.Projects} {
		if len(values) == 0 {
			continue
		}
		values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" || strings.Trim(v, keyLetters) != "" })
		if len(values) == 0 {
			return nil, true
		}
		all = append(all, fmt.Sprintf(`%s IN ["%s"]`, attribute, strings.Join(values, `", "`)))
	}
	return all, false
}

const keyLetters = "abcdefghijklmnopqrstuvwxyz0123456789-"

// answer is what one text found.
type answer struct {
	total int64
	hits  []found
}

type found struct {
	document
	Position   map[string][]struct{ Start, Length int } `json:"_matchesPosition"`
	Ranking    float64                                  `json:"_rankingScore"`
	Federation struct {
		Score float64 `json:"weightedRankingScore"`
	} `json:"_federation"`
	asked string // a question of the article that matched too
	score float64
	near  float64 // cosine with the query's vector; 0: not known
}

// questionWeight is how much a question that people ask counts beside a passage: it is in the customer's words.
const questionWeight = 1.1

func (x *Index) query(index, text string, filter []string) *meilisearch.SearchRequest {
	return &meilisearch.SearchRequest{
		IndexUID: index, Query: text, Filter: filter, MatchingStrategy: meilisearch.Frequency, ShowRankingScore: true, ShowMatchesPosition: true,
		AttributesToRetrieve: []string{"article", "n", "version", "key", "project", "name", "tag", "title", "link", "audience", "published",
			"heading", "passage", "question"},
	}
}

// together searches passages and questions in one list.
func (x *Index) together(ctx context.Context, filter []string, limit int64, text string) ([]found, error) {
	request := &meilisearch.MultiSearchRequest{Federation: &meilisearch.MultiSearchFederation{Limit: limit}}
	for _, index := range []string{x.passages, x.questions} {
		q := x.query(index, text, filter)
		q.FederationOptions = &meilisearch.SearchFederationOptions{Weight: 1}
		if index == x.questions {
			q.FederationOptions.Weight = questionWeight
		}
		request.Queries = append(request.Queries, q)
	}
	response, err := x.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	out, err := decode(response.Hits)
	for i := range out {
		out[i].score = out[i].Federation.Score
	}
	return out, err
}

// apart searches each word by itself, in the passages and in the questions.
func (x *Index) apart(ctx context.Context, filter []string, limit int64, words []string) ([]answer, error) {
	request := &meilisearch.MultiSearchRequest{}
	for _, word := range words {
		for _, index := range []string{x.passages, x.questions} {
			q := x.query(index, word, filter)
			q.Limit = limit
			request.Queries = append(request.Queries, q)
		}
	}
	response, err := x.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	if len(response.Results) != len(request.Queries) {
		return nil, fmt.Errorf("search: Meilisearch answered %d of %d queries", len(response.Results), len(request.Queries))
	}
	out := make([]answer, len(words))
	for i, r := range response.Results {
		list, err := decode(r.Hits)
		if err != nil {
			return nil, err
		}
		a := &out[i/2]
		a.total, a.hits = a.total+r.EstimatedTotalHits, append(a.hits, list...)
	}
	return out, nil
}

func (x *Index) ask(ctx context.Context, request *meilisearch.MultiSearchRequest) (*meilisearch.MultiSearchResponse, error) {
	response, err := x.find().MultiSearchWithContext(ctx, request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("search: %w", ctx.Err())
		}
		return nil, x.explain("search", err)
	}
	return response, nil
}

func decode(list meilisearch.Hits) ([]found, error) {
	var out []found
	for _, h := range list {
		var f found
		if err := h.DecodeInto(&f); err != nil {
			return nil, fmt.Errorf("search: read a hit: %w", err)
		}
		f.score = f.Ranking
		out = append(out, f)
	}
	return out, nil
}

// single merges what the words found each by itself: a rare word counts for more. Scores are below 1.
func single(each []answer) []found {
	var out []found
	type place struct {
		article  int64
		n        int
		question bool
	}
	places := map[place]int{}
	var most float64
	for _, a := range each {
		worth := math.Log(1 + 1e6/float64(a.total+1))
		most += worth
		for _, f := range a.hits {
			key := place{f.Article, f.N, f.Question != ""}
			at, ok := places[key]
			if !ok {
				at = len(out)
				places[key] = at
				f.score = 0
				out = append(out, f)
			}
			out[at].score += f.Ranking * worth
		}
	}
	for i := range out {
		out[i].score /= most * 1.0001
	}
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	return out
}
