package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// restored is an article that the knowledge base does not know yet, with its past out of a folder.
type restored struct {
	Document
	steps []Step // oldest first
	path  string
}

// restoredCard is the same of a project.
type restoredCard struct {
	pastProject
	path string
}

// historyName notes a file of a history folder.
func (f *folder) historyName(name string) {
	parts := strings.Split(name, "/")
	key, isYAML := strings.CutSuffix(parts[len(parts)-1], ".yaml")
	switch {
	case !isYAML:
	case len(parts) == 3 && parts[2] == cardHistoryFile:
		f.cardHistories = append(f.cardHistories, name)
	case len(parts) == 4:
		f.histories[articleName{parts[0], key, parts[2]}] = name
	default:
		f.bad = append(f.bad, BadFile{Path: name, Problem: "is in the wrong place: histories are <project>/_history/<language>/<article>.yaml"})
	}
}

// readHistories reads the histories of what the knowledge base does not know. What it knows is passed over.
func (im *importer) readHistories(ctx context.Context, f *folder) error {
	im.restored = map[articleName]*restored{}
	im.restoredCards = map[string]*restoredCard{}
	for _, name := range f.cardHistories {
		key, _, _ := strings.Cut(name, "/")
		if im.projects[key].id > 0 {
			im.report.Unchanged++
			continue
		}
		if err := f.history(name, func(data []byte) error { return im.readCardHistory(f, key, name, data) }); err != nil {
			return err
		}
	}
	for an, name := range f.histories {
		if err := ctx.Err(); err != nil {
			return err
		}
		if im.articles[an].id > 0 {
			im.report.Unchanged++
			continue
		}
		if im.projects[an.project].id == 0 && im.restoredCards[an.project] == nil && !f.presentProjects[an.project] {
			f.bad = append(f.bad, BadFile{Path: name, Problem: "its project does not exist: write " + an.project + "/project.md"})
			continue
		}
		if err := f.history(name, func(data []byte) error { return im.readHistory(f, an, name, data) }); err != nil {
			return err
		}
	}
	return nil
}

// history reads one file; what is wrong with it is reported.
func (f *folder) history(name string, read func(data []byte) error) error {
	data, err := readUpTo(f.root, name, maxHistory)
	if err == nil {
		err = read(data)
	}
	if err == nil {
		return nil
	}
	b := BadFile{Path: name, Problem: err.Error()}
	if at, ok := errors.AsType[*lineError](err); ok {
		b.Line = at.line
	}
	f.bad = append(f.bad, b)
	return nil
}

func (im *importer) readCardHistory(f *folder, key, name string, data []byte) error {
	var h cardHistory
	if err := parseHistory(data, &h); err != nil {
		return err
	}
	past, err := h.pastProject(key, f.relinkPast(name))
	if err == nil {
		im.restoredCards[key] = &restoredCard{past, name}
	}
	return err
}

func (im *importer) readHistory(f *folder, an articleName, name string, data []byte) error {
	var h history
	if err := parseHistory(data, &h); err != nil {
		return err
	}
	d, steps, err := h.pastDocument(an, f.relinkPast(name))
	if err == nil {
		d.Latest, d.Owner = d.Versions[0].Number, d.Versions[0].Owner
		im.restored[an] = &restored{Document: d, steps: steps, path: name}
	}
	return err
}

// relinkPast puts the addresses of files into the texts of a history, and notes the files.
func (f *folder) relinkPast(name string) func(body string) string {
	return func(body string) string {
		body, files := f.links(f.root, name, body)
		for _, file := range files {
			f.linkedBy[file.key] = file
		}
		return body
	}
}

// putCardHistories makes the projects that are not known yet, with all versions of their cards.
func (im *importer) putCardHistories(ctx context.Context) error {
	for _, r := range im.restoredCards {
		im.report.Added = append(im.report.Added, r.path)
	}
	if im.options.DryRun || len(im.restoredCards) == 0 {
		return nil
	}
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		if _, err := publish(ctx, tx); err != nil {
			return err
		}
		for _, r := range im.restoredCards {
			p := r.cards[0].Project
			err := tx.QueryRow(ctx, `
				INSERT INTO projects (key, name, summary, url, aliases, department, contacts, hours, body, sample, version, created_at, removed_at, owner, removed_by)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id`,
				r.key, p.Name, p.Summary, p.URL, nonNil(p.Aliases), p.Department, p.Contacts, p.Hours, p.Body, p.Sample, p.Version,
				r.cards[len(r.cards)-1].At, nullDay(r.removed), p.Owner, r.by).Scan(&p.ID)
			if err != nil {
				return fmt.Errorf("%s: %w", r.path, err)
			}
			for _, v := range slices.Backward(r.cards) {
				v.ID = p.ID
				if err := insertCard(ctx, tx, v.Project, v.Author, v.At); err != nil {
					return fmt.Errorf("%s: %w", r.path, err)
				}
			}
			im.projects[r.key] = importedProject{id: p.ID, removed: !r.removed.IsZero(), sample: p.Sample}
		}
		return nil
	})
}

// putHistories makes the articles that are not known yet, with all their versions, as far as each had come.
func (im *importer) putHistories(ctx context.Context, progress func(int)) error {
	all := make([]*restored, 0, len(im.restored))
	for _, r := range im.restored {
		all = append(all, r)
		im.report.Added = append(im.report.Added, r.path)
	}
	if im.options.DryRun {
		return nil
	}
	slices.SortFunc(all, func(a, b *restored) int { return strings.Compare(a.path, b.path) })
	for batch := range slices.Chunk(all, importBatch) {
		err := pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
			rev, err := publish(ctx, tx)
			if err != nil {
				return err
			}
			return im.restoreArticles(ctx, tx, batch, rev)
		})
		if err != nil {
			return fmt.Errorf("%s and the histories after it: %w", batch[0].path, err)
		}
		progress(len(batch))
	}
	return nil
}

func (im *importer) restoreArticles(ctx context.Context, tx pgx.Tx, batch []*restored, rev int64) error {
	b := &pgx.Batch{}
	for _, r := range batch {
		b.Queue(`
			INSERT INTO articles (project_id, key, lang, published, latest, owner, sample, rev, created_at, removed_at, submitted, submitted_by, submitted_at,
				publish_version, publish_at, publish_by, expire_at, review_by, unverified, verified_by, verified_at, translates, translated, imported, taken, conflict)
			VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, $9, $10, NULLIF($11, 0), $12, $13, NULLIF($14, 0), $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, NULLIF($26, 0))
			RETURNING id`,
			im.projects[r.Project].id, r.Key, r.Lang, r.Published, r.Latest, r.Owner, r.Sample, rev, r.Versions[len(r.Versions)-1].At, nullDay(r.Removed),
			r.Submitted, r.SubmittedBy, nullDay(r.SubmittedAt), r.PublishVersion, nullDay(r.PublishAt), r.PublishBy, nullDay(r.ExpireAt), nullDay(r.ReviewBy),
			r.Unverified || im.options.Unverified, r.VerifiedBy, nullDay(r.VerifiedAt), r.Translates, r.Translated, r.Imported, r.Taken, r.Conflict,
		).QueryRow(func(row pgx.Row) error { return row.Scan(&r.ID) })
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("store %d articles: %w", b.Len(), err)
	}
	past := &pgx.Batch{}
	for _, r := range batch {
		for _, v := range slices.Backward(r.Versions) {
			past.Queue(addVersion, versionArguments(r.ID, v, &v.At)...)
		}
		for _, s := range r.steps {
			past.Queue(`INSERT INTO article_steps (article_id, version, what, by, note, at) VALUES ($1, NULLIF($2, 0), $3, $4, $5, $6)`, r.ID, s.Version, s.What, s.By, s.Note, s.At)
		}
		past.Queue(`INSERT INTO article_steps (article_id, what, by, note) VALUES ($1, 'restored', $2, 'with its history, from an export')`, r.ID, im.options.Author)
		im.articles[articleName{r.Project, r.Key, r.Lang}] = importedArticle{id: r.ID, published: r.Published, removed: !r.Removed.IsZero(), sample: r.Sample, latest: r.Latest, imported: r.Imported, edited: true}
	}
	if err := tx.SendBatch(ctx, past).Close(); err != nil {
		return fmt.Errorf("store what was before of %d articles: %w", len(batch), err)
	}
	return nil
}

// isRestored tells whether an article comes with its history in this import.
func (im *importer) isRestored(name articleName) bool { return im.restored[name] != nil }

// staleExport lists what an earlier export wrote into a folder and this one did not: drafts that are none any more, and
// the files of what is removed now. Written tells what this one wrote, tops are the files beside the projects that it would
// have written if there were anything to say.
func staleExport(root fs.FS, written map[string]bool, tops []string) (stale []string, err error) {
	for _, name := range tops {
		if _, err := fs.Stat(root, name); err == nil && !written[name] {
			stale = append(stale, name)
		}
	}
	for _, pattern := range []string{"*/" + draftsFolder + "/*/*.md", "*/*/*.md", "*/project.md", "*/" + mustFindFile, "*/" + memoryFile} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if !written[name] && (strings.Contains(name, "/"+draftsFolder+"/") || written[historyNameOf(name)]) {
				stale = append(stale, name)
			}
		}
	}
	return stale, nil
}

// historyNameOf is the history of what a file of an export has.
func historyNameOf(name string) string {
	parts := strings.Split(name, "/")
	if len(parts) == 2 {
		return path.Join(parts[0], historyFolder, cardHistoryFile)
	}
	return path.Join(parts[0], historyFolder, parts[1], strings.TrimSuffix(parts[2], ".md")+".yaml")
}
