package convert

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

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

// hasArticles tells whether a row of a sheet names a column for titles and one for texts, or it cannot be read.
func hasArticles(f *excelize.File, title string) bool {
	rows, err := f.Rows(title)
	if err != nil {
		return true
	}
	defer rows.Close()
	for first, n := 0, 1; rows.Next() && (first == 0 || n <= max(first, lastHead)); n++ {
		row, err := rows.Columns()
		if err != nil {
			return true
		}
		if _, _, useful := fieldsOf(row); useful {
			return true
		}
		if first == 0 && filled(row) > 0 {
			first = n
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

// mergedBelow is what stands in the rows that merged cells go on to, by row, from 1, and column, from 0; as with the cells of
// pages, of cells that have more than maxRows of them, and of those beyond mostSpanned, the first row alone has it.
func mergedBelow(f *excelize.File, title string) map[int]map[int]string {
	out := map[int]map[int]string{}
	if !someMerges(f) { // then the sheet is not read as a whole
		return out
	}
	cells, err := f.GetMergeCells(title)
	if err != nil {
		return out // each row then has what it has itself
	}
	spanned := 0
	for _, c := range cells {
		col, from, err := excelize.CellNameToCoordinates(c.GetStartAxis())
		if err != nil {
			continue
		}
		_, to, err := excelize.CellNameToCoordinates(c.GetEndAxis())
		if err != nil || to-from >= maxRows || spanned+to-from > mostSpanned || c.GetCellValue() == "" {
			continue
		}
		spanned += to - from
		for n := from + 1; n <= to; n++ {
			if out[n] == nil {
				out[n] = map[int]string{}
			}
			out[n][col-1] = c.GetCellValue()
		}
	}
	return out
}

// mostMerges is how many merged cells a workbook may have for them to be looked at: the library compares each with each.
const mostMerges = 5000

// someMerges tells whether a workbook's sheets, all of which are in memory, have merged cells, and no more than that.
func someMerges(f *excelize.File) bool {
	sheets, merges := 0, 0
	f.Pkg.Range(func(name, data any) bool {
		part, isName := name.(string)
		text, isText := data.([]byte)
		if isName && isText && strings.HasPrefix(part, "xl/worksheets/") && strings.HasSuffix(part, ".xml") {
			sheets, merges = sheets+1, merges+bytes.Count(text, []byte("mergeCell "))
		}
		return true
	})
	return sheets >= f.SheetCount && merges > 0 && merges <= mostMerges
}

// days reads the days of a sheet, which workbooks keep as numbers, row by row beside what they are shown as.
type days struct {
	file  *excelize.File
	title string
	rows  *excelize.Rows // nil: no column with days was met yet
	row   int            // that was read last
	from  bool           // the days are counted from 1904
}

func newDays(f *excelize.File, title string) *days {
	props, err := f.GetWorkbookProps()
	return &days{file: f, title: title, from: err == nil && props.Date1904 != nil && *props.Date1904}
}

// of are the days of a row, by column, from 0. Rows are asked for in their order.
func (d *days) of(row int, fields []string) map[int]string {
	if !slices.ContainsFunc(fields, isDay) {
		return nil
	}
	if d.rows == nil {
		var err error
		if d.rows, err = d.file.Rows(d.title); err != nil {
			return nil // they are read as they are shown
		}
	}
	for ; d.row < row-1 && d.rows.Next(); d.row++ {
		if _, err := d.rows.Columns(); err != nil {
			return nil
		}
	}
	if !d.rows.Next() {
		return nil
	}
	d.row++
	cells, err := d.rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil
	}
	out := map[int]string{}
	for i, cell := range cells {
		if i < len(fields) && isDay(fields[i]) {
			out[i] = dayOfNumber(cell, d.from)
		}
	}
	return out
}

// isDay tells whether a column has days.
func isDay(field string) bool { return field == "from" || field == "until" || field == "review" }

func (d *days) close() error {
	if d.rows == nil {
		return nil
	}
	return d.rows.Close()
}

// dayOfNumber is the day that a number of days stands for; empty: it is none.
func dayOfNumber(raw string, from1904 bool) string {
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || n < 1 || n > 2958465 { // 9999-12-31
		return ""
	}
	day, err := excelize.ExcelDateToTime(n, from1904)
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// failed tells whether a cell has what Excel shows where a formula has failed.
func failed(cell string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}, strings.TrimSpace(cell))
}
