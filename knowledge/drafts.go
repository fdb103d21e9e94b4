package knowledge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Kept is what an editor has written in a form and not saved as a version. Each editor has his own.
type Kept struct {
	Editor  int64
	Form    string            // name of the form, such as "a12", "new:net" or "p:net"
	Article int64             // 0: a new one
	Name    string            // of the editor, for the others
	Fields  map[string]string // empty: he is at the form and has typed nothing
	Based   int               // version that he began with
	At      time.Time         // when it was kept; ignored by KeepDraft
}

// maxKept is the longest text that is kept of a form, in bytes.
const maxKept = 256 << 10

// KeepDraft keeps what an editor has written, in place of what was kept of the form before, and notes that he is at it. What was
// begun from the words of a customer who was erased meanwhile is ErrErased, and not kept.
func (s *Store) KeepDraft(ctx context.Context, k Kept) error {
	if k.Fields == nil {
		k.Fields = map[string]string{}
	}
	fields, err := json.Marshal(k.Fields)
	if err != nil {
		return fmt.Errorf("keep draft %s: %w", k.Form, err)
	}
	if len(fields) > maxKept {
		return fmt.Errorf("keep draft %s: %w", k.Form, InvalidError{{Field: "body", Problem: "is too long to be kept: split it"}})
	}
	if len(k.Fields) > 0 {
		if err := s.notErased(ctx, k.Form); err != nil {
			return fmt.Errorf("keep draft %s: %w", k.Form, err)
		}
	}
	_, err = s.pool.Exec(ctx, `
		WITH old AS (DELETE FROM article_drafts WHERE editor_id = $1 AND form <> $2
			AND (saved_at < now() - interval '60 days' OR (fields = '{}' AND seen_at < now() - interval '1 day')))
		INSERT INTO article_drafts (editor_id, form, article_id, name, fields, based) VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6)
		ON CONFLICT (editor_id, form) DO UPDATE SET name = $4, fields = $5, based = $6, seen_at = now(),
			saved_at = CASE WHEN article_drafts.fields = $5 THEN article_drafts.saved_at ELSE now() END`,
		k.Editor, k.Form, k.Article, k.Name, fields, k.Based)
	if err != nil {
		return fmt.Errorf("keep draft %s: %w", k.Form, err)
	}
	return nil
}

// KeptDraft returns what is kept of a form, or ErrNotFound if nothing was typed.
func (s *Store) KeptDraft(ctx context.Context, editor int64, form string) (Kept, error) {
	k := Kept{Editor: editor, Form: form}
	var fields []byte
	err := s.pool.QueryRow(ctx, `SELECT COALESCE(article_id, 0), name, fields, based, saved_at FROM article_drafts
		WHERE editor_id = $1 AND form = $2 AND fields <> '{}'`, editor, form).Scan(&k.Article, &k.Name, &fields, &k.Based, &k.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return Kept{}, ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(fields, &k.Fields)
	}
	if err != nil {
		return Kept{}, fmt.Errorf("kept draft %s: %w", form, err)
	}
	return k, nil
}

// DropDraft forgets what is kept of a form, and that the editor is at it.
func (s *Store) DropDraft(ctx context.Context, editor int64, form string) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM article_drafts WHERE editor_id = $1 AND form = $2`, editor, form); err != nil {
		return fmt.Errorf("drop draft %s: %w", form, err)
	}
	return nil
}

// LeaveDraft notes that an editor has left a form. What he typed stays kept.
func (s *Store) LeaveDraft(ctx context.Context, editor int64, form string) error {
	_, err := s.pool.Exec(ctx, `
		WITH gone AS (DELETE FROM article_drafts WHERE editor_id = $1 AND form = $2 AND fields = '{}')
		UPDATE article_drafts SET seen_at = '-infinity' WHERE editor_id = $1 AND form = $2 AND fields <> '{}'`, editor, form)
	if err != nil {
		return fmt.Errorf("leave draft %s: %w", form, err)
	}
	return nil
}

// MyDraft is a form that an editor has not saved yet.
type MyDraft struct {
	Form     string
	Article  int64 // 0: a new one
	Title    string
	At       time.Time
	Original int64  // article that it translates into a language that there is no text in yet; 0: none
	Of, Lang string // that article's title, and the language
}

// MyDrafts lists the forms that an editor has typed in and not saved, the last first.
func (s *Store) MyDrafts(ctx context.Context, editor int64) ([]MyDraft, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT d.form, COALESCE(d.article_id, 0), COALESCE(d.fields->>'title', d.fields->>'name', ''), d.saved_at,
			COALESCE(o.id, 0), COALESCE(o.title, ''), CASE WHEN o.id IS NULL THEN '' ELSE split_part(d.form, ':', 4) END
		FROM article_drafts d LEFT JOIN LATERAL (
			SELECT a.id, v.title FROM `+rowTables+`
			WHERE d.article_id IS NULL AND d.form LIKE 'new:%:%:%' AND p.key = split_part(d.form, ':', 2) AND a.key = split_part(d.form, ':', 3)
			ORDER BY a.removed_at IS NULL DESC, a.lang = COALESCE(d.fields->>'translates', '') DESC, a.published IS NULL, a.id LIMIT 1) o ON true
		WHERE d.editor_id = $1 AND d.fields <> '{}' ORDER BY d.saved_at DESC LIMIT 50`, editor)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[MyDraft])
	if err != nil {
		return nil, fmt.Errorf("list unsaved drafts: %w", err)
	}
	return list, nil
}

// Written is the article of a project whose newest version somebody saved with this title and text within a day, the last
// such; lang empty: in any language. Else it is ErrNotFound.
func (s *Store) Written(ctx context.Context, project, lang, author string, d Draft) (id int64, err error) {
	var c checker
	d.Body = Relative(d.Body, s.base)
	d = c.draft(d)
	err = s.pool.QueryRow(ctx, `SELECT a.id FROM `+rowTables+` WHERE p.key = $1 AND ($2 = '' OR a.lang = $2) AND v.author = $3 AND v.title = $4 AND v.body = $5
		AND a.removed_at IS NULL AND v.at > now() - interval '1 day' ORDER BY v.at DESC LIMIT 1`, project, strings.TrimSpace(lang), author, d.Title, d.Body).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("look whether a text of project %q was saved: %w", project, err)
	}
	return id, nil
}

// Writer is somebody who is at an article's form now.
type Writer struct {
	Name   string
	Typing bool // he has typed something that is not saved
}

// Writers returns who else is at the form of an article now, and its newest version.
func (s *Store) Writers(ctx context.Context, article, except int64) (writers []Writer, latest Version, err error) {
	rows, _ := s.pool.Query(ctx, `SELECT name, bool_or(fields <> '{}') FROM article_drafts
		WHERE article_id = $1 AND editor_id <> $2 AND seen_at > now() - interval '20 seconds' GROUP BY editor_id, name ORDER BY name`, article, except)
	if writers, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Writer]); err != nil {
		return nil, Version{}, fmt.Errorf("who is at article %d: %w", article, err)
	}
	err = s.pool.QueryRow(ctx, `SELECT v.version, v.author, v.at FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest
		WHERE a.id = $1`, article).Scan(&latest.Number, &latest.Author, &latest.At)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, Version{}, fmt.Errorf("newest version of article %d: %w", article, err)
	}
	return writers, latest, nil
}

// CardWriters returns who else is at the form of a project's card now, and its newest version.
func (s *Store) CardWriters(ctx context.Context, key, form string, except int64) (writers []Writer, latest CardVersion, err error) {
	rows, _ := s.pool.Query(ctx, `SELECT name, bool_or(fields <> '{}') FROM article_drafts
		WHERE form = $1 AND editor_id <> $2 AND seen_at > now() - interval '20 seconds' GROUP BY editor_id, name ORDER BY name`, form, except)
	if writers, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Writer]); err != nil {
		return nil, CardVersion{}, fmt.Errorf("who is at the card of project %q: %w", key, err)
	}
	err = s.pool.QueryRow(ctx, `SELECT p.version, v.author, v.at FROM projects p JOIN project_versions v ON v.project_id = p.id AND v.version = p.version
		WHERE p.key = $1 AND p.removed_at IS NULL`, key).Scan(&latest.Version, &latest.Author, &latest.At)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, CardVersion{}, fmt.Errorf("newest card of project %q: %w", key, err)
	}
	return writers, latest, nil
}
