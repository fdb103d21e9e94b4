package convert

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNesting is how deep tables may stand in tables.
const maxNesting = 20

// body reads the whole text.
func (d *word) body() error {
	for {
		t, err := d.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if start, ok := t.(xml.StartElement); ok {
			switch start.Name.Local {
			case "p":
				p, err := d.paragraph()
				if err != nil {
					return err
				}
				d.place(p)
			case "tbl":
				table, err := d.table()
				if err != nil {
					return err
				}
				d.section().list = nil
				d.section().root.AppendChild(table)
			}
		}
	}
	if len(d.sections) > 1 && d.sections[0].root.FirstChild == nil && d.sections[0].title == "" {
		d.sections = d.sections[1:]
	}
	return nil
}

// text is a paragraph that was read.
type text struct {
	level   int  // of a heading
	listed  bool // an item of a list
	numbers bool // of a numbered one, as far as its style tells
	nodes   []*html.Node
}

func (d *word) place(p text) {
	s := d.section()
	content := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	switch {
	case p.level == 1:
		for _, n := range p.nodes {
			content.AppendChild(n)
		}
		if title := words(content); title != "" {
			d.open(title)
		}
		d.placePictures(content)
		return
	case p.level > 1:
		tag := "h" + strconv.Itoa(p.level)
		content.Data, content.DataAtom = tag, atom.Lookup([]byte(tag))
	case p.listed:
		content.Data, content.DataAtom = "li", atom.Li
	}
	for _, n := range p.nodes {
		content.AppendChild(n)
	}
	if words(content) == "" && first(content, atom.Img) == nil {
		return
	}
	if !p.listed {
		s.list = nil
		s.root.AppendChild(content)
		return
	}
	if s.list == nil {
		s.list = &html.Node{Type: html.ElementNode, Data: "ul", DataAtom: atom.Ul}
		if p.numbers {
			s.list.Data, s.list.DataAtom = "ol", atom.Ol
		}
		s.root.AppendChild(s.list)
	}
	s.list.AppendChild(content)
}

// paragraph reads on to the end of a paragraph.
func (d *word) paragraph() (text, error) {
	r := &paragraph{word: d}
	for depth := 1; depth > 0; {
		t, err := d.decoder.Token()
		if err != nil {
			return text{}, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "del", "moveFrom", "pict", "object", "instrText", "fldData", "Fallback": // is not shown, or shown elsewhere
				if err := d.decoder.Skip(); err != nil {
					return text{}, err
				}
				continue
			}
			depth++
			r.style(t)
			r.begin(t)
		case xml.EndElement:
			depth--
			r.end(t.Name.Local)
		case xml.CharData:
			r.chars(string(t))
		}
	}
	if r.level > 0 {
		r.listed = false
	}
	return r.text, nil
}

// paragraph is one that is being read.
type paragraph struct {
	*word
	text
	bold, inText bool
	alt          string     // words of the picture that comes
	into         *html.Node // a link
}

func (p *paragraph) put(n *html.Node) {
	if p.into != nil {
		p.into.AppendChild(n)
		return
	}
	p.nodes = append(p.nodes, n)
}

// style reads what an element says of the whole paragraph.
func (p *paragraph) style(t xml.StartElement) {
	switch t.Name.Local {
	case "pStyle":
		style := value(t, "val")
		p.level = p.levels[style]
		lower := strings.ToLower(style)
		p.listed = p.listed || strings.HasPrefix(lower, "list")
		p.numbers = strings.Contains(lower, "number")
	case "outlineLvl":
		if n, err := strconv.Atoi(value(t, "val")); err == nil && n >= 0 && n < 6 {
			p.level = n + 1
		}
	case "numPr":
		p.listed = true
	}
}

// begin reads the begin of what stands in the paragraph.
func (p *paragraph) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "docPr":
		p.alt = cmp.Or(value(t, "descr"), value(t, "title"))
	case "blip":
		p.put(imageOf(value(t, "embed"), p.alt))
	case "r":
		p.bold = false
	case "b":
		v := value(t, "val")
		p.bold = v != "0" && v != "false" && v != "none"
	case "t":
		p.inText = true
	case "tab":
		p.put(&html.Node{Type: html.TextNode, Data: " "})
	case "br", "cr":
		p.put(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
	case "noBreakHyphen":
		p.put(&html.Node{Type: html.TextNode, Data: "-"})
	case "hyperlink":
		if to := p.links[value(t, "id")]; to != "" {
			link := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: to}}}
			p.into = nil
			p.put(link)
			p.into = link
		}
	}
}

func (p *paragraph) end(element string) {
	switch element {
	case "t":
		p.inText = false
	case "hyperlink":
		p.into = nil
	}
}

func (p *paragraph) chars(s string) {
	if !p.inText {
		return
	}
	n := &html.Node{Type: html.TextNode, Data: s}
	if p.bold && p.level == 0 {
		strong := &html.Node{Type: html.ElementNode, Data: "strong", DataAtom: atom.Strong}
		strong.AppendChild(n)
		n = strong
	}
	p.put(n)
}

// imageOf is the picture of a relationship.
func imageOf(relationship, alt string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: "img", DataAtom: atom.Img, Attr: []html.Attribute{{Key: "src", Val: relationship}, {Key: "alt", Val: alt}}}
}

// placePictures puts the pictures of a heading below it.
func (d *word) placePictures(heading *html.Node) {
	below := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
	for n := first(heading, atom.Img); n != nil; n = first(heading, atom.Img) {
		n.Parent.RemoveChild(n)
		below.AppendChild(n)
	}
	if below.FirstChild != nil {
		d.section().root.AppendChild(below)
	}
}

func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// table reads on to the end of a table. The first row is its head, since Markdown knows no table without one.
func (d *word) table() (*html.Node, error) {
	if d.depth++; d.depth > maxNesting {
		return nil, errors.New("tables nested too deep")
	}
	defer func() { d.depth-- }()
	table := &html.Node{Type: html.ElementNode, Data: "table", DataAtom: atom.Table}
	var row, cell *html.Node
	for {
		t, err := d.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "tr":
				row = &html.Node{Type: html.ElementNode, Data: "tr", DataAtom: atom.Tr}
				table.AppendChild(row)
			case t.Name.Local == "tc" && row != nil:
				cell = &html.Node{Type: html.ElementNode, Data: "td", DataAtom: atom.Td}
				if row.PrevSibling == nil {
					cell.Data, cell.DataAtom = "th", atom.Th
				}
				row.AppendChild(cell)
			case t.Name.Local == "p":
				p, err := d.paragraph()
				if err != nil {
					return nil, err
				}
				if cell == nil {
					continue
				}
				if cell.FirstChild != nil {
					cell.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
				}
				for _, n := range p.nodes {
					cell.AppendChild(n)
				}
			case t.Name.Local == "tbl":
				inner, err := d.table()
				if err != nil {
					return nil, err
				}
				if cell != nil {
					cell.AppendChild(&html.Node{Type: html.TextNode, Data: words(inner)})
				}
			}
		case xml.EndElement:
			if t.Name.Local == "tbl" {
				return table, nil
			}
		}
	}
}
