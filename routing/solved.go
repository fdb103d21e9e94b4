package routing

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/knowledge"
)

// An operator's own answer is an article's if so much of its words stand there, and another one's if so little do; of a
// few words nothing follows.
const (
	fromArticle  = 0.6
	notArticle   = 0.15
	wordsToJudge = 4
)

// solving tells, in SQL, whether a closed conversation c ended so that an answer was right.
const solving = `c.disposition IN ('solved', 'informed', 'solved silently')`

// solvedBy is what solved conversations teach where nobody sent a draft: an operator's own words say what an article says
// that was offered, or nothing of it; or the assistant answered, and the customer asked no more.
func (r *Router) solvedBy(ctx context.Context, within time.Duration, limit int) ([]knowledge.Lesson, error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT 'solved/' || x.id, (x.sources->0->>'article')::bigint, COALESCE(NULLIF(m.lang, ''), c.lang), `+draftAnswers+`, c.closed_at,
			x.state, x.rank, concat(x.text, E'\n', x.sources->0->>'passage'), x.lang, c.subscriber_id, COALESCE(own.operator, 0), COALESCE(own.text, '')
		FROM conversations c
		JOIN suggestions x ON x.conversation_id = c.id AND x.state IN ('ignored', 'withdrawn', 'answered') AND x.helped IS NULL
			AND NOT (x.state = 'answered' AND x.part <> '') -- of several answers nobody knows which ones helped
		JOIN messages m ON m.conversation_id = c.id AND m.seq = x.for_seq AND m.author = 'customer' AND m.deleted_at IS NULL AND m.text ~ '\S\s+\S'
		JOIN articles a ON a.id = (x.sources->0->>'article')::bigint AND a.published = (x.sources->0->>'version')::int AND a.removed_at IS NULL
		LEFT JOIN LATERAL (
			SELECT min(o.operator_id) AS operator, string_agg(o.text, E'\n' ORDER BY o.seq) AS text FROM messages o
			WHERE o.conversation_id = c.id AND o.author = 'operator' AND o.seq > x.for_seq AND o.deleted_at IS NULL AND o.state <> 'cancelled'
				AND o.seq < COALESCE((SELECT min(n.seq) FROM messages n WHERE n.conversation_id = c.id AND n.author = 'customer' AND n.seq > x.for_seq), 9223372036854775807)
		) own ON true
		WHERE c.state = 'closed' AND c.closed_at > now() - $2::interval AND c.call_id IS NULL AND `+solving+`
			AND NOT EXISTS (SELECT FROM suggestions u WHERE u.conversation_id = c.id AND u.for_seq = x.for_seq AND u.state IN ('sent', 'edited'))
			AND (x.state = 'answered') = (NOT EXISTS (SELECT FROM messages o WHERE o.conversation_id = c.id AND o.author = 'operator' AND o.seq > x.for_seq))
			AND NOT EXISTS (SELECT FROM lessons l WHERE l.key = 'solved/' || x.id)
			AND NOT EXISTS (SELECT FROM forgotten_lessons l WHERE l.key = 'solved/' || x.id)
		ORDER BY c.closed_at DESC, x.id DESC LIMIT $1`, 10*limit, within) // most of them teach nothing
	var list []knowledge.Lesson
	var l knowledge.Lesson
	var state, says, lang, reply string
	var typed bool
	var rank int
	var customer, operator int64
	_, err := pgx.ForEachRow(rows, []any{&l.Key, &l.Article, &l.Lang, &l.Text, &typed, &l.At, &state, &rank, &says, &lang, &customer, &operator, &reply}, func() error {
		if l.Text = meant(l.Text, l.Lang, !typed); !asksSomething(l.Text) {
			return nil
		}
		l.Inferred, l.Solved, l.Role, l.Person = true, true, "customer", fmt.Sprint("customer/", customer)
		if state != "answered" {
			share, ok := shareOf(reply, says, lang)
			if !ok || share > notArticle && share < fromArticle || share <= notArticle && rank > 0 {
				return nil
			}
			l.Solved, l.Role, l.Person = share >= fromArticle, "operator", fmt.Sprint("operator/", operator)
		}
		l.Text = whatIsAsked(l.Text)
		list = append(list, l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read how conversations were solved: %w", err)
	}
	return list, nil
}

// shareOf is how much of a reply's words stands in what an article says; ok is false where there are too few to tell.
func shareOf(reply, says, lang string) (share float64, ok bool) {
	words := termsOf(reply, lang)
	if len(words) < wordsToJudge {
		return 0, false
	}
	return float64(shared(words, says, lang)) / float64(len(words)), true
}

// shared is how many of some words stand in what an article says.
func shared(words map[string]bool, says, lang string) (found int) {
	for w := range termsOf(says, lang) {
		if words[w] {
			found++
		}
	}
	return found
}

// termsOf are the words of a text that say something, each once.
func termsOf(text, lang string) map[string]bool {
	words := map[string]bool{}
	for _, t := range knowledge.Analyze(text, lang) {
		if !t.Stop {
			words[t.Term] = true
		}
	}
	return words
}
