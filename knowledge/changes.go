package knowledge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Rev returns the revision that the knowledge base has reached.
func (s *Store) Rev(ctx context.Context) (rev int64, err error) {
	err = s.pool.QueryRow(ctx, `SELECT rev FROM knowledge_state`).Scan(&rev)
	if err != nil {
		return 0, fmt.Errorf("revision of the knowledge base: %w", err)
	}
	return rev, nil
}

// Changes returns what readers can see of the articles that changed after a revision, the ids of those that they cannot
// see any more, and the revision that this leads to. Asking from 0 returns all.
func (s *Store) Changes(ctx context.Context, after int64) (articles []Article, gone []int64, rev int64, err error) {
	rev, err = s.Rev(ctx)
	if err != nil {
		return nil, nil, 0, err
	}
	for p, err := range s.pages(ctx, after) {
		if err != nil {
			return nil, nil, 0, err
		}
		articles, gone = append(articles, p.articles...), append(gone, p.gone...)
	}
	return articles, gone, rev, nil
}

// Published returns what readers can see of an article, or nil if they do not see it.
func (s *Store) Published(ctx context.Context, id int64) (*Article, error) {
	var rev int64
	err := s.pool.QueryRow(ctx, `SELECT rev FROM articles WHERE id = $1`, id).Scan(&rev)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	var p page
	if err == nil {
		p, _, err = s.page(ctx, page{rev: rev, id: id - 1}, 1)
	}
	if err != nil {
		return nil, fmt.Errorf("published version of article %d: %w", id, err)
	}
	if len(p.articles) == 0 || p.articles[0].ID != id { // it is not published, or was changed just now
		return nil, nil
	}
	return &p.articles[0], nil
}

// page is some of the articles that changed.
type page struct {
	articles []Article
	gone     []int64
	rev, id  int64 // of the last
}

const pageSize = 500

// pages reads the articles that changed after a revision, in the order of their revisions. Each page is a statement of its
// own, so that a slow index holds no transaction open: what changes meanwhile moves to a later revision and is read again.
func (s *Store) pages(ctx context.Context, after int64) func(yield func(page, error) bool) {
	return func(yield func(page, error) bool) {
		last := page{rev: after, id: 1<<63 - 1}
		for {
			p, n, err := s.page(ctx, last, pageSize)
			if err != nil {
				yield(page{}, fmt.Errorf("changes after revision %d: %w", after, err))
				return
			}
			if n == 0 || !yield(p, nil) || n < pageSize {
				return
			}
			last = p
		}
	}
}

// page is at most so many of them, after the last one.
func (s *Store) page(ctx context.Context, last page, most int) (p page, n int, err error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.rev, a.id, v.version IS NOT NULL AND a.removed_at IS NULL AND p.removed_at IS NULL,
			a.key, p.key, p.name, p.aliases, a.lang, COALESCE(v.title, ''), COALESCE(v.body, ''), COALESCE(v.audience, ''),
			v.questions, v.tags, COALESCE(v.link, ''), a.owner, v.valid_from, v.valid_until, COALESCE(v.version, 0),
			COALESCE(v.at, a.created_at)
		FROM articles a
		JOIN projects p ON p.id = a.project_id
		LEFT JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		WHERE (a.rev, a.id) > ($1, $2) ORDER BY a.rev, a.id LIMIT $3`, last.rev, last.id, most)
	var a Article
	var visible bool
	var from, until *time.Time
	_, err = pgx.ForEachRow(rows, []any{
		&p.rev, &a.ID, &visible, &a.Key, &a.Project, &a.Name, &a.Aliases, &a.Lang, &a.Title, &a.Body, &a.Audience,
		&a.Questions, &a.Tags, &a.Link, &a.Owner, &from, &until, &a.Version, &a.Published,
	}, func() error {
		n++
		p.id = a.ID
		if !visible {
			p.gone = append(p.gone, a.ID)
		} else {
			a.ValidFrom, a.ValidUntil = day(from), day(until)
			p.articles = append(p.articles, a)
		}
		a = Article{} // the slices belong to what was appended
		return nil
	})
	if err == nil && len(p.articles) > 0 {
		err = s.remember(ctx, p.articles)
	}
	return p, n, err
}
