package knowledge

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"
)

// Edit is a version to save.
type Edit struct {
	Article int64 // 0: a new one, which Project, Key and Lang name
	Project string
	Key     string
	Lang    string
	Based   int // version that the editor began with; 0 for a new article
	Draft
	Author   string // who saves it
	Comment  string
	Publish  bool       // show it to readers at once
	Reason   string     // why it is published although it breaks stored questions
	Submit   bool       // ask for its review
	ReviewBy *time.Time // last day on which it may be taken for true, or zero; nil: as it was. At once, also of a draft: see SetsReview
	Original *Original  // nil: as it was
	Begun    int64      // conversation that a new article is begun from; 0: none
	Gap      int64      // that it is to close, as WriteGap says; 0: none
	BegunGap int64      // that a new article is begun from, be it to close that one or not; 0: none
	Merges   int64      // with Publish: another article of the project, which is removed since this one says it now; 0: none
}

// SaveVersion saves a version of an article. An InvalidError names the fields at fault; if somebody saved a version
// after the one that the edit is based on, it is a ConflictError and nothing is saved; nor is it if the gap that it is to close
// is not open any more, which is a ClosedGapError, or if the article's project was removed, which is a RemovedProjectError. What does not differ from the newest version makes no new one.
func (s *Store) SaveVersion(ctx context.Context, e Edit) (id int64, version int, err error) {
	var c checker
	e.Body = WithoutTags(Relative(e.Body, s.base))
	e.Draft = c.draft(e.Draft)
	e.Comment, e.Reason = c.line("comment", e.Comment), c.text("reason", e.Reason, 2000)
	if e.ReviewBy != nil {
		day, err := s.today(ctx)
		if err != nil {
			return 0, 0, fmt.Errorf("save article: %w", err)
		}
		*e.ReviewBy = c.review(*e.ReviewBy, day)
	}
	if e.Author = c.line("author", e.Author); e.Author == "" {
		c.fail("author", "is missing", "maria")
	}
	if e.Publish || e.Submit {
		c.unmasked(e.Draft)
	}
	if e.Article == 0 {
		c.key("key", e.Key, "return-an-order")
		c.lang(e.Lang)
	}
	if err := c.err(); err != nil {
		return 0, 0, fmt.Errorf("save article: %w", err)
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		id, version, err = saveVersion(ctx, tx, e)
		return err
	})
	if err != nil {
		return 0, 0, fmt.Errorf("save article: %w", err)
	}
	return id, version, nil
}

func saveVersion(ctx context.Context, tx pgx.Tx, e Edit) (id int64, version int, err error) {
	var rev int64
	if e.Publish {
		if rev, err = publish(ctx, tx); err != nil {
			return 0, 0, err
		}
	}
	id = e.Article
	if id == 0 {
		if id, err = newArticle(ctx, tx, e); err != nil {
			return 0, 0, err
		}
	}
	latest, err := lockArticle(ctx, tx, id)
	if err == nil {
		err = inProject(ctx, tx, id)
	}
	if err != nil {
		return 0, 0, err
	}
	if latest.Number != e.Based && e.Article != 0 {
		return 0, 0, &ConflictError{Version: latest.Number, Author: latest.Author, At: latest.At}
	}
	version = latest.Number
	if latest.Number == 0 || !sameDraft(latest.Draft, e.Draft) {
		version++
		if err := insertVersion(ctx, tx, id, Version{Number: version, Draft: e.Draft, Author: e.Author, Comment: e.Comment}); err != nil {
			return 0, 0, err
		}
	}
	if err := makeNewest(ctx, tx, id, version, e.Owner); err != nil {
		return 0, 0, err
	}
	if e.Article == 0 && e.Begun != 0 {
		if err := noteOrigin(ctx, tx, id, e.Begun); err != nil {
			return 0, 0, err
		}
	}
	if e.Article == 0 && e.BegunGap != 0 {
		if err := askAfterGap(ctx, tx, id, e.BegunGap); err != nil {
			return 0, 0, err
		}
	}
	if e.ReviewBy != nil {
		if err := date(ctx, tx, id, version, e.Author, *e.ReviewBy); err != nil {
			return 0, 0, err
		}
	}
	if e.Original != nil {
		if err := translate(ctx, tx, id, *e.Original); err != nil {
			return 0, 0, err
		}
	}
	switch {
	case e.Publish:
		err = e.appear(ctx, tx, id, version, rev)
	case e.Submit:
		err = submit(ctx, tx, id, version, e.Author, e.Comment)
	}
	if err == nil && e.Gap != 0 {
		err = writeGap(ctx, tx, e.Gap, id, e.Author)
	}
	return id, version, err
}

// makeNewest makes a version that somebody saved the newest one. Whoever writes on what an import could not merge decides, but for what readers
// see: that stays to be decided until something is published.
func makeNewest(ctx context.Context, tx pgx.Tx, id int64, version int, owner string) error {
	_, err := tx.Exec(ctx, `UPDATE articles a SET latest = $2, owner = $3, conflict = CASE WHEN latest = $2 OR `+waits+` THEN conflict END WHERE id = $1`, id, version, owner)
	return err
}

// appear shows the version that was saved to readers, and takes the article that it merges away from them.
func (e Edit) appear(ctx context.Context, tx pgx.Tx, id int64, version int, rev int64) error {
	var shown int
	if err := tx.QueryRow(ctx, `SELECT COALESCE(published, 0) FROM articles WHERE id = $1`, id).Scan(&shown); err != nil {
		return err
	}
	if err := appear(ctx, tx, id, version, rev, e.Author, e.Reason); err != nil || e.Merges == 0 {
		return err
	}
	return absorb(ctx, tx, taking{gone: e.Merges, into: id, version: version, shown: shown, rev: rev, by: e.Author})
}

// newArticle makes the article of an edit, or brings the removed one of that name back as a draft.
func newArticle(ctx context.Context, tx pgx.Tx, e Edit) (id int64, err error) {
	var project int64
	err = tx.QueryRow(ctx, `SELECT id FROM projects WHERE key = $1 AND removed_at IS NULL`, e.Project).Scan(&project)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, noProject(ctx, tx, e.Project)
	}
	if err != nil {
		return 0, err
	}
	var latest int // of one that is brought back
	err = tx.QueryRow(ctx, `
		INSERT INTO articles (project_id, key, lang, rev) VALUES ($1, $2, $3, 0)
		ON CONFLICT (project_id, key, lang) DO UPDATE SET removed_at = NULL, published = NULL
			WHERE articles.removed_at IS NOT NULL
		RETURNING id, latest`, project, e.Key, e.Lang).Scan(&id, &latest)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, takenError{InvalidError{{Field: "key", Problem: fmt.Sprintf("%q is taken in this project and language: edit that article or choose another key", e.Key),
			Example: e.Key + "-2"}}}
	}
	if err == nil && latest > 0 {
		err = step(ctx, tx, id, 0, "brought back", e.Author, "")
	}
	return id, err
}

// lockArticle locks an article that is not removed and returns its newest version, with number 0 if it has none yet.
func lockArticle(ctx context.Context, tx pgx.Tx, id int64) (Version, error) {
	var latest int
	err := tx.QueryRow(ctx, `SELECT latest FROM articles WHERE id = $1 AND removed_at IS NULL FOR UPDATE`, id).Scan(&latest)
	if errors.Is(err, pgx.ErrNoRows) {
		return Version{}, ErrNotFound
	}
	if err != nil || latest == 0 {
		return Version{}, err
	}
	return version(ctx, tx, id, latest)
}

func version(ctx context.Context, q querier, id int64, number int) (Version, error) {
	rows, _ := q.Query(ctx, `
		SELECT version, title, body, audience, questions, tags, link, valid_from, valid_until, owner, author, comment, at
		FROM article_versions WHERE article_id = $1 AND version = $2::bigint`, id, number)
	v, err := pgx.CollectExactlyOneRow(rows, scanVersion)
	if errors.Is(err, pgx.ErrNoRows) {
		return Version{}, fmt.Errorf("version %d: %w", number, ErrNotFound)
	}
	return v, err
}

func insertVersion(ctx context.Context, tx pgx.Tx, id int64, v Version) error {
	_, err := tx.Exec(ctx, addVersion, versionArguments(id, v, nil)...)
	return err
}

const addVersion = `
	INSERT INTO article_versions
		(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, owner, author, comment, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, COALESCE($14, now()))`

// versionArguments are those of addVersion; a version without a time is saved now.
func versionArguments(id int64, v Version, at *time.Time) []any {
	return []any{id, v.Number, v.Title, v.Body, string(v.Audience), nonNil(v.Questions), nonNil(v.Tags), v.Link,
		nullDay(v.ValidFrom), nullDay(v.ValidUntil), v.Owner, v.Author, v.Comment, at}
}

func sameDraft(a, b Draft) bool {
	a.Questions, b.Questions, a.Tags, b.Tags = nonNil(a.Questions), nonNil(b.Questions), nonNil(a.Tags), nonNil(b.Tags)
	return reflect.DeepEqual(a, b)
}
