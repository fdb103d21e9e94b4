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

func FuzzPassages(f *testing.F) {
	for _, s := range []string{"# a\n\nb", "```\n", "- a\n\n  b\n\nc", "| a |\n|-|\n", "a\n===\n", "\t\t\n    code\n", "~~~~\n~~~\n", "#\n##\n\xff", "---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		last := 0
		for _, p := range knowledge.Passages(body) {
			if p.Start < last || p.End <= p.Start || p.End > len(body) || p.Text != body[p.Start:p.End] {
				t.Fatalf("%q: passage %+v after %d", body, p, last)
			}
			last = p.End
		}
	})
}
