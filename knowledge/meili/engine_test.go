package meili_test

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// searchBody is what a query may hold.
type searchBody struct {
	IndexUID             string
	Q                    string
	Limit, Offset        int
	Filter               any
	MatchingStrategy     string
	Distinct             string
	ShowRankingScore     bool
	ShowMatchesPosition  bool
	AttributesToRetrieve []string
	Hybrid               *struct {
		SemanticRatio float64
		Embedder      string
	}
	Vector            []float64
	FederationOptions *struct{ Weight float64 }
}

// multiSearch answers queries one by one, or all in one list when they are federated.
// https://www.meilisearch.com/docs/reference/api/multi_search
func (s *server) multiSearch(r *http.Request) (int, any, *refusal) {
	var body struct {
		Federation *struct{ Limit, Offset int }
		Queries    []searchBody
	}
	if no := s.read(r, field{kind: object, code: "bad_request", of: multiSearchShape}, &body); no != nil {
		return 0, nil, no
	}
	var results []any
	var merged []map[string]any
	for at, q := range body.Queries {
		if no := cmpOr(s.reaches(r, q.IndexUID), s.missing(q.IndexUID)); no != nil {
			return 0, nil, no
		}
		switch {
		case !slices.Contains([]string{"", "last", "all", "frequency"}, q.MatchingStrategy):
			return 0, nil, refuse(http.StatusBadRequest, "invalid_search_matching_strategy", "Unknown value `%s`", q.MatchingStrategy)
		case q.FederationOptions != nil && q.FederationOptions.Weight < 0:
			return 0, nil, refuse(http.StatusBadRequest, "invalid_multi_search_weight", "the value of `weight` is invalid, expected a positive float (>= 0.0).")
		case body.Federation != nil && (q.Limit != 0 || q.Offset != 0):
			return 0, nil, refuse(http.StatusBadRequest, "invalid_multi_search_query_pagination",
				"Inside `.queries[%d]`: Using pagination options is not allowed in federated queries.", at)
		case body.Federation == nil && q.FederationOptions != nil:
			return 0, nil, refuse(http.StatusBadRequest, "invalid_multi_search_federation_options",
				"Inside `.queries[%d]`: Using `federationOptions` is not allowed in a non-federated search.", at)
		}
		x := s.indexes[q.IndexUID]
		match, err := compile(q.Filter, x.filterable())
		if err != nil {
			return 0, nil, refuse(http.StatusBadRequest, "invalid_search_filter", "%v", err)
		}
		if q.Distinct != "" && !slices.Contains(x.filterable(), q.Distinct) {
			return 0, nil, refuse(http.StatusBadRequest, "invalid_search_distinct", "Attribute `%s` is not filterable and thus, cannot be used as distinct attribute.", q.Distinct)
		}
		all, no := x.semantic(q, match)
		if no != nil {
			return 0, nil, no
		}
		if all == nil {
			all = x.search(q, match)
		}
		limit := cmp.Or(q.Limit, 20)
		if body.Federation != nil {
			limit = cmp.Or(body.Federation.Limit, 20)
		}
		distinct, _ := x.settings["distinctAttribute"].(string)
		hits, total := page(all, cmp.Or(q.Distinct, distinct), min(limit, x.most()))
		if body.Federation != nil {
			weight := 1.0
			if q.FederationOptions != nil {
				weight = q.FederationOptions.Weight
			}
			for _, h := range hits {
				score, _ := h["_rankingScore"].(float64)
				h["_federation"] = map[string]any{"indexUid": q.IndexUID, "queriesPosition": at, "weightedRankingScore": score * weight}
			}
			merged = append(merged, hits...)
			continue
		}
		results = append(results, map[string]any{
			"indexUid": q.IndexUID, "query": q.Q, "hits": hits, "estimatedTotalHits": min(total, x.most()), "processingTimeMs": 0,
			"limit": limit, "offset": 0,
		})
	}
	if body.Federation == nil {
		return http.StatusOK, map[string]any{"results": results}, nil
	}
	weighted := func(h map[string]any) float64 {
		return h["_federation"].(map[string]any)["weightedRankingScore"].(float64)
	}
	slices.SortStableFunc(merged, func(a, b map[string]any) int { return cmp.Compare(weighted(b), weighted(a)) })
	limit := cmp.Or(body.Federation.Limit, 20)
	return http.StatusOK, map[string]any{"hits": merged[:min(len(merged), limit)], "estimatedTotalHits": len(merged), "processingTimeMs": 0,
		"limit": limit, "offset": 0}, nil
}

// piece is a word of a text with its place.
type piece struct {
	word       string
	start, end int
}

// pieces takes a text apart as Meilisearch does: what is neither letter nor digit separates.
func pieces(text string) []piece {
	var out []piece
	start := -1
	for i, r := range text + " " {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			out = append(out, piece{strings.ToLower(text[start:i]), start, i})
			start = -1
		}
	}
	return out
}

// cut is pieces, remembered.
func (x *index) cut(text string) []piece {
	out, ok := x.pieces[text]
	if !ok {
		out = pieces(text)
		if x.pieces == nil {
			x.pieces = map[string][]piece{}
		}
		x.pieces[text] = out
	}
	return out
}

// slips returns how far a word of a query is from one of a text, or -1 if it does not match.
func slips(asked, word string) int {
	switch n := utf8.RuneCountInString(asked); {
	case asked == word:
		return 0
	case len(asked) > len(word)+4 || len(word) > len(asked)+4 || asked[0] != word[0] && asked[len(asked)-1] != word[len(word)-1]: // not even near
		return -1
	case n < 5 || strings.ContainsFunc(asked, unicode.IsDigit):
		return -1
	case n < 9:
		if d := edits([]rune(asked), []rune(word)); d <= 1 {
			return d
		}
	default:
		if d := edits([]rune(asked), []rune(word)); d <= 2 {
			return d
		}
	}
	return -1
}

func edits(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
		for j := range rows[i] {
			if i == 0 {
				rows[i][j] = j
				continue
			}
			if j == 0 {
				continue
			}
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// scored is a document that has some words of a query.
type scored struct {
	doc       map[string]any
	has       []bool
	slips     int
	attribute int // best attribute that matched
	positions map[string][]map[string]any
}

func (x *index) search(q searchBody, match func(map[string]any) bool) []ranked {
	asked := pieces(q.Q)
	asked = asked[:min(len(asked), 10)]
	var docs []scored
	frequency := make([]int, len(asked))
	for _, d := range x.docs {
		if !match(d) {
			continue
		}
		s := x.match(d, asked)
		for i, has := range s.has {
			if has {
				frequency[i]++
			}
		}
		docs = append(docs, s)
	}
	dropped := order(len(asked), frequency, q.MatchingStrategy)
	level := func(s scored) int { // how many words had to be dropped for it to match
		for n := range len(dropped) + 1 {
			missing := slices.ContainsFunc(allBut(len(asked), dropped[:n]), func(i int) bool { return !s.has[i] })
			if !missing && n < max(1, len(asked)) {
				return n
			}
		}
		return -1
	}
	docs = slices.DeleteFunc(docs, func(s scored) bool { return level(s) < 0 })
	slices.SortFunc(docs, func(a, b scored) int {
		return cmp.Or(cmp.Compare(level(a), level(b)), cmp.Compare(a.slips, b.slips), cmp.Compare(a.attribute, b.attribute),
			cmp.Compare(a.doc["id"].(string), b.doc["id"].(string)))
	})
	var out []ranked
	for _, s := range docs {
		hit := map[string]any{}
		for _, name := range q.AttributesToRetrieve {
			hit[name] = s.doc[name]
		}
		if q.ShowRankingScore {
			hit["_rankingScore"] = 1 - float64(level(s))/float64(len(asked)+1) - 0.01*float64(s.slips) - 0.001*float64(s.attribute)
		}
		if q.ShowMatchesPosition {
			hit["_matchesPosition"] = s.positions
		}
		out = append(out, ranked{s.doc, hit})
	}
	return out
}

// ranked is a document that a query finds, and what it shows of it.
type ranked struct{ doc, hit map[string]any }

// page is what a query lists, and how much it says that there is. Of documents with one value of an attribute only the first counts; but a
// server notices that of those alone of which it lists the first: https://github.com/meilisearch/milli/pull/563
func page(all []ranked, distinct string, limit int) (hits []map[string]any, total int) {
	hits, total = []map[string]any{}, len(all)
	listed := map[any]bool{}
	for _, r := range all {
		value := r.doc[distinct]
		switch {
		case distinct != "" && listed[value]:
			total--
		case len(hits) < limit:
			hits = append(hits, r.hit)
			listed[value] = true
		}
	}
	return hits, total
}

// order returns the words in the order in which a strategy drops them.
func order(words int, frequency []int, strategy string) []int {
	out := make([]int, words)
	for i := range out {
		out[i] = words - 1 - i
	}
	if strategy == "frequency" {
		slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(frequency[b], frequency[a]) })
	}
	if strategy == "all" {
		return nil
	}
	return out
}

func allBut(n int, dropped []int) []int {
	var out []int
	for i := range n {
		if !slices.Contains(dropped, i) {
			out = append(out, i)
		}
	}
	return out
}

func (x *index) match(d map[string]any, asked []piece) scored {
	s := scored{doc: d, has: make([]bool, len(asked)), attribute: 100, positions: map[string][]map[string]any{}}
	best := make([]int, len(asked))
	synonyms, _ := x.settings["synonyms"].(map[string]any)
	for rank, attribute := range x.list("searchableAttributes") {
		texts, isList := d[attribute].([]any)
		if text, ok := d[attribute].(string); ok {
			texts = []any{text}
		}
		for n, text := range texts {
			for _, w := range x.cut(text.(string)) {
				for i, a := range asked {
					if x.slips == nil {
						x.slips = map[[2]string]int{}
					}
					pair := [2]string{a.word, w.word}
					off, known := x.slips[pair]
					if !known {
						off = slips(a.word, w.word)
						x.slips[pair] = off
					}
					if i == len(asked)-1 && strings.HasPrefix(w.word, a.word) {
						off = 0
					}
					if others, _ := synonyms[a.word].([]any); slices.Contains(others, any(w.word)) {
						off = 0
					}
					if off < 0 {
						continue
					}
					if !s.has[i] || off < best[i] {
						s.has[i], best[i] = true, off
					}
					s.attribute = min(s.attribute, rank)
					position := map[string]any{"start": w.start, "length": w.end - w.start}
					if isList {
						position["indices"] = []int{n}
					}
					s.positions[attribute] = append(s.positions[attribute], position)
				}
			}
		}
	}
	for _, off := range best {
		s.slips += off
	}
	return s
}

// most is how many hits a search gives at most.
func (x *index) most() int {
	pagination, _ := x.settings["pagination"].(map[string]any)
	if n, ok := pagination["maxTotalHits"].(float64); ok {
		return int(n)
	}
	return 1000
}
