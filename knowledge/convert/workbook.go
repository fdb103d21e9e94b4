package convert

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// mostMerged is how many rows a merged cell may have whose value is taken for all of them.
const mostMerged = 1000

// mergedBelow is what stands in the rows that merged cells go on to, by row, from 1, and column, from 0.
func mergedBelow(f *excelize.File, title string) map[int]map[int]string {
	out := map[int]map[int]string{}
	if !fewMerges(f) {
		return out
	}
	cells, err := f.GetMergeCells(title)
	if err != nil {
		return out // each row then has what it has itself
	}
	for _, c := range cells {
		col, from, err := excelize.CellNameToCoordinates(c.GetStartAxis())
		if err != nil {
			continue
		}
		_, to, err := excelize.CellNameToCoordinates(c.GetEndAxis())
		if err != nil || to-from >= mostMerged || c.GetCellValue() == "" {
			continue
		}
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

// fewMerges tells whether a workbook's sheets, all of which are in memory, have no more merged cells.
func fewMerges(f *excelize.File) bool {
	sheets, merges := 0, 0
	f.Pkg.Range(func(name, data any) bool {
		part, isName := name.(string)
		text, isText := data.([]byte)
		if isName && isText && strings.HasPrefix(part, "xl/worksheets/") && strings.HasSuffix(part, ".xml") {
			sheets, merges = sheets+1, merges+bytes.Count(text, []byte("mergeCell "))
		}
		return true
	})
	return sheets >= f.SheetCount && merges <= mostMerges
}

// dayOfCell is the day that a cell holds as a number of days, which is how workbooks keep them; empty: it holds none.
func dayOfCell(f *excelize.File, title string, col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return ""
	}
	raw, err := f.GetCellValue(title, name, excelize.Options{RawCellValue: true})
	if err != nil {
		return ""
	}
	days, err := strconv.ParseFloat(raw, 64)
	if err != nil || days < 1 || days > 2958465 { // 9999-12-31
		return ""
	}
	props, err := f.GetWorkbookProps()
	if err != nil {
		return ""
	}
	day, err := excelize.ExcelDateToTime(days, props.Date1904 != nil && *props.Date1904)
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}

// failed tells whether a cell has what Excel shows where a formula has failed.
func failed(cell string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}, strings.TrimSpace(cell))
}
