package knowledge_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// whole is everything that an export has, by name.
func whole(t testing.TB, s *knowledge.Store) fstest.MapFS {
	t.Helper()
	return zipped(t, func(w io.Writer) error { return knowledge.ExportZip(ctx, s, w) })
}

// zipped is what a zip file has, by name.
func zipped(t testing.TB, write func(io.Writer) error) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range z.File {
		data, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = &fstest.MapFile{Data: data}
	}
	return out
}

// Everything goes into an export and comes out of it in an empty knowledge base at another address: cards, articles that
// readers see and drafts, how far each has come, pictures, questions that must find their articles.
func TestAnExportRestoresEverything(t *testing.T) {
	t.Parallel()
	const here, there = "https://here.example", "https://there.example"
	s, png := newStore(t).At(here), "\x89PNG\r\n\x1a\n and so on"
	try := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	picture, err := s.SaveFile(ctx, "a lamp (1).png", []byte(png), "Maria")
	try(err)
	unused, err := s.SaveFile(ctx, "unused.png", []byte(png+"2"), "Maria")
	try(err)
	_, err = s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net", Summary: "All: \"about\" it.", URL: "https://net.example", Aliases: []string{"wifi", "- x"}, Department: "support",
		Contacts: "Call\n555", Hours: "9: 18", Owner: "eva: @net", Body: "What ![it](" + here + picture.Path() + ") is.\n\n## Offers\n- Half price (until 2099-12-31)"})
	try(err)
	put := func(e knowledge.Edit) int64 {
		t.Helper()
		e.Project, e.Author = "net", "Maria"
		id, _, err := s.SaveVersion(ctx, e)
		try(err)
		return id
	}
	in := func(days int) time.Time { return time.Now().UTC().AddDate(0, 0, days).Truncate(24 * time.Hour) }
	reviewBy := in(40)
	router := put(knowledge.Edit{Key: "router", Lang: "en", Publish: true, ReviewBy: &reviewBy, Draft: knowledge.Draft{Title: "Router: how?", Body: "Look at ![the lamp](" + here + picture.Path() + ").",
		Questions: []string{"how: do I", "#1?"}, Tags: []string{"wifi", "true"}, Owner: "olena@net.example", Link: "https://net.example/r", ValidFrom: in(-1), ValidUntil: in(90)}})
	put(knowledge.Edit{Article: router, Based: 1, Submit: true, Draft: knowledge.Draft{Title: "Router", Body: "A draft with ![it](" + here + picture.Path() + ")."}})
	put(knowledge.Edit{Key: "router", Lang: "uk", Publish: true, Original: &knowledge.Original{Lang: "en", Version: 1}, Draft: knowledge.Draft{Title: "Роутер", Body: "Лампа."}})
	put(knowledge.Edit{Key: "router", Lang: "de", Publish: true, Original: &knowledge.Original{Lang: "en"}, Draft: knowledge.Draft{Title: "Router", Body: "Die Lampe."}})
	secret := put(knowledge.Edit{Key: "secret", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Secret", Body: "For us.", Audience: knowledge.Internal}})
	try(s.Doubt(ctx, secret, "Petro", "is it so?"))
	try(s.Plan(ctx, secret, knowledge.Plan{Until: in(9)}, "Maria"))
	later := put(knowledge.Edit{Key: "later", Lang: "en", Draft: knowledge.Draft{Title: "Later", Body: "Soon."}})
	try(s.Plan(ctx, later, knowledge.Plan{Version: 1, From: in(5), Until: in(8)}, "Maria"))
	try(s.Remove(ctx, put(knowledge.Edit{Key: "gone", Lang: "en", Publish: true, Draft: knowledge.Draft{Title: "Gone", Body: "x"}}), "eva"))
	for _, q := range []string{"how: do i \"restart\"", "=1+1"} {
		try(s.AddMustFind(ctx, knowledge.MustFind{Project: "net", Key: "router", Text: q, Lang: "en", By: "Ann: A"}))
	}

	first := whole(t, s)
	names := slices.Sorted(maps.Keys(first))
	want := []string{"_files/" + picture.Key + "/a lamp (1).png", "net/_drafts/en/later.md", "net/_drafts/en/router.md", "net/_history/de/router.yaml",
		"net/_history/en/gone.yaml", "net/_history/en/later.yaml", "net/_history/en/router.yaml", "net/_history/en/secret.yaml", "net/_history/project.yaml",
		"net/_history/uk/router.yaml", "net/_must-find.yaml", "net/de/router.md", "net/en/router.md", "net/en/secret.md", "net/project.md", "net/uk/router.md", "stored.jsonl"}
	if !slices.Equal(names, want) {
		t.Fatalf("exported %q, want %q", names, want)
	}
	if text := string(first["net/en/router.md"].Data); !strings.Contains(text, "](../../_files/"+picture.Key+"/a%20lamp%20%281%29.png)") || strings.Contains(text, here) {
		t.Errorf("the article is\n%s", text)
	}
	empty := newStore(t).At(there)
	dry := imported(t, empty, first, knowledge.ImportOptions{DryRun: true})
	if done := imported(t, empty, first, knowledge.ImportOptions{}); done != dry || !strings.HasPrefix(done, "added "+fmt.Sprint(names)) {
		t.Errorf("it was to do\n%s, and did\n%s", dry, done)
	}
	for name, file := range whole(t, empty) {
		if old := first[name]; old == nil || !bytes.Equal(old.Data, file.Data) {
			t.Errorf("%s is there\n%s\nand was\n%s", name, file.Data, first[name])
		}
	}
	if got := len(whole(t, empty)); got != len(first) {
		t.Errorf("%d files of %d were restored", got, len(first))
	}
	d, err := empty.ArticleByKey(ctx, "net", "router", "en")
	if err != nil || d.Published != 1 || d.Latest != 2 || d.Submitted != 2 || !d.ReviewBy.Equal(reviewBy) || d.Versions[1].Body != "Look at ![the lamp]("+picture.Path()+")." {
		t.Errorf("restored %+v, %v", d, err)
	}
	if uk, err := empty.ArticleByKey(ctx, "net", "router", "uk"); err != nil || uk.Translates != "en" || uk.Behind() {
		t.Errorf("the translation is %+v, %v", uk.Flow, err)
	}
	if de, err := empty.ArticleByKey(ctx, "net", "router", "de"); err != nil || !de.Behind() {
		t.Errorf("the one that is behind is %+v, %v", de.Flow, err)
	}
	if f, err := empty.File(ctx, picture.Key); err != nil || string(f.Content) != png || !f.Public {
		t.Errorf("the picture is %+v, %v", f, err)
	}
	for _, at := range []*knowledge.Store{s, empty} {
		if again := imported(t, at, first, knowledge.ImportOptions{Remove: true}); again != fmt.Sprintf("added [] changed [] removed [] unchanged %d", len(first)-1) {
			t.Errorf("imported again: %s", again)
		}
	}
	if n, err := s.DropFiles(ctx, time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("%d unused files were deleted, %v", n, err)
	}
	if _, err := s.File(ctx, unused.Key); err == nil {
		t.Error("the unused file is still there")
	}
}

func TestOnlyUnusedFilesAreDeleted(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	store := func(name string) string {
		t.Helper()
		f, err := s.SaveFile(ctx, name, []byte("text of "+name), "Maria")
		if err != nil {
			t.Fatal(err)
		}
		return "[x](https://gw.example" + f.Path() + ")"
	}
	id, _ := save(t, s, edit("a", "A", "First "+store("first.txt")))
	e := edit("", "A", "Second "+store("second.txt"))
	e.Article, e.Based = id, 1
	save(t, s, e)
	if _, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net", Body: store("card.txt")}); err != nil {
		t.Fatal(err)
	}
	var editor int64
	store("unused.txt")
	if err := pool.QueryRow(ctx, `INSERT INTO operators (email, name, display_name, role) VALUES ('m@x.example', 'M', 'M', 'editor') RETURNING id`).Scan(&editor); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepDraft(ctx, knowledge.Kept{Editor: editor, Form: "a1", Name: "M", Fields: map[string]string{"body": store("typed.txt")}}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.DropFiles(ctx, time.Now().Add(-time.Hour)); err != nil || n != 0 {
		t.Errorf("%d files were deleted at once, %v", n, err)
	}
	if n, err := s.DropFiles(ctx, time.Now().Add(time.Hour)); err != nil || n != 1 {
		t.Errorf("%d files were deleted, %v: only one is unused", n, err)
	}
}

func TestImportTakesPicturesOfAFolderAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	root := files("net/project.md", "---\nname: Net\n---\n", "net/en/a.md", "---\ntitle: A\n---\nSee ![x](../img/x.png), ![y](../img/y.png), ![z](https://z.example/z.png), [b](b.md), ![o](../../../o.png).\n",
		"net/img/x.png", "\x89PNG\r\n\x1a\nx", "net/img/y.png", "no picture",
		"net/_drafts/en/b.md", "---\ntitle: B\npublish_at: soon\n---\nText.\n", "net/en/c.md", "---\ntitle: C\ntranslation_of: en\n---\nText.\n",
		"net/en/d.md", "---\ntitle: D\npublish_at: 2026-01-31T09:30:00Z\n---\nText.\n",
		"net/_must-find.yaml", "- question: where is it\n  article: none\n- question: how\n  article: a\n- article: a\n", "tv/_must-find.yaml", "- question: x\n  article: a\n")
	r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(ctx, "net", "a", "en")
	if err != nil || !strings.Contains(d.Versions[0].Body, "![x](/knowledge-files/") || !strings.Contains(d.Versions[0].Body, "![z](https://z.example/z.png), [b](b.md), ![o](../../../o.png)") {
		t.Errorf("%+v, %v", d, err)
	}
	bad := fmt.Sprint(r.Bad)
	for _, want := range []string{"net/img/y.png: file \"y.png\" is not what its name says", "net/_drafts/en/b.md:3: publish_at \"soon\" is not a time", "net/en/c.md:3: translation_of is the article's own",
		"net/en/d.md:3: publish_at and submitted_by belong to a draft", "question 1: there is no article \"none\"", "question 3: question is missing", "tv/_must-find.yaml: its project does not exist"} {
		if !strings.Contains(bad, want) {
			t.Errorf("it does not say %q: %s", want, bad)
		}
	}
	if list, err := s.MustFinds(ctx, "net", "a", 9); err != nil || len(list) != 1 {
		t.Errorf("stored %v, %v", list, err)
	}
	root["net/img/x.png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\nanother")}
	if r, err = knowledge.Import(ctx, s, root, knowledge.ImportOptions{}); err != nil || !slices.Contains(r.Changed, "net/en/a.md") {
		t.Errorf("a changed picture: %+v, %v", r, err)
	}
}
