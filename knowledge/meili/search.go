package meili

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

const (
	mostWords    = 10 // words of a query that Meilisearch reads
	leastWeighed = 60 // documents that are weighed, however few hits are asked for
	enough       = 20 // documents from which on single words are not asked for
	countedOf    = 4  // times as many documents that have a word are listed as are weighed: several are of one article
)

// Search returns the best passage of each of the articles that match best. The server finds them: by all words together,
// the most frequent dropped one after the other, and by each word alone, which also tells how rare it is. What they are
// worth is reckoned here, by the words that each has, as the index inside the process does (see weigh.go).
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	return x.search(ctx, q, x.own())
}

func (x *Index) search(ctx context.Context, q knowledge.Query, parts []part) ([]knowledge.Hit, error) {
	q = q.Normal()
	words := queryWords(q.Text, q.Lang)
	filter, none := filters(q)
	meant := len(q.Vector) > 0 && len(q.Vector) == x.config.Dimensions
	if len(words) == 0 && !meant || none {
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	if err := x.prepare(ctx); err != nil {
		return nil, err
	}
	if err := x.usable(ctx); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	limit := max(int64(q.Limit)*2, leastWeighed)
	var all []found
	a := &asked{words: words}
	if len(words) > 0 {
		var counting sync.WaitGroup
		var counted error
		texts := a.texts() // before the counts are written beside them
		counting.Go(func() { counted = x.count(ctx, parts, filter, limit, a) })
		var err error
		all, err = x.candidates(ctx, parts, filter, limit, texts, max(q.Limit, enough))
		counting.Wait()
		if err := cmp.Or(err, counted); err != nil {
			return nil, err
		}
	}
	if meant {
		near, err := x.near(ctx, parts, filter, int64(q.Limit), q.Vector)
		if err != nil {
			return nil, err
		}
		all = append(all, near...)
	}
	if len(all) == 0 && a.most == 0 {
		return nil, x.filled(ctx)
	}
	return a.hits(q, all), nil
}

// errUnfilled is why nothing is found in indexes that hold nothing yet, not even the note of an empty knowledge base.
var errUnfilled = errors.New("search: the index on Meilisearch is not filled yet")

// filled tells whether there is anything to be found by anybody. Where there is not, that nothing answers is no fact.
func (x *Index) filled(ctx context.Context) error {
	q := x.query(x.passages, "", nil)
	q.Limit, q.AttributesToRetrieve, q.ShowMatchesPosition, q.ShowRankingScore = 1, []string{"article"}, false, false
	response, err := x.ask(ctx, &meilisearch.MultiSearchRequest{Queries: []*meilisearch.SearchRequest{q}})
	if err != nil {
		return err
	}
	for _, r := range response.Results {
		if r.EstimatedTotalHits == 0 {
			return errUnfilled
		}
	}
	return nil
}

// candidates searches for all words together and, if that finds little, because a word is in no article, for each of them
// too.
func (x *Index) candidates(ctx context.Context, parts []part, filter []string, limit int64, words []string, wanted int) ([]found, error) {
	sentence := strings.Join(words, " ")
	all, err := x.together(ctx, parts, filter, limit, words, sentence)
	if err != nil || len(all) >= wanted || len(words) < 2 {
		return all, err
	}
	return x.together(ctx, parts, filter, 2*limit, words, append([]string{sentence}, words...)...)
}

// near searches by meaning alone. The nearness of what the words find too is told by the hit of the same article.
func (x *Index) near(ctx context.Context, parts []part, filter []string, limit int64, vector []float32) ([]found, error) {
	request := &meilisearch.MultiSearchRequest{}
	for _, p := range parts {
		for _, index := range []string{p.passages, p.questions} {
			q := x.query(index, "", p.only(filter))
			q.Vector, q.Hybrid, q.Limit = vector, &meilisearch.SearchRequestHybrid{SemanticRatio: 1, Embedder: embedder}, limit
			request.Queries = append(request.Queries, q)
		}
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
		for _, f := range list {
			f.near = 2*f.Ranking - 1 // the server's similarity is (1 + cosine) / 2, and 0 of what has no vector, which it lists last
			if f.near > 0 {
				out = append(out, f)
			}
		}
	}
	return out, nil
}

// queryWords returns the words to search for, without those that say nothing if there are others: as stems if the language
// is known, else as they are written.
func queryWords(text, lang string) []word {
	var telling, stops []word
	inside := 0
	for i, t := range knowledge.Analyze(text, lang) {
		part := t.Start < inside // of an address or of a code that was just taken whole
		inside = max(inside, t.End)
		w := word{text: t.Term, place: i, weight: 1}
		if lang == "" {
			w.text = t.Word
		}
		same := func(o word) bool { return o.text == w.text }
		switch {
		case part && utf8.RuneCountInString(w.text) < 2 || slices.ContainsFunc(telling, same) || slices.ContainsFunc(stops, same):
		case t.Stop || knowledge.StopWord(t.Word, ""):
			w.weight = ofStop
			stops = append(stops, w)
		case strings.ContainsFunc(t.Word, unicode.IsDigit):
			w.weight = ofCode
			telling = append(telling, w)
		default:
			telling = append(telling, w)
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
	day := unixDay(knowledge.DayOf(q.At))
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

type found struct {
	document
	Position map[string][]struct{ Start, Length int } `json:"_matchesPosition"`
	Ranking  float64                                  `json:"_rankingScore"`
	near     float64                                  // cosine with the query's vector; 0: not known
}

// questionWeight is how much a question that people ask counts beside a passage, since it is in the customer's words, and
// fillerWeight how much a single word does beside all of them.
const (
	questionWeight = 1.1
	fillerWeight   = 0.1
)

func (x *Index) query(index, text string, filter []string) *meilisearch.SearchRequest {
	return &meilisearch.SearchRequest{
		IndexUID: index, Query: text, Filter: filter, MatchingStrategy: meilisearch.Frequency, Distinct: "article", ShowRankingScore: true, ShowMatchesPosition: true,
		AttributesToRetrieve: []string{"article", "n", "version", "key", "project", "name", "aliases", "tag", "tags", "title", "link", "audience",
			"published", "heading", "passage", "lead", "question"},
	}
}

// together searches passages and questions for texts, in one list and at one moment: between two requests the indexes may
// be swapped. The first text is what is asked for; the others fill up what it leaves. A small part is asked for each word in
// any case.
func (x *Index) together(ctx context.Context, parts []part, filter []string, limit int64, words []string, texts ...string) ([]found, error) {
	request := &meilisearch.MultiSearchRequest{Federation: &meilisearch.MultiSearchFederation{Limit: limit}}
	for _, p := range parts {
		asked, filler := texts, float64(fillerWeight)
		if p.small {
			asked, filler = append([]string{texts[0]}, words...), 1
			request.Federation.Limit += leastWeighed
		}
		for i, text := range asked {
			for _, index := range []string{p.passages, p.questions} {
				q := x.query(index, text, p.only(filter))
				q.FederationOptions = &meilisearch.SearchFederationOptions{Weight: 1}
				if index == p.questions {
					q.FederationOptions.Weight = questionWeight
				}
				if i > 0 {
					q.FederationOptions.Weight *= filler
				}
				request.Queries = append(request.Queries, q)
			}
		}
	}
	response, err := x.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	return decode(response.Hits)
}

// only are the conditions of a query with that of the part.
func (p part) only(filter []string) []string {
	if p.filter == "" {
		return filter
	}
	return append(slices.Clone(filter), p.filter)
}

// count searches each word by itself, to know how rare it is and which documents have it in whatever form. An article may be there
// several times: where each is one hit, a server takes those off that it has happened to see, and not the others, so that what it counts
// depends on how much it lists.
func (x *Index) count(ctx context.Context, parts []part, filter []string, limit int64, a *asked) error {
	texts := a.texts()
	request := &meilisearch.MultiSearchRequest{}
	for _, text := range append([]string{""}, texts...) { // the empty one finds how much there is
		for _, p := range parts {
			for _, index := range []string{p.passages, p.questions} {
				q := x.query(index, text, p.only(filter))
				q.Limit, q.Distinct, q.AttributesToRetrieve, q.ShowMatchesPosition, q.ShowRankingScore = countedOf*limit, "", []string{"article", "n", "question"}, false, false
				if text == "" {
					q.Limit = 1
				}
				request.Queries = append(request.Queries, q)
			}
		}
	}
	each := 2 * len(parts)
	response, err := x.ask(ctx, request)
	if err != nil {
		return err
	}
	if len(response.Results) != len(request.Queries) {
		return fmt.Errorf("search: Meilisearch answered %d of %d queries", len(response.Results), len(request.Queries))
	}
	for i, r := range response.Results {
		if i < each {
			a.most += r.EstimatedTotalHits
			continue
		}
		list, err := decode(r.Hits)
		if err != nil {
			return err
		}
		w := &a.words[i/each-1]
		w.total += r.EstimatedTotalHits
		for _, f := range list {
			w.note(f)
		}
	}
	return nil
}

func (x *Index) ask(ctx context.Context, request *meilisearch.MultiSearchRequest) (*meilisearch.MultiSearchResponse, error) {
	response, err := x.find().MultiSearchWithContext(ctx, request)
	if code(err) == "invalid_api_key" && x.config.Key != "" { // somebody deleted it: it is made anew
		x.forget()
		if err := x.prepare(ctx); err != nil {
			return nil, err
		}
		response, err = x.find().MultiSearchWithContext(ctx, request)
	}
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
		out = append(out, f)
	}
	return out, nil
}
