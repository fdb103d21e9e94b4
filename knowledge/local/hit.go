package local

import (
	"switchboard/knowledge"
)

// ideal is the score of a question that consists of the query's words and of no others.
func (c *core) ideal(words []word) float32 {
	var sum float32
	tf := 1 / (1 + k1*(1-b1+b1*float32(len(words))/c.heads.average()))
	for _, w := range words {
		exact := 0
		for _, f := range w.forms {
			if f.exact {
				exact += len(c.terms[f.term].head)
			}
		}
		sum += w.weight * (k1 + 1) * idf(exact, len(c.heads.of)) * tf
	}
	return sum
}

// marked returns the terms that are worth a highlight.
func (c *core) marked(words []word) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		for _, f := range w.forms {
			if f.mark && w.weight >= 1 {
				out[c.terms[f.term].text] = true
			}
		}
	}
	return out
}

func (c *core) hit(w winner, f found, ideal float32) knowledge.Hit {
	d := &c.docs[w.doc]
	a := &d.article
	n := 0
	switch {
	case f.body > 0:
		n = int(c.bodies.n[f.bodyUnit])
	case f.nearest < len(d.passages):
		n = f.nearest
	}
	passage := d.passages[n]
	hit := knowledge.Hit{
		Article: a.ID, Version: a.Version, Key: a.Key, Project: a.Project, Name: a.Name, Lang: a.Lang, Title: a.Title,
		Link: a.Link, Audience: a.Audience, Published: a.Published, Tags: a.Tags,
		Heading: passage.Heading, Passage: passage.Text, Score: float64(w.score), Near: float64(f.near),
	}
	if n > 0 {
		hit.Lead = d.passages[0].Text
	}
	if f.head >= ideal/2 && f.head > 0 {
		if q := int(c.heads.n[f.headUnit]); q > 0 { // 0 is the title
			hit.Question = a.Questions[q-1]
		}
	}
	if q := f.nearest - len(d.passages); hit.Question == "" && q >= 0 && q < len(a.Questions) {
		hit.Question = a.Questions[q]
	}
	return hit
}

// marks returns where the marked terms are, overlaps merged.
func marks(text, lang string, marked map[string]bool) [][2]int {
	var out [][2]int
	for _, t := range knowledge.Analyze(text, lang) {
		if !marked[t.Term] {
			continue
		}
		if n := len(out); n > 0 && t.Start < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], t.End)
			continue
		}
		out = append(out, [2]int{t.Start, t.End})
	}
	return out
}
