package knowledge

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// putArticles imports one batch of files in one transaction.
func (im *importer) putArticles(ctx context.Context, files []articleFile) error {
	current, err := im.current(ctx, files)
	if err != nil {
		return err
	}
	b := im.sort(files, current)
	if im.options.DryRun || b.len() == 0 {
		return nil
	}
	im.touched = slices.Concat(im.touched, b.added, b.changed, b.noted)
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error { return im.putBatch(ctx, tx, b) })
}

// sortedFiles are some files by what they do to their articles.
type sortedFiles struct {
	added, changed []articleFile
	noted          []articleFile // their text is there already; what is known beside it may not be
	same           []articleFile // are there already, as their history or their hash says
}

func (b sortedFiles) len() int { return len(b.added) + len(b.changed) + len(b.noted) + len(b.same) }

// sort parts files by what they do, and reports it. current is what readers see now, by article.
func (im *importer) sort(files []articleFile, current map[int64]standing) (b sortedFiles) {
	for _, f := range files {
		old := im.articles[f.name]
		shown := old.published > 0 && !old.removed
		now, compared := current[old.id]
		if shown && compared {
			f = f.under(now)
		}
		switch {
		case old.id == 0:
			b.added = append(b.added, f)
			im.report.Added = append(im.report.Added, f.path)
		case im.isRestored(f.name) && shown && compared && f.stands(now.Draft):
			im.report.Added = append(im.report.Added, f.path)
			if f.flow.changes(now.Flow) {
				b.noted = append(b.noted, f)
			} else {
				b.same = append(b.same, f)
			}
		case f.alone != "" && old.hash == f.alone, f.was(old.hash): // it was noted before it was told what the text is made of, or without its address
			b.same = append(b.same, f)
			im.report.Unchanged++
		case old.has(f, old.hash) && !(compared && f.revises(old, now.Draft)):
			im.report.Unchanged++
		case shown && compared && (f.stands(now.Draft) || f.onlyLabels && f.kept != nil && sameLabels(*f.kept, now.Draft.labels())):
			b.noted = append(b.noted, f)
			if f.flow.changes(now.Flow) {
				im.report.Changed = append(im.report.Changed, f.path)
			} else {
				im.report.Unchanged++
			}
		case old.removed || im.isRestored(f.name):
			b.changed = append(b.changed, f)
			im.report.Added = append(im.report.Added, f.path)
		default:
			b.changed = append(b.changed, f)
			im.report.Changed = append(im.report.Changed, f.path)
		}
	}
	return b
}

// under is a file whose article readers see, with what of this stays as it is.
func (f articleFile) under(now standing) articleFile {
	f.onlyLabels = f.relabels(now.Draft)
	if now.brought != nil {
		if l := f.Draft.labels().kept(*now.brought, now.Draft.labels()); !sameDraft(f.Draft, f.Draft.withLabels(l)) {
			f.kept = &l
		}
	}
	return f
}

func (im *importer) putBatch(ctx context.Context, tx pgx.Tx, b sortedFiles) (err error) {
	var rev int64
	if len(b.added)+len(b.changed) > 0 {
		if rev, err = publish(ctx, tx); err != nil {
			return err
		}
	}
	q := &pgx.Batch{}
	for _, f := range b.added {
		q.Queue(addArticle, append(im.arguments(f, rev), im.projects[f.name.project].id, f.name.key, f.name.lang)...)
	}
	for _, f := range b.changed {
		old := im.articles[f.name]
		q.Queue(changeArticle, append(im.arguments(f, rev), old.id, f.onlyLabels)...)
		if f.kept != nil {
			q.Queue(putLabels, old.id, nonNil(f.kept.tags), f.kept.owner, im.options.Author, rev)
		}
		if old.removed {
			q.Queue(addStep, old.id, 0, "brought back", im.options.Author, "")
		}
	}
	for _, f := range slices.Concat(b.noted, b.same) {
		q.Queue(`UPDATE articles SET source_hash = $2 WHERE id = $1`, im.articles[f.name].id, f.hash)
	}
	for _, f := range slices.Concat(b.added, b.changed, b.noted) {
		if f.flow != (fileFlow{}) {
			q.Queue(setFlow, im.flowArguments(f)...)
		}
	}
	if err := tx.SendBatch(ctx, q).Close(); err != nil {
		return fmt.Errorf("store %d articles: %w", q.Len(), err)
	}
	shown := make([]int64, len(b.changed))
	for i, f := range b.changed {
		shown[i] = im.articles[f.name].id
	}
	if err := im.followLabels(ctx, tx, b.changed, rev); err != nil {
		return err
	}
	if err := giveBack(ctx, tx, shown, 0, rev); err != nil {
		return err
	}
	return sameText(ctx, tx, shown)
}

// An imported article and its first version, or a next version: one statement each. The number of the version comes from
// the row, so that an editor who saves at the same time comes before or after, never between.
const (
	addArticle = `
		WITH a AS (
			INSERT INTO articles (project_id, key, lang, published, latest, imported, owner, sample, source_hash, rev, unverified)
			VALUES ($15, $16, $17, 1, 1, 1, $10, $11, $12, $13, $14) RETURNING id)
		INSERT INTO article_versions
			(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, owner)
		SELECT id, 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM a`
	changeArticle = `
		WITH a AS (
			UPDATE articles SET published = latest + 1, latest = latest + 1, imported = latest + 1, owner = $10, sample = $11, source_hash = $12, rev = $13,
				unverified = CASE WHEN $16 THEN unverified ELSE $14 END, verified_by = CASE WHEN $16 THEN verified_by ELSE '' END,
				verified_at = CASE WHEN $16 THEN verified_at END, removed_at = NULL, submitted = CASE WHEN $16 THEN submitted END,
				submitted_at = CASE WHEN $16 THEN submitted_at END, publish_version = CASE WHEN $16 THEN publish_version END, publish_at = CASE WHEN $16 THEN publish_at END
			WHERE id = $15 RETURNING id, latest)
		INSERT INTO article_versions
			(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, owner)
		SELECT id, latest, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM a`
)

func (im *importer) arguments(f articleFile, rev int64) []any {
	return []any{
		f.Title, f.Body, string(f.Audience), nonNil(f.Questions), nonNil(f.Tags), f.Link, nullDay(f.ValidFrom), nullDay(f.ValidUntil),
		im.options.Author, f.Owner, im.options.Sample, f.hash, rev, im.options.Unverified,
	}
}

// standing is what readers see of an article, with what is known of it.
type standing struct {
	Draft
	Flow
	brought *labels // that the import before brought, where they are known
}

// current reads the published versions of the articles whose files differ from the last import: a file may say what an
// editor has published since.
func (im *importer) current(ctx context.Context, files []articleFile) (map[int64]standing, error) {
	var ids []int64
	for _, f := range files {
		if old := im.articles[f.name]; old.id > 0 && old.hash != f.hash {
			ids = append(ids, old.id)
		}
	}
	out := map[int64]standing{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, _ := im.store.pool.Query(ctx, `
		SELECT a.id, v.owner, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from, v.valid_until, i.tags, i.owner, `+flowColumns+`
		FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published
		LEFT JOIN article_versions i ON i.article_id = a.id AND i.version = a.imported AND NOT (i.title = $2 AND i.body = $2) WHERE a.id = ANY($1)`, ids, cleared)
	for rows.Next() {
		var id int64
		var c standing
		var from, until *time.Time
		var tags []string
		var owner *string
		err := rows.Scan(append([]any{&id, &c.Owner, &c.Title, &c.Body, &c.Audience, &c.Questions, &c.Tags, &c.Link, &from, &until, &tags, &owner}, c.Flow.targets()...)...)
		if err != nil {
			rows.Close()
			return nil, fmt.Errorf("read the published versions: %w", err)
		}
		c.ValidFrom, c.ValidUntil = day(from), day(until)
		if owner != nil {
			c.brought = &labels{tags, *owner}
		}
		out[id] = c
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the published versions: %w", err)
	}
	return out, nil
}
