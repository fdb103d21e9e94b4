package routing

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// lessons is what operators' transfers taught about departments. The rows are the truth: every process reads those that
// it has not read yet before it asks, and all come to know the same.
type lessons struct {
	mu      sync.Mutex
	learner *assist.Departments
	reached int64
	taught  map[int64]lesson // by conversation
}

type lesson struct {
	Conversation int64
	Department   string
	Text         string
	Weight       int
	Rev          int64
}

func newLessons() *lessons {
	return &lessons{learner: assist.NewDepartments(), taught: map[int64]lesson{}}
}

// lessonsADay is how much one operator teaches in a day; the rest waits for an editor.
const lessonsADay = 50

// teach lets a transfer to a department teach which questions are for it, in the transaction of the transfer.
func teach(ctx context.Context, tx pgx.Tx, c *conversation, who Operator, department int64) error {
	rows, err := tx.Query(ctx, `SELECT left(text, 2000) FROM messages WHERE conversation_id = $1 AND author = 'customer'
		AND deleted_at IS NULL AND text <> '' AND NOT COALESCE((data->>'partial')::boolean, false) ORDER BY seq LIMIT $2`, c.ID, turns)
	if err != nil {
		return fmt.Errorf("read what the customer of conversation %d asks: %w", c.ID, err)
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("read what the customer of conversation %d asks: %w", c.ID, err)
	}
	text := knowledge.Mask(asksFor(texts))
	if text == "" {
		return nil
	}
	if err := lessonsInOrder(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO department_lessons (conversation_id, department, text, lang, weight, state, operator_id, rev)
		SELECT $1, d.key, $2, $6, CASE WHEN today.n < $5 THEN 1 ELSE 0 END, CASE WHEN today.n < $5 THEN 'learned' ELSE 'quarantined' END,
			$3, nextval('department_lessons_rev')
		FROM departments d, (SELECT count(*) AS n FROM department_lessons WHERE operator_id = $3 AND at > now() - interval '1 day' AND conversation_id <> $1) today
		WHERE d.id = $4
		ON CONFLICT (conversation_id) DO UPDATE SET department = EXCLUDED.department, text = EXCLUDED.text, lang = EXCLUDED.lang,
			weight = EXCLUDED.weight, state = EXCLUDED.state, judge = '', operator_id = EXCLUDED.operator_id, rev = EXCLUDED.rev, at = now()`,
		c.ID, text, who.ID, department, lessonsADay, c.Lang)
	if err != nil {
		return fmt.Errorf("teach departments by conversation %d: %w", c.ID, err)
	}
	return nil
}

// lessonsInOrder makes revisions commit in their order, so that nobody who reads on from one misses another.
func lessonsInOrder(ctx context.Context, tx pgx.Tx) error {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('department_lessons'))`); err != nil {
		return fmt.Errorf("take the next revision of what was taught about departments: %w", err)
	}
	return nil
}

// asksFor joins what a customer said, without greetings and thanks.
func asksFor(texts []string) string {
	var lines []said
	for _, t := range texts {
		if !assist.Greeting(t) && !assist.Thanks(t) && !assist.AsksForPerson(t) {
			lines = append(lines, said{Text: t})
		}
	}
	return joined(lines)
}

// follow takes in what was taught since it was last asked.
func (l *lessons) follow(ctx context.Context, q querier) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := q.Query(ctx, `SELECT conversation_id AS conversation, department, text, weight, rev FROM department_lessons
		WHERE rev > $1 ORDER BY rev`, l.reached)
	if err != nil {
		return fmt.Errorf("read what was taught about departments: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[lesson])
	if err != nil {
		return fmt.Errorf("read what was taught about departments: %w", err)
	}
	for _, now := range list {
		before := l.taught[now.Conversation]
		for range before.Weight {
			l.learner.Forget(before.Text, before.Department)
		}
		for range now.Weight {
			l.learner.Teach(now.Text, now.Department)
		}
		l.taught[now.Conversation], l.reached = now, now.Rev
	}
	return nil
}

// A department is chosen by what was taught only if it is likely and transfers like this were seen.
const (
	departmentFrom = .8
	likeFrom       = 3
)

// guess is the department that the customer's words are for, with the reason; empty where transfers do not say.
func (l *lessons) guess(text string) assist.Guess {
	all := l.learner.Predict(knowledge.Mask(text))
	if len(all) == 0 || all[0].Probability < departmentFrom || all[0].Like < likeFrom {
		return assist.Guess{}
	}
	return all[0]
}
