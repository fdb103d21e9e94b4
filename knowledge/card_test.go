package knowledge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"switchboard/knowledge"
)

func TestACardIsReadFromItsBodyAndWrittenBack(t *testing.T) {
	t.Parallel()
	body := "Fibre internet.\n\nEverywhere.\n\n## prices\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Offers\n- Half price (from 2026-12-01 until 2026-12-31)\n- A cap\n  for free\n- Odd (until 2026-99-99)\n\n" +
		"## Must know\n- Pay on the 1st.\n\n```\n## Prices\n```\n\n## Українською\nІнтернет.\n\n## Prices\nTwice."
	c := knowledge.ParseCard(body)
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	want := knowledge.Card{
		About: "Fibre internet.\n\nEverywhere.", Prices: "| a | b |\n|---|---|\n| 1 | 2 |\n\n\nTwice.",
		Offers:   []knowledge.Offer{{Text: "Half price", From: day(12, 1), Until: day(12, 31)}, {Text: "A cap for free"}, {Text: "Odd (until 2026-99-99)"}},
		MustKnow: "- Pay on the 1st.\n\n```\n## Prices\n```", Rest: "## Українською\nІнтернет.",
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(c, knowledge.ParseCard(c.Body())); diff != "" {
		t.Errorf("written and read again: %s", diff)
	}
	o := c.Offers[0]
	if o.InForce(day(11, 30)) || !o.InForce(day(12, 31).Add(23*time.Hour)) || o.InForce(day(12, 31).Add(25*time.Hour)) || !o.Over(day(12, 31).Add(25*time.Hour)) {
		t.Error("an offer is in force from its first to its last day")
	}
}

func TestNoWordOfABodyIsLostInItsCard(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOf(rapid.SampledFrom([]string{"## Prices", "## Must know", "## Offers", "## Else", "- one", "two", "", "```", "~~~", "### three", "- four (until 2026-01-01)", "- five (until 2026-01-01, not extended)"})).Draw(rt, "lines")
		body := ""
		for _, l := range lines {
			body += l + "\n"
		}
		once := knowledge.ParseCard(body).Body()
		if again := knowledge.ParseCard(once).Body(); once != again {
			rt.Fatalf("%q becomes %q, then %q", body, once, again)
		}
		for _, word := range []string{"one", "two", "three", "four"} {
			if strings.Count(once, word) != strings.Count(body, word) {
				rt.Fatalf("%q becomes %q", body, once)
			}
		}
	})
}
