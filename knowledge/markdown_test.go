package knowledge_test

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/knowledge"
)

func TestRenderKeepsTheFormAndDropsTheHarm(t *testing.T) {
	for in, want := range map[string]string{
		"**a** *b* ~~c~~ `d`":             "<strong>a</strong> <em>b</em> <del>c</del> <code>d</code>",
		"## A\n\n- b\n- c":                "<h2>A</h2>",
		"3. three":                        `<ol start="3">`,
		"a\nb":                            "<p>a\nb</p>",
		"| a | b |\n|---|---|\n| 1 | 2 |": "<td>1</td>",
		"| a |\n|---|\n| 1 |":             `<table tabindex="0">`,
		"```\na\n```":                     `<pre tabindex="0">`,
		"[a](https://a.example/?x=1&y)":   `<a href="https://a.example/?x=1&amp;y" rel="noopener noreferrer ugc" target="_blank">a</a>`,
		"https://a.example":               `href="https://a.example"`,
	} {
		if got := string(knowledge.Render(in)); !strings.Contains(got, want) {
			t.Errorf("%q: %q lacks %q", in, got, want)
		}
	}
	if got := string(knowledge.RenderLines("a\nb")); !strings.Contains(got, "<br") {
		t.Errorf("the end of a line is lost: %q", got)
	}
	for _, in := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![a](http://evil.example/?q=1)", "[a](javascript:alert(1))",
		"[a](data:text/html,x)", "<a href=\"javascript:alert(1)\">x</a>", "<form action=/x><input></form>", "<style>*{}</style>",
		"[a](vbscript:x)", "<javascript:alert(1)>", "[a](https://a.example \"on\" onclick=alert(1))", "<iframe src=//evil.example>",
	} {
		got := strings.ToLower(string(knowledge.Render(in)))
		for _, bad := range []string{"<script", "<img", "<form", "<input", "<style", "<iframe", `href="javascript`, `href="data`, `href="vbscript`, " onclick=\"", "onerror=\""} {
			if strings.Contains(got, bad) {
				t.Errorf("%q gives %q", in, got)
			}
		}
	}
}

func TestRenderIsQuickWhateverComes(t *testing.T) {
	for _, unit := range []string{
		">", "> ", "- ", "* ", "1. ", "  - ", "\t", "[", "![", "](", "[a](", "*", "_", "**a", "`", "~", "|", "|-", "|a|b\n|-|-\n", "<", "<a", "&", "\\", "#", "\n", "-\n",
		"> \n", "a\n=\n", "[a]: b\n", "<!--", "http://", "a@b.c ", "\x00", "\xff", "*_", "[[]", "- a\n ", "\r", "1) ", "+ ", ">- ", "x\n> - ",
	} {
		md := strings.Repeat(unit, knowledge.MaxBody/len(unit))
		begin := processor(t)
		knowledge.Render(md)
		if took := processor(t) - begin; took > 2*time.Second {
			t.Errorf("32 KB of %q take %s", unit, took)
		} else if took > 300*time.Millisecond {
			t.Logf("32 KB of %q take %s", unit, took)
		}
	}
}

// A row is filled up to the width of the table's head: 31 KB could become 330 MB.
func TestRenderFillsNoTableWithoutEnd(t *testing.T) {
	for _, before := range []string{"", "> "} {
		md := before + strings.Repeat("|", 3001) + "\n" + before + "|" + strings.Repeat("-|", 3000) + strings.Repeat("\n"+before+"a", 5000)
		if out := knowledge.Render(md); len(out) > 3*len(md) {
			t.Errorf("%d characters became %d", len(md), len(out))
		}
	}
	long := "| a | b | c | d | e |\n|---|---|---|---|---|" + strings.Repeat("\n| 1 | 2 | 3 | 4 | 5 |", 1000)
	if out := knowledge.Render(long); strings.Count(string(out), "<td>") != 5000 {
		t.Error("a long table is not drawn")
	}
}

// processor is how long this process has had a processor: what others do at the time does not count. The tests that ask
// it are not parallel, so that no other test counts either.
func processor(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func FuzzRender(f *testing.F) {
	f.Add("# a\n\n> - [b](c) <script>")
	f.Fuzz(func(t *testing.T, md string) {
		if got := string(knowledge.Render(md)); strings.Contains(strings.ToLower(got), "<script") {
			t.Fatalf("%q gives %q", md, got)
		}
	})
}
