package assist_test

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"testing"
)

// everydayFile are questions that people ask anybody, in four languages.
//
//go:embed testdata/everyday.tsv
var everydayFile string

// TestWhatPeopleAskAnybodyHasNoDraft counts how many of them find a draft in the sample projects, and that none is answered.
func TestWhatPeopleAskAnybodyHasNoDraft(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	a := sampleBase(t).assistant(t, false)
	asked, drafted := map[string]int{}, map[string]int{}
	for line := range strings.Lines(everydayFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(strings.TrimSpace(line), "\t")
		if len(row) != 3 {
			t.Fatalf("a bad line: %q", line)
		}
		got := ask(t, a, row[1], row[2])
		for _, group := range []string{row[0], row[0] + " " + row[1]} {
			asked[group]++
			if len(got) > 0 && got[0].Score >= draft {
				drafted[group]++
			}
		}
		if alone(got) {
			t.Errorf("%q is answered: %s", row[2], describe(got))
		}
	}
	for _, group := range slices.Sorted(maps.Keys(asked)) {
		t.Logf("%s: %d of %d find a draft", group, drafted[group], asked[group])
	}
	if share(drafted["kept"], asked["kept"]) > .13 {
		t.Errorf("%d of %d find a draft", drafted["kept"], asked["kept"])
	}
}
