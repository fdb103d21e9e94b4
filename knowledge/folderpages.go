package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Texts of a folder link each other by their paths. Readers have no paths, so that an import puts the addresses in their place.
// An export has the addresses, as they are stored: nothing tells one that was a path from one that somebody wrote.

// pageLinks lead the links of a folder's texts to each other.
type pageLinks struct {
	folder        *folder
	page          func(lang, project, key string) string // path of an article for customers; nil: they have none
	shown, drafts map[articleName]Audience
}

// leadLinks leads the links of texts to articles of the folder to where customers read these. Where they do not read them the
// words stay without the link. A link to a file that is no article stays, and is warned of.
func (f *folder) leadLinks(page func(lang, project, key string) string) {
	l := pageLinks{f, page, map[articleName]Audience{}, map[articleName]Audience{}}
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
		_, a.exported = f.histories[a.name]
		if a = l.lead(a); len(a.Body) > MaxBody {
			f.bad = append(f.bad, BadFile{Path: a.path, Problem: fmt.Sprintf("has %d bytes of %d that are allowed, with the addresses of the articles that it links: split it", len(a.Body), MaxBody)})
			continue
		}
		f.articles = append(f.articles, a)
	}
}

// ledTo parts a file's hash from that of where its links lead: the same file is another text where they lead elsewhere.
const ledTo = "+"

// fileHash is the hash of the file alone.
func fileHash(hash string) string {
	hash, _, _ = strings.Cut(hash, ledTo)
	return hash
}

// has tells whether an article was made of a file as it is now, by the hash that it had then. That its links lead elsewhere is no
// reason to put it over what somebody wrote since.
func (a importedArticle) has(f articleFile, hash string) bool {
	return hash == f.hash || a.handwritten() && fileHash(hash) == fileHash(f.hash)
}

func (l pageLinks) lead(a articleFile) articleFile {
	var led strings.Builder
	body := RelinkPages(a.path, a.Body, func(at, written string) (string, bool) {
		target, audience, known := l.target(a, at)
		if !known {
			l.warn(a, target, written)
			return "", false
		}
		address := ""
		if l.page != nil && audience != Internal {
			address = l.folder.base + l.page(target.lang, target.project, target.key)
		}
		fmt.Fprintln(&led, target.path(), address)
		return address, true
	})
	if led.Len() == 0 {
		return a
	}
	sum := sha256.Sum256([]byte(led.String()))
	a.written, a.Body, a.hash = a.Body, body, a.hash+ledTo+hex.EncodeToString(sum[:8])
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

// warn tells of a link that leads nowhere. Of a file that could not be read that is said already.
func (l pageLinks) warn(a articleFile, target articleName, written string) {
	file, _, _ := strings.Cut(written, "#")
	_, draft := l.drafts[target]
	why := "which is no article of the folder"
	switch {
	case path.Ext(file) != ".md" || l.folder.present[target] && !draft:
		return
	case draft:
		why = "which readers do not see"
	}
	l.folder.warned = append(l.folder.warned, BadFile{Path: a.path, Problem: fmt.Sprintf("links %q, %s: the link leads nowhere", written, why)})
}

// stands tells whether a text is what a file says: its text with its links led, or, in an export, as it is written there: what it
// had of paths it was stored with.
func (f articleFile) stands(d Draft) bool {
	if sameDraft(d, f.Draft) {
		return true
	}
	asWritten := f.Draft
	asWritten.Body = f.written
	return f.exported && f.written != "" && sameDraft(d, asWritten)
}
