package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Entry is one article in all its languages.
type Entry struct {
	Project string // key
	Name    string // of the project
	Key     string
	Rows    []Row // those that were asked for first, then by language
	Found   int   // how many were asked for
}

// Entries lists articles with their language variants, by project, and says how many there are in all: those that meet the
// words best come first, the project that has the best of them leading. An article is listed when one of its variants passes the filter; limit and offset count articles;
// where the offset is beyond them all, the last so many are listed, counted from the beginning by the limit.
// With Recent those that were changed last come first, whatever their project.
func (s *Store) Entries(ctx context.Context, f Filter) (entries []Entry, total int, err error) {
	rows, _ := s.pool.Query(ctx, `
		WITH found AS (
			SELECT a.id, a.project_id, a.key, p.name, p.key AS project, v.at, `+rowWorth+` AS worth FROM `+rowTables+` WHERE `+rowRemoved+` AND `+rowFilter+`
		), best AS (
			SELECT *, max(worth) OVER (PARTITION BY project_id) AS of_project, max(worth) OVER (PARTITION BY project_id, key) AS of_entry,
				max(at) OVER (PARTITION BY project_id, key) AS changed FROM found
		), placed AS (
			SELECT id, project_id, key, dense_rank() OVER (ORDER BY CASE WHEN $14 THEN changed END DESC, of_project DESC, name, project, of_entry DESC, key) AS place FROM best
		), whole AS (SELECT COALESCE(max(place), 0) AS total FROM placed
		), shown AS (
			SELECT placed.* FROM placed, whole, LATERAL (SELECT LEAST($10::bigint, GREATEST(total - 1, 0) / $9::bigint * $9) AS skipped) AS s
			WHERE place > skipped AND place <= $9 + skipped)
		SELECT (SELECT total FROM whole), shown.id IS NOT NULL, `+rowColumns+`
		FROM `+rowTables+` JOIN (SELECT DISTINCT project_id, key, place FROM shown) e ON e.project_id = a.project_id AND e.key = a.key
		LEFT JOIN shown ON shown.id = a.id
		WHERE `+rowRemoved+`
		ORDER BY e.place, shown.id IS NULL, a.lang`, append(f.args(), f.Recent)...)
	var r Row
	var found bool
	_, err = pgx.ForEachRow(rows, append([]any{&total, &found}, r.targets()...), func() error {
		last := len(entries) - 1
		if last < 0 || entries[last].Project != r.Project || entries[last].Key != r.Key {
			entries, last = append(entries, Entry{Project: r.Project, Name: r.Name, Key: r.Key}), last+1
		}
		entries[last].Rows = append(entries[last].Rows, r)
		if found {
			entries[last].Found++
		}
		r = Row{} // its tags belong to what was appended
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list articles with their languages: %w", err)
	}
	return entries, total, nil
}

// ArticleIDs returns the articles that pass a filter, each language for itself, in the order of their ids; limit and offset
// are those of the filter, but for its bounds.
func (s *Store) ArticleIDs(ctx context.Context, f Filter) ([]int64, error) {
	args := f.args()
	args[8] = max(f.Limit, 0)
	rows, _ := s.pool.Query(ctx, `SELECT a.id FROM `+rowTables+` WHERE `+rowRemoved+` AND `+rowFilter+` ORDER BY a.id LIMIT $9 OFFSET $10`, args...)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("list the ids of articles: %w", err)
	}
	return ids, nil
}

// Named returns the articles with these ids as a list shows them, by title. Removed ones are among them.
func (s *Store) Named(ctx context.Context, ids []int64) ([]Row, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+rowColumns+` FROM `+rowTables+` WHERE a.id = ANY($1) ORDER BY v.title, a.id`, ids)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Row, err error) {
		err = row.Scan(r.targets()...)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("list %d articles: %w", len(ids), err)
	}
	return list, nil
}

// ByName returns articles by the names that they have in a folder, such as net/en/router.md; unknown ones are left out.
func (s *Store) ByName(ctx context.Context, names []string) (map[string]Row, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+rowColumns+` FROM `+rowTables+` WHERE p.key || '/' || a.lang || '/' || a.key || '.md' = ANY($1)`, nonNil(names))
	out := map[string]Row{}
	var r Row
	_, err := pgx.ForEachRow(rows, r.targets(), func() error {
		out[r.Project+"/"+r.Lang+"/"+r.Key+".md"] = r
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find %d articles by their names: %w", len(names), err)
	}
	return out, nil
}

// Count is what a project holds.
type Count struct {
	Articles    int      // language variants of one article are one
	Variants    int      // articles in each language
	Published   int      // variants whose newest version is shown
	Drafted     int      // variants of which another version is shown
	Unpublished int      // variants of which none is shown
	Internal    int      // variants for operators only
	Languages   []string // ascending
}

// Counts returns what the projects hold, by key. Projects without articles are not among them.
func (s *Store) Counts(ctx context.Context) (map[string]Count, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT p.key, count(DISTINCT a.key), count(*), count(*) FILTER (WHERE a.published = a.latest),
			count(*) FILTER (WHERE a.published <> a.latest), count(*) FILTER (WHERE a.published IS NULL),
			count(*) FILTER (WHERE v.audience = 'internal'), array_agg(DISTINCT a.lang ORDER BY a.lang)
		FROM `+rowTables+` WHERE a.removed_at IS NULL AND p.removed_at IS NULL GROUP BY p.key`)
	counts := map[string]Count{}
	var key string
	var c Count
	_, err := pgx.ForEachRow(rows, []any{&key, &c.Articles, &c.Variants, &c.Published, &c.Drafted, &c.Unpublished, &c.Internal, &c.Languages},
		func() error {
			counts[key] = c
			c = Count{} // its languages belong to the map
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("count articles: %w", err)
	}
	return counts, nil
}

// Labels returns the owners and the tags that the newest versions of articles have, those in use most first.
func (s *Store) Labels(ctx context.Context) (owners, tags []string, err error) {
	const visible = rowTables + ` WHERE a.removed_at IS NULL AND p.removed_at IS NULL`
	for _, q := range []struct {
		sql string
		to  *[]string
	}{
		{`SELECT a.owner FROM ` + visible + ` AND a.owner <> '' GROUP BY a.owner ORDER BY count(*) DESC, a.owner LIMIT 500`, &owners},
		{`SELECT tag FROM (SELECT unnest(v.tags) AS tag FROM ` + visible + `) t GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 500`, &tags},
	} {
		rows, _ := s.pool.Query(ctx, q.sql)
		if *q.to, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
			return nil, nil, fmt.Errorf("list owners and tags: %w", err)
		}
	}
	return owners, tags, nil
}
