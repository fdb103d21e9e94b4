package assist

import (
	"context"
	"slices"

	"switchboard/knowledge"
)

// inNeighbour returns the articles in the language next to the customer's, Ukrainian for Russian and the other way round, ranked by what is asked as
// its words are in that one. There are none where the best of those that its own words found is in the customer's language, or none of them is in
// that one.
func (a *Assistant) inNeighbour(ctx context.Context, d Dialogue, q question, query knowledge.Query, projects []knowledge.Project, own []Ranked) ([]Ranked, error) {
	lang := d.Lang
	if lang == "" {
		lang, _ = knowledge.Language(q.text, "")
	}
	d.Lang = knowledge.Neighbour(lang)
	switch {
	case d.Lang == "", len(own) > 0 && own[0].Probability >= mayAnswer && knowledge.Speaks(own[0].Hit.Lang, lang) > 0,
		len(own) > 0 && !slices.ContainsFunc(own, func(r Ranked) bool { return knowledge.Speaks(r.Hit.Lang, d.Lang) > 0 }):
		return nil, nil
	}
	named := named(projects, q.text)
	query.Text, _ = knowledge.InNeighbour(q.text, lang)
	f, err := a.find(ctx, d, query)
	if err != nil {
		return nil, err
	}
	f.hits = slices.DeleteFunc(f.hits, func(h knowledge.Hit) bool {
		return knowledge.Speaks(h.Lang, d.Lang) == 0 || slices.ContainsFunc(own, func(r Ranked) bool {
			return r.Hit.Project == h.Project && r.Hit.Key == h.Key && knowledge.Speaks(r.Hit.Lang, lang) > 0
		})
	})
	if len(f.hits) == 0 {
		return nil, nil
	}
	q.text = query.Text
	q.recent, _ = knowledge.InNeighbour(q.recent, lang)
	q.less, _ = knowledge.InNeighbour(q.less, lang)
	f.read(q)
	list := rank(q, d, named, f)
	lone(q, d, named, f, list)
	return list, nil
}

// bothWays joins what a question's own words find with what they find in the neighbouring language: of articles in that one, both count alike.
func bothWays(own, next []Ranked) []Ranked {
	if len(next) == 0 {
		return own
	}
	lang := next[0].Hit.Lang
	for i := range own {
		if knowledge.Speaks(own[i].Hit.Lang, lang) > 0 {
			own[i].Probability, own[i].Lone = own[i].Probability/2, own[i].Lone/2
		}
	}
	for _, r := range next {
		r.Probability, r.Lone = r.Probability/2, r.Lone/2
		if i := slices.IndexFunc(own, func(o Ranked) bool { return o.Hit.Article == r.Hit.Article }); i >= 0 {
			r.Probability, r.Lone = r.Probability+own[i].Probability, r.Lone+own[i].Lone
			r.strength = max(r.strength, own[i].strength)
			own[i] = r
			continue
		}
		own = append(own, r)
	}
	inOrder(own)
	return own
}
