package convert

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"switchboard/knowledge"
)

// html reads a page saved from a site: its main part, without what surrounds it.
func (b *builder) html(data []byte, name string) {
	p := pageAt(name)
	doc, err := parsePage(data)
	if err != nil {
		b.miss(p, "%v", err)
		return
	}
	if isContents(doc) {
		return
	}
	p.Lang = pageLang(doc)
	p.Link = canonical(doc)
	crumbs := crumbsOf(doc)
	read, err := b.readPage(doc, name, crumbs, true)
	if err != nil {
		b.miss(p, "%v", err)
		return
	}
	p.Title, p.Body, p.Audience, p.file, p.page = read.title, read.body, read.audience, name, true
	p.crumbs = above(crumbs, p.Title)
	if alone := withoutPageLinks(p); alone != p.Body {
		p.said = alone
	}
	if read.known {
		p.before = b.readBefore(data, p)
	}
	b.add(p)
}

func parsePage(data []byte) (*html.Node, error) {
	r, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return nil, fmt.Errorf("its encoding is not known: %w", err)
	}
	doc, err := html.Parse(r)
	if err != nil {
		return nil, fmt.Errorf("is no HTML that can be read: %w", err)
	}
	return doc, nil
}

// markdownOf is a tree of HTML as Markdown.
func markdownOf(n *html.Node) (string, error) {
	conv := converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)),
		strikethrough.NewStrikethroughPlugin(), table.NewTablePlugin(table.WithSpanCellBehavior(table.SpanBehaviorMirror))))
	for _, tag := range []string{"video", "audio", "iframe", "svg", "canvas", "object", "embed"} {
		conv.Register.TagType(tag, converter.TagTypeRemove, converter.PriorityEarly)
	}
	limitSpans(n)
	md, err := conv.ConvertNode(n)
	return bareTildes(strings.TrimSpace(string(md))), err
}

// loneTilde is a tilde that was escaped and stands alone. It strikes nothing in articles.
var loneTilde = regexp.MustCompile(`(^|[^~\\])\\~([^~\\]|$)`)

// bareTildes is Markdown in which tildes that strike nothing are as they were written: "~5 days". Lines with code are left as they are.
func bareTildes(md string) string {
	if !strings.Contains(md, `\~`) {
		return md
	}
	lines, fenced := strings.Split(md, "\n"), false
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if !fenced && !strings.Contains(line, "`") {
			lines[i] = loneTilde.ReplaceAllString(line, "$1~$2")
		}
	}
	return strings.Join(lines, "\n")
}

// mainPart is the element that holds the article: main, else a lone article, else the body.
func mainPart(doc *html.Node) *html.Node {
	if n := first(doc, atom.Main); n != nil {
		return n
	}
	for n := range doc.Descendants() {
		if attr(n, "role") == "main" {
			return n
		}
	}
	if n := first(doc, atom.Article); n != nil {
		return n
	}
	if n := first(doc, atom.Body); n != nil {
		return n
	}
	return doc
}

// around is what surrounds the text of a page, by its class or id.
var around = regexp.MustCompile(`(?i)(^|[-_ ])(nav|navbar|menu|breadcrumbs?|footer|sidebar|cookies?|banner|share|social|pagination|toc|skip-link|feedback)([-_ ]|$)`)

// prune takes away what surrounds the text of a page.
func prune(root *html.Node) {
	drop(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Button, atom.Dialog:
			return true
		}
		return slices.Contains([]string{"navigation", "banner", "contentinfo", "search"}, attr(n, "role")) || around.MatchString(attr(n, "class")) || around.MatchString(attr(n, "id"))
	})
	simplify(root, leadsSomewhere)
}

// leadsAway tells whether an element's link leads anywhere when the page stands somewhere else.
func leadsAway(a *html.Node) bool { return leads(attr(a, "href")) }

// leads tells whether a link leads anywhere when the page stands somewhere else.
func leads(href string) bool {
	u, err := url.Parse(strings.TrimSpace(href))
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto" || u.Scheme == "tel")
}

func first(root *html.Node, a atom.Atom) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == a {
			return n
		}
	}
	return nil
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, name string) string {
	v, _ := attribute(n, name)
	return v
}

// words are the words of a tree, in one line.
func words(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// siteless is a page's title without the name of its site.
func siteless(title string) string {
	for _, sep := range []string{" | ", " — ", " – ", " · ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 {
			return title[:i]
		}
	}
	return title
}

func pageLang(doc *html.Node) string {
	if n := first(doc, atom.Html); n != nil {
		return knowledge.Base(attr(n, "lang"))
	}
	return ""
}

// canonical is the page's own public address, if it names one.
func canonical(doc *html.Node) string {
	for n := range doc.Descendants() {
		link := ""
		switch {
		case n.DataAtom == atom.Link && attr(n, "rel") == "canonical":
			link = attr(n, "href")
		case n.DataAtom == atom.Meta && attr(n, "property") == "og:url":
			link = attr(n, "content")
		}
		if u, err := url.Parse(link); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
			return link
		}
	}
	return ""
}
