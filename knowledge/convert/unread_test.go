package convert_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// shelf is a knowledge base with two projects into which sources are imported, one after the other.
type shelf struct {
	*testing.T
	store *knowledge.Store
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	t.Parallel()
	s := shelf{t, knowledge.NewStore(pgtest.New(t))}
	for _, key := range []string{"shop", "park"} {
		if _, err := s.store.SaveProject(t.Context(), knowledge.Project{Key: key, Name: key}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// takes imports a source and removes what it has no more: what was removed, kept though it was broken, and spared, and why.
func (s shelf) takes(source convert.Source, err error) string {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	r, err := knowledge.Import(s.Context(), s.store, source.FS, knowledge.ImportOptions{Remove: true, Partial: !source.Whole, Unread: source.Unread})
	if err != nil {
		s.Fatal(err)
	}
	return fmt.Sprintf("removed %v, broken %v, spared %v for %v", r.Removed, r.Unread, r.Spared, r.Untold)
}

func (s shelf) want(what, got, want string) {
	s.Helper()
	if got != want {
		s.Errorf("%s:\n%s, want\n%s", what, got, want)
	}
}

func TestABrokenRowThatHasAKeyKeepsItsArticleAlone(t *testing.T) {
	s := newShelf(t)
	take := func(rows string) string {
		t.Helper()
		return s.takes(convert.File("answers.csv", []byte("key,question,answer,until,project\n"+rows), convert.Options{Project: "shop", Lang: "en"}))
	}
	take("price,What does it cost?,Five.,,\nreturn,How do I return it?,By post.,,\ngone,Is it there?,Yes.,,\ngone-too,And that?,Yes.,,\nentry,Is entry free?,Yes.,,park\n")
	s.want("a formula", take("price,What is the price?,#REF!,,\nreturn,How do I return it?,By post.,,\ngone-too,And that?,Yes.,,\n"), "removed [shop/en/gone.md], broken [shop/en/price.md], spared [] for []")
	s.want("a day, and a row that never was", take("price,What does it cost?,Five.,soon,\nnew,Is it new?,#REF!,,\nreturn,How do I return it?,By post.,,\n"), "removed [shop/en/gone-too.md], broken [shop/en/price.md], spared [] for []")
	s.want("the key itself", take("#REF!,What does it cost?,Five.,,\nlate,Is it late?,No.,,\nentry,Is entry free?,Yes.,,park\n"), "removed [], broken [], spared [shop/en/price.md shop/en/return.md] for [answers.csv row 2]")
	s.want("the project", take("return,How do I return it?,By post.,,\nwhat,What?,Five.,,#REF!\nhours,When is it open?,Always.,,park\n"), "removed [], broken [], spared [park/en/entry.md shop/en/late.md shop/en/price.md] for [answers.csv row 3]")
	s.want("a comma in a text", take("price,What does it cost?,Five, or six.,,shop\nreturn,How do I return it?,By post.,,\n"), "removed [], broken [], spared [shop/en/late.md shop/en/price.md] for [answers.csv row 2]")
	s.want("a quotation mark", take("return,How do I return it?,\"By post.,,\nentry,Is entry free?,Yes.,,park\nx,y,z,,\n"), "removed [], broken [], spared [] for []") // nothing was read
	s.want("put right", take("price,What does it cost?,Six.,,\n"), "removed [shop/en/late.md shop/en/return.md], broken [], spared [] for []")
}

func TestABrokenRowThatHasATitleKeepsTheArticleThatIsThere(t *testing.T) {
	s := newShelf(t)
	take := func(rows string) string {
		t.Helper()
		return s.takes(convert.File("answers.csv", []byte("question,answer\n"+rows), convert.Options{Project: "shop", Lang: "en"}))
	}
	take("What does it cost?,Five.\nHow do I return it?,By post.\nHow do I return it?,In the shop.\nIs it there?,Yes.\nAnd that?,Yes.\n")
	s.want("a formula", take("What does it cost?,#N/A\nHow do I return it?,By post.\nHow do I return it?,#N/A\nAnd that?,Yes.\n"),
		"removed [shop/en/is-it-there.md], broken [shop/en/how-do-i-return-it-2.md shop/en/what-does-it-cost.md], spared [] for []")
	s.want("another title", take("What is the price?,#N/A\nHow do I return it?,By post.\nHow do I return it?,In the shop.\n"),
		"removed [], broken [], spared [shop/en/and-that.md shop/en/what-does-it-cost.md] for [answers.csv row 2]")
	s.want("one more of a title", take("What does it cost?,Five.\nWhat does it cost?,#N/A\nHow do I return it?,By post.\nHow do I return it?,In the shop.\n"),
		"removed [], broken [], spared [shop/en/and-that.md] for [answers.csv row 3]")
	keyed := s.takes(convert.File("answers.csv", []byte("key,question,answer\n,How do I return it?,By post.\n,How do I return it?,In the shop.\nprice,What does it cost?,#N/A\n"), convert.Options{Project: "shop", Lang: "en"}))
	s.want("a key that it did not have before", keyed, "removed [shop/en/and-that.md], broken [shop/en/what-does-it-cost.md], spared [] for []")
	s.want("put right", take("What does it cost?,Five.\nHow do I return it?,By post.\n"), "removed [shop/en/how-do-i-return-it-2.md], broken [], spared [] for []")
}

func TestABrokenRowOfAWorkbookKeepsItsArticleAlone(t *testing.T) {
	s := newShelf(t)
	take := func(rows ...[]any) string {
		t.Helper()
		name := workbook(t, func(f *excelize.File, set func(string, any)) {
			for i, row := range append([][]any{{"key", "question", "answer"}}, rows...) {
				for c, v := range row {
					set(fmt.Sprintf("%c%d", 'A'+c, i+1), v)
				}
			}
		})
		return s.takes(convert.Open(name, convert.Options{Project: "shop", Lang: "en"}))
	}
	take([]any{"price", "What does it cost?", "Five."}, []any{"", "Is it there?", "Yes."}, []any{"gone", "And that?", "Yes."})
	s.want("formulas", take([]any{"price", "What does it cost?", "#DIV/0!"}, []any{"", "Is it there?", "#REF!"}, []any{"more", "What else?", "This."}),
		"removed [shop/en/gone.md], broken [shop/en/is-it-there.md shop/en/price.md], spared [] for []")
	s.want("a note beside the table", take([]any{"price", "What does it cost?", "Five.", "or six"}, []any{"more", "What else?", "This."}),
		"removed [shop/en/is-it-there.md], broken [], spared [] for []")
}

func TestABrokenFileOfAFolderKeepsItsArticlesAlone(t *testing.T) {
	s := newShelf(t)
	take := func(files ...string) string {
		t.Helper()
		root := fstest.MapFS{}
		for i := 0; i < len(files); i += 2 {
			root[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
		}
		return s.takes(convert.FromFS(root, convert.Options{Project: "shop", Lang: "en"}))
	}
	const text = "# A title\n\nA text.\n"
	take("docs/a.md", text, "docs/b.md", text+"B.\n", "docs/c.html", "<h1>C</h1><p>Text.</p>", "docs/d.md", text+"D.\n", "docs/e.md", text+"E.\n")
	const wrong = "---\naudience: nobody\n---\n" + text
	s.want("a page", take("docs/a.md", text, "docs/b.md", wrong, "docs/c.html", "", "docs/e.md", text+"E.\n"), "removed [shop/en/docs-d.md], broken [shop/en/docs-b.md shop/en/docs-c.md], spared [] for []")
	s.want("a page under another name", take("docs/a.md", text, "docs/b2.md", wrong, "docs/c.html", "<h1>C</h1><p>Text.</p>"), "removed [], broken [], spared [shop/en/docs-b.md shop/en/docs-e.md] for [docs/b2.md]")
	s.want("a draft that never was", take("docs/a.md", text, "docs/b.md", text+"B.\n", "docs/later.md", "---\ndraft: true\n---\n"+text, "docs/c.html", "<h1>C</h1><p>Text.</p>"), "removed [shop/en/docs-e.md], broken [], spared [] for []")
	s.want("a picture that is none", take("docs/a.md", text+"![](p.png)", "docs/p.png", "", "docs/b.md", text+"B.\n"), "removed [shop/en/docs-c.md], broken [], spared [] for []")
	if got := take("docs/a.md", text, "docs/answers.csv", "question,answer\nWhat?,\"This.\n"); !strings.HasPrefix(got, "removed [], broken [], spared [shop/en/docs-b.md] for [docs/answers.csv row 2") {
		t.Errorf("a sheet of which nothing tells what is in it: %s", got)
	}
}

func TestABrokenDocumentKeepsTheArticlesOfItsSections(t *testing.T) {
	s := newShelf(t)
	heading := func(text string) string {
		return `<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>` + say("About it.")
	}
	document := zipped(t, map[string]string{"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		heading("Paying") + heading("Returning") + `</w:body></w:document>`})
	take := func(files map[string]string) string {
		t.Helper()
		return s.takes(convert.Open(write(t, files), convert.Options{Project: "shop", Lang: "en"}))
	}
	take(map[string]string{"guide.docx": document, "old.docx": document, "page.md": "# A page\n\nA text.\n"})
	s.want("a document", take(map[string]string{"guide.docx": "PK no more", "page.md": "# A page\n\nA text.\n"}),
		"removed [shop/en/old-paying.md shop/en/old-returning.md], broken [shop/en/guide-paying.md shop/en/guide-returning.md], spared [] for []")
	s.want("a document under another name", take(map[string]string{"guide v2.docx": "PK no more", "page.md": "# A page\n\nA text.\n"}),
		"removed [], broken [], spared [shop/en/guide-paying.md shop/en/guide-returning.md] for [guide v2.docx]")
}

// In a folder of projects the name of a file is the article's: one that cannot be read keeps nothing else.
func TestABrokenFileOfAProjectKeepsItsArticleAlone(t *testing.T) {
	s := newShelf(t)
	root := fstest.MapFS{"shop/project.md": {Data: []byte("---\nname: shop\n---\n")}}
	for _, key := range []string{"a", "b", "c"} {
		root["shop/en/"+key+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + key + "\n---\nText of " + key + ".\n")}
	}
	s.takes(convert.FromFS(root, convert.Options{}))
	root["shop/en/b.md"].Data = []byte("---\ntitle: [\n---\n")
	delete(root, "shop/en/c.md")
	s.want("a file", s.takes(convert.FromFS(root, convert.Options{})), "removed [shop/en/c.md], broken [], spared [] for []")
	if d, err := s.store.ArticleByKey(t.Context(), "shop", "b", "en"); err != nil || !d.Removed.IsZero() {
		t.Errorf("the broken one: %+v, %v", d, err)
	}
}

// For a sheet there is no card to write: what is missing is the project, or its key is mistyped.
func TestAKeyOfNoProjectSaysHowToMakeIt(t *testing.T) {
	s := newShelf(t)
	for name, c := range map[string]struct{ sheet, project, want string }{
		"chosen":  {"question,answer\nWhat?,This.\nWho?,We.\nWhen?,Now.\nWhere?,Here.\nWhy?,So.\n", "nope", `project nope: no project has this key, so that its articles were left out (a.csv row 2, a.csv row 3, a.csv row 4 and 2 more): write the key of one that is there, or make the project (on the command line: --project nope --project-name "Its name")`},
		"in rows": {"question,answer,project\nWhat?,This.,shop\nWho?,We.,prak\n", "", "project prak: no project has this key, so that its articles were left out (a.csv row 3): "},
	} {
		source, err := convert.File("a.csv", []byte(c.sheet), convert.Options{Project: c.project, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := knowledge.Import(t.Context(), s.store, source.FS, knowledge.ImportOptions{Partial: true, DryRun: true})
		if r = source.Report(r); err != nil || len(r.Bad) != 1 || !strings.HasPrefix(r.Bad[0].String(), c.want) {
			t.Errorf("%s: %v, %v, want %s", name, r.Bad, err, c.want)
		}
	}
}
