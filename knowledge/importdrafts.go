package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// putDrafts imports versions that readers do not see, in one transaction.
func (im *importer) putDrafts(ctx context.Context, files []articleFile) error {
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		for _, f := range files {
			old, err := im.articles[f.name], error(nil)
			switch stands := old.id > 0 && !old.removed; {
			case stands && f.was(old.draftHash):
				im.report.Unchanged++
				err = im.noteDraft(ctx, tx, old.id, f)
			case stands && old.has(f, old.draftHash):
				im.report.Unchanged++
			default:
				err = im.putDraft(ctx, tx, f)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", f.path, err)
			}
		}
		return nil
	})
}

// noteDraft notes the hash of a draft that is there as it is.
func (im *importer) noteDraft(ctx context.Context, tx pgx.Tx, id int64, f articleFile) error {
	if im.options.DryRun {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE articles SET draft_hash = $2 WHERE id = $1`, id, f.hash)
	return err
}

// putDraft makes a draft the newest version of its article, unless it is that already.
func (im *importer) putDraft(ctx context.Context, tx pgx.Tx, f articleFile) error {
	var id int64
	var removed bool
	var flow Flow
	project := im.projects[f.name.project].id
	err := tx.QueryRow(ctx, `SELECT a.id, a.removed_at IS NOT NULL, `+flowColumns+` FROM articles a WHERE a.project_id = $1 AND a.key = $2 AND a.lang = $3 FOR UPDATE`,
		project, f.name.key, f.name.lang).Scan(append([]any{&id, &removed}, flow.targets()...)...)
	isNew := errors.Is(err, pgx.ErrNoRows)
	if err != nil && !isNew {
		return err
	}
	var latest Version
	if !isNew && !removed {
		if latest, err = lockArticle(ctx, tx, id); err != nil {
			return err
		}
	}
	old := im.articles[f.name] // as it was before this import
	same := latest.Number > 0 && f.stands(latest.Draft)
	if latest.Number > 0 && !im.isRestored(f.name) {
		if f, same, err = im.underDraft(ctx, tx, id, latest.Draft, f); err != nil {
			return err
		}
	}
	switch {
	case old.id == 0 || old.removed || im.isRestored(f.name):
		im.report.Added = append(im.report.Added, f.path)
	case same && !f.flow.changes(flow):
		im.report.Unchanged++
	default:
		im.report.Changed = append(im.report.Changed, f.path)
		if !same {
			im.reportMerge(f)
		}
	}
	if im.options.DryRun {
		return nil
	}
	if im.isRestored(f.name) && same && !f.flow.changes(flow) { // it is as its history says
		return im.noteDraft(ctx, tx, id, f)
	}
	im.touched = append(im.touched, f)
	if isNew || removed {
		if id, err = newArticle(ctx, tx, Edit{Project: f.name.project, Key: f.name.key, Lang: f.name.lang, Author: im.options.Author}); err != nil {
			return err
		}
		if latest, err = lockArticle(ctx, tx, id); err != nil {
			return err
		}
		if latest.Number > 0 {
			if f, same, err = im.underDraft(ctx, tx, id, latest.Draft, f); err != nil {
				return err
			}
		}
	}
	return im.storeDraft(ctx, tx, id, latest.Number, same, f)
}

// underDraft is the file of a draft with what stays as it is of the newest version of its article, and whether nothing comes of it.
func (im *importer) underDraft(ctx context.Context, tx pgx.Tx, id int64, latest Draft, f articleFile) (out articleFile, same bool, err error) {
	all, err := standings(ctx, tx, []int64{id})
	if err != nil {
		return f, false, err
	}
	now := all[id]
	now.Draft, now.base = latest, now.last
	f = f.under(now)
	return f, f.stands(latest) || f.comesToSame(now), nil
}

// storeDraft writes a draft's text, unless the latest version has it, and what is known beside it.
func (im *importer) storeDraft(ctx context.Context, tx pgx.Tx, id int64, number int, same bool, f articleFile) error {
	brought := 0
	if !same {
		number++
		brought = number
		if err := insertVersion(ctx, tx, id, Version{Number: number, Draft: f.Draft, Author: im.options.Author}); err != nil {
			return err
		}
	}
	if !same && f.kept != nil {
		number++
		if err := insertVersion(ctx, tx, id, Version{Number: number, Draft: f.asKept(), Author: im.options.Author, Comment: f.comment()}); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `
		UPDATE articles SET latest = $2, imported = CASE WHEN $8 > 0 THEN $8 ELSE imported END, taken = CASE WHEN $8 > 0 AND published IS NULL THEN $8 ELSE taken END,
			conflict = CASE WHEN $8 = 0 OR published IS NOT NULL THEN conflict WHEN $9 THEN $2 END, owner = $3, draft_hash = $4, sample = $5,
			publish_version = CASE WHEN $6::timestamptz IS NULL THEN publish_version ELSE $2 END, publish_at = COALESCE($6, publish_at),
			publish_by = CASE WHEN $6::timestamptz IS NULL THEN publish_by ELSE $7 END WHERE id = $1`,
		id, number, f.asKept().Owner, f.hash, im.options.Sample, nullDay(f.flow.publishAt), im.options.Author, brought, f.conflict)
	if err == nil {
		_, err = tx.Exec(ctx, setFlow, im.flowArguments(f)...)
	}
	if err == nil && f.flow.submittedBy != "" {
		err = submit(ctx, tx, id, number, f.flow.submittedBy, "")
	}
	return err
}
