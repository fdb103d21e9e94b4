package assist_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

func TestHowOftenAndInWhichYearIsRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"once a year, twice per month, 3 times a week":              "frequency 1 a year; frequency 24 a year; frequency 156 a year",
		"four times a day; once every month; twice daily":           "frequency 1460 a year; frequency 12 a year; frequency 730 a year",
		"раз на місяць, один раз на рік, двічі на тиждень":          "frequency 12 a year; frequency 1 a year; frequency 104 a year",
		"3 рази на добу; раз в год, дважды в месяц, пять раз в год": "frequency 1095 a year; frequency 1 a year; frequency 24 a year; frequency 5 a year",
		"einmal im Jahr, zweimal pro Monat, 3-mal am Tag":           "frequency 1 a year; frequency 24 a year; frequency 1095 a year",
		"raz w miesiącu, raz w roku, dwa razy w tygodniu":           "frequency 12 a year; frequency 1 a year; frequency 104 a year",
		"once in 5 days, 2 times, at once a man came":               "number 120 h; number 2 time",
		"the offer holds until 2027; since 2019, and from 2026 on":  "year 2027; year 2019; year 2026",
		"до 2027 року, у 2026 році; до 2027 г.; do 2027 roku":       "year 2027; year 2026; year 2027; year 2027",
		"bis 2027. Ab 2026 und von 2025–2028":                       "year 2027; year 2026; year 2025; year 2028",
		"from 2000 UAH, up to 2000 words, до 2000 грн, in 2000 m":   "price 2000 UAH; number 2000 word; price 2000 UAH; number 2000 m",
		"until 31 March 2027, in May 2026":                          "date 2027-03-31; month 2026-05",
	} {
		var got []string
		for _, c := range assist.Claims(text) {
			got = append(got, c.Sort+" "+c.Value)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWrongFrequenciesAndYearsAreDisputed(t *testing.T) {
	t.Parallel()
	const pause = "You can pause the subscription once a year, for up to two months. The certificate can be corrected twice a year."
	const offer = "The trade-in offer holds until 2027. The old tariff was sold from 2019 to 2022."
	const dated = "The trade-in offer holds until 31 January 2027."
	const raz = "«Обіцяний платіж» можна взяти раз на місяць. Пробу беруть двічі на рік."
	for _, c := range []struct{ text, where, want string }{
		{"You can pause the subscription once a month.", pause, "once a month: once a year"},
		{"You can pause the subscription once a year.", pause, ""},
		{"You may pause your subscription one time per year.", pause, ""},
		{"You can pause the subscription twice a year.", pause, "twice a year: once a year"},
		{"The certificate can be corrected twice a year.", pause, ""},
		{"The trade-in offer holds until 2026.", offer, "2026: 2027"},
		{"The trade-in offer holds until 2027.", offer, ""},
		{"The trade-in offer began in 2025.", offer, ""},
		{"The old tariff was sold in 2020.", offer, ""},
		{"The old tariff was sold until 2023.", offer, "2023: 2022"},
		{"The trade-in offer holds until 2026.", dated, "2026: 31 January 2027"},
		{"The trade-in offer holds until 2027.", dated, ""},
		{"The trade-in offer holds until 31 January 2026.", offer, "31 January 2026: 2027"},
		{"The trade-in offer holds until 31 January 2027.", offer, ""},
		{"Обіцяний платіж можна взяти раз на рік.", raz, "раз на рік: раз на місяць"},
		{"Обіцяний платіж можна взяти один раз на місяць.", raz, ""},
	} {
		var got []string
		for _, d := range assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Terms", Passage: c.where}}, nil) {
			got = append(got, d.Claim.Text+": "+d.Value)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: disputed %q, want %q", c.text, got, c.want)
		}
	}
}

// What the samples say happens so often a month or a year, said of the other one, is noticed, and as it stands there is not.
func TestWrongFrequenciesOfTheSamplesAreNoticed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, false)
	swap := strings.NewReplacer("a month", "a year", "a year", "a month", "на місяць", "на рік", "на рік", "на місяць")
	counts := newTally()
	for _, x := range b.articles {
		if x.Audience != knowledge.Public || !x.Valid(now()) {
			continue
		}
		for _, s := range aSentence.FindAllString(strings.ReplaceAll(x.Body, "\n", " "), -1) {
			claims := assist.Claims(s)
			i := slices.IndexFunc(claims, func(c assist.Claim) bool { return c.Sort == assist.ClaimOften && swap.Replace(c.Text) != c.Text })
			if i < 0 {
				continue
			}
			c := claims[i]
			for kind, text := range map[string]string{"true": s, "frequency": s[:c.Start] + swap.Replace(c.Text) + s[c.End:]} {
				found, err := a.Check(t.Context(), text, assist.Dialogue{Lang: x.Lang, Projects: []string{x.Project}, At: now(), Turns: []assist.Turn{{Customer: true, Text: x.Title}}}, nil)
				if err != nil {
					t.Fatal(err)
				}
				counts.add(kind, len(found) > 0)
				if (len(found) > 0) != (kind == "frequency") {
					t.Logf("%s: %q, %v", kind, text, found)
				}
			}
		}
	}
	counts.atLeast(t, "samples", map[string]float64{"frequency": .8})
	counts.none(t, "samples", "true")
}
