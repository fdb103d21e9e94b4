package editor

import (
	"math/rand/v2"
	"strings"
	"testing"

	"switchboard/knowledge/knowledgetest"
)

func plain(lines []line) (before, after, shown string) {
	var was, is, marked strings.Builder
	for _, l := range lines {
		marked.WriteString(map[string]string{"same": " ", "gone": "-", "added": "+"}[l.Kind])
		for _, p := range l.Parts {
			if l.Kind != "added" {
				was.WriteString(p.Text)
			}
			if l.Kind != "gone" {
				is.WriteString(p.Text)
			}
			if p.Mark {
				marked.WriteString("[" + p.Text + "]")
			} else {
				marked.WriteString(p.Text)
			}
		}
		marked.WriteString("\n")
		if l.Kind != "added" {
			was.WriteString("\n")
		}
		if l.Kind != "gone" {
			is.WriteString("\n")
		}
	}
	return was.String(), is.String(), marked.String()
}

func TestWordsThatDifferAreMarked(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"one\ntwo\nthree", "one\ntwo\nthree", " one\n two\n three\n"},
		{"It takes 14 days.\nEnd", "It takes 30 days.\nEnd", "-It takes [14] days.\n+It takes [30] days.\n End\n"},
		{"a\nc", "a\nb\nc", " a\n+b\n c\n"},
		{"a\nb\nc", "a\nc", " a\n-b\n c\n"},
		{"", "a", "+a\n"}, {"a", "", "-a\n"}, {"", "", ""},
		{"nothing in common here", "другое", "-nothing in common here\n+другое\n"},
		{"повернення за 14 днів", "повернення за 30 днів", "-повернення за [14] днів\n+повернення за [30] днів\n"},
	} {
		if _, _, got := plain(compareLines(c.a, c.b)); got != c.want {
			t.Errorf("%q → %q:\n%s\nwant\n%s", c.a, c.b, got, c.want)
		}
	}
}

func TestDifferenceHoldsBothTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		a, b := knowledgetest.Lines(r), knowledgetest.Lines(r)
		before, after, shown := plain(compareLines(a, b))
		if a != "" && before != a+"\n" || b != "" && after != b+"\n" {
			t.Fatalf("%q → %q:\n%s", a, b, shown)
		}
	}
}

// Whether comparing them ends is left to the time that all tests have.
func TestDifferenceOfHostileTextsHoldsBoth(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	noise := func(alphabet string) string {
		b := make([]byte, 32<<10)
		for i := range b {
			b[i] = alphabet[r.IntN(len(alphabet))]
		}
		return string(b)
	}
	for _, alphabet := range []string{"a\n", "ab\n", "abcdefgh \n", "a ", "\n", ".,;"} {
		a, b := noise(alphabet), noise(alphabet)
		var lines []line
		for _, h := range compare(a, b) {
			lines = append(lines, h.Lines...)
		}
		if before, after, _ := plain(lines); before != a+"\n" || after != b+"\n" {
			t.Errorf("%q: %d and %d bytes come out as %d and %d", alphabet, len(a), len(b), len(before), len(after))
		}
	}
}

func TestUnchangedLinesAreFolded(t *testing.T) {
	far := strings.Repeat("same\n", 20)
	hunks := compare(far+"old\n"+far, far+"new\n"+far)
	if len(hunks) != 3 || !hunks[0].Folded || hunks[1].Folded || len(hunks[1].Lines) != 8 || !hunks[2].Folded {
		t.Errorf("%d hunks: %+v", len(hunks), hunks)
	}
}
