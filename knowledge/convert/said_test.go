package convert_test

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// earlier is a source as it was before other texts were made of what it says.
func earlier(t *testing.T, s convert.Source) fs.FS {
	t.Helper()
	root := fstest.MapFS{}
	for name, text := range texts(t, s) {
		root[name] = &fstest.MapFile{Data: []byte(text)}
		if said := s.Said[name]; said != nil {
			root[name].Data = said
		}
	}
	return root
}

// That another text is made of what a source says is no reason to put it over what an editor wrote since.
func TestWhatAnEditorWroteStaysWhileTheSourceSaysTheSame(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	source := func(price string) convert.Source {
		t.Helper()
		got, err := convert.File("a.csv", []byte("title,body\nDelivery,<p>It costs <b>"+price+"</b>.</p>\nPay,<p>By card.</p>\n"), convert.Options{Project: "shop", Lang: "en"})
		if err != nil || len(got.Bad) > 0 {
			t.Fatal(got.Bad, err)
		}
		return got
	}
	take := func(root fs.FS, said map[string][]byte) string {
		t.Helper()
		r, err := knowledge.Import(t.Context(), s, root, knowledge.ImportOptions{Partial: true, Said: said})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return fmt.Sprint(r.Added, r.Changed, r.Unchanged)
	}
	body := func(key string) string {
		t.Helper()
		d, err := s.ArticleByKey(t.Context(), "shop", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		return d.Versions[d.Latest-d.Published].Body
	}
	fifty, sixty := source("50"), source("60")
	take(earlier(t, fifty), nil)
	d, err := s.ArticleByKey(t.Context(), "shop", "delivery", "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "Delivery", Body: "Fifty, says Maria."}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"[] [shop/en/pay.md] 1", "[] [] 2"} {
		if got := take(fifty.FS, fifty.Said); got != want || body("delivery") != "Fifty, says Maria." || body("pay") != "By card." {
			t.Errorf("%s, %q, %q", got, body("delivery"), body("pay"))
		}
	}
	if got := take(sixty.FS, sixty.Said); got != "[] [shop/en/delivery.md] 1" || body("delivery") != "It costs **60**." {
		t.Errorf("once it says something else: %s, %q", got, body("delivery"))
	}
}

// Links of a folder's pages are led to where the others are: at another address of the program, too.
func TestPagesThatAreLedElsewhereLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	root := fstest.MapFS{"a.md": {Data: []byte("# A\n\nSee [b](b.md), ![it](it.png).")}, "b.md": {Data: []byte("# B\n\nSee [a](a.md).")}, "it.png": {Data: []byte(picture(t, 40, 1))}}
	take := func(base string, noted bool) string {
		t.Helper()
		got, err := convert.FromFS(root, convert.Options{Project: "shop", Lang: "en", Base: base, Page: func(lang, project, key string) string { return "/help/" + key }})
		if err != nil {
			t.Fatal(err)
		}
		if !noted {
			got.Said = nil
		}
		r, err := knowledge.Import(t.Context(), s, got.FS, knowledge.ImportOptions{Partial: true, Said: got.Said, Base: base})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return fmt.Sprint(r.Changed, r.Unchanged)
	}
	take("https://one.example", false)
	d, err := s.ArticleByKey(t.Context(), "shop", "a", "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: "A", Body: "See B, says Maria."}}); err != nil {
		t.Fatal(err)
	}
	if got := take("https://one.example", true); got != "[] 2" {
		t.Errorf("the same again: %s", got)
	}
	if got := take("https://two.example", true); got != "[shop/en/b.md] 1" {
		t.Errorf("at another address: %s", got)
	}
	root["it.png"].Data = []byte(picture(t, 40, 2))
	if got := take("https://two.example", true); got != "[shop/en/a.md] 1" {
		t.Errorf("with another picture: %s", got)
	}
}

// What a page links is told by the page's own folder alone: an article of that name is another.
func TestALinkToAPageThatIsNotTakenLeadsToNoOther(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	got, err := convert.FromFS(fstest.MapFS{"guide/intro.md": {Data: []byte("# Intro\n\nSee [it](install.md).")}, "guide/install.md": {Data: []byte("---\ndraft: true\n---\n# Install\n\nSoon.")},
		"install.md": {Data: []byte("# Install\n\nSomething else.")}}, convert.Options{Project: "shop", ProjectName: "Shop", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	page := func(lang, project, key string) string { return "/help/" + key }
	if _, err := knowledge.Import(t.Context(), s, got.FS, knowledge.ImportOptions{Partial: !got.Whole, Said: got.Said, Page: page}); err != nil {
		t.Fatal(err)
	}
	d, err := s.ArticleByKey(t.Context(), "shop", "guide-intro", "en")
	if err != nil || d.Versions[0].Body != "See [it](install.md)." {
		t.Errorf("%v, %v", d.Versions, err)
	}
}
