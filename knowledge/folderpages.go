package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Texts of a folder link each other by their paths. Readers have no paths, so that an import puts the addresses in their place.
// An export has the addresses, as they are stored: nothing tells one that was a path from one that somebody wrote.

// pageLinks lead the links of a folder's texts to each other.
type pageLinks struct {
	folder        *folder
	page          func(lang, project, key string) string // path of an article for customers; nil: they have none
	shown, drafts map[articleName]Audience
	dead          map[deadLink]told
}

// deadLink is what links lead to that lead nowhere.
type deadLink struct{ at, why string }

// told is which warning tells of a thing, and how many of that there are besides.
type told struct{ warning, more int }

// note takes what texts were made of into their files' hashes.
func (f *folder) note(said map[string][]byte) {
	for i, a := range f.articles {
		source, ok := said[a.path]
		if !ok {
			continue
		}
		_, body, err := cutFront(source)
		if err != nil {
			continue // then it is no file of an article
		}
		text, files := f.links(f.root, a.path, string(body))
		f.articles[i].written, f.articles[i].alone = text, a.hash
		said := hashWith(fileHash(source), files) + madeInto // what the text itself does not link is not stored
		f.articles[i].hash = said + shortHash(a.hash)
		for _, was := range a.formerly {
			f.articles[i].formerly = append(f.articles[i].formerly, said+shortHash(was))
		}
	}
}

// was tells whether a hash is one that the file had while texts were kept with the program's address.
func (f articleFile) was(hash string) bool { return slices.Contains(f.formerly, hash) }

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// unreadable are the articles whose files cannot be read this time and that readers see.
func (im *importer) unreadable(ctx context.Context, f folder) (map[articleName]Audience, error) {
	names := map[int64]articleName{}
	for n := range f.present {
		if a := im.articles[n]; a.published > 0 && !a.removed {
			names[a.id] = n
		}
	}
	for _, a := range f.articles {
		delete(names, im.articles[a.name].id)
	}
	out := map[articleName]Audience{}
	rows, _ := im.store.pool.Query(ctx, `SELECT a.id, v.audience FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.published WHERE a.id = ANY($1)`,
		slices.Collect(maps.Keys(names)))
	var id int64
	var audience Audience
	if _, err := pgx.ForEachRow(rows, []any{&id, &audience}, func() error { out[names[id]] = audience; return nil }); err != nil {
		return nil, fmt.Errorf("read the articles whose files are bad: %w", err)
	}
	return out, nil
}

// leadLinks leads the links of texts to articles of the folder to where customers read these. Where they do not read them the
// words stay without the link. A link to a file that is no article stays, and is warned of. Broken are the articles that are there
// though their files cannot be read.
func (f *folder) leadLinks(page func(lang, project, key string) string, broken map[articleName]Audience) {
	l := pageLinks{f, page, broken, map[articleName]Audience{}, map[deadLink]told{}}
	for _, a := range f.articles {
		if a.draft {
			l.drafts[a.name] = a.Audience
		} else {
			l.shown[a.name] = a.Audience
		}
	}
	all := f.articles
	f.articles = make([]articleFile, 0, len(all))
	for _, a := range all {
		a.history = f.histories[a.name]
		if a = l.lead(a); len(a.Body) > MaxBody {
			f.bad = append(f.bad, BadFile{Path: a.path, Problem: fmt.Sprintf("has %d bytes of %d that are allowed, with the addresses of the articles that it links: split it", len(a.Body), MaxBody)})
			continue
		}
		f.articles = append(f.articles, a)
	}
	for _, t := range l.dead {
		if t.more > 0 {
			f.warned[t.warning].Problem += fmt.Sprintf(", and so do %d more", t.more)
		}
	}
}

// madeInto parts the hash of what a source says from that of what is made of it: the same file is another text where its links lead
// elsewhere.
const madeInto = "+"

// saidHash is the hash of what the source says.
func saidHash(hash string) string {
	hash, _, _ = strings.Cut(hash, madeInto)
	return hash
}

// has tells whether an article was made of a file as it is now, by the hash that it had then. That another text is made of the same
// file is no reason to put it over what somebody wrote since.
func (a importedArticle) has(f articleFile, hash string) bool {
	return hash == f.hash || a.edited && saidHash(hash) == saidHash(f.hash)
}

// revises tells whether readers see just what a file's text is made of, so that it may take its place, of an article of which it is
// not known what an import brought.
func (f articleFile) revises(a importedArticle, now Draft) bool {
	return f.hash != a.hash && a.imported == 0 && a.latest == a.published && sameDraft(now, f.asWritten())
}

// asWritten is a file's text as it was before it was made into what it is.
func (f articleFile) asWritten() Draft {
	d := f.Draft
	d.Body = f.written
	return d
}

func (l pageLinks) lead(a articleFile) articleFile {
	var led, whole strings.Builder
	body := RelinkPages(a.path, a.Body, func(at, written string) (string, bool) {
		target, audience, known := l.target(a, at)
		if !known {
			l.warn(a, target, at, written)
			return "", false
		}
		address := ""
		if l.page != nil && audience != Internal {
			address = l.page(target.lang, target.project, target.key)
		}
		fmt.Fprintln(&led, target.path(), address)
		fmt.Fprintln(&whole, target.path(), Absolute(address, l.folder.base))
		return address, true
	})
	if led.Len() == 0 {
		return a
	}
	a.formerly = append(a.formerly, a.hash+madeInto+shortHash(whole.String()))
	a.written, a.Body, a.hash = a.Body, body, a.hash+madeInto+shortHash(led.String())
	return a
}

// target is the article that a link of another one means, as its text or as a draft, with or without the ending of its file. What
// readers see leads to no draft.
func (l pageLinks) target(from articleFile, at string) (n articleName, audience Audience, known bool) {
	parts := strings.Split(strings.TrimSuffix(at, ".md"), "/")
	if len(parts) == 4 && parts[1] == draftsFolder {
		parts = slices.Delete(parts, 1, 2)
	}
	n, ok := nameOfPath(strings.Join(parts, "/"))
	if !ok {
		return n, "", false
	}
	audience, known = l.shown[n]
	if !known && from.draft {
		audience, known = l.drafts[n]
	}
	return n, audience, known
}

// warn tells of a link that leads nowhere, once of all that lead there. Of a file that could not be read that is said already.
func (l pageLinks) warn(a articleFile, target articleName, at, written string) {
	file, _, _ := strings.Cut(written, "#")
	_, draft := l.drafts[target]
	why := "which is no article of the folder"
	switch {
	case path.Ext(file) != ".md" || l.folder.present[target] && !draft:
		return
	case draft:
		why = "which readers do not see"
	}
	dead := deadLink{at, why}
	if t, again := l.dead[dead]; again {
		l.dead[dead] = told{t.warning, t.more + 1}
		return
	}
	l.dead[dead] = told{warning: len(l.folder.warned)}
	l.folder.warned = append(l.folder.warned, BadFile{Path: a.path, Problem: fmt.Sprintf("links %q, %s: the link leads nowhere", written, why)})
}

// stands tells whether a text is what a file says: its text with its links led, or, in an export, as it is written there: what it
// had of paths it was stored with.
func (f articleFile) stands(d Draft) bool {
	d.Body = WithoutTags(d.Body) // it may be stored from before that was done
	if sameDraft(d, f.Draft) {
		return true
	}
	return f.history != "" && f.written != "" && sameDraft(d, f.asWritten())
}

// replacesText tells whether a file says another text than one that is there.
func (f articleFile) replacesText(d Draft) bool {
	return !f.stands(d.withLabels(f.Draft.labels()))
}
