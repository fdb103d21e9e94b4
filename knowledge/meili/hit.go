package meili

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"switchboard/knowledge"
)

// hits makes one hit of all passages and language variants of an article.
func hits(q knowledge.Query, all []found) []knowledge.Hit {
	type group struct{ project, key string }
	places := map[group]int{}
	var chosen []found
	for _, f := range all {
		g := group{f.Project, f.Key}
		at, ok := places[g]
		if !ok {
			places[g] = len(chosen)
			chosen = append(chosen, f)
			continue
		}
		other := &chosen[at]
		score := max(f.score, other.score)
		if f.Article == other.Article {
			f.near = max(f.near, other.near)
			other.near = f.near
		}
		if f.Article == other.Article && (f.Question == "") != (other.Question == "") {
			// the passage that matched stands for the article, with the question that matched
			question := cmp.Or(f.Question, other.Question)
			if other.Question != "" {
				*other = f
			}
			other.asked, other.score = question, score
			continue
		}
		if f.Article == other.Article && f.score <= other.score {
			continue
		}
		if cmp.Or(cmp.Compare(knowledge.Speaks(f.Tag, q.Lang), knowledge.Speaks(other.Tag, q.Lang)), cmp.Compare(f.score, other.score)) > 0 {
			if f.Article == other.Article {
				f.asked = cmp.Or(f.asked, other.asked)
			}
			*other = f
		}
		other.score = score
	}
	for i := range chosen { // words and meaning both speak for an article
		chosen[i].score += max(chosen[i].near, 0)
	}
	slices.SortStableFunc(chosen, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	chosen = chosen[:min(len(chosen), q.Limit)]
	out := make([]knowledge.Hit, len(chosen))
	for i, f := range chosen {
		words := queryWords(q.Text, cmp.Or(f.Tag, "und")) // as the article's stems are
		out[i] = knowledge.Hit{
			Article: f.Article, Version: f.Version, Key: f.Key, Project: f.Project, Name: f.Name, Lang: f.Tag, Title: f.Title, Link: f.Link,
			Audience: knowledge.Audience(f.Audience), Published: time.UnixMicro(f.Published).UTC(), Heading: f.Heading, Passage: f.Passage,
			Question: question(f, words), Marks: marks(f, words), Score: f.score, Near: max(f.near, 0),
		}
	}
	return out
}

// question returns the question that matched, if it has half of the query's words.
func question(f found, words []string) string {
	text := cmp.Or(f.asked, f.Question)
	var seen []string
	for _, t := range knowledge.Analyze(text, f.Tag) {
		if !t.Stop && slices.Contains(words, t.Term) && !slices.Contains(seen, t.Term) {
			seen = append(seen, t.Term)
		}
	}
	if len(seen) > 0 && len(seen)*2 >= len(words) {
		return text
	}
	return ""
}

// marks returns where the passage matched: what the server says, for slips, and what has the stem of a word of the query.
func marks(f found, words []string) [][2]int {
	var all [][2]int
	for _, p := range f.Position["passage"] {
		all = append(all, [2]int{p.Start, p.Start + p.Length})
	}
	for _, t := range knowledge.Analyze(f.Passage, f.Tag) {
		if slices.Contains(words, t.Term) {
			all = append(all, [2]int{t.Start, t.End})
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var out [][2]int
	for _, m := range all {
		if !borders(f.Passage, m) {
			continue
		}
		if n := len(out); n > 0 && m[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], m[1])
			continue
		}
		out = append(out, m)
	}
	return out
}

// borders reports whether a mark begins and ends between characters of a text.
func borders(text string, m [2]int) bool {
	return m[0] >= 0 && m[0] < m[1] && m[1] <= len(text) && utf8.RuneStart(text[m[0]]) && (m[1] == len(text) || utf8.RuneStart(text[m[1]]))
}
