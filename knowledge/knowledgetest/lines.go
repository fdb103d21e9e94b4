package knowledgetest

import (
	"math/rand/v2"
	"strings"
)

// Lines is a text of up to thirty lines of a few words out of four, empty ones among them, for what compares texts.
func Lines(r *rand.Rand) string {
	lines := make([]string, 1+r.IntN(30))
	for i := range lines {
		lines[i] = strings.Repeat(string(rune('a'+r.IntN(4)))+" ", r.IntN(3))
	}
	return strings.Join(lines, "\n")
}
