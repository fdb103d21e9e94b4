package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/assist"
)

//go:embed testdata/wordings.txt
var wordingsFile string

// A wording that says something else is thrown away or pointed out, and one that says the same is neither.
func TestWhatAWordingTurnsIsPointedOut(t *testing.T) {
	t.Parallel()
	counts := newTally()
	for line := range strings.Lines(wordingsFile) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSpace(line[2:]), " | ")
		got, _, err := toned(t, assist.Rewording{Text: f[2], Tone: assist.Formal, Lang: f[0]}, f[3])
		noticed := err != nil || len(got.Notes) > 0
		half := []string{"unseen ", "seen "}[counts.all["all"]%2]
		for _, kind := range []string{"all", f[1], half + f[1]} {
			counts.add(kind, noticed)
		}
		if noticed != (line[0] == '-') {
			t.Logf("%s%s: %q: %v, %q", half, f[1], f[3], err, got.Notes)
		}
	}
	counts.atLeast(t, "wordings", map[string]float64{"swapped": .95, "condition": .95, "turned": 1, "promise": .95, "we for you": .95})
	if counts.noticed["true"] > 3 { // two of them without these rules too
		t.Errorf("of %d true wordings %d are not let through as they are", counts.all["true"], counts.noticed["true"])
	}
}
