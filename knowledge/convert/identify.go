package convert

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"switchboard/knowledge"
)

// identify tells the language and the key of an article. Its language is what it says itself, else what its place says, else what was
// chosen for all, else what its words say.
func (b *builder) identify(p *piece) {
	said, text := p.Lang, p.Title+"\n"+cutText(p.Body, 2000)
	p.Lang = tongueOf(said)
	if p.Lang == "" && p.at != "" {
		var doubted string
		if p.Lang, doubted = placeOf(p.at).tongue(text); doubted != "" {
			b.warn(p.from, "stands under %q and was taken for %q all the same, which its words are of: write its language into its front matter if that is wrong", doubted, p.Lang)
		}
	}
	chosen := p.Lang
	if p.Lang == "" {
		p.Lang = b.options.Lang
	}
	if p.Lang == "" {
		var sure bool
		if p.Lang, sure = languageOf(text); !sure {
			b.warn(p.from, "does not tell its language and was taken for %q: choose another one if it is wrong (on the command line: --lang)", p.Lang)
		}
	}
	if p.former.lang = cmp.Or(said, formerLang(p.at), b.options.Lang); p.former.lang == "" {
		p.former.lang, _ = languageOf(text)
	}
	if p.at != "" {
		p.name = placeOf(p.at).stem(chosen) + p.below
	}
	p.former.key = p.Key
	if p.Key == "" {
		p.former.key = p.formerKey()
		if p.name == "" {
			p.name = p.Title
		}
		p.Key, p.made = knowledge.DistinctSlug(p.name), true
	}
}

// put takes the file of an article. A second one of a name gets a number, in the order of the source.
func (b *builder) put(p piece) {
	key := b.apart(p)
	name := path.Join(p.Project, p.Lang, key+".md")
	for n := 2; b.taken(name); n++ {
		name = path.Join(p.Project, p.Lang, fmt.Sprintf("%s-%d.md", key, n))
	}
	if !fs.ValidPath(name) || strings.Count(name, "/") != 2 {
		b.miss(p, "its project %q, language %q or key %q cannot be a name: use lower-case letters, digits and hyphens", p.Project, p.Lang, key)
		return
	}
	if got := strings.TrimSuffix(path.Base(name), ".md"); got != key {
		first := b.pieces[path.Join(p.Project, p.Lang, key+".md")]
		b.warn(p.from, "has the same %s as %s: both are kept, as %q and %q", likeness(first, p), first.from, key, got)
	}
	b.stands[p.Project] = append(b.stands[p.Project], p.from)
	b.hold(p, key, name)
}

// hold keeps an article under the name of its file, which has a number where its key was taken.
func (b *builder) hold(p piece, key, name string) {
	is, was := path.Join(p.Project, p.Lang, key+".md"), path.Join(p.Project, p.former.lang, p.former.key+".md")
	if was != is {
		b.formerly[name] = append(b.formerly[name], was)
	}
	if alone := path.Join(p.Project, p.Lang, p.Key+".md"); alone != is {
		b.formerly[name] = append(b.formerly[name], alone)
	}
	p.Key = strings.TrimSuffix(path.Base(name), ".md")
	b.pieces[name], b.origin[name] = p, p.from
	if b.madeOf[p.file] == "" {
		b.madeOf[p.file] = name
	}
}

// apart is the key of an article. Pages of Notion that would have one key have what it tells them by behind theirs, each of them, so
// that none gets the key of another one when one comes or goes.
func (b *builder) apart(p piece) string {
	name := path.Join(p.Project, p.Lang, p.Key+".md")
	if p.id == "" || !p.made {
		return p.Key
	}
	if first := b.pieces[name]; first.id != "" && !b.shared[name] {
		b.shared[name] = true
		delete(b.pieces, name)
		delete(b.origin, name)
		delete(b.formerly, name)
		if b.madeOf[first.file] == name {
			b.madeOf[first.file] = ""
		}
		key := first.Key + "-" + first.id[:idLetters]
		b.hold(first, key, path.Join(first.Project, first.Lang, key+".md"))
	}
	if b.shared[name] {
		return p.Key + "-" + p.id[:idLetters]
	}
	return p.Key
}

const idLetters = 8 // of what Notion tells pages by, in keys
