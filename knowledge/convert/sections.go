package convert

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sayNothing are names of folders that hold whatever there is.
const sayNothing = `archive article articles blog content contents current doc docs export faq faqs files hc help html i18n kb knowledge pages posts public site src
support versioned-docs www допомога довідка статті архів помощь справка статьи архив artykuły pomoc archiwum artikel hilfe inhalt archiv`

// wholeHelp is how whole help centres are called: "Hearth Help Center".
var wholeHelp = regexp.MustCompile(`(?i)help cent(er|re)|help desk|knowledge base|центр допомоги|база знань|справочный центр|центр помощи|база знаний|centrum pomocy|baza wiedzy|hilfe ?center|hilfezentrum|wissensdatenbank|wissensbasis`)

var (
	numbered  = regexp.MustCompile(`^\d+[-_. ]+`)
	versioned = regexp.MustCompile(`(?i)^(v|version|release)[ .]*\d[\d. ]*$`)
	aName     = regexp.MustCompile(`\p{L}{2}|[^\x00-\x{24f}\P{L}]`) // what has a word of letters, or a sign of a script that needs no more
)

// folderOf is the folder that a file stands in as a section of a help centre is named: "billing and plans" of
// docs/en/02-billing-and-plans/refunds.md. It is empty where that says nothing of what is in it; dates and versions are passed over.
func folderOf(name, lang string) string {
	folders := placeOf(name).withoutPlugin()
	for i := len(folders) - 1; i >= 0; i-- {
		if l := tongueNamed(folders[i]); l != "" && (l == lang || !slices.Contains(aWord, l)) {
			continue
		}
		base := strings.Join(strings.FieldsFunc(numbered.ReplaceAllString(withoutID(folders[i]), ""), func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
		if !aName.MatchString(base) || versioned.MatchString(base) {
			continue
		}
		if wholeHelp.MatchString(base) || slices.Contains(strings.Fields(sayNothing), strings.ReplaceAll(strings.ToLower(base), " ", "-")) {
			return ""
		}
		return base
	}
	return ""
}

// folder is the folder that an article stands in. A page that has a folder to itself, with its pictures, stands in the one around it.
func (b *builder) folder(p piece) string {
	if p.at == "" {
		return ""
	}
	dir := path.Dir(p.at)
	if isIndex(p.at) && !b.holds[dir] {
		return folderOf(dir, p.Lang)
	}
	return folderOf(p.at, p.Lang)
}

func isIndex(name string) bool {
	base := strings.ToLower(placeOf(name).base)
	return base == "index" || base == "_index" || base == "readme"
}

// shelved are the tags that articles have by what they are filed under, by the names of their files: the sections that each names, or
// else its folder, if there is more than one.
func (b *builder) shelved() map[string][]string {
	b.holds = map[string]bool{}
	for _, p := range b.pieces {
		dir := path.Dir(p.at)
		if !isIndex(p.at) {
			b.holds[dir] = true
		}
		for dir != "." { // it is below those around it
			dir = path.Dir(dir)
			b.holds[dir] = true
		}
	}
	folders, shared := map[string]bool{}, b.sharedCrumbs()
	for _, p := range b.pieces {
		if f := b.folder(p); f != "" {
			folders[f] = true
		}
	}
	out := map[string][]string{}
	for name, p := range b.pieces {
		sections := p.sections
		if n := len(p.crumbs); len(sections) == 0 && n > max(1, shared[p.Lang]) {
			sections = p.crumbs[n-1:]
		}
		if len(sections) == 0 && len(folders) > 1 {
			sections = []string{b.folder(p)}
		}
		out[name] = slices.Concat(b.tagsIn(p), sections)
	}
	b.spellAlike(out)
	return out
}

// tagsIn are the tags that are in no list of texts. A line of them has commas, or in a site of Jekyll spaces.
func (b *builder) tagsIn(p piece) []string {
	if p.tagLine != "" && !strings.Contains(p.tagLine, ",") && p.at != "" && b.configOf(b.siteOf(p.at)) != nil {
		return slices.Concat(p.tagged, strings.Fields(p.tagLine))
	}
	return slices.Concat(p.tagged, strings.Split(p.tagLine, ","))
}

// spellAlike spells tags alike, as most articles of their project do that have them.
func (b *builder) spellAlike(tags map[string][]string) {
	type word struct{ project, folded string }
	counts := map[word]map[string]int{}
	for name, p := range b.pieces {
		for _, t := range slices.Concat(p.Tags, tags[name]) {
			w := word{p.Project, strings.ToLower(t)}
			if counts[w] == nil {
				counts[w] = map[string]int{}
			}
			counts[w][t]++
		}
	}
	for name, list := range tags {
		for i, t := range list {
			of := counts[word{b.pieces[name].Project, strings.ToLower(t)}]
			list[i] = slices.MaxFunc(slices.Collect(maps.Keys(of)), func(a, b string) int { return cmp.Or(cmp.Compare(of[a], of[b]), strings.Compare(b, a)) })
		}
	}
}

// filed takes what a front matter files its article under: a category, which is one name, or several, and tags that are in no list of
// texts.
func (p *piece) filed(meta map[string]any) {
	for _, name := range []string{"categories", "category", "section"} {
		line, one := meta[name].(string)
		switch {
		case one && name == "categories":
			p.sections = append(p.sections, strings.Split(line, ",")...)
		case one:
			p.sections = append(p.sections, line)
		default:
			p.sections = append(append(p.sections, textsOf(meta[name])...), numbersIn(meta[name])...)
		}
	}
	p.sections = slices.DeleteFunc(p.sections, func(s string) bool { return strings.TrimSpace(s) == "" })
	p.tagLine, _ = meta["tags"].(string)
	p.tagged = numbersIn(meta["tags"])
}

// numbersIn are the numbers of a list, as they are written.
func numbersIn(list any) (out []string) {
	items, _ := list.([]any) // what is no list has none
	for _, item := range items {
		switch item.(type) {
		case int, int64, uint64, float64:
			out = append(out, fmt.Sprint(item))
		}
	}
	return out
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

// above are the breadcrumbs of a page of a title without itself.
func above(crumbs []string, title string) []string {
	if n := len(crumbs); n > 0 && crumbs[n-1] == title {
		return crumbs[:n-1]
	}
	return crumbs
}

// sharedCrumbs is how many breadcrumbs all pages of a language begin with: the site, and its first page. Where all pages have the same
// that is their section.
func (b *builder) sharedCrumbs() map[string]int {
	first, shared := map[string][]string{}, map[string]int{}
	differ := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(b.pieces)) {
		p := b.pieces[name]
		if len(p.crumbs) < 2 {
			continue
		}
		if first[p.Lang] == nil {
			first[p.Lang], shared[p.Lang] = p.crumbs, len(p.crumbs)
			continue
		}
		differ[p.Lang] = differ[p.Lang] || !slices.Equal(first[p.Lang], p.crumbs)
		n := 0
		for n < min(shared[p.Lang], len(p.crumbs)) && p.crumbs[n] == first[p.Lang][n] {
			n++
		}
		shared[p.Lang] = n
	}
	maps.DeleteFunc(shared, func(lang string, _ int) bool { return !differ[lang] })
	return shared
}
