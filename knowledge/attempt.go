package knowledge

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
)

// Attempt is what is tried: an article in place of the published one, and without another one that it takes in.
type Attempt struct {
	Draft  *Article // nil: nothing differs
	Merges int64    // article that goes since the draft says it now, as Edit.Merges; 0: none
}

// wouldBe is an attempt as it would be published: it merges only what it may, and its draft has what was learned that would count
// for it. With it come the keys of the articles that stored questions would have to find then.
func (s *Store) wouldBe(ctx context.Context, a Attempt) (Attempt, map[int64]string, error) {
	if a.Draft == nil {
		return a, nil, nil
	}
	draft, goes := *a.Draft, Article{}
	stays, err := s.Published(ctx, draft.ID)
	if err != nil {
		return a, nil, err
	}
	other, err := s.Published(ctx, a.Merges)
	if err != nil {
		return a, nil, err
	}
	if a.Merges = 0; other != nil && other.Project == draft.Project && other.ID != draft.ID {
		a.Merges, goes = other.ID, *other
	}
	draft.Remembered = slices.Clone(goes.Remembered)
	if stays != nil && (a.Merges != 0 || stays.Title == draft.Title && stays.Body == draft.Body) {
		draft.Remembered = slices.DeleteFunc(draft.Remembered, func(r Remembered) bool { // said of both it counts once
			return slices.ContainsFunc(stays.Remembered, func(own Remembered) bool { return own.Text == r.Text && own.Lang == r.Lang })
		})
		draft.Remembered = append(draft.Remembered, stays.Remembered...)
	}
	a.Draft = &draft
	then, err := s.wouldFind(ctx, draft, goes)
	return a, then, err
}

// wouldFind are the keys of the articles that stored questions would have to find once a draft is published and takes another
// article in, by their ids: of those that giveBack and absorb would move, and empty for those that nobody asks then.
func (s *Store) wouldFind(ctx context.Context, draft, goes Article) (map[int64]string, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT m.id, CASE WHEN same THEN '' ELSE $2 END FROM must_find m JOIN projects p ON p.id = m.project_id AND p.key = $1,
			LATERAL (SELECT m.key = $3 AND m.key <> $2 AND NOT EXISTS (
				SELECT FROM articles o WHERE o.project_id = p.id AND o.key = $3 AND o.id <> $4 AND o.removed_at IS NULL) AS goes) g,
			LATERAL (SELECT EXISTS (SELECT FROM must_find o WHERE o.project_id = p.id AND o.key = $2 AND o.text = m.text) AS same) s
		WHERE goes OR $2 = ANY (m.was) AND NOT same`, draft.Project, draft.Key, goes.Key, goes.ID)
	then := map[int64]string{}
	var id int64
	var key string
	_, err := pgx.ForEachRow(rows, []any{&id, &key}, func() error { then[id] = key; return nil })
	if err != nil {
		return nil, fmt.Errorf("what stored questions would have to find with article %s/%s: %w", draft.Project, draft.Key, err)
	}
	return then, nil
}
