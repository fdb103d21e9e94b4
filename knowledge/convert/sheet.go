package convert

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
)

// columns are the names that a sheet's first row may have, by field.
const columns = `project: project, product, service, проєкт, проект
lang: lang, language, locale, мова, язык, sprache, język
key: key, id, slug
title: title, question, subject, heading, name, заголовок, назва, питання, вопрос, название, frage, titel, pytanie, tytuł
body: body, answer, text, content, markdown, відповідь, текст, ответ, antwort, inhalt, odpowiedź, treść
questions: questions, also asked, synonyms, variants, питання людей, варіанти, варианты, fragen, pytania
audience: audience, visibility, для кого
tags: tags, labels, category, теги, мітки, категорія, категория, kategorie, kategoria
owner: owner, author, власник, владелец
link: link, url, посилання, ссылка
from: valid_from, valid from, from, діє з, действует с
until: valid_until, valid until, until, expires, діє до, действует до
review: review_by, review by, verify by, переглянути до, перевірити до, проверить до`

func fieldOf(header string) string {
	header = strings.ToLower(strings.Trim(strings.TrimSpace(header), "*: "))
	for line := range strings.Lines(columns) {
		field, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for name := range strings.SplitSeq(names, ", ") {
			if name == header {
				return field
			}
		}
	}
	return ""
}

// csv reads a table of values separated by commas, semicolons or tabs.
func (b *builder) csv(data []byte, name string) {
	text, encoding, err := decoded(data)
	if err != nil {
		b.lose(name, "%v: save it as \"CSV UTF-8\"", err)
		return
	}
	b.written(encoding)
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	s := sheet{b: b, where: name}
	open := bytes.Count(text, []byte{'"'})%2 == 1 // somewhere a quotation mark is missing
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if open && r.InputOffset() == int64(len(text)) && slices.ContainsFunc(row, func(v string) bool { return strings.HasSuffix(v, "\n") }) {
			line, _ := r.FieldPos(0)
			b.lose(fmt.Sprintf("%s row %d", name, line), "opens a quotation mark that nothing closes, so that the rest of the file stands in it: close it, or write it twice")
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
		s.row(line, row)
	}
	s.end()
}

// separator is the likeliest one, by the first line.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', bytes.Count(first, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(first, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// xlsx reads every sheet that is shown of a workbook that has a column for titles and one for texts.
func (b *builder) xlsx(data []byte, name string) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 128 << 20, UnzipXMLSizeLimit: 32 << 20, ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		b.lose(name, "is no workbook that can be read: %v", err)
		return
	}
	defer f.Close()
	for _, title := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(title); err == nil && !shown {
			if hasArticles(f, title) { // else it is what other sheets choose from
				b.lose(name+" sheet "+title, "is hidden in the workbook, and was passed over: show it there if it is to be read")
			}
			continue
		}
		rows, err := f.Rows(title)
		if err != nil {
			b.lose(name+" sheet "+title, "cannot be read: %v", err)
			continue
		}
		s := sheet{b: b, where: name + " sheet " + title}
		merged, days := mergedBelow(f, title), newDays(f, title)
		for n := 1; rows.Next(); n++ {
			row, err := rows.Columns()
			if err != nil {
				b.lose(fmt.Sprintf("%s row %d", s.where, n), "cannot be read: %v", err)
				continue
			}
			s.row(n, s.whole(row, merged[n], days.of(n, s.fields)))
		}
		if err := errors.Join(rows.Error(), rows.Close(), days.close()); err != nil {
			b.lose(s.where, "cannot be read to its end: %v", err)
		}
		s.end()
	}
}

// hasArticles tells whether a sheet has a column for titles and one for texts, or cannot be read.
func hasArticles(f *excelize.File, title string) bool {
	rows, err := f.Rows(title)
	if err != nil {
		return true
	}
	defer rows.Close()
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return true
		}
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			_, _, useful := fieldsOf(row)
			return useful
		}
	}
	return rows.Error() != nil
}

// whole is a row with what stands in merged cells above it, and with its days as days, however the workbook shows them.
func (s *sheet) whole(row []string, merged, days map[int]string) []string {
	for i, field := range s.fields {
		if value := merged[i]; value != "" && field != "title" && (i >= len(row) || row[i] == "") {
			row = append(row, make([]string, max(0, i+1-len(row)))...)
			row[i] = value
		}
		if i < len(row) {
			row[i] = cmp.Or(days[i], row[i])
		}
	}
	return row
}

// sheet is a table being read: the first row that is not empty names the columns.
type sheet struct {
	b      *builder
	where  string
	fields []string
	useful bool
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
	if !s.useful {
		return
	}
	s.filled = true
	from := fmt.Sprintf("%s row %d", s.where, n)
	cells = s.mended(from, cells)
	for i, c := range cells {
		if i < len(s.fields) && s.fields[i] != "" && failed(c) {
			s.b.miss(s.told(from, cells), "its formula in column %d says %s: mend it in the workbook", i+1, strings.TrimSpace(c))
			return
		}
	}
	p, err := piecesOf(s.fields, cells)
	if err != nil {
		s.b.miss(s.told(from, cells), "%v", err)
		return
	}
	p.from = from
	s.b.add(p)
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

func (s *sheet) head(n int, cells []string) {
	var unknown []string
	s.fields, unknown, s.useful = fieldsOf(cells)
	row := fmt.Sprintf("%s row %d", s.where, n)
	switch {
	case s.useful && len(unknown) > 0:
		s.b.bad(row, "the columns %q are not known and were passed over: those known are project, language, key, title, body, questions, audience, tags, owner, link, valid_from, valid_until", unknown)
	case !s.useful:
		s.b.lose(row, "names no column \"title\" (or \"question\") and no column \"body\" (or \"answer\"): put the names of the columns into the first row")
	}
}

// fieldsOf are the fields that a row names, which names are not known, and whether articles can be made of what is below it.
func fieldsOf(cells []string) (fields, unknown []string, useful bool) {
	has := map[string]bool{}
	for _, c := range cells {
		f := fieldOf(c)
		if f == "" && strings.TrimSpace(c) != "" {
			unknown = append(unknown, c)
		}
		if has[f] {
			f = ""
		}
		has[f] = true
		fields = append(fields, f)
	}
	return fields, unknown, has["title"] && has["body"]
}

func (s *sheet) end() {
	if s.useful && !s.filled {
		s.b.lose(s.where, "has no row below the names of its columns")
	}
}

// piecesOf reads one row.
func piecesOf(fields, cells []string) (p piece, err error) {
	for i, c := range cells {
		if i >= len(fields) {
			break
		}
		c = strings.TrimSpace(c)
		switch fields[i] {
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
			p.Questions = list(c, "|\n")
		case "audience":
			p.Audience, err = audienceOf(c)
		case "tags":
			p.Tags = list(c, ",;|\n")
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
	return p, nil
}

// audienceOf reads who may read an article. A word that is not known is no leave to show it to customers.
func audienceOf(s string) (knowledge.Audience, error) {
	switch strings.ToLower(strings.Join(strings.Fields(s), " ")) {
	case "":
		return "", nil
	case "public", "external", "customers", "everybody", "everyone", "all":
		return knowledge.Public, nil
	case "internal", "intern", "private", "staff", "operators", "colleagues", "colleagues only":
		return knowledge.Internal, nil
	}
	return "", fmt.Errorf("audience %q is not known: write public or internal", s)
}

func slugOf(s string) string {
	if s == "" {
		return ""
	}
	return knowledge.Slug(s)
}

func list(s, separators string) (out []string) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if w = strings.Join(strings.Fields(w), " "); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// day reads a day as people and spreadsheets write it.
func day(field, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, form := range []string{time.DateOnly, "02.01.2006", "2006/01/02", "2006-01-02 15:04:05", "2.1.2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.Truncate(24 * time.Hour), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s %q is not a day, for example: 2026-01-31", field, s)
}
