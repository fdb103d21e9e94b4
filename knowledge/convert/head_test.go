package convert_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge/convert"
)

// People put a title above a sheet, and a line on how to fill it in.
func TestTheNamesOfTheColumnsMayStandBelowATitle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sheet, bad, warned string }{
		"a title":             {"\"Hearth FAQ, state of March 2025\",,\n,,\nquestion,answer,tags\nFee?,Ten.,fee\n", "", ""},
		"parted otherwise":    {"Hearth FAQ, state of March, April, May\n\nFrage;Antwort\nFee;\"Ten; more, later.\"\n", "", ""},
		"by tabs, in quotes":  {"Hearth FAQ\n\"Question\"\t\"Answer\"\nFee\tTen.\n", "", ""},
		"a row of others":     {"Hearth FAQ,by Jane\nquestion,answer\nFee,Ten.\n", "", "a.csv row 1: stands above the names of the columns, in row 2, and was passed over"},
		"in the tenth row":    {strings.Repeat("A note.\n", 9) + "question,answer\nFee,Ten.\n", "", ""},
		"in the eleventh row": {strings.Repeat("A note.\n", 10) + "question,answer\nFee,Ten.\n", `a.csv row 1: names no column "title"`, ""},
		"nowhere":             {"\nFee,Ten.\nMore,Twelve.\n", `a.csv row 2: names no column "title" (or "question") and no column "body" (or "answer"): put the names of the columns into the first row`, ""},
		"below empty rows":    {strings.Repeat(",\n", 20) + "question,answer\nFee,Ten.\n", "", ""},
		"with nothing below":  {"Hearth FAQ\nquestion,answer\n", "a.csv: has no row below the names of its columns", ""},
	} {
		s := read(t, "a.csv", c.sheet)
		if got := said(s); !strings.HasPrefix(got, c.bad) || (got == "") != (c.bad == "") || warned(s) != c.warned {
			t.Errorf("%s: it says %q and warns of %q", name, got, warned(s))
		}
		if c.bad != "" {
			continue
		}
		if a := articles(t, s)["fee"]; !strings.HasPrefix(a.Body, "Ten") {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestTheNamesOfTheColumnsOfAWorkbookMayStandBelowATitle(t *testing.T) {
	t.Parallel()
	fill := func(f *excelize.File, sheet string) {
		for cell, v := range map[string]any{"A1": "Hearth FAQ, state of March 2025", "A3": "Section", "B3": "Question", "C3": "Answer", "D3": "Valid until", "A4": "Bills", "B4": "Fee", "C4": "Ten.", "D4": 46000, "B5": "When", "C5": "Soon."} {
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range [][2]string{{"A1", "D1"}, {"A4", "A5"}} {
			if err := f.MergeCell(sheet, r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	name := workbook(t, func(f *excelize.File, _ func(string, any)) {
		if _, err := f.NewSheet("Secret"); err != nil {
			t.Fatal(err)
		}
		fill(f, "Sheet1")
		fill(f, "Secret")
		if err := f.SetSheetVisible("Secret", false); err != nil {
			t.Fatal(err)
		}
	})
	s, err := convert.Open(name, net)
	if err != nil || len(s.Bad) != 1 || !strings.Contains(said(s), "sheet Secret: is hidden in the workbook") {
		t.Fatal(err, s.Bad)
	}
	list := articles(t, s)
	if fee, when := list["fee"], list["when"]; len(list) != 2 || fee.ValidUntil.Format("2006-01-02") != "2025-12-09" || len(when.Tags) != 1 || when.Tags[0] != "Bills" || when.Body != "Soon." {
		t.Errorf("%+v", list)
	}
}
