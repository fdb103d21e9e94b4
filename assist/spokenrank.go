package assist

import (
	"context"
	"fmt"

	"switchboard/knowledge"
)

// allOfProject is how many articles of a project are looked at.
const allOfProject = 100

// rankSpoken ranks for a telephone call: what each project that may be meant answers, by how probable that is, and what
// any project does, by what is left. The question is one of the caller's last utterances, the later the more probably.
func (a *Assistant) rankSpoken(ctx context.Context, d Dialogue, limit int) ([]Ranked, error) {
	asked := spokenQuestions(d)
	if len(asked) == 0 {
		return nil, nil
	}
	projects := a.allProjects(ctx)
	names := a.spoken.of(projects)
	meant := names.meant(d)
	s := spokenSearch{Assistant: a, projects: projects, call: d, asked: asked, limit: max(searched, limit), anywhere: map[string][]Ranked{}}
	s.vectors = a.vectors(ctx, s.questions())
	rest := 1.0
	ranked := make([][]Ranked, len(asked))
	for _, key := range meant.likeliest() {
		there, err := s.within(ctx, key, names.full[key])
		if err != nil {
			return nil, err
		}
		rest -= meant[key]
		for i := range asked {
			ranked[i] = added(ranked[i], there[i], meant[key])
		}
	}
	var out []Ranked
	for i, q := range asked {
		any, err := s.all(ctx, i, vocabulary{}.mended(q))
		if err != nil {
			return nil, err
		}
		out = strongest(out, added(nil, added(ranked[i], any, rest), q.weight))
	}
	inOrder(out)
	return out[:min(len(out), max(limit, 0))], nil
}

// spokenSearch looks for what answers the questions of a call.
type spokenSearch struct {
	*Assistant
	projects []knowledge.Project
	call     Dialogue
	asked    []spokenQuestion
	vectors  [][]float32
	limit    int
	anywhere map[string][]Ranked // what all was found to answer, by the question's text
}

func (s *spokenSearch) questions() []question {
	out := make([]question, len(s.asked))
	for i, q := range s.asked {
		out[i].text = q.text
	}
	return out
}

// all ranks what any project answers to a question in this text.
func (s *spokenSearch) all(ctx context.Context, i int, text string) ([]Ranked, error) {
	if ranked, ok := s.anywhere[text]; ok {
		return ranked, nil
	}
	f, err := s.find(ctx, s.call, knowledge.Query{Text: text, Vector: s.vectors[i], Limit: s.limit})
	if err != nil {
		return nil, err
	}
	s.anywhere[text] = rankNameless(question{text: text}, s.call, named(s.projects, s.asked[i].text), f)
	return s.anywhere[text], nil
}

// within ranks what a project answers to each question, heard with the words of its articles in mind.
func (s *spokenSearch) within(ctx context.Context, project, name string) ([][]Ranked, error) {
	only := knowledge.Query{Text: name, Lang: s.call.Lang, Internal: true, At: s.call.At, Projects: []string{project}, Limit: allOfProject}
	articles, err := s.index.Search(ctx, only)
	if err != nil {
		return nil, fmt.Errorf("search for the articles of %s: %w", project, err)
	}
	words, bags := vocabularyOf(articles, s.call.Lang), bareBags(articles)
	ranked := make([][]Ranked, len(s.asked))
	for i, q := range s.asked {
		text := words.mended(q)
		any, err := s.all(ctx, i, text)
		if err != nil {
			return nil, err
		}
		f, err := s.find(ctx, s.call, knowledge.Query{Text: text, Vector: s.vectors[i], Projects: only.Projects, Limit: only.Limit})
		if err != nil {
			return nil, err
		}
		list := rankNameless(question{text: text}, s.call, map[string]bool{project: true}, f)
		ranked[i] = withSiblings(list, project, articles, bags, any, text)
	}
	return ranked, nil
}

// added adds what is right with a probability to what is right otherwise.
func added(all, some []Ranked, probability float64) []Ranked {
	at := make(map[int64]int, len(all))
	for i, r := range all {
		at[r.Hit.Article] = i
	}
	for _, r := range some {
		r.Probability, r.strength = r.Probability*probability, r.strength*probability
		if i, ok := at[r.Hit.Article]; ok {
			all[i].Probability, all[i].strength = all[i].Probability+r.Probability, all[i].strength+r.strength
			continue
		}
		all = append(all, r)
	}
	return all
}
