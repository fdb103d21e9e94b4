package routing

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/assist"
	"switchboard/knowledge"
)

// lessons is what operators' transfers taught about departments. The rows are the truth: every process reads those that
// it has not read yet before it asks, and all come to know the same on the same day. They weigh as lessons about articles do
// (knowledge.Weigh), and those for a department that is archived weigh nothing.
type lessons struct {
	clock   *knowledge.Clock
	mu      sync.Mutex
	learner *assist.Departments
	reached int64
	day     time.Time                     // the company's, of which the weights are
	live    map[string]bool               // departments
	taught  map[int64]*lesson             // by its number
	by      map[teacher]map[int64]*lesson // the same by who taught what
}

// teacher is an operator with the department that he taught of.
type teacher struct {
	person     string // operator/ and his number, or his address where he has no account here
	department string
}

type lesson struct {
	ID         int64
	Department string
	Text       string
	Lang       string
	Weight     int    // 0: it does not count
	Person     string // operator/ and his number, or his address where he has no account here
	Sure       bool   // whoever said it was an editor or administrator then, or one confirmed it
	At         time.Time
	Rev        int64

	learnt float64 // weight with which the learner knows it
}

func (l *lesson) teacher() teacher { return teacher{l.Person, l.Department} }

func newLessons(clock *knowledge.Clock) *lessons {
	return &lessons{clock: clock, learner: assist.NewDepartments(), taught: map[int64]*lesson{}, by: map[teacher]map[int64]*lesson{}}
}

// teach lets a transfer to a department teach which questions are for it, in the transaction of the transfer.
func teach(ctx context.Context, tx pgx.Tx, c *conversation, who Operator, department int64) error {
	rows, err := tx.Query(ctx, `SELECT left(text, 2000), kind = 'text' FROM messages WHERE conversation_id = $1 AND author = 'customer'
		AND deleted_at IS NULL AND text <> '' AND NOT COALESCE((data->>'partial')::boolean, false) ORDER BY seq LIMIT $2`, c.ID, turns)
	if err != nil {
		return fmt.Errorf("read what the customer of conversation %d asks: %w", c.ID, err)
	}
	texts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (text string, err error) {
		var typed bool
		err = row.Scan(&text, &typed)
		return meant(text, c.Lang, !typed || c.CallID != nil), err
	})
	if err != nil {
		return fmt.Errorf("read what the customer of conversation %d asks: %w", c.ID, err)
	}
	text := knowledge.MaskPerson(asksFor(texts))
	if text == "" {
		return nil
	}
	if err := lessonsInOrder(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO department_lessons (conversation_id, department, text, lang, weight, operator_id, role, rev)
		SELECT $1, d.key, $2, $5, 1, $3, $6, nextval('department_lessons_rev') FROM departments d WHERE d.id = $4
		ON CONFLICT (conversation_id) DO UPDATE SET department = EXCLUDED.department, text = EXCLUDED.text, lang = EXCLUDED.lang,
			weight = 1, state = 'learned', judge = '', operator_id = EXCLUDED.operator_id, role = EXCLUDED.role, rev = EXCLUDED.rev, at = now()`,
		c.ID, text, who.ID, department, c.Lang, who.Role)
	if err == nil {
		err = settleTransfers(ctx, tx, who.ID)
	}
	if err != nil {
		return fmt.Errorf("teach departments by conversation %d: %w", c.ID, err)
	}
	return nil
}

// settleTransfers decides which of an operator's lessons of today wait for an editor: those beyond what one person teaches in a day of
// the company, by whichever of his accounts.
func settleTransfers(ctx context.Context, tx pgx.Tx, operator int64) error {
	_, err := tx.Exec(ctx, `
		WITH due AS (
			SELECT id, row_number() OVER (ORDER BY at, id) <= $2 AS counts FROM department_lessons
			WHERE operator_id IN (SELECT id FROM operators WHERE COALESCE(same_as, id) = (SELECT COALESCE(same_as, id) FROM operators WHERE id = $1))
				AND at >= company_midnight(company_day(now()))
		)
		UPDATE department_lessons l SET rev = nextval('department_lessons_rev'), weight = CASE WHEN due.counts THEN 1 ELSE 0 END,
			state = CASE WHEN due.counts THEN 'learned' ELSE 'quarantined' END
		FROM due WHERE l.id = due.id AND l.judge = '' AND l.text <> '' AND due.counts <> (l.state = 'learned')`,
		operator, knowledge.MostADay)
	return err
}

// OneVoice has what some accounts taught about departments read anew, in a transaction that says whose they are.
func OneVoice(ctx context.Context, tx pgx.Tx, operators ...int64) error {
	if err := lessonsInOrder(ctx, tx); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE department_lessons SET rev = nextval('department_lessons_rev') WHERE operator_id = ANY($1)`, operators)
	for _, op := range operators {
		if err == nil {
			err = settleTransfers(ctx, tx, op)
		}
	}
	if err != nil {
		return fmt.Errorf("read anew what operators %v taught about departments: %w", operators, err)
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

// asksFor joins what a customer asks.
func asksFor(texts []string) string {
	var lines []said
	for _, t := range texts {
		if t = whatIsAsked(t); t != "" {
			lines = append(lines, said{Text: t})
		}
	}
	return joined(lines)
}

// follow takes in what was taught since it was last asked, and lets what was taught before weigh what it weighs today.
func (l *lessons) follow(ctx context.Context, q querier) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := q.Query(ctx, `
		SELECT l.id, l.department, l.text, l.lang, l.weight, 'operator/' || COALESCE(COALESCE(o.same_as, o.id)::text, l.operator) AS person,
			l.judge <> '' OR l.role IN ('editor', 'administrator') AS sure, l.at, l.rev
		FROM department_lessons l LEFT JOIN operators o ON o.id = l.operator_id WHERE l.rev > $1 ORDER BY l.rev`, l.reached)
	if err != nil {
		return fmt.Errorf("read what was taught about departments: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[lesson])
	if err != nil {
		return fmt.Errorf("read what was taught about departments: %w", err)
	}
	changed := map[teacher]bool{}
	for _, now := range list {
		changed[now.teacher()] = true
		if before := l.taught[now.ID]; before != nil {
			changed[before.teacher()] = true
			l.learn(before, 0)
			delete(l.by[before.teacher()], now.ID)
		}
		if l.by[now.teacher()] == nil {
			l.by[now.teacher()] = map[int64]*lesson{}
		}
		l.taught[now.ID], l.by[now.teacher()][now.ID] = &now, &now
		l.reached = now.Rev
	}
	if today := l.clock.Today(); len(list) > 0 || !today.Equal(l.day) {
		if err := l.today(ctx, q, today, changed); err != nil {
			l.day = time.Time{} // all is weighed anew
			return err
		}
	}
	for who := range changed {
		l.weigh(who)
	}
	return nil
}

// today notes which day it is and which departments there are, and whose lessons weigh something else by that.
func (l *lessons) today(ctx context.Context, q querier, day time.Time, changed map[teacher]bool) error {
	rows, err := q.Query(ctx, `SELECT key FROM departments WHERE archived_at IS NULL`)
	if err != nil {
		return fmt.Errorf("read which departments there are: %w", err)
	}
	keys, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("read which departments there are: %w", err)
	}
	live := make(map[string]bool, len(keys))
	for _, key := range keys {
		live[key] = true
	}
	for who := range l.by {
		if !day.Equal(l.day) || live[who.department] != l.live[who.department] {
			changed[who] = true
		}
	}
	l.day, l.live = day, live
	return nil
}

// weigh lets what one operator taught about one department weigh what it weighs today.
func (l *lessons) weigh(who teacher) {
	var counting []*lesson
	var said []knowledge.Said
	for _, id := range slices.Sorted(maps.Keys(l.by[who])) {
		m := l.by[who][id]
		if m.Weight == 0 || !l.live[who.department] {
			l.learn(m, 0)
			continue
		}
		counting, said = append(counting, m), append(said, knowledge.Said{Text: m.Text, Lang: m.Lang, At: m.At})
	}
	for i, weight := range knowledge.Weigh(said, l.day) {
		l.learn(counting[i], weight)
	}
}

// learn lets the learner know a lesson with a weight, and no more with the one before.
func (l *lessons) learn(m *lesson, weight float64) {
	if weight = math.Round(weight*16) / 16; m.learnt == weight { // as the learner counts
		return
	}
	moved := assist.Moved{Text: m.Text, Department: m.Department, Person: m.Person, Sure: m.Sure, Weight: m.learnt}
	l.learner.Unlearn(moved)
	moved.Weight = weight
	l.learner.Learn(moved)
	m.learnt = weight
}

// A department is chosen by what was taught only if it is likely, transfers like this were seen, and more than one operator
// made them, or an editor or administrator did or confirmed one.
const (
	departmentFrom = .8
	likeFrom       = 3
)

// guess is the department that the customer's words are for, with the reason; empty where transfers do not say.
func (l *lessons) guess(text string) assist.Guess {
	all := assist.Seconded(l.learner.Predict(knowledge.Mask(text)))
	if len(all) == 0 || all[0].Probability < departmentFrom || all[0].Like < likeFrom {
		return assist.Guess{}
	}
	return all[0]
}
