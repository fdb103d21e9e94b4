package meili_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge/meili"
)

// kind is a form that a value of a request may have.
type kind int

const (
	anything kind = iota
	text
	boolean
	whole // number without a sign
	number
	texts
	object // with the fields of its shape
	named  // object whose names are free and whose values all have the shape of ""
	list   // of objects with the fields of its shape
)

// field is one field of a request: what it holds, and the code of the error that says that it holds something else.
type field struct {
	kind
	code    string // of a wrong value
	missing string // of a missing value; "" where it may be left out
	null    bool   // it may be null
	since   [2]int // version that knows it first, after the oldest that we support
	of      shape
}

type shape map[string]field

// What the server takes, by its API reference: https://www.meilisearch.com/docs/reference/api/openapi
var (
	keyShape = shape{
		"uid": {kind: text, code: "invalid_api_key_uid"}, "name": {kind: text, code: "invalid_api_key_name", null: true},
		"description": {kind: text, code: "invalid_api_key_description", null: true},
		"actions":     {kind: texts, code: "invalid_api_key_actions", missing: "missing_api_key_actions"},
		"indexes":     {kind: texts, code: "invalid_api_key_indexes", missing: "missing_api_key_indexes"},
		"expiresAt":   {kind: text, code: "invalid_api_key_expires_at", missing: "missing_api_key_expires_at", null: true},
	}
	indexShape = shape{
		"uid":        {kind: text, code: "invalid_index_uid", missing: "missing_index_uid"},
		"primaryKey": {kind: text, code: "invalid_index_primary_key", null: true},
	}
	swapShape = shape{
		"indexes": {kind: texts, code: "invalid_swap_indexes", missing: "missing_swap_indexes"},
		"rename":  {kind: boolean, code: "invalid_swap_rename"},
	}
	deleteShape   = shape{"filter": {code: "invalid_document_filter", missing: "missing_document_filter"}}
	settingsShape = shape{
		"rankingRules":         {kind: texts, code: "invalid_settings_ranking_rules", null: true},
		"distinctAttribute":    {kind: text, code: "invalid_settings_distinct_attribute", null: true},
		"searchableAttributes": {kind: texts, code: "invalid_settings_searchable_attributes", null: true},
		"displayedAttributes":  {kind: texts, code: "invalid_settings_displayed_attributes", null: true},
		"filterableAttributes": {code: "invalid_settings_filterable_attributes", null: true},
		"sortableAttributes":   {kind: texts, code: "invalid_settings_sortable_attributes", null: true},
		"stopWords":            {kind: texts, code: "invalid_settings_stop_words", null: true},
		"dictionary":           {kind: texts, code: "invalid_settings_dictionary", null: true},
		"separatorTokens":      {kind: texts, code: "invalid_settings_separator_tokens", null: true},
		"nonSeparatorTokens":   {kind: texts, code: "invalid_settings_non_separator_tokens", null: true},
		"synonyms":             {kind: named, code: "invalid_settings_synonyms", null: true, of: shape{"": {kind: texts, code: "invalid_settings_synonyms"}}},
		"proximityPrecision":   {kind: text, code: "invalid_settings_proximity_precision", null: true},
		"searchCutoffMs":       {kind: whole, code: "invalid_settings_search_cutoff_ms", null: true},
		"facetSearch":          {kind: boolean, code: "invalid_settings_facet_search", null: true},
		"prefixSearch":         {kind: text, code: "invalid_settings_prefix_search", null: true},
		"localizedAttributes": {kind: list, code: "invalid_settings_localized_attributes", null: true, of: shape{
			"attributePatterns": {kind: texts, code: "invalid_settings_localized_attributes"}, "locales": {kind: texts, code: "invalid_settings_localized_attributes"}}},
		"typoTolerance": {kind: object, code: "invalid_settings_typo_tolerance", null: true, of: shape{
			"enabled": {kind: boolean, code: "invalid_settings_typo_tolerance"}, "disableOnWords": {kind: texts, code: "invalid_settings_typo_tolerance"},
			"disableOnAttributes": {kind: texts, code: "invalid_settings_typo_tolerance"}, "disableOnNumbers": {kind: boolean, code: "invalid_settings_typo_tolerance"},
			"minWordSizeForTypos": {kind: object, code: "invalid_settings_typo_tolerance", of: shape{
				"oneTypo": {kind: whole, code: "invalid_settings_typo_tolerance"}, "twoTypos": {kind: whole, code: "invalid_settings_typo_tolerance"}}}}},
		"pagination": {kind: object, code: "invalid_settings_pagination", null: true, of: shape{"maxTotalHits": {kind: whole, code: "invalid_settings_pagination"}}},
		"faceting":   {kind: object, code: "invalid_settings_faceting", null: true, of: shape{"maxValuesPerFacet": {kind: whole, code: "invalid_settings_faceting"}}},
		"embedders": {kind: named, code: "invalid_settings_embedders", null: true, of: shape{"": {kind: object, code: "invalid_settings_embedders", of: shape{
			"source": {kind: text, code: "invalid_settings_embedders"}, "dimensions": {kind: whole, code: "invalid_settings_embedders"},
			"distribution": {kind: object, code: "invalid_settings_embedders"}, "binaryQuantized": {kind: boolean, code: "invalid_settings_embedders"}}}}},
	}
	hybridShape = shape{
		"embedder":      {kind: text, code: "invalid_search_embedder", missing: "bad_request"},
		"semanticRatio": {kind: number, code: "invalid_search_semantic_ratio"},
	}
	queryShape = shape{
		"indexUid": {kind: text, code: "invalid_index_uid", missing: "missing_index_uid"}, "q": {kind: text, code: "invalid_search_q", null: true},
		"offset": {kind: whole, code: "invalid_search_offset"}, "limit": {kind: whole, code: "invalid_search_limit"},
		"filter": {code: "invalid_search_filter", null: true}, "matchingStrategy": {kind: text, code: "invalid_search_matching_strategy"},
		"showRankingScore": {kind: boolean, code: "invalid_search_show_ranking_score"}, "showMatchesPosition": {kind: boolean, code: "invalid_search_show_matches_position"},
		"attributesToRetrieve": {kind: texts, code: "invalid_search_attributes_to_retrieve", null: true},
		"attributesToSearchOn": {kind: texts, code: "invalid_search_attributes_to_search_on", null: true},
		"hybrid":               {kind: object, code: "invalid_search_hybrid_query", null: true, of: hybridShape}, "vector": {code: "invalid_search_vector", null: true},
		"retrieveVectors": {kind: boolean, code: "invalid_search_retrieve_vectors"}, "rankingScoreThreshold": {kind: number, code: "invalid_search_ranking_score_threshold", null: true},
		"distinct": {kind: text, code: "invalid_search_distinct", null: true}, "locales": {kind: texts, code: "invalid_search_locales", null: true},
		"showPerformanceDetails": {kind: boolean, code: "invalid_search_show_performance_details", since: [2]int{1, 35}},
		"federationOptions": {kind: object, code: "invalid_multi_search_federation_options", null: true, of: shape{
			"weight": {kind: number, code: "invalid_multi_search_weight"}, "remote": {kind: text, code: "invalid_multi_search_remote", null: true},
			"queryPosition": {kind: whole, code: "invalid_multi_search_query_position", null: true}}},
	}
	multiSearchShape = shape{
		"queries": {kind: list, code: "bad_request", missing: "bad_request", of: queryShape},
		"federation": {kind: object, code: "bad_request", null: true, of: shape{
			"limit": {kind: whole, code: "invalid_search_limit"}, "offset": {kind: whole, code: "invalid_search_offset"}}},
	}
)

// check refuses a value that a field does not take.
func (s *server) check(at string, f field, v any) *refusal {
	wrong := func() *refusal {
		return refuse(http.StatusBadRequest, f.code, "Invalid value at `%s`: %.60v", at, v)
	}
	if v == nil {
		if f.null {
			return nil
		}
		return wrong()
	}
	switch f.kind {
	case text:
		if _, ok := v.(string); !ok {
			return wrong()
		}
	case boolean:
		if _, ok := v.(bool); !ok {
			return wrong()
		}
	case whole, number:
		n, ok := v.(float64)
		if !ok || f.kind == whole && (n < 0 || n != math.Trunc(n)) {
			return wrong()
		}
	case texts:
		all, ok := v.([]any)
		if !ok || slices.ContainsFunc(all, func(e any) bool { _, is := e.(string); return !is }) {
			return wrong()
		}
	case list:
		all, ok := v.([]any)
		if !ok {
			return wrong()
		}
		for i, e := range all {
			if no := s.check(fmt.Sprintf("%s[%d]", at, i), field{kind: object, code: f.code, of: f.of}, e); no != nil {
				return no
			}
		}
	case object, named:
		fields, ok := v.(map[string]any)
		if !ok {
			return wrong()
		}
		return s.fields(at, f, fields)
	}
	return nil
}

func (s *server) fields(at string, f field, fields map[string]any) *refusal {
	if f.of == nil { // whatever fields: a document
		return nil
	}
	for name, v := range fields {
		known, ok := f.of[name]
		if f.kind == named {
			known, ok = f.of[""], true
		}
		if !ok || olderThan(s.version, known.since) {
			return refuse(http.StatusBadRequest, "bad_request", "Unknown field `%s` inside `%s`", name, at)
		}
		if no := s.check(at+"."+name, known, v); no != nil {
			return no
		}
	}
	for name, known := range f.of {
		if _, has := fields[name]; !has && known.missing != "" {
			return refuse(http.StatusBadRequest, known.missing, "Missing field `%s` inside `%s`", name, at)
		}
	}
	return nil
}

func olderThan(version string, other [2]int) bool {
	var v [2]int
	if _, err := fmt.Sscanf(version, "%d.%d", &v[0], &v[1]); err != nil {
		return false
	}
	return slices.Compare(v[:], other[:]) < 0
}

// read reads a body by its shape, and into a value.
func (s *server) read(r *http.Request, f field, into any) *refusal {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Header.Get("Content-Type") == "":
		return refuse(http.StatusUnsupportedMediaType, "missing_content_type", "A Content-Type header is missing.")
	case err != nil || kind != "application/json":
		return refuse(http.StatusUnsupportedMediaType, "invalid_content_type", "The Content-Type `%s` is invalid.", r.Header.Get("Content-Type"))
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil || len(raw) == 0 {
		return refuse(http.StatusBadRequest, "missing_payload", "A json payload is missing.")
	}
	if most := cmp.Or(s.most, 100<<20); len(raw) > most {
		return refuse(http.StatusRequestEntityTooLarge, "payload_too_large", "The provided payload reached the size limit. The maximum accepted payload size is %d bytes.", most)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return refuse(http.StatusBadRequest, "malformed_payload", "The json payload provided is malformed. `%v`.", err)
	}
	if no := s.check("", f, v); no != nil {
		return no
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return refuse(http.StatusBadRequest, "bad_request", "%v", err)
	}
	return nil
}

var (
	indexUID        = regexp.MustCompile(`^[A-Za-z0-9_-]{1,400}$`)
	indexPattern    = regexp.MustCompile(`^([A-Za-z0-9_-]{1,400}\*?|\*)$`)
	rankingRules    = []string{"words", "typo", "proximity", "attribute", "attributeRank", "wordPosition", "sort", "exactness"}
	customRule      = regexp.MustCompile(`^\S+:(asc|desc)$`)
	prefixSearches  = []string{"indexingTime", "disabled"}
	proximities     = []string{"byWord", "byAttribute"}
	filterableWords = []string{"AND", "OR", "NOT", "IN", "TO", "EXISTS", "NULL", "EMPTY", "CONTAINS", "STARTS", "WITH"}
)

// settle refuses settings whose values have the right form and mean nothing.
func settle(body map[string]any) *refusal {
	wrong := func(code, format string, args ...any) *refusal {
		return refuse(http.StatusBadRequest, code, format, args...)
	}
	for _, rule := range words(body["rankingRules"]) {
		if !slices.Contains(rankingRules, rule) && !customRule.MatchString(rule) {
			return wrong("invalid_settings_ranking_rules", "`%s` ranking rule is invalid.", rule)
		}
	}
	for _, name := range words(body["filterableAttributes"]) {
		if slices.Contains(filterableWords, name) || strings.HasPrefix(name, "_geo") && name != "_geo" {
			return wrong("invalid_settings_filterable_attributes", "`%s` is a reserved keyword", name)
		}
	}
	if v, ok := body["prefixSearch"].(string); ok && !slices.Contains(prefixSearches, v) {
		return wrong("invalid_settings_prefix_search", "Unknown value `%s`", v)
	}
	if v, ok := body["proximityPrecision"].(string); ok && !slices.Contains(proximities, v) {
		return wrong("invalid_settings_proximity_precision", "Unknown value `%s`", v)
	}
	if typo, ok := body["typoTolerance"].(map[string]any); ok {
		if size, ok := typo["minWordSizeForTypos"].(map[string]any); ok {
			one, _ := size["oneTypo"].(float64)
			two, _ := size["twoTypos"].(float64)
			if one > two || two > math.MaxUint8 {
				return wrong("invalid_settings_typo_tolerance", "`minWordSizeForTypos` setting is invalid.")
			}
		}
	}
	all, _ := body["embedders"].(map[string]any)
	for name, e := range all {
		settings, _ := e.(map[string]any)
		if n, ok := settings["dimensions"].(float64); settings["source"] == "userProvided" && (!ok || n < 1) {
			return wrong("invalid_settings_embedders", "`.embedders.%s`: Missing field `dimensions` (note: this field is mandatory for source `userProvided`)", name)
		}
	}
	return nil
}

func words(v any) []string {
	var out []string
	list, _ := v.([]any)
	for _, e := range list {
		out = append(out, fmt.Sprint(e))
	}
	return out
}

// TestTheContractServerRefusesWhatARealOneRefuses: our own requests are not checked by a server that takes everything.
func TestTheContractServerRefusesWhatARealOneRefuses(t *testing.T) {
	s := newServer(t, "master")
	x, err := meili.New(meili.Config{URL: s.URL, Key: "master", Dimensions: 3})
	must(t, err)
	must(t, x.Put(t.Context(), one(1, "the lighthouse")))
	search := func(query string) string {
		return `{"queries":[{"indexUid":"knowledge-` + formOf(s) + `",` + query + `}]}`
	}
	for _, c := range []struct {
		why, method, path, body string
		status                  int
		code                    string
	}{
		{"a field that is not known", "POST", "/multi-search", search(`"querry":"x"`), 400, "bad_request"},
		{"a number where a text belongs", "POST", "/multi-search", search(`"q":1`), 400, "invalid_search_q"},
		{"a limit below nothing", "POST", "/multi-search", search(`"limit":-1`), 400, "invalid_search_limit"},
		{"a strategy that is none", "POST", "/multi-search", search(`"matchingStrategy":"some"`), 400, "invalid_search_matching_strategy"},
		{"a filter over what is not filterable", "POST", "/multi-search", search(`"filter":"title = x"`), 400, "invalid_search_filter"},
		{"a filter that is none", "POST", "/multi-search", search(`"filter":"audience = "`), 400, "invalid_search_filter"},
		{"a ratio above one", "POST", "/multi-search", search(`"vector":[1,0,0],"hybrid":{"embedder":"meaning","semanticRatio":2}`), 400, "invalid_search_semantic_ratio"},
		{"an embedder that is none", "POST", "/multi-search", search(`"vector":[1,0,0],"hybrid":{"embedder":"other","semanticRatio":1}`), 400, "invalid_search_embedder"},
		{"hybrid without an embedder", "POST", "/multi-search", search(`"vector":[1,0,0],"hybrid":{"semanticRatio":1}`), 400, "bad_request"},
		{"a vector without hybrid", "POST", "/multi-search", search(`"vector":[1,0,0]`), 400, "missing_search_hybrid"},
		{"a vector of another length", "POST", "/multi-search", search(`"vector":[1,0],"hybrid":{"embedder":"meaning","semanticRatio":1}`), 400, "invalid_vector_dimensions"},
		{"a weight without a federation", "POST", "/multi-search", search(`"federationOptions":{"weight":1}`), 400, "invalid_multi_search_federation_options"},
		{"an index that is none", "POST", "/multi-search", `{"queries":[{"indexUid":"knowledge-none","q":"x"}]}`, 404, "index_not_found"},
		{"no index", "POST", "/multi-search", `{"queries":[{"q":"x"}]}`, 400, "missing_index_uid"},
		{"pages inside a federation", "POST", "/multi-search", `{"federation":{},"queries":[{"indexUid":"knowledge-` + formOf(s) + `","q":"x","limit":3}]}`, 400, "invalid_multi_search_query_pagination"},
		{"a weight below nothing", "POST", "/multi-search", `{"federation":{},"queries":[{"indexUid":"knowledge-` + formOf(s) + `","q":"x","federationOptions":{"weight":-1}}]}`, 400, "invalid_multi_search_weight"},
		{"a key without an end", "POST", "/keys", `{"actions":["search"],"indexes":["*"]}`, 400, "missing_api_key_expires_at"},
		{"a key that may nothing", "POST", "/keys", `{"indexes":["*"],"expiresAt":null}`, 400, "missing_api_key_actions"},
		{"a key that may what is not known", "POST", "/keys", `{"actions":["cook"],"indexes":["*"],"expiresAt":null}`, 400, "invalid_api_key_actions"},
		{"a key with a pattern inside a name", "POST", "/keys", `{"actions":["search"],"indexes":["a*b"],"expiresAt":null}`, 400, "invalid_api_key_indexes"},
		{"an index without a name", "POST", "/indexes", `{"primaryKey":"id"}`, 400, "missing_index_uid"},
		{"an index with a name that is none", "POST", "/indexes", `{"uid":"a b"}`, 400, "invalid_index_uid"},
		{"a setting that is not known", "PATCH", "/indexes/knowledge-x/settings", `{"rules":[]}`, 400, "bad_request"},
		{"a rule that is none", "PATCH", "/indexes/knowledge-x/settings", `{"rankingRules":["luck"]}`, 400, "invalid_settings_ranking_rules"},
		{"synonyms in a list", "PATCH", "/indexes/knowledge-x/settings", `{"synonyms":["a"]}`, 400, "invalid_settings_synonyms"},
		{"two slips before one", "PATCH", "/indexes/knowledge-x/settings", `{"typoTolerance":{"minWordSizeForTypos":{"oneTypo":9,"twoTypos":5}}}`, 400, "invalid_settings_typo_tolerance"},
		{"vectors of no length", "PATCH", "/indexes/knowledge-x/settings", `{"embedders":{"meaning":{"source":"userProvided"}}}`, 400, "invalid_settings_embedders"},
		{"three to swap", "POST", "/swap-indexes", `[{"indexes":["a","b","c"]}]`, 400, "invalid_swap_indexes"},
		{"one twice", "POST", "/swap-indexes", `[{"indexes":["a","b"]},{"indexes":["b","c"]}]`, 400, "invalid_swap_duplicate_index_found"},
		{"nothing to swap", "POST", "/swap-indexes", `[{}]`, 400, "missing_swap_indexes"},
		{"deletion of all by mistake", "POST", "/indexes/knowledge-x/documents/delete", `{}`, 400, "missing_document_filter"},
		{"deletion by a filter that is none", "POST", "/indexes/knowledge-x/documents/delete", `{"filter":"n >"}`, 400, "invalid_document_filter"},
		{"documents that are none", "POST", "/indexes/knowledge-x/documents", `[1]`, 400, "malformed_payload"},
		{"no JSON", "POST", "/multi-search", `{`, 400, "malformed_payload"},
		{"nothing", "POST", "/multi-search", ``, 400, "missing_payload"},
		{"a task that is none", "GET", "/tasks/123456", ``, 404, "task_not_found"},
		{"a task without a number", "GET", "/tasks/last", ``, 400, "invalid_task_uids"},
		{"a document that is none", "GET", "/indexes/knowledge-" + formOf(s) + "/documents/none", ``, 404, "document_not_found"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, s.URL+c.path, strings.NewReader(c.body))
		must(t, err)
		req.Header.Set("Authorization", "Bearer master")
		req.Header.Set("Content-Type", "application/json")
		resp, err := s.Client().Do(req)
		must(t, err)
		var answer struct{ Code, Message, Type, Link string }
		err = json.NewDecoder(resp.Body).Decode(&answer)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != c.status || answer.Code != c.code || answer.Message == "" || answer.Type == "" || answer.Link == "" {
			t.Errorf("%s: %d %+v %v, want %d %s", c.why, resp.StatusCode, answer, err, c.status, c.code)
		}
	}
}

// formOf is the number in the names of the indexes.
func formOf(s *server) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for uid := range s.indexes {
		if rest, ok := strings.CutPrefix(uid, "knowledge-"); ok && !strings.Contains(rest, "-") {
			return rest
		}
	}
	return ""
}
