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
	book := workbook(t, func(f *excelize.File, set func(string, any)) {
		for cell, v := range map[string]string{"A1": "title", "B1": "body", "A2": "Delivery", "B2": "Fifty.", "D2": "free from 1000", "A3": "Pay", "B3": "By card."} {
			set(cell, v)
		}
	})
	s, err := convert.Open(book, net)
	if err != nil || !strings.Contains(said(s), `row 2: has "free from 1000" in column D, which has no name in the first row: name it there, or empty the cell`) || len(articles(t, s)) != 1 {
		t.Errorf("a workbook: %v, %s", err, said(s))
	}
}

// Whoever opens the form of such a row and sends it as it is has not put it right.
func TestARowWithTooManyCellsIsMended(t *testing.T) {
	t.Parallel()
	sheet := []byte("title,body,tags\nDelivery,Costs 50, or 0,money\n")
	o := convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"}
	s, err := convert.File("a.csv", sheet, o)
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		fields map[string]string
		bad    int
	}{"as it was": {nil, 1}, "put right": {map[string]string{"body": "Costs 50, or 0", "tags": "money"}, 0}} {
		o.Mends = mendOf(t, s, "a.csv row 2", c.fields)
		after, err := convert.File("a.csv", sheet, o)
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
	} {
		s := read(t, "a.csv", "title,body,tags\nHow?,"+c.cell+",\"\"\nPay,By card.,\"money\"\n")
		list := articles(t, s)
		if len(s.Bad) > 0 || list["how"].Body != c.want || list["pay"].Body != "By card." {
			t.Errorf("%s: %q; it says %s", name, list["how"].Body, said(s))
		}
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
	if len(known) != 13 || !slices.Contains(known, "review_by") || !slices.Contains(known, "language") {
		t.Fatalf("it says %s", said(s))
	}
	if all := read(t, "a.csv", strings.Join(known, ",")+"\n,en,,Pay,By card.,,,,,,,,2099-01-31\n"); len(all.Bad) > 0 {
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
