package knowledge

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What these rules find has a digit in it, so that they need not be tried on a text without any.
func TestNumbersAreFoundOnlyWhereDigitsAre(t *testing.T) {
	t.Parallel()
	for _, rule := range slices.Concat(identityRules, numberRules) {
		found := rapid.StringMatching(rule.re.String())
		rapid.Check(t, func(t *rapid.T) {
			if text := found.Draw(t, "text"); !strings.ContainsAny(text, "0123456789") {
				t.Fatalf("%s matches %q", rule.re, text)
			}
		})
	}
}
