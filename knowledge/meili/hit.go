package meili

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"switchboard/knowledge"
)

// chosen is an article with what of it was found.
type chosen struct {
	found         // the passage that stands for it
	asked  string // a question of it that matched
	body   float64
	head   float64
	shared float64 // score of the best of its language variants
}

func (c *chosen) score() float64 { return c.body + c.head }

// hits makes one hit of all passages and language variants of an article.
func (a *asked) hits(q knowledge.Query, all []found) []knowledge.Hit {
	a.reckon()
	var articles []*chosen
	places := map[int64]*chosen{}
	for _, f := range all {
		body, head := a.weigh(f)
		c := places[f.Article]
		if c == nil {
			c = &chosen{found: f, asked: f.Question, body: body, head: head}
			places[f.Article] = c
			articles = append(articles, c)
			continue
		}
		near := max(c.near, f.near)
		switch {
		case f.Question == "" && (c.Question != "" || body > c.body): // a passage that matched stands for the article before its lead
			c.found = f
		case f.Question != "" && (c.asked == "" || head > c.head):
			c.asked = f.Question
		}
		c.near, c.body, c.head = near, max(c.body, body), max(c.head, head)
	}
	ideal := a.ideal()
	type group struct{ project, key string }
	variants := map[group]*chosen{}
	var out []*chosen
	for _, c := range articles {
		c.head += max(c.near, 0) * max(ideal, 1) // words and meaning both speak for an article
		c.shared = c.score()
		g := group{c.Project, c.Key}
		other := variants[g]
		if other == nil {
			variants[g] = c
			out = append(out, c)
			continue
		}
		best := max(c.shared, other.shared)
		if cmp.Or(cmp.Compare(knowledge.Speaks(c.Tag, q.Lang), knowledge.Speaks(other.Tag, q.Lang)), cmp.Compare(c.score(), other.score())) > 0 {
			*other = *c
		}
		other.shared = best
	}
	slices.SortStableFunc(out, func(a, b *chosen) int { return cmp.Compare(b.shared, a.shared) })
	out = out[:min(len(out), q.Limit)]
	hits := make([]knowledge.Hit, len(out))
	for i, c := range out {
		words := a.terms(q, cmp.Or(c.Tag, "und"))
		hits[i] = knowledge.Hit{
			Article: c.Article, Version: c.Version, Key: c.Key, Project: c.Project, Name: c.Name, Lang: c.Tag, Title: c.Title, Link: c.Link,
			Audience: knowledge.Audience(c.Audience), Published: time.UnixMicro(c.Published).UTC(), Heading: c.Heading, Passage: c.Passage, Lead: c.Lead, Tags: c.Tags,
			Question: question(c.asked, c.Tag, words), Marks: marks(c.found, words), Score: c.shared, Near: max(c.near, 0),
		}
	}
	return hits
}

// terms are the query's words as the stems of a language.
func (a *asked) terms(q knowledge.Query, lang string) []string {
	tokens := knowledge.Analyze(q.Text, lang)
	var out []string
	for _, w := range a.words {
		out = append(out, tokens[w.place].Term)
	}
	return out
}

// question returns the question that matched, if it has half of the query's words.
func question(text, lang string, words []string) string {
	var seen []string
	for _, t := range knowledge.Analyze(text, lang) {
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
