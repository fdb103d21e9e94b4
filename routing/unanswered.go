package routing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// Unanswered returns the customers' questions that no draft answered, of conversations that were handed off or ended
// after an event, and the event that this leads to. A question counts when the assistant had nothing to offer for it, or
// when the conversation ended and an operator had to answer it in his own words. Telephone calls are left out: their
// talk is no questions.
func (r *Router) Unanswered(ctx context.Context, after int64, limit int) (questions []knowledge.Unanswered, upTo int64, err error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT e.id, e.conversation_id, c.lang, c.project, c.state = 'closed'
		FROM events e JOIN conversations c ON c.id = e.conversation_id AND c.call_id IS NULL
		WHERE e.id > $1 AND e.what IN ('closed', 'handed off')
			AND e.at < now() - interval '1 minute' -- whatever has a lower number is committed by then
		ORDER BY e.id LIMIT $2`, after, limit)
	type ended struct {
		id, conv      int64
		lang, project string
		closed        bool
	}
	var list []ended
	var e ended
	_, err = pgx.ForEachRow(rows, []any{&e.id, &e.conv, &e.lang, &e.project, &e.closed}, func() error {
		list = append(list, e)
		return nil
	})
	if err != nil {
		return nil, after, fmt.Errorf("conversations that ended after event %d: %w", after, err)
	}
	conversations := make([]int64, len(list))
	for i, e := range list {
		conversations[i] = e.conv
	}
	names, err := r.namesIn(ctx, conversations)
	if err != nil {
		return nil, after, err
	}
	upTo = after
	for _, e := range list {
		upTo = e.id
		askings, err := r.askings(ctx, e.conv)
		if err != nil {
			return nil, after, err
		}
		for _, b := range askings {
			if b.unanswered(e.closed) {
				q := b.Unanswered
				q.Text, q.Project = names[e.conv].without(whatIsAsked(q.Text)), e.project
				if q.Lang == "" {
					q.Lang = e.lang
				}
				questions = append(questions, q)
			}
		}
	}
	return questions, upTo, nil
}

// unsearched notes of the lines that await an answer that it could not be looked for: that there is no draft does not tell
// then that nobody has written one.
func unsearched(ctx context.Context, tx pgx.Tx, c *conversation, g *gathered) error {
	seqs := make([]int64, len(g.pending))
	for i, m := range g.pending {
		seqs[i] = m.Seq
	}
	if _, err := tx.Exec(ctx, `UPDATE messages SET data = COALESCE(data, '{}') || '{"unsearched": true}' WHERE conversation_id = $1 AND seq = ANY ($2)`, c.ID, seqs); err != nil {
		return fmt.Errorf("note what was not looked up in conversation %d: %w", c.ID, err)
	}
	return nil
}

// asking is what a customer said until somebody answered.
type asking struct {
	knowledge.Unanswered
	offered    bool // there was a draft
	used       bool // and it was sent, or answered
	own        bool // an operator answered in his own words
	unsearched bool // a draft could not be looked for
}

func (b asking) unanswered(closed bool) bool {
	if b.used || b.unsearched && !b.offered || !asksSomething(b.Text) {
		return false
	}
	return !b.offered || (closed && b.own)
}

// askings reads a conversation as what the customer asked, with what became of the drafts for it.
func (r *Router) askings(ctx context.Context, conv int64) ([]asking, error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT m.seq, m.author, left(m.text, 2000), m.lang, m.at,
			EXISTS (SELECT FROM suggestions s WHERE s.conversation_id = m.conversation_id AND s.for_seq = m.seq),
			EXISTS (SELECT FROM suggestions s WHERE s.conversation_id = m.conversation_id AND s.for_seq = m.seq
				AND (s.state IN ('sent', 'edited') OR (s.state = 'answered' AND s.helped IS DISTINCT FROM false))),
			COALESCE((m.data->>'unsearched')::boolean, false)
		FROM messages m WHERE m.conversation_id = $1 AND m.kind IN ('text', 'press') AND m.author <> 'system' AND m.deleted_at IS NULL
			AND m.text <> '' AND m.data->>'aside' IS DISTINCT FROM 'true' ORDER BY m.seq LIMIT 500`, conv)
	var out []asking
	var now *asking
	var seq int64
	var author, text, lang string
	var at time.Time
	var offered, used, unsearched bool
	_, err := pgx.ForEachRow(rows, []any{&seq, &author, &text, &lang, &at, &offered, &used, &unsearched}, func() error {
		if author != "customer" {
			if now != nil {
				now.own = author == "operator"
				out, now = append(out, *now), nil
			}
			return nil
		}
		if text = meant(text, lang, false); chatter(text) && (now == nil || !assist.Denies(text)) { // "my router", "does not work"
			return nil
		}
		if now == nil {
			now = &asking{Unanswered: knowledge.Unanswered{Conversation: conv, At: at}}
		}
		now.Seq, now.Text = seq, strings.TrimSpace(now.Text+"\n"+text)
		if lang != "" {
			now.Lang = lang
		}
		now.offered, now.used = now.offered || offered, now.used || used
		now.unsearched = now.unsearched || unsearched
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what was asked in conversation %d: %w", conv, err)
	}
	if now != nil {
		out = append(out, *now)
	}
	return out, nil
}

// OwnReplies returns how operators answered questions: what they wrote until the customer spoke again, without his name. Those of
// solved conversations come first.
func (r *Router) OwnReplies(ctx context.Context, conversations, seqs []int64) ([]knowledge.OwnReply, error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT q.conv, q.seq, string_agg(m.text, E'\n' ORDER BY m.seq), min(o.name), COALESCE(c.disposition = 'solved', false)
		FROM unnest($1::bigint[], $2::bigint[]) AS q (conv, seq)
		JOIN conversations c ON c.id = q.conv
		JOIN messages m ON m.conversation_id = q.conv AND m.author = 'operator' AND m.seq > q.seq AND m.deleted_at IS NULL
			AND m.state <> 'cancelled' AND m.text <> ''
			AND m.seq < COALESCE((SELECT min(n.seq) FROM messages n WHERE n.conversation_id = q.conv AND n.author = 'customer' AND n.seq >
				(SELECT min(f.seq) FROM messages f WHERE f.conversation_id = q.conv AND f.author = 'operator' AND f.seq > q.seq)), 9223372036854775807)
		JOIN operators o ON o.id = m.operator_id
		GROUP BY q.conv, q.seq, c.disposition ORDER BY 5 DESC, length(string_agg(m.text, '')) DESC`, conversations, seqs)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knowledge.OwnReply])
	if err != nil {
		return nil, fmt.Errorf("read how operators answered: %w", err)
	}
	names, err := r.namesIn(ctx, conversations)
	if err != nil {
		return nil, err
	}
	for i, o := range list {
		list[i].Text = names[o.Conversation].without(o.Text)
	}
	return list, nil
}

// Asked returns what a customer asked in a conversation that the operator may see, and how an operator answered: the last
// question that was answered so, else the last one; the customer's name is in neither. The reply is empty when there was none.
func (r *Router) Asked(ctx context.Context, op, conv int64) (q knowledge.Unanswered, reply string, err error) {
	h, err := r.Head(ctx, op, conv)
	if err != nil {
		return q, "", err
	}
	list, err := r.askings(ctx, conv)
	if err != nil {
		return q, "", err
	}
	answered := false
	for _, a := range list {
		if a.own || !answered {
			q, answered = a.Unanswered, a.own
		}
	}
	names, err := r.namesIn(ctx, []int64{conv})
	if err != nil {
		return q, "", err
	}
	q.Conversation, q.Project, q.Text = conv, h.Project, names[conv].without(cmp.Or(whatIsAsked(assist.Matter(q.Text)), q.Text)) // who asks is no part of the question
	if q.Lang == "" {
		q.Lang = h.Lang
	}
	if !answered {
		return q, "", nil
	}
	replies, err := r.OwnReplies(ctx, []int64{conv}, []int64{q.Seq})
	if err != nil || len(replies) == 0 {
		return q, "", err
	}
	return q, replies[0].Text, nil
}

// DislikedArticles lists the articles that fared worst since a time.
func (r *Router) DislikedArticles(ctx context.Context, since time.Time) ([]knowledge.Disliked, error) {
	rows, _ := r.pool.Query(ctx, `
		WITH s AS (SELECT (sources->0->>'article')::bigint AS article, state, CASE WHEN state <> 'answered' OR part = '' THEN helped END AS helped, NULLIF(reason, '') AS reason FROM suggestions WHERE decided_at >= $1)
		SELECT s.article, count(*) FILTER (WHERE s.state = 'dismissed')::int,
			count(*) FILTER (WHERE s.helped = false)::int,
			count(*) FILTER (WHERE s.state IN ('sent', 'edited', 'answered') AND s.helped IS DISTINCT FROM false)::int,
			COALESCE((SELECT array_agg(reason) FROM (SELECT d.reason FROM s d WHERE d.article = s.article AND d.state = 'dismissed'
				AND d.reason IS NOT NULL GROUP BY d.reason ORDER BY count(*) DESC LIMIT 5) top), '{}')
		FROM s WHERE s.article IS NOT NULL GROUP BY s.article
		HAVING count(*) FILTER (WHERE s.state = 'dismissed' OR s.helped = false) > 0
		ORDER BY count(*) FILTER (WHERE s.state = 'dismissed' OR s.helped = false) DESC LIMIT 100`, since)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[knowledge.Disliked])
	if err != nil {
		return nil, fmt.Errorf("list the disliked articles: %w", err)
	}
	return list, nil
}

// ReportArticle records that an operator finds an article wrong; it lands with the article's owner. Drafts that quote it are marked
// from now on, whoever they are shown to.
func (r *Router) ReportArticle(ctx context.Context, op, conv, article int64, text string) error {
	text = clean(text, 4000)
	if blank(text) {
		return ErrEmpty
	}
	err := r.act(ctx, op, conv, func(tx pgx.Tx, _ Operator, c *conversation) error {
		var title string
		err := tx.QueryRow(ctx, `
			WITH a AS (SELECT a.id, COALESCE(a.published, a.latest) AS version FROM articles a WHERE a.id = $1),
				new AS (INSERT INTO article_reports (article_id, version, conversation_id, operator_id, text)
					SELECT id, version, $2, $3, $4 FROM a RETURNING 1)
			SELECT v.title FROM a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version, new`,
			article, conv, op, text).Scan(&title)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("report article %d: %w", article, err)
		}
		return r.record(ctx, tx, c, Event{Actor: "operator", Operator: op, What: "reported an article", Why: text, Data: map[string]any{"article": article, "title": title}})
	})
	if err != nil {
		return err
	}
	r.marksChanged(ctx, article)
	return nil
}

// ReportAnswered has desks show anew what quotes an article, since somebody answered a report on it.
func (r *Router) ReportAnswered(ctx context.Context, article int64) { r.marksChanged(ctx, article) }

// marksChanged has desks show the marks of an article anew. What marks it is kept: where that fails they see it when they look next.
func (r *Router) marksChanged(ctx context.Context, article int64) {
	if err := r.quotingChanged(ctx, article); err != nil {
		r.log.Warn("whether an article is reported as wrong shows on some desks only later", "article", article, "error", err)
	}
}

// quotingChanged has desks show the conversations anew whose drafts quote an article.
func (r *Router) quotingChanged(ctx context.Context, article int64) error {
	rows, err := r.pool.Query(ctx, `SELECT DISTINCT c.id, c.account, a.value FROM suggestions g JOIN conversations c ON c.id = g.conversation_id JOIN addresses a ON a.id = c.address_id
		WHERE c.state <> 'closed' AND g.state IN ('offered', 'writing', 'unwritten') AND g.sources @> $1`, jsonOf([]map[string]int64{{"article": article}}))
	if err == nil {
		err = r.tellEach(rows)
	}
	if err != nil {
		return fmt.Errorf("tell whose drafts quote article %d: %w", article, err)
	}
	return nil
}
