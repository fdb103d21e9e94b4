package channels

import (
	"regexp"
	"strings"
)

// Table is a table of Markdown: its cells as they are written, without what parts them.
type Table struct {
	Heads []string
	Rows  [][]string
}

const (
	maxColumns = 20
	maxHeads   = 16 << 10 // bytes of heads, as often as they are repeated where each row is said in lines of its own
)

var delimiters = regexp.MustCompile(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$`)

// ReadTable reads the table that begins with the first of some lines, and tells how many lines it has: up to an empty one; 0 where none
// begins. ok is false, too, where it has one column, or where to write it otherwise than in columns would lose a cell or repeat too
// much: then it stays as it is.
func ReadTable(lines []string) (t Table, n int, ok bool) {
	if len(lines) < 2 || !delimiters.MatchString(lines[1]) {
		return t, 0, false
	}
	t.Heads = cells(lines[0])
	if len(t.Heads) < 2 || len(t.Heads) > maxColumns || len(t.Heads) != len(cells(lines[1])) {
		return t, 2, false
	}
	for n = 2; n < len(lines) && strings.TrimSpace(lines[n]) != ""; n++ {
		row := cells(lines[n])
		if len(row) > len(t.Heads) {
			return t, 2, false
		}
		t.Rows = append(t.Rows, row)
	}
	return t, n, len(lines[0])*len(t.Rows) <= maxHeads
}

// cells are the texts between the bars of a line. An escaped bar parts nothing.
func cells(line string) (out []string) {
	row := strings.TrimPrefix(strings.TrimSpace(line), "|")
	from := 0
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] == '\\':
			i++
		case row[i] == '|':
			out, from = append(out, strings.TrimSpace(row[from:i])), i+1
		}
	}
	if from < len(row) || len(out) == 0 {
		out = append(out, strings.TrimSpace(row[from:]))
	}
	return out
}
