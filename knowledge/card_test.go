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

// Days of an offer are read as people write them; what is to be a day and is none is refused, and not shown for ever.
func TestDaysOfAnOfferAreReadOrRefused(t *testing.T) {
	t.Parallel()
	for days, want := range map[string]string{
		"(until 31.12.2026)": "–2026-12-31", "(until 2026-12-31)": "–2026-12-31", "(until 31 December 2026)": "–2026-12-31", "(Until December 31st, 2026)": "–2026-12-31",
		"(from 1.12.2026 until 31.12.2026)": "2026-12-01–2026-12-31", "(from 2026/12/01)": "2026-12-01–", "(until 2026-12-31, not extended)": "–2026-12-31!",
		"(до 31 грудня 2026 року)": "–2026-12-31", "(з 1 грудня 2026 до 31.12.2026)": "2026-12-01–2026-12-31", "(до 31 декабря 2026 г.)": "–2026-12-31",
		"(od 1 grudnia 2026 do 31 grudnia 2026)": "2026-12-01–2026-12-31", "(vom 1. Dezember 2026 bis zum 31. Dezember 2026)": "2026-12-01–2026-12-31",
		"(until 2026-02-30)": "stray", "(until tomorrow)": "stray", "(from 30.02.2026)": "stray", "(bis 32.12.2026)": "stray", "(до 31 груд 26.2026)": "stray",
		"(from 1.12. until 31.12.2026)": "stray", "(до 100 Мбіт/с)": "none", "(from 10 UAH)": "none", "(with a router)": "none", "(bis 100 MBit/s)": "none", "(з роутером)": "none",
	} {
		o := knowledge.ParseCard("## Offers\n- Winter -20% " + days).Offers[0]
		got, iso := "none", func(d time.Time) string { return strings.TrimSuffix(d.Format(time.DateOnly), "0001-01-01") }
		switch {
		case o.StrayDays() != "":
			got = "stray"
		case !o.From.IsZero() || !o.Until.IsZero():
			if got = iso(o.From) + "–" + iso(o.Until); o.Ends {
				got += "!"
			}
		}
		if got != want || (o.Text == "Winter -20%") != strings.Contains(want, "–") {
			t.Errorf("%s is %s, want %s; its text is %q", days, got, want, o.Text)
		}
	}
	s := newStore(t, "net")
	p := knowledge.Project{Key: "net", Name: "Net", Body: "## Offers\n- Winter -20% (until 2026-02-30)"}
	if _, err := s.SaveProject(ctx, p); err == nil || !strings.Contains(err.Error(), "(until 2026-02-30)") {
		t.Errorf("saved: %v", err)
	}
	r, err := knowledge.Import(ctx, s, files("net/project.md", "---\nname: Net\n---\n"+p.Body), knowledge.ImportOptions{})
	if err != nil || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0].Problem, "(until 2026-02-30)") {
		t.Errorf("imported: %+v, %v", r, err)
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
