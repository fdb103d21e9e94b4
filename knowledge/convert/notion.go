package convert

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// An export of Notion has a file of Markdown for each page, named by its title and 32 hexadecimal digits. The pages of a database
// begin with their properties, a line each, and stand in a folder beside which a sheet of its name has all of them once more, drafts
// too.

// notionName is how Notion ends the names of what it exports; of a database's sheet that has all columns one word more.
var notionName = regexp.MustCompile(` [0-9a-f]{32}(_all)?$`)

func isNotion(name string) bool {
	return notionName.MatchString(strings.TrimSuffix(path.Base(name), path.Ext(name)))
}

// property is a line below the title of a page: what a column of its database says of it.
var property = regexp.MustCompile(`^([^:\[\]*` + "`" + `]{1,60}):[ \t]+(\S.*)$`)

// keptProperties are the properties that Notion itself keeps of each page.
var keptProperties = []string{"created", "created time", "created by", "last edited", "last edited time", "last edited by"}

// properties takes the properties with which the text of a page of a database begins, and returns the text without them.
func (p *piece) properties(names []string, text string) (string, error) {
	head, rest, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n\n")
	var fields, values []string
	known := false
	for line := range strings.SplitSeq(strings.TrimSpace(head), "\n") {
		m := property.FindStringSubmatch(line)
		switch {
		case m != nil && (len(names) == 0 || slices.Contains(names, m[1])):
			fields, values = append(fields, fieldOf(m[1])), append(values, strings.TrimSpace(m[2]))
			known = known || fields[len(fields)-1] != "" || slices.Contains(keptProperties, strings.ToLower(m[1]))
		case len(names) > 0 && len(values) > 0: // of several lines
			values[len(values)-1] += "\n" + line
		default:
			return text, nil
		}
	}
	if !known && len(names) == 0 {
		return text, nil
	}
	return rest, p.property(fields, values)
}

// finished are the words for a text that is done, where only its authors see it before.
var finished = []string{"done", "complete", "completed", "approved", "verified", "ready", "final", "готово", "завершено", "затверджено", "схвалено", "утверждено", "одобрено", "проверено", "перевірено",
	"gotowe", "ukończone", "zakończone", "zatwierdzone", "sprawdzone", "fertig", "erledigt", "abgeschlossen", "genehmigt", "geprüft"}

// property takes what is known of a page's properties, as of the row of a sheet.
func (p *piece) property(fields, values []string) error {
	for i, f := range fields {
		bare := strings.TrimLeftFunc(values[i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) // after a coloured dot
		switch {
		case slices.Contains([]string{"title", "body", "key", "project", "lang", "questions", "link"}, f):
			fields[i] = "" // told by the page itself, or named by its authors for something else
		case f == "status" && slices.Contains(finished, strings.ToLower(bare)):
			fields[i] = ""
		case slices.Contains(severalColumns, f) && bare != "":
			values[i] = bare
		}
	}
	read, err := piecesOf(fields, values)
	p.mayRead(read.Audience)
	p.Tags, p.Owner, p.reviewBy = append(p.Tags, read.Tags...), read.Owner, read.reviewBy
	p.ValidFrom, p.ValidUntil = read.ValidFrom, read.ValidUntil
	return err
}

// sheetOfPage is the sheet of the database that a page of Notion is of, or nothing.
func (b *builder) sheetOfPage(name string) string {
	for _, ending := range []string{"_all.csv", ".csv"} {
		if sheet := path.Dir(name) + ending; isNotion(name) && b.isFile(sheet) {
			return sheet
		}
	}
	return ""
}

// described takes the properties of a page of Notion, and returns its text without them.
func (b *builder) described(p *piece, text string) (string, error) {
	if !isNotion(p.file) {
		return text, nil
	}
	var columns []string
	if data, err := readUpTo(b.root, b.sheetOfPage(p.file), maxSheet); err == nil {
		columns = headOf(data)
	}
	return p.properties(columns, text)
}

// isRow tells whether a page has no text because it is a row of a sheet that has it.
func (b *builder) isRow(name, text string) bool {
	sheet := b.sheetOfPage(name)
	return strings.TrimSpace(text) == "" && sheet != "" && b.hasTexts(sheet)
}

// headOf are the names in the first row of a sheet.
func headOf(data []byte) []string {
	text, _, err := knowledge.Decoded(data)
	if err != nil {
		return nil
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.Comma, r.LazyQuotes = separator(text), true
	head, _ := r.Read() // what is none names nothing
	return head
}

// isDatabase tells whether a sheet only has what stands in pages beside it: it is the list of a database of Notion, without
// their texts, or another one of the same list.
func (b *builder) isDatabase(name string) bool {
	if !isNotion(name) || !strings.EqualFold(path.Ext(name), ".csv") {
		return false
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	if whole := stem + "_all.csv"; b.isFile(whole) {
		return true
	}
	info, err := fs.Stat(b.root, strings.TrimSuffix(stem, "_all"))
	return err == nil && info.IsDir() && !b.hasTexts(name)
}

// hasTexts tells whether articles can be made of a sheet's rows.
func (b *builder) hasTexts(name string) bool {
	has, known := b.sheets[name]
	if !known {
		alone := newBuilder(Options{Project: "x", Lang: "en"})
		alone.root = b.root
		alone.read(name)
		has = len(alone.rows) > 0
		b.sheets[name] = has
	}
	return has
}

// isSheet tells whether a file is a sheet of articles, drafts among them, which nobody shall be given whole.
func (b *builder) isSheet(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return slices.Contains([]string{".csv", ".tsv", ".xlsx"}, ext) && b.isFile(name) && (isNotion(name) || b.hasTexts(name))
}

// withoutSheets is a text without its links to sheets of articles.
func (b *builder) withoutSheets(name, text string) string {
	return knowledge.RelinkPages(name, text, func(at, _ string) (string, bool) { return "", fs.ValidPath(at) && b.isSheet(at) })
}
