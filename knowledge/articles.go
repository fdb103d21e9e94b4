package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
)

// rowColumns are what Row.targets takes. The first day of the first year is the zero time.
const rowColumns = `a.id, p.key, p.name, a.key, a.lang, v.title, v.audience, a.owner, v.author, v.at, v.tags,
	COALESCE(v.valid_from, '0001-01-01'), COALESCE(v.valid_until, '0001-01-01'),
	a.sample, COALESCE(a.published, 0), a.latest, COALESCE(a.removed_at, '0001-01-01 00:00+00'), ` + flowColumns

// rowTables are articles with their projects and newest versions.
const rowTables = `articles a
	JOIN projects p ON p.id = a.project_id
	JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest`

// rowRemoved tells the removed ones apart, rowFilter is the rest of a Filter: the arguments are those of Filter.args.
const (
	rowRemoved = `(a.removed_at IS NOT NULL OR p.removed_at IS NOT NULL) = $1`
	rowFilter  = `($2 = '' OR p.key = $2) AND ($3 = '' OR a.lang = $3) AND ($4 = '' OR v.audience = $4)
		AND ($13 = '' OR a.id IN (` + rowsWithLongest + `))
		AND NOT EXISTS (SELECT FROM unnest($5::text[]) AS word WHERE word <> $13 AND NOT (v.sought LIKE lower(word) OR a.key LIKE lower(word)
			OR lower(a.owner) LIKE lower(word) OR lower(p.name) LIKE lower(word)))
		AND (cardinality($6::text[]) = 0 OR lower(a.owner) = ANY($6)) AND ($7 = '' OR $7 = ANY(v.tags))
		AND CASE $8 WHEN '' THEN true
			WHEN 'published' THEN a.published = a.latest
			WHEN 'draft' THEN a.published <> a.latest
			WHEN 'unpublished' THEN a.published IS NULL
			WHEN 'expired' THEN v.valid_until < ` + today + `
			WHEN 'early' THEN v.valid_from > ` + today + `
			WHEN 'ending' THEN a.published IS NOT NULL AND v.valid_until BETWEEN ` + today + ` AND ` + today + ` + 6
			WHEN 'review' THEN a.submitted IS NOT NULL
			WHEN 'planned' THEN a.publish_at IS NOT NULL OR a.expire_at IS NOT NULL
			WHEN 'ended' THEN ` + endedAt + ` > now() - interval '7 days'
			WHEN 'stale' THEN a.review_by < ` + today + `
			WHEN 'due' THEN a.review_by BETWEEN ` + today + ` AND ` + today + ` + 14
			WHEN 'unverified' THEN a.unverified
			WHEN 'conflict' THEN a.conflict IS NOT NULL
			WHEN 'behind' THEN ` + movedOn + ` END
		AND ($11 = '' OR a.key = $11) AND ($12 = '' OR v.author = $12)`
)

// rowsWithLongest are the articles whose newest version has the longest word of a Filter. The index of letter triples finds them
// among all versions; where there is none, only the newest ones are looked at. The arguments are those of Filter.args.
const rowsWithLongest = `SELECT w.article_id FROM article_versions w JOIN articles o ON o.id = w.article_id AND o.latest = w.version
		WHERE w.sought LIKE lower($13) AND (SELECT to_regclass('article_versions_sought') IS NOT NULL)
	UNION ALL SELECT o.id FROM articles o JOIN article_versions w ON w.article_id = o.id AND w.version = o.latest
		WHERE CASE w.version WHEN o.latest THEN w.sought LIKE lower($13) END AND (SELECT to_regclass('article_versions_sought') IS NULL)
	UNION ALL SELECT o.id FROM articles o JOIN projects q ON q.id = o.project_id
		WHERE o.key LIKE lower($13) OR lower(o.owner) LIKE lower($13) OR lower(q.name) LIKE lower($13)`

// rowWorth is how well an article meets the words of a Filter: by its title best, then by what people ask, its key and its
// tags. Without words all are alike. The arguments are those of Filter.args.
const rowWorth = `(SELECT COALESCE(sum(CASE WHEN v.title ILIKE word THEN 8 WHEN array_to_string(v.questions, ' ') ILIKE word THEN 4
	WHEN a.key ILIKE word OR array_to_string(v.tags, ' ') ILIKE word THEN 3 ELSE 1 END), 0) FROM unnest($5::text[]) AS word)`

// maxWords is how many words of a Filter's text count.
const maxWords = 20

// clean is a text that the database can hold.
func clean(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "") }

// likeWords are the words of a text as patterns, each found within a word too.
func likeWords(text, lang string) []string {
	words := []string{}
	for _, w := range strings.Fields(Meant(clean(text), lang)) {
		if len(words) < maxWords {
			words = append(words, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(w)+"%")
		}
	}
	return words
}

// tellingRun is how many letters or digits in a row a word has that letter triples find.
const tellingRun = 3

// longest is the pattern with the longest run of letters and digits, if that is long enough to be found by letter triples, or nothing.
func longest(patterns []string) string {
	best, most := "", tellingRun-1
	for _, p := range patterns {
		for run := range strings.FieldsFuncSeq(p, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if n := utf8.RuneCountInString(run); n > most {
				best, most = p, n
			}
		}
	}
	return best
}

// args are the arguments of rowRemoved and rowFilter, with the limit and the offset at $9 and $10.
func (f Filter) args() []any {
	if f.Limit <= 0 {
		f.Limit = 100
	}
	owners := []string{}
	for _, name := range append([]string{f.Owner}, f.Owners...) {
		if name = clean(name); name != "" {
			owners = append(owners, strings.ToLower(name))
		}
	}
	words := likeWords(f.Text, f.Lang)
	return []any{f.Removed, clean(f.Project), clean(f.Lang), clean(string(f.Audience)), words, owners, clean(f.Tag),
		clean(string(f.State)), min(f.Limit, 2000), max(f.Offset, 0), clean(f.Key), clean(f.Author), longest(words)}
}

// Narrows tells whether a filter lets not everything pass.
func (f Filter) Narrows() bool {
	return f.Removed || len(likeWords(f.Text, f.Lang)) > 0 || slices.ContainsFunc(append([]string{f.Project, f.Key, f.Lang, string(f.Audience), string(f.State),
		f.Owner, f.Author, f.Tag}, f.Owners...), func(s string) bool { return clean(s) != "" })
}

// targets are where the columns of rowColumns go.
func (r *Row) targets() []any {
	return append([]any{&r.ID, &r.Project, &r.Name, &r.Key, &r.Lang, &r.Title, &r.Audience, &r.Owner, &r.Author, &r.At, &r.Tags,
		&r.ValidFrom, &r.ValidUntil, &r.Sample, &r.Published, &r.Latest, &r.Removed}, r.Flow.targets()...)
}

// order is how Articles sorts.
func (s Sort) order() string {
	switch s {
	case SortID:
		return `a.id`
	case SortTitle:
		return `lower(v.title), a.id`
	}
	return `v.at DESC, a.id DESC`
}

// Articles lists articles in the order of the filter.
func (s *Store) Articles(ctx context.Context, f Filter) ([]Row, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+rowColumns+` FROM `+rowTables+` WHERE `+rowRemoved+` AND `+rowFilter+` AND a.id > $14
		AND ($15::timestamptz IS NULL OR v.at >= $15 OR p.removed_at >= $15 OR EXISTS (SELECT FROM article_steps s WHERE s.article_id = a.id AND s.at >= $15))
		ORDER BY `+f.Sort.order()+` LIMIT $9 OFFSET $10`, append(f.args(), f.After, nullDay(f.Since))...)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Row, err error) {
		err = row.Scan(r.targets()...)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return list, nil
}

// Article returns an article with its versions, or ErrNotFound. Removed articles are found too.
func (s *Store) Article(ctx context.Context, id int64) (Document, error) {
	d, err := s.document(ctx, `a.id = $1`, id)
	if err != nil {
		return Document{}, fmt.Errorf("article %d: %w", id, err)
	}
	return d, nil
}

// ArticleByKey returns the article of a project in a language with its versions, or ErrNotFound.
func (s *Store) ArticleByKey(ctx context.Context, project, key, lang string) (Document, error) {
	d, err := s.document(ctx, `p.key = $1 AND a.key = $2 AND a.lang = $3`, project, key, lang)
	if err != nil {
		return Document{}, fmt.Errorf("article %s/%s/%s: %w", project, lang, key, err)
	}
	return d, nil
}

// document reads the article that a condition written here, with its arguments, selects.
func (s *Store) document(ctx context.Context, where string, args ...any) (d Document, err error) {
	var removed *time.Time
	err = s.pool.QueryRow(ctx, `
		SELECT a.id, p.key, p.name, a.key, a.lang, a.owner, a.sample, COALESCE(a.published, 0), a.latest, a.removed_at,
			`+flowColumns+`
		FROM articles a JOIN projects p ON p.id = a.project_id WHERE `+where, args...).
		Scan(append([]any{&d.ID, &d.Project, &d.Name, &d.Key, &d.Lang, &d.Owner, &d.Sample, &d.Published, &d.Latest, &removed}, d.Flow.targets()...)...)
	if errors.Is(err, pgx.ErrNoRows) {
		return Document{}, ErrNotFound
	}
	if err != nil {
		return Document{}, err
	}
	d.Removed = day(removed)
	rows, _ := s.pool.Query(ctx, `
		SELECT version, title, body, audience, questions, tags, link, valid_from, valid_until, owner, author, comment, at
		FROM article_versions WHERE article_id = $1 ORDER BY version DESC`, d.ID)
	d.Versions, err = pgx.CollectRows(rows, scanVersion)
	return d, err
}

func scanVersion(row pgx.CollectableRow) (v Version, err error) {
	var from, until *time.Time
	err = row.Scan(&v.Number, &v.Title, &v.Body, &v.Audience, &v.Questions, &v.Tags, &v.Link, &from, &until, &v.Owner, &v.Author, &v.Comment, &v.At)
	v.ValidFrom, v.ValidUntil = day(from), day(until)
	return v, err
}

// Languages returns the languages that articles are in, those with most articles first.
func (s *Store) Languages(ctx context.Context) ([]string, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.lang FROM articles a JOIN projects p ON p.id = a.project_id
		WHERE a.removed_at IS NULL AND p.removed_at IS NULL GROUP BY a.lang ORDER BY count(*) DESC, a.lang`)
	langs, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	return langs, nil
}
