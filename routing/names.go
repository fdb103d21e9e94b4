package routing

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// callings are the names of a customer: those that he said or somebody wrote on his card, and those that his platforms tell.
type callings struct{ said, listed []string }

func (c callings) without(text string) string { return knowledge.WithoutNames(text, c.said, c.listed) }

// linesForNames is how many lines of a conversation are read for names.
const linesForNames = 40

// namesIn are the customers' names, by conversation.
func (r *Router) namesIn(ctx context.Context, conversations []int64) (map[int64]callings, error) {
	names, turns := map[int64]callings{}, map[int64][]assist.Turn{}
	var conv int64
	var card string
	var listed []string
	rows, _ := r.pool.Query(ctx, `
		SELECT c.id, s.name, ARRAY(SELECT DISTINCT a.name FROM addresses a WHERE a.subscriber_id = s.id AND a.name <> '')
		FROM conversations c JOIN subscribers s ON s.id = c.subscriber_id WHERE c.id = ANY ($1)`, conversations)
	_, err := pgx.ForEachRow(rows, []any{&conv, &card, &listed}, func() error {
		n := callings{listed: listed}
		if card != "" && !slices.Contains(listed, card) {
			n.said = []string{card}
		}
		names[conv], listed = n, nil
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the customers' names: %w", err)
	}
	var t assist.Turn
	rows, _ = r.pool.Query(ctx, `
		SELECT conversation_id, author = 'customer', text FROM (
			SELECT conversation_id, seq, author, left(text, 2000) AS text, row_number() OVER (PARTITION BY conversation_id ORDER BY seq) AS n
			FROM messages WHERE conversation_id = ANY ($1) AND author <> 'system' AND deleted_at IS NULL AND text <> '') m
		WHERE n <= $2 ORDER BY conversation_id, seq`, conversations, linesForNames)
	_, err = pgx.ForEachRow(rows, []any{&conv, &t.Customer, &t.Text}, func() error {
		turns[conv] = append(turns[conv], t)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read by what names customers introduce themselves: %w", err)
	}
	for conv, said := range turns {
		n := names[conv]
		for _, t := range said {
			if t.Customer {
				n.said = append(n.said, knowledge.Introduced(t.Text)...)
			}
		}
		for _, f := range assist.Facts(assist.Dialogue{Turns: said}) {
			if f.Field == assist.FactName {
				n.said = append(n.said, f.Value)
			}
		}
		names[conv] = n
	}
	return names, nil
}
