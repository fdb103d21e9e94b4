package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// FiledUnder is what tags say of what an article is about, one of them a line. One without a letter, "2026", says when it was written or
// where it is kept: who names that year asks for no article of its.
func FiledUnder(tags []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return !strings.ContainsFunc(t, unicode.IsLetter) }), "\n")
}
