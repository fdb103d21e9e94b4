package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// prices is an article that has a table, a list of items and one of steps.
var prices = knowledge.Article{Title: "Hiring a boat: prices", Questions: []string{"how much is it to hire a boat", "how do I hire a boat"}, Body: `Life jackets are in the price.

| Boat | hour | day |
|---|---|---|
| Canoe | £9 | £40 |
| Rowing boat | £12 | £55 |
| Pedalo | £14 | – |
| Canoe with a guide | £30 | £150 |

Bring the boat back before dusk.

## Extras

- Dry bag: £2.
- Fishing rod: £5, with bait.
- Map: free.

## Steps

1. Show a card at the hut.
2. Choose a canoe or another boat.
3. Sign the list.
`}

func TestTheRowThatIsAskedForIsQuoted(t *testing.T) {
	t.Parallel()
	a := reading(t, prices)
	for text, c := range map[string]struct{ has, lacks string }{
		"how much is it to hire a pedalo":        {"- Pedalo — hour: £14; day: –|Life jackets", "Canoe"},
		"price of hiring a rowing boat":          {"- Rowing boat — hour: £12; day: £55", "Pedalo"},
		"how much is it to hire a canoe":         {"- Canoe — hour: £9; day: £40\n- Canoe with a guide", "Pedalo"},
		"how much is it to hire a boat":          {"Canoe —|Rowing boat —|Pedalo —", "Map"},
		"how much is a fishing rod":              {"Fishing rod: £5", "Map"},
		"dry bag for a day":                      {"Dry bag: £2|Map: free", "Sign"}, // a day is what the other table knows; no price is asked
		"how do I hire a canoe, step by step":    {"1. Show a card at the hut.\n2. Choose a canoe or another boat.\n3. Sign the list.", "Map"},
		"how much is a pedalo and a rowing boat": {"Pedalo —|Rowing boat —", "guide"},
	} {
		got := ask(t, a, "en", text)
		if len(got) == 0 {
			t.Errorf("%q: nothing", text)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) || strings.Contains(got[0].Text, c.lacks) {
				t.Errorf("%q: %q", text, got[0].Text)
			}
		}
	}
}

// Who goes on asking sees the row or the column that he asks for now. What the article does not tell him is not answered with what it
// told before.
func TestAFurtherQuestionIsAnsweredWithAnotherRow(t *testing.T) {
	t.Parallel()
	a := reading(t, prices)
	for _, c := range []struct {
		before, then, has, lacks string
		open                     bool
	}{
		{"how much is it to hire a pedalo?", "and a rowing boat?", "Rowing boat — hour: £12; day: £55", "Pedalo", false},
		{"how much is it to hire a rowing boat?", "and for a day?", "Rowing boat — day: £55", "hour", false},
		{"how much is it to hire a boat?", "and a pedalo?", "Pedalo — hour: £14", "Canoe", false},
		{"how much is it to hire a pedalo?", "and a fishing rod?", "Fishing rod: £5", "Pedalo", false},
		{"how much is it to hire a pedalo?", "and a submarine?", "", "", true},
		{"how much is it to hire a pedalo?", "and on sundays?", "", "", true},
		{"how much is it to hire a pedalo?", "how much is it for a submarine?", "", "", true},
		{"how much is it to hire a pedalo?", "and how much is it for a canoe?", "Canoe — hour: £9; day: £40", "Pedalo", false},
		{"how do I hire a boat?", "and how much is it?", "Canoe — hour: £9", "Sign", false},
	} {
		d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: c.before}, {Text: "Here you are."}, {Customer: true, Text: c.then}}}
		got, err := a.Suggest(t.Context(), d)
		if err != nil || len(got) == 0 {
			t.Errorf("%q, %q: %v %v", c.before, c.then, got, err)
			continue
		}
		if got[0].Beside != c.open || !c.open && (!strings.Contains(got[0].Text, c.has) || strings.Contains(got[0].Text, c.lacks)) {
			t.Errorf("%q, %q: beside %v, %q", c.before, c.then, got[0].Beside, got[0].Text)
		}
	}
}
