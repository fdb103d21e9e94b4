package knowledge_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"switchboard/knowledge"
)

// expression draws a regular expression of parts that follow each other, stand for each other, or come again.
func expression(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if depth == 0 {
			return rapid.SampledFrom([]string{"ab", "call", "k", "S", "В", "9", "19", " ", "ґанок", `\d`, `\d{2,3}`, "[ei]", "[a-z]", "[^x]", `\pL`, `\s`, ".", `\b`, "^", "$", ""}).Draw(t, "part")
		}
		parts := rapid.SliceOfN(expression(depth-1), 1, 4).Draw(t, "parts")
		switch rapid.IntRange(0, 7).Draw(t, "form") {
		case 0, 1:
			return "(?:" + strings.Join(parts, "|") + ")"
		case 2:
			return "(" + parts[0] + ")" + rapid.SampledFrom([]string{"?", "*", "+", "{2}", "{0,2}", "{2,}"}).Draw(t, "times")
		case 3:
			return "(?i:" + strings.Join(parts, "") + ")"
		case 4:
			return "(?i:" + strings.Join(parts, "|") + ")"
		}
		return strings.Join(parts, "")
	})
}

func TestAPatternFindsWhatItsExpressionFinds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		expr := expression(3).Draw(t, "expression")
		plain, p := regexp.MustCompile(expr), knowledge.MustPattern(expr)
		text := rapid.OneOf(rapid.StringMatching(`(?i:[abcekls19В ґ])*`), rapid.StringMatching(expr)).Draw(t, "text")
		switch rapid.IntRange(0, 2).Draw(t, "letters") {
		case 0:
			text = strings.ToUpper(text)
		case 1: // regexp takes these for a k, an s and a в
			text = strings.NewReplacer("k", "\u212a", "s", "\u017f", "в", "\u1c80").Replace(strings.ToLower(text))
		}
		if got, want := p.MatchString(text), plain.MatchString(text); got != want {
			t.Fatalf("%q matches %q: %v, not %v", expr, text, got, want)
		}
		if got, want := p.FindAllStringSubmatchIndex(text, -1), plain.FindAllStringSubmatchIndex(text, -1); !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%q is found in %q at %v, not %v", expr, text, got, want)
		}
		if got, want := p.ReplaceAllString(text, "_"), plain.ReplaceAllString(text, "_"); got != want {
			t.Fatalf("%q is replaced in %q to %q, not %q", expr, text, got, want)
		}
	})
}
