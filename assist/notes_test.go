package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// A row is quoted with its note, wherever that stands, and with no other's.
func TestARowIsQuotedWithItsNote(t *testing.T) {
	t.Parallel()
	const rows = "| Trip | adults | children |\n|---|---|---|\n| Seal island[^s] | £18 | £9 |\n| Old harbour | £12 | £6 |\n| Night trip[^n] | £25 | £14 |\n\n[^s]: Not when the wind is strong. Bring a coat.\n\n" +
		"## Where\n\nFrom the north pier, next to the kiosk.\n\n[^n]: From June to August.\n"
	a := reading(t, knowledge.Article{Title: "Boat trips: prices", Questions: []string{"how much are boat trips"}, Body: rows})
	for _, c := range []struct{ asked, has, lacks string }{
		{"how much is the trip to seal island", "- Seal island¹ — adults: £18; children: £9|¹ Not when the wind is strong. Bring a coat.", "June"},
		{"how much is the night trip", "- Night trip² — adults: £25|² From June to August.", "wind"},
		{"how much is the old harbour trip", "- Old harbour — adults: £12", "¹"},
		{"where do the boat trips start", "north pier", "[^"},
	} {
		got := ask(t, a, "en", c.asked)
		if len(got) == 0 {
			t.Errorf("%q: nothing", c.asked)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) || strings.Contains(got[0].Text, c.lacks) {
				t.Errorf("%q: %q lacks %q or has %q", c.asked, got[0].Text, has, c.lacks)
			}
		}
		if disputes := assist.Compare(got[0].Text, got[0].Sources, nil); len(disputes) > 0 {
			t.Errorf("%q: %q is disputed by its own source: %+v", c.asked, got[0].Text, disputes)
		}
	}
}

// A note of a heading is quoted with all below it. What an author numbered himself tears nothing off that stands below, and square metres
// are no note's figure.
func TestNotesOfAHeadingAndOfTheAuthorsOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ body, asked, has, lacks string }{
		{"## Fares[^h]\n\n- On foot: £5\n- By car: £30\n\n## Where\n\nAt the pier.\n\n[^h]: Not on holidays.", "how much is a car on the ferry", "- By car: £30\n\n¹ Not on holidays.", "foot"},
		{"The ferry sails daily. Foot passengers pay £5¹.\n\n¹ Not on holidays.\n\nFerry tickets are sold at the green kiosk by the pier.", "where are ferry tickets sold", "green kiosk", "[^"},
		{"- Cabin: £40¹\n- Stall: £9\n- Car: £12\n\n¹ Not on holidays.\n\nFerry tickets are sold at the green kiosk.", "how much is the ferry for a car", "- Car: £12", "holidays"},
		{"- Cabin: £40¹\n- Shed of 12 m²: £3\n- Stall: £9\n\n¹ With breakfast.\n² Members only.", "how much is the ferry's cabin", "- Cabin: £40¹\n\n¹ With breakfast.", "Shed"},
		{"- Cabin: £40¹\n- Shed of 12 m²: £3\n- Stall²: £9\n\n¹ With breakfast.\n\n² Members only.", "how much is the ferry's shed", "Shed of 12 m²: £3", "Members"},
	} {
		got := ask(t, reading(t, knowledge.Article{Title: "The ferry", Questions: []string{"what does the ferry cost"}, Body: c.body}), "en", c.asked)
		if len(got) == 0 || !strings.Contains(got[0].Text, c.has) || strings.Contains(got[0].Text, c.lacks) {
			t.Errorf("%q: %+v lacks %q or has %q", c.asked, got, c.has, c.lacks)
		}
	}
}
