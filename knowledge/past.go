package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// PastQuestion is a question of the past, masked, with the articles that answered it, as project/key. Without articles
// nobody had written an answer; then Project is the one that it was about, if known.
type PastQuestion struct {
	Text     string
	Lang     string
	Project  string
	Articles []string
	Lesson   int64     // by which it was answered; 0: it was not
	Gap      int64     // in which it waits for an answer; 0: in none
	At       time.Time // when it was asked last
}

// AnsweredQuestions returns what operators, customers and editors found answered by articles as readers see them now,
// each question once, newest first.
func (s *Store) AnsweredQuestions(ctx context.Context, limit int) ([]PastQuestion, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT min(l.text), l.lang, '', array_agg(DISTINCT p.key || '/' || a.key), min(l.id), 0::bigint, max(l.at)
		FROM lessons l JOIN articles a ON a.id = l.article_id AND a.published = l.version AND a.removed_at IS NULL
		JOIN article_versions v ON v.article_id = a.id AND v.version = l.version
			AND COALESCE(v.valid_from <= `+today+`, true) AND COALESCE(v.valid_until >= `+today+`, true)
		JOIN projects p ON p.id = a.project_id AND p.removed_at IS NULL
		WHERE l.state = 'learned' AND l.solved AND NOT l.inferred
		GROUP BY p.id, l.lang, lower(l.text) ORDER BY max(l.at) DESC, min(l.text) LIMIT $1`, limit)
	return pastQuestions(rows, "answered questions")
}

// UnansweredQuestions returns what was asked and nobody has written an answer to yet, each question once, newest first. A gap stays open
// where its answer is written without it: what was answered from an article since, or is the title or a question of one that readers
// see, is not among them.
func (s *Store) UnansweredQuestions(ctx context.Context, limit int) ([]PastQuestion, error) {
	rows, _ := s.pool.Query(ctx, `
		WITH shown AS (SELECT a.id, v.version, v.title, v.questions FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
				JOIN projects p ON p.id = a.project_id AND p.removed_at IS NULL WHERE a.removed_at IS NULL),
			written AS (SELECT `+bareQuestion("l.text")+` AS bare FROM lessons l JOIN shown ON shown.id = l.article_id AND shown.version = l.version
					WHERE l.state = 'learned' AND l.solved AND NOT l.inferred
				UNION SELECT `+bareQuestion("x")+` FROM shown, unnest(questions || title) x)
		SELECT min(q.text), g.lang, g.project, '{}'::text[], 0::bigint, min(g.id), max(q.at) FROM gap_questions q JOIN gaps g ON g.id = q.gap_id AND g.state = 'open'
		WHERE NOT EXISTS (SELECT FROM written w WHERE w.bare = `+bareQuestion("q.text")+`)
		GROUP BY g.lang, g.project, lower(q.text) ORDER BY max(q.at) DESC, min(q.text) LIMIT $1`, limit)
	return pastQuestions(rows, "unanswered questions")
}

// bareQuestion is, in SQL, a question as questions are compared: without case, and without what ends it.
func bareQuestion(text string) string { return `rtrim(lower(btrim(` + text + `)), ' ?!.…')` }

// PastRef refers to a past question, and to an article that it would be answered with.
type PastRef struct {
	Lesson, Gap int64
	By          string // project/key
}

// PastAnswer is a past question with what answers it, and what it would be answered with.
type PastAnswer struct {
	Text, Lang string
	Gap        int64   // open, in which it waits; 0: it was answered
	Right      string  // article that answered it, project/key; empty: none
	RightID    int64   // 0: none
	By         string  // article that it would be answered with, project/key
	ByID       int64   // in the question's language, if there is a choice; 0: it is gone
	Sure       float64 // how sure the assistant is
}

// PastAnswers returns the questions that are referred to, in their order. What is forgotten or answered since is left out; n tells which
// of the references each is.
func (s *Store) PastAnswers(ctx context.Context, refs []PastRef) (list []PastAnswer, n []int, err error) {
	var lessons, gaps []int64
	var by []string
	for _, r := range refs {
		lessons, gaps, by = append(lessons, r.Lesson), append(gaps, r.Gap), append(by, r.By)
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT r.n - 1, COALESCE(l.text, g.title), COALESCE(l.lang, g.lang), COALESCE(g.id, 0), COALESCE(p.key || '/' || a.key, ''), COALESCE(a.id, 0), r.answer,
			COALESCE((SELECT b.id FROM articles b JOIN projects o ON o.id = b.project_id WHERE o.key || '/' || b.key = r.answer AND b.removed_at IS NULL
				ORDER BY b.lang = COALESCE(l.lang, g.lang) DESC, b.id LIMIT 1), 0)
		FROM unnest($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY r(lesson, gap, answer, n)
		LEFT JOIN lessons l ON l.id = r.lesson LEFT JOIN gaps g ON g.id = r.gap AND g.state = 'open'
		LEFT JOIN articles a ON a.id = l.article_id LEFT JOIN projects p ON p.id = a.project_id
		WHERE l.id IS NOT NULL OR g.id IS NOT NULL ORDER BY r.n`, lessons, gaps, by)
	var a PastAnswer
	var i int
	_, err = pgx.ForEachRow(rows, []any{&i, &a.Text, &a.Lang, &a.Gap, &a.Right, &a.RightID, &a.By, &a.ByID}, func() error {
		list, n = append(list, a), append(n, i)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read past questions: %w", err)
	}
	return list, n, nil
}

func pastQuestions(rows pgx.Rows, what string) ([]PastQuestion, error) {
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[PastQuestion])
	if err != nil {
		return nil, fmt.Errorf("read the %s: %w", what, err)
	}
	return list, nil
}
