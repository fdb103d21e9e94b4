package convert_test

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// notionPages are an export of Notion, whose paths all begin alike.
func notionPages() map[string]string {
	const root = "Hearth Help Center cfcd208495d565ef66e7dff9f98764da/"
	const billing = root + "Billing c4ca4238a0b923820dcc509a6f75849b"
	return map[string]string{
		billing + "/Direct debit fed85cfada8f3bbc5ad9eb128227210a.md":                                                      "# Direct debit\n\nWe take it on the fifth. See [Paying late](Paying%20late%209d2b9954930e40612e095078715a2088.md).\n",
		billing + "/Paying late 9d2b9954930e40612e095078715a2088.md":                                                       "# Paying late\n\nA fee of 5 is added.\n",
		billing + "/When is my bill due c9dcdc3700d015a7387d50fa23c79e69.md":                                               "# When is my bill due\n\nOn the tenth.\n",
		root + "Service visits c81e728d9d4c2f636f067f89cc14862c/Book a yearly service f8ebd5149b57008169f85fb64c6004b7.md": "# Book a yearly service\n\nCall us, or choose a day.\n",
		root + "Service visits c81e728d9d4c2f636f067f89cc14862c/Скасувати візит 660d31d9ec37b4d6fec35991c8dff5f5.md":       "# Скасувати візит\n\nЗателефонуйте нам за день до візиту.\n",
	}
}

const addedPage = "Hearth Help Center cfcd208495d565ef66e7dff9f98764da/Billing c4ca4238a0b923820dcc509a6f75849b/Auto top-up 0123456789abcdef0123456789abcdef.md"

func folderOfFiles(files map[string]string) fstest.MapFS {
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return root
}

func helpPage(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }

// asBefore is a source under the names that keys of 60 letters made, with numbers in the order of the paths.
func asBefore(t *testing.T, s convert.Source, paths map[string]string) fs.FS {
	t.Helper()
	root, names := fstest.MapFS{}, map[string]string{}
	for _, at := range slices.Sorted(maps.Keys(paths)) {
		title, _, _ := strings.Cut(strings.TrimPrefix(paths[at], "# "), "\n")
		for name, text := range texts(t, s) {
			if !strings.Contains(text, "title: "+title+"\n") {
				continue
			}
			key, lang := knowledge.Slug(strings.TrimSuffix(at, ".md")), strings.Split(name, "/")[1]
			is := path.Join("shop", lang, key+".md")
			for n := 2; root[is] != nil; n++ {
				is = path.Join("shop", lang, fmt.Sprintf("%s-%d.md", key, n))
			}
			root[is], names[name] = &fstest.MapFile{Data: []byte(text)}, is
		}
	}
	for _, f := range root {
		for is, was := range names {
			address := func(name string) string {
				return "/help/" + strings.Split(name, "/")[1] + "/shop/" + strings.TrimSuffix(path.Base(name), ".md") + ")"
			}
			f.Data = []byte(strings.ReplaceAll(string(f.Data), address(is), address(was)))
		}
	}
	return root
}

// What was imported under a key that was cut goes on in its article: its text, what an editor wrote since, its questions and its
// address, while a page comes before it in the order of the source.
func TestArticlesOfCutKeysAreFoundAgain(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	pages := notionPages()
	convertAll := func() convert.Source {
		t.Helper()
		got, err := convert.FromFS(folderOfFiles(pages), convert.Options{Project: "shop", Page: helpPage})
		if err != nil || len(got.Bad) > 0 {
			t.Fatal(got.Bad, err)
		}
		return got
	}
	take := func(root fs.FS, source convert.Source, remove bool) knowledge.ImportReport {
		t.Helper()
		r, err := knowledge.Import(t.Context(), s, root, knowledge.ImportOptions{Partial: true, Said: source.Said, Formerly: source.Formerly, Page: helpPage, Remove: remove})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return r
	}
	first := convertAll()
	take(asBefore(t, first, pages), convert.Source{}, false)
	keys := func() map[string]string {
		t.Helper()
		list, err := s.AllTexts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, a := range list {
			if out[a.Title] != "" {
				t.Errorf("%q stands twice", a.Title)
			}
			out[a.Title] = a.Lang + "/" + a.Key
		}
		return out
	}
	before := keys()
	if len(before) != 5 || before["Direct debit"] == "" || before["Paying late"] != before["Direct debit"]+"-2" {
		t.Fatalf("before: %v", before)
	}
	late := strings.TrimPrefix(before["Paying late"], "en/")
	overwritten(t, s, "shop", late, "Paying late", "Seven, says Maria.")
	pages[addedPage] = "# Auto top-up\n\nSwitch it on in the app.\n"
	for n, added := range []int{1, 0, 0} {
		source := convertAll()
		r := take(source.FS, source, n == 2)
		if len(r.Added) != added || len(r.Changed)+len(r.Removed) > 0 || r.Unchanged != 6-added {
			t.Errorf("import %d: %+v", n, r)
		}
		now := keys()
		for title, key := range before {
			if now[title] != key {
				t.Errorf("import %d: %q is %s, and was %s", n, title, now[title], key)
			}
		}
		if len(now) != 6 {
			t.Errorf("import %d: %v", n, now)
		}
	}
	body := func(title string) string {
		t.Helper()
		lang, key, _ := strings.Cut(keys()[title], "/")
		d, err := s.ArticleByKey(t.Context(), "shop", key, lang)
		if err != nil {
			t.Fatal(err)
		}
		return d.Versions[d.Latest-d.Published].Body
	}
	if got := body("Paying late"); got != "Seven, says Maria." {
		t.Errorf("what Maria wrote is %q", got)
	}
	if got := body("Direct debit"); got != "We take it on the fifth. See [Paying late](/help/en/shop/"+late+")." {
		t.Errorf("the link is %q", got)
	}
	for at, text := range pages { // another text, and another title
		if strings.Contains(text, "On the tenth") {
			pages[at] = "# The day a bill is due\n\nOn the twelfth.\n"
		}
	}
	source := convertAll()
	r := take(source.FS, source, true)
	if now := keys(); len(r.Added)+len(r.Removed) > 0 || len(r.Changed) != 1 || now["The day a bill is due"] != before["When is my bill due"] {
		t.Errorf("%+v, %v", r, now)
	}
	for at, text := range pages { // one that cannot be read stays, and what is gone goes
		if strings.Contains(text, "We take it on the fifth") {
			pages[at] = "---\ntitle: [\n---\n" + text
		}
	}
	delete(pages, addedPage)
	broken, err := convert.FromFS(folderOfFiles(pages), convert.Options{Project: "shop", Page: helpPage})
	if err != nil || len(broken.Bad) != 1 {
		t.Fatal(broken.Bad, err)
	}
	r, err = knowledge.Import(t.Context(), s, broken.FS, knowledge.ImportOptions{Partial: true, Said: broken.Said, Formerly: broken.Formerly, Page: helpPage, Remove: true, Unread: broken.Unread})
	debit := "shop/" + before["Direct debit"] + ".md"
	if err != nil || !slices.Equal(r.Removed, []string{"shop/en/hearth-help-center-billing-auto-top-up.md"}) || !slices.Equal(r.Unread, []string{debit}) {
		t.Errorf("%+v, %v", r, err)
	}
}

// An export of Notion that has two pages of one title in one place tells them apart by what Notion does, and each keeps its article when
// another one comes or goes.
func TestPagesOfOneTitleAreToldApart(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "shop", Name: "Shop"}); err != nil {
		t.Fatal(err)
	}
	const second, third = "Visits/Prices 5555bc1e3449f0c17365d242f23bceae.md", "Visits/Prices 7777bc1e3449f0c17365d242f23bceae.md"
	pages := map[string]string{second: "# Prices\n\nFrom the fifth page.\n"}
	take := func() map[string]string {
		t.Helper()
		got, err := convert.FromFS(folderOfFiles(pages), convert.Options{Project: "shop", Lang: "en"})
		if err != nil || len(got.Bad) > 0 {
			t.Fatal(got.Bad, err)
		}
		if _, err := knowledge.Import(t.Context(), s, got.FS, knowledge.ImportOptions{Partial: true, Said: got.Said, Formerly: got.Formerly, Remove: true}); err != nil {
			t.Fatal(err)
		}
		list, err := s.AllTexts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, a := range list {
			out[a.Body] = a.Key
		}
		return out
	}
	want := func(got, want map[string]string) {
		t.Helper()
		if !maps.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	want(take(), map[string]string{"From the fifth page.": "visits-prices"})
	pages["Visits/Prices 1111bc1e3449f0c17365d242f23bceae.md"] = "# Prices\n\nFrom the first page.\n"
	pages[third] = "# Prices\n\nFrom the seventh page.\n"
	want(take(), map[string]string{"From the first page.": "visits-prices-1111bc1e", "From the fifth page.": "visits-prices", "From the seventh page.": "visits-prices-7777bc1e"})
	pages[second] = "# Prices\n\nFrom the fifth page, and new.\n"
	want(take(), map[string]string{"From the first page.": "visits-prices-1111bc1e", "From the fifth page, and new.": "visits-prices", "From the seventh page.": "visits-prices-7777bc1e"})
	delete(pages, third)
	want(take(), map[string]string{"From the first page.": "visits-prices-1111bc1e", "From the fifth page, and new.": "visits-prices"})
}
