package knowledge

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// Erasure is whose words an erasure takes away.
type Erasure struct {
	Conversations []int64
	Persons       []string // as lessons name them
	Drafts        []string // numbers of the drafts of these conversations
	// Said is what the customer wrote, where he is erased on request: test questions in his words go too. With age they stay.
	Said []string
	Told []string // and what operators wrote to him
}

// Forget deletes, in the transaction of a customer's erasure, what his words taught, what he asked that nobody had written,
// and what editors began to write from his conversations, or from gaps that nobody else asked about, and have not saved. His words
// go from all else that is not saved. A gap named after such a question is named
// after another one of its questions, or goes, if it has none and no article. The names of the lines stay, so that an export
// that was written before does not bring them back. It says how many rows of which table there were; indexes follow as with
// anything that changes.
func Forget(ctx context.Context, tx pgx.Tx, e Erasure) (rows map[string]int64, err error) {
	f, err := newForgetting(ctx, tx)
	if err != nil {
		return nil, err
	}
	f.aged = len(e.Said) == 0
	if err := f.questions(ctx, `q.conversation_id = ANY ($1)`, e.Conversations); err != nil {
		return nil, err
	}
	err = f.lessons(ctx, `(l.person = ANY ($1) OR split_part(l.key, '/', 1) IN ('suggestion', 'solved') AND split_part(l.key, '/', 2) = ANY ($2))`, asNamed(f.secret, e.Persons), e.Drafts)
	if err != nil {
		return nil, err
	}
	if err := f.unsaved(ctx, `substring(d.form FROM '^new:.*:conversation([0-9]{1,18})$')::bigint = ANY ($1)`, e.Conversations); err != nil {
		return nil, err
	}
	if len(e.Said) > 0 {
		his := wordsOfCustomer(slices.Concat(f.texts, e.Said))
		if err := f.inWordsOf(ctx, his); err != nil {
			return nil, err
		}
		if err := f.unsavedWords(ctx, his, e.Told); err != nil {
			return nil, err
		}
	}
	return f.rows, f.note(ctx)
}

// Unteach deletes lessons by their keys: what taught them was a mistake. No export that was written before brings them back.
func (s *Store) Unteach(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		f, err := newForgetting(ctx, tx)
		if err == nil {
			err = f.lessons(ctx, `l.key = ANY ($1)`, keys)
		}
		if err != nil {
			return err
		}
		return f.note(ctx)
	})
	if err != nil {
		return fmt.Errorf("unteach %d lessons: %w", len(keys), err)
	}
	return nil
}

// forgetting deletes rows, and keeps what their lines in folders are told by.
type forgetting struct {
	tx      pgx.Tx
	secret  []byte
	names   []lineName
	digests []lineName        // of lines in folders that were written before lines had names
	texts   []string          // what the rows said
	gaps    map[string]string // keys of the gaps that lost a question, by their numbers
	rows    map[string]int64
	aged    bool // it goes with age, and nobody wished it: what is saved of it later need not be read
}

func newForgetting(ctx context.Context, tx pgx.Tx) (*forgetting, error) {
	secret, err := erasedSecret(ctx, tx.QueryRow)
	return &forgetting{tx: tx, secret: secret, rows: map[string]int64{}, gaps: map[string]string{}}, err
}

// gone notes a row that was deleted.
func (f *forgetting) gone(table string, name lineName, unnamed ...lineName) {
	f.names, f.digests = append(f.names, name), append(f.digests, unnamed...)
	f.rows[table]++
}

// note keeps the names.
func (f *forgetting) note(ctx context.Context) error {
	_, err := f.tx.Exec(ctx, `INSERT INTO erased_lines (key, here) SELECT unnest($1::uuid[]), false UNION ALL SELECT unnest($2::uuid[]), true ON CONFLICT DO NOTHING`, f.names, f.digests)
	if err != nil {
		return fmt.Errorf("note which lines were erased: %w", err)
	}
	return nil
}

// lessons deletes what was taught.
func (f *forgetting) lessons(ctx context.Context, where string, args ...any) error {
	rev, err := publish(ctx, f.tx)
	if err != nil {
		return err
	}
	var article int64
	var name lineName
	var project string
	var l lessonLine
	var articles []int64
	days := map[time.Time]bool{}
	for _, table := range []string{"lessons", "forgotten_lessons"} { // what was put aside counts for nothing, and holds his words
		rows, _ := f.tx.Query(ctx, `DELETE FROM `+table+` l USING articles a, projects p WHERE a.id = l.article_id AND p.id = a.project_id AND `+where+`
			RETURNING l.article_id, l.line, p.key, a.key, a.lang, l.version, l.text, l.lang, l.solved, l.inferred, l.role, l.at`, args...)
		_, err = pgx.ForEachRow(rows, []any{&article, &name, &project, &l.Article, &l.In, &l.Version, &l.Question, &l.Language, &l.Solved, &l.Inferred, &l.Role, &l.At}, func() error {
			articles, days[l.At.UTC().Truncate(24*time.Hour)] = append(articles, article), true
			f.texts = append(f.texts, l.Question)
			f.gone(table, name, l.digest(f.secret, project))
			return nil
		})
		if err != nil {
			return fmt.Errorf("forget what customers taught: %w", err)
		}
	}
	for day := range days {
		others, err := settle(ctx, f.tx, day)
		if err != nil {
			return err
		}
		articles = append(articles, others...)
	}
	if len(articles) == 0 {
		return nil
	}
	if err := renew(ctx, f.tx, rev, `id = ANY ($2)`, articles); err != nil {
		return fmt.Errorf("forget what customers taught: %w", err)
	}
	return nil
}

// questions deletes what was asked and nobody had written.
func (f *forgetting) questions(ctx context.Context, where string, arg any) error {
	rows, _ := f.tx.Query(ctx, `DELETE FROM gap_questions q WHERE `+where+` RETURNING q.gap_id, q.key, q.text, (SELECT g.key::text FROM gaps g WHERE g.id = q.gap_id)`, arg)
	var gap int64
	var name lineName
	var text, key string
	var gaps []int64
	if _, err := pgx.ForEachRow(rows, []any{&gap, &name, &text, &key}, func() error {
		f.gaps[strconv.FormatInt(gap, 10)] = key
		gaps, f.texts = append(gaps, gap), append(f.texts, text)
		f.gone("gap_questions", name)
		return nil
	}); err != nil {
		return fmt.Errorf("forget what customers asked: %w", err)
	}
	if err := nameAnew(ctx, f.tx, gaps); err != nil {
		return err
	}
	return f.begunFromGaps(ctx, gaps)
}
