package convert

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// listed says which list a paragraph is an item of, and how deep in it.
type listed struct {
	list  string // number; empty: not told
	level int    // from 0
}

// openList is a list that the next item may belong to.
type openList struct {
	node  *html.Node
	level int
}

// valued is an element that says something by its attribute.
type valued struct {
	Val string `xml:"val,attr"`
}

// mostLevels is how many levels Word's lists have.
const mostLevels = 9

func levelOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return min(max(n, 0), mostLevels-1)
}

// readNumbering finds how each level of each list is numbered.
func (d *word) readNumbering(data []byte) {
	var numbering struct {
		Abstract []struct {
			ID    string `xml:"abstractNumId,attr"`
			Level []struct {
				Level  string `xml:"ilvl,attr"`
				Format valued `xml:"numFmt"`
			} `xml:"lvl"`
		} `xml:"abstractNum"`
		Num []struct {
			ID       string `xml:"numId,attr"`
			Abstract valued `xml:"abstractNumId"`
		} `xml:"num"`
	}
	if xml.Unmarshal(data, &numbering) != nil {
		return // the items count, not their numbers
	}
	abstract := map[string][]string{}
	for _, a := range numbering.Abstract {
		formats := make([]string, mostLevels)
		for _, l := range a.Level {
			formats[levelOf(l.Level)] = l.Format.Val
		}
		abstract[a.ID] = formats
	}
	for _, n := range numbering.Num {
		d.formats[n.ID] = abstract[n.Abstract.Val]
	}
}

// numbered tells whether items at a place of a list have numbers.
func (d *word) numbered(in listed) bool {
	formats := d.formats[in.list]
	return formats != nil && formats[in.level] != "" && formats[in.level] != "bullet" && formats[in.level] != "none"
}

// item puts an item into the list that it belongs to: one that is open, or a new one, in the last item of the list above.
// A numbered list that a paragraph has interrupted goes on counting.
func (d *word) item(s *section, p text, content *html.Node) {
	for len(s.lists) > 1 && s.lists[len(s.lists)-1].level > p.in.level {
		s.lists = s.lists[:len(s.lists)-1]
	}
	if len(s.lists) == 1 { // a list that began deep goes on less deep
		s.lists[0].level = min(s.lists[0].level, p.in.level)
	}
	kind := atom.Ul
	if p.numbers {
		kind = atom.Ol
	}
	if n := len(s.lists); n > 0 && s.lists[n-1].level == p.in.level && s.lists[n-1].node.DataAtom != kind {
		s.lists = s.lists[:n-1]
	}
	place := func(level int) string { return fmt.Sprint(p.in.list, "/", level) }
	if n := len(s.lists); n == 0 || s.lists[n-1].level < p.in.level {
		list := &html.Node{Type: html.ElementNode, Data: kind.String(), DataAtom: kind}
		if done := d.counted[place(p.in.level)]; kind == atom.Ol && done > 0 && p.in.list != "" {
			list.Attr = []html.Attribute{{Key: "start", Val: strconv.Itoa(done + 1)}}
		}
		if n == 0 {
			s.root.AppendChild(list)
		} else {
			s.lists[n-1].node.LastChild.AppendChild(list)
		}
		s.lists = append(s.lists, openList{list, p.in.level})
	}
	s.lists[len(s.lists)-1].node.AppendChild(content)
	d.counted[place(p.in.level)]++
	for level := p.in.level + 1; level < mostLevels; level++ {
		delete(d.counted, place(level)) // deeper levels begin anew
	}
}

// readNotes reads the words of foot- or endnotes.
func (d *word) readNotes(kind string, data []byte) {
	var notes struct {
		Notes []struct {
			ID   string `xml:"id,attr"`
			Type string `xml:"type,attr"`
			P    []struct {
				Text []string `xml:"r>t"`
				Link []string `xml:"hyperlink>r>t"`
			} `xml:"p"`
		} `xml:",any"`
	}
	if xml.Unmarshal(data, &notes) != nil {
		return
	}
	for _, n := range notes.Notes {
		var words []string
		for _, p := range n.P {
			words = append(words, strings.Fields(strings.Join(p.Text, "")+" "+strings.Join(p.Link, ""))...)
		}
		if n.Type == "" || n.Type == "normal" {
			d.notes[kind+n.ID] = strings.Join(words, " ")
		}
	}
}
