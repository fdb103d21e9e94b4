package convert

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineThrough is the style of what is struck through, however the line is drawn.
var lineThrough = regexp.MustCompile(`(?i)(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]*line-through`)

// strike makes plain elements of what is struck through by its style or as a whole block: each run of words gets its own s,
// since Markdown strikes nothing across blocks.
func strike(root *html.Node) {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (isStruck(n) || lineThrough.MatchString(attr(n, "style"))) {
			found = append(found, n)
		}
	}
	done := map[*html.Node]bool{}
	for _, n := range found {
		if done[n] = true; !belongs(n.Parent, done) { // else it is struck already, with what is around it
			strikeWithin(n)
		}
		if isStruck(n) {
			n.DataAtom, n.Data, n.Attr = atom.Span, "span", nil
			if !flows(n) {
				n.DataAtom, n.Data = atom.Div, "div"
			}
		}
	}
}

// belongs tells whether a node, or one around it, is one of them.
func belongs(n *html.Node, those map[*html.Node]bool) bool {
	for ; n != nil; n = n.Parent {
		if those[n] {
			return true
		}
	}
	return false
}

// strikeWithin puts the runs of words in an element into elements that strike them.
func strikeWithin(n *html.Node) {
	var run *html.Node
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case !flows(c):
			run = nil
			strikeWithin(c)
		case c.DataAtom == atom.Br || run == nil && blank(c):
			run = nil
		default:
			if run == nil {
				run = &html.Node{Type: html.ElementNode, Data: "s", DataAtom: atom.S}
				n.InsertBefore(run, c)
			}
			n.RemoveChild(c)
			run.AppendChild(c)
		}
		c = next
	}
}

// flows tells whether a node stands within a line, with all that is in it.
func flows(n *html.Node) bool {
	if n.Type == html.ElementNode && isBlock(n) {
		return false
	}
	for d := range n.Descendants() {
		if isBlock(d) {
			return false
		}
	}
	return true
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Header, atom.Figure, atom.Hr:
		return true
	}
	return false
}

func isStruck(n *html.Node) bool {
	return n.DataAtom == atom.S || n.DataAtom == atom.Strike || n.DataAtom == atom.Del
}

func blank(n *html.Node) bool { return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" }

// standing are the words of a tree that are not struck through, in one line: a title has no other form.
func standing(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && !within(n, atom.S, atom.Strike, atom.Del) {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// wrapped is a node in an element of its own.
func wrapped(tag string, n *html.Node) *html.Node {
	wrap := &html.Node{Type: html.ElementNode, Data: tag, DataAtom: atom.Lookup([]byte(tag))}
	wrap.AppendChild(n)
	return wrap
}
