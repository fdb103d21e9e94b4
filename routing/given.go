package routing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/knowledge"
)

// Given counts what the assistant answered by itself in the last days and the customer was sent, and what became of it, by the project of
// the article that it was answered from and the language of the question; most answers first. Whoever asks for a person after an answer says
// by that that it did not help: such an answer counts as asked alone. Answers to who was erased since are not there any more.
func Given(ctx context.Context, pool *pgxpool.Pool, days int) ([]knowledge.Given, error) {
	rows, _ := pool.Query(ctx, `
		WITH answers AS (
			SELECT m.id, m.conversation_id, m.seq, min(s.sources->0->>'project') AS project, min(s.for_seq) AS for_seq, min(s.lang) AS lang,
				bool_or(s.helped IS FALSE) AS denied, bool_or(s.helped IS TRUE) AS confirmed,
				lead(m.seq) OVER (PARTITION BY m.conversation_id ORDER BY m.seq) AS next
			FROM messages m JOIN suggestions s ON s.message_id = m.id
			WHERE m.author = 'assistant' AND m.at >= now() - make_interval(days => $1) AND m.state NOT IN ('failed', 'cancelled')
			GROUP BY m.id
		), told AS (
			SELECT a.project, COALESCE(NULLIF(q.lang, ''), NULLIF(c.lang, ''), a.lang) AS lang, a.denied, a.confirmed,
				EXISTS (SELECT FROM events e WHERE e.conversation_id = a.conversation_id AND e.what = 'handed off' AND e.why = $2
					AND e.seq > a.seq AND e.seq < COALESCE(a.next, 9223372036854775807)) AS asked,
				EXISTS (SELECT FROM message_changes x WHERE x.message_id = a.id)
					OR EXISTS (SELECT FROM messages o WHERE o.conversation_id = a.conversation_id AND o.author = 'operator' AND o.seq > a.seq AND o.state <> 'cancelled'
						AND NOT EXISTS (SELECT FROM messages n WHERE n.conversation_id = a.conversation_id AND n.author = 'customer' AND n.seq > a.seq AND n.seq < o.seq)) AS corrected,
				c.state = 'closed' AND `+solving+` AND NOT EXISTS (SELECT FROM messages o WHERE o.conversation_id = a.conversation_id AND o.author = 'operator'
					AND o.seq > a.seq AND o.state <> 'cancelled') AS solved
			FROM answers a JOIN conversations c ON c.id = a.conversation_id
			LEFT JOIN messages q ON q.conversation_id = a.conversation_id AND q.seq = a.for_seq
		)
		SELECT COALESCE(project, ''), lang, count(*)::int, count(*) FILTER (WHERE denied AND NOT asked)::int, count(*) FILTER (WHERE asked)::int, count(*) FILTER (WHERE corrected)::int,
			count(*) FILTER (WHERE failed)::int, count(*) FILTER (WHERE confirmed AND NOT failed)::int, count(*) FILTER (WHERE solved AND NOT confirmed AND NOT failed)::int
		FROM (SELECT *, denied OR asked OR corrected AS failed FROM told) t GROUP BY project, lang`, days, reasonAsked)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knowledge.Given])
	if err != nil {
		return nil, fmt.Errorf("count what the assistant answered by itself: %w", err)
	}
	return together(list), nil
}

// together are figures of the languages that thresholds hold for: those of Ukraine's and of another country's Ukrainian are one.
func together(list []knowledge.Given) (out []knowledge.Given) {
	for _, g := range list {
		g.Lang = knowledge.Base(g.Lang)
		i := slices.IndexFunc(out, func(o knowledge.Given) bool { return o.Project == g.Project && o.Lang == g.Lang })
		if i < 0 {
			out = append(out, g)
			continue
		}
		out[i].Add(g)
	}
	slices.SortFunc(out, func(a, b knowledge.Given) int {
		return cmp.Or(cmp.Compare(b.Answers, a.Answers), cmp.Compare(a.Project, b.Project), cmp.Compare(a.Lang, b.Lang))
	})
	return out
}
