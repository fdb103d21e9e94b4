package convert_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

const (
	top    = "Hearth Help Center cfcd208495d565ef66e7dff9f98764da"
	pages  = top + "/Articles eccbc87e4b5ce2fe28308fd9f2a7baf3"
	visits = top + "/Service visits c81e728d9d4c2f636f067f89cc14862c/"
)

// notion is what Notion exports of a page with a database.
func notion() map[string]string {
	return map[string]string{
		top + ".md":        "# Hearth Help Center\n\nEverything.\n\n[Articles](" + strings.ReplaceAll(pages, " ", "%20") + ".csv), ![it](it.png)\n",
		"it.png":           "\x89PNG\r\n\x1a\nx",
		pages + ".csv":     "\ufeffName,Owner,Tags,Status,Note\nNo heating,,Heating,Published,\nLow pressure,,Water,Draft,SECRET\n",
		pages + "_all.csv": "\ufeffName,Owner,Tags,Status,Note\nNo heating,,Heating,Published,\nLow pressure,,Water,Draft,SECRET\n",
		pages + "/No heating 4664fd711eb6d1bd644cc4d8689921d2.md":      "# No heating\n\nOwner: Mark Hale\nTags: Heating, Water\nStatus: 🟢 Published\nNote: of two\nlines\n\nTurn it up.\n\nNote: wait.\n",
		pages + "/Low pressure ddc46b3e8d4c69b9c7f0a4a71eec72cd.md":    "# Low pressure\n\nStatus: Draft\nNote: SECRET\n\nNot ready.\n",
		pages + "/Noise f39acd2a19d35775cb8011cb9e69260b.md":           "# Noise\n\nStatus: Perhaps\n\nNot ready.\n",
		pages + "/Taps a39acd2a19d35775cb8011cb9e69260b.md":            "# Taps\n\nTurn: left.\n\nStatus: of the tap.\n",
		visits + "Book a service f8ebd5149b57008169f85fb64c6004b7.md":  "# Book a service\n\nOwner: Mark Hale\nStatus: Done\nLast edited time: March 12, 2025 10:14 AM\n\nBook it in the app.\n",
		visits + "Скасувати візит 660d31d9ec37b4d6fec35991c8dff5f5.md": "# Скасувати візит\n\nСтатус: Чернетка\n\nЗа 24 години.\n",
		visits + "Cancel a visit 6b7fc7e3449f0c17365d242f23bceae0.md":  "# Cancel a visit\n\nNote: it costs 35.\n\nCall us.\n",
		visits + "Tags of ours.md":                                     "# Tags of ours\n\nStatus: Draft\n\nNo export of Notion.\n",
	}
}

func TestPropertiesOfNotionsPagesAreNoText(t *testing.T) {
	t.Parallel()
	s, err := convert.FromFS(folderOf(notion()), convert.Options{Project: "net", ProjectName: "Net"})
	if err != nil {
		t.Fatal(err)
	}
	byTitle := map[string]string{}
	for name, text := range texts(t, s) {
		if _, after, ok := strings.Cut(text, "title: "); ok && strings.HasPrefix(name, "net/") {
			title, _, _ := strings.Cut(after, "\n")
			byTitle[title] = text
		}
	}
	for title, want := range map[string]string{
		"No heating": "tags:\n  - Heating\n  - Water\n", "Book a service": "owner: Mark Hale\n---\nBook it in the app.\n", "Cancel a visit": "---\nNote: it costs 35.\n\nCall us.\n",
		"Tags of ours": "---\nStatus: Draft\n", "Taps": "---\nTurn: left.\n\nStatus: of the tap.\n", "Hearth Help Center": "\n\nArticles, ![it](../../_files/it.png)\n",
	} {
		if !strings.Contains(byTitle[title], want) {
			t.Errorf("%s: %q, want %q", title, byTitle[title], want)
		}
	}
	if text := byTitle["No heating"]; !strings.Contains(text, "owner: Mark Hale\n---\nTurn it up.\n\nNote: wait.\n") {
		t.Errorf("No heating: %q", text)
	}
	if told := fmt.Sprint(s.Bad); len(byTitle) != 6 || len(s.Bad) != 3 || !strings.Contains(told, `by "Draft" under "status"`) || !strings.Contains(told, `by "Чернетка" under "status"`) || !strings.Contains(told, `status "Perhaps" is not known`) {
		t.Errorf("%d articles, bad %v", len(byTitle), s.Bad)
	}
	if !strings.HasSuffix(s.Kind, " (sheets of what stands in pages)") {
		t.Errorf("kind %q", s.Kind)
	}
}

// A sheet of which articles are made, drafts among them, is no file for customers, whoever links it; another one is.
func TestASheetOfArticlesIsNoDownload(t *testing.T) {
	t.Parallel()
	files := notion()
	files["faq.csv"] = "question,answer,draft\nWhat is it?,A pipe.,no\nWhat will it be?,SECRET,yes\n"
	files["prices.csv"] = "city,price\nKyiv,50\n"
	files["b.md"] = "# B\n\nSee [all](faq.csv) and [prices](prices.csv)."
	s, err := convert.FromFS(folderOf(files), convert.Options{Project: "net", ProjectName: "Net"})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(s.FS, "net/en/b.md"); err != nil || !strings.Contains(string(text), "See all and [prices](../../_files/prices.csv).") {
		t.Errorf("%s, %v", text, err)
	}
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	if _, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{Partial: true, Said: s.Said}); err != nil {
		t.Fatal(err)
	}
	var names string
	if err := pool.QueryRow(t.Context(), `SELECT string_agg(name, ' ' ORDER BY name) FROM knowledge_files`).Scan(&names); err != nil || names != "it.png prices.csv" {
		t.Errorf("stored %q, %v", names, err)
	}
}

// Where a database has the texts of its pages as a column, these are the articles.
func TestADatabaseOfNotionThatHasTheTextsIsASheet(t *testing.T) {
	t.Parallel()
	_, got := taken(t, map[string]string{
		"FAQ eccbc87e4b5ce2fe28308fd9f2a7baf3_all.csv":                                         "Question,Answer,Tags\nWhat is due?,The bill.,money\n",
		"FAQ eccbc87e4b5ce2fe28308fd9f2a7baf3.csv":                                             "Question,Answer,Tags\nWhat is due?,The bill.,money\n",
		"FAQ eccbc87e4b5ce2fe28308fd9f2a7baf3/What is due 4664fd711eb6d1bd644cc4d8689921d2.md": "# What is due?\n\nAnswer: The bill.\nTags: money\n",
	})
	if len(got) != 2 || !strings.Contains(got["net/en/what-is-due.md"], "The bill.") {
		t.Errorf("got %q", got)
	}
}

func TestAnArchiveInAnArchiveIsOpened(t *testing.T) {
	t.Parallel()
	inner := zipped(t, map[string]string{top + ".md": "# Hearth\n\nEverything."})
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"one":     {map[string]string{"Export-1-Part-1.zip": inner, "__MACOSX/._Export-1-Part-1.zip": "x"}, ""},
		"several": {map[string]string{"Export-1-Part-1.zip": inner, "Export-1-Part-2.zip": inner}, "holds 2 others"},
		"broken":  {map[string]string{"Export-1-Part-1.zip": "PK"}, "give a .zip file"},
		"deeper":  {map[string]string{"a.zip": zipped(t, map[string]string{"b.zip": inner})}, "has no .md"},
	} {
		s, err := convert.File("Export.zip", []byte(zipped(t, c.files)), net)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || len(texts(t, s)) != 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatAnEditorWroteOnAPageOfNotionStays(t *testing.T) {
	s := newShelf(t)
	s.stays(func(price string) convert.Source {
		files := notion()
		for name := range files {
			if strings.HasSuffix(name, ".md") {
				delete(files, name)
			}
		}
		files[pages+"/it.png"] = files["it.png"]
		files["fees.md"] = "# Fees\n\nThey are " + price + ", see [all](" + strings.ReplaceAll(pages, " ", "%20") + ".csv)."
		got, err := convert.FromFS(folderOf(files), convert.Options{Project: "shop", Lang: "en"})
		if err != nil || len(got.Bad) > 0 {
			t.Fatal(got.Bad, err)
		}
		return got
	})
}
