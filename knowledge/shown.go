package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// shownRows are the articles that customers may read now: published, public, in force, of projects that are not removed.
const shownRows = `articles a JOIN projects p ON p.id = a.project_id
	JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
	WHERE a.removed_at IS NULL AND p.removed_at IS NULL AND v.audience = 'public'
		AND COALESCE(v.valid_from, '-infinity') <= ` + today + `
		AND COALESCE(v.valid_until, 'infinity') >= ` + today

// Title is an article that customers may read, by its name alone.
type Title struct {
	Project string // key
	Name    string // of the project
	Key     string
	Lang    string
	Title   string
	At      time.Time // when this version was saved
}

const titleColumns = `p.key, p.name, a.key, a.lang, v.title, v.at`

// Shown returns the languages of an article that customers may read now, by language.
func (s *Store) Shown(ctx context.Context, project, key string) ([]Article, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, a.key, p.key, p.name, p.aliases, a.lang, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from,
			v.valid_until, v.version, v.at
		FROM `+shownRows+` AND p.key = $1 AND a.key = $2 ORDER BY a.lang`, project, key)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a Article, err error) {
		var from, until *time.Time
		err = row.Scan(&a.ID, &a.Key, &a.Project, &a.Name, &a.Aliases, &a.Lang, &a.Title, &a.Body, &a.Audience, &a.Questions, &a.Tags,
			&a.Link, &from, &until, &a.Version, &a.Published)
		a.ValidFrom, a.ValidUntil = day(from), day(until)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("article %s/%s for customers: %w", project, key, err)
	}
	return list, nil
}

// ShownTitles lists at most so many of the articles that customers may read now, of a project and in a language, after the
// first ones that are skipped, by title; and how many there are in all.
func (s *Store) ShownTitles(ctx context.Context, project, lang string, skip, most int) ([]Title, int, error) {
	var all int
	err := s.pool.QueryRow(ctx, `SELECT count(*) FROM `+shownRows+` AND p.key = $1 AND a.lang = $2`, project, lang).Scan(&all)
	if err != nil {
		return nil, 0, fmt.Errorf("count titles for customers: %w", err)
	}
	rows, _ := s.pool.Query(ctx, `SELECT `+titleColumns+` FROM `+shownRows+` AND p.key = $1 AND a.lang = $2
		ORDER BY v.title, a.key OFFSET $3 LIMIT $4`, project, lang, skip, most)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Title])
	if err != nil {
		return nil, 0, fmt.Errorf("titles for customers: %w", err)
	}
	return list, all, nil
}

// ShownPage is an article that customers may read, by its address alone.
type ShownPage struct {
	Project, Key, Lang string
	At                 time.Time // when this version was saved
	Langs              []string  // that customers may read it in
}

// ShownPages lists at most so many of all articles that customers may read now, after the first ones that are skipped, by
// project, key and language.
func (s *Store) ShownPages(ctx context.Context, skip, most int) ([]ShownPage, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT p.key, a.key, a.lang, v.at, array_agg(a.lang) OVER (PARTITION BY p.key, a.key) FROM `+shownRows+`
		ORDER BY p.key, a.key, a.lang OFFSET $1 LIMIT $2`, skip, most)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ShownPage])
	if err != nil {
		return nil, fmt.Errorf("pages for customers: %w", err)
	}
	return list, nil
}

// ShownFronts lists each project with each language that customers may read anything in, and how many articles those are
// together.
func (s *Store) ShownFronts(ctx context.Context) (fronts []ShownPage, articles int, err error) {
	rows, _ := s.pool.Query(ctx, `SELECT p.key, a.lang, max(v.at), count(*)::int FROM `+shownRows+` GROUP BY p.key, a.lang ORDER BY a.lang, p.key`)
	var f ShownPage
	var n int
	_, err = pgx.ForEachRow(rows, []any{&f.Project, &f.Lang, &f.At, &n}, func() error {
		fronts, articles = append(fronts, f), articles+n
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("projects and languages for customers: %w", err)
	}
	return fronts, articles, nil
}

// ShownRelated lists at most so many other articles of an article's project and language, those that share tags with it
// first.
func (s *Store) ShownRelated(ctx context.Context, of Article, most int) ([]Title, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+titleColumns+` FROM `+shownRows+` AND p.key = $1 AND a.lang = $2 AND a.key <> $3
		ORDER BY (SELECT count(*) FROM unnest(v.tags) tag WHERE tag = ANY($4)) DESC, v.title, a.key LIMIT $5`,
		of.Project, of.Lang, of.Key, of.Tags, most)
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Title])
	if err != nil {
		return nil, fmt.Errorf("articles related to %d: %w", of.ID, err)
	}
	return list, nil
}

// Shelf is a project with the first of the articles that customers may read in a language.
type Shelf struct {
	Key, Name string
	Titles    []Title
	All       int // how many articles there are
}

// ShownShelves lists the projects that customers may read about in a language, with at most so many titles of each.
func (s *Store) ShownShelves(ctx context.Context, lang string, most int) ([]Shelf, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT * FROM (SELECT count(*) OVER project AS alike, row_number() OVER (project ORDER BY v.title, a.key) AS place, `+titleColumns+`
			FROM `+shownRows+` AND a.lang = $1 WINDOW project AS (PARTITION BY p.id)) AS titles(alike, place, project, name, key, lang, title, at)
		WHERE place <= $2 ORDER BY name, project, place`, lang, most)
	var list []Shelf
	var all, place int
	var t Title
	_, err := pgx.ForEachRow(rows, []any{&all, &place, &t.Project, &t.Name, &t.Key, &t.Lang, &t.Title, &t.At}, func() error {
		if place == 1 {
			list = append(list, Shelf{Key: t.Project, Name: t.Name, All: all})
		}
		last := &list[len(list)-1]
		last.Titles = append(last.Titles, t)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("projects for customers in %s: %w", lang, err)
	}
	return list, nil
}

// ShownLanguages lists the languages that customers may read anything in, of a project or, without one, of all.
func (s *Store) ShownLanguages(ctx context.Context, project string) ([]string, error) {
	rows, _ := s.pool.Query(ctx, `SELECT lang FROM (SELECT DISTINCT lang FROM articles) AS spoken
		WHERE (SELECT true FROM `+shownRows+` AND a.lang = spoken.lang AND ($1 = '' OR p.key = $1) LIMIT 1) ORDER BY lang`, project) // the first will do: EXISTS would be joined over all
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("languages for customers: %w", err)
	}
	return list, nil
}
