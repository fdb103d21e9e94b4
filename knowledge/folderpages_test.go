package knowledge_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

func helpPage(lang, project, key string) string { return "/help/" + lang + "/" + project + "/" + key }

// bodyOf is what readers see of an article.
func bodyOf(t *testing.T, s *knowledge.Store, project, lang, key string) string {
	t.Helper()
	d, err := s.ArticleByKey(ctx, project, key, lang)
	if err != nil || d.Published == 0 {
		t.Fatalf("%s/%s/%s: %+v, %v", project, lang, key, d, err)
	}
	return d.Versions[d.Latest-d.Published].Body
}

func page(title, body string) string { return "---\ntitle: " + title + "\n---\n" + body + "\n" }

// linked is a folder of projects whose articles link each other by their paths.
func linked() fstest.MapFS {
	return files("p1/project.md", "---\nname: One\n---\n", "p2/project.md", "---\nname: Two\n---\n",
		"p1/en/pressure.md", page("Pressure", "[a](valves.md), [b](../en/valves.md), [c](valves.md#part), [d](./valves.md \"Valves\"), [e](/p2/uk/tubes.md), [f](../../p2/uk/tubes.md), [g](valves), [secret](secret.md), "+
			"[gone](gone.md), [later](later.md), [top](../../README.md), [web](https://x.example/valves.md), [mail](mailto:a@x.example), ![no](valves.md), \\[no](valves.md), [site](/prices)."),
		"p1/en/valves.md", page("Valves", "Back to [it](pressure.md)."), "p2/uk/tubes.md", page("Камери", "Текст."),
		"p1/en/secret.md", "---\ntitle: Secret\naudience: internal\n---\nSee [valves](valves.md).\n", "README.md", "Read me.",
		"p1/_drafts/en/later.md", page("Later", "See [a](valves.md), [b](../../en/valves.md), [c](soon.md)."), "p1/_drafts/en/soon.md", page("Soon", "Text."))
}

const notLed = "[web](https://x.example/valves.md), [mail](mailto:a@x.example), ![no](valves.md), \\[no](valves.md), [site](/prices)."

func TestArticlesOfAFolderThatLinkEachOtherLeadToEachOther(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	o := knowledge.ImportOptions{Page: helpPage, Remove: true}
	dry := o
	dry.DryRun = true
	const all = "added [p1/_drafts/en/later.md p1/_drafts/en/soon.md p1/en/pressure.md p1/en/secret.md p1/en/valves.md p1/project.md p2/project.md p2/uk/tubes.md] changed [] removed [] unchanged 0"
	for _, o := range []knowledge.ImportOptions{dry, o} {
		if got := imported(t, s, linked(), o); got != all {
			t.Errorf("%s", got)
		}
	}
	const valves, tubes = "(/help/en/p1/valves)", "(/help/uk/p2/tubes)"
	want := strings.NewReplacer("V", valves, "T", tubes).Replace("[a]V, [b]V, [c]V, [d]V, [e]T, [f]T, [g]V, secret, [gone](gone.md), [later](later.md), [top](../../README.md), ") + notLed
	if got := bodyOf(t, s, "p1", "en", "pressure"); got != want {
		t.Errorf("it is\n%s\nnot\n%s", got, want)
	}
	if d, err := s.ArticleByKey(ctx, "p1", "later", "en"); err != nil || d.Versions[0].Body != "See [a]"+valves+", [b]"+valves+", [c](/help/en/p1/soon)." {
		t.Errorf("the draft is %+v, %v", d, err)
	}
	r, err := knowledge.Import(ctx, s, linked(), dry)
	warned := "[p1/en/pressure.md: links \"gone.md\", which is no article of the folder: the link leads nowhere p1/en/pressure.md: links \"later.md\", which readers do not see: the link leads nowhere " +
		"p1/en/pressure.md: links \"../../README.md\", which is no article of the folder: the link leads nowhere]"
	if err != nil || fmt.Sprint(r.Warnings) != warned {
		t.Errorf("it warns of %v, %v", r.Warnings, err)
	}
	if got := imported(t, s, linked(), o); got != "added [] changed [] removed [] unchanged 8" {
		t.Errorf("again: %s", got)
	}
	first := whole(t, s)
	empty := newStore(t)
	imported(t, empty, first, o)
	for _, there := range []*knowledge.Store{s, empty} {
		for _, o := range []knowledge.ImportOptions{dry, o, {Remove: true}} {
			if got := imported(t, there, first, o); !strings.HasPrefix(got, "added [] changed [] removed [] ") {
				t.Errorf("the export, imported again: %s", got)
			}
		}
		if after := whole(t, there); !maps.EqualFunc(first, after, func(a, b *fstest.MapFile) bool {
			return string(a.Data) == string(b.Data) || strings.Contains(string(a.Data), "restored")
		}) {
			t.Errorf("it is %v, and was %v", slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(first)))
		}
	}
	if got := imported(t, s, linked(), o); got != "added [] changed [] removed [] unchanged 8" {
		t.Errorf("the folder, after its export: %s", got)
	}
	if got := imported(t, s.At("https://other.example"), linked(), o); got != "added [] changed [] removed [] unchanged 8" {
		t.Errorf("at another address: %s", got)
	}
	o.Page = func(lang, project, key string) string { return helpPage(lang, project, key) + "-moved" }
	const moved = "added [] changed [p1/_drafts/en/later.md p1/en/pressure.md p1/en/secret.md p1/en/valves.md] removed [] unchanged 4"
	if got := imported(t, s, linked(), o); got != moved || bodyOf(t, s, "p1", "en", "valves") != "Back to [it](/help/en/p1/pressure-moved)." {
		t.Errorf("at other pages: %s", got)
	}
}

func TestWithoutAHelpCentreTheWordsOfALinkStay(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	off, on := knowledge.ImportOptions{}, knowledge.ImportOptions{Page: helpPage}
	imported(t, s, linked(), off)
	if got := bodyOf(t, s, "p1", "en", "valves"); got != "Back to it." {
		t.Errorf("it is %q", got)
	}
	if got := imported(t, s, linked(), off); got != "added [] changed [] removed [] unchanged 8" {
		t.Errorf("again: %s", got)
	}
	d, err := s.ArticleByKey(ctx, "p1", "valves", "en")
	if err != nil {
		t.Fatal(err)
	}
	e := knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: d.Versions[0].Draft}
	e.Body = "Back to it, says Maria."
	save(t, s, e)
	if got := imported(t, s, linked(), on); got != "added [] changed [p1/_drafts/en/later.md p1/en/pressure.md p1/en/secret.md] removed [] unchanged 5" {
		t.Errorf("once there is one: %s", got)
	}
	if got := bodyOf(t, s, "p1", "en", "valves"); got != e.Body {
		t.Errorf("an editor's text was replaced, though its file is as it was: %q", got)
	}
	root := linked()
	root["p1/en/valves.md"] = &fstest.MapFile{Data: []byte(page("Valves", "Back to [the article](pressure.md)."))}
	if got := imported(t, s, root, on); got != "added [] changed [p1/en/valves.md] removed [] unchanged 7" {
		t.Errorf("once its file says something else: %s", got)
	}
	root["p1/en/gone.md"] = &fstest.MapFile{Data: []byte(page("Gone", "Here it is."))}
	if got := imported(t, s, root, on); got != "added [p1/en/gone.md] changed [p1/en/pressure.md] removed [] unchanged 7" || !strings.Contains(bodyOf(t, s, "p1", "en", "pressure"), "[gone](/help/en/p1/gone)") {
		t.Errorf("once the page is there: %s", got)
	}
}

// Whatever links a text was stored with, dead ones too, an export has them, and importing it changes none.
func TestAnExportIsNotRelinked(t *testing.T) {
	t.Parallel()
	s := newStore(t, "p1")
	put := func(key, body string) {
		t.Helper()
		save(t, s, knowledge.Edit{Project: "p1", Key: key, Lang: "en", Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: key, Body: body}})
	}
	put("valves", "Text.")
	put("pressure", "See [valves](valves.md).")
	save(t, s, knowledge.Edit{Project: "p1", Key: "soon", Lang: "en", Author: "Maria", Draft: knowledge.Draft{Title: "Soon", Body: "See [valves](../../en/valves.md)."}})
	first := whole(t, s)
	o := knowledge.ImportOptions{Page: helpPage}
	empty := newStore(t)
	imported(t, empty, first, o)
	for _, there := range []*knowledge.Store{s, empty} {
		for range 2 {
			if got := imported(t, there, first, o); !strings.HasPrefix(got, "added [] changed [] removed [] ") {
				t.Errorf("imported: %s", got)
			}
		}
		d, err := there.ArticleByKey(ctx, "p1", "pressure", "en")
		if err != nil || d.Latest != 1 || d.Versions[0].Body != "See [valves](valves.md)." {
			t.Errorf("it is %+v, %v", d, err)
		}
		if d, err := there.ArticleByKey(ctx, "p1", "soon", "en"); err != nil || d.Latest != 1 {
			t.Errorf("the draft is %+v, %v", d, err)
		}
	}
	first["p1/en/pressure.md"] = &fstest.MapFile{Data: []byte(page("pressure", "See [the valves](valves.md)."))}
	if got := imported(t, s, first, o); !strings.HasPrefix(got, "added [] changed [p1/en/pressure.md] removed [] ") || bodyOf(t, s, "p1", "en", "pressure") != "See [the valves](/help/en/p1/valves)." {
		t.Errorf("written on: %s", got)
	}
}

// What is code shows how links are written, and links may stand side by side.
func TestLinksInCodeStayAsTheyAre(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	root := files("p1/project.md", "---\nname: One\n---\n", "p1/en/b.md", page("B", "Text. [x](gone.md)"),
		"p1/en/a.md", page("A", "[b](b.md)[b](b.md), `[b](b.md)`, [`b`](b.md), \\`[b](b.md), [x](gone.md), [x](./gone.md)\n\n```md\n[b](b.md)\n```\n\n- One:\n\n  ~~~\n\n  [b](b.md)\n  ~~~\n\n` [b](b.md)"))
	r, err := knowledge.Import(ctx, s, root, knowledge.ImportOptions{Page: helpPage})
	led := "(/help/en/p1/b)"
	want := strings.ReplaceAll("[b]L[b]L, `[b](b.md)`, [`b`]L, \\`[b]L, [x](gone.md), [x](./gone.md)\n\n```md\n[b](b.md)\n```\n\n- One:\n\n  ~~~\n\n  [b](b.md)\n  ~~~\n\n` [b]L", "L", led)
	if got := bodyOf(t, s, "p1", "en", "a"); err != nil || got != want {
		t.Errorf("it is\n%s\nnot\n%s\n%v", got, want, err)
	}
	if got := fmt.Sprint(r.Warnings); got != "[p1/en/a.md: links \"gone.md\", which is no article of the folder: the link leads nowhere, and so do 2 more]" {
		t.Errorf("it warns of %s", got)
	}
}

// Of articles that came before imports noted what they bring, it is told by their text whether somebody wrote on them.
func TestWhereItIsNotKnownWhatAnImportBroughtATextThatIsAnotherStays(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	s := knowledge.NewStore(pool)
	root := files("p1/project.md", "---\nname: One\n---\n", "p1/en/a.md", page("A", "See [b](b.md)."), "p1/en/b.md", page("B", "See [a](a.md)."))
	imported(t, s, root, knowledge.ImportOptions{})
	for key, body := range map[string]string{"a": "See [b](b.md).", "b": "See A, says Maria."} { // a is as imports stored it that led no links
		d, err := s.ArticleByKey(ctx, "p1", key, "en")
		if err != nil {
			t.Fatal(err)
		}
		save(t, s, knowledge.Edit{Article: d.ID, Based: 1, Publish: true, Author: "Maria", Draft: knowledge.Draft{Title: strings.ToUpper(key), Body: body}})
	}
	if _, err := pool.Exec(ctx, `UPDATE articles SET imported = 0, taken = 0`); err != nil {
		t.Fatal(err)
	}
	on := knowledge.ImportOptions{Page: helpPage}
	if got := imported(t, s, root, on); got != "added [] changed [p1/en/a.md] removed [] unchanged 2" || bodyOf(t, s, "p1", "en", "a") != "See [b](/help/en/p1/b)." {
		t.Errorf("%s", got)
	}
	if got := bodyOf(t, s, "p1", "en", "b"); got != "See A, says Maria." {
		t.Errorf("an editor's text was replaced, though its file is as it was: %q", got)
	}
}

// The article of a file that is bad this time stays, and so do the links that lead to it.
func TestLinksToAnArticleWhoseFileIsBadLeadThereAsBefore(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	on := knowledge.ImportOptions{Page: helpPage}
	root := files("p1/project.md", "---\nname: One\n---\n", "p1/en/a.md", page("A", "See [b](b.md), [c](c.md)."), "p1/en/b.md", page("B", "Text."))
	imported(t, s, root, on)
	root["p1/en/b.md"] = &fstest.MapFile{Data: []byte("---\ntitle: [\n---\nText.\n")}
	root["p1/en/c.md"] = &fstest.MapFile{Data: []byte("---\ntitle: [\n---\nText.\n")}
	root["p1/en/a.md"] = &fstest.MapFile{Data: []byte(page("A", "Do see [b](b.md), [c](c.md)."))}
	r, err := knowledge.Import(ctx, s, root, on)
	if got := bodyOf(t, s, "p1", "en", "a"); err != nil || len(r.Bad) != 2 || got != "Do see [b](/help/en/p1/b), [c](c.md)." {
		t.Errorf("%q, %v, %v", got, r.Bad, err)
	}
}
