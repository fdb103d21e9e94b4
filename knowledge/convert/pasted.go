package convert

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pasted is what was copied from a page, a document or a mail as Markdown: headings, lists, tables, links, bold and italic
// words. Pictures stay behind, and how many were there is told.
func Pasted(source string) (markdown string, pictures int, err error) {
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return "", 0, err
	}
	body := first(doc, atom.Body)
	if body == nil {
		return "", 0, nil
	}
	plainly(body, leadsAway)
	var gone []*html.Node
	for n := range body.Descendants() {
		if n.DataAtom == atom.Img {
			pictures++
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
	markdown, err = markdownOf(body)
	return markdown, pictures, err
}

// plainly makes of a text without a page around it what Markdown says: with its styles as elements, and the words of all that is
// seen. Of links that lead nowhere the words stay.
func plainly(body *html.Node, leads func(a *html.Node) bool) {
	simplify(body, leads)
	for n := range body.Descendants() {
		switch n.DataAtom {
		case atom.Aside, atom.Footer, atom.Form, atom.Nav:
			n.DataAtom, n.Data = atom.Div, "div"
		case atom.Button:
			n.DataAtom, n.Data = atom.Span, "span"
		case atom.Iframe:
			framed(n)
		case atom.H1: // the title is a field of its own
			n.DataAtom, n.Data = atom.H2, "h2"
		case atom.B, atom.Strong, atom.I, atom.Em, atom.Span:
			styled(n)
		}
	}
}

// framed makes of a frame a link to what it shows.
func framed(n *html.Node) {
	src, title := strings.TrimSpace(attr(n, "src")), attr(n, "title")
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	if !leads(src) {
		return
	}
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.DataAtom, n.Data, n.Attr = atom.A, "a", []html.Attribute{{Key: "href", Val: src}}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: cmp.Or(strings.Join(strings.Fields(title), " "), src)})
}

var (
	heavy = regexp.MustCompile(`(?i)font-weight:\s*(?:bold|[6-9]00)`)
	light = regexp.MustCompile(`(?i)font-weight:\s*(?:normal|[1-4]00)`)
	slant = regexp.MustCompile(`(?i)font-style:\s*italic`)
)

// styled makes of an element what its style says: editors of documents write bold words as plain elements of another
// weight, and put whole texts into a bold element of none.
func styled(n *html.Node) {
	style := attr(n, "style")
	switch {
	case light.MatchString(style) && (n.DataAtom == atom.B || n.DataAtom == atom.Strong):
		n.DataAtom, n.Data = atom.Span, "span"
	case n.DataAtom != atom.Span || within(n, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th):
	case heavy.MatchString(style):
		n.DataAtom, n.Data = atom.Strong, "strong"
	case slant.MatchString(style):
		n.DataAtom, n.Data = atom.Em, "em"
	}
}

// within tells whether an element stands in one of a kind.
func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, k := range kinds {
			if p.DataAtom == k {
				return true
			}
		}
	}
	return false
}
