package telegram

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/go-telegram/bot/models"

	"switchboard/channels"
)

// Telegram has no tables, and text in columns breaks on a telephone. So a table of two columns becomes a list, and of a wider
// one each row becomes lines of their own, every cell with the head of its column.

// tables reads tables, where nothing of them would be lost and not too much repeated: other text with bars stays as it is.
type tables struct{ parser.ParagraphTransformer }

func newTables() tables { return tables{extension.NewTableParagraphTransformer()} }

func (t tables) Transform(p *ast.Paragraph, r text.Reader, c parser.Context) {
	if orderly(p.Lines().Value(r.Source())) {
		t.ParagraphTransformer.Transform(p, r, c)
	}
}

// orderly tells whether a text ends in a table that can be written otherwise.
func orderly(source []byte) bool {
	lines := strings.Split(strings.TrimRight(string(source), "\n"), "\n")
	for i := range lines {
		if _, n, ok := channels.ReadTable(lines[i:]); n > 0 {
			return ok
		}
	}
	return false
}

func (w *writer) table(t *extast.Table) {
	heads := t.FirstChild()
	if rows := heads.NextSibling(); rows == nil || heads.ChildCount() == 2 {
		w.pairs(heads, rows)
		return
	}
	for row := heads.NextSibling(); row != nil; row = row.NextSibling() {
		if row != heads.NextSibling() {
			w.newline()
			w.newline()
		}
		w.row(heads, row)
	}
}

// pairs writes a table of two columns as a list under its heads.
func (w *writer) pairs(heads, rows ast.Node) {
	if heads.FirstChild().HasChildren() || heads.LastChild().HasChildren() {
		w.mark(models.MessageEntity{Type: models.MessageEntityTypeBold}, func() { w.cells(heads) })
	}
	for row := rows; row != nil; row = row.NextSibling() {
		if w.length > 0 {
			w.newline()
		}
		w.write("• ")
		w.cells(row)
	}
}

// cells writes the cells of a row in one line.
func (w *writer) cells(row ast.Node) {
	before := w.length
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if !c.HasChildren() {
			continue
		}
		if w.length > before {
			w.write(" — ")
		}
		w.inlines(c)
	}
}

// row writes each cell in a line of its own, with its head; the first one, which says what the row is about, in bold.
func (w *writer) row(heads, row ast.Node) {
	before := w.length
	for h, c := heads.FirstChild(), row.FirstChild(); c != nil && h != nil; h, c = h.NextSibling(), c.NextSibling() {
		if !c.HasChildren() {
			continue
		}
		if w.length > before {
			w.newline()
		}
		if c == row.FirstChild() {
			w.mark(models.MessageEntity{Type: models.MessageEntityTypeBold}, func() { w.cell(h, c) })
			continue
		}
		w.cell(h, c)
	}
}

func (w *writer) cell(head, c ast.Node) {
	if head.HasChildren() {
		w.inlines(head)
		w.write(strings.TrimPrefix(": ", w.out.String()[w.out.Len()-1:])) // a head may end with its own colon
	}
	w.inlines(c)
}
