package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Lesson is one thing learned: an article solved a question, or did not. The answer memory is the table lessons.
type Lesson struct {
	ID      int64
	Key     string // of what taught it; the same key teaches once
	Article int64
	Version int    // published when it was taught; set by Teach
	Lang    string // of the question
	Text    string // the customer's words; Teach masks them
	Solved  bool
	Role    string // editor, operator, customer
	Person  string // who taught it
	State   string // learned, quarantined, rejected; set by Teach
	Judge   string // editor who judged it, or empty
	At      time.Time
	// Inferred: nobody said so, it follows from how a conversation ended. It weighs less than a word.
	Inferred bool
}

// lessonText is how many runes of a text are kept.
const lessonText = 500

// Teach remembers a lesson about the version of an article that readers see, and says what became of it: learned,
// quarantined where much comes at once, or nothing ("") if it was taught before or says nothing. An article that nobody
// sees is ErrNotFound.
func (s *Store) Teach(ctx context.Context, l Lesson) (state string, err error) {
	l.Text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(MaskPerson(l.Text), ""), "\x00", ""))
	if l.Text == "" {
		return "", nil
	}
	if r := []rune(l.Text); len(r) > lessonText {
		l.Text = string(r[:lessonText])
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		// Taken before the count, so that one person's lessons are counted one after another.
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		var version *int
		err = tx.QueryRow(ctx, `SELECT published FROM articles WHERE id = $1 AND removed_at IS NULL`, l.Article).Scan(&version)
		if errors.Is(err, pgx.ErrNoRows) || err == nil && version == nil {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		var id int64
		err = tx.QueryRow(ctx, `
			INSERT INTO lessons (key, article_id, version, lang, text, solved, role, person, at, inferred, state, sure)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'learned', EXISTS (SELECT FROM operators WHERE 'operator/' || id = $8 AND role IN ('editor', 'administrator'))) ON CONFLICT (key) DO NOTHING RETURNING id`,
			l.Key, l.Article, *version, l.Lang, l.Text, l.Solved, l.Role, l.Person, l.At, l.Inferred).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		changed, err := settle(ctx, tx, l.At)
		if err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT state FROM lessons WHERE id = $1`, id).Scan(&state); err != nil {
			return err
		}
		return renew(ctx, tx, rev, `id = ANY($2)`, append(changed, l.Article))
	})
	if err != nil {
		return "", fmt.Errorf("teach %s about article %d: %w", l.Key, l.Article, err)
	}
	return state, nil
}

// Taught is a lesson with the article that it is about.
type Taught struct {
	Lesson
	Project string // key
	ArtKey  string
	Title   string
	Void    bool   // readers see another version now: it counts no more
	Who     string // taught it: an operator's name, or Person
	Of      string // title of the article that it was taught about, where that was taken in by this one; else empty
	Alone   bool   // nobody else taught about the same: it waits for a second voice before anything is answered by it

	folded string // the words as the same words are told
	voice  string // whose it is, of several accounts the first
}

// AloneState is a LessonFilter's state of learned lessons that wait for a second voice.
const AloneState = "waits for a second voice"

// mostAlone is how many of the newest lessons are looked through for those that wait for a second voice.
const mostAlone = 2000

// LessonFilter says which lessons are wanted. Zero fields narrow nothing.
type LessonFilter struct {
	Article int64
	Project string // key
	State   string // of the lesson, or AloneState
	Person  string
	Text    string // stands in the customer's words
	Limit   int    // default 500, at most 1000
	Skip    int    // of those that come first
	ByID    bool   // the first taught first: nothing that is done meanwhile changes this order
	After   int64  // those with a larger id
}

// Lessons lists what was taught, newest first if the filter does not say otherwise.
func (s *Store) Lessons(ctx context.Context, f LessonFilter) ([]Taught, error) {
	if f.Limit <= 0 {
		f.Limit = 500
	}
	state, limit, skip, after, order := f.State, min(f.Limit, 1000), max(f.Skip, 0), f.After, `l.at DESC, l.id DESC`
	switch {
	case state == AloneState:
		state, limit, skip, after = "learned", mostAlone, 0, 0
	case f.ByID:
		order = `l.id`
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT l.id, l.key, l.article_id, l.version, l.lang, l.text, l.solved, l.role, l.person, l.state, l.judge, l.at, l.inferred,
			p.key, a.key, v.title, a.published IS DISTINCT FROM l.version OR a.removed_at IS NOT NULL,
			COALESCE((SELECT o.name FROM operators o WHERE l.person = 'operator/' || o.id), l.person),
			COALESCE((SELECT o.title FROM lesson_moves m JOIN article_versions o ON o.article_id = m.article_id AND o.version = m.version
				WHERE m.lesson_id = l.id AND m.article_id <> l.article_id ORDER BY m.place LIMIT 1), ''), lower(l.text), `+voiceOf+`
		FROM lessons l JOIN articles a ON a.id = l.article_id JOIN projects p ON p.id = a.project_id
		JOIN article_versions v ON v.article_id = l.article_id AND v.version = l.version
		`+joinVoice+`
		WHERE ($1::bigint = 0 OR a.id = $1) AND ($2 = '' OR p.key = $2) AND ($3 = '' OR l.state = $3) AND strpos(lower(l.text), lower($4)) > 0
			AND ($6 = '' OR l.person = $6) AND l.id > $8
		ORDER BY `+order+` LIMIT $5 OFFSET $7`, f.Article, clean(f.Project), state, clean(f.Text), limit, clean(f.Person), skip, after)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t Taught, err error) {
		err = row.Scan(&t.ID, &t.Key, &t.Article, &t.Version, &t.Lang, &t.Text, &t.Solved, &t.Role, &t.Person, &t.State, &t.Judge, &t.At, &t.Inferred,
			&t.Project, &t.ArtKey, &t.Title, &t.Void, &t.Who, &t.Of, &t.folded, &t.voice)
		return t, err
	})
	if err == nil {
		err = s.alone(ctx, list)
	}
	if err != nil {
		return nil, fmt.Errorf("list lessons: %w", err)
	}
	if f.State == AloneState {
		list = slices.DeleteFunc(list, func(t Taught) bool { return !t.Alone || t.ID <= f.After })
		if f.ByID {
			slices.SortFunc(list, func(x, y Taught) int { return cmp.Compare(x.ID, y.ID) })
		}
		list = list[min(len(list), max(f.Skip, 0)):]
		list = list[:min(len(list), f.Limit, 1000)]
	}
	return list, nil
}

// JudgeLesson approves (learned) or rejects a lesson in an editor's name. An unknown one is ErrNotFound.
func (s *Store) JudgeLesson(ctx context.Context, id int64, approve bool, editor string) error {
	state := "rejected"
	if approve {
		state = "learned"
	}
	return s.changeLesson(ctx, "judge", id, `UPDATE lessons SET state = $2, judge = $3 WHERE id = $1`, state, editor)
}

// Waiting is a person whose lessons wait for an editor, because much came at once.
type Waiting struct {
	Person   string
	Who      string // an operator's name, or Person
	Role     string
	Lessons  int
	Articles int
	Against  int // of the lessons: they say that the article did not answer
	From, To time.Time
}

// WaitingLessons lists the persons whose lessons wait for an editor, those with most first.
func (s *Store) WaitingLessons(ctx context.Context) ([]Waiting, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT l.person, COALESCE((SELECT o.name FROM operators o WHERE l.person = 'operator/' || o.id), l.person), min(l.role), count(*)::int,
			count(DISTINCT l.article_id)::int, count(*) FILTER (WHERE NOT l.solved)::int, min(l.at), max(l.at)
		FROM lessons l WHERE l.state = 'quarantined' GROUP BY l.person ORDER BY count(*) DESC, l.person LIMIT 100`)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Waiting])
	if err != nil {
		return nil, fmt.Errorf("list whose lessons wait: %w", err)
	}
	return list, nil
}

// JudgeWaiting approves or rejects all lessons of a person that wait, and says how many. Where none waits it is ErrNotFound:
// somebody else has judged them.
func (s *Store) JudgeWaiting(ctx context.Context, person string, approve bool, editor string) (n int64, err error) {
	person = clean(person)
	state := "rejected"
	if approve {
		state = "learned"
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := renew(ctx, tx, rev, `id IN (SELECT article_id FROM lessons WHERE person = $2 AND state = 'quarantined')`, person); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, `UPDATE lessons SET state = $2, judge = $3 WHERE person = $1 AND state = 'quarantined'`, person, state, editor)
		if n = tag.RowsAffected(); err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("judge the lessons of %s that wait: %w", person, err)
	}
	return n, nil
}

// Forget puts a lesson aside. An unknown one is ErrNotFound.
func (s *Store) Forget(ctx context.Context, id int64, by string) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		n, err := putAside(ctx, tx, by, `l.id = $2`, id)
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("forget lesson %d: %w", id, err)
	}
	return nil
}

func (s *Store) changeLesson(ctx context.Context, what string, id int64, sql string, args ...any) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := renew(ctx, tx, rev, `id = (SELECT article_id FROM lessons WHERE id = $2)`, id); err != nil {
			return err
		}
		var at time.Time
		err = tx.QueryRow(ctx, `SELECT at FROM lessons WHERE id = $1`, id).Scan(&at)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, sql, append([]any{id}, args...)...)
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		others, err := settle(ctx, tx, at)
		if err != nil {
			return err
		}
		return renew(ctx, tx, rev, `id = ANY($3) OR id = (SELECT article_id FROM lessons WHERE id = $2)`, id, others)
	})
	if err != nil {
		return fmt.Errorf("%s lesson %d: %w", what, id, err)
	}
	return nil
}

// ClearLessons puts aside what was taught about an article, or about a project's articles, and says how many lessons that
// were. Exactly one of the two is named: nothing forgets everything at once. One that is not there is ErrNotFound.
func (s *Store) ClearLessons(ctx context.Context, article int64, project, by string) (n int64, err error) {
	if (article == 0) == (project == "") {
		return 0, InvalidError{{Field: "article", Problem: "or project is to be named, one of both: nothing forgets everything at once"}}
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var there bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM articles WHERE id = $1) OR EXISTS (SELECT FROM projects WHERE key = $2)`, article, project).Scan(&there)
		if err == nil && !there {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		n, err = putAside(ctx, tx, by, `CASE WHEN $2 <> 0 THEN l.article_id = $2
			ELSE l.article_id IN (SELECT a.id FROM articles a JOIN projects p ON p.id = a.project_id WHERE p.key = $3) END`, article, project)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("clear the lessons of article %d, project %q: %w", article, project, err)
	}
	return n, nil
}

// renew makes the indexes read articles again: those that the condition names.
func renew(ctx context.Context, tx pgx.Tx, rev int64, where string, args ...any) error {
	_, err := tx.Exec(ctx, `UPDATE articles SET rev = $1, aged_at = now() WHERE `+where, append([]any{rev}, args...)...)
	return err
}
