package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// pageAt is what the name of a file tells of the article in it, as long as nothing else is known.
func pageAt(name string) piece {
	at := placeOf(name)
	return piece{from: name, at: name, name: at.stem(at.lang()), id: notionID(name)}
}

// place is where a file stands in its folder, by the parts of its path.
type place struct {
	folders []string
	base    string // without its ending, and without what names its language
	suffix  string // the language that stands before its ending: prices.uk.md
	file    string // its name without the ending
}

func placeOf(name string) place {
	p := place{file: strings.TrimSuffix(path.Base(name), path.Ext(name))}
	p.base = p.file
	if dir := path.Dir(name); dir != "." {
		p.folders = strings.Split(dir, "/")
	}
	if i := strings.LastIndexByte(p.file, '.'); i > 0 {
		if p.suffix = tongueNamed(p.file[i+1:]); p.suffix != "" {
			p.base = p.file[:i]
		}
	}
	return p
}

// named are the languages that a path may name, the likelier first, and what names each: what stands before the ending of the file,
// and the folders from without.
func (p place) named() (langs, by []string) {
	if p.suffix != "" {
		langs, by = append(langs, p.suffix), append(by, p.file)
	}
	for _, f := range p.folders {
		if l := tongueNamed(f); l != "" {
			langs, by = append(langs, l), append(by, f)
		}
	}
	return langs, by
}

// lang is the language that a path names beyond doubt, or nothing.
func (p place) lang() string {
	langs, _ := p.named()
	for _, l := range langs {
		if !slices.Contains(aWord, l) {
			return l
		}
	}
	return ""
}

// tongue is the language of a text by its path: what that names, unless the words surely say another one; a name that may be a word of
// another language, or that only ends so, counts where the words agree. doubted is what would have named another one.
func (p place) tongue(text string) (lang, doubted string) {
	langs, by := p.named()
	for i, l := range langs {
		switch {
		case slices.Contains(aWord, l) && agrees(text, l):
			return l, ""
		case slices.Contains(aWord, l):
		case denies(text, l):
			lang, _ = languageOf(text)
			return lang, by[i]
		default:
			return l, ""
		}
	}
	if m := tongueLast.FindStringSubmatch(strings.ToLower(p.base)); m != nil {
		if l := tongueNamed(m[1]); l != "" && agrees(text, l) {
			return l, ""
		}
	}
	return "", ""
}

// stem is a path as the name of an article in a language: without its ending, without what tells translations apart and without what a
// tool adds, folders kept.
func (p place) stem(lang string) string {
	if n := numberOf(p); n != "" {
		return n
	}
	var parts []string
	for _, f := range p.withoutPlugin() {
		if l := tongueNamed(f); l == "" || l != lang && (lang == "" || p.suffix != lang || slices.Contains(aWord, l)) {
			parts = append(parts, withoutID(f))
		}
	}
	base := withoutID(p.base)
	if p.suffix != "" && p.suffix != lang {
		base = withoutID(p.file)
	}
	if (base == "index" || base == "README") && len(parts) > 0 {
		return strings.Join(parts, "/")
	}
	return strings.Join(append(parts, base), "/")
}

// withoutPlugin are the folders of a page with those of a translation of Docusaurus named as those of what it translates are.
func (p place) withoutPlugin() []string {
	if len(p.folders) < 3 || p.folders[0] != "i18n" {
		return p.folders
	}
	kind, ok := strings.CutPrefix(p.folders[2], "docusaurus-plugin-content-")
	lang, inside := p.folders[1], p.folders[3:]
	switch {
	case !ok:
		return p.folders
	case kind != "docs" || len(inside) == 0:
		return append([]string{lang, kind}, inside...)
	case inside[0] == "current":
		return append([]string{lang, kind}, inside[1:]...)
	}
	return append([]string{lang, "versioned_docs"}, inside...)
}

// numberOf is the number that a help centre of Zendesk or Intercom gives an article, which its translations have too while the words
// behind it are translated: hc/uk/articles/360001-Номер.html.
func numberOf(p place) string {
	if n := len(p.folders); n == 0 || p.folders[n-1] != "articles" {
		return ""
	}
	m := numberFirst.FindStringSubmatch(p.base)
	if m == nil {
		return ""
	}
	if _, err := time.Parse("20060102", m[1]); err == nil {
		return ""
	}
	return m[1]
}

var (
	numberFirst = regexp.MustCompile(`^([0-9]{5,})(?:-|$)`)
	ofNotion    = regexp.MustCompile(`(.) ([0-9a-f]{32})$`)
)

// withoutID is a name without the number that Notion writes behind the names of pages.
func withoutID(name string) string { return ofNotion.ReplaceAllString(name, "$1") }

// notionID is that number, or nothing.
func notionID(name string) string {
	if m := ofNotion.FindStringSubmatch(strings.TrimSuffix(path.Base(name), path.Ext(name))); m != nil {
		return m[2]
	}
	return ""
}
