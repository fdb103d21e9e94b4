package convert

import (
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
	plainly(body)
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

// plainly makes of a text without a page of its own what Markdown says: without what is no text, with its styles as elements.
func plainly(body *html.Node) {
	prune(body)
	for n := range body.Descendants() {
		switch n.DataAtom {
		case atom.H1: // the title is a field of its own
			n.DataAtom, n.Data = atom.H2, "h2"
		case atom.B, atom.Strong, atom.I, atom.Em, atom.Span:
			styled(n)
		}
	}
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
