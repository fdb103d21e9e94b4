package convert

import (
	"archive/zip"
	"bytes"
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

// docx reads a Word document: headings, paragraphs, lists, tables, notes, links and pictures, tracked insertions as accepted and
// deletions as done. Each heading of the first level begins an article, when there are several.
//
// No library under a licence that we can take reads documents rather than write them, so the text's XML is walked here;
// what comes out is HTML, and goes the way of the pages.
func (b *builder) docx(data []byte, name string) {
	d, err := openDocx(data)
	if err != nil {
		b.miss(documentAt(name), "is no Word document that can be read: %v: save it as .docx again", err)
		return
	}
	if err := d.body(); err != nil {
		b.miss(documentAt(name), "is no Word document that can be read: %v: save it as .docx again", err)
		return
	}
	for i, s := range d.sections {
		p := pageAt(name)
		p.Title = s.title
		if len(d.sections) > 1 {
			p.from, p.below = fmt.Sprintf("%s, section %d", name, i+1), "-"+s.title
		}
		if p.Title == "" {
			p.Title = strings.ReplaceAll(p.name, "/", " ")
		}
		p.name += p.below
		b.shown(p.from, s.root, false, d.media(name))
		if p.Body, err = markdownOf(s.root); err != nil {
			b.miss(p, "could not be made Markdown: %v", err)
			continue
		}
		if p.Body == "" && len(d.sections) > 1 {
			continue // a heading with nothing below it
		}
		b.add(p)
	}
}

// documentAt is what the name of a document tells of its articles.
func documentAt(name string) piece {
	p := pageAt(name)
	p.several = true
	return p
}

// word is a document being read.
type word struct {
	decoder  *xml.Decoder
	archive  *zip.Reader
	links    map[string]string   // relationship → address
	pictures map[string]string   // relationship → part of the archive
	levels   map[string]int      // style → heading level
	styled   map[string]listed   // style → the list that its paragraphs are items of
	formats  map[string][]string // list → how each level of it is numbered
	counted  map[string]int      // list and level → items that there were
	notes    map[string]string   // foot- and endnotes, by kind and number
	sections []*section
	depth    int
}

type section struct {
	title string
	root  *html.Node
	lists []openList // those that are open, each in the last item of the one before
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
		pictures: map[string]string{}, levels: map[string]int{}, styled: map[string]listed{}, formats: map[string][]string{}, counted: map[string]int{}, notes: map[string]string{}}
	if rels, err := part("word/_rels/document.xml.rels"); err == nil {
		d.readLinks(rels)
	}
	if styles, err := part("word/styles.xml"); err == nil {
		d.readStyles(styles)
	}
	if numbering, err := part("word/numbering.xml"); err == nil {
		d.readNumbering(numbering)
	}
	for kind, name := range map[string]string{"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"} {
		if notes, err := part(name); err == nil {
			d.readNotes(kind, notes)
		}
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
				Num *struct {
					ID    valued `xml:"numId"`
					Level valued `xml:"ilvl"`
				} `xml:"numPr"`
			} `xml:"pPr"`
		} `xml:"style"`
	}
	if xml.Unmarshal(data, &styles) != nil {
		return
	}
	for _, s := range styles.Style {
		if n := s.P.Num; n != nil && n.ID.Val != "" && n.ID.Val != "0" {
			d.styled[s.ID] = listed{n.ID.Val, levelOf(n.Level.Val)}
		}
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
