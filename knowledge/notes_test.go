package knowledge_test

import (
	"strings"
	"testing"

	"switchboard/knowledge"
)

// A note is in the passages that have its sign, with a small figure, wherever it stands in the article.
func TestANoteIsWhereItsSignIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"of a row":              {"| a | b |\n|---|---|\n| Sea[^1] | 5 |\n\n[^1]: On foot.\n\nMore.", "| a | b |\n|---|---|\n| Sea¹ | 5 |\n\nMore.\n\n¹ On foot."},
		"of another section":    {"# Prices\n\nSea[^w].\n\n# Notes\n\n[^w]: On foot.", "Sea¹.\n\n¹ On foot."},
		"in the signs' order":   {"One[^b], two[^a].\n\n[^a]: A.\n[^b]: B.", "One¹, two².\n\n¹ B.\n\n² A."},
		"on two lines":          {"One[^1].\n\n[^1]: A\n  and b.\n\nTwo.", "One¹.\n\nTwo.\n\n¹ A and b."},
		"behind a figure":       {"It costs £5[^1].\n\n[^1]: On foot.", "It costs £5\u202f¹.\n\n¹ On foot."},
		"with another's sign":   {"One[^1], two[^2].\n\n[^1]: See[^2].\n\n[^2]: B.", "One¹, two².\n\n¹ See².\n\n² B."},
		"of a note alone":       {"One[^1].\n\n[^1]: Not for dogs[^2].\n\n[^2]: But[^1] guide dogs.", "One¹.\n\n¹ Not for dogs².\n\n² But¹ guide dogs."},
		"with a long name":      {"One[^" + strings.Repeat("я", 60) + "].\n\n[^" + strings.Repeat("я", 60) + "]: A.", "One[^" + strings.Repeat("я", 60) + "].\n\n[^" + strings.Repeat("я", 60) + "]: A."},
		"on the next line":      {"One[^1].\n\n[^1]:\n    A.", "One¹.\n\n¹ A."},
		"told twice":            {"One[^1], two[^1].\n\n[^1]: A.", "One¹, two¹.\n\n¹ A."},
		"without a sign":        {"One.\n\n[^1]: A.", "One.\n\nA."},
		"a sign without a note": {"One[^1].", "One[^1]."},
		"in code":               {"One[^1] and `[^1]`.\n\n[^1]: A.\n\n```\n[^1]\n```", "One¹ and `[^1]`.\n\n```\n[^1]\n```\n\n¹ A."},
		"struck through":        {"~~One[^1]~~ two.\n\n[^1]: A.", "two.\n\nA."},
	} {
		if got := knowledge.Passages(c.body); len(got) != 1 || got[0].Text != c.want {
			t.Errorf("%s: %+v, want %q", name, got, c.want)
		}
	}
	got := knowledge.Passages("# Fares[^1]\n\nSea[^1].\n\n# Places\n\nBy the quay.\n\n[^1]: On foot.")
	if len(got) != 2 || got[0].Heading != "Fares" || got[0].Text != "Sea¹.\n\n¹ On foot." || got[1].Text != "By the quay." {
		t.Errorf("%+v", got)
	}
	got = knowledge.Passages("# Fares[^1]\n\n## By sea\n\nSea.\n\n# Places\n\nBy the quay.\n\n[^1]: On foot.")
	if len(got) != 2 || got[0].Heading != "Fares › By sea" || got[0].Text != "Sea.\n\n¹ On foot." || got[1].Text != "By the quay." {
		t.Errorf("of a heading: %+v", got)
	}
}

// What only begins like signs stays as it is, however long.
func TestWhatBeginsLikeASignIsNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("[^", 32_000), "a[^] b", "a[^x y] b", "a[^" + strings.Repeat("x", 200) + "] b"} {
		if got := knowledge.Passages(text); len(got) == 0 || !strings.HasPrefix(got[0].Text, text[:5]) {
			t.Errorf("%.20q gives %.60v", text, got)
		}
	}
}

func BenchmarkWhatBeginsLikeSigns(b *testing.B) {
	text := strings.Repeat("[^", 32_000)
	for b.Loop() {
		knowledge.Passages(text)
	}
}

// Pages have the notes below all of the text.
func TestPagesHaveNotesBelow(t *testing.T) {
	t.Parallel()
	const body = "Sea[^1].\n\n[^1]: **On** foot.\n\nMore."
	if got, want := strings.TrimSpace(string(knowledge.Render(body))), "<p>Sea¹.</p>\n<p>More.</p>\n<p>¹ <strong>On</strong> foot.</p>"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := knowledge.Plain(body), "Sea¹. More. ¹ On foot."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := string(knowledge.Render("`[^1]` in [^a-z] and [^1]")); !strings.Contains(got, "[^a-z]") {
		t.Error(got)
	}
	if knowledge.NoteFigure("¹² On foot.") != "¹²" || knowledge.NoteFigure("On foot.") != "" {
		t.Error("the figure of a note is not known")
	}
}
