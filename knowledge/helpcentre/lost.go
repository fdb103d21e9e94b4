package helpcentre

import (
	"net/http"
	"slices"
	"strings"

	"switchboard/knowledge"
)

const (
	mostWords  = 20 // of a missing page's address
	mostLooked = 10 // finds that are looked through for those that fit it
)

// lost is the page for who asks for an article that is not here, or not any more: with those that fit the words of its
// address, or else with what there is.
func (h *centre) lost(w http.ResponseWriter, r *http.Request) error {
	lang, project, key := r.PathValue("lang"), r.PathValue("project"), r.PathValue("key")
	v := h.failure(r, "missing")
	parts := strings.Fields(strings.ReplaceAll(key, "-", " "))
	if words := knowledge.Meant(strings.Join(parts[:min(len(parts), mostWords)], " "), lang); words != "" {
		hits, err := h.Search(r.Context(), knowledge.Query{Text: words, Lang: lang, Limit: mostLooked, Unmarked: true})
		if err != nil {
			h.Log.Warn("who asks for a missing article is shown no others", "error", err)
		}
		hits = slices.DeleteFunc(hits, func(hit knowledge.Hit) bool {
			return hit.Audience != knowledge.Public || hit.Project == project && hit.Key == key
		})
		for _, hit := range fitting(telling(words, lang), hits) {
			if len(v.Related) < mostRelated {
				v.Related = append(v.Related, knowledge.Title{Project: hit.Project, Key: hit.Key, Lang: hit.Lang, Title: hit.Title})
			}
		}
	}
	if len(v.Related) == 0 {
		var err error
		if v.Shelves, err = h.Store.ShownShelves(r.Context(), v.Lang, 1); err != nil {
			h.Log.Warn("who asks for a missing article is not shown what there is", "error", err)
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	return h.show(w, http.StatusNotFound, "failure", v)
}

// What a find must have of the words of an address to be shown: so much of all of them, of those that any find has, and of what
// the best find has. A word that stands in its text alone counts for less: addresses are made of titles.
const (
	leastOfAll   = 1.0 / 3
	leastOfKnown = 1.0 / 2
	leastOfBest  = 2.0 / 3
	ofText       = 1.0 / 3
)

// fitting are the finds that have enough of an address's words.
func fitting(words []word, hits []knowledge.Hit) (fit []knowledge.Hit) {
	has, known := make([]float64, len(hits)), 0.0
	heads, texts := make([][]word, len(hits)), make([][]word, len(hits))
	for i, hit := range hits {
		heads[i], texts[i] = telling(hit.Title+" "+hit.Key+" "+hit.Question, hit.Lang), telling(hit.Heading+" "+hit.Passage, hit.Lang)
	}
	for _, w := range words {
		worth := 0.0
		for i := range hits {
			switch {
			case slices.ContainsFunc(heads[i], w.alike):
				has[i], worth = has[i]+1, 1
			case slices.ContainsFunc(texts[i], w.alike):
				has[i], worth = has[i]+ofText, 1
			}
		}
		known += worth
	}
	best := slices.Max(append(has, 0))
	enough := max(leastOfAll*float64(len(words)), leastOfKnown*known, leastOfBest*best)
	for i, hit := range hits {
		if has[i] > 0 && has[i] >= enough {
			fit = append(fit, hit)
		}
	}
	return fit
}

// word is a word in Latin letters, as it stands in an address, and its stem.
type word struct{ text, stem string }

// telling are the different words of a text that say something.
func telling(text, lang string) (words []word) {
	for _, t := range knowledge.Analyze(text, lang) {
		w := word{knowledge.Slug(t.Word), knowledge.Slug(t.Term)}
		if !t.Stop && !knowledge.StopWord(t.Word, "") && len(w.text) > 1 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// alike tells whether two words are one, in another form or mistyped.
func (w word) alike(other word) bool {
	if w.text == other.text || w.stem == other.stem {
		return true
	}
	if strings.ContainsAny(w.text+other.text, "0123456789") {
		return false
	}
	short, long := w.text, other.text
	if len(short) > len(long) {
		short, long = long, short
	}
	if root := max(len(long)-mostEnding, leastRoot); len(short) >= root && short[:root] == long[:root] {
		return true
	}
	return len(short) >= leastTyped && knowledge.Mistyped(short, long)
}

// What parts two forms of a word at most, and what must be left of it.
const (
	mostEnding = 2
	leastRoot  = 5
	leastTyped = 6 // letters of a word that may be mistyped: "black" is no "block"
)
