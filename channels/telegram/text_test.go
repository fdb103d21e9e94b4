package telegram_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"switchboard/channels"
	"switchboard/channels/channeltest"
	"switchboard/channels/telegram"
	"switchboard/channels/telegram/telegramtest"
)

// seeds are the bodies of testdata.
func seeds(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"testdata/updates/*.json", "testdata/corpus/*"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(body))
		}
	}
	return all
}

// show writes a message with its entities as tags, so that a table can be read.
func show(m telegramtest.Message) string {
	units := utf16.Encode([]rune(m.Text))
	var b strings.Builder
	for i := 0; i <= len(units); i++ {
		for j := len(m.Entities) - 1; j >= 0; j-- {
			if e := m.Entities[j]; e.Offset+e.Length == i {
				fmt.Fprintf(&b, "</%s>", e.Type)
			}
		}
		for _, e := range m.Entities {
			if e.Offset == i {
				fmt.Fprintf(&b, "<%s>", strings.TrimSpace(e.Type+" "+e.URL))
			}
		}
		if i < len(units) {
			if utf16.IsSurrogate(rune(units[i])) && i+1 < len(units) {
				b.WriteRune(utf16.DecodeRune(rune(units[i]), rune(units[i+1])))
				i++
				continue
			}
			b.WriteRune(rune(units[i]))
		}
	}
	return b.String()
}

// sent is what a person sees of a message.
func sent(t testing.TB, o channels.Outbound) []telegramtest.Message {
	t.Helper()
	server := telegramtest.New(t)
	server.Meet(olena())
	o.To, o.Key = "4815162342", "k"
	if _, err := open(t, byPolling(server.URL()), &channeltest.Receiver{}).Send(t.Context(), o); err != nil {
		t.Fatalf("send: %v", err)
	}
	return server.Answers(4815162342)
}

func TestMarkdownBecomesEntities(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, markdown, want string }{
		{"plain", "2 * 3 * 4 = snake_case_name, 5 < 6 & 7 > 1", "2 * 3 * 4 = snake_case_name, 5 < 6 & 7 > 1"},
		{"bold and italic", "**b** and *i* and ***both***", "<bold>b</bold> and <italic>i</italic> and <italic><bold>both</bold></italic>"},
		{"strikethrough", "~~old~~ new", "<strikethrough>old</strikethrough> new"},
		{"offsets count UTF-16", "😀👩‍👩‍👧 **b**", "😀👩‍👩‍👧 <bold>b</bold>"},
		{"code keeps its signs", "run `a **b** <c> &amp;`", "run <code>a **b** <c> &amp;</code>"},
		{"code block", "```go\nif a {\n\tb()\n}\n```", "<pre>if a {\n\tb()\n}</pre>"},
		{"a fence with words", "~~~~word", "<pre>word</pre>"},
		{"link", "[page](https://example.com/a_(b)?c=1&d)", "<text_link https://example.com/a_(b)?c=1&d>page</text_link>"},
		{"bold link", "**[page](http://example.com)**", "<bold><text_link http://example.com>page</text_link></bold>"},
		{"mail and phone stay readable", "[write](mailto:a@example.com?subject=x) [call](tel:+380441234567)", "write (a@example.com) call (+380441234567)"},
		{"dangerous links lose their address", "[a](javascript:alert(1)) [b](tg://user?id=1) [c](/etc) [d](data:text/html,x)", "a b c d"},
		{"pictures keep what they show", "see ![the roof](https://evil.example/?q=secret)", "see the roof"},
		{"auto link", "<https://example.com>", "https://example.com"},
		{"html is text", "<b>x</b> <script>alert(1)</script>", "<b>x</b> <script>alert(1)</script>"},
		{"heading", "# Title *now*\n\ntext", "<bold>Title <italic>now</italic></bold>\n\ntext"},
		{"bullets", "- one\n- two\n  - deep\n- **three**", "• one\n• two\n   • deep\n• <bold>three</bold>"},
		{"numbers", "3. c\n4. d", "3. c\n4. d"},
		{"quote", "> said **so**\n> twice\n\nyes", "<blockquote>said <bold>so</bold>\ntwice</blockquote>\n\nyes"},
		{"quotes do not nest", "> a\n>> b", "<blockquote>a\n\nb</blockquote>"},
		{"line breaks stay", "a\nb  \nc\\\nd", "a\nb\nc\nd"},
		{"windows lines", "a\r\nb", "a\nb"},
		{"escapes", `\*not italic\* &lt;b&gt; \&amp; &nosuch;`, `*not italic* <b> &amp; &nosuch;`},
		{"what looks like a link definition stays", "[note]: call later", "[note]: call later"},
		{"indented text is code", "a\n\n      b\n      c", "a\n\n<pre>  b\n  c</pre>"},
		{"rule", "a\n\n---\n\nb", "a\n\n———\n\nb"},
		{"nul and invalid bytes", "a\x00b\xffc", "ab\uFFFDc"},
		{"table of two columns", "Prices:\n\n| Plan | Price, UAH |\n|---|---:|\n| Net 100 | **199** |\n| [Net 1000](https://example.com) | 349 |\n\nThat is all.",
			"Prices:\n\n<bold>Plan — Price, UAH</bold>\n• Net 100 — <bold>199</bold>\n• <text_link https://example.com>Net 1000</text_link> — 349\n\nThat is all."},
		{"wide table", "| Город | Адрес | Открыто: |\n|:-:|---|---|\n| Київ | Люменна, 5 | 9–20 |\n| Львів \\| центр | | `10` |",
			"<bold>Город: Київ</bold>\nАдрес: Люменна, 5\nОткрыто: 9–20\n\n<bold>Город: Львів | центр</bold>\nОткрыто: <code>10</code>"},
		{"table without outer bars", "a | b\n--|--\n1 | 2", "<bold>a — b</bold>\n• 1 — 2"},
		{"table without heads", "| | |\n|---|---|\n| a | b |", "• a — b"},
		{"table without rows", "| a | b | c |\n|---|---|---|", "<bold>a — b — c</bold>"},
		{"short rows", "| a | b | c |\n|---|---|---|\n| 1 |\n| | 2 |", "<bold>a: 1</bold>\n\nb: 2"},
		{"table under words", "See:\na | b\n--|--\n1 | 2", "See:\n\n<bold>a — b</bold>\n• 1 — 2"},
		{"table in a list", "- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", "• x\n   <bold>a — b</bold>\n   • 1 — 2"},
		{"a row with more than its heads loses nothing", "a | b\n--|--\n1 | 2 | 3", "a | b\n--|--\n1 | 2 | 3"},
		{"bars are no table", "a | b | c\nd || e", "a | b | c\nd || e"},
		{"one column is no table", "| a |\n|---|\n| b |", "| a |\n|---|\n| b |"},
		{"too deep is plain", strings.Repeat("> ", 30) + "x", strings.Repeat("> ", 30) + "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			messages := sent(t, channels.Outbound{Text: c.markdown})
			if len(messages) != 1 {
				t.Fatalf("%d messages", len(messages))
			}
			if got := show(messages[0]); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What the parser is quadratic in, or worse, it does not get: that comes out as it was written. What is just within the
// bounds is read; whether that ends is left to the time that all tests have.
func TestHostileMarkdownIsKeptFromTheParser(t *testing.T) {
	t.Parallel()
	const end = "\n\n**end**"
	for _, c := range []struct {
		name, text string
		read       bool
	}{
		{"quotes", strings.Repeat(">", 32000), false},
		{"brackets", strings.Repeat("[", 32000), false},
		{"pictures", strings.Repeat("![", 16000), false},
		{"lists", strings.Repeat("- ", 16000), false},
		{"links", strings.Repeat("[a](", 8000), false},
		{"too long", strings.Repeat("*a* ", 10000), false},
		{"quotes within bounds", strings.Repeat(strings.Repeat(">", 19)+"a\n", 1500), true},
		{"lists within bounds", strings.Repeat(strings.Repeat("- ", 20)+"a\n", 700), true},
		{"links within bounds", strings.Repeat("[a](", 500) + strings.Repeat("<a", 14000), true},
		{"staircase", staircase(), true},
		{"stars", strings.Repeat("*a", 16000), true},
		{"ticks", "a" + strings.Repeat("`", 32000) + "a", true},
		{"fence", strings.Repeat("`", 16000) + "go\na\n" + strings.Repeat("`", 16000), true},
		{"angles", strings.Repeat("<a", 16000), true},
		{"entities", strings.Repeat("&", 32000), true},
		{"cells", strings.Repeat("a|", 5000) + "a\n" + strings.Repeat("-|", 5000) + "-\n" + strings.Repeat("b\n", 5000), true},
		{"repeated heads", strings.Repeat("head ", 500) + "|b|c\n-|-|-\n" + strings.Repeat("b|c|d\n", 4000), true},
		{"delimiters", strings.Repeat("-|-\n", 8000), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, marks := telegram.FromMarkdown(c.text + end)
			read := len(marks) > 0 && marks[len(marks)-1].Type == "bold" && strings.HasSuffix(got, "\nend")
			if read != c.read {
				t.Errorf("given to the parser: %v; ends %q", read, got[max(len(got)-20, 0):])
			}
			if !read && (got != c.text+end || len(marks) > 0) {
				t.Errorf("comes out changed, with %d marks", len(marks))
			}
			if strings.Count(got, "a") != strings.Count(c.text, "a") {
				t.Errorf("%d of %d letters are left", strings.Count(got, "a"), strings.Count(c.text, "a"))
			}
		})
	}
}

func staircase() string {
	var b strings.Builder
	for i := range 150 {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func TestALongTextIsCutWhereAReaderWouldCutIt(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("слово ", 600) // 3600 units
	for _, c := range []struct {
		name, text string
		want       []string // the ends of the parts
	}{
		{"between paragraphs", strings.TrimSpace(word) + "\n\n" + strings.Repeat("a ", 600), []string{"слово", "a"}},
		{"between lines", strings.TrimSpace(word) + "\nline " + strings.Repeat("b", 600), []string{"слово", "b"}},
		{"between words", strings.Repeat("x", 4090) + " next words", []string{"next", "words"}},
		{"inside a word that is too long", strings.Repeat("y", 5000), []string{"y", "y"}},
		{"not inside a family", strings.Repeat("z", 4093) + "👩‍👩‍👧", []string{"z", "👩‍👩‍👧"}},
		{"not inside a flag", strings.Repeat("z", 4093) + "🇺🇦", []string{"z", "🇺🇦"}},
		{"not between a hand and its colour", strings.Repeat("z", 4094) + "👍🏽", []string{"z", "👍🏽"}},
		{"not between a letter and its accents", strings.Repeat("z", 4095) + "e\u0301", []string{"z", "e\u0301"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			messages := sent(t, channels.Outbound{Text: c.text})
			if len(messages) != len(c.want) {
				t.Fatalf("%d parts, want %d", len(messages), len(c.want))
			}
			for i, m := range messages {
				if !strings.HasSuffix(m.Text, c.want[i]) {
					t.Errorf("part %d ends with %q, want %q", i, m.Text[max(0, len(m.Text)-30):], c.want[i])
				}
			}
		})
	}
}

func TestEntitiesGoOnInTheNextPart(t *testing.T) {
	t.Parallel()
	messages := sent(t, channels.Outbound{Text: "**" + strings.TrimSpace(strings.Repeat("bold ", 1000)) + "**"})
	if len(messages) != 2 {
		t.Fatalf("%d parts", len(messages))
	}
	for i, m := range messages {
		if len(m.Entities) != 1 || m.Entities[0].Offset != 0 || m.Entities[0].Length != len(m.Text) {
			t.Errorf("part %d of %d units has %+v", i, len(m.Text), m.Entities)
		}
	}
}

func TestAGiantTextGoesAsAFile(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("many words ", 100_000)
	messages := sent(t, channels.Outbound{Text: text})
	if len(messages) != 1 || messages[0].Files[0].Name != "message.txt" || string(messages[0].Files[0].Data) != text {
		t.Fatalf("%d messages, want a file with all", len(messages))
	}
	if !strings.HasPrefix(messages[0].Text, "many words") || !strings.HasSuffix(messages[0].Text, "…") {
		t.Errorf("the caption is %q, want the beginning", messages[0].Text)
	}
}

func TestNoWordIsLostInMarkdown(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "слово", "1", " ", "    ", "\t", "\n", "\n\n", "\n    ", "**", "*", "_", "~~", "`", "- ", "+ ", "1. ", "2) ", "> ", "# ", "---\n", "===\n",
			"[", "]", "]: ", "!", "<", ">", "</b>", "\\", "|", ":",
		}), 0, 80).Draw(t, "pieces"), "")
		if strings.Contains(source, "](") {
			return
		}
		got, _ := telegram.FromMarkdown(source)
		if a, b := letters(source), letters(got); a != b {
			t.Fatalf("%q became %q", source, got)
		}
	})
}

func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, s)
}

// pieces are the texts that properties are tried with.
func pieces() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "слово", " ", " ", "\n", "\n\n", "👩‍👩‍👧", "🇺🇦", "🇩🇪", "👍🏽", "e\u0301\u0302", "\u200d", "mañana", "中文", "ไทย", "नमस्ते", "\u00a0",
			"**", "*", "~~", "`", "```\n", "[x](https://example.com)", "> ", "- ", "1. ", "# ", "\\", "&amp;", "<b>", "z\u0335\u0336\u0337\u0338", "\u202e",
			strings.Repeat("long", 10), "!", "_",
		}), 0, 200).Draw(t, "pieces"), "")
	})
}

func TestSplittingLosesAndBreaksNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		checkSplit(t, pieces().Draw(t, "text"), rapid.IntRange(8, 300).Draw(t, "limit"))
	})
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"", "a b", "👩‍👩‍👧🇺🇦👍🏽", strings.Repeat("z\u0335", 900), "**bold** `code` [l](https://e.example)", "\xff\x00", strings.Repeat("> a\n", 99)} {
		f.Add(seed, 20)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		checkSplit(t, text, min(max(limit, 8), 5000))
	})
}

type failer interface {
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

func checkSplit(t failer, text string, limit int) {
	whole, marks := telegram.FromMarkdown(text)
	checkMarks(t, whole, marks)
	parts, partMarks := telegram.Split(text, limit)
	var joined []string
	for i, part := range parts {
		if n := len(utf16.Encode([]rune(part))); n > limit {
			t.Errorf("part %d has %d units, limit %d", i, n, limit)
		}
		if strings.TrimSpace(part) == "" {
			t.Errorf("part %d is blank", i)
		}
		checkMarks(t, part, partMarks[i])
		joined = append(joined, clusters(part)...)
	}
	if got, want := strings.Join(joined, ""), strings.Join(clusters(whole), ""); !visiblySame(got, want) {
		t.Fatalf("lost something:\n%q\n%q", got, want)
	}
	for _, c := range clusters(whole) {
		if len(utf16.Encode([]rune(c))) > limit {
			return // it had to be cut
		}
	}
	if got, want := joined, clusters(whole); !visiblySame(strings.Join(got, "|"), strings.Join(want, "|")) {
		t.Errorf("a character was cut:\n%q\n%q", got, want)
	}
}

// visiblySame compares what can be seen: parts that show nothing are not sent.
func visiblySame(a, b string) bool { return seen(a) == seen(b) }

func seen(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Variation_Selector, c) || c == '|' || c == '\u2800' || c == '\u3164' {
			return -1
		}
		return c
	}, s)
}

func checkMarks(t failer, text string, marks []telegram.Mark) {
	if !utf8.ValidString(text) {
		t.Errorf("not UTF-8: %q", text)
	}
	units := utf16.Encode([]rune(text))
	for _, m := range marks {
		if m.Offset < 0 || m.Length <= 0 || m.Offset+m.Length > len(units) {
			t.Fatalf("entity %+v is outside of %d units", m, len(units))
		}
		for _, edge := range []int{m.Offset, m.Offset + m.Length} {
			if edge < len(units) && units[edge] >= 0xDC00 && units[edge] <= 0xDFFF {
				t.Errorf("entity %+v cuts a character", m)
			}
		}
		if m.URL != "" && !strings.HasPrefix(strings.ToLower(m.URL), "http") {
			t.Errorf("link to %q", m.URL)
		}
	}
}

func clusters(s string) []string {
	var all []string
	for g := graphemes.FromString(s); g.Next(); {
		if strings.TrimSpace(g.Value()) != "" {
			all = append(all, g.Value())
		}
	}
	return all
}

func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{"**a** *b* ~~c~~", "[x](https://e.example) [y](javascript:x)", "> - 1. # `x`", "```\ncode", "\\*&amp;&#0;&#xD800;", "![p](u)", "<b>&lt;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole, marks := telegram.FromMarkdown(text)
		checkMarks(t, whole, marks)
		if _, err := json.Marshal(marks); err != nil {
			t.Error(err)
		}
	})
}
