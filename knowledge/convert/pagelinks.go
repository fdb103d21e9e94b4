package convert

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"switchboard/knowledge"
)

// leadsBeside tells whether an element's link leads to what stands beside its page, and writes it so that it is found again in the
// page's Markdown.
func leadsBeside(a *html.Node) bool {
	u, err := url.Parse(strings.TrimSpace(attr(a, "href")))
	if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" || strings.ContainsAny(words(a), "[]`") || first(a, atom.Img) != nil {
		return false
	}
	beside := strings.NewReplacer("(", "%28", ")", "%29", ":", "%3A").Replace((&url.URL{Path: u.Path}).EscapedPath())
	a.Attr = []html.Attribute{{Key: "href", Val: beside}}
	return true
}

// leadsSomewhere tells whether an element's link leads anywhere, or to what stands beside its page.
func leadsSomewhere(a *html.Node) bool { return leadsAway(a) || leadsBeside(a) }

// withoutPageLinks is the text of a page as it is made where its links lead nowhere.
func withoutPageLinks(p piece) string {
	return knowledge.RelinkPages(p.file, p.Body, func(string, string) (string, bool) { return "", true })
}

// finish makes files of the articles, now that it is known what each page of the folder became.
func (b *builder) finish() {
	lost, shelved := lostLinks{}, b.shelved()
	b.noteAddresses()
	for _, name := range slices.Sorted(maps.Keys(b.pieces)) {
		p := b.pieces[name]
		said, flow := p.Article, knowledge.Flow{ReviewBy: p.reviewBy}
		said.Body = cmp.Or(p.said, p.Body)
		if p.before != nil {
			p.before(&said)
		}
		for _, tag := range shelved[name] {
			p.Tags = withTag(p.Tags, tag)
		}
		p.Body = b.relinkPages(p, &lost)
		b.files[name] = knowledge.ArticleFile(p.Article, flow)
		if source := knowledge.ArticleFile(said, flow); !bytes.Equal(source, b.files[name]) {
			b.said[name] = source
		}
	}
	lost.report(b)
}

// lostLinks are the links of pages that were left out: to pages that customers could read if there was a help centre, and of pages of
// other sites to what is not there; and those of files that were not, though nothing is there.
type lostLinks struct{ unread, away, dead []lostLink }

type lostLink struct{ from, to string }

func (l lostLinks) report(b *builder) {
	const left = "the words stay without the link"
	b.left(l.unread, "is a page that customers read nowhere while the help centre is off (SWITCHBOARD_HELP=true, for the command too)", left)
	b.left(l.away, "is none of the pages that are imported", left)
	b.left(l.dead, "is none of the pages that are imported", "the link leads nowhere here")
}

// left notes which links were left out or lead nowhere, and why.
func (b *builder) left(links []lostLink, why, so string) {
	if len(links) == 0 {
		return
	}
	more := ""
	if n := len(links) - 1; n > 0 {
		more = fmt.Sprintf(", and so do those of %d more", n)
	}
	b.warn(links[0].from, "links %s, which %s: %s%s", links[0].to, why, so, more)
}

// relinkPages leads the links of a page to other pages of its source, by their files or by where another site has them, to where
// customers read those. Where they cannot, the words stay without the link, which would open nothing.
func (b *builder) relinkPages(p piece, lost *lostLinks) string {
	body := knowledge.RelinkPages(cmp.Or(p.file, p.from), p.Body, func(at, written string) (string, bool) {
		target, found := b.linked(at)
		if public, ok := addressOf(written); ok && !found {
			public.host = p.host()
			target, found = b.atAddress(public, false)
		}
		switch {
		case !found && p.page:
			lost.away = append(lost.away, lostLink{p.from, at})
			return "", true
		case !found && p.file != "" && isElsewhere(written):
			lost.dead = append(lost.dead, lostLink{p.from, written})
			return "", false
		case !found || target.Audience == knowledge.Internal:
			return "", found
		case b.options.Page == nil:
			lost.unread = append(lost.unread, lostLink{p.from, at})
			return "", true
		}
		return b.options.Page(target.Lang, target.Project, target.Key), true
	})
	return knowledge.RelinkAddresses(body, func(written string) (string, bool) {
		public, _ := addressOf(written)
		target, found := b.atAddress(public, true)
		if !found || target.Audience == knowledge.Internal || b.options.Page == nil {
			return "", false // it leads to where it led
		}
		return b.options.Page(target.Lang, target.Project, target.Key), true
	})
}

// linked is the article that a file, or a folder, of the folder became which a page links.
func (b *builder) linked(at string) (piece, bool) {
	for _, name := range []string{at, at + ".md", at + ".mdx", at + ".html", path.Join(at, "README.md"), path.Join(at, "index.md"), path.Join(at, "index.mdx"), path.Join(at, "index.html")} {
		if article := b.madeOf[name]; article != "" {
			return b.pieces[article], true
		}
	}
	return piece{}, false
}
