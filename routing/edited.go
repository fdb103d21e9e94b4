package routing

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// edited is a reply as it counts: one that was begun from a draft and has next to nothing of it any more is an answer of the operator's
// own, with neither the draft's sources nor its lesson. A draft that cannot be sent is left to what refuses it.
func edited(ctx context.Context, q querier, conv int64, p Reply) (Reply, error) {
	if p.Draft == 0 {
		return p, nil
	}
	var text, lang string
	var sources []assist.Source
	err := q.QueryRow(ctx, `SELECT text, lang, sources FROM suggestions WHERE id = $1 AND conversation_id = $2 AND state NOT IN ('writing', 'unwritten')`, p.Draft, conv).
		Scan(&text, &lang, &sources)
	if errors.Is(err, pgx.ErrNoRows) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("compare a reply with draft %d: %w", p.Draft, err)
	}
	if said := (reworded{text: p.Text}); !said.keeps(text, lang, sources) {
		p.Draft = 0
	}
	return p, nil
}

// keeps tells whether the reply is still a wording of a draft. One that is wholly rewritten is if most of its words that say something
// stand in the draft or in what the draft quotes, if it has most of the draft's, or if it was translated from it.
func (r *reworded) keeps(draft, lang string, quoted []assist.Source) bool {
	if blank(r.text) || distance(draft, r.text) < rewritten {
		return true // a file alone may go with a draft
	}
	bare := bareWords(draft)
	if bare != "" && within(bare, bareWords(r.text)) {
		return true
	}
	lang, _ = knowledge.Language(draft, lang)
	if r.translated(lang) {
		return true
	}
	words, says := r.in(lang), draft
	for _, s := range quoted {
		says += "\n" + s.Passage
	}
	of, kept := shared(words, says, lang), shared(words, draft, lang)
	return of > 1 && float64(of) >= fromArticle*float64(len(words)) ||
		kept > 1 && float64(kept) >= fromArticle*float64(len(termsOf(draft, lang))) // one word is shared by chance
}
