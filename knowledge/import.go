package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// ImportOptions says how a folder is imported.
type ImportOptions struct {
	Author     string   // who the new versions are by; "import" if empty
	Sample     bool     // it is sample data
	DryRun     bool     // report only
	Unverified bool     // what is new is not answered with automatically until an editor has verified it
	Remove     bool     // remove articles that an import brought and that the folder does not have any more, drafts too: of the projects that it names
	RemoveAll  bool     // with Remove: of all projects, and those of which nothing is left; so it is with a folder as an export writes it anyway
	Partial    bool     // the folder was made of something that is no knowledge base: its links lead where they should
	Unread     []Unread // what the source has and could not be read: Remove does not take it for gone
	// Said are files of the folder whose texts were made of others, with these. While they stay what they are, what somebody wrote by
	// hand since stays, too.
	Said map[string][]byte
	// Formerly are files of the folder whose names were made by other rules before, with the names that those made: an article that an
	// import brought under one of them, or under it with a number behind, goes on under the key that it has.
	Formerly map[string][]string
	// Page is the path where customers read an article: a text that links another one of the folder by its path leads
	// there. Nil: nowhere, so the link is left out and its words stay.
	Page     func(lang, project, key string) string
	Progress func(done, total int) // called after each batch of files, if not nil
}

// ImportReport says what an import did, or would do. The names are <project>/project.md and <project>/<lang>/<article>.md.
type ImportReport struct {
	Added, Changed, Removed []string
	Merged                  []string          // of those that changed: what somebody wrote by hand is kept, and what the source says now is in it
	Conflicts               []Conflict        // of those that changed: what somebody wrote by hand stays, and what the source says waits for somebody to decide
	Drafted                 []string          // of those that changed: somebody took them back from readers, and what the source says now is a draft
	Elsewhere               []string          // of those that were removed, those of projects that the folder does not name
	Moved                   []Moved           // of those that were removed, and of those that were added
	Kept                    []string          // were to be removed, and stay: somebody wrote on them by hand since
	Unread                  []string          // were to be removed, and stay: the source has them, and they could not be read
	Spared                  []string          // were to be removed, and stay: what could not be read of their projects may be them
	Untold                  []string          // where that stands, as Unread says: it does not tell which article it is
	LeftOut                 []LeftOut         // of customers who were erased, and what was forgotten
	Files                   map[string]string // article under an earlier key → its file in the folder
	Unchanged               int
	Bad                     []BadFile
	Warnings                []BadFile // of what was taken all the same
}

// Conflict is an article that somebody wrote on by hand where the source says otherwise now, or of which it is not known what the import
// before brought. The name is that of an ImportReport.
type Conflict struct {
	Name    string
	Article int64
}

// ElsewhereProjects are the keys of the projects that something was removed of and that the folder does not name.
func (r ImportReport) ElsewhereProjects() (keys []string) {
	for _, name := range r.Elsewhere {
		key, _, _ := strings.Cut(name, "/")
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// importBatch is how many files one transaction takes; it holds other publishers up for some milliseconds.
const importBatch = 200

// Import brings the knowledge base to what a folder says. A file that is as it was at the last import is passed over,
// even if its article was edited since; a changed one becomes a new version, put together with what editors wrote since, and is published, or
// stays a draft where it stands among the drafts, somebody took the article back, or somebody has to decide. Who may read an article, its days, tags and owner stay as editors set
// them while the source does not say otherwise than before. Bad files are reported and do not stop the good ones. When it fails midway, what was imported
// stays, and the next import goes on from there.
func Import(ctx context.Context, s *Store, root fs.FS, o ImportOptions) (ImportReport, error) {
	if o.Author == "" {
		o.Author = "import"
	}
	f, err := readFolder(ctx, root, s.base)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	im := &importer{store: s, options: o, folder: &f, began: time.Now(), brought: map[string]bool{}, report: ImportReport{Files: map[string]string{}}}
	if err := im.load(ctx); err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	if im.erased, err = s.erasedHere(ctx); err == nil {
		im.forgotten, err = s.forgottenHere(ctx, im.erased.secret)
	}
	if err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	if err := im.readHistories(ctx, &f); err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	im.leaveRemoved(&f)
	f.withoutProject(func(key string) bool {
		return im.projects[key].id > 0 && !im.projects[key].removed || im.restoredCards[key] != nil && im.restoredCards[key].removed.IsZero()
	})
	f.note(o.Said)
	if err := im.recognise(ctx, &f); err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	if !o.Partial {
		broken, err := im.unreadable(ctx, f)
		if err != nil {
			return ImportReport{}, fmt.Errorf("import: %w", err)
		}
		f.leadLinks(o.Page, broken)
	}
	f.noteUnsavedFiles()
	err = im.run(ctx, &f)
	if err == nil {
		err = im.warnOfCopies(ctx, &f)
	}
	if err == nil {
		var bad []BadFile
		bad, err = im.putSynonyms(ctx, root)
		f.bad = append(f.bad, bad...)
	}
	if err == nil {
		err = im.putStored(ctx, &f)
	}
	if err == nil {
		err = im.putExtras(ctx, &f)
	}
	r := im.report
	r.Bad, r.Warnings = f.bad, f.warnings()
	slices.Sort(r.Added)
	slices.Sort(r.Changed)
	slices.Sort(r.Removed)
	slices.Sort(r.Merged)
	slices.SortFunc(r.Conflicts, func(a, b Conflict) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(r.Drafted)
	slices.Sort(r.Elsewhere)
	slices.Sort(r.Kept)
	slices.Sort(r.Unread)
	slices.Sort(r.Spared)
	slices.SortFunc(r.Moved, func(a, b Moved) int { return strings.Compare(a.From, b.From) })
	slices.SortFunc(r.LeftOut, func(a, b LeftOut) int { return strings.Compare(a.Path, b.Path) })
	for _, list := range [][]BadFile{r.Bad, r.Warnings} {
		slices.SortStableFunc(list, func(a, b BadFile) int { return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line)) })
	}
	if err != nil {
		return r, fmt.Errorf("import: %w", err)
	}
	return r, nil
}

type importer struct {
	store      *Store
	options    ImportOptions
	folder     *folder
	began      time.Time
	projects   map[string]importedProject
	articles   map[articleName]importedArticle
	earlier    []earlierKey // that articles keep
	otherLangs []otherLang
	touched    []articleFile // that were added, changed or noted
	report     ImportReport
	erased     erased
	forgotten  erased          // names and digests alike
	brought    map[string]bool // files and synonyms, as storedLine names them

	// What comes with its history, because it is not known yet.
	restored      map[articleName]*restored
	restoredCards map[string]*restoredCard
}

type importedProject struct {
	id      int64
	hash    string
	removed bool
	holds   bool      // articles that are not removed by themselves
	gone    time.Time // when it was removed, if it was
	sample  bool
}

type importedArticle struct {
	id        int64
	hash      string
	draftHash string
	sourceKey string // that its source makes now, where it has an earlier one; else empty
	published int    // version
	latest    int
	imported  int  // newest version that an import brought; 0: none, or not known
	edited    bool // more than labels was changed since
	ended     bool // readers do not see it since it ended as planned
	removed   bool
	sample    bool
}

// madeKey is the key that the source of an article makes.
func (a importedArticle) madeKey(n articleName) string { return cmp.Or(a.sourceKey, n.key) }

// handwritten tells whether somebody wrote on an article after the import that brought it, and not only on its labels; a draft of which no import is
// known to have brought the newest version was written by hand.
func (a importedArticle) handwritten() bool {
	return a.edited && (a.imported > 0 || a.published == 0)
}

// load reads what the knowledge base has.
func (im *importer) load(ctx context.Context) error {
	im.projects, im.articles = map[string]importedProject{}, map[articleName]importedArticle{}
	rows, _ := im.store.pool.Query(ctx, `
		SELECT key, id, source_hash, removed_at IS NOT NULL, COALESCE(removed_at, '0001-01-01 00:00+00'), sample,
			EXISTS (SELECT FROM articles a WHERE a.project_id = p.id AND a.removed_at IS NULL) FROM projects p`)
	var key string
	var p importedProject
	_, err := pgx.ForEachRow(rows, []any{&key, &p.id, &p.hash, &p.removed, &p.gone, &p.sample, &p.holds}, func() error {
		im.projects[key] = p
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the projects: %w", err)
	}
	rows, _ = im.store.pool.Query(ctx, `
		SELECT p.key, a.key, a.lang, a.id, a.source_hash, a.draft_hash, a.source_key, COALESCE(a.published, 0), a.latest, a.imported, `+changesText+`,
			`+endedAt+` IS NOT NULL, a.removed_at IS NOT NULL, a.sample
		FROM articles a JOIN projects p ON p.id = a.project_id`)
	var n articleName
	var a importedArticle
	_, err = pgx.ForEachRow(rows, []any{&n.project, &n.key, &n.lang, &a.id, &a.hash, &a.draftHash, &a.sourceKey, &a.published, &a.latest, &a.imported, &a.edited, &a.ended, &a.removed, &a.sample}, func() error {
		im.articles[n] = a
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the articles: %w", err)
	}
	return nil
}

func (im *importer) run(ctx context.Context, f *folder) error {
	done, total := 0, len(f.projects)+len(f.articles)
	if !im.options.DryRun {
		total += len(im.restored)
	}
	progress := func(n int) {
		done += n
		if im.options.Progress != nil {
			im.options.Progress(done, total)
		}
	}
	if err := im.forgottenFile().put(ctx, im, f); err != nil {
		return err
	}
	if err := im.erasedFile().put(ctx, im, f); err != nil {
		return err
	}
	if err := im.putFiles(ctx, f); err != nil {
		return err
	}
	if err := im.putCardHistories(ctx); err != nil {
		return err
	}
	if err := im.putProjects(ctx, f.projects); err != nil {
		return err
	}
	progress(len(f.projects))
	if err := im.putHistories(ctx, progress); err != nil {
		return err
	}
	f.articles = im.withoutCleared(f.articles)
	var gone going
	if im.options.Remove {
		var err error
		if gone, err = im.goingFrom(ctx, *f); err != nil {
			return err
		}
		if !im.options.DryRun {
			if err := im.narrow(ctx, *f, gone.moves); err != nil {
				return err
			}
		}
	}
	shown, drafts := partDrafts(f.articles)
	for batch := range slices.Chunk(shown, importBatch) {
		if err := im.putArticles(ctx, batch); err != nil {
			return fmt.Errorf("%s and the files after it: %w", batch[0].path, err)
		}
		progress(len(batch))
	}
	for batch := range slices.Chunk(drafts, importBatch) {
		if err := im.putDrafts(ctx, batch); err != nil {
			return fmt.Errorf("%s and the files after it: %w", batch[0].path, err)
		}
		progress(len(batch))
	}
	if !im.options.DryRun {
		if err := im.linkTranslations(ctx); err != nil {
			return err
		}
		if err := im.noteEarlierKeys(ctx); err != nil {
			return err
		}
	}
	if err := im.putAsks(ctx, f); err != nil {
		return err
	}
	if err := im.putMemories(ctx, f); err != nil {
		return err
	}
	if err := im.putLineFiles(ctx, f); err != nil {
		return err
	}
	if im.options.DryRun {
		return nil
	}
	return im.remove(ctx, gone)
}

// partDrafts parts what readers see from the drafts, which come after it.
func partDrafts(all []articleFile) (shown, drafts []articleFile) {
	for _, f := range all {
		if f.draft {
			drafts = append(drafts, f)
		} else {
			shown = append(shown, f)
		}
	}
	return shown, drafts
}

// leaveRemoved leaves the projects of a folder out that were removed here with articles in them: these would be before readers again, what
// the folder has no more among them.
func (im *importer) leaveRemoved(f *folder) {
	told := map[string]bool{}
	leave := func(key string) bool {
		stays := im.projects[key].removed && im.projects[key].holds
		if stays && !told[key] {
			told[key] = true
			f.bad = append(f.bad, BadFile{Path: "project " + key, Problem: fmt.Sprintf(
				"was removed on %s, so that it and its articles were left out: restore it, give it another key, or take it out of what is imported", im.projects[key].gone.UTC().Format("2 January 2006"))})
		}
		return stays
	}
	f.projects = slices.DeleteFunc(f.projects, func(p projectFile) bool { return leave(p.Key) })
	f.articles = slices.DeleteFunc(f.articles, func(a articleFile) bool { return leave(a.name.project) })
	f.asks = slices.DeleteFunc(f.asks, func(a askFile) bool { return told[a.project] })
}

func (im *importer) putProjects(ctx context.Context, files []projectFile) error {
	var changed []projectFile
	for _, p := range files {
		old := im.projects[p.Key]
		switch {
		case im.restoredCards[p.Key] != nil:
			im.report.Added = append(im.report.Added, p.path)
		case old.id > 0 && old.hash == p.hash && !old.removed:
			im.report.Unchanged++
			continue
		case old.id > 0 && !old.removed:
			same, err := im.sameProject(ctx, p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.path, err)
			}
			if same {
				im.report.Unchanged++
				break // its hash is to be noted
			}
			im.report.Changed = append(im.report.Changed, p.path)
		default:
			im.report.Added = append(im.report.Added, p.path)
		}
		changed = append(changed, p)
	}
	if im.options.DryRun || len(changed) == 0 {
		return nil
	}
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range changed {
			p.Sample = im.options.Sample || im.restoredCards[p.Key] != nil && im.projects[p.Key].sample
			if err = saveProject(ctx, tx, &p.Project, rev, im.options.Author, &p.hash); err != nil {
				return fmt.Errorf("%s: %w", p.path, err)
			}
			im.projects[p.Key] = importedProject{id: p.ID, hash: p.hash, sample: p.Sample}
		}
		return nil
	})
}

func (im *importer) sameProject(ctx context.Context, p projectFile) (bool, error) {
	old, err := im.store.Project(ctx, p.Key)
	if err != nil {
		return false, err
	}
	return sameCard(old, p.Project), nil
}
