package main

import (
	"context"
	"errors"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/knowledge/recall"
)

// mostPast is how many past questions are asked, of each sort: answered, and unanswered.
const mostPast = 5000

// pastQuestions are what operators and customers found answered by an article, and what nobody had written.
func pastQuestions(ctx context.Context, store *knowledge.Store) ([]eval.Question, error) {
	answered, err := store.AnsweredQuestions(ctx, mostPast)
	if err != nil {
		return nil, err
	}
	unanswered, err := store.UnansweredQuestions(ctx, mostPast)
	if err != nil {
		return nil, err
	}
	list := make([]eval.Question, 0, len(answered)+len(unanswered))
	for _, q := range answered {
		list = append(list, eval.Question{Text: q.Text, Lang: q.Lang, Relevant: q.Articles, Lesson: q.Lesson})
	}
	for _, q := range unanswered {
		list = append(list, eval.Question{Text: q.Text, Lang: q.Lang, Project: q.Project, Gap: q.Gap, At: q.At})
	}
	return list, nil
}

// folds is into how many parts past questions are split: each part is asked of a memory that learned from the others.
const folds = 5

// askPast asks past questions of the assistant as it is, but for one thing: a question is asked of a memory that was not
// taught by it, so that what is measured is how the next customer fares.
func (b *bases) askPast(ctx context.Context, base base, questions []eval.Question, step func(done, total int)) ([]eval.Outcome, error) {
	index, err := b.filled(ctx, base)
	if err != nil {
		return nil, err
	}
	parts := 1
	for _, a := range base.articles {
		if len(a.Remembered) > 0 {
			parts = folds
			break
		}
	}
	out := make([]eval.Outcome, len(questions))
	asked := 0
	for part := range parts {
		var places []int
		var some []eval.Question
		for i, q := range questions {
			if eval.PartOf(q.Text, parts) == part {
				places, some = append(places, i), append(some, q)
			}
		}
		memory := recall.New()
		if err := errors.Join(memory.Put(ctx, without(base.articles, part, parts)), memory.Reword(ctx, base.same)); err != nil {
			return nil, err
		}
		outcomes, err := eval.Run(ctx, b.measured(b.over(index, memory, base)), some, func(done, _ int) {
			if step != nil {
				step(asked+done, len(questions))
			}
		})
		if err != nil {
			return nil, err
		}
		for i, o := range outcomes {
			out[places[i]] = o
		}
		asked += len(some)
	}
	return out, nil
}

// without is articles without the remembered questions of a part.
func without(articles []knowledge.Article, part, parts int) []knowledge.Article {
	out := make([]knowledge.Article, len(articles))
	for i, a := range articles {
		var kept []knowledge.Remembered
		for _, r := range a.Remembered {
			if eval.PartOf(r.Text, parts) != part {
				kept = append(kept, r)
			}
		}
		a.Remembered = kept
		out[i] = a
	}
	return out
}

// untaught is articles as if nobody had taught anything about them.
func untaught(articles []knowledge.Article) []knowledge.Article { return without(articles, 0, 1) }
