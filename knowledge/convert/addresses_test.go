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

// withHelp are options with a help centre.
func withHelp() convert.Options {
	o := net
	o.Page = func(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }
	return o
}

func canonicalPage(address, title, body string) string {
	return `<html lang="en"><head><title>` + title + `</title><link rel="canonical" href="` + address + `"></head><body><main><h1>` + title + `</h1>` + body + `</main></body></html>`
}

// Texts link each other by where the site had them, which their front matter, their pages or their rows tell.
func TestLinksByPublicAddressesLeadToTheArticles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		key   string
		want  string
		warns string
	}{
		"permalinks": {map[string]string{
			"en/money/fares.md": "---\npermalink: /en/fares/\n---\n# Fares\n\nOne a minute.", "en/old.md": "---\nredirect_from: [/en/older/, /en/oldest.html]\n---\n# Old\n\nWas.", "en/new.md": "---\nurl: https://x.example/en/new/\n---\n# New\n\nIs.",
			"en/start.md": "# Start\n\n[Fares](/en/fares/), [again](/en/fares#a), [a page](/en/fares.html \"T\"), [old](/en/oldest), [new](/en/new/), [beside](fares/), `[code](/en/fares/)`, [a file](/a.pdf), [ours](/help/uk/net/x), [none](/en/none/).",
		}, "start", "[Fares](/help/en/net/money-fares), [again](/help/en/net/money-fares), [a page](/help/en/net/money-fares), [old](/help/en/net/old), [new](/help/en/net/new), [beside](fares/), `[code](/en/fares/)`, [a file](/a.pdf), [ours](/help/uk/net/x), [none](/en/none/).",
			"en/start.md: links /en/none/, which is none of the pages that are imported: the link leads nowhere here"},
		"canonical addresses": {map[string]string{
			"a.html": canonicalPage("https://x.example/en/articles/91-end-a-ride", "End", "<p>Stop.</p>"),
			"b.html": canonicalPage("https://x.example/en/articles/92-refunds", "Refunds", `<p>See <a href="https://x.example/en/articles/91-end-a-ride#x">this</a>, <a href="/en/articles/91">it</a>, <a href="https://y.example/en/articles/91">that</a> or <a href="https://x.example/en/articles/93">more</a>.</p>`),
		}, "b", "See [this](/help/en/net/a), [it](/help/en/net/a), [that](https://y.example/en/articles/91) or [more](https://x.example/en/articles/93).", ""},
		"two of one address": {map[string]string{
			"a.html": canonicalPage("https://x.example/faq", "A", "<p>One.</p>"), "b.html": canonicalPage("https://x.example/faq", "B", "<p>Two.</p>"),
			"c.html": canonicalPage("https://x.example/c", "C", `<p>See <a href="/faq">it</a> or <a href="https://x.example/faq">it</a>.</p>`),
		}, "c", "See it or [it](https://x.example/faq).", "c.html: links faq, which is none of the pages that are imported: the words stay without the link"},
		"of two sites": {map[string]string{
			"a.html": canonicalPage("https://x.example/faq", "A", "<p>One.</p>"), "b.html": canonicalPage("https://y.example/faq", "B", "<p>Two.</p>"),
			"c.html": canonicalPage("https://y.example/c", "C", `<p>See <a href="/faq">it</a>.</p>`),
		}, "c", "See [it](/help/en/net/b).", ""},
		"a colleague's": {map[string]string{
			"a.md": "---\npermalink: /a/\naudience: internal\n---\n# A\n\nFor us.", "b.md": "# B\n\nSee [a](/a/).",
		}, "b", "See a.", ""},
		"rows of a sheet": {map[string]string{
			"a.csv": "id,title,body,html_url\n1,Due,<p>In 14 days.</p>,https://x.example/hc/en-us/articles/360001-Due\n" +
				`2,Paper,"<p>They cost 2. <a href=""/hc/en-us/articles/360001"">When?</a> <a href=""/hc/en-us/articles/3"">Where?</a></p>",https://x.example/hc/en-us/articles/360002-Paper` + "\n",
		}, "2", "They cost 2. [When?](/help/en/net/1) Where?", "a.csv row 3: links hc/en-us/articles/3, which is none of the pages that are imported: the words stay without the link"},
	} {
		s, err := convert.Open(write(t, c.files), withHelp())
		if err != nil || len(s.Bad) > 0 {
			t.Fatal(name, err, s.Bad)
		}
		if got := articles(t, s)[c.key].Body; got != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, got, c.want)
		}
		var told []string
		for _, w := range s.Warnings {
			if !strings.Contains(w.Problem, "language") {
				told = append(told, w.String())
			}
		}
		if got := strings.Join(told, "\n"); got != c.warns {
			t.Errorf("%s warns of %s", name, got)
		}
	}
}

// Without a help centre a whole address leads to where it led, and one from the top of the site nowhere.
func TestLinksByPublicAddressesWithoutAHelpCentre(t *testing.T) {
	t.Parallel()
	s, err := convert.Open(write(t, map[string]string{"a.html": canonicalPage("https://x.example/a", "A", "<p>One.</p>"),
		"b.html": canonicalPage("https://x.example/b", "B", `<p>See <a href="https://x.example/a">it</a> or <a href="/a">it</a>.</p>`)}), net)
	if got := articles(t, s)["b"].Body; err != nil || got != "See [it](https://x.example/a) or it." {
		t.Errorf("%s, %v", got, err)
	}
}

// That links lead to where the articles are is no reason to put a text over what an editor wrote.
func TestLinksByPublicAddressesLeaveWhatAnEditorWrote(t *testing.T) {
	t.Parallel()
	s := knowledge.NewStore(pgtest.New(t))
	const links = "# One\n\nSee [fares](/fares/) and [it](https://x.example/new/)."
	page := `<p>See <a href="https://x.example/c">it</a>.</p>`
	source, err := convert.Open(write(t, map[string]string{"a.md": links, "b.md": strings.Replace(links, "One", "Two", 1), "fares.md": "---\npermalink: /fares/\n---\n# Fares\n\nOne.", "new.md": "---\nlink: https://x.example/new/\n---\n# New\n\nIs.",
		"c.html": canonicalPage("https://x.example/c", "C", "<p>Three.</p>"), "d.html": canonicalPage("https://x.example/d", "D", page), "e.html": canonicalPage("https://x.example/e", "E", page),
		"f.csv": "title,body\nF,\"<p>See <a href=\"\"/c\"\">it</a>.</p>\"\nG,\"<p>See <a href=\"\"/c\"\">it</a>.</p>\"\n"}), withHelp())
	if err != nil || len(source.Bad) > 0 {
		t.Fatal(err, source.Bad)
	}
	take := func(root fs.FS, said map[string][]byte) string {
		t.Helper()
		r, err := knowledge.Import(t.Context(), s, root, knowledge.ImportOptions{Partial: true, Said: said})
		if err != nil || len(r.Bad) > 0 {
			t.Fatal(r.Bad, err)
		}
		return fmt.Sprint(r.Changed)
	}
	take(earlier(t, source), nil)
	for _, key := range []string{"a", "d", "f"} {
		overwritten(t, s, "net", key, "Hers", "Hers.")
	}
	for _, want := range []string{"[net/en/b.md net/en/e.md net/en/g.md]", "[]"} {
		if got := take(source.FS, source.Said); got != want {
			t.Errorf("it changes %s, not %s", got, want)
		}
	}
}
