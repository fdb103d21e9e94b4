package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sayNothing are names of folders that hold whatever there is.
var sayNothing = map[string]bool{"article": true, "articles": true, "content": true, "contents": true, "doc": true, "docs": true, "export": true, "faq": true, "faqs": true,
	"files": true, "help": true, "html": true, "kb": true, "knowledge": true, "pages": true, "posts": true, "public": true, "site": true, "src": true, "support": true, "www": true}

var numbered = regexp.MustCompile(`^\d+[-_. ]+`)

// folderOf is the folder that a file stands in as a section of a help centre is named: "billing and plans" of
// docs/en/02-billing-and-plans/refunds.md. It is empty where that says nothing of what is in it.
func folderOf(name, lang string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		base := path.Base(dir)
		if l := tongueNamed(base); l != "" && (l == lang || !slices.Contains(aWord, l)) {
			continue
		}
		base = strings.Join(strings.FieldsFunc(numbered.ReplaceAllString(base, ""), func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
		if sayNothing[strings.ToLower(base)] {
			return ""
		}
		return base
	}
	return ""
}

// manyFolders tells whether articles stand in more folders than one. Otherwise theirs says nothing of any.
func (b *builder) manyFolders() bool {
	folders := map[string]bool{}
	for _, p := range b.pieces {
		folders[p.folder] = true
	}
	return len(folders) > 1
}

// shelve makes tags of the sections that an article names, or else of its folder if that counts.
func (p *piece) shelve(folders bool) {
	if len(p.sections) == 0 && folders {
		p.sections = []string{p.folder}
	}
	for _, s := range append(p.tagged, p.sections...) {
		p.Tags = withTag(p.Tags, s)
	}
}

const longestSection = 100 // letters: what is longer is no name of one

// withTag are tags with one more, if it is one and not among them.
func withTag(tags []string, tag string) []string {
	tag = strings.Join(strings.Fields(tag), " ")
	if tag == "" || utf8.RuneCountInString(tag) > longestSection {
		return tags
	}
	for _, t := range tags {
		if strings.EqualFold(t, tag) {
			return tags
		}
	}
	return append(tags[:len(tags):len(tags)], tag)
}

// crumbsOf are the breadcrumbs of a page that lead anywhere.
func crumbsOf(doc *html.Node) (out []string) {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom == atom.Body || !strings.Contains(strings.ToLower(attr(n, "class")+" "+attr(n, "id")+" "+attr(n, "aria-label")+" "+attr(n, "itemtype")), "breadcrumb") {
			continue
		}
		for a := range n.Descendants() {
			if text := words(a); a.DataAtom == atom.A && text != "" {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}

// sectionOf is the section that a page of a title stands in by its breadcrumbs, the first of which is the whole site.
func sectionOf(crumbs []string, title string) []string {
	if n := len(crumbs); n > 0 && crumbs[n-1] == title {
		crumbs = crumbs[:n-1]
	}
	if len(crumbs) < 2 {
		return nil
	}
	return crumbs[len(crumbs)-1:]
}
