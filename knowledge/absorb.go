package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Two articles that say the same become one: the one that stays is saved and published with Edit.Merges, the other one is
// removed in the same transaction. Stored questions must find the one that stays from now on, unless other languages of the
// other are left (must_find.was), MovedTo leads readers there, and what was learned follows (lesson_moves): of the other, as it
// counted, and of the one that stays, since its new text says what both said. Both go back when readers see the other again; a
// later text of the one that stays voids what was learned like anything else.

// Taking is a draft with what an article has beside its text: its questions and its tags.
func (d Draft) Taking(other Article) Draft {
	d.Questions, d.Tags = withMissing(d.Questions, other.Questions), withMissing(d.Tags, other.Tags)
	return d
}

// withMissing has what the second list has beside the first.
func withMissing(a, b []string) []string {
	a = slices.Clone(a)
	for _, s := range b {
		if !slices.ContainsFunc(a, func(have string) bool { return strings.EqualFold(have, s) }) {
			a = append(a, s)
		}
	}
	return a
}

// MergeComment says in the history of the article that stays what it took in, by the other one's title.
func MergeComment(title string) string {
	return fmt.Sprintf("Merges “%s”.", firstSigns(title, 200))
}

// taking is how an article takes in another one.
type taking struct {
	gone, into int64
	version    int  // of the one that stays, which readers see
	shown      int  // that they saw before, 0: none
	across     bool // they may be of two projects
	rev        int64
	by         string
}

// absorb takes an article away from readers, since another one, of its project unless it moved to another, says the same.
func absorb(ctx context.Context, tx pgx.Tx, t taking) error {
	gone := InvalidError{{Field: "merge", Problem: "names no article of this project that readers see: it may have been removed meanwhile"}}
	if t.gone == t.into {
		return gone
	}
	var project, home int64
	var key, other, address string
	var published int
	err := tx.QueryRow(ctx, `SELECT a.project_id, a.key, b.project_id, b.key, CASE WHEN a.project_id = b.project_id THEN b.key ELSE p.key || '/' || b.key END, a.published
		FROM articles a, articles b JOIN projects p ON p.id = b.project_id
		WHERE a.id = $1 AND b.id = $2 AND ($3 OR b.project_id = a.project_id) AND a.removed_at IS NULL AND a.published IS NOT NULL FOR UPDATE OF a`,
		t.gone, t.into, t.across).Scan(&project, &key, &home, &other, &address, &published)
	if errors.Is(err, pgx.ErrNoRows) {
		return gone
	}
	if err != nil {
		return err
	}
	if err := remove(ctx, tx, t.gone, t.rev, "merged", t.by, address); err != nil {
		return err
	}
	if err := moveLessons(ctx, tx, t.gone, published, t.into, t.version); err != nil {
		return err
	}
	if t.shown != 0 && t.shown != t.version {
		if err := moveLessons(ctx, tx, t.into, t.shown, t.into, t.version); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `UPDATE must_find m SET project_id = $4, key = $3, was = CASE WHEN $4 = $1 THEN was || $2::text ELSE '{}' END WHERE project_id = $1 AND key = $2
		AND NOT EXISTS (SELECT FROM articles WHERE project_id = $1 AND key = $2 AND removed_at IS NULL)
		AND NOT EXISTS (SELECT FROM must_find WHERE project_id = $4 AND key = $3 AND text = m.text)`, project, key, other, home)
	return err
}

// moveLessons makes what was taught about a version of an article evidence for a version of one that says the same.
func moveLessons(ctx context.Context, tx pgx.Tx, from int64, of int, to int64, version int) error {
	_, err := tx.Exec(ctx, `
		WITH moved AS (
			INSERT INTO lesson_moves (lesson_id, place, article_id, version)
			SELECT l.id, COALESCE((SELECT max(place) FROM lesson_moves WHERE lesson_id = l.id), 0) + 1, l.article_id, l.version
			FROM lessons l WHERE l.article_id = $1 AND l.version = $2 RETURNING lesson_id)
		UPDATE lessons SET article_id = $3, version = $4 FROM moved WHERE id = moved.lesson_id`, from, of, to, version)
	if err != nil {
		return fmt.Errorf("let what was learned of article %d follow to %d: %w", from, to, err)
	}
	return nil
}

// giveBack gives articles that readers see again, in this version, their stored questions, and what was learned of them and
// followed to one that had taken them in, or from a version that said the same to a later one of their own. The indexes read again
// what the lessons leave.
func giveBack(ctx context.Context, tx pgx.Tx, ids []int64, version int, rev int64) error {
	_, err := tx.Exec(ctx, `
		UPDATE must_find m SET key = a.key, was = m.was[:array_position(m.was, a.key) - 1] FROM articles a
		WHERE a.id = ANY ($1) AND a.project_id = m.project_id AND a.key = ANY (m.was)
			AND NOT EXISTS (SELECT FROM must_find WHERE project_id = m.project_id AND key = a.key AND text = m.text)`, ids)
	if err != nil {
		return fmt.Errorf("give %d articles back their stored questions: %w", len(ids), err)
	}
	_, err = tx.Exec(ctx, `
		WITH last AS (
			SELECT DISTINCT ON (l.id) l.id, l.article_id AS left_behind, m.article_id, m.version, m.place
			FROM lesson_moves m JOIN lessons l ON l.id = m.lesson_id WHERE m.article_id = ANY ($1) AND (l.article_id <> m.article_id
				OR EXISTS (SELECT FROM article_versions was JOIN article_versions now USING (article_id, title, body)
					WHERE was.article_id = m.article_id AND was.version = m.version AND now.version = $2))
			ORDER BY l.id, m.place DESC
		), undone AS (
			DELETE FROM lesson_moves m USING last WHERE m.lesson_id = last.id AND m.place >= last.place
		), renewed AS (
			UPDATE articles SET rev = $3, aged_at = now() WHERE id IN (SELECT left_behind FROM last)
		)
		UPDATE lessons l SET article_id = last.article_id, version = last.version FROM last WHERE l.id = last.id`, ids, version, rev)
	if err != nil {
		return fmt.Errorf("give %d articles back what was learned of them: %w", len(ids), err)
	}
	return nil
}

// sameText lets what was learned of versions that say the same as the one that readers see now count for that: an earlier
// text was restored, or only tags and the like were changed.
func sameText(ctx context.Context, tx pgx.Tx, ids []int64) error {
	_, err := tx.Exec(ctx, `
		UPDATE lessons l SET version = a.published
		FROM articles a JOIN article_versions now ON now.article_id = a.id AND now.version = a.published
		JOIN article_versions was ON was.article_id = a.id AND was.version <> a.published AND was.title = now.title AND was.body = now.body
		WHERE a.id = ANY ($1) AND l.article_id = a.id AND l.version = was.version`, ids)
	if err != nil {
		return fmt.Errorf("let what was learned of the same text count for %d articles: %w", len(ids), err)
	}
	return nil
}

// Following is how many lessons count for an article as readers see it: so many follow when another one takes it in.
func (s *Store) Following(ctx context.Context, id int64) (n int, err error) {
	err = s.pool.QueryRow(ctx, `SELECT count(*) FROM lessons l JOIN articles a ON a.id = l.article_id AND a.published = l.version
		WHERE a.id = $1 AND l.state = 'learned'`, id).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count what was learned of article %d: %w", id, err)
	}
	return n, nil
}

// mostMoves is how many articles one after another readers are led through.
const mostMoves = 20

// MovedTo is the article, by the keys of its project and its own, that readers see in place of one that was taken in and that they have
// not seen since, preferably in this language; else ErrNotFound.
func (s *Store) MovedTo(ctx context.Context, project, key, lang string) (toProject, to string, err error) {
	for range mostMoves {
		var shown bool
		if project, key, shown, err = s.takenInBy(ctx, project, key, lang); err != nil || shown {
			return project, key, err
		}
	}
	return "", "", ErrNotFound // they lead in a circle
}

// takenInBy is the article that took in another one last, and whether readers see it. A step names one of another project by both keys.
func (s *Store) takenInBy(ctx context.Context, project, key, lang string) (toProject, to string, shown bool, err error) {
	err = s.pool.QueryRow(ctx, `
		WITH went AS (
			SELECT CASE WHEN s.note LIKE '%/%' THEN split_part(s.note, '/', 1) ELSE p.key END AS project, CASE WHEN s.note LIKE '%/%' THEN split_part(s.note, '/', 2) ELSE s.note END AS key
			FROM articles a JOIN projects p ON p.id = a.project_id JOIN article_steps s ON s.article_id = a.id AND s.what = 'merged'
			WHERE p.key = $1 AND a.key = $2 AND (a.removed_at IS NOT NULL OR a.published IS NULL) AND s.note <> a.key
				AND NOT EXISTS (SELECT FROM article_steps later WHERE later.article_id = a.id AND later.what = 'published' AND later.id > s.id)
			ORDER BY a.lang = $3 DESC, s.id DESC LIMIT 1)
		SELECT project, key, EXISTS (SELECT FROM articles t JOIN projects p ON p.id = t.project_id
			WHERE p.key = went.project AND t.key = went.key AND t.published IS NOT NULL AND t.removed_at IS NULL AND p.removed_at IS NULL) FROM went`, project, key, lang).Scan(&toProject, &to, &shown)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", "", false, ErrNotFound
	}
	if err != nil {
		return "", "", false, fmt.Errorf("where article %s/%s went: %w", project, key, err)
	}
	return toProject, to, shown, nil
}
