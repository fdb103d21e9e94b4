package routing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
)

// Ranker tells which articles may answer a question, the most probable first. assist.Assistant is one.
type Ranker interface {
	Rank(ctx context.Context, d assist.Dialogue, limit int) ([]assist.Ranked, error)
}

const (
	mostOpen  = 5    // questions that one reply may answer: the newest
	rankedFor = 20   // articles that are looked at for one of them
	fitsFrom  = 0.01 // probability from which an article that an operator chose fits one of several questions
)

// openQuestion is a question that an operator's reply may answer, with its place.
type openQuestion struct {
	seq  int64
	part string // of the message, where it asks several things
	text string
}

// answeredBy tells which question of a conversation each of some articles answers that an operator found: the one that a draft of the
// article stood for, else the only one that is open, else the one that the article fits best. The others answer none of them as far as that can
// be told.
func (r *Router) answeredBy(ctx context.Context, conv int64, articles []int64) (map[int64]openQuestion, error) {
	open, lang, err := r.openQuestions(ctx, conv)
	if err != nil {
		return nil, err
	}
	answers := map[int64]openQuestion{}
	var unsure []int64
	for _, article := range articles {
		few, err := r.draftedFor(ctx, conv, article, open)
		switch {
		case err != nil:
			return nil, err
		case len(few) == 1:
			answers[article] = few[0]
		case len(few) > 1:
			unsure = append(unsure, article)
		}
	}
	if err := r.fittest(ctx, open, lang, unsure, answers); err != nil {
		r.log.Warn("what an operator found teaches nothing: nobody can tell now which question it answers", "conversation", conv, "error", err)
	}
	return answers, nil
}

// openQuestions are the newest questions that no article was sent for, oldest first. Where all were answered, or nothing was asked in words
// that can be looked up, what the customer said last is.
func (r *Router) openQuestions(ctx context.Context, conv int64) (open []openQuestion, lang string, err error) {
	rows, _ := r.pool.Query(ctx, `SELECT m.seq, left(m.text, 2000), COALESCE(NULLIF(m.lang, ''), c.lang), m.kind = 'text' AND c.call_id IS NULL,
			EXISTS (SELECT FROM suggestions s WHERE s.conversation_id = c.id AND s.for_seq = m.seq AND s.part = '' AND s.state IN ('sent', 'edited')),
			ARRAY(SELECT s.part FROM suggestions s WHERE s.conversation_id = c.id AND s.for_seq = m.seq AND s.part <> '' AND s.state IN ('sent', 'edited'))
		FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.id = $1 AND m.author = 'customer' AND m.deleted_at IS NULL
			AND NOT COALESCE((m.data->>'partial')::boolean, false) ORDER BY m.seq DESC LIMIT $2`, conv, turns)
	var seq, said, asked int64
	var text string
	var typed, sent bool
	var done []string
	_, err = pgx.ForEachRow(rows, []any{&seq, &text, &lang, &typed, &sent, &done}, func() error {
		said = max(said, seq)
		if text = meant(text, lang, !typed); !asksSomething(text) {
			return nil
		}
		if asked = max(asked, seq); !sent && len(open) < mostOpen {
			open = append(open, questionsIn(seq, text, lang, done)...)
		}
		return nil
	})
	if err != nil {
		return nil, "", fmt.Errorf("read what is open in conversation %d: %w", conv, err)
	}
	if len(open) == 0 && said > 0 {
		last := said
		if asked > 0 {
			last = asked
		}
		open = []openQuestion{{seq: last}}
	}
	slices.Reverse(open)
	return open, lang, nil
}

// questionsIn are the questions of a message, the last one first, but for those of its parts that were answered.
func questionsIn(seq int64, text, lang string, done []string) (list []openQuestion) {
	parts := assist.Parts(text, lang)
	if len(parts) == 0 {
		return []openQuestion{{seq: seq, text: text}}
	}
	for _, part := range slices.Backward(parts) {
		if !slices.Contains(done, part) {
			list = append(list, openQuestion{seq, part, part})
		}
	}
	return list
}

// draftedFor are the open questions that an article may answer: those that the best draft of it stood for, or all, if there was none.
func (r *Router) draftedFor(ctx context.Context, conv, article int64, open []openQuestion) ([]openQuestion, error) {
	var q openQuestion
	err := r.pool.QueryRow(ctx, `SELECT for_seq, part FROM suggestions WHERE conversation_id = $1 AND (sources->0->>'article')::bigint = $2
		AND NOT found AND state IN ('offered', 'withdrawn', 'ignored') ORDER BY score DESC, id DESC LIMIT 1`, conv, article).Scan(&q.seq, &q.part)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return open, nil
	case err != nil:
		return nil, fmt.Errorf("find what a draft of article %d stood for: %w", article, err)
	case q.part != "":
		return []openQuestion{q}, nil
	}
	few := slices.DeleteFunc(slices.Clone(open), func(o openQuestion) bool { return o.seq != q.seq })
	if len(few) == 0 { // it stood beside "it did not help"
		few = open
	}
	return few, nil
}

// fittest adds which of the open questions articles fit best that may answer several.
func (r *Router) fittest(ctx context.Context, open []openQuestion, lang string, articles []int64, answers map[int64]openQuestion) error {
	if len(articles) == 0 || r.ranker == nil {
		return nil
	}
	best := map[int64]float64{}
	for _, q := range open {
		ranked, err := r.ranker.Rank(ctx, assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: q.text}}, Lang: lang, At: r.now()}, rankedFor)
		if err != nil {
			return fmt.Errorf("rank what a reply may answer: %w", err)
		}
		for _, a := range ranked {
			if id := a.Hit.Article; slices.Contains(articles, id) && a.Probability >= max(fitsFrom, best[id]) {
				best[id], answers[id] = a.Probability, q
			}
		}
	}
	return nil
}
