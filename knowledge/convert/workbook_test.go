package convert_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// workbook saves a workbook with one sheet.
func workbook(t *testing.T, fill func(f *excelize.File, set func(cell string, value any))) string {
	t.Helper()
	f := excelize.NewFile()
	fill(f, func(cell string, value any) {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	})
	name := filepath.Join(t.TempDir(), "base.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}

// articles are those of a source, by key.
func articles(t *testing.T, s convert.Source) map[string]knowledge.Article {
	t.Helper()
	list, _, err := knowledge.ReadFolder(t.Context(), s.FS)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]knowledge.Article{}
	for _, a := range list {
		out[a.Key] = a
	}
	return out
}

func TestDaysOfAWorkbookAreDaysHoweverTheyAreShown(t *testing.T) {
	t.Parallel()
	day := time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC)
	formats := []int{14, 15, 22, 0}
	name := workbook(t, func(f *excelize.File, set func(string, any)) {
		for i, h := range []string{"title", "body", "valid_until"} {
			set(string(rune('A'+i))+"1", h)
		}
		for i, format := range formats {
			row := string(rune('2' + i))
			set("A"+row, "Offer "+row)
			set("B"+row, day.Add(7*time.Hour))
			set("C"+row, day.Add(7*time.Hour))
			style, err := f.NewStyle(&excelize.Style{NumFmt: format})
			if err == nil {
				err = f.SetCellStyle("Sheet1", "C"+row, "C"+row, style)
			}
			if date, e := f.NewStyle(&excelize.Style{NumFmt: 14}); err == nil && e == nil {
				err = f.SetCellStyle("Sheet1", "B"+row, "B"+row, date)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		set("A6", "Written")
		set("B6", "As words.")
		set("C6", "04.03.2027")
	})
	s, err := convert.Open(name, net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	list := articles(t, s)
	if len(list) != len(formats)+1 {
		t.Fatalf("%d articles", len(list))
	}
	for key, a := range list {
		if !a.ValidUntil.Equal(day) {
			t.Errorf("%s: valid until %s", key, a.ValidUntil)
		}
		if key != "written" && a.Body != "2027-03-04" {
			t.Errorf("%s: a day in the text is %q", key, a.Body)
		}
	}
}

func TestMergedCellsHoldForAllTheirRowsAndErrorsForNone(t *testing.T) {
	t.Parallel()
	name := workbook(t, func(f *excelize.File, set func(string, any)) {
		for cell, v := range map[string]string{"A1": "title", "B1": "body", "C1": "tags", "A2": "Pay by card", "B2": "The fee is 10.", "C2": "pay", "A3": "Card fee", "A4": "Broken", "B4": "#N/A", "A5": "Alone", "B5": "Own text."} {
			set(cell, v)
		}
		for _, r := range [][2]string{{"B2", "B3"}, {"C2", "C4"}} {
			if err := f.MergeCell("Sheet1", r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	s, err := convert.Open(name, net)
	if err != nil {
		t.Fatal(err)
	}
	list := articles(t, s)
	if a := list["card-fee"]; a.Body != "The fee is 10." || len(a.Tags) != 1 || a.Tags[0] != "pay" {
		t.Errorf("%+v", a)
	}
	if a := list["alone"]; a.Body != "Own text." || len(a.Tags) != 0 {
		t.Errorf("%+v", a)
	}
	if _, there := list["broken"]; there || len(s.Bad) != 1 || !strings.HasSuffix(s.Bad[0].Path, "row 4") || !strings.Contains(s.Bad[0].Problem, "#N/A") {
		t.Errorf("an error of a formula: %v", s.Bad)
	}
}

// A small workbook may claim more merged rows than there is memory for: those beyond a bound are as if they were not merged.
func TestMergedCellsBeyondABoundHoldForTheirFirstRow(t *testing.T) {
	t.Parallel()
	const columns, rows = 110, 1000
	name := workbook(t, func(f *excelize.File, set func(string, any)) {
		set("A1", "title")
		set("B1", "body")
		set("A2", "First")
		set("A3", "Second")
		for c := columns; c >= 2; c-- { // the texts' column is the last one in the sheet's list
			from, _ := excelize.CoordinatesToCellName(c, 2)
			to, _ := excelize.CoordinatesToCellName(c, 1+rows)
			if c > 2 {
				name, _ := excelize.CoordinatesToCellName(c, 1)
				set(name, "More")
			}
			set(from, "What is said.")
			if err := f.MergeCell("Sheet1", from, to); err != nil {
				t.Fatal(err)
			}
		}
	})
	s, err := convert.Open(name, net)
	if err != nil {
		t.Fatal(err)
	}
	if list := articles(t, s); list["first"].Body != "What is said." || len(list) != 1 {
		t.Errorf("%d articles: %+v", len(list), list)
	}
}

func TestAHiddenSheetIsPassedOverAndNamed(t *testing.T) {
	t.Parallel()
	name := workbook(t, func(f *excelize.File, set func(string, any)) {
		set("A1", "title")
		set("B1", "body")
		set("A2", "Shown")
		set("B2", "To everybody.")
		if _, err := f.NewSheet("Secret"); err != nil {
			t.Fatal(err)
		}
		for cell, v := range map[string]string{"A1": "title", "B1": "body", "A2": "Discounts", "B2": "Up to thirty."} {
			if err := f.SetCellValue("Secret", cell, v); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.NewSheet("Lists"); err != nil { // what the cells of other sheets choose from
			t.Fatal(err)
		}
		if err := errors.Join(f.SetCellValue("Lists", "A1", "tariffs"), f.SetCellValue("Lists", "A2", "Home 300"), f.SetSheetVisible("Lists", false), f.SetSheetVisible("Secret", false)); err != nil {
			t.Fatal(err)
		}
	})
	s, err := convert.Open(name, net)
	if err != nil || len(s.Bad) != 1 || !strings.HasSuffix(s.Bad[0].Path, "sheet Secret") || !strings.Contains(s.Bad[0].Problem, "hidden") {
		t.Fatal(err, s.Bad)
	}
	if list := articles(t, s); len(list) != 1 || list["shown"].Body == "" {
		t.Errorf("%v", list)
	}
}
