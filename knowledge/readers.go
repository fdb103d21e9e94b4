package knowledge

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// ReadersSay is what readers of the help centre said of an article.
type ReadersSay struct {
	Article   int64
	Helped    int
	NotHelped int
	Notes     []ReaderNote // what was missing, newest first
}

// ReaderNote is a reader's word of what was missing, masked.
type ReaderNote struct {
	Text string
	At   time.Time
}

// Bounds of what strangers can make the database keep.
const (
	mostVotesADay  = 1000 // of an article
	mostNotesADay  = 30   // of an article
	mostNote       = 500  // characters
	mostSearches   = 5000
	mostSearch     = 100 // characters
	mostNotesShown = 5
)

// Vote counts whether an article, in the version that readers see, helped one of them.
func (s *Store) Vote(ctx context.Context, article int64, helped bool) error {
	_, err := s.pool.Exec(ctx, `
		INSERT INTO help_votes AS v (article_id, version, helped, not_helped)
		SELECT id, published, $2::bool::int, 1 - $2::bool::int FROM articles WHERE id = $1 AND published IS NOT NULL
		ON CONFLICT (article_id, version, day) DO UPDATE SET helped = v.helped + excluded.helped, not_helped = v.not_helped + excluded.not_helped
			WHERE v.helped + v.not_helped < $3`, article, helped, mostVotesADay)
	if err != nil {
		return fmt.Errorf("count a vote on article %d: %w", article, err)
	}
	return nil
}

// ChangeVote counts a reader differently who had said the opposite of whether an article helped him; of a version of which
// nobody had said that, he has said it now.
func (s *Store) ChangeVote(ctx context.Context, article int64, helped bool) error {
	tag, err := s.pool.Exec(ctx, `
		UPDATE help_votes v SET helped = v.helped + CASE WHEN $2 THEN 1 ELSE -1 END, not_helped = v.not_helped - CASE WHEN $2 THEN 1 ELSE -1 END
		FROM articles a WHERE a.id = $1 AND v.article_id = a.id AND v.version = a.published AND CASE WHEN $2 THEN v.not_helped ELSE v.helped END > 0
			AND v.day = (SELECT max(day) FROM help_votes o WHERE o.article_id = a.id AND o.version = a.published AND CASE WHEN $2 THEN o.not_helped ELSE o.helped END > 0)`,
		article, helped)
	if err != nil {
		return fmt.Errorf("change a vote on article %d: %w", article, err)
	}
	if tag.RowsAffected() == 0 {
		return s.Vote(ctx, article, helped)
	}
	return nil
}

// NoteOfReader keeps what a reader found missing in an article. It is masked; of one article so many are kept a day.
func (s *Store) NoteOfReader(ctx context.Context, article int64, text string) error {
	text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", ""))
	if text == "" {
		return nil
	}
	_, err := s.pool.Exec(ctx, `
		INSERT INTO help_notes (article_id, version, text)
		SELECT id, published, $2 FROM articles WHERE id = $1 AND published IS NOT NULL
			AND (SELECT count(*) FROM help_notes WHERE article_id = $1 AND at > now() - interval '1 day') < $3`,
		article, MaskPerson(firstSigns(text, mostNote)), mostNotesADay)
	if err != nil {
		return fmt.Errorf("keep a reader's note on article %d: %w", article, err)
	}
	return nil
}

// ReadersOf returns what readers said of the version of an article that they see.
func (s *Store) ReadersOf(ctx context.Context, article int64) (ReadersSay, error) {
	list, err := s.readers(ctx, article, time.Time{}, 0)
	if err != nil || len(list) == 0 {
		return ReadersSay{Article: article}, err
	}
	return list[0], nil
}

// leastUnhappy is how many readers must have been left without help before editors are told.
const leastUnhappy = 3

// NotHelpful lists the articles whose readers were left without help since a time: at least three of them, and at least a
// third. Those with most of them come first.
func (s *Store) NotHelpful(ctx context.Context, since time.Time) ([]ReadersSay, error) {
	return s.readers(ctx, 0, since, leastUnhappy)
}

// readers counts what was said of the versions that readers see now: what an editor has changed since is not held
// against him.
func (s *Store) readers(ctx context.Context, article int64, since time.Time, least int) ([]ReadersSay, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, COALESCE(sum(v.helped), 0)::int, COALESCE(sum(v.not_helped), 0)::int,
			ARRAY(SELECT n.text FROM help_notes n WHERE n.article_id = a.id AND n.version = a.published ORDER BY n.id DESC LIMIT $4),
			ARRAY(SELECT n.at FROM help_notes n WHERE n.article_id = a.id AND n.version = a.published ORDER BY n.id DESC LIMIT $4)
		FROM articles a JOIN projects p ON p.id = a.project_id LEFT JOIN help_votes v ON v.article_id = a.id AND v.version = a.published AND v.day >= (SELECT company_day($2))
		WHERE ($1 = 0 OR a.id = $1) AND a.removed_at IS NULL AND p.removed_at IS NULL AND a.published IS NOT NULL
		GROUP BY a.id HAVING $3 = 0 OR sum(v.not_helped) >= $3 AND 3 * sum(v.not_helped) >= sum(v.helped + v.not_helped)
		ORDER BY 3 DESC, a.id LIMIT 100`, article, since, least, mostNotesShown)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r ReadersSay, err error) {
		var texts []string
		var times []time.Time
		err = row.Scan(&r.Article, &r.Helped, &r.NotHelped, &texts, &times)
		for i, text := range texts {
			r.Notes = append(r.Notes, ReaderNote{text, times[i]})
		}
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("what readers say: %w", err)
	}
	return list, nil
}

// VainSearch is what was searched for in the help centre, and nothing was found.
type VainSearch struct {
	Lang  string
	Text  string
	Count int
	At    time.Time // the last time
}

// SearchedInVain notes a search that found nothing, masked. Where there are as many as are kept, the least asked gives way,
// what nobody has asked for a long time first: a flood of others must not end the list.
func (s *Store) SearchedInVain(ctx context.Context, lang, text string) error {
	text = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")), " "))
	if n := len([]rune(text)); n < 3 || n > mostSearch {
		return nil
	}
	_, err := s.pool.Exec(ctx, `
		WITH room AS (
			DELETE FROM help_searches WHERE (lang, text) IN (
				SELECT lang, text FROM help_searches WHERE (SELECT count(*) FROM help_searches) >= $3 AND NOT EXISTS (SELECT FROM help_searches WHERE lang = $1 AND text = $2)
				ORDER BY at > now() - interval '90 days', count, at LIMIT 1)
		)
		INSERT INTO help_searches AS h (lang, text) VALUES ($1, $2)
		ON CONFLICT (lang, text) DO UPDATE SET count = h.count + 1, at = now()`, lang, MaskPerson(text), mostSearches)
	if err != nil {
		return fmt.Errorf("note a search that found nothing: %w", err)
	}
	return nil
}

// VainSearches lists what was searched for in vain since a time, the commonest first.
func (s *Store) VainSearches(ctx context.Context, since time.Time) ([]VainSearch, error) {
	rows, _ := s.pool.Query(ctx, `SELECT lang, text, count, at FROM help_searches WHERE at >= $1 ORDER BY count DESC, at DESC LIMIT 50`, since)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[VainSearch])
	if err != nil {
		return nil, fmt.Errorf("list the searches that found nothing: %w", err)
	}
	return list, nil
}

// ForgetSearch takes a search off that list, and those with it that are older than a year.
func (s *Store) ForgetSearch(ctx context.Context, lang, text string) error {
	_, err := s.pool.Exec(ctx, `DELETE FROM help_searches WHERE lang = $1 AND text = $2 OR at < now() - interval '1 year'`, lang, text)
	if err != nil {
		return fmt.Errorf("forget a search: %w", err)
	}
	return nil
}
