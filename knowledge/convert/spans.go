package convert

import (
	"slices"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Merged cells are said again in each row and column that they go over, so a page that claims a million of those would need
// the memory of them: a cell has at most maxSpan columns and
// maxRows of the rows that follow it, and where all cells of a page together
// have more than mostSpanned, each has the first of its own.
const (
	maxSpan     = 63
	maxRows     = 1000
	mostSpanned = 100_000
)

// limitSpans keeps the cells of tables to that.
func limitSpans(root *html.Node) {
	spanned := 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.Td && n.DataAtom != atom.Th {
			continue
		}
		columns, rows := min(spanOf(n, "colspan"), maxSpan), spanOf(n, "rowspan")
		if rows > 1 {
			rows = rowsFrom(n.Parent, min(rows, maxRows))
		}
		if spanned += columns * rows; spanned > mostSpanned {
			columns, rows = 1, 1
		}
		setSpan(n, "colspan", columns)
		setSpan(n, "rowspan", rows)
	}
}

// spanOf is how far a cell goes, at least 1.
func spanOf(cell *html.Node, attribute string) int {
	n, err := strconv.Atoi(attr(cell, attribute))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// setSpan says how far a cell goes.
func setSpan(cell *html.Node, attribute string, n int) {
	cell.Attr = slices.DeleteFunc(cell.Attr, func(a html.Attribute) bool { return a.Key == attribute })
	if n > 1 {
		cell.Attr = append(cell.Attr, html.Attribute{Key: attribute, Val: strconv.Itoa(n)})
	}
}

// rowsFrom counts a row and those after it in its part of the table, as far as so many.
func rowsFrom(row *html.Node, most int) int {
	n := 0
	for ; row != nil && n < most; row = row.NextSibling {
		if row.DataAtom == atom.Tr {
			n++
		}
	}
	return max(n, 1)
}
