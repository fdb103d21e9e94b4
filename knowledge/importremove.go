package knowledge

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Unread is something that a source has and that could not be read, with what it says of the article that it is.
type Unread struct {
	At      string   // where it stands, for people
	Project string   // key; empty: it may be of any
	Key     string   // of the article, in whichever language; empty: it may be any
	Made    bool     // the key is made of its title or of the name of its file, which may have been another before
	Else    []string // other keys that it may have had when it was imported, made of its title or by other rules
	Several bool     // it is a document of several articles, whose keys begin so
}

// is tells whether a key is that of the article, or of one of those that it was parted into.
func (u Unread) is(key string) bool {
	return u.begins(u.Key, key) || slices.ContainsFunc(u.Else, func(name string) bool { return u.begins(name, key) })
}

// begins tells whether a key is a name, or that of a second article of the name, which has a number behind it, or of a part of one
// that is too long, which has its own.
func (u Unread) begins(name, key string) bool {
	rest, ok := strings.CutPrefix(key, name)
	if !ok || rest == "" {
		return ok
	}
	rest, ok = strings.CutPrefix(rest, "-")
	number := strings.Trim(strings.TrimPrefix(rest, "part-"), "0123456789") == ""
	return ok && (u.Several || number)
}

// unreads are those that tell which article they are.
type unreads []Unread

func (list unreads) has(project, key string) bool {
	return slices.ContainsFunc(list, func(u Unread) bool { return u.Project == project && u.is(key) })
}

// unread parts what could not be read into what tells which article it is, and the projects of the rest; "": any. A key that is
// made of something tells it only where it is there: else it may have been made of something else when it was imported.
func (im *importer) unread(f folder) (told unreads, untold map[string]bool) {
	untold = map[string]bool{}
	list := slices.Clone(im.options.Unread)
	for _, m := range f.missed {
		if im.articles[m.name].id == 0 { // else it is that one, which has its file
			list = append(list, m.Unread)
		}
	}
	for _, u := range list {
		if u.Project != "" && u.Key != "" && (!u.Made || im.known(u, f)) {
			told = append(told, u)
			continue
		}
		untold[u.Project] = true
		im.report.Untold = append(im.report.Untold, u.At)
	}
	return told, untold
}

// known tells whether the knowledge base has an article that something unread names. Where something else of the source is that
// article, it is the next of that name.
func (im *importer) known(u Unread, f folder) bool {
	var same, next, taken bool
	for n, a := range im.articles {
		switch {
		case n.project != u.Project || a.removed || !u.is(a.madeKey(n)):
		case f.present[n]:
			taken = taken || n.key == u.Key
		case a.madeKey(n) == u.Key || u.Several || slices.Contains(u.Else, n.key):
			same = true
		default:
			next = true
		}
	}
	return same || taken && next
}

// removesAll tells whether what is removed may be of projects that the folder does not name: it was said so, or the folder is a
// whole knowledge base, as an export writes it. Projects that were cut out of one have nothing beside them of what it writes there.
func (im *importer) removesAll(f folder) bool {
	if im.options.RemoveAll {
		return true
	}
	return !im.options.Partial && len(f.cardHistories) > 0 && slices.ContainsFunc(im.store.besideProjects(), func(name string) bool {
		_, err := fs.Stat(f.root, name)
		return err == nil
	})
}

// named are the keys of the projects that a folder has anything of.
func (f *folder) named() map[string]bool {
	named := map[string]bool{}
	for key := range f.presentProjects {
		named[key] = true
	}
	for n := range f.present {
		named[n.project] = true
	}
	return named
}

// removed notes what is removed, and whether it is of a project that the folder names.
func (im *importer) removed(name string, named bool) {
	im.report.Removed = append(im.report.Removed, name)
	if !named {
		im.report.Elsewhere = append(im.report.Elsewhere, name)
	}
}

// going is what an import removes.
type going struct {
	articles, projects []int64
	moves              []move // of these articles
}

// goingFrom finds, and reports, the articles that an import brought and that have no file any more, drafts among them, and the
// projects that have neither a file nor an article left: of the projects that the folder names, unless all are meant. What somebody wrote on by hand since stays, and so does what may only
// not have been read.
func (im *importer) goingFrom(ctx context.Context, f folder) (g going, err error) {
	told, untold := im.unread(f)
	inUse := map[string]bool{}
	for n := range f.present {
		inUse[n.project] = true
	}
	named := f.named()
	all := im.removesAll(f)
	for n, a := range im.articles {
		if p := im.projects[n.project]; !all && !named[n.project] || p.removed && p.holds { // what was removed with its project comes back with it
			continue
		}
		if a.hash+a.draftHash == "" || a.removed || a.sample != im.options.Sample || f.present[n] {
			inUse[n.project] = inUse[n.project] || !a.removed
			continue
		}
		name := path.Join(n.project, n.lang, n.key+".md")
		if a.published == 0 {
			name = path.Join(n.project, draftsFolder, n.lang, n.key+".md")
		}
		if a.handwritten() {
			inUse[n.project] = true
			im.report.Kept = append(im.report.Kept, name)
			continue
		}
		if told.has(n.project, a.madeKey(n)) {
			inUse[n.project] = true
			im.report.Unread = append(im.report.Unread, name)
			continue
		}
		if untold[n.project] || untold[""] {
			inUse[n.project] = true
			im.report.Spared = append(im.report.Spared, name)
			continue
		}
		g.articles = append(g.articles, a.id)
		im.removed(name, named[n.project])
	}
	for key, p := range im.projects {
		if !all {
			break
		}
		if p.hash != "" && !p.removed && p.sample == im.options.Sample && !inUse[key] && !f.presentProjects[key] {
			g.projects = append(g.projects, p.id)
			im.removed(key+"/project.md", false)
		}
	}
	if len(im.report.Spared) == 0 {
		im.report.Untold = nil // it keeps nothing from being removed
	}
	g.moves, err = im.moves(ctx, f, g.articles)
	return g, err
}

// narrow takes what goes on under a name where readers do not see it away from them, before it is there: what a source makes internal as it
// moves it is public under neither name from here on.
func (im *importer) narrow(ctx context.Context, f folder, moves []move) error {
	internal := map[articleName]bool{}
	for _, a := range f.articles {
		internal[a.name] = !a.draft && a.Audience == Internal
	}
	var ids []int64
	for _, m := range moves {
		if internal[m.to] {
			ids = append(ids, m.from)
		}
	}
	for some := range slices.Chunk(ids, MostBatch) {
		if _, err := im.store.ChangeAll(ctx, Batch{Articles: some, Do: BatchAudience, Audience: Internal, By: im.options.Author}); err != nil {
			return fmt.Errorf("make what moved internal: %w", err)
		}
	}
	return nil
}

// remove removes what goes.
func (im *importer) remove(ctx context.Context, g going) error {
	if len(g.articles)+len(g.projects) == 0 {
		return nil
	}
	return pgx.BeginFunc(ctx, im.store.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if err := im.follow(ctx, tx, g.moves, rev); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			WITH gone AS (SELECT id FROM articles WHERE id = ANY($1) AND removed_at IS NULL), -- the moved ones are removed already
				cleared AS (UPDATE articles SET removed_at = now(), source_hash = '', draft_hash = '', rev = $2 WHERE id = ANY($1))
			INSERT INTO article_steps (article_id, what, by, note) SELECT id, 'removed', $3, 'is no longer in what is imported' FROM gone`, g.articles, rev, im.options.Author)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			UPDATE projects p SET removed_at = now(), removed_by = $2, source_hash = '' WHERE id = ANY($1) AND NOT EXISTS (
				SELECT FROM articles a WHERE a.project_id = p.id AND a.removed_at IS NULL)`, g.projects, im.options.Author)
		return err
	})
}
