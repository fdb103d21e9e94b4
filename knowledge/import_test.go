package knowledge_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"switchboard/knowledge"
	"switchboard/knowledge/samples"
)

func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

func imported(t testing.TB, s *knowledge.Store, root fstest.MapFS, o knowledge.ImportOptions) string {
	t.Helper()
	r, err := knowledge.Import(ctx, s, root, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range r.Bad {
		t.Errorf("bad file: %v", b)
	}
	return fmt.Sprintf("added %v changed %v removed %v unchanged %d", r.Added, r.Changed, r.Removed, r.Unchanged)
}

func TestImportDoesOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	card, router, pay := "---\nname: Net\n---\n", "---\ntitle: Router\n---\nRestart it.\n", "---\ntitle: Pay\n---\nBy card.\n"
	root := files("net/project.md", card, "net/en/router.md", router, "net/en/pay.md", pay,
		"README.md", "not an article", "net/picture.png", "x", ".git/x/y.md", "x")
	step := func(why string, o knowledge.ImportOptions, want string) {
		t.Helper()
		if got := imported(t, s, root, o); got != want {
			t.Errorf("%s: %s, want %s", why, got, want)
		}
	}
	all := "added [net/en/pay.md net/en/router.md net/project.md] changed [] removed [] unchanged 0"
	step("a dry run", knowledge.ImportOptions{DryRun: true}, all)
	step("the first time", knowledge.ImportOptions{Author: "maria"}, all)
	step("again", knowledge.ImportOptions{Remove: true}, "added [] changed [] removed [] unchanged 3")

	d, err := s.ArticleByKey(ctx, "net", "router", "en")
	if err != nil || d.Published != 1 || d.Versions[0].Author != "maria" {
		t.Fatalf("%+v, %v", d, err)
	}
	e := edit("", "Router", "Restart it.\n\nEdited here.")
	e.Article, e.Based = d.ID, 1
	save(t, s, e)
	step("an editor's version stays while the file is as it was", knowledge.ImportOptions{}, "added [] changed [] removed [] unchanged 3")
	root["net/en/router.md"] = &fstest.MapFile{Data: []byte("\ufeff---\r\ntitle: Router\r\n---\r\nRestart it twice.\r\n")}
	step("a changed file", knowledge.ImportOptions{}, "added [] changed [net/en/router.md] removed [] unchanged 2")
	if d, _ = s.Article(ctx, d.ID); d.Published != 4 || d.Versions[0].Body != "Restart it twice.\n\nEdited here." {
		t.Errorf("published version %d: %q", d.Published, d.Versions[0].Body)
	}

	delete(root, "net/en/pay.md")
	save(t, s, edit("own", "Written here", "Not from the folder."))
	step("a missing file stays unless asked", knowledge.ImportOptions{}, "added [] changed [] removed [] unchanged 2")
	step("a missing file", knowledge.ImportOptions{Remove: true}, "added [] changed [] removed [net/en/pay.md] unchanged 2")
	if titles, _, _ := changes(t, s, 0); strings.Contains(titles, "Pay") || !strings.Contains(titles, "Written here") {
		t.Errorf("readers see %s", titles)
	}
	root["net/en/pay.md"] = &fstest.MapFile{Data: []byte(pay)}
	root["tv/project.md"] = &fstest.MapFile{Data: []byte("---\nname: TV\n---\n")}
	step("it comes back", knowledge.ImportOptions{Remove: true}, "added [net/en/pay.md tv/project.md] changed [] removed [] unchanged 2")
	delete(root, "tv/project.md")
	delete(root, "net/project.md")
	step("a project without articles goes, one with articles stays", knowledge.ImportOptions{Remove: true, RemoveAll: true},
		"added [] changed [] removed [tv/project.md] unchanged 2")
	if projects, err := s.Projects(ctx); err != nil || len(projects) != 1 {
		t.Errorf("projects: %+v, %v", projects, err)
	}
}

func TestImportTellsOfBadFilesAndTakesTheGoodOnes(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	root := files("net/project.md", "---\nname: Net\n---\n", "net/en/good.md", "---\ntitle: Good\n---\nBody.")
	bad := map[string]struct {
		text string
		line int
		says string
	}{
		"net/en/no-front.md":       {"Just text", 1, "---"},
		"net/en/no-end.md":         {"---\ntitle: A\n", 1, "end of its front matter"},
		"net/en/unknown.md":        {"---\ntitle: A\nauthor: me\n---\nB", 3, "author"},
		"net/en/doubled.md":        {"---\ntitle: A\ntitle: B\n---\nB", 3, "title"},
		"net/en/no-title.md":       {"---\ntags: [a]\n---\nB", 0, "title is missing"},
		"net/en/no-body.md":        {"---\ntitle: A\n---\n", 0, "body is missing"},
		"net/en/audience.md":       {"---\ntitle: A\n\naudience: all\n---\nB", 4, "public"},
		"net/en/day.md":            {"---\ntitle: A\nvalid_from: 31.01.2026\n---\nB", 3, "2026-01-31"},
		"net/en/other-project.md":  {"---\ntitle: A\nproject: pay\n---\nB", 3, "net"},
		"net/en/other-lang.md":     {"---\ntitle: A\nlanguage: uk\n---\nB", 3, "en"},
		"net/en/Upper.md":          {"---\ntitle: A\n---\nB", 0, "lower-case"},
		"net/english/a.md":         {"---\ntitle: A\n---\nB", 0, "language tag"},
		"net/en/latin1.md":         {"---\ntitle: A\n---\nB\xe4", 4, "UTF-8"},
		"net/en/long.md":           {"---\ntitle: A\n---\n" + strings.Repeat("word ", 7000), 0, "32768"},
		"net/en/huge.md":           {"---\ntitle: A\n---\n" + strings.Repeat("word ", 70000), 0, "split"},
		"net/en/list.md":           {"---\ntitle: [A]\n---\nB", 2, "front matter"},
		"net/en/broken.md":         {"---\ntitle: \"A\n---\nB", 2, "front matter"},
		"net/en/nul.md":            {"---\ntitle: A\n---\nB\x00", 0, "control"},
		"net/en/deep/er.md":        {"---\ntitle: A\n---\nB", 0, "wrong place"},
		"net/astray.md":            {"---\ntitle: A\n---\nB", 0, "wrong place"},
		"tv/project.md":            {"---\nsummary: no name\n---\n", 0, "name is missing"},
		"orphan/project.md":        {"", 0, "missing"},
		"net/en/bad-valid-time.md": {"---\ntitle: A\nvalid_from: 2026-02-01\nvalid_until: 2026-01-01\n---\nB", 4, "before"},
	}
	for name, b := range bad {
		if b.text != "" {
			root[name] = &fstest.MapFile{Data: []byte(b.text)}
		}
	}
	root["orphan/en/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\n---\nB")}
	r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{Remove: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Added) != 2 {
		t.Errorf("added %v", r.Added)
	}
	for _, b := range r.Bad {
		want, ok := bad[b.Path]
		if !ok || b.Line != want.line || !strings.Contains(b.Problem, want.says) {
			t.Errorf("%v: want line %d and %q", b, want.line, want.says)
		}
		delete(bad, b.Path)
	}
	for name := range bad {
		t.Errorf("%s: taken as good", name)
	}
	root["net/en/good.md"] = &fstest.MapFile{Data: []byte("spoilt")}
	if r, err = knowledge.Import(ctx, s, root, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Removed) != 0 {
		t.Errorf("an article whose file is bad was removed: %v, %v", r.Removed, err)
	}
}

// Texts as Windows and its spreadsheets write them are taken in a folder of projects, as they are in any other.
func TestImportTakesTextsThatAreNotUTF8(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	const article = "---\r\ntitle: Тарифи\r\ntags: [ціни]\r\n---\r\nОсь наші тарифи на інтернет.\r\n"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(article)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(article)
	if err != nil {
		t.Fatal(err)
	}
	card, err := charmap.Windows1251.NewEncoder().String("---\nname: Мережа для всіх\n---\n")
	if err != nil {
		t.Fatal(err)
	}
	root := files("net/project.md", card, "net/uk/a.md", cyrillic, "net/uk/b.md", wide, "net/uk/c.md", article, "net/uk/d.md", strings.Replace(article, "Тарифи", "\xd2\xe0", 1))
	for _, o := range []knowledge.ImportOptions{{DryRun: true}, {}, {}} {
		r, err := knowledge.Import(ctx, s, root, o)
		if err != nil || len(r.Bad) != 1 || r.Bad[0].String() != "net/uk/d.md:2: is not UTF-8: save the file in that encoding" {
			t.Fatalf("%v, %v", r.Bad, err)
		}
		if got := fmt.Sprint(r.Warnings); got != "[net/project.md: is not UTF-8: it was read as Windows-1251, and so were 1 more net/uk/b.md: is not UTF-8: it was read as UTF-16]" {
			t.Errorf("it warns of %s", got)
		}
		if len(r.Added)+r.Unchanged != 4 {
			t.Errorf("added %v, %d unchanged", r.Added, r.Unchanged)
		}
	}
	for _, key := range []string{"a", "b", "c"} {
		d, err := s.ArticleByKey(ctx, "net", key, "uk")
		if err != nil || d.Versions[0].Title != "Тарифи" || d.Versions[0].Body != "Ось наші тарифи на інтернет." || fmt.Sprint(d.Versions[0].Tags) != "[ціни]" {
			t.Errorf("%s is %+v, %v", key, d, err)
		}
	}
	if p, err := s.Project(ctx, "net"); err != nil || p.Name != "Мережа для всіх" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestSamplesComeAndGo(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	save(t, s, edit("own", "Own", "Our own."))
	o := knowledge.ImportOptions{Sample: true}
	r, err := knowledge.Import(ctx, s, samples.FS, o)
	if err != nil || len(r.Bad) > 0 || len(r.Added) < 80 {
		t.Fatalf("%d added, bad %v, %v", len(r.Added), r.Bad, err)
	}
	rows, err := s.Articles(ctx, knowledge.Filter{Lang: "uk"})
	if err != nil {
		t.Fatal(err)
	}
	linked, behind := 0, ""
	for _, row := range rows {
		if row.Translates == "en" {
			linked++
		}
		if row.Behind() {
			behind += fmt.Sprintf("%s/%s says what version %d of %d says;", row.Project, row.Key, row.Translated, row.Flow.Original)
		}
	}
	if linked != len(rows) || behind != "lumen-market/shops says what version 1 of 2 says;" {
		t.Errorf("%d translations are linked; %s", linked, behind)
	}
	if r, err := knowledge.Import(ctx, s, fstest.MapFS{}, knowledge.ImportOptions{Remove: true}); err != nil || len(r.Removed) > 0 {
		t.Errorf("an import of the company's own folder removed samples: %v, %v", r.Removed, err)
	}
	n, err := s.RemoveSamples(ctx)
	if err != nil || n < 80 {
		t.Fatalf("%d removed: %v", n, err)
	}
	if titles, _, _ := changes(t, s, 0); titles != "Own;" {
		t.Errorf("left over: %s", titles)
	}
	if projects, err := s.Projects(ctx); err != nil || len(projects) != 1 {
		t.Errorf("projects left: %+v, %v", projects, err)
	}
	if r, err = knowledge.Import(ctx, s, samples.FS, o); err != nil || len(r.Added) != n+12 {
		t.Errorf("the samples did not come back: %d of %d, %v", len(r.Added), n+12, err)
	}
}

func TestImportOfAnExportChangesNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	line := rapid.StringMatching(`[^\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}]{1,40}`)
	text := rapid.StringMatching(`([ -~]|[а-яёґї]|\n|---\n|# |"){1,200}`)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		e := edit(fmt.Sprint("a", n), line.Draw(rt, "title"), text.Draw(rt, "body"))
		e.Questions, e.Tags = rapid.SliceOfN(line, 0, 3).Draw(rt, "questions"), rapid.SliceOfN(line, 0, 3).Draw(rt, "tags")
		e.Owner, e.Audience = line.Draw(rt, "owner"), rapid.SampledFrom([]knowledge.Audience{knowledge.Public, knowledge.Internal}).Draw(rt, "audience")
		e.ValidFrom = time.Unix(rapid.Int64Range(0, 4e9).Draw(rt, "from"), 0).UTC()
		if strings.TrimSpace(e.Title) == "" || strings.TrimSpace(e.Body) == "" {
			return
		}
		save(t, s, e)
		p := knowledge.Project{Key: fmt.Sprint("p", n), Name: e.Title, Contacts: e.Body, Aliases: e.Tags, Body: e.Body}
		if _, err := s.SaveProject(ctx, p); err != nil {
			rt.Fatal(err)
		}
	})
	dir := t.TempDir()
	written, err := knowledge.Export(ctx, s, dir)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		r, err := knowledge.Import(ctx, s, os.DirFS(dir), knowledge.ImportOptions{Remove: true})
		if err != nil || r.Unchanged != written || len(r.Added)+len(r.Changed)+len(r.Removed)+len(r.Bad) > 0 {
			t.Fatalf("of %d files: %+v, %v", written, r, err)
		}
	}
}

func TestImportOfManyArticlesIsQuick(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	root := files("net/project.md", "---\nname: Net\n---\n")
	for i := range 3000 {
		root[fmt.Sprintf("net/en/a%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Article %d\n---\n%s", i, strings.Repeat("Some words of text. ", 80))}
	}
	last := 0
	start := time.Now()
	imported(t, s, root, knowledge.ImportOptions{Progress: func(done, total int) { last = done }})
	t.Logf("3000 articles in %v", time.Since(start))
	if last != 3001 {
		t.Errorf("progress ended at %d", last)
	}
	start = time.Now()
	imported(t, s, root, knowledge.ImportOptions{})
	t.Logf("again, unchanged, in %v", time.Since(start))
}

func FuzzImport(f *testing.F) {
	s := newStore(f)
	for _, text := range []string{
		"---\ntitle: A\n---\nB", "---\n---\n", "---\ntitle: &a [*a]\n---\n", "---\n? {a: b}\n: c\n---\nB", "---\ntitle: !!binary AAAA\n---\nB",
		"---\nquestions: [[[[[[\n---\n", "---\ntitle: |\n\tx\n---\n", "\xff\xfe-\x00", "---\n%YAML 9\n---\n---\n", "---\ntags: {a: 1}\n---\nB", "---\ntitle: \"\\U0010FFFF\"\n---\nB",
		"---\n<<: *x\n---\n", "---\nvalid_from: 2026-13-45\nvalid_until: 0000-00-00\n---\nB",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root := fstest.MapFS{"net/project.md": {Data: data}, "net/en/a.md": {Data: data}}
		r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Added)+len(r.Bad) == 0 {
			t.Fatalf("neither good nor bad: %q", data)
		}
	})
}
