package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
)

// step is one of 21 words, its mark among them.
func step(mark string) string {
	return mark + " press the small button at the back until the lamp burns, then wait, count up to ten and let it go"
}

func listed(n int, between string) string {
	var steps []string
	for i := range n {
		steps = append(steps, step(fmt.Sprintf("%d.", i+1)))
		if i == n/2 {
			steps = append(steps, between)
		}
	}
	return strings.Join(steps, "\n")
}

// A list that is cut into passages is whole where it is quoted, with what announces it and what stands between its steps; all else is as
// it is found.
func TestAListIsAWholePassage(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("The enamel is hard and does not mind a scratch. ", 14))
	for name, c := range map[string]struct {
		body  string
		small int
		whole []string // how each begins
	}{
		"steps":                       {listed(9, ""), 2, []string{"1. press"}},
		"an announcement":             {"Do all of this:\n\n" + listed(9, ""), 2, []string{"Do all"}},
		"one with a full stop":        {"Here are the steps.\n\n" + listed(9, ""), 2, []string{"Here are"}},
		"a short list":                {"Here are the steps. " + long + "\n\n" + listed(5, ""), 2, []string{"Here are"}},
		"a note between":              {listed(9, "\nNever use a flame.\n"), 2, []string{"1. press"}},
		"a long one":                  {listed(9, "\n"+long+"\n"), 3, []string{"1. press"}},
		"bullets":                     {strings.ReplaceAll(strings.Repeat(step("-")+"\n", 9), "1.", "-"), 2, []string{"- press"}},
		"typed steps":                 {"Here are the steps.\n\n" + strings.ReplaceAll(strings.ReplaceAll(listed(9, ""), "\n", "\n\n"), ". press", "\\. press"), 2, []string{"Here are"}},
		"typed bullets":               {"Here are the steps.\n\n" + strings.Repeat(step("•")+"  \n", 12), 3, []string{"Here are"}},
		"paragraphs":                  {long + "\n\n" + long, 2, []string{"The enamel", "The enamel"}},
		"another list":                {listed(6, "") + "\n\n" + long + "\n\n" + listed(6, ""), 3, []string{"1. press", "The enamel"}},
		"another section":             {listed(6, "") + "\n\n## More\n\n7. go on", 2, []string{"1. press", "7. go on"}},
		"one beyond all that is read": {listed(70, ""), 14, []string{"1. press", "46. press"}},
	} {
		small, whole := knowledge.Passages(c.body), knowledge.WholePassages(c.body)
		if len(small) != c.small || len(whole) != len(c.whole) {
			t.Errorf("%s: %d passages, %d whole ones", name, len(small), len(whole))
			continue
		}
		for i, p := range whole {
			if !strings.HasPrefix(p.Text, c.whole[i]) || p.Torn != strings.HasPrefix(name, "one beyond") {
				t.Errorf("%s: %d is torn: %v, and begins %q", name, i, p.Torn, p.Text[:12])
			}
		}
	}
}

// A hit shows all of a list, and what matched in it.
func TestAHitIsWidenedToTheWholeList(t *testing.T) {
	t.Parallel()
	body := "Do all of this[^1]:\n\n" + listed(9, "") + "\n\n[^1]: Not at night."
	small := knowledge.Passages(body)
	found := small[len(small)-1]
	h := knowledge.Hit{Passage: found.Text, Marks: [][2]int{{0, 2}}}
	got := h.Whole(body)
	if at := got.Marks[0]; got.Passage[at[0]:at[1]] != found.Text[:2] || !strings.HasPrefix(got.Passage, "Do all of this¹") || !strings.Contains(got.Passage, "9. press") {
		t.Errorf("%v of %q", got.Marks, got.Passage)
	}
	if other := (knowledge.Hit{Passage: "something else", Marks: [][2]int{{0, 2}}}); other.Whole(body).Passage != other.Passage {
		t.Errorf("%q", other.Whole(body).Passage)
	}
}
