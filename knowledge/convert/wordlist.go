package convert

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Word puts its lists on the clipboard, and into the pages that it saves, as plain paragraphs: a style says which list and how
// deep, and the point or the number stands before the words, in an element that those who know lists are to ignore.
var (
	wordItem   = regexp.MustCompile(`(?i)mso-list:\s*l\d+\s+level(\d+)`)
	wordMarker = regexp.MustCompile(`(?i)mso-list:\s*ignore`)
	wordNumber = regexp.MustCompile(`^\(?(?:(?:\d{1,9}\.)*(\d{1,9})|[\p{L}]{1,6})[.)]`)
)

// wordLists makes lists of the paragraphs that Word made of them.
func wordLists(root *html.Node) {
	var items []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.P && wordItem.MatchString(attr(n, "style")) {
			items = append(items, n)
		}
	}
	var open []openList
	var last *html.Node // paragraph that was read before
	for _, p := range items {
		if last == nil || following(last) != p {
			open = nil
		}
		level := levelOf(wordItem.FindStringSubmatch(attr(p, "style"))[1])
		kind, start := unmark(p)
		for len(open) > 1 && open[len(open)-1].level > level {
			open = open[:len(open)-1]
		}
		if len(open) == 1 { // a list that began deep goes on less deep
			open[0].level = min(open[0].level, level)
		}
		mark := p.NextSibling
		p.Parent.InsertBefore(&html.Node{Type: html.CommentNode}, mark) // stands where the paragraph was
		last = p.NextSibling
		parent := p.Parent
		parent.RemoveChild(p)
		if n := len(open); n > 0 && open[n-1].level == level && open[n-1].node.DataAtom != kind {
			open = open[:n-1]
		}
		if n := len(open); n == 0 || open[n-1].level < level {
			list := &html.Node{Type: html.ElementNode, Data: kind.String(), DataAtom: kind}
			if start > 1 {
				list.Attr = []html.Attribute{{Key: "start", Val: strconv.Itoa(start)}}
			}
			if n == 0 {
				parent.InsertBefore(list, last)
			} else {
				open[n-1].node.LastChild.AppendChild(list)
			}
			open = append(open, openList{list, level})
		}
		p.DataAtom, p.Data, p.Attr = atom.Li, "li", nil
		open[len(open)-1].node.AppendChild(p)
	}
}

// following is the element that follows a node, if nothing but space stands between.
func following(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && (n.Type == html.CommentNode || blank(n)); n = n.NextSibling {
	}
	return n
}

// unmark takes the point or the number of an item away, and tells of which kind the list is and where its numbers begin.
func unmark(p *html.Node) (kind atom.Atom, start int) {
	kind = atom.Ul
	var marks []*html.Node
	for n := range p.Descendants() {
		if wordMarker.MatchString(attr(n, "style")) {
			marks = append(marks, n)
		}
	}
	for _, n := range marks {
		if m := wordNumber.FindStringSubmatch(strings.TrimSpace(words(n))); m != nil {
			kind = atom.Ol
			start, _ = strconv.Atoi(m[1]) // a letter begins as a number does
		}
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	return kind, start
}
