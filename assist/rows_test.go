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

// What all rows are on names none of them: who asks for a teacher is told what each of them costs, not only the one that is called no more.
func TestWhatAllRowsAreOnNamesNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, known, body, text, last, one, only, lacks string }{
		{"en", "Private lessons", "how much is a private teacher", "| teacher | one lesson | five lessons |\n|---|---|---|\n| teacher | £30 | £140 |\n| senior teacher | £40 | £190 |\n| head of the school | £60 | £290 |\n| online | £25 | £120 |", "how much is a private teacher", "head of the school —|online —", "how much is a senior teacher", "senior teacher — one", "online"},
		{"uk", "Приватні уроки", "скільки коштує приватний викладач", "| викладач | один урок | п'ять уроків |\n|---|---|---|\n| викладач | 300 грн | 1400 грн |\n| старший викладач | 400 грн | 1900 грн |\n| директор | 600 грн | 2900 грн |\n| онлайн | 250 грн | 1200 грн |", "скільки коштує приватний викладач", "директор —|онлайн —", "скільки коштує старший викладач", "старший викладач — один", "онлайн"},
		{"ru", "Частные уроки", "сколько стоит частный преподаватель", "| преподаватель | один урок | пять уроков |\n|---|---|---|\n| преподаватель | 300 грн | 1400 грн |\n| старший преподаватель | 400 грн | 1900 грн |\n| директор | 600 грн | 2900 грн |\n| онлайн | 250 грн | 1200 грн |", "сколько стоит частный преподаватель", "директор —|онлайн —", "сколько стоит старший преподаватель", "старший преподаватель — один", "онлайн"},
		{"pl", "Lekcje prywatne", "ile kosztuje prywatny nauczyciel", "| nauczyciel | jedna lekcja | pięć lekcji |\n|---|---|---|\n| nauczyciel | 90 zł | 430 zł |\n| starszy nauczyciel | 110 zł | 530 zł |\n| dyrektor | 150 zł | 700 zł |\n| online | 80 zł | 380 zł |", "ile kosztuje prywatny nauczyciel", "dyrektor —|online —", "ile kosztuje starszy nauczyciel", "starszy nauczyciel — jedna", "online"},
		{"de", "Privatstunden", "was kostet ein privater Lehrer", "| Lehrer | eine Stunde | fünf Stunden |\n|---|---|---|\n| Lehrer | 30 € | 140 € |\n| erfahrener Lehrer | 40 € | 190 € |\n| Leiterin | 60 € | 290 € |\n| online | 25 € | 120 € |", "was kostet ein privater Lehrer", "Leiterin —|online —", "was kostet ein erfahrener Lehrer", "erfahrener Lehrer — eine", "online"},
	} {
		a := reading(t, knowledge.Article{Lang: c.lang, Title: c.title, Questions: []string{c.known}, Body: c.body})
		if got := ask(t, a, c.lang, c.text); len(got) == 0 || !hasAll(got[0].Text, c.last) {
			t.Errorf("%q: %q", c.text, textsOf(got))
		}
		if got := ask(t, a, c.lang, c.one); len(got) == 0 || !strings.Contains(got[0].Text, c.only) || strings.Contains(got[0].Text, c.lacks) {
			t.Errorf("%q: %q", c.one, textsOf(got))
		}
	}
}

// A number says nothing without what it is a number of; a price or a time does.
func TestANumberIsQuotedWithItsHeading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, body, text, has, lacks string }{
		{"en", "Pausing a subscription", "| subscription | days of pause |\n|---|---|\n| 3 months | none |\n| 6 months | 14 |\n| 12 months | 30 |", "how long can I pause my subscription", "- 3 months — days of pause: none\n- 6 months — days of pause: 14", ""},
		{"uk", "Пауза підписки", "| підписка | днів паузи |\n|---|---|\n| 3 місяці | немає |\n| 6 місяців | 14 |\n| 12 місяців | 30–40 |", "скільки може тривати пауза підписки", "- 6 місяців — днів паузи: 14\n- 12 місяців — днів паузи: 30–40", ""},
		{"ru", "Пауза подписки", "| подписка | дней паузы |\n|---|---|\n| 6 месяцев | 14 |\n| 12 месяцев | 30 |", "сколько может длиться пауза подписки", "- 6 месяцев — дней паузы: 14", ""},
		{"pl", "Przerwa w abonamencie", "| abonament | dni przerwy |\n|---|---|\n| 6 miesięcy | 14 |\n| 12 miesięcy | 30 |", "jak długa może być przerwa w abonamencie", "- 6 miesięcy — dni przerwy: 14", ""},
		{"de", "Pause im Abo", "| Abo | Tage Pause |\n|---|---|\n| 6 Monate | 14 |\n| 12 Monate | 30 |", "wie lange darf die Pause im Abo dauern", "- 6 Monate — Tage Pause: 14", ""},
		{"en", "Keys", "| lost thing | price |\n|---|---|\n| key | £14 |\n| badge | 9 EUR |\n| cable | 10% |", "what do lost keys and other things cost", "key — £14", "price:"},
		{"en", "Hours", "| day | hours |\n|---|---|\n| Saturday | 9:00–14:00 |\n| Monday | closed |", "what are your hours", "Saturday — 9:00–14:00", "hours:"},
	} {
		a := reading(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body})
		if got := ask(t, a, c.lang, c.text); len(got) == 0 || !strings.Contains(got[0].Text, c.has) || c.lacks != "" && strings.Contains(got[0].Text, c.lacks) {
			t.Errorf("%q: %q", c.text, textsOf(got))
		}
	}
}

// textsOf is what some drafts say.
func textsOf(got []assist.Suggestion) (texts []string) {
	for _, s := range got {
		texts = append(texts, s.Text)
	}
	return texts
}

// hasAll tells whether a text has each of some that a bar stands between.
func hasAll(text, parts string) bool {
	for part := range strings.SplitSeq(parts, "|") {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
