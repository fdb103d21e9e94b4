package convert_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
)

// said are the problems of a source.
func said(s convert.Source) string {
	var out []string
	for _, b := range s.Bad {
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// read reads a sheet of one project.
func read(t *testing.T, name, sheet string) convert.Source {
	t.Helper()
	s, err := convert.File(name, []byte(sheet), convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What a row has beyond the named columns would be lost: the row says what to do, and the others are taken.
func TestWhatStandsBeyondTheColumnsIsNoCellLess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sheet, want string }{
		"commas":              {"title,body\nDelivery price,Delivery costs 50 UAH, free from 1000 UAH\nPay,By card.\n", `a.csv row 2: has "free from 1000 UAH" beyond its 2 columns: put a text that has a comma in it in quotes`},
		"semicolons":          {"title;body\nDelivery price;Delivery costs 50 UAH; free from 1000 UAH\nPay;By card.\n", "put a text that has a semicolon in it in quotes"},
		"tabs":                {"title\tbody\nDelivery price\tDelivery costs\t50 UAH\nPay\tBy card.\n", "put a text that has a tab in it in quotes"},
		"a column of no name": {"title,body,\nDelivery price,Delivery costs 50 UAH, free from 1000 UAH\nPay,By card.,\n", `has "free from 1000 UAH" beyond its 2 columns`},
		"a space":             {"title,body\nDelivery price, \"Costs 50, or 0\"\nPay,By card.\n", "beyond its 2 columns: take away the space before a quotation mark"},
		"empty cells":         {"title,body\nDelivery price,Fifty.,,\nPay,By card.,, \n", ""},
		"a column not known":  {"title,body,colour\nDelivery price,Fifty.,red\nPay,By card.,,\n", `the columns ["colour"] are not known`},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, "a.csv", c.sheet)
			if got := said(s); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
				t.Errorf("it says %q, want %q", got, c.want)
			}
			list := articles(t, s)
			if _, there := list["delivery-price"]; list["pay"].Body != "By card." || there != !strings.Contains(c.want, "beyond") && !strings.Contains(c.want, "quotes") {
				t.Errorf("taken: %v", slices.Sorted(maps.Keys(list)))
			}
		})
	}
}

// warned are the warnings of a source.
func warned(s convert.Source) string {
	var out []string
	for _, w := range s.Warnings {
		out = append(out, w.String())
	}
	return strings.Join(out, "\n")
}

// Programs number their rows, and people keep marks and notes beside their texts: that is no row less.
func TestAColumnWithoutANameIsPassedOver(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sheet, bad, warned string }{
		"numbers of rows": {",title,body\n0,Delivery,Fifty.\n1,Pay,By card.\n", "", "a.csv: column 1 has no name in the first row: what stands in it was passed over (cells: 2)"},
		"in the middle":   {"title, ,body,\nDelivery,FALSE,Fifty.,\nPay,,By card.,\n,FALSE,,\n", "", "a.csv: column 2 has no name in the first row: what stands in it was passed over (cells: 2)"},
		"a comma in it":   {",title,body\n0,Delivery,Fifty.\n1,Pay,By card.\n2,Price,Costs 50, or 0\n", `a.csv row 4: has "or 0" beyond its 3 columns`, "a.csv: column 1 has no name in the first row: what stands in it was passed over (cells: 2)"},
	} {
		s := read(t, "a.csv", c.sheet)
		if list := articles(t, s); !strings.HasPrefix(said(s), c.bad) || (said(s) == "") != (c.bad == "") || warned(s) != c.warned || len(list) != 2 || list["delivery"].Body != "Fifty." {
			t.Errorf("%s: it says %q and warns of %q", name, said(s), warned(s))
		}
	}
	book := workbook(t, func(f *excelize.File, set func(string, any)) {
		for cell, v := range map[string]any{"A2": 1, "B1": "title", "C1": "body", "B2": "Delivery", "C2": "Fifty.", "E2": "free from 1000", "A3": 2, "B3": "Pay", "C3": "By card.", "A4": 3} {
			set(cell, v)
		}
	})
	s, err := convert.Open(book, convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"})
	const want = "base.xlsx sheet Sheet1: column A has no name in the first row: what stands in it was passed over (cells: 3)\nbase.xlsx sheet Sheet1: column E has no name in the first row: what stands in it was passed over (cells: 1)"
	if err != nil || said(s) != "" || warned(s) != want || len(articles(t, s)) != 2 {
		t.Errorf("a workbook: %v; it says %q and warns of %q", err, said(s), warned(s))
	}
}

// Whoever opens the form of such a row and sends it as it is has not put it right.
func TestARowWithTooManyCellsIsMended(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		sheet  string
		fields map[string]string
		bad    int
	}{
		"as it was":             {"title,body,tags\nDelivery,Costs 50, or 0,money\n", nil, 1},
		"put right":             {"title,body,tags\nDelivery,Costs 50, or 0,money\n", map[string]string{"body": "Costs 50, or 0", "tags": "money"}, 0},
		"a separator at an end": {"title,body,\nDelivery,Costs 50, or 0\n", map[string]string{"body": "Costs 50, or 0"}, 0},
	} {
		o := convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"}
		s, err := convert.File("a.csv", []byte(c.sheet), o)
		if err != nil {
			t.Fatal(err)
		}
		o.Mends = mendOf(t, s, "a.csv row 2", c.fields)
		after, err := convert.File("a.csv", []byte(c.sheet), o)
		if err != nil || len(after.Bad) != c.bad {
			t.Errorf("%s: %v, %s", what, err, said(after))
		}
		if place, ok := after.Place("a.csv row 2"); !ok || place.Mended != (c.bad == 0) || place.Was != o.Mends["a.csv row 2"].Was {
			t.Errorf("%s: %+v", what, place)
		}
	}
}

// A quotation mark that nobody closed must not swallow the rows behind it without a word.
func TestAQuotationMarkThatIsNotClosedIsNamedWhereItWasOpened(t *testing.T) {
	t.Parallel()
	const head, key = "title,body\n", "key,language,title,body\n"
	for name, c := range map[string]struct {
		sheet, want string
		taken       []string
	}{
		"the text":          {head + "Wheels,\"Wheels cost 900 UAH.\nHelmets,\"Helmets cost 700 UAH.\"\nLamps,\"Lamps cost 300 UAH.\"", "a.csv row 2: opens a quotation mark that is not closed where its cell ends, so that all stands in it up to row 3: close it; one that belongs to the text is written twice", []string{"lamps"}},
		"before any title":  {head + "Wheels,\"Wheels cost 900 UAH.\n\"Helmets\",\"Helmets cost 700 UAH.\"\nLamps,Lamps cost 300 UAH.\n", "a.csv row 2: opens", []string{"lamps"}},
		"after lines":       {head + "Pay,By card.\nWheels,\"Wheels cost 900 UAH.\n\nAll of them.\nHelmets, \"Helmets cost 700 UAH.\"\n", "a.csv row 3: opens a quotation mark that is not closed where its cell ends, so that all stands in it up to row 6", []string{"pay"}},
		"the title":         {key + "acme,en,\"Unclosed title,text one\nbeta,en,Second,text two\ngamma,en,\"Third\",\"text three\"\ndelta,en,Fourth,text four\n", "a.csv row 2: opens a quotation mark that is not closed where its cell ends, so that all stands in it up to row 4", []string{"delta"}},
		"the title, at end": {key + "acme,en,\"Unclosed title,text one\nbeta,en,Second,text two", "a.csv row 2: opens a quotation mark that nothing closes, so that the rest of the file stands in it", nil},
		"in one row":        {"title,body,tags\nDelivery,\"Costs 50,\"money\"\nPay,By card.,\n", "a.csv row 2: opens a quotation mark that is not closed where its cell ends: close it", []string{"pay"}},
		"a quoted word":     {head + "Wheels,\"Wheels cost 900 UAH.\nHelmets,We call them \"hats\"\nLamps,Lamps cost 300 UAH.\n", "a.csv row 2: opens", []string{"lamps"}},
		"two of them":       {head + "Wheels,\"Wheels cost.\nHelmets,\"Helmets cost.\nLamps,Lamps cost.\n", "a.csv row 2: opens a quotation mark that nothing closes", nil},
		"moved":             {head + "Wheels,\"Wheels \"cost\" so much.\nHelmets, \"too\", \"Helmets cost 700 UAH.\"\nLamps,Lamps cost.\n", "a.csv row 2: opens a quotation mark that is not closed where its cell ends, so that all stands in it up to row 3", []string{"lamps"}},
		"Windows":           {head + "Wheels,\"Wheels cost.\r\nHelmets,\"Helmets cost.\"\r\nLamps,Lamps cost.\r\n", "a.csv row 2: opens a quotation mark that is not closed where its cell ends, so that all stands in it up to row 3", []string{"lamps"}},
		"the first row":     {"\"title,body\nWheels,\"Wheels cost.\"\nLamps,Lamps cost.\n", "a.csv row 1: opens", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, "a.csv", c.sheet)
			got := slices.Sorted(maps.Keys(texts(t, s)))
			want := []string{"shop/project.md"}
			for _, key := range c.taken {
				want = append(want, "shop/en/"+key+".md")
			}
			slices.Sort(want)
			if len(s.Bad) != 1 || !strings.Contains(said(s), c.want) || !slices.Equal(got, want) {
				t.Errorf("taken %v; it says %s", got, said(s))
			}
			if len(s.Unread) != 1 || s.Unread[0].Key != "" {
				t.Errorf("it may be any article: %+v", s.Unread)
			}
		})
	}
}

func TestQuotedCellsAreTakenAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ cell, want string }{
		"line breaks":        {"\"By card,\nor in cash.\n\nBoth work.\"", "By card,\nor in cash.\n\nBoth work."},
		"doubled marks":      {"\"Press \"\"OK\"\",\nthen \"\"Go\"\".\"", "Press \"OK\",\nthen \"Go\"."},
		"doubled at the end": {"\"First,\nthen \"\"Go\"\"\"", "First,\nthen \"Go\""},
		"a mark at a line":   {"\"He says:\n\"\"Go\"\", and goes.\"", "He says:\n\"Go\", and goes."},
		"inches":             {"A 5\" screen.", "A 5\" screen."},
		"inches, quoted":     {"\"A 5\" screen,\nor a 7\" one.\"", "A 5\" screen,\nor a 7\" one."},
		"a word, not quoted": {"Press \"OK\" to go.", "Press \"OK\" to go."},
		"a word, quoted":     {"\"Press \"OK\" to go.\"", "Press \"OK\" to go."},
		"an empty one":       {"\"Text.\"", "Text."},
		"a word in lines":    {"\"Open the menu.\nPress \"OK\" to go.\nDone.\"", "Open the menu.\nPress \"OK\" to go.\nDone."},
		"behind a comma":     {"\"Open the menu.\nThen, \"OK\" or \"Go\".\"", "Open the menu.\nThen, \"OK\" or \"Go\"."},
		"a quoted number":    {"\"Open the menu.\nPress \"2\" on a 5\" screen.\"", "Open the menu.\nPress \"2\" on a 5\" screen."},
	} {
		s := read(t, "a.csv", "title,body,tags\nHow?,"+c.cell+",\"\"\nPay,By card.,\"money\"\n")
		list := articles(t, s)
		if len(s.Bad) > 0 || list["how"].Body != c.want || list["pay"].Body != "By card." {
			t.Errorf("%s: %q; it says %s", name, list["how"].Body, said(s))
		}
	}
}

func TestARowOfVeryManyCellsIsRead(t *testing.T) {
	t.Parallel()
	s := read(t, "a.csv", "title,body\nPay,By card.,"+strings.Repeat("\"\",", 700_000)+"\"\nend\"\nDelivery,Fifty.\n")
	if list := articles(t, s); len(list) != 1 || list["delivery"].Body != "Fifty." || !strings.HasPrefix(said(s), `a.csv row 2: has "end" beyond its 2 columns`) {
		t.Errorf("it says %s", said(s))
	}
}

// Whatever stands in cells that a program has written is taken as it is.
func TestSheetsOfProgramsAreTakenWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		cell := rapid.StringMatching(`x([",;]|\n|\t| |5|"x|,"|""){0,12}x`)
		rows := [][]string{{"title", "body", "tags"}}
		for n := range rapid.IntRange(1, 4).Draw(rt, "rows") {
			rows = append(rows, []string{fmt.Sprintf("T%d", n), cell.Draw(rt, "body"), rapid.SampledFrom([]string{"", "tag"}).Draw(rt, "tags")})
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(rt, "comma"), rapid.Bool().Draw(rt, "crlf")
		if err := w.WriteAll(rows); err != nil {
			rt.Fatal(err)
		}
		s := read(t, "a.csv", b.String())
		list := articles(t, s)
		for n, row := range rows[1:] {
			if got := list[fmt.Sprintf("t%d", n)].Body; got != row[1] || len(s.Bad) > 0 {
				rt.Fatalf("%q is %q; it says %s", row[1], got, said(s))
			}
		}
	})
}

func TestColumnsThatAreNotKnownAreToldThoseThatAre(t *testing.T) {
	t.Parallel()
	s := read(t, "a.csv", "title,body,colour\nPay,By card.,red\n")
	_, names, _ := strings.Cut(said(s), "those known are ")
	known := strings.Split(names, ", ")
	if len(known) != 18 || !slices.Contains(known, "review_by") || !slices.Contains(known, "language") {
		t.Fatalf("it says %s", said(s))
	}
	if all := read(t, "a.csv", strings.Join(known, ",")+"\n,en,,Pay,By card.,,,,,,,,,,,,,2099-01-31\n"); len(all.Bad) > 0 {
		t.Errorf("one of them is not known: %s", said(all))
	}
}

// Both are taken, and no error: it may be meant so.
func TestRowsOfOneTitleAreTold(t *testing.T) {
	t.Parallel()
	s := read(t, "a.csv", "key,title,body,language\n,Dup title,First.,en\n,Other,Text.,en\n,Dup title,Second.,en\n,Dup title,Wtóry.,pl\n,Dup: title?,Third.,en\npay,Pay,By card.,en\npay,Paying,In cash.,en\n")
	var got []string
	for _, w := range s.Report(knowledge.ImportReport{}).Warnings {
		got = append(got, w.String())
	}
	want := []string{
		`a.csv row 4: has the same title as a.csv row 2: both are kept, as "dup-title" and "dup-title-2"`,
		`a.csv row 6: has the same name as a.csv row 2: both are kept, as "dup-title" and "dup-title-3"`,
		`a.csv row 8: has the same key as a.csv row 7: both are kept, as "pay" and "pay-2"`,
	}
	if len(s.Bad) > 0 || !slices.Equal(got, want) || len(texts(t, s)) != 8 {
		t.Errorf("it warns of\n%s\nwant\n%s\nand says %s", strings.Join(got, "\n"), strings.Join(want, "\n"), said(s))
	}
}
