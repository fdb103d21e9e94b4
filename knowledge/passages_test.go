package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func prose(words int) string {
	var b strings.Builder
	for i := range words {
		fmt.Fprintf(&b, "word%d", i)
		if i%12 == 11 {
			b.WriteString(". Next")
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestPassagesFollowHeadings(t *testing.T) {
	body := "Intro text.\n\n# Returns\n\nWithin 14 days.\n\n## Abroad ##\n\nWithin 30 days.\n\nPayment\n-------\n\nBy card.\n\n# Empty\n\n# Last\nOne.\n"
	want := []string{
		"|Intro text.", "Returns|Within 14 days.", "Returns › Abroad|Within 30 days.", "Returns › Payment|By card.", "Last|One.",
	}
	got := knowledge.Passages(body)
	if len(got) != len(want) {
		t.Fatalf("%d passages, want %d: %+v", len(got), len(want), got)
	}
	for i, p := range got {
		if p.Heading+"|"+p.Text != want[i] {
			t.Errorf("passage %d: %q, want %q", i, p.Heading+"|"+p.Text, want[i])
		}
	}
}

func TestPassagesKeepTogetherWhatBelongsTogether(t *testing.T) {
	list := "- " + strings.Repeat("item text here\n- ", 20) + "last"
	table := "| a | b |\n|---|---|\n" + strings.Repeat("| one | two |\n", 20)
	code := "```\n# not a heading\n" + strings.Repeat("line of code, a long one\n\n", 90) + "```"
	body := prose(110) + "\n\n" + prose(60) + " You need:\n\n" + list + "\n\n" + table + "\n" + code + "\n\n1. first\n\n   ```sh\n   # inside\n   ```\n2. second"
	whole := map[string]bool{list: false, strings.TrimSpace(table): false, code: false}
	for _, p := range knowledge.Passages(body) {
		if strings.Count(p.Text, "```")%2 != 0 {
			t.Errorf("cut inside a code block: %q", p.Text)
		}
		if p.Heading != "" {
			t.Errorf("heading %q out of code", p.Heading)
		}
		for part := range whole {
			whole[part] = whole[part] || strings.Contains(p.Text, part)
		}
		if i := strings.Index(p.Text, list); i >= 0 && !strings.Contains(p.Text[:i], "You need:") {
			t.Errorf("the list is parted from what announces it: %q", p.Text)
		}
	}
	for part, kept := range whole {
		if !kept {
			t.Errorf("cut apart: %.40q", part)
		}
	}
}

func TestPassagesAreSmall(t *testing.T) {
	for name, body := range map[string]string{
		"paragraphs":                 strings.Repeat(prose(70)+"\n\n", 10),
		"one paragraph":              prose(1500),
		"a paragraph without a stop": strings.Repeat("word ", 1500),
		"a long list":                strings.Repeat("- "+prose(20)+"\n", 60),
		"a long table":               strings.Repeat("| "+prose(20)+" |\n", 60),
		"writing without spaces":     strings.Repeat("这是一个句子。", 300),
	} {
		passages := knowledge.Passages(body)
		if len(passages) < 3 {
			t.Errorf("%s: %d passages", name, len(passages))
		}
		for _, p := range passages {
			if n := len(strings.Fields(p.Text)); n > 200 {
				t.Errorf("%s: a passage of %d words", name, n)
			}
		}
	}
}

func TestWhatIsStruckIsInNoPassage(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"**Price:** ~~UAH 500~~ ~~UAH 450~~ UAH 300":           "**Price:** UAH 300",
		"~~UAH 500~~, now UAH 300":                             ", now UAH 300",
		"Price ~UAH 500~ UAH 300":                              "Price ~UAH 500~ UAH 300",
		"- ~~500~~ 300":                                        "- 300",
		"1. ~~500~~ 300":                                       "1. 300",
		"- ~~09.00~~ 10.00\n- ~~Monday~~":                      "- 10.00",
		"Intro.\n\nNow ~~500~~ 300 UAH":                        "Intro.\n\nNow 300 UAH",
		"| A | B |\n|---|---|\n| A | 1 |\n\nNow ~~5~~ 3 UAH":   "| A | B |\n|---|---|\n| A | 1 |\n\nNow 3 UAH",
		"- item\n\nPrice ~~5~~ 3 UAH":                          "- item\n\nPrice 3 UAH",
		"One.\n\n~~All of\nthis.~~\n\nTwo.":                    "One.\n\nTwo.",
		"- ~~one~~\n- two ~~old~~ new\n- three":                "- two new\n- three",
		"1. ~~one~~\n2. 300":                                   "2. 300",
		"| a | b |\n|---|---|\n| ~~1~~ 2 | ~~3 |\n| 4~~ | 5 |": "| a | b |\n|---|---|\n| 2 | ~~3 |\n| 4~~ | 5 |",
		"5~10 days and 20~30 UAH":                              "5~10 days and 20~30 UAH",
		"about ~5 or ~10 UAH":                                  "about ~5 or ~10 UAH",
		"- ~~a\n- b~~":                                         "- ~~a\n- b~~",
		`\~\~not struck\~\~ and ` + "`~~code~~`":               `\~\~not struck\~\~ and ` + "`~~code~~`",
		"```\n~~code~~\n```":                                   "```\n~~code~~\n```",
		"~~**bold** and [a link](https://a.example/b)~~ stays": "stays",
		"see ~ and ~~ alone":                                   "see ~ and ~~ alone",
		"~~the old price~~ 300":                                "300",
	} {
		got := knowledge.Passages(body)
		if len(got) != 1 || got[0].Text != want {
			t.Errorf("%q: %+v, want %q", body, got, want)
		}
	}
	if got := knowledge.Passages("# Prices ~~of 2025~~\n\n~~UAH 500~~\n\n# Paying\n\nBy card."); len(got) != 1 || got[0].Heading != "Paying" {
		t.Errorf("a section that is struck: %+v", got)
	}
	if got := knowledge.Passages("~~UAH 500~~"); len(got) != 1 || got[0].Text != "" {
		t.Errorf("all is struck: %+v", got)
	}
	if got := knowledge.Plain("Price ~~UAH 500~~ **UAH 300**"); got != "Price UAH 300" {
		t.Errorf("plain: %q", got)
	}
}

// A struck run that goes beyond a passage is in none of them.
func TestWhatIsStruckAcrossPassagesIsInNone(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("The parcel goes by road and by rail to all towns. ", 12) + "~~It costs UAH 500. Delivery takes 5 days.~~ " + strings.Repeat("Heavy things are brought to the door by two men. ", 12)
	for _, p := range knowledge.Passages(body) {
		if strings.Contains(p.Text, "500") || strings.Contains(p.Text, "5 days") || strings.Contains(p.Text, "~") {
			t.Errorf("%q", p.Text)
		}
	}
	if got := string(knowledge.Render("    cd ~/app\n\n> ```\n> ~/x\n> ```\n\nwww.example.com/~anna")); strings.Contains(got, `\~`) || !strings.Contains(got, `www.example.com/~anna"`) {
		t.Error(got)
	}
	if got := string(knowledge.Render("see https://a.example/~ann/~b and [it](https://a.example/~c)")); !strings.Contains(got, `href="https://a.example/~ann/~b"`) || !strings.Contains(got, `href="https://a.example/~c"`) {
		t.Error(got)
	}
	if got := string(knowledge.Render("5~10 days and 20~30 UAH, ~~old~~, `a~b~c`")); strings.Count(got, "<del>") != 1 || !strings.Contains(got, "5~10 days and 20~30 UAH") || !strings.Contains(got, "a~b~c") {
		t.Error(got)
	}
}

func FuzzPassages(f *testing.F) {
	for _, s := range []string{"# a\n\nb", "```\n", "- a\n\n  b\n\nc", "| a |\n|-|\n", "a\n===\n", "\t\t\n    code\n", "~~~~\n~~~\n", "- ~~a~~\n- ~b\n\n`~~c~~", "#\n##\n\xff", "---\n", "a[^1]\n\n[^1]: b\nc\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		last := 0
		for _, p := range knowledge.Passages(body) {
			if p.Start < last || p.End <= p.Start || p.End > len(body) || p.Text != body[p.Start:p.End] && !strings.Contains(body, "~~") && !strings.Contains(body, "[^") && !strings.Contains(body, "\x01") {
				t.Fatalf("%q: passage %+v after %d", body, p, last)
			}
			last = p.End
		}
	})
}
