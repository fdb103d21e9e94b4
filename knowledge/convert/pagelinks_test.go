package convert_test

import (
	"io/fs"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/convert"
	"switchboard/migrations/pgtest"
)

// Pages of a checkout link each other by their paths, which readers cannot open: they are led to where the articles are.
func TestPagesOfAFolderThatLinkEachOther(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"README.md":          "# Start\n\n[Move](docs/move.md), [there](docs/move.md#how \"How\"), [from the top](/docs/uk/tariffs.md), [a folder](docs/), [secret](docs/secret.md), [none](docs/none.md), [out](../x.md), [web](https://x.example/docs/move.md), ![no](docs/move.md), \\[no](docs/move.md).",
		"docs/README.md":     "# Overview\n\nBack to the [start](../README.md) or [without its ending](move).",
		"docs/move.md":       "# Move\n\nSee [tariffs](uk/tariffs.md).",
		"docs/uk/tariffs.md": "# Тарифи\n\nСто гривень.",
		"docs/secret.md":     "---\naudience: internal\n---\n# Secret\n\nFor us.",
	}
	with := net
	with.Page = func(lang, project, key string) string {
		return "/help/" + lang + "/" + project + "/" + key
	}
	for name, c := range map[string]struct {
		options convert.Options
		want    map[string]string
	}{
		"with a help centre": {with, map[string]string{
			"readme":    "[Move](/help/en/net/docs-move), [there](/help/en/net/docs-move), [from the top](/help/uk/net/docs-tariffs), [a folder](/help/en/net/docs), secret, [none](docs/none.md), [out](../x.md), [web](https://x.example/docs/move.md), ![no](docs/move.md), \\[no](docs/move.md).",
			"docs":      "Back to the [start](/help/en/net/readme) or [without its ending](/help/en/net/docs-move).",
			"docs-move": "See [tariffs](/help/uk/net/docs-tariffs).",
		}},
		"without": {net, map[string]string{
			"docs":      "Back to the start or without its ending.",
			"docs-move": "See tariffs.",
		}},
	} {
		s, err := convert.Open(write(t, files), c.options)
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(err, s.Bad)
		}
		list := articles(t, s)
		for key, want := range c.want {
			if got := list[key].Body; got != want {
				t.Errorf("%s, %s:\n%s\nnot\n%s", name, key, got, want)
			}
		}
	}
}

// Saved pages link each other by their paths as well. What is not among them opens nothing where customers read: its words stay.
func TestSavedPagesThatLinkEachOther(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"index.html":                 `<title>Start</title><main><h1>Start</h1><p>See <a href="tubes/Our%20tubes (new).html#sizes" title="x">the tubes</a>, <a href="/uk/valves.html">valves</a>, <a href="tubes">all of them</a>, <a href="#top">up</a>, <a href="cart.php?x=1">the cart</a>, <a href="login.html">log in</a> or <a href="https://x.example/a.html">the shop</a>.</p></main>`,
		"tubes/index.html":           `<main><h1>All tubes</h1><p>Back to the <a href="../">start</a>.</p></main>`,
		"tubes/Our tubes (new).html": `<main><h1>Tubes</h1><p>Of <a href="../uk/valves.html"><b>valves</b> [1]</a> and <a href="../uk/valves.html">valves</a>.</p></main>`,
		"uk/valves.html":             `<html lang="uk"><main><h1>Ніпелі</h1><p>Є всі.</p></main></html>`,
	}
	with := net
	with.Page = func(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
	away := "index.html: links cart.php, which is none of the pages that are imported: the words stay without the link, and so do those of 1 more"
	for name, c := range map[string]struct {
		options  convert.Options
		want     map[string]string
		warnings string
	}{
		"with a help centre": {with, map[string]string{
			"index":               "See [the tubes](/help/en/net/tubes-our-tubes-new), [valves](/help/uk/net/valves), [all of them](/help/en/net/tubes), up, the cart, log in or [the shop](https://x.example/a.html).",
			"tubes":               "Back to the [start](/help/en/net/index).",
			"tubes-our-tubes-new": "Of **valves** \\[1] and [valves](/help/uk/net/valves).",
		}, away},
		"without": {net, map[string]string{
			"index":               "See the tubes, valves, all of them, up, the cart, log in or [the shop](https://x.example/a.html).",
			"tubes-our-tubes-new": "Of **valves** \\[1] and valves.",
		}, "index.html: links tubes/Our tubes (new).html, which is a page that customers read nowhere while the help centre is off (SWITCHBOARD_HELP=true, for the command too): the words stay without the link, and so do those of 4 more\n" + away},
	} {
		s, err := convert.Open(write(t, files), c.options)
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(err, s.Bad)
		}
		list := articles(t, s)
		for key, want := range c.want {
			if got := list[key].Body; got != want {
				t.Errorf("%s, %s:\n%s\nnot\n%s", name, key, got, want)
			}
		}
		var warned []string
		for _, w := range s.Warnings {
			if !strings.Contains(w.Problem, "language") {
				warned = append(warned, w.Path+": "+w.Problem)
			}
		}
		if got := strings.Join(warned, "\n"); got != c.warnings {
			t.Errorf("%s warns:\n%s\nnot\n%s", name, got, c.warnings)
		}
	}
}

// A page whose links were left out when it was imported last keeps what an editor wrote since; one that nobody touched gets them.
func TestLinksOfSavedPagesComeToWhatNobodyTouched(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	page := func(title string) string {
		return "<main><h1>" + title + "</h1><p>See <a href=\"c.html\">there</a>.</p></main>"
	}
	files := map[string]string{"a.html": page("First"), "b.html": page("Second"), "c.html": "<main><h1>Third</h1><p>Told here.</p></main>"}
	take := func(root fs.FS, said map[string][]byte) {
		t.Helper()
		if r, err := knowledge.Import(t.Context(), s, root, knowledge.ImportOptions{Partial: true, Said: said}); err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
	}
	with := net
	with.Page = func(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
	source, err := convert.Open(write(t, files), with)
	if err != nil {
		t.Fatal(err)
	}
	take(earlier(t, source), nil)
	b, err := s.ArticleByKey(t.Context(), "net", "b", "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: b.ID, Based: b.Latest, Author: "maria", Publish: true, Draft: knowledge.Draft{Title: "Second", Body: "Hers."}}); err != nil {
		t.Fatal(err)
	}
	take(source.FS, source.Said)
	for key, want := range map[string]string{"a": "See [there](/help/en/net/c).", "b": "Hers."} {
		d, err := s.ArticleByKey(t.Context(), "net", key, "en")
		if err != nil || d.Versions[0].Body != want {
			t.Errorf("%s is %+v (%v), want %q", key, d.Versions, err, want)
		}
	}
}
