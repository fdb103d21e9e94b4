package convert

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
)

// sheet is a table being read: the first of its rows that can be one names the columns. What stands above is a title of it.
type sheet struct {
	b      *builder
	where  string
	comma  rune // parts its cells, so that one too many may have moved the others; 0: each stands in its column
	fields []string
	named  []bool   // which columns have a name
	always []bool   // which columns were always read
	passed []int    // cells of each column that were passed over, because it has none
	rows   []string // where those stand that are taken in the end
	first  int      // row that is not empty
	above  []string // where rows with several cells stand above the names of the columns
	filled bool
}

func (s *sheet) row(n int, cells []string) {
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return
	}
	if s.fields == nil {
		s.head(n, cells)
		return
	}
	from := fmt.Sprintf("%s row %d", s.where, n)
	cells = s.mended(from, cells)
	if i := s.surplus(cells); i >= 0 {
		help := fmt.Sprintf("put a text that has %s in it in quotes, or name the column in the first row", nameOf(s.comma))
		if slices.ContainsFunc(cells, isSpaced) {
			help = "take away the space before a quotation mark, which then opens no cell"
		}
		s.lose(n, fmt.Sprintf("has %q beyond its %d columns: %s", strings.Join(strings.Fields(cutText(cells[i], 100)), " "), s.columns(), help))
		return
	}
	if !s.says(cells) {
		return
	}
	s.filled = true
	s.rows = append(s.rows, from)
}

// take makes an article of a row. Marked are the columns in which others are told to be for readers.
func (s *sheet) take(from string, cells []string, marked map[int]bool) {
	for i, c := range cells {
		if i < len(s.fields) && s.fields[i] != "" && failed(c) {
			s.b.miss(s.told(from, cells), "its formula in %s says %s: mend it in the workbook", s.column(i), strings.TrimSpace(c))
			return
		}
	}
	p, err := piecesOf(s.fields, cells)
	if err == nil {
		err = s.unmarked(cells, marked)
	}
	if err == nil && isHTML(p.Body) {
		p.said, p.page = p.Body, true
		p.Body, err = s.ofHTML(from, p.said)
	}
	if err != nil {
		told := s.told(from, cells)
		told.withdrawn = errors.Is(err, errWithheld)
		s.b.miss(told, "%v", err)
		return
	}
	p.from = from
	p.before = s.before(cells)
	s.b.add(p)
}

// surplus is which cell of a row has something and stands beyond the columns, where a separator too many puts it; below zero: none.
func (s *sheet) surplus(cells []string) int {
	if s.comma == 0 {
		return -1
	}
	for i := s.columns(); i < len(cells); i++ {
		if strings.TrimSpace(cells[i]) != "" {
			return i
		}
	}
	return -1
}

// isSpaced tells whether a cell begins with spaces and then a mark of quotation.
func isSpaced(cell string) bool {
	bare := strings.TrimLeft(cell, " ")
	return bare != cell && strings.HasPrefix(bare, `"`)
}

// columns is how many columns there are up to the last one that has a name.
func (s *sheet) columns() int {
	n := len(s.named)
	for n > 0 && !s.named[n-1] {
		n--
	}
	return n
}

// says tells whether a row has something in a column that has a name, and counts what it has in others: numbers of rows, marks
// and notes of those who keep the sheet.
func (s *sheet) says(cells []string) (says bool) {
	for i, c := range cells {
		switch {
		case strings.TrimSpace(c) == "":
		case i < len(s.named) && s.named[i]:
			says = true
		default:
			s.passed = append(s.passed, make([]int, max(0, i+1-len(s.passed)))...)
			s.passed[i]++
		}
	}
	return says
}

// column is what people call a column.
func (s *sheet) column(i int) string {
	if s.comma != 0 {
		return fmt.Sprintf("column %d", i+1)
	}
	name, _ := excelize.ColumnNumberToName(i + 1) // a column that was read has a name
	return "column " + name
}

// lose notes a row of which nothing tells where its cells begin, and so not which article it is.
func (s *sheet) lose(n int, problem string) {
	s.filled = true
	s.b.miss(piece{from: fmt.Sprintf("%s row %d", s.where, n), homeless: s.fields == nil || slices.Contains(s.fields, "project")}, "%s", problem)
}

// told is what a row that cannot be taken tells of its article: where its key cannot be read its title does not tell it.
func (s *sheet) told(from string, cells []string) piece {
	p := piece{from: from}
	keyless := false
	for i, c := range cells[:min(len(cells), len(s.fields))] {
		switch broken := failed(c); s.fields[i] {
		case "project":
			p.Project, p.homeless = slugOf(strings.TrimSpace(c)), broken
		case "key":
			p.Key, keyless = slugOf(strings.TrimSpace(c)), broken
		case "title":
			if !broken {
				p.Title = strings.Join(strings.Fields(c), " ")
			}
		}
	}
	if keyless {
		p.Key, p.Title = "", ""
	}
	return p
}

// lastHead is the last row that may name the columns.
const lastHead = 10

// head takes a row as the one that names the columns, if it does. One with several cells above it may have been meant to be read.
func (s *sheet) head(n int, cells []string) {
	if s.first == 0 {
		s.first = n
	}
	fields, unknown, useful := fieldsOf(cells)
	row := fmt.Sprintf("%s row %d", s.where, n)
	switch {
	case n > lastHead && n > s.first:
		return
	case !useful:
		if filled(cells) > 1 {
			s.above = append(s.above, row)
		}
		return
	case len(unknown) > 0:
		s.b.bad(row, "the columns %q are not known and were passed over: those known are %s", unknown, columnNames())
	}
	s.fields = fields
	for _, c := range cells {
		_, always := columnNamed(c)
		s.named, s.always = append(s.named, strings.TrimSpace(c) != ""), append(s.always, always)
	}
	for _, above := range s.above {
		s.b.warn(above, "stands above the names of the columns, in row %d, and was passed over", n)
	}
}

// filled is how many cells of a row have something.
func filled(cells []string) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// end takes the rows, now that it is known what all of them say.
func (s *sheet) end() {
	marked := s.marksShown()
	for _, from := range s.rows {
		s.take(from, s.b.rows[from].cells, marked)
	}
	switch {
	case s.fields == nil && s.first > 0:
		s.b.lose(fmt.Sprintf("%s row %d", s.where, s.first), "names no column \"title\" (or \"question\") and no column \"body\" (or \"answer\"): put the names of the columns into the first row")
	case s.fields != nil && !s.filled:
		s.b.lose(s.where, "has no row below the names of its columns")
	}
	for i, n := range s.passed {
		if n > 0 {
			s.b.warn(s.where, "%s has no name in the first row: what stands in it was passed over (cells: %d)", s.column(i), n)
		}
	}
}

// piecesOf reads one row.
func piecesOf(fields, cells []string) (p piece, err error) {
	var sections []string
	for i, c := range cells {
		if i >= len(fields) {
			break
		}
		c = strings.TrimSpace(c)
		switch column := columnOf(fields[i]); column {
		case "project":
			p.Project = slugOf(c)
		case "lang":
			p.Lang = strings.ToLower(c)
		case "key":
			p.Key = slugOf(c)
		case "title":
			p.Title = strings.Join(strings.Fields(c), " ")
		case "body":
			p.Body = c
		case "questions":
			p.Questions = cellList(c, "|\n")
		case "audience":
			var a knowledge.Audience
			a, err = audienceOf(c)
			p.mayRead(a)
		case "status", "published", "draft", "internal":
			err = p.stands(column, c)
		case "tags":
			p.Tags = append(p.Tags, cellList(c, ",;|\n")...)
		case "section": // whose name may have commas
			sections = append(sections, cellList(c, ";|\n")...)
		case "owner":
			p.Owner = c
		case "link":
			p.Link = c
		case "from":
			p.ValidFrom, err = day("valid_from", c)
		case "until":
			p.ValidUntil, err = day("valid_until", c)
		case "review":
			p.reviewBy, err = day("review_by", c)
		}
		if err != nil {
			return p, err
		}
	}
	for _, s := range sections {
		p.Tags = withTag(p.Tags, s)
	}
	return p, nil
}
