package convert

import (
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen is the style of what a page does not show.
var unseen = regexp.MustCompile(`(?i)(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)`)

// drop takes elements out of a tree.
func drop(root *html.Node, is func(n *html.Node) bool) {
	var gone []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// isUnseen tells whether an element is no text, or one that nobody sees.
func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Source:
		return true
	case atom.Dialog:
		_, open := attribute(n, "open")
		return !open
	}
	_, hidden := attribute(n, "hidden")
	return hidden || unseen.MatchString(attr(n, "style")) || attr(n, "aria-hidden") == "true"
}

// simplify takes away what nobody sees of a text, and makes plain what are lists and what is struck through in it. Of links that lead
// nowhere the words stay.
func simplify(root *html.Node, leads func(a *html.Node) bool) {
	drop(root, isUnseen)
	var sups []*html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.DataAtom == atom.Sup {
			sups = append(sups, n)
		}
		if n.DataAtom == atom.Picture {
			n.DataAtom, n.Data, n.Attr = atom.Span, "span", nil // its img stays
		}
		if n.DataAtom == atom.A && !leads(n) {
			n.DataAtom, n.Data, n.Attr = atom.Span, "span", nil
		}
	}
	for _, n := range sups {
		raise(n)
	}
	wordLists(root)
	strike(root)
}
