package knowledge

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
)

// MustFind is a question that must go on finding its article, whatever is published.
type MustFind struct {
	ID      int64
	Project string // key
	Key     string // of the article, in whichever language
	Text    string // masked
	Lang    string // of the question, or empty
	By      string
	At      time.Time
	Line    string   // name that it has in every folder; AddMustFind gives it one, if it is empty
	Was     []string // keys of the articles that it had to find before others took them in, the first one first
}

// digest tells a question without such a name from all others.
func (m MustFind) digest(secret []byte) lineName {
	return digest(secret, "question", m.Project, m.Key, m.Text)
}

// AddMustFind stores a question with the article that it must find; without a time, now. The same question is stored once.
func (s *Store) AddMustFind(ctx context.Context, m MustFind) error {
	var c checker
	m.Project, m.Key = clean(m.Project), clean(m.Key)
	if m.Text = c.text("question", Mask(strings.TrimSpace(m.Text)), 2000); m.Text == "" {
		c.fail("question", "is missing: write it as a customer asked it", "how do i return an order")
	} else if !strings.ContainsFunc(m.Text, func(r rune) bool { return wordRune(r, utf8.RuneLen(r)) }) {
		c.fail("question", "has no words: write it as a customer asked it", "how do i return an order")
	}
	if m.Lang != "" {
		c.lang(m.Lang)
	}
	for _, key := range m.Was {
		c.key("was", key, "return-an-order")
	}
	if err := c.err(); err != nil {
		return err
	}
	var id int64
	err := s.pool.QueryRow(ctx, `
		INSERT INTO must_find (project_id, key, text, lang, by, at, line, was)
		SELECT p.id, $2, $3, $4, $5, COALESCE($6, now()), COALESCE(NULLIF($7, '')::uuid, gen_random_uuid()), $8 FROM projects p WHERE p.key = $1 AND EXISTS (SELECT FROM articles a WHERE a.project_id = p.id AND a.key = $2)
		ON CONFLICT (project_id, key, text) DO UPDATE SET lang = $4 RETURNING id`, m.Project, m.Key, m.Text, m.Lang, m.By, nullDay(m.At), m.Line, nonNil(m.Was)).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("store a question of article %s/%s: %w", m.Project, m.Key, err)
	}
	return nil
}

// RemoveMustFind forgets a question, or is ErrNotFound.
func (s *Store) RemoveMustFind(ctx context.Context, id int64) error {
	tag, err := s.pool.Exec(ctx, `DELETE FROM must_find WHERE id = $1`, id)
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("forget question %d: %w", id, err)
	}
	return nil
}

// everyMustFind lists a project's questions, oldest first, also where it or the article is removed.
func (s *Store) everyMustFind(ctx context.Context, project string) ([]MustFind, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT m.id, p.key, m.key, m.text, m.lang, m.by, m.at, m.line::text, m.was FROM must_find m JOIN projects p ON p.id = m.project_id WHERE p.key = $1 ORDER BY m.id`, project)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[MustFind])
	if err != nil {
		return nil, fmt.Errorf("list the stored questions of project %s: %w", project, err)
	}
	return list, nil
}

// MustFinds lists the stored questions, newest first; empty project and key narrow nothing. Questions whose article is
// removed are left out.
func (s *Store) MustFinds(ctx context.Context, project, key string, limit int) ([]MustFind, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT m.id, p.key, m.key, m.text, m.lang, m.by, m.at, m.line::text, m.was FROM must_find m JOIN projects p ON p.id = m.project_id AND p.removed_at IS NULL
		WHERE ($1 = '' OR p.key = $1) AND ($2 = '' OR m.key = $2)
			AND EXISTS (SELECT FROM articles a WHERE a.project_id = p.id AND a.key = m.key AND a.removed_at IS NULL)
		ORDER BY m.id DESC LIMIT $3`, project, key, limit)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[MustFind])
	if err != nil {
		return nil, fmt.Errorf("list the stored questions: %w", err)
	}
	return list, nil
}
