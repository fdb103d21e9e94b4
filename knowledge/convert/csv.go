package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// csv reads a table of values separated by commas, semicolons or tabs. Marks of quotation inside of words are taken as they
// are. One that is not closed is told with its row, and so is a row that has more cells than there are columns.
func (b *builder) csv(data []byte, name string) {
	text, encoding, err := knowledge.Decoded(data)
	if err != nil {
		b.lose(name, "%v: save it as \"CSV UTF-8\"", err)
		return
	}
	b.written(encoding)
	comma := separator(text)
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	s := sheet{b: b, where: name, comma: comma}
	for begin := int64(0); ; begin = r.InputOffset() {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			b.lose(fmt.Sprintf("%s row %d", name, bad.StartLine), "is malformed (%v): the rows after it were not read", bad.Err)
			break
		}
		if err != nil {
			b.lose(name, "cannot be read: %v", err)
			break
		}
		line, _ := r.FieldPos(0)
		written := bytes.Trim(text[begin:r.InputOffset()], "\r\n")
		moved := s.fields != nil && len(row) != len(s.named)
		if problem := unclosed(written, comma, line, moved); problem != "" {
			s.lose(line, problem)
			if s.fields == nil { // what stands below would be taken for the names of the columns
				break
			}
			continue
		}
		s.row(line, row)
	}
	s.end()
}

// unclosed says what is wrong with a row, as it is written, if a mark of quotation in it is not closed where its cell ends. Then
// what is after it stands in the cell, up to the next cell's mark. Moved tells that the row has more or fewer cells than there
// are columns.
func unclosed(row []byte, comma rune, line int, moved bool) string {
	for at := 0; at < len(row); at++ { // a cell begins here
		if row[at] != '"' {
			next := bytes.IndexRune(row[at:], comma)
			if next < 0 {
				return ""
			}
			at += next
			continue
		}
		end, bare, stray := cellEnd(row[at:], comma)
		if end < 0 {
			return "opens a quotation mark that nothing closes, so that the rest of the file stands in it: close it, or write it twice"
		}
		if !stray && !(bare && moved) {
			at += end
			continue
		}
		swallows := ""
		if lines := bytes.Count(row, []byte("\n")); lines > 0 {
			swallows = fmt.Sprintf(", so that all stands in it up to row %d", line+lines)
		}
		return "opens a quotation mark that is not closed where its cell ends" + swallows + ": close it; one that belongs to the text is written twice"
	}
	return ""
}

// cellEnd is where a cell in quotation marks ends, at the separator or the end of the row; below zero: nowhere. Bare tells that it
// has several lines and in them marks that are not doubled, and stray that one of these opens another cell: it stands where one
// does, or closes what no other opens. One behind a digit is the sign of inches.
func cellEnd(cell []byte, comma rune) (end int, bare, stray bool) {
	marks, open, severalLines := false, false, false
	for i := 1; i < len(cell); i++ {
		if cell[i] == '\n' {
			severalLines = true
		}
		if cell[i] != '"' {
			continue
		}
		before, _ := utf8.DecodeLastRune(cell[:i])
		switch next, _ := utf8.DecodeRune(cell[i+1:]); {
		case i+1 == len(cell) || next == comma:
			return i + 1, marks && severalLines, stray || open && severalLines
		case next == '"':
			i++
		case before == comma:
			stray = true
		case open || !unicode.IsNumber(before):
			marks, open = true, !open
		}
	}
	return -1, false, false
}

// separators are those that may part the values of a table.
var separators = []rune{',', ';', '\t'}

// longestHead is how far the names of the columns are looked for, in bytes.
const longestHead = 16 << 10

// separator is the one that parts the names of the columns, or else the likeliest by the first line.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best := ','
	for _, c := range separators {
		if bytes.Count(first, []byte(string(c))) > bytes.Count(first, []byte(string(best))) {
			best = c
		}
	}
	n := 0
	for line := range strings.Lines(string(text[:min(len(text), longestHead)])) {
		for _, c := range separators {
			if _, _, useful := fieldsOf(strings.FieldsFunc(strings.ReplaceAll(line, `"`, ""), func(r rune) bool { return r == c })); useful {
				return c
			}
		}
		if n++; n == lastHead {
			break
		}
	}
	return best
}

// nameOf is what people call a separator.
func nameOf(separator rune) string {
	switch separator {
	case ';':
		return "a semicolon"
	case '\t':
		return "a tab"
	}
	return "a comma"
}
