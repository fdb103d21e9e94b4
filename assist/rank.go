package assist

import (
	"cmp"
	"context"
	"slices"
	"time"

	"switchboard/knowledge"
)

// Ranked is an article that may answer.
type Ranked struct {
	Hit         knowledge.Hit
	Probability float64 // that it answers
	Like        int     // earlier questions, answered by it, that the question is like
	Lone        float64 // how much of the probability stands on what one person alone taught

	asked    string  // the question that it would answer
	recent   string  // the last words of it alone, where it has the question before them too
	told     string  // what we said before those last words
	raised   float64 // how much of the probability stands on that it answered before
	strays   bool    // the question goes on with what other articles answered
	strength float64 // probability that it answers, if no other did
	known    string  // its hit's question, as if nobody had taught what one person alone taught
}

// Rank returns the articles that may answer, most probable first, at most limit of them.
func (a *Assistant) Rank(ctx context.Context, d Dialogue, limit int) ([]Ranked, error) {
	if d.At.IsZero() {
		d.At = time.Now()
	}
	if d.Call {
		return a.rankSpoken(ctx, d, limit)
	}
	var ranked []Ranked
	asked, err := a.asked(ctx, d)
	if err != nil {
		return nil, err
	}
	vectors := a.vectors(ctx, asked)
	projects := a.allProjects(ctx)
	for i, q := range asked {
		q.others = a.synonyms()
		query := knowledge.Query{Text: q.text, Limit: max(searched, limit), Vector: vectors[i]}
		f, err := a.find(ctx, d, query)
		if err != nil {
			return nil, err
		}
		if query.Text = asWritten(asCode(q.text, f.hits), f.hits); query.Text != q.text {
			q.text, q.recent = query.Text, asWritten(asCode(q.recent, f.hits), f.hits)
			if f, err = a.find(ctx, d, query); err != nil {
				return nil, err
			}
		}
		f.read(q)
		list := rank(q, d, named(projects, q.text), f)
		lone(q, d, named(projects, q.text), f, list)
		next, err := a.inNeighbour(ctx, d, q, query, projects, list)
		if err != nil {
			return nil, err
		}
		list = bothWays(list, next)
		if q.recent != "" || q.further {
			a.goOn(ctx, d, list)
		}
		ranked = strongest(ranked, list)
	}
	return ranked[:min(len(ranked), max(limit, 0))], nil
}

// alike is how near two strengths are that cannot be told apart.
const alike = 0.12

// rank weighs the evidence for each hit, best first. Exactly one of the hits answers, or none does: the probabilities,
// and that of none, add up to 1.
func rank(q question, d Dialogue, named map[string]bool, f found) []Ranked {
	list := gather(q, f)
	out := make([]Ranked, 0, len(f.hits))
	none := 1.0
	for i, h := range f.hits {
		e := &list[i]
		switch {
		case named[h.Project]:
			e.named = 1
		case len(named) > 0:
			e.named = -1
		case slices.Contains(d.Projects, h.Project):
			e.before = 1
		case len(d.Projects) > 0:
			e.before = -1
		}
		odds := e.odds()
		none += odds
		out = append(out, Ranked{Hit: h, Like: f.recalled[h.Article].Like, Probability: odds, asked: q.whole(), recent: cmp.Or(q.recent, unwished(q.less)), strength: odds / (1 + odds), known: f.secondedQuestion(h)})
	}
	for i := range out {
		out[i].Probability /= none
	}
	inOrder(out)
	return out
}

// inOrder sorts by probability; what is as good as equal by the index's own score.
func inOrder(list []Ranked) {
	slices.SortStableFunc(list, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(b.Hit.Score, a.Hit.Score))
	})
}

// strongest joins the rankings of two questions: each article once, as the question that it answers best.
func strongest(a, b []Ranked) []Ranked {
	if a == nil {
		return b
	}
	for _, r := range b {
		i := slices.IndexFunc(a, func(o Ranked) bool { return o.Hit.Article == r.Hit.Article })
		switch {
		case i < 0:
			a = append(a, r)
		case a[i].Probability < r.Probability:
			a[i] = r
		}
	}
	inOrder(a)
	return a
}
