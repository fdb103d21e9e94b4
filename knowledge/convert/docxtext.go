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
				d.section().lists = nil
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
	in      listed
	numbers bool // of a numbered one
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
		if title := standing(content); title != "" {
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
		s.lists = nil
		s.root.AppendChild(content)
		return
	}
	d.item(s, p, content)
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
			case "del", "moveFrom", "pict", "object", "instrText", "fldData", "Fallback", "pPrChange", "rPrChange": // is not shown, or shown elsewhere
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
	if r.in.list != "" {
		r.numbers = d.numbered(r.in)
	}
	return r.text, nil
}

// paragraph is one that is being read.
type paragraph struct {
	*word
	text
	bold, inText bool
	high         bool // it stands raised
	hidden       bool
	struck       bool
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
		if in, ok := p.styled[style]; ok {
			p.listed, p.in = true, in
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(value(t, "val")); err == nil && n >= 0 && n < 6 {
			p.level = n + 1
		}
	case "numPr":
		p.listed = true
	case "ilvl":
		p.in.level = levelOf(value(t, "val"))
	case "numId":
		if p.in.list = value(t, "val"); p.in.list == "0" {
			p.listed, p.in.list = false, ""
		}
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
		p.bold, p.high, p.hidden, p.struck = false, false, false, false
	case "vertAlign":
		p.high = value(t, "val") == "superscript"
	case "b":
		p.bold = on(t)
	case "strike", "dstrike":
		p.struck = p.struck || on(t)
	case "vanish":
		p.hidden = on(t)
	case "t":
		p.inText = true
	case "tab":
		p.put(&html.Node{Type: html.TextNode, Data: " "})
	case "br", "cr":
		p.put(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
	case "footnoteReference", "endnoteReference":
		if note := p.notes[strings.TrimSuffix(t.Name.Local, "Reference")+value(t, "id")]; note != "" {
			p.put(&html.Node{Type: html.TextNode, Data: " (" + note + ")"})
		}
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
	if !p.inText || p.hidden {
		return
	}
	if p.high {
		s = raised(s)
	}
	n := &html.Node{Type: html.TextNode, Data: s}
	if p.bold && p.level == 0 {
		n = wrapped("strong", n)
	}
	if p.struck {
		n = wrapped("s", n)
	}
	p.put(n)
}

// on tells whether an element says yes, which it need not say.
func on(t xml.StartElement) bool {
	v := value(t, "val")
	return v != "0" && v != "false" && v != "none" && v != "off"
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
