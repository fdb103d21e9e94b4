package knowledge

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// putArticles imports one batch of files in one transaction. Nobody saves or publishes what it changes meanwhile.
func (im *importer) putArticles(ctx context.Context, files []articleFile) error {
	ids := im.differing(files)
	if im.options.DryRun {
		_, err := im.sort(ctx, im.store.pool, files, ids)
		return err
	}
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		if len(ids) > 0 {
			if _, err := tx.Exec(ctx, `SELECT FROM knowledge_state FOR UPDATE`); err != nil { // as whoever publishes: first this, then articles
				return err
			}
			if _, err := tx.Exec(ctx, `SELECT FROM articles WHERE id = ANY($1) ORDER BY id FOR UPDATE`, ids); err != nil {
				return err
			}
		}
		b, err := im.sort(ctx, tx, files, ids)
		if err != nil || b.len() == 0 {
			return err
		}
		im.touched = slices.Concat(im.touched, b.added, b.changed, b.noted)
		return im.putBatch(ctx, tx, b)
	})
}

// sortedFiles are some files by what they do to their articles.
type sortedFiles struct {
	added, changed []articleFile
	noted          []articleFile // their text is there already; what is known beside it may not be
	same           []articleFile // are there already, as their history or their hash says
	now            map[int64]standing
}

func (b sortedFiles) len() int { return len(b.added) + len(b.changed) + len(b.noted) + len(b.same) }

// sort parts files by what they do, and reports it. ids are the articles whose files differ from the last import.
func (im *importer) sort(ctx context.Context, q querier, files []articleFile, ids []int64) (b sortedFiles, err error) {
	b.now, err = standings(ctx, q, ids)
	if err != nil {
		return b, err
	}
	for _, f := range files {
		old := im.articles[f.name]
		now, compared := b.now[old.id]
		if compared {
			old = old.refresh(now)
		}
		shown := old.published > 0 && !old.removed
		f.back = old.takenBack(f, im.began)
		if compared && !im.isRestored(f.name) {
			if err = im.goesBack(ctx, q, f, &now); err != nil {
				return b, err
			}
			f = f.under(now)
		}
		f.onlyLabels = shown && compared && f.relabels(now.Draft)
		f.says = shown && compared && f.stands(now.Draft) && (!now.Waits || im.isRestored(f.name))
		if f.onlyLabels && now.laterBrought {
			f.raised = now.later
		}
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
		case compared && (f.says || (shown || f.back && !old.removed) && (f.comesToSame(now) || f.isLast(now))):
			b.noted = append(b.noted, f)
			if f.flow.changes(now.Flow) {
				im.report.Changed = append(im.report.Changed, f.path)
			} else {
				im.report.Unchanged++
			}
		default:
			b.changed = append(b.changed, f)
			im.reportChange(f)
		}
	}
	return b, nil
}

// isLast tells whether a file says just what the import before brought, though it was another file then.
func (f articleFile) isLast(now standing) bool {
	return now.inLine && now.last != nil && now.brought != nil && sameDraft(now.last.withLabels(*now.brought), f.Draft)
}

// comesToSame tells whether nothing comes of a file but what is there, and it says no other text than at the import before.
func (f articleFile) comesToSame(now standing) bool {
	return !f.conflict && (!now.Waits || f.draft) && sameDraft(now.Draft, f.asKept()) && (now.last == nil || saysSame(f.Draft, *now.last))
}

// reportChange notes a file that changes an article, and what it does there that nobody may expect.
func (im *importer) reportChange(f articleFile) {
	if im.articles[f.name].removed || im.isRestored(f.name) {
		im.report.Added = append(im.report.Added, f.path)
	} else {
		im.report.Changed = append(im.report.Changed, f.path)
	}
	if f.back {
		im.report.Drafted = append(im.report.Drafted, f.path)
	}
	im.reportMerge(f)
}

// reportMerge notes what became of what somebody wrote by hand.
func (im *importer) reportMerge(f articleFile) {
	switch {
	case f.conflict:
		im.report.Conflicts = append(im.report.Conflicts, Conflict{f.path, im.articles[f.name].id})
	case f.merged:
		im.report.Merged = append(im.report.Merged, f.path)
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
	var moved []movedVersion
	for _, f := range b.changed {
		old := im.articles[f.name]
		moved = append(moved, im.change(q, f, b.now[old.id], rev)...)
		if b.now[old.id].removed {
			q.Queue(addStep, old.id, 0, "brought back", im.options.Author, "")
		}
	}
	for _, f := range slices.Concat(b.noted, b.same) {
		old := im.articles[f.name]
		q.Queue(noteHash, old.id, f.hash, f.says && !(im.isRestored(f.name) && old.imported > 0)) // then its history says what a source brought
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
	for _, m := range moved {
		if err := follow(ctx, tx, m.article, m.from, m.to, rev); err != nil {
			return err
		}
	}
	if err := giveBack(ctx, tx, shown, 0, rev); err != nil {
		return err
	}
	return sameText(ctx, tx, shown)
}

// movedVersion is a version that another one stands for now, for all that holds of it.
type movedVersion struct {
	article  int64
	from, to int
}

// change queues the next versions of an article, and what it is with them, and returns which of its versions they stand for.
func (im *importer) change(q *pgx.Batch, f articleFile, now standing, rev int64) (moved []movedVersion) {
	id, number := im.articles[f.name].id, now.latest
	add := func(d Draft, author, comment string) int {
		number++
		q.Queue(addVersion, versionArguments(id, Version{Number: number, Draft: d, Author: author, Comment: comment}, nil)...)
		return number
	}
	published, comment := now.published, ""
	if f.holds != nil && !sameDraft(*f.holds, now.Draft) {
		published = add(*f.holds, im.options.Author, keptComment)
	}
	if f.holds != nil && f.kept == nil {
		comment = waitingComment
	}
	brought, owner := add(f.Draft, im.options.Author, comment), f.asKept().Owner
	if f.kept != nil {
		add(*f.kept, im.options.Author, f.comment())
	}
	taken, conflict := brought, 0
	switch {
	case f.holds != nil:
		taken, conflict = now.Taken, number
	case f.back:
		published = 0
	default:
		published = number
	}
	if f.onlyLabels && published != now.published || f.holds != nil && published != now.published {
		moved = append(moved, movedVersion{id, now.published, published})
	}
	if f.raised != nil {
		moved = append(moved, movedVersion{id, f.raised.Number, add(f.raised.Draft, f.raised.Author, f.raised.Comment)})
		owner = f.raised.Owner
	}
	if f.conflict && f.holds == nil {
		conflict = number
	}
	trusted := f.onlyLabels || f.back || f.holds != nil
	q.Queue(changeArticle, id, published, number, brought, taken, conflict, owner, im.options.Sample, f.hash, rev, im.options.Unverified, trusted,
		f.onlyLabels || f.back || f.raised != nil)
	return moved
}

// comment says in the history of an article what the version is that stands above an imported one.
func (f articleFile) comment() string {
	switch {
	case f.holds != nil:
		return waitingComment
	case f.conflict && f.raised == nil:
		return conflictComment
	case f.merged && !saysSame(*f.kept, f.Draft):
		return mergedComment
	}
	return keptComment
}

// An imported article and its first version, and what an article is with the next ones: trusted and planned say whether what is known of
// its truth stays, and what awaits a review or a date.
const (
	addArticle = `
		WITH a AS (
			INSERT INTO articles (project_id, key, lang, published, latest, imported, taken, owner, sample, source_hash, rev, unverified)
			VALUES ($15, $16, $17, 1, 1, 1, 1, $10, $11, $12, $13, $14) RETURNING id)
		INSERT INTO article_versions
			(article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, owner)
		SELECT id, 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM a`
	changeArticle = `
		UPDATE articles SET published = NULLIF($2::int, 0), latest = $3, imported = $4, taken = $5, conflict = NULLIF($6::int, 0), owner = $7, sample = $8, source_hash = $9,
			rev = $10, unverified = CASE WHEN $12 THEN unverified ELSE $11 END, verified_by = CASE WHEN $12 THEN verified_by ELSE '' END,
			verified_at = CASE WHEN $12 THEN verified_at END, removed_at = NULL, submitted = CASE WHEN $13 THEN submitted END,
			submitted_at = CASE WHEN $13 THEN submitted_at END, publish_version = CASE WHEN $13 THEN publish_version END,
			publish_at = CASE WHEN $13 THEN publish_at END
		WHERE id = $1`
)

// noteHash notes what a file was whose text is there, and, where readers see just what it says, that an import brought that.
const noteHash = `UPDATE articles SET source_hash = $2, imported = CASE WHEN $3 THEN published ELSE imported END, taken = CASE WHEN $3 THEN published ELSE taken END WHERE id = $1`

func (im *importer) arguments(f articleFile, rev int64) []any {
	return []any{
		f.Title, f.Body, string(f.Audience), nonNil(f.Questions), nonNil(f.Tags), f.Link, nullDay(f.ValidFrom), nullDay(f.ValidUntil),
		im.options.Author, f.Owner, im.options.Sample, f.hash, rev, im.options.Unverified,
	}
}
