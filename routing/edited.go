package routing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

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

// judged records what became of the drafts on offer: the used one was sent as it was, or edited; the others were
// passed over. Where it answered one of several questions, those for the others stay, unless what the operator wrote to it answers them.
func (r *Router) judged(ctx context.Context, tx pgx.Tx, c *conversation, op int64, p Reply, draft, part string, message int64) error {
	if p.Draft != 0 {
		state, d := "sent", distance(draft, p.Text)
		if d > 0 {
			state = "edited"
		}
		_, err := tx.Exec(ctx, `UPDATE suggestions SET state = $2, distance = $3, operator_id = $4, message_id = $5, decided_at = now()
			WHERE id = $1`, p.Draft, state, d, op, message)
		if err != nil {
			return fmt.Errorf("record draft %d: %w", p.Draft, err)
		}
	}
	also, err := alsoAnswered(ctx, tx, c, p.Text, draft, part)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE suggestions SET state = 'ignored', operator_id = $2, decided_at = now()
		WHERE conversation_id = $1 AND state = 'offered' AND ($3 = '' OR part IN ('', $3) OR id = ANY ($4))`, c.ID, op, part, also)
	return errors.Join(err, stopWriting(ctx, tx, c.ID))
}

// alsoAnswered are the drafts on offer for other questions than the one that a draft answered, of which the reply made from it says something that
// this draft does not.
func alsoAnswered(ctx context.Context, tx pgx.Tx, c *conversation, text, draft, part string) (ids []int64, err error) {
	if part == "" || text == draft {
		return nil, nil
	}
	rows, _ := tx.Query(ctx, `SELECT id, text, lang FROM suggestions WHERE conversation_id = $1 AND state = 'offered' AND part NOT IN ('', $2)`, c.ID, part)
	var id int64
	var other, lang string
	_, err = pgx.ForEachRow(rows, []any{&id, &other, &lang}, func() error {
		said := termsOf(text, lang)
		for w := range termsOf(draft, lang) {
			delete(said, w)
		}
		if shared(said, other, lang) > 1 { // one word is shared by chance
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the drafts for other questions of conversation %d: %w", c.ID, err)
	}
	return ids, nil
}

// distance is the edit distance of two texts by words, normalised: 0 the same, 1 nothing in common.
func distance(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if utf8.RuneCountInString(a)+utf8.RuneCountInString(b) == 0 {
		return 0
	}
	x, y = x[:min(len(x), 2000)], y[:min(len(y), 2000)]
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, w := range x {
		last := row[0]
		row[0] = i + 1
		for j, v := range y {
			cost := last
			if w != v {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return float64(row[len(y)]) / float64(max(len(x), len(y), 1))
}
