package knowledge

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/jackc/pgx/v5"
)

// cleared stands where the title and the text of a version were erased.
const cleared = "–"

// Cleared tells whether what the version said was erased.
func (v Version) Cleared() bool { return v.Title == cleared && v.Body == cleared }

// Clear erases what versions of an article said that nobody needs: all but the newest one, the one that readers see, and those
// that await a review or a date; of an article that is removed, all. That there were versions, by whom and when, stays; the
// words do not come back with a folder that was exported before, as far as it is imported here. It says how many there were.
func (s *Store) Clear(ctx context.Context, id int64, by string) (versions int, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		versions, err = clearVersions(ctx, tx, id, by)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("clear the versions of article %d: %w", id, err)
	}
	return versions, nil
}

func clearVersions(ctx context.Context, tx pgx.Tx, id int64, by string) (int, error) {
	rows, _ := tx.Query(ctx, `
		SELECT p.key, a.key, a.lang, CASE WHEN a.removed_at IS NULL THEN ARRAY[a.latest, a.published, a.submitted, a.publish_version] ELSE '{}' END
		FROM articles a JOIN projects p ON p.id = a.project_id WHERE a.id = $1 FOR UPDATE OF a`, id)
	var n articleName
	var kept []*int
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (bool, error) { return true, row.Scan(&n.project, &n.key, &n.lang, &kept) })
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, ErrNotFound
	}
	keep := []int{}
	for _, k := range kept {
		if k != nil {
			keep = append(keep, *k)
		}
	}
	f, err := newForgetting(ctx, tx)
	if err != nil {
		return 0, err
	}
	rows, _ = tx.Query(ctx, `SELECT version, title, body FROM article_versions WHERE article_id = $1 AND NOT version = ANY ($2) AND NOT (title = $3 AND body = $3)`, id, keep, cleared)
	var number int
	var d Draft
	var numbers []int
	if _, err := pgx.ForEachRow(rows, []any{&number, &d.Title, &d.Body}, func() error {
		numbers, f.digests = append(numbers, number), append(f.digests, n.digest(f.secret, d))
		return nil
	}); err != nil || len(numbers) == 0 {
		return 0, err
	}
	for _, sql := range []string{
		`SET LOCAL switchboard.erasing = 'on'`,
		`UPDATE article_versions SET title = '` + cleared + `', body = '` + cleared + `', questions = '{}', tags = '{}', link = '', comment = '' WHERE article_id = $1 AND version = ANY ($2)`,
		`SET LOCAL switchboard.erasing = 'off'`,
		`DELETE FROM article_file_uses WHERE article_id = $1 AND version = ANY ($2)`, // whoever tidies up deletes the files
	} {
		var args []any
		if sql[0] != 'S' {
			args = []any{id, numbers}
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return 0, err
		}
	}
	if err := f.note(ctx); err != nil {
		return 0, err
	}
	return len(numbers), step(ctx, tx, id, 0, "cleared", by, fmt.Sprintf("versions: %d", len(numbers)))
}

// toldVersion is a version of an article that still says something.
func toldVersion(ctx context.Context, tx pgx.Tx, id int64, number int) (Version, error) {
	v, err := version(ctx, tx, id, number)
	if err == nil && v.Cleared() {
		return v, InvalidError{{Field: "version", Problem: fmt.Sprintf("%d was erased: it says nothing any more", number)}}
	}
	return v, err
}

var fileAddress = regexp.MustCompile(`(https?://[^/?#\s()]*)?` + regexp.QuoteMeta(FilesPath))

// digest tells a text of the article from all others, wherever the program was when it was written.
func (n articleName) digest(secret []byte, d Draft) lineName {
	return digest(secret, "version", n.project, n.lang, n.key, d.Title, fileAddress.ReplaceAllString(d.Body, FilesPath))
}

// withoutCleared leaves out the files that say what was erased.
func (im *importer) withoutCleared(files []articleFile) []articleFile {
	return slices.DeleteFunc(files, func(f articleFile) bool {
		whole := f.Draft // as it was erased while texts were kept with the program's address
		whole.Body = Absolute(whole.Body, im.store.base)
		gone := im.erased.names[f.name.digest(im.erased.secret, f.Draft)] || im.erased.names[f.name.digest(im.erased.secret, whole)]
		if gone {
			im.leaveOut(LeftOut{Path: f.path, Lines: 1})
		}
		return gone
	})
}
