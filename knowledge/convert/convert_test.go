package convert_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// write puts files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zipped is a zip archive of files.
func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// texts are the files that a source became.
func texts(t *testing.T, s convert.Source) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(s.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := fs.ReadFile(s.FS, name)
			out[name] = string(data)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var net = convert.Options{Project: "net", ProjectName: "Net"}

func TestSheetsBecomeArticles(t *testing.T) {
	for name, text := range map[string]string{
		"commas":     "question,answer,tags\nHow do I pay?,\"By card, or in cash.\nBoth work.\",\"money, pay\"\nЯк сплатити?,Карткою або готівкою.,\n",
		"semicolons": "\ufeffTitle;Text;Labels\r\nHow do I pay?;\"By card, or in cash.\nBoth work.\";money|pay\r\nЯк сплатити?;Карткою або готівкою.;\r\n",
		"tabs":       "Frage\tAntwort\tTags\nHow do I pay?\t\"By card, or in cash.\nBoth work.\"\tmoney;pay\nЯк сплатити?\tКарткою або готівкою.\t\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := convert.Open(filepath.Join(write(t, map[string]string{"faq.csv": text}), "faq.csv"), net)
			if err != nil || len(s.Bad) > 0 {
				t.Fatal(err, s.Bad)
			}
			got := texts(t, s)
			en, uk := got["net/en/how-do-i-pay.md"], got["net/uk/yak-splatyty.md"]
			if len(got) != 3 || !strings.Contains(en, "By card, or in cash.\nBoth work.") || !strings.Contains(en, "- pay") || !strings.Contains(uk, "Карткою") {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestWorkbookIsImportedTwiceAndChangesOnce(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{{"Project", "Title", "Body", "Valid until"}, {"Lumen Net", "Router light is red", "Restart it.", "2027-01-31"},
		{"Lumen Net", "", "No title here."}, {"Lumen Net", "Bad day", "Text.", "soon"}} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "base.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	store := knowledge.NewStore(pgtest.New(t))
	run := func(dry bool) knowledge.ImportReport {
		s, err := convert.Open(name, convert.Options{Project: "lumen-net", ProjectName: "Lumen Net"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{DryRun: dry})
		if err != nil {
			t.Fatal(err)
		}
		return s.Report(r)
	}
	if r := run(true); len(r.Added) != 2 {
		t.Errorf("the dry run would add %v", r.Added)
	}
	r := run(false)
	if len(r.Added) != 2 || len(r.Bad) != 2 {
		t.Fatalf("added %v, bad %v", r.Added, r.Bad)
	}
	for i, want := range []string{"base.xlsx sheet Sheet1 row 3", "base.xlsx sheet Sheet1 row 4"} {
		if r.Bad[i].Path != want {
			t.Errorf("problem %d is at %q, want %q", i, r.Bad[i].Path, want)
		}
	}
	if r := run(false); len(r.Added)+len(r.Changed) > 0 || r.Unchanged != 2 {
		t.Errorf("the second time: %+v", r)
	}
	d, err := store.ArticleByKey(t.Context(), "lumen-net", "router-light-is-red", "en")
	if err != nil || d.Versions[0].ValidUntil.Format("2006-01-02") != "2027-01-31" {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestSavedPagesKeepTheirTextAlone(t *testing.T) {
	page := `<!doctype html><html lang="uk"><head><title>Доставка | Крамниця</title><link rel="canonical" href="https://shop.example/delivery"></head>
<body><nav><a href="/">Головна</a></nav><div class="cookie-banner">Ми використовуємо cookies</div>
<main><h1>Доставка</h1><p>Доставляємо за <b>2 дні</b>. <a href="javascript:alert(1)">x</a></p><ul><li>Київ: 50 грн</li><li>Львів: 70 грн</li></ul>
<table><tr><th>Місто</th><th>Ціна</th></tr><tr><td>Одеса</td><td>80 грн</td></tr></table><img src="https://evil.example/?q=1"><script>alert(1)</script></main>
<footer>© Крамниця</footer></body></html>`
	s, err := convert.Open(write(t, map[string]string{"site/delivery.html": page, "site/note.txt": "x", ".git/config": "x"}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	got := texts(t, s)["net/uk/site-delivery.md"]
	for _, want := range []string{"title: Доставка\n", "https://shop.example/delivery", "**2 дні**", "- Київ: 50 грн", "| Одеса", "80 грн"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	for _, not := range []string{"Головна", "cookies", "©", "alert", "evil"} {
		if strings.Contains(got, not) {
			t.Errorf("%q has %q", got, not)
		}
	}
}

const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
<w:p><w:pPr><w:pStyle w:val="Nadpis1"/></w:pPr><w:r><w:t>Returns</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">You have </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>14 days</w:t></w:r><w:r><w:t xml:space="preserve">, see </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>the terms</w:t></w:r></w:hyperlink><w:del><w:r><w:delText>or 30</w:delText></w:r></w:del><w:ins><w:r><w:t>.</w:t></w:r></w:ins></w:p>
<w:sdt><w:sdtContent><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Pack it</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Send it</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>City</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Kyiv</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>50</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:pStyle w:val="Nadpis1"/></w:pPr><w:r><w:t>Guarantee</w:t></w:r></w:p><w:p><w:r><w:t>Two years.</w:t></w:r></w:p>
</w:body></w:document>`

func TestWordDocumentsKeepHeadingsListsTablesAndLinks(t *testing.T) {
	docx := zipped(t, map[string]string{
		"word/document.xml": document,
		"word/styles.xml":   `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="Nadpis1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rId1" Target="https://shop.example/terms" TargetMode="External"/></Relationships>`,
	})
	s, err := convert.Open(write(t, map[string]string{"shop.docx": docx}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	got := texts(t, s)
	returns := got["net/en/shop-returns.md"]
	for _, want := range []string{"title: Returns", "You have **14 days**, see [the terms](https://shop.example/terms).", "- Pack it\n- Send it", "| Kyiv"} {
		if !strings.Contains(returns, want) {
			t.Errorf("%q lacks %q", returns, want)
		}
	}
	if strings.Contains(returns, "or 30") || !strings.Contains(got["net/en/shop-guarantee.md"], "Two years.") {
		t.Errorf("got %q", got)
	}
}

func TestPlainMarkdownOfARepository(t *testing.T) {
	s, err := convert.Open(write(t, map[string]string{
		"README.md": "# Start here\n\nRead on.\n", "docs/install.md": "---\ntitle: Install it\nlayout: page\ntags: [set-up]\n---\nRun the program.\n",
		"docs/uk/tariffs.md": "Тарифи\n\nбез заголовка", ".git/x.md": "# no", "_drafts/x.md": "# no\n\nno",
	}), net)
	if err != nil {
		t.Fatal(err)
	}
	got := texts(t, s)
	if !strings.Contains(got["net/en/readme.md"], "title: Start here\n---\nRead on.") || !strings.Contains(got["net/en/docs-install.md"], "- set-up") || len(got) != 3 {
		t.Errorf("got %q", got)
	}
	if len(s.Bad) != 1 || s.Bad[0].Path != "docs/uk/tariffs.md" {
		t.Errorf("bad %v", s.Bad)
	}
}

func TestTheImportsOwnFormatPassesThrough(t *testing.T) {
	dir := write(t, map[string]string{"net/project.md": "---\nname: Net\n---\n", "net/en/a.md": "---\ntitle: A\n---\nText.\n"})
	s, err := convert.Open(dir, convert.Options{})
	if err != nil || texts(t, s)["net/en/a.md"] != "---\ntitle: A\n---\nText.\n" {
		t.Error(err, texts(t, s))
	}
}

func TestBadSourcesSayWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
		o                convert.Options
	}{
		"no columns":     {"a.csv", "a,b\n1,2\n", "names no column", net},
		"no project":     {"a.csv", "title,body\nT,B\n", "names no project", convert.Options{}},
		"not UTF-8":      {"a.csv", "title,body\nT,\xff\xfe\xfa\n", "CSV UTF-8", net},
		"empty":          {"a.csv", "", "is empty", net},
		"no workbook":    {"a.xlsx", "PK nothing", "no workbook", net},
		"no document":    {"a.docx", "PK nothing", "no Word document", net},
		"document bare":  {"a.docx", "", "is empty", net},
		"document cut":   {"b.docx", zipped(t, map[string]string{"word/document.xml": document[:600]}), "no Word document", net},
		"page empty":     {"a.html", "", "is empty", net},
		"page bare":      {"a.html", "<p>words", "no title", net},
		"markdown bytes": {"a.md", "\xff", "not UTF-8", net},
		"wrong key":      {"a.csv", "title,body,language\nT,B,../../x\n", "cannot be a name", net},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := convert.Open(filepath.Join(write(t, map[string]string{c.file: c.text}), c.file), c.o)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Bad) == 0 || !strings.Contains(s.Bad[0].Problem, c.want) {
				t.Errorf("got %v, want %q", s.Bad, c.want)
			}
		})
	}
	if _, err := convert.Open(filepath.Join(write(t, map[string]string{"a.exe": "x"}), "a.exe"), net); err == nil || !strings.Contains(err.Error(), ".csv") {
		t.Errorf("an unknown kind: %v", err)
	}
}

func TestALongPageBecomesSeveralArticles(t *testing.T) {
	long := "# Everything\n\n"
	for _, h := range []string{"One", "Two", "Three"} {
		long += "## " + h + "\n\n" + strings.Repeat("Words that fill the page. ", 900) + "\n\n"
	}
	s, err := convert.Open(write(t, map[string]string{"all.md": long}), net)
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	got := texts(t, s)
	if len(got) < 3 {
		t.Errorf("got %d files", len(got))
	}
	for name, text := range got {
		if len(text) > knowledge.MaxBody+500 {
			t.Errorf("%s has %d bytes", name, len(text))
		}
	}
}

func FuzzSources(f *testing.F) {
	f.Add("a.csv", []byte("title,body\nT,B\n"))
	f.Add("a.html", []byte("<h1>T</h1><p>B"))
	f.Add("a.md", []byte("---\ntitle: x\n---\nB"))
	f.Add("b.mdx", []byte("import a from 'b'\n\n# T\n\n<A>\n:::note\n{% include note.html content=\"x\" %}\n:::\n</A>{{< ref \"b\" >}} {% raw %}x{% endraw %} `{{ y }}` {:.z}"))
	f.Add("d.md", []byte("# T\n\n!!! note\n    a\n\n    ```\n    b\n    ```\n=== \"x\"\n    y\n"))
	f.Add("c.md", []byte("+++\ntitle = 1\n+++\n# T\n\n```\n{{ x }}\n```\n{{ page.title }}\n<aside>\nx\n</aside>"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if !fs.ValidPath(name) || name == "." {
			t.Skip()
		}
		s, err := convert.FromFS(fstest.MapFS{name: &fstest.MapFile{Data: data}}, net)
		if err == nil && s.FS == nil {
			t.Error("neither files nor an error")
		}
	})
}

func TestPicturesOfAFolderComeWithTheTextsThatLinkThem(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{
		"docs/router.md":      {Data: []byte("# The router\n\nSee ![the lamp](img/a%20lamp.png) and [the site](https://x.example/y.png).")},
		"docs/img/a lamp.png": {Data: []byte("\x89PNG\r\n\x1a\nx")},
	}
	s, err := convert.FromFS(root, convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(s.Bad, err)
	}
	text, err := fs.ReadFile(s.FS, "net/en/docs-router.md")
	if err != nil || !strings.Contains(string(text), "![the lamp](../../_files/docs/img/a%20lamp.png) and [the site](https://x.example/y.png)") {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := fs.Stat(s.FS, "_files/docs/img/a lamp.png"); err != nil {
		t.Error(err)
	}
	store := knowledge.NewStore(pgtest.New(t))
	r, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{})
	if err != nil || len(r.Bad) > 0 || len(r.Added) != 3 {
		t.Errorf("imported %+v, %v", r, err)
	}
}

func TestALinkLeadsToNoFileOutsideOfTheFolder(t *testing.T) {
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, []byte("a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := write(t, map[string]string{"router.md": "# The router\n\n[a](secret.txt), [b](../secret.txt), [c](mine.txt)", "mine.txt": "mine"})
	if err := os.Symlink(outside, filepath.Join(dir, "secret.txt")); err != nil {
		t.Fatal(err)
	}
	s, err := convert.Open(dir, convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(s.FS, "net/en/router.md")
	if err != nil || !strings.Contains(string(text), "[a](secret.txt), [b](../secret.txt), [c](../../_files/mine.txt)") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestTheDayOfAReviewComesWithASheetOrAFrontMatter(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{"a.csv": {Data: []byte("question,answer,review by\nWho?,We.,31.01.2099\nWhen?,Now.,soon\n")},
		"b.md": {Data: []byte("---\nreview_by: \"2099-02-01\"\n---\n# Why\n\nSo.")}}
	s, err := convert.FromFS(root, convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil || len(s.Bad) != 1 || !strings.Contains(s.Bad[0].String(), "review_by") {
		t.Fatal(s.Bad, err)
	}
	store := knowledge.NewStore(pgtest.New(t))
	if _, err := knowledge.Import(t.Context(), store, s.FS, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"who": "2099-01-31", "b": "2099-02-01"} {
		if d, err := store.ArticleByKey(t.Context(), "net", key, "en"); err != nil || d.ReviewBy.Format("2006-01-02") != want {
			t.Errorf("%s is to be reviewed by %v, %v", key, d.ReviewBy, err)
		}
	}
}

// What our own export says in a front matter is taken from a file alone, too.
func TestTheFrontMatterOfASingleFileIsTaken(t *testing.T) {
	t.Parallel()
	const file = "---\ntitle: Summer offer\nquestions:\n  - How much is it in summer?\n  - Is it \"cheaper\"?\ntags:\n  - offers\nvalid_from: 2026-06-01\nvalid_until: 2026-08-31\nreview_by: 2099-02-01\n---\nIt costs 9.\n"
	s, err := convert.File("offer.md", []byte(file), convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil || len(s.Bad) > 0 {
		t.Fatal(err, s.Bad)
	}
	got := texts(t, s)["net/en/offer.md"]
	for _, want := range []string{"How much is it in summer?", "cheaper", "valid_from: 2026-06-01", "valid_until: 2026-08-31", "review_by: 2099-02-01", "- offers"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	s, err = convert.File("offer.md", []byte("---\nvalid_until: soon\n---\n# Offer\n\nIt costs 9."), convert.Options{Project: "net", Lang: "en"})
	if err != nil || len(s.Bad) != 1 || !strings.Contains(s.Bad[0].String(), `valid_until "soon" is not a day`) {
		t.Errorf("a day that cannot be read: %v, %v", s.Bad, err)
	}
}

// A front matter that is none is told, and where: whatever else it says, such as that the text is not for everybody, is not known.
func TestAFrontMatterThatCannotBeReadIsTold(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"---\ntitle: [broken\n---\nIt costs 9.\n":                                       "offer.md: has front matter that cannot be read, at line 2: ",
		"---\naudience: internal\ntitle: Codes: all of them\n---\n# Codes\n\nSECRET-10": "offer.md: has front matter that cannot be read, at line 3: ",
	} {
		s, err := convert.File("offer.md", []byte(file), convert.Options{Project: "net", Lang: "en"})
		if err != nil || len(s.Bad) != 1 || !strings.HasPrefix(s.Bad[0].String(), want) || strings.Contains(s.Bad[0].String(), "no title") || len(texts(t, s)) != 0 {
			t.Errorf("%q: %v, %v", file, s.Bad, err)
		}
	}
}

// What no word tells the language of is told, instead of being English without a word.
func TestALanguageThatIsNotSureIsTold(t *testing.T) {
	t.Parallel()
	if s, err := convert.File("a.md", []byte("# XR-200\n\n10 W"), net); err != nil || warned(s) != `a.md: does not tell its language and was taken for "en": choose another one if it is wrong (on the command line: --lang)` {
		t.Errorf("%v, it warns of %q", err, warned(s))
	}
	for name, c := range map[string]struct {
		title, text, lang string
		sure              bool
	}{
		"Greek":             {"Τιμές", "Κοστίζει 10 ευρώ τον μήνα.", "el", true},
		"Arabic":            {"الأسعار", "السعر عشرة يورو في الشهر.", "ar", false},
		"Japanese":          {"料金", "料金は月額十ユーロです。", "ja", true},
		"Georgian":          {"ფასები", "თვეში 10 ევრო ღირს.", "ka", true},
		"English":           {"How to return an order", "You have 14 days to return what you have bought, and the money is back within a week.", "en", true},
		"Ukrainian":         {"Як повернути замовлення", "У вас є 14 днів, щоб повернути те, що ви купили, а гроші прийдуть за тиждень.", "uk", true},
		"French":            {"Tarifs", "Le prix est de dix euros par mois, sans engagement, et vous pouvez partir quand vous voulez.", "en", false},
		"nothing but names": {"XR-200", "XR-200: 10 W", "en", false},
		"short Cyrillic":    {"Тест", "Ок 10", "uk", false},
	} {
		s, err := convert.File("a.md", []byte("# "+c.title+"\n\n"+c.text), convert.Options{Project: "net"})
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(name, err, s.Bad)
		}
		for at := range texts(t, s) {
			if !strings.HasPrefix(at, "net/"+c.lang+"/") || (warned(s) == "") != c.sure {
				t.Errorf("%s: %s, it warns of %q", name, at, warned(s))
			}
		}
	}
}

// What says that it is not for everybody is never shown to everybody since it says so in another word.
func TestWhatIsNotForEverybodyStaysSo(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{
		"a.csv": {Data: []byte("question,answer,audience\nOpen?,Yes.,Everybody\nDiscounts?,20 %.,Colleagues only\nSecret?,Yes.,inner circle\n")},
		"b.md":  {Data: []byte("---\naudience: internal\n---\n# Codes\n\nSECRET-10")},
		"c.md":  {Data: []byte("---\nvisibility: board members\n---\n# Plans\n\nWe sell.")},
		"d.md":  {Data: []byte("---\ndraft: true\n---\n# Not yet\n\nSoon.")},
		"e.md":  {Data: []byte("---\npublished: false\n---\n# Not yet\n\nSoon.")},
		"f.md":  {Data: []byte("---\ndraft: false\npublished: 2026-01-31\n---\n# Shown\n\nNow.")},
	}
	s, err := convert.FromFS(root, convert.Options{Project: "net", ProjectName: "Net", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	got := texts(t, s)
	if len(got) != 5 || !strings.Contains(got["net/en/discounts.md"], "audience: internal") || !strings.Contains(got["net/en/b.md"], "audience: internal") ||
		strings.Contains(got["net/en/open.md"]+got["net/en/f.md"], "internal") {
		t.Errorf("%q", got)
	}
	var bad []string
	for _, b := range s.Bad {
		bad = append(bad, b.String())
	}
	if said := strings.Join(bad, "\n"); len(bad) != 4 || !strings.Contains(said, `audience "inner circle" is not known`) || !strings.Contains(said, `audience "board members" is not known`) ||
		strings.Count(said, "says that it is a draft") != 2 {
		t.Errorf("%s", said)
	}
}

// A folder of projects says what its articles are of; what is chosen for all files besides is not passed over without a word.
func TestOptionsThatAFolderOfProjectsDoesNotUseAreNamed(t *testing.T) {
	t.Parallel()
	files := map[string]string{"net/project.md": "---\nname: Net\n---\n", "net/en/a.md": "---\ntitle: A\n---\nText.\n"}
	for want, o := range map[string]convert.Options{"": {}, "language, project": {Project: "shop", Lang: "uk"}} {
		s, err := convert.Open(write(t, files), o)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(s.Warnings); (want == "") != (len(s.Warnings) == 0) || !strings.Contains(got, want) {
			t.Errorf("%+v warns %s", o, got)
		}
	}
}
