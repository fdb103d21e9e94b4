package knowledge_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestHTMLIsMadeMarkdown(t *testing.T) {
	t.Parallel()
	for md, want := range map[string]string{
		"<p>Yes, we lend a router for <b>14 days</b>.</p><ul><li>Call us.</li><li>Or write.</li></ul>":                       "Yes, we lend a router for **14 days**.\n\n- Call us.\n- Or write.",
		"<ul>\n\n    <li>Eins</li>\n    <li>Zwei<ol><li>a</li><li>b</li></ol></li>\n</ul>\nDanach.":                          "- Eins\n- Zwei\n   1. a\n   2. b\n\nDanach.",
		"<ol><li><p>Відкрийте.</p><p>Далі.</p></li><li>Закрийте.</li></ol><p>Усе.":                                           "1. Відкрийте.\n\n   Далі.\n2. Закрийте.\n\nУсе.",
		"<h1>Цены</h1>\n<table><tr><th>План</th><th>Цена</th></tr><tr><td>Дом</td><td>9&nbsp;€<br>в месяц</td></tr></table>": "## Цены\n\n| План | Цена |\n| --- | --- |\n| Дом | 9 € в месяц |",
		"Napisz <a href=\"https://x.example/a b\">do nas</a> lub <a href=\"javascript:x()\">tu</a>.":                         "Napisz [do nas](https://x.example/a%20b) lub tu.",
		"It costs <s> 100 </s> <strong>80</strong> UAH, 10 m<sup>2</sup>.":                                                   "It costs  ~~100~~  **80** UAH, 10 m².",
		"<p hidden>Never.</p><div><span style=\"color: red; display: none\">Nor this.</span>So.</div>":                       "So.",
		"One<br>\n\ntwo":            "One\n\ntwo",
		"One<br>two<br/><br/>three": "One  \ntwo\n\nthree",
		"| a | b |\n| --- | --- |\n| one<br>two | <p>x</p> |":            "| a | b |\n| --- | --- |\n| one two |  x |",
		"<!-- note -->Text <span style=\"color: red\">in red</span>.":    "Text in red.",
		"<style>p { color: red }</style><p>Text.</p>":                    "Text.",
		"<pre><code class=\"x\">a &lt;b&gt;\n  c</code></pre><p>So.</p>": "```\na <b>\n  c\n```\n\nSo.",
		"- <p>One</p>\n- Two":                                                  "- One\n\n- Two",
		"<blockquote><p>Said</p><p>so</p></blockquote>by us":                   "> Said\n> \n> so\n\nby us",
		"<details><summary>More</summary>\n\n**Bold** and *so*.\n\n</details>": "More\n\n**Bold** and *so*.",
	} {
		if got := knowledge.WithoutTags(md); got != want {
			t.Errorf("%q is\n%q, want\n%q", md, got, want)
		}
		if got := knowledge.WithoutTags(want); got != want {
			t.Errorf("%q, read again, is %q", want, got)
		}
	}
	for _, same := range []string{
		"A paragraph begins with <p>.", "<name>, hello</p>", "See https://x.example/<your id>.",
		"Press <Enter> to save.", "Write <your name> and <e-mail>.", "Type <code> from the message, then <Tab>.", "Натисніть <Ввід>.", "5 < 6 and 7 > 3", "Drücken Sie <Strg>+<P>.",
		"`<b>x</b>` is bold", "```\n<p>x</p>\n```", "Do so:\n\n    <p>x</p>\n", "<https://x.example> or <a@x.example>", `\<b>not bold\</b>`, "Paste <script>alert(1)</script> there.", "a <b or c", "I <3 you",
	} {
		if got := knowledge.WithoutTags(same); got != same {
			t.Errorf("%q became %q", same, got)
		}
	}
}

// What is no element of HTML is the text that it is, on pages as in passages; what is one is shown by what it says in both, also of
// articles that were stored before texts were made Markdown.
func TestTagsAreReadAlikeEverywhere(t *testing.T) {
	t.Parallel()
	for md, want := range map[string]string{
		"Press <Enter> to save.":                                              "Press <Enter> to save.",
		"<Enter>\nsaves it.":                                                  "<Enter> saves it.",
		"<Enter>\n\n- <b>one</b>\n- </two>":                                   "<Enter> - one - </two>",
		"Натисніть <Ввід>, тоді <ваше ім'я>.":                                 "Натисніть <Ввід>, тоді <ваше ім'я>.",
		"<p>Yes, for <b>14 days</b>.</p><ul><li>Call.</li></ul>":              "Yes, for 14 days. - Call.",
		"Code `<b>` and <code>":                                               "Code <b> and <code>",
		"<!DOCTYPE html>\n<section class=\"x\">\n<h2>Head</h2>Text</section>": "Head Text",
		"<?php echo 1 ?> and <https://x.example/a>":                           "<?php echo 1 ?> and https://x.example/a",
	} {
		heard := strings.Join(strings.Fields(strings.ReplaceAll(want, "- ", "")), " ")
		if got := knowledge.Plain(md); got != heard {
			t.Errorf("the page of %q says %q, want %q", md, got, heard)
		}
		for _, all := range [][]knowledge.Passage{knowledge.Passages(md), knowledge.WholePassages(md)} {
			got := ""
			for _, p := range all {
				got += p.Heading + " " + p.Text + " "
			}
			got = strings.Join(strings.Fields(strings.NewReplacer("*", "", "`", "", "<https://x.example/a>", "https://x.example/a").Replace(got)), " ")
			if got != want {
				t.Errorf("the passages of %q say %q, want %q", md, got, want)
			}
		}
	}
}

// However it is saved, an article has no HTML; one that has it from before is what an import of its export finds unchanged.
func TestHTMLIsSavedAsMarkdown(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	const html, want = "<p>Yes, for <b>14 days</b>.</p>", "Yes, for **14 days**."
	save(t, s, edit("form", "Form", html))
	imported(t, s, files("net/en/file.md", "---\ntitle: File\n---\n"+html+"\n"), knowledge.ImportOptions{})
	for _, key := range []string{"form", "file"} {
		if d, err := s.ArticleByKey(ctx, "net", key, "en"); err != nil || d.Versions[0].Body != want {
			t.Errorf("%s: %+v, %v", key, d.Versions, err)
		}
	}
	if p, err := s.SaveProject(ctx, knowledge.Project{Key: "net", Name: "Net", Body: html}); err != nil || p.Body != want {
		t.Errorf("a card: %q, %v", p.Body, err)
	}
}

// tangled is a text of so many bytes, most of it one tag over and over, and then its end.
func tangled(tag string, size int) string {
	return strings.Repeat(tag, size/len(tag)/2) + strings.Repeat(strings.ReplaceAll(tag, "<", "</"), size/len(tag)/3)
}

// tangles are what is most work to read, if many stand in a text.
var tangles = []string{"<b>", "<ul><li>", "<p>", "<table><tr><td>", "<a href=x>", "</b>", "<!--", "<blockquote>", "`<b>` "}

// What a text takes to be read grows as it does, whatever tags are in it: of twice as much twice as much, but of lists in lists, which are
// further in the deeper they stand.
func TestManyTagsTakeNoMoreThanTheirShare(t *testing.T) {
	took := func(text string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		knowledge.Render(text)
		knowledge.Passages(text)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for _, tag := range tangles {
		half, whole := took(tangled(tag, knowledge.MaxBody/2)), took(tangled(tag, knowledge.MaxBody))
		most := 3 * half
		if tag == "<ul><li>" {
			most = 5 * half
		}
		if whole > most {
			t.Errorf("%s: %d kB, and %d of twice as much", tag, half>>10, whole>>10)
		}
	}
}

// BenchmarkManyTags reads texts of a size and of twice that: the second is to take about twice as long.
func BenchmarkManyTags(b *testing.B) {
	for _, tag := range tangles {
		for _, size := range []int{knowledge.MaxBody / 2, knowledge.MaxBody} {
			text := tangled(tag, size)
			b.Run(fmt.Sprintf("%s/%d", tag, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					knowledge.Render(text)
					knowledge.Passages(text)
				}
			})
		}
	}
}
