package convert_test

import (
	"encoding/base64"
	"encoding/csv"
	"strings"
	"testing"
)

// asRow writes a sheet of one article.
func asRow(t *testing.T, body string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll([][]string{{"title", "body"}, {"How?", body}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestATextOfASheetThatIsHTMLBecomesMarkdown(t *testing.T) {
	t.Parallel()
	const dot = "data:image/png;base64,iVBORw0KGgp4" // a picture's first bytes
	for name, c := range map[string]struct{ cell, want string }{
		"an export":     {`<p>You have <b>14 days</b>.</p><ul><li>Pack it</li><li>Send it</li></ul>`, "You have **14 days**.\n\n- Pack it\n- Send it"},
		"several lines": {"\n<div class=\"body\">\n<h1>Returns</h1>\r\n<p>See <a href=\"https://shop.example/terms\">the terms</a>.</p>\n</div>", "## Returns\n\nSee [the terms](https://shop.example/terms)."},
		"words first":   {`<strong>Note:</strong> restart it.<br>Then wait.`, "**Note:** restart it.  \nThen wait."},
		"a whole page":  {`<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><p>Text.</p></body></html>`, "Text."},
		"a table":       {`<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>`, "| a | b |\n|---|---|\n| 1 | 2 |"},
		"what pages have around": {`<div class="share"><h2 id="menu">Menu</h2><p class="feedback">Press <button>OK</button>.</p></div><aside>Mind the gap.</aside><form><p>Ask.</p></form><footer>Bye.</footer>`,
			"## Menu\n\nPress OK.\n\nMind the gap.\n\nAsk.\n\nBye."},
		"a note first": {`<aside class="toc"><p>Mind it.</p></aside><p hidden>Never.</p><p style="display:none">Nor this.</p>`, "Mind it."},
		"a film": {`<p>Watch:</p><iframe src="//video.example/embed/1" title="How to
 pack">Old browsers</iframe><iframe src="javascript:alert(1)"></iframe>`, "Watch:\n\n[How to pack](https://video.example/embed/1)"},
		"hostile":            {`<p>Go <a href="javascript:alert(1)">there</a><script>alert(1)</script></p>`, "Go there"},
		"a picture":          {`<p>Look:</p><p><img src="` + dot + `" alt="the lamp"></p>`, "Look:\n\n![the lamp](../../_files/picture-1cd153041b3d8792.png)"},
		"one elsewhere":      {`<p>Look: <img src="https://shop.example/x.png" alt="the lamp"></p>`, "Look: [the lamp](https://shop.example/x.png)"},
		"Markdown":           {"You have **14 days**, see [it](https://x.example).", "You have **14 days**, see [it](https://x.example)."},
		"Markdown that says": {"Write <b>bold</b> words as <p>.", "Write **bold** words as <p>."},
		"a code span":        {"`<p>` begins a paragraph, `</p>` ends it.", "`<p>` begins a paragraph, `</p>` ends it."},
		"bold words alone":   {"<b>Note</b>: restart it.", "**Note**: restart it."},
		"Markdown in a tag":  {"<div align=\"center\">\n\n# Head\n\n**Bold**\n</div>", "# Head\n\n**Bold**"},
		"a list":             {"<b>Steps</b><br>\n- one\n- two", "**Steps**  \n- one\n- two"},
		"no tag":             {"<name>, hello</p>", "<name>, hello</p>"},
		"less than":          {"<p 5 and more", "<p 5 and more"},
	} {
		s := read(t, "a.csv", asRow(t, c.cell))
		got := articles(t, s)["how"].Body
		if link := strings.Index(got, "](/knowledge-files/"); link >= 0 { // as reading the folder has it
			_, name, _ := strings.Cut(got[link+len("](/knowledge-files/"):], "/")
			got = got[:link] + "](../../_files/" + name
		}
		if len(s.Bad) > 0 || got != c.want {
			t.Errorf("%s: %q, want %q; it says %s", name, got, c.want, said(s))
		}
	}
	if s := read(t, "a.csv", asRow(t, `<p><img src="https://x.example/x.png"></p>`)); !strings.Contains(said(s), "row 2: has no text") {
		t.Errorf("nothing but a picture that stands elsewhere: %s", said(s))
	}
}

// However long the name of a sheet is, and wherever a row stands.
func TestEachRowShowsItsOwnPictures(t *testing.T) {
	t.Parallel()
	row := func(title string, shade uint8) string {
		return title + `,"<p>Look:</p><p><img src='data:image/png;base64,` + base64.StdEncoding.EncodeToString([]byte(picture(t, 40, shade))) + "' alt='it'></p>\"\n"
	}
	name := strings.Repeat("answers of the help centre ", 4) + ".csv"
	list := articles(t, read(t, name, "title,body\n"+row("One", 1)+row("Two", 2)+row("Three", 1)))
	one, two, three := list["one"].Body, list["two"].Body, list["three"].Body
	if one == two || one != three || !strings.Contains(one, "![it](/knowledge-files/") {
		t.Errorf("they show\n%s\n%s\n%s", one, two, three)
	}
	if moved := articles(t, read(t, name, "title,body\n"+row("Two", 2)+row("One", 1))); moved["one"].Body != one || moved["two"].Body != two {
		t.Errorf("once they have moved:\n%s\n%s", moved["one"].Body, moved["two"].Body)
	}
}
