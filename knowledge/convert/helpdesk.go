package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"switchboard/knowledge"
)

// Help desks and wikis mark where the text of an article stands in the pages that they make, and what stands around it: who wrote
// it and when, votes, comments, other articles. Such a page is read by these marks, any other one by its elements alone.

// besideText are the classes of what help desks put beside the text of an article. Such as any text may have for its own are none.
var besideText = []string{"page-metadata", "article-meta", "article-author", "article-votes", "article-relatives", "article-comments", "article-subscribe",
	"article-more-questions", "article-return-to-top", "related-articles", "recent-articles"}

// textMarks are the classes of the element that has the text of an article: of Zendesk and Freshdesk, of Intercom, and of others.
var textMarks = []string{"article-body", "article_body", "article__body", "articleBody"}

// pageRead is what was read of a page. Known tells that it was read by the marks of a help desk.
type pageRead struct {
	title, body string
	audience    knowledge.Audience
	known       bool
}

// readPage reads a page with its breadcrumbs, by the marks of help desks or without them.
func (b *builder) readPage(doc *html.Node, name string, crumbs []string, marks bool) (read pageRead, err error) {
	main := mainPart(doc)
	var text *html.Node
	if marks {
		if forAgents(main) {
			read.audience, read.known = knowledge.Internal, true
		}
		if text = textOf(doc); text != nil {
			if belongs(main, map[*html.Node]bool{text: true}) { // the heading stands around it
				main = cmp.Or(first(doc, atom.Body), doc)
			}
			text.Parent.RemoveChild(text)
			read.known = true
		}
		drop(main, func(n *html.Node) bool {
			beside := hasClass(n, besideText...)
			read.known = read.known || beside
			return beside
		})
	}
	prune(main)
	read.title = titleOf(main)
	if text != nil {
		beside := main
		main = text
		prune(main)
		read.title = cmp.Or(read.title, headed(doc, beside))
		if read.title == "" {
			read.title = titleOf(main)
		}
	}
	if t := first(doc, atom.Title); read.title == "" && t != nil {
		read.title = siteless(words(t))
	}
	if marks && len(crumbs) > 0 {
		bare, named := strings.CutPrefix(read.title, crumbs[0]+" : ") // a space of Confluence
		read.title, read.known = bare, read.known || named
	}
	b.shown(name, main, true, b.besidePage(name))
	if read.body, err = markdownOf(main); err != nil {
		return read, fmt.Errorf("could not be made Markdown: %w", err)
	}
	return read, nil
}

// readBefore tells what was made of a page when the marks of help desks were not read; nil: nothing.
func (b *builder) readBefore(data []byte, p piece) func(*knowledge.Article) {
	doc, err := parsePage(data)
	if err != nil {
		return nil
	}
	problems := len(b.problems)
	was, err := b.readPage(doc, p.from, nil, false)
	b.problems = b.problems[:problems] // of its pictures
	if err != nil {
		return nil
	}
	p.Body = was.body
	body := strings.TrimSpace(withoutPageLinks(p))
	return func(a *knowledge.Article) { a.Title, a.Body, a.Audience = was.title, body, b.options.Audience }
}

// titleOf takes the first heading out of a tree: what it says is the title.
func titleOf(root *html.Node) string {
	h := first(root, atom.H1)
	if h == nil {
		return ""
	}
	h.Parent.RemoveChild(h)
	return standing(h)
}

// headed is the lesser heading beside an article's text that the title of its page begins with, as in the pages of Freshdesk.
func headed(doc, beside *html.Node) string {
	h, t := first(beside, atom.H2), first(doc, atom.Title)
	if h == nil || t == nil || words(h) == "" || !strings.HasPrefix(words(t), words(h)) {
		return ""
	}
	return standing(h)
}

// textOf is the element that a help desk marks as the article's text; nil: there is none, or several.
func textOf(doc *html.Node) (text *html.Node) {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !isText(n) || text != nil && belongs(n, map[*html.Node]bool{text: true}) {
			continue
		}
		if text != nil {
			return nil
		}
		text = n
	}
	return text
}

// isText tells whether an element is marked as the text of an article.
func isText(n *html.Node) bool {
	if n.DataAtom == atom.Meta {
		return false
	}
	return attr(n, "itemprop") == "articleBody" || hasClass(n, textMarks...) || attr(n, "id") == "main-content" && hasClass(n, "wiki-content") // of Confluence
}

// hasClass tells whether an element is of one of some classes.
func hasClass(n *html.Node, classes ...string) bool {
	return slices.ContainsFunc(strings.Fields(attr(n, "class")), func(c string) bool { return slices.Contains(classes, c) })
}

// forAgents tells whether the heading of an article has the lock that Zendesk shows where customers do not read it.
func forAgents(main *html.Node) bool {
	h := first(main, atom.H1)
	if h == nil || !hasClass(h, "article-title") {
		return false
	}
	for n := range h.Descendants() {
		if hasClass(n, "icon-lock") {
			return true
		}
	}
	return false
}

// isContents tells whether a page is the list of pages that Confluence writes beside those of a space.
func isContents(doc *html.Node) bool {
	title, list := false, false
	for n := range doc.Descendants() {
		title = title || attr(n, "id") == "title-text"
		list = list || attr(n, "id") == "main-content" && hasClass(n, "pageSection")
	}
	return title && list
}
