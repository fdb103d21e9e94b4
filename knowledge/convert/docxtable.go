package convert

import (
	"encoding/xml"
	"errors"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNesting is how deep tables may stand in tables.
const maxNesting = 20

// grid is a table that is being read. Markdown knows neither a table without a head, so the first row is that, nor cells that
// are merged: what stands in one is said for each.
type grid struct {
	node, row, cell *html.Node
	above           []*html.Node // the cell that stands in each column, as far as it goes down
	column, span    int
	goesOn          bool // the cell is the same as the one above it
}

// table reads on to the end of a table.
func (d *word) table() (*html.Node, error) {
	if d.depth++; d.depth > maxNesting {
		return nil, errors.New("tables nested too deep")
	}
	defer func() { d.depth-- }()
	r := &grid{node: &html.Node{Type: html.ElementNode, Data: "table", DataAtom: atom.Table}}
	for {
		t, err := d.decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "p" || t.Name.Local == "tbl" {
				if err := d.fill(r.cell, t.Name.Local); err != nil {
					return nil, err
				}
				continue
			}
			r.begin(t)
		case xml.EndElement:
			switch t.Name.Local {
			case "tc":
				r.end()
			case "tbl":
				return r.node, nil
			}
		}
	}
}

// begin reads the begin of a row, of a cell or of what is said of one.
func (r *grid) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "tr":
		r.row = &html.Node{Type: html.ElementNode, Data: "tr", DataAtom: atom.Tr}
		r.node.AppendChild(r.row)
		r.column, r.cell = 0, nil
	case "tc":
		if r.row == nil {
			return
		}
		r.cell, r.span, r.goesOn = &html.Node{Type: html.ElementNode, Data: "td", DataAtom: atom.Td}, 1, false
		if r.row.PrevSibling == nil {
			r.cell.Data, r.cell.DataAtom = "th", atom.Th
		}
		r.row.AppendChild(r.cell)
	case "gridSpan":
		if n, err := strconv.Atoi(value(t, "val")); err == nil {
			r.span = min(max(n, 1), maxSpan)
		}
	case "vMerge":
		r.goesOn = value(t, "val") != "restart"
	}
}

// end ends a cell: it has a column of its own, or goes on what stands above it.
func (r *grid) end() {
	if r.cell == nil {
		return
	}
	for len(r.above) < r.column+r.span {
		r.above = append(r.above, nil)
	}
	if over := r.above[r.column]; r.goesOn && over != nil {
		widen(over, "rowspan", 1)
		r.row.RemoveChild(r.cell)
	} else {
		for i := range r.span {
			r.above[r.column+i] = r.cell
		}
		widen(r.cell, "colspan", r.span-1)
	}
	r.column, r.cell = r.column+r.span, nil
}

// widen adds so many rows or columns to a cell.
func widen(cell *html.Node, attribute string, by int) {
	if by == 0 {
		return
	}
	for i, a := range cell.Attr {
		if n, err := strconv.Atoi(a.Val); err == nil && a.Key == attribute {
			cell.Attr[i].Val = strconv.Itoa(n + by)
			return
		}
	}
	cell.Attr = append(cell.Attr, html.Attribute{Key: attribute, Val: strconv.Itoa(1 + by)})
}

// fill reads a paragraph or a table into a cell; nil: it is lost.
func (d *word) fill(cell *html.Node, what string) error {
	if what == "tbl" {
		inner, err := d.table()
		if err == nil && cell != nil {
			cell.AppendChild(&html.Node{Type: html.TextNode, Data: words(inner)})
		}
		return err
	}
	p, err := d.paragraph()
	if err != nil || cell == nil {
		return err
	}
	if cell.FirstChild != nil {
		cell.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
	}
	for _, n := range p.nodes {
		cell.AppendChild(n)
	}
	return nil
}
