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
	current, err := standings(ctx, im.store.pool, im.differing(files))
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

// sort parts files by what they do, and reports it. current is what readers see now, or would see next, by article.
func (im *importer) sort(files []articleFile, current map[int64]standing) (b sortedFiles) {
	for _, f := range files {
		old := im.articles[f.name]
		shown := old.published > 0 && !old.removed
		now, compared := current[old.id]
		if compared && !im.isRestored(f.name) {
			f = f.under(now)
		}
		f.back = old.takenBack(f, im.began)
		f.onlyLabels = shown && compared && f.relabels(now.Draft)
		f.says = shown && compared && f.stands(now.Draft)
		switch {
		case old.id == 0:
			b.added = append(b.added, f)
			im.report.Added = append(im.report.Added, f.path)
		case im.isRestored(f.name) && f.says:
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
		case compared && (f.says || (shown || f.back && !old.removed) && sameDraft(now.Draft, f.asKept())):
			b.noted = append(b.noted, f)
			if f.flow.changes(now.Flow) {
				im.report.Changed = append(im.report.Changed, f.path)
			} else {
				im.report.Unchanged++
			}
		default:
			b.changed = append(b.changed, f)
			im.reportChange(f, now)
		}
	}
	return b
}

// reportChange notes a file that changes an article, and what it does there that nobody may expect.
func (im *importer) reportChange(f articleFile, now standing) {
	if im.articles[f.name].removed || im.isRestored(f.name) {
		im.report.Added = append(im.report.Added, f.path)
	} else {
		im.report.Changed = append(im.report.Changed, f.path)
	}
	if f.back {
		im.report.Drafted = append(im.report.Drafted, f.path)
	}
	if now.written && !im.isRestored(f.name) && f.replacesText(now.Draft) {
		im.report.Overwritten = append(im.report.Overwritten, f.path)
	}
}

// takenBack tells whether somebody took an article back from readers, or removed it, that an import showed them: it is not for another
// import to show it again. One that ended as planned was not, where its file says when it ends now.
func (a importedArticle) takenBack(f articleFile, now time.Time) bool {
	return a.hash != "" && (a.published == 0 || a.removed) && !(a.ended && f.flow.expireAt.After(now))
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
		q.Queue(changeArticle, append(im.arguments(f, rev), old.id, f.onlyLabels, old.hash != "" && (f.back || old.published > 0 && !old.removed))...)
		if f.kept != nil {
			q.Queue(putLabels, im.labelArguments(old.id, *f.kept, rev)...)
		}
		if old.removed {
			q.Queue(addStep, old.id, 0, "brought back", im.options.Author, "")
		}
	}
	for _, f := range slices.Concat(b.noted, b.same) {
		q.Queue(noteHash, im.articles[f.name].id, f.hash, f.says)
	}
	for _, f := range slices.Concat(b.added, b.changed, b.noted) {
		if f.flow != (fileFlow{}) {
			q.Queue(setFlow, im.flowArguments(f)...)
		}
	}
	if err := tx.SendBatch(ctx, q).Close(); err != nil {
		return fmt.Errorf("store %d articles: %w", q.Len(), err)
	}
	var shown []int64
	for _, f := range b.changed {
		if !f.back {
			shown = append(shown, im.articles[f.name].id)
		}
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
// the row, so that an editor who saves at the same time comes before or after, never between; and so it does whether readers see the
// article, where that is for its editors to say.
const (
	addArticle = `
		WITH a AS (
			INSERT INTO articles (project_id, key, lang, published, latest, imported, owner, sample, source_hash, rev, unverified)
			VALUES ($15, $16, $17, 1, 1, 1, $10, $11, $12, $13, $14) RETURNING id)
		INSERT INTO article_versions
			(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, owner)
		SELECT id, 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM a`
	changeArticle = `
		WITH now AS (
			SELECT id, $17 AND (published IS NULL OR removed_at IS NOT NULL) AS back, $16 OR $17 AND (published IS NULL OR removed_at IS NOT NULL) AS keeps
			FROM articles WHERE id = $15 FOR UPDATE),
		a AS (
			UPDATE articles SET published = CASE WHEN NOT now.back THEN latest + 1 END, latest = latest + 1, imported = latest + 1, owner = $10, sample = $11, source_hash = $12,
				rev = $13, unverified = CASE WHEN now.keeps THEN unverified ELSE $14 END, verified_by = CASE WHEN now.keeps THEN verified_by ELSE '' END,
				verified_at = CASE WHEN now.keeps THEN verified_at END, removed_at = NULL, submitted = CASE WHEN now.keeps THEN submitted END,
				submitted_at = CASE WHEN now.keeps THEN submitted_at END, publish_version = CASE WHEN now.keeps THEN publish_version END,
				publish_at = CASE WHEN now.keeps THEN publish_at END
			FROM now WHERE articles.id = now.id RETURNING articles.id, latest)
		INSERT INTO article_versions
			(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, owner)
		SELECT id, latest, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM a`
)

// noteHash notes what a file was whose text is there, and of an article that no import is known to have brought that it said so.
const noteHash = `UPDATE articles SET source_hash = $2, imported = CASE WHEN $3 AND imported = 0 THEN COALESCE(published, 0) ELSE imported END WHERE id = $1`

func (im *importer) arguments(f articleFile, rev int64) []any {
	return []any{
		f.Title, f.Body, string(f.Audience), nonNil(f.Questions), nonNil(f.Tags), f.Link, nullDay(f.ValidFrom), nullDay(f.ValidUntil),
		im.options.Author, f.Owner, im.options.Sample, f.hash, rev, im.options.Unverified,
	}
}
