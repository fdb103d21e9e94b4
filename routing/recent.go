package routing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// RecentQuestions returns what customers asked last in writing, newest first and each question once: the first words of
// conversations and what followed an answer. Personal data in them is masked.
func (r *Router) RecentQuestions(ctx context.Context, limit int) ([]knowledge.Unanswered, error) {
	rows, _ := r.pool.Query(ctx, `
		SELECT m.conversation_id, m.seq, left(m.text, 2000), COALESCE(NULLIF(m.lang, ''), c.lang), c.project, m.at
		FROM messages m JOIN conversations c ON c.id = m.conversation_id AND c.call_id IS NULL
		WHERE m.author = 'customer' AND m.kind = 'text' AND m.deleted_at IS NULL AND m.text <> ''
		ORDER BY m.id DESC LIMIT $1`, 4*limit)
	var all []knowledge.Unanswered
	seen := map[string]bool{}
	var q knowledge.Unanswered
	var at time.Time
	_, err := pgx.ForEachRow(rows, []any{&q.Conversation, &q.Seq, &q.Text, &q.Lang, &q.Project, &at}, func() error {
		q.Text = meant(q.Text, q.Lang, false)
		words := strings.Join(strings.Fields(strings.ToLower(q.Text)), " ")
		if len(all) < limit && !seen[words] && asksSomething(q.Text) {
			seen[words] = true
			q.Text, q.At = knowledge.MaskPerson(whatIsAsked(q.Text)), at
			all = append(all, q)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the last questions: %w", err)
	}
	return all, nil
}

// asksSomething tells whether words may be answered by an article.
func asksSomething(text string) bool {
	return !chatter(text) && len(strings.Fields(assist.Asked(text))) > 1
}

// chatter tells whether words only press for an answer, say that none is needed any more or that one did not help, or are beside the matter.
func chatter(text string) bool {
	return assist.Nudges(text) || assist.Withdraws(text) || assist.Denies(text) || besideTheMatter(text)
}

// besideTheMatter tells whether words ask nothing of the company: they greet, say that a question follows, ask who answers, or wish for
// another language.
func besideTheMatter(text string) bool {
	lang, _ := assist.WishesLanguage(text)
	return lang != "" || assist.Greeting(text) || assist.Preamble(text) || assist.AsksWhoAnswers(text)
}

// whatIsAsked is what words ask, without the wish for a person and without who asks.
func whatIsAsked(text string) string {
	text, _ = knowledge.WithoutPerson(assist.Asked(text))
	return text
}
