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

// overwritten has an editor put another text over one that was imported.
func overwritten(t *testing.T, s *knowledge.Store, project, key, title, body string) {
	t.Helper()
	d, err := s.ArticleByKey(t.Context(), project, key, "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: title, Body: body}}); err != nil {
		t.Fatal(err)
	}
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
		got, err := convert.File("a.csv", []byte("title,body\nDelivery,<p>It costs <b>"+price+"</b>.</p>\nPay,\"<p>By card.</p><iframe src='https://v.example/1' title='How'></iframe>\"\n"), convert.Options{Project: "shop", Lang: "en"})
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
	overwritten(t, s, "shop", "delivery", "Delivery", "Fifty, says Maria.")
	for _, want := range []string{"[] [shop/en/pay.md] 1", "[] [] 2"} {
		if got := take(fifty.FS, fifty.Said); got != want || body("delivery") != "Fifty, says Maria." || body("pay") != "By card.\n\n[How](https://v.example/1)" {
			t.Errorf("%s, %q, %q", got, body("delivery"), body("pay"))
		}
	}
	if got := take(sixty.FS, sixty.Said); got != "[] [shop/en/delivery.md] 1" || body("delivery") != "Fifty, says Maria." {
		t.Errorf("once it says something else: %s, %q", got, body("delivery"))
	}
}

// Links of a folder's pages are led to where the others are: once their pages are elsewhere, too.
func TestPagesThatAreLedElsewhereLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	root := fstest.MapFS{"a.md": {Data: []byte("# A\n\nSee [b](b.md), ![it](it.png).")}, "b.md": {Data: []byte("# B\n\nSee [a](a.md).")}, "it.png": {Data: []byte(picture(t, 40, 1))}}
	take := func(help string, noted bool) string {
		t.Helper()
		got, err := convert.FromFS(root, convert.Options{Project: "shop", Lang: "en", Page: func(lang, project, key string) string { return help + key }})
		if err != nil {
			t.Fatal(err)
		}
		if !noted {
			got.Said = nil
		}
		r, err := knowledge.Import(t.Context(), s, got.FS, knowledge.ImportOptions{Partial: true, Said: got.Said})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return fmt.Sprint(r.Changed, r.Unchanged)
	}
	take("/help/en/one/", false)
	overwritten(t, s, "shop", "a", "A", "See B, says Maria.")
	if got := take("/help/en/one/", true); got != "[] 2" {
		t.Errorf("the same again: %s", got)
	}
	if got := take("/help/en/two/", true); got != "[shop/en/b.md] 1" {
		t.Errorf("at other pages: %s", got)
	}
	root["it.png"].Data = []byte(picture(t, 40, 2))
	if got := take("/help/en/two/", true); got != "[shop/en/a.md] 1" {
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

// Pages that were led to each other while texts were kept with the program's address are unchanged without it: what was taken back
// since stays so.
func TestPagesThatWereLedWithAnAddressAreUnchangedWithoutIt(t *testing.T) {
	t.Parallel()
	const home = "https://gw.example"
	root := fstest.MapFS{"a.md": {Data: []byte("# A\n\nSee [b](b.md), ![it](it.png).")}, "b.md": {Data: []byte("# B\n\nSee [a](a.md).")}, "it.png": {Data: []byte(picture(t, 40, 1))}}
	for name, noted := range map[string]bool{"noted": true, "before it was noted what they were made of": false} {
		s := knowledge.NewStore(pgtest.New(t))
		if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
			t.Fatal(err)
		}
		take := func(s *knowledge.Store, base string, noted bool) string {
			t.Helper()
			got, err := convert.FromFS(root, convert.Options{Project: "shop", Lang: "en", Page: func(lang, project, key string) string { return base + "/help/" + lang + "/" + project + "/" + key }})
			if err != nil {
				t.Fatal(err)
			}
			if !noted {
				got.Said = nil
			}
			r, err := knowledge.Import(t.Context(), s, got.FS, knowledge.ImportOptions{Partial: true, Said: got.Said})
			if err != nil || len(r.Bad) > 0 {
				t.Fatal(r.Bad, err)
			}
			return fmt.Sprint(r.Changed, r.Unchanged)
		}
		take(s, home, noted) // as it was
		d, err := s.ArticleByKey(t.Context(), "shop", "b", "en")
		if err != nil || d.Versions[0].Body != "See [a]("+home+"/help/en/shop/a)." {
			t.Fatalf("%+v, %v", d, err)
		}
		if err := s.Unpublish(t.Context(), d.ID, "Maria"); err != nil {
			t.Fatal(err)
		}
		if err := s.At(home).LeaveAddress(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{home, home, "https://other.example"} {
			if got := take(s.At(at), "", true); got != "[] 2" {
				t.Errorf("%s, at %s: %s", name, at, got)
			}
		}
		if d, err = s.ArticleByKey(t.Context(), "shop", "b", "en"); err != nil || d.Published != 0 || d.Latest != 1 || d.Versions[0].Body != "See [a](/help/en/shop/a)." {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}
