package meili_test

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/meili"
)

// dimensions are the lengths of the vectors that an index takes, by embedder.
func (x *index) dimensions() map[string]int {
	out := map[string]int{}
	all, _ := x.settings["embedders"].(map[string]any)
	for name, e := range all {
		settings, _ := e.(map[string]any)
		n, _ := settings["dimensions"].(float64)
		out[name] = int(n)
	}
	return out
}

// fit refuses documents whose vectors are not those of the index's embedders. One without a vector has to say so.
// https://www.meilisearch.com/docs/capabilities/hybrid_search/how_to/search_with_user_provided_embeddings
func (x *index) fit(d map[string]any) *refusal {
	vectors, _ := d["_vectors"].(map[string]any)
	for name, n := range x.dimensions() {
		v, said := vectors[name]
		if d["audience"] == "nobody" && !said {
			return refuse(0, "vector_embedding_error", "no vectors provided for document %q", d["id"])
		}
		list, isList := v.([]any)
		if !said || v != nil && (!isList || len(list) != n) {
			return refuse(0, "invalid_vector_dimensions", "the vector of document %q is not of %d dimensions", d["id"], n)
		}
	}
	for name := range vectors {
		if _, known := x.dimensions()[name]; !known {
			return refuse(0, "invalid_vectors_type", "there is no embedder %q", name)
		}
	}
	return nil
}

// semantic answers a hybrid query that asks for meaning alone; nil: the query is no such.
func (x *index) semantic(q searchBody, match func(map[string]any) bool) ([]ranked, *refusal) {
	if q.Hybrid == nil {
		if q.Vector != nil {
			return nil, refuse(http.StatusBadRequest, "missing_search_hybrid", "`hybrid` parameter is mandatory when `vector` is present.")
		}
		return nil, nil
	}
	n, known := x.dimensions()[q.Hybrid.Embedder]
	switch {
	case q.Hybrid.SemanticRatio < 0 || q.Hybrid.SemanticRatio > 1:
		return nil, refuse(http.StatusBadRequest, "invalid_search_semantic_ratio", "the value of `semanticRatio` is invalid, expected a float between `0.0` and `1.0`.")
	case !known:
		return nil, refuse(http.StatusBadRequest, "invalid_search_embedder", "Cannot find embedder with name `%s`.", q.Hybrid.Embedder)
	case len(q.Vector) != n:
		return nil, refuse(http.StatusBadRequest, "invalid_vector_dimensions", "Invalid vector dimensions: expected: `%d`, found: `%d`.", n, len(q.Vector))
	case q.Hybrid.SemanticRatio != 1:
		return nil, refuse(http.StatusNotImplemented, "test", "only meaning alone")
	}
	out := []ranked{}
	for _, d := range x.docs {
		vectors, _ := d["_vectors"].(map[string]any)
		if !match(d) {
			continue
		}
		v, ok := vectors[q.Hybrid.Embedder].([]any)
		var dot, own, other float64
		for i := range v {
			f, _ := v[i].(float64)
			dot, own, other = dot+f*q.Vector[i], own+f*f, other+q.Vector[i]*q.Vector[i]
		}
		hit := map[string]any{"_rankingScore": 0.0} // what has no vector comes last
		if ok {
			hit["_rankingScore"] = (1 + dot/math.Sqrt(own*other)) / 2
		}
		for _, name := range q.AttributesToRetrieve {
			hit[name] = d[name]
		}
		out = append(out, ranked{d, hit})
	}
	score := func(r ranked) float64 { return r.hit["_rankingScore"].(float64) }
	slices.SortFunc(out, func(a, b ranked) int { return cmp.Compare(score(b), score(a)) })
	return out, nil
}

func TestMeaningIsFoundWhereNoWordIs(t *testing.T) {
	s := newServer(t, "")
	x, err := meili.New(meili.Config{URL: s.URL, Model: "test", Dimensions: 3})
	must(t, err)
	meaning(t, x)
	other, err := meili.New(meili.Config{URL: s.URL, Model: "another", Dimensions: 3})
	must(t, err)
	if rev, _, err := other.Filled(t.Context()); err != nil || rev != 0 {
		t.Errorf("another model's vectors count as ours: %d, %v", rev, err)
	}
}

func TestARealServerFindsByMeaning(t *testing.T) {
	t.Parallel()
	meaning(t, openReal(t, 3))
}

// meaning checks an index of vectors of three numbers.
func meaning(t *testing.T, x *meili.Index) {
	t.Helper()
	articles := []knowledge.Article{
		{ID: 1, Key: "a", Project: "net", Lang: "en", Title: "Router", Body: "Hold the button.", Questions: []string{"how do I reset it"}, Audience: knowledge.Public,
			Vectors: [][]float32{{1, 0, 0}, {.8, .6, 0}}},
		{ID: 2, Key: "b", Project: "net", Lang: "en", Title: "Invoice", Body: "It comes monthly.", Audience: knowledge.Public, Vectors: [][]float32{{0, 1, 0}}},
		{ID: 3, Key: "c", Project: "net", Lang: "en", Title: "Bare", Body: "The embedder failed here.", Audience: knowledge.Public},
	}
	must(t, x.Put(t.Context(), articles))
	must(t, x.Note(t.Context(), 1, nil))
	hits, err := x.Search(t.Context(), knowledge.Query{Text: "перезавантажити", Vector: []float32{.8, .6, 0}})
	if err != nil || len(hits) != 2 || hits[0].Article != 1 || math.Abs(hits[0].Near-1) > 1e-6 || hits[0].Passage != "Hold the button." || math.Abs(hits[1].Near-.6) > 1e-6 {
		t.Errorf("by meaning: %+v, %v", hits, err)
	}
	hits, err = x.Search(t.Context(), knowledge.Query{Text: "embedder invoice", Vector: []float32{0, 1, 0}})
	if err != nil || len(hits) != 3 || hits[0].Article != 2 || hits[0].Near < .99 {
		t.Errorf("by both: %+v, %v", hits, err)
	}
	if hits, err = x.Search(t.Context(), knowledge.Query{Text: "invoice", Vector: []float32{1, 0}}); err != nil || len(hits) != 1 {
		t.Errorf("with a vector of another length: %+v, %v", hits, err)
	}
}
