package routing

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Found is an article that an operator found himself, in a desk's search, and put into a reply. It is for the customer's last question
// what a draft is that was chosen: it teaches, and the message has its source. Of the assistant's drafts it tells nothing.
type Found struct {
	Article int64
	Version int // that he saw
}

// maxFound is how many articles go with one reply.
const maxFound = 5

// finding is a found article as readers see it now, with the passage of it that a reply is made of.
type finding struct {
	assist.Source
	body     string
	distance float64 // of the reply from it: 0 where all of it stands in the article
}

// findings looks at what was found once more, but for what the reply quotes already. What is for colleagues refuses the reply, and so
// does what has changed since; what is not here any more goes without.
func findings(ctx context.Context, tx pgx.Tx, p Reply, quoted []assist.Source) ([]finding, error) {
	if len(p.Found) == 0 {
		return nil, nil
	}
	ids, versions := []int64{}, map[int64]int{}
	for _, f := range p.Found {
		known := slices.Contains(ids, f.Article) || slices.ContainsFunc(quoted, func(s assist.Source) bool { return s.Article == f.Article })
		if !known && len(ids) < maxFound {
			ids, versions[f.Article] = append(ids, f.Article), f.Version
		}
	}
	rows, _ := tx.Query(ctx, `
		SELECT a.id, COALESCE(a.published, 0), a.key, p.key, p.name, a.lang, COALESCE(v.title, ''), COALESCE(v.link, ''), COALESCE(v.body, ''),
			COALESCE(v.audience = 'internal', false), COALESCE(v.at, now()), a.published IS NULL OR a.removed_at IS NOT NULL OR p.removed_at IS NOT NULL
		FROM articles a JOIN projects p ON p.id = a.project_id LEFT JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE a.id = ANY ($1) ORDER BY array_position($1, a.id)`, ids)
	gone := false
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f finding, err error) {
		var away bool
		err = row.Scan(&f.Article, &f.Version, &f.Key, &f.Project, &f.Name, &f.Lang, &f.Title, &f.Link, &f.body, &f.Internal, &f.Published, &away)
		gone = gone || away || f.Version != versions[f.Article]
		f.liken(p.Text)
		return f, err
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("look at what was found for a reply: %w", err)
	case slices.ContainsFunc(list, func(f finding) bool { return f.Internal }):
		return nil, ErrInternal
	case gone:
		return nil, StaleError{What: "an article that was found for this reply has changed since: search again, or write without it"}
	}
	return list, nil
}

// liken finds the passage that a reply is made of, and how far the reply went from it.
func (f *finding) liken(reply string) {
	most := -1.0
	for _, p := range knowledge.Passages(f.body) {
		if share, _ := shareOf(reply, p.Text, f.Lang); share > most {
			most, f.Heading, f.Passage = share, p.Heading, p.Text
		}
	}
	if !within(bareWords(reply), bareWords(f.body)) {
		f.distance = 1 - max(most, 0)
	}
}

// recordFound has articles that were found stand as drafts that were chosen, for the customer's last question. That question is no gap
// any more, if it was one. It comes after what became of the other drafts.
func recordFound(ctx context.Context, tx pgx.Tx, c *conversation, op int64, list []finding, message int64) error {
	if len(list) == 0 {
		return nil
	}
	seq, err := lastQuestion(ctx, tx, c)
	if err != nil || seq == 0 {
		return err
	}
	for _, f := range list {
		state := "sent"
		if f.distance > 0 {
			state = "edited"
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO suggestions (conversation_id, for_seq, rank, text, lang, score, sources, state, distance, operator_id, message_id, decided_at, found)
			SELECT $1, $2, COALESCE(max(rank) + 1, 0), $3, $4, 1, $5, $6, $7, $8, $9, now(), true FROM suggestions WHERE conversation_id = $1 AND for_seq = $2`,
			c.ID, seq, f.Passage, f.Lang, jsonOf([]assist.Source{f.Source}), state, f.distance, op, message)
		if err != nil {
			return fmt.Errorf("record that article %d was found for conversation %d: %w", f.Article, c.ID, err)
		}
	}
	return knowledge.NoGap(ctx, tx, c.ID, seq)
}

// lastQuestion is the place of what the customer asked last, else of what he said last; 0: he has said nothing.
func lastQuestion(ctx context.Context, tx pgx.Tx, c *conversation) (last int64, err error) {
	rows, _ := tx.Query(ctx, `SELECT seq, left(text, 2000), lang, kind = 'text' FROM messages WHERE conversation_id = $1 AND author = 'customer' AND deleted_at IS NULL
		AND NOT COALESCE((data->>'partial')::boolean, false) ORDER BY seq DESC LIMIT $2`, c.ID, turns)
	var seq int64
	var text, lang string
	var typed, asked bool
	_, err = pgx.ForEachRow(rows, []any{&seq, &text, &lang, &typed}, func() error {
		asks := asksSomething(meant(text, lang, !typed || c.CallID != nil))
		if last == 0 || asks && !asked {
			last, asked = seq, asks
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("find what the customer of conversation %d asked last: %w", c.ID, err)
	}
	return last, nil
}
