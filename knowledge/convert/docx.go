package convert

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"switchboard/knowledge"
)

// maxPart is the most that one part of a document may unpack to, in bytes.
const maxPart = 32 << 20

// docx reads a Word document: headings, paragraphs, lists, tables, links and pictures, tracked insertions as accepted and
// deletions as done. Each heading of the first level begins an article, when there are several.
//
// No library under a licence that we can take reads documents rather than write them, so the text's XML is walked here;
// what comes out is HTML, and goes the way of the pages.
func (b *builder) docx(data []byte, name string) {
	d, err := openDocx(data)
	if err != nil {
		b.bad(name, "is no Word document that can be read: %v: save it as .docx again", err)
		return
	}
	if err := d.body(); err != nil {
		b.bad(name, "is no Word document that can be read: %v: save it as .docx again", err)
		return
	}
	for i, s := range d.sections {
		p := piece{from: name, name: stem(name)}
		p.Title, p.Lang = s.title, langOf(name)
		if len(d.sections) > 1 {
			p.from, p.name = fmt.Sprintf("%s, section %d", name, i+1), stem(name)+"-"+s.title
		}
		if p.Title == "" {
			p.Title = strings.ReplaceAll(stem(name), "/", " ")
		}
		b.shown(p.from, s.root, false, d.media(name))
		if p.Body, err = markdownOf(s.root); err != nil {
			b.bad(p.from, "could not be made Markdown: %v", err)
			continue
		}
		if p.Body == "" && len(d.sections) > 1 {
			continue // a heading with nothing below it
		}
		b.add(p)
	}
}

// word is a document being read.
type word struct {
	decoder  *xml.Decoder
	archive  *zip.Reader
	links    map[string]string // relationship → address
	pictures map[string]string // relationship → part of the archive
	levels   map[string]int    // style → heading level
	sections []*section
	depth    int
}

type section struct {
	title string
	root  *html.Node
	list  *html.Node // the list that is open
}

func openDocx(data []byte) (*word, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	part := func(name string) ([]byte, error) { return unpacked(z, name, maxPart) }
	body, err := part("word/document.xml")
	if err != nil {
		return nil, err
	}
	d := &word{decoder: xml.NewDecoder(bytes.NewReader(body)), archive: z, links: map[string]string{},
		pictures: map[string]string{}, levels: map[string]int{}}
	if rels, err := part("word/_rels/document.xml.rels"); err == nil {
		d.readLinks(rels)
	}
	if styles, err := part("word/styles.xml"); err == nil {
		d.readStyles(styles)
	}
	d.open("")
	return d, nil
}

// unpacked is a part of an archive, as long as it has no more than so many bytes.
func unpacked(z *zip.Reader, name string, most int64) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s unpacks to more than %d MB", name, most>>20)
	}
	return data, err
}

func (d *word) open(title string) {
	d.sections = append(d.sections, &section{title: title, root: &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}})
}

func (d *word) section() *section { return d.sections[len(d.sections)-1] }

func (d *word) readLinks(data []byte) {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	if xml.Unmarshal(data, &rels) != nil {
		return // the text counts, not its links
	}
	for _, r := range rels.Relationship {
		if at := path.Join("word", r.Target); r.Mode != "External" && strings.HasSuffix(r.Type, "/image") {
			if strings.HasPrefix(r.Target, "/") {
				at = strings.TrimPrefix(path.Clean(r.Target), "/")
			}
			d.pictures[r.ID] = at
		}
		if r.Mode == "External" && (strings.HasPrefix(r.Target, "https://") || strings.HasPrefix(r.Target, "http://") || strings.HasPrefix(r.Target, "mailto:")) {
			d.links[r.ID] = r.Target
		}
	}
}

// readStyles finds the heading styles, whatever language their names are in: they have an outline level, or the
// built-in name.
func (d *word) readStyles(data []byte) {
	var styles struct {
		Style []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
			P struct {
				Outline *struct {
					Val string `xml:"val,attr"`
				} `xml:"outlineLvl"`
			} `xml:"pPr"`
		} `xml:"style"`
	}
	if xml.Unmarshal(data, &styles) != nil {
		return
	}
	for _, s := range styles.Style {
		name := strings.ToLower(s.Name.Val)
		switch {
		case s.P.Outline != nil:
			if n, err := strconv.Atoi(s.P.Outline.Val); err == nil && n >= 0 && n < 6 {
				d.levels[s.ID] = n + 1
			}
		case name == "title":
			d.levels[s.ID] = 1
		case strings.HasPrefix(name, "heading "):
			if n, err := strconv.Atoi(strings.TrimPrefix(name, "heading ")); err == nil {
				d.levels[s.ID] = min(max(n, 1), 6)
			}
		}
	}
}

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
func (d *word) paragraph() (p text, err error) {
	var bold, inText bool
	var alt string      // words of the picture that comes
	var into *html.Node // a link
	put := func(n *html.Node) {
		if into != nil {
			into.AppendChild(n)
		} else {
			p.nodes = append(p.nodes, n)
		}
	}
	depth := 1
	for depth > 0 {
		t, err := d.decoder.Token()
		if err != nil {
			return p, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "pStyle":
				style := value(t, "val")
				p.level = d.levels[style]
				lower := strings.ToLower(style)
				p.listed = p.listed || strings.HasPrefix(lower, "list")
				p.numbers = strings.Contains(lower, "number")
			case "outlineLvl":
				if n, err := strconv.Atoi(value(t, "val")); err == nil && n >= 0 && n < 6 {
					p.level = n + 1
				}
			case "numPr":
				p.listed = true
			case "docPr":
				alt = cmp.Or(value(t, "descr"), value(t, "title"))
			case "blip":
				put(imageOf(value(t, "embed"), alt))
			case "del", "moveFrom", "pict", "object", "instrText", "fldData", "Fallback":
				depth--
				if err := d.decoder.Skip(); err != nil {
					return p, err
				}
			case "r":
				bold = false
			case "b":
				v := value(t, "val")
				bold = v != "0" && v != "false" && v != "none"
			case "t":
				inText = true
			case "tab":
				put(&html.Node{Type: html.TextNode, Data: " "})
			case "br", "cr":
				put(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
			case "noBreakHyphen":
				put(&html.Node{Type: html.TextNode, Data: "-"})
			case "hyperlink":
				if to := d.links[value(t, "id")]; to != "" {
					into = nil
					link := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: to}}}
					put(link)
					into = link
				}
			}
		case xml.EndElement:
			depth--
			switch t.Name.Local {
			case "t":
				inText = false
			case "hyperlink":
				into = nil
			}
		case xml.CharData:
			if !inText {
				continue
			}
			n := &html.Node{Type: html.TextNode, Data: string(t)}
			if bold && p.level == 0 {
				strong := &html.Node{Type: html.ElementNode, Data: "strong", DataAtom: atom.Strong}
				strong.AppendChild(n)
				n = strong
			}
			put(n)
		}
	}
	if p.level > 0 {
		p.listed = false
	}
	return p, nil
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

// media returns the pictures of a document by their relationships.
func (d *word) media(document string) func(relationship string) ([]byte, string, error) {
	return func(relationship string) ([]byte, string, error) {
		at := d.pictures[relationship]
		if at == "" {
			return nil, "", errors.New("stands outside the document: put it into the document")
		}
		data, err := unpacked(d.archive, at, knowledge.MaxFile)
		if err != nil {
			return nil, "", fmt.Errorf("cannot be read: %w", err)
		}
		return data, path.Join(document, path.Base(at)), nil
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
