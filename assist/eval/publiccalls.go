package eval

import (
	"context"
	"fmt"
	"strings"

	"switchboard/assist"
	"switchboard/knowledge"
)

func (p *public) calls(ctx context.Context) error {
	kb, err := p.read("calls-dstc10/kb.jsonl")
	if err != nil {
		return err
	}
	queries, err := p.read("calls-dstc10/queries.jsonl")
	if err != nil {
		return err
	}
	var list []knowledge.Article
	var projects []knowledge.Project
	named := map[string]bool{}
	for _, l := range kb {
		place, _, _ := cutLast(l.ID)
		if !named[place] {
			named[place] = true
			projects = append(projects, knowledge.Project{Key: place, Name: l.Source})
		}
		list = append(list, knowledge.Article{ID: int64(len(list) + 1), Key: l.ID, Project: place, Name: l.Source, Lang: "en", Title: l.Title, Body: l.Body, Audience: knowledge.Public})
	}
	questions := asked(queries)
	for i, l := range queries {
		questions[i].Call = true
		for n, text := range l.Context { // caller and agent in turn, the agent last
			questions[i].Before = append(questions[i].Before, assist.Turn{Customer: (len(l.Context)-n)%2 == 0, Text: text})
		}
	}
	outcomes, err := p.run(ctx, "dstc10 calls", list, projects, questions)
	if err != nil {
		return err
	}
	p.add("dstc10 calls, R@5", .50, .12, Measure(outcomes).R5, len(outcomes))
	if err := p.otherGuesses(questions, queries); err != nil {
		return err
	}
	if outcomes, err = p.run(ctx, "dstc10 calls, n-best", list, projects, questions); err != nil {
		return err
	}
	p.add("dstc10 calls with the recogniser's other guesses, R@5", 0, 0, Measure(outcomes).R5, len(outcomes))
	return nil
}

// otherGuesses adds to the questions of calls what else the recogniser may have heard.
func (p *public) otherGuesses(questions []Question, queries []line) error {
	calls, err := p.read("calls-dstc10/calls.jsonl")
	if err != nil {
		return err
	}
	by := map[string]line{}
	for _, c := range calls {
		by[c.ID] = c
	}
	for i, l := range queries {
		turns := by[l.ID].Turns
		if len(turns) != len(questions[i].Before)+1 {
			return fmt.Errorf("call %s has %d turns, its question comes after %d", l.ID, len(turns), len(questions[i].Before))
		}
		for n := range questions[i].Before {
			questions[i].Before[n].Others = turns[n].NBest
		}
		questions[i].Others = turns[len(turns)-1].NBest
	}
	return nil
}

// cutLast cuts at the last colon.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
