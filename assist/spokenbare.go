package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// rankNameless ranks with the names of the projects left out of question and articles: which project is meant is known
// from the call, and an article is no better for naming it.
func rankNameless(q question, d Dialogue, named map[string]bool, f found) []Ranked {
	hits := f.hits
	bare := slices.Clone(hits)
	was := make(map[int64]knowledge.Hit, len(hits))
	for i := range bare {
		h := &bare[i]
		was[h.Article] = hits[i]
		if named[h.Project] {
			h.Title, h.Question, h.Passage = without(h.Title, h.Name), without(h.Question, h.Name), without(h.Passage, h.Name)
			if i == 0 {
				q.text = without(q.text, h.Name)
			}
		}
	}
	f.hits = bare
	f.read(q)
	ranked := rank(q, d, named, f)
	for i, r := range ranked {
		ranked[i].Hit = was[r.Hit.Article]
	}
	return ranked
}

// without is a text without a name, whole or at least two words of it.
func without(text, name string) string {
	of, least := map[string]bool{}, 0
	for _, w := range strings.Fields(folded(name)) {
		of[w] = true
		if !knowledge.StopWord(w, "") {
			least++
		}
	}
	var b strings.Builder
	from, start, end, heard := 0, -1, 0, 0
	flush := func() {
		if start >= 0 && heard > 0 && heard >= min(2, least) {
			b.WriteString(text[from:start])
			from = end
		}
		start, heard = -1, 0
	}
	for _, t := range knowledge.Analyze(text, "") {
		switch {
		case t.Start < end: // a part of a compound
		case !of[t.Word]:
			flush()
		default:
			if start < 0 {
				start = t.Start
			}
			if !knowledge.StopWord(t.Word, "") {
				heard++
			}
		}
		end = max(end, t.End)
	}
	flush()
	b.WriteString(text[from:])
	if contentWords(b.String()) == 0 {
		return text
	}
	return b.String()
}

// bareBags are the words of articles without the names of their projects.
func bareBags(hits []knowledge.Hit) []bag {
	out := make([]bag, len(hits))
	for i, h := range hits {
		out[i] = bagOf(terms(without(h.Title, h.Name)+" "+without(h.Passage, h.Name), h.Lang))
	}
	return out
}
