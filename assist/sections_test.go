package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// parted are articles whose sections have rows on the same, each of something else.
var parted = map[string]knowledge.Article{
	"en": {Title: "Parking prices", Questions: []string{"how much is parking"}, Body: "## North lot\n\n| | hour | day |\n|---|---|---|\n| Car | £2 | £9 |\n| Coach | £6 | £25 |\n\n" +
		"## Harbour garage\n\n| | hour | day |\n|---|---|---|\n| Car | £4 | £19 |\n| Coach | £11 | £60 |\n"},
	"uk": {Lang: "uk", Title: "Ціни на каток", Questions: []string{"скільки коштує каток"}, Body: "## Критий\n\n- Дорослі: 180 грн\n- Діти: 90 грн\n\n## Просто неба\n\n- Дорослі: 120 грн\n- Діти: 60 грн\n"},
	"ru": {Lang: "ru", Title: "Цены на абонементы", Questions: []string{"сколько стоит абонемент"}, Body: "## Бассейн\n\n- Взрослые: 900 руб.\n- Дети: 500 руб.\n\n## Скалодром\n\n- Взрослые: 1200 руб.\n- Дети: 700 руб.\n"},
	"de": {Lang: "de", Title: "Preise der Führungen", Questions: []string{"was kostet eine Führung"}, Body: "## Altstadt\n\n- Erwachsene: 12 €\n- Kinder: 6 €\n\n## Bergwerk\n\n- Erwachsene: 19 €\n- Kinder: 11 €\n"},
	"pl": {Lang: "pl", Title: "Ceny biletów", Questions: []string{"ile kosztuje bilet"}, Body: "## Zamek\n\n- Dorośli: 30 zł\n- Dzieci: 15 zł\n\n## Muzeum lalek\n\n- Dorośli: 22 zł\n- Dzieci: 10 zł\n"},
}

// Rows are quoted under the heading that tells what they are of: those of all sections where none is named, else those of that alone.
func TestRowsAreQuotedUnderTheirHeading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, asked, has, lacks string }{
		{"en", "how much is parking for a car", "**North lot**\n\n- Car — hour: £2; day: £9\n\n**Harbour garage**\n\n- Car — hour: £4", "Coach"},
		{"en", "how much is parking in the harbour garage", "**Harbour garage**\n\n- Car — hour: £4|Coach — hour: £11", "£2"},
		{"uk", "скільки коштує каток", "**Критий**\n\n- Дорослі: 180|**Просто неба**\n\n- Дорослі: 120", ""},
		{"uk", "скільки коштує критий каток", "**Критий**\n\n- Дорослі: 180", "120"},
		{"ru", "сколько стоит абонемент для взрослых", "**Бассейн**\n\n- Взрослые: 900|**Скалодром**\n\n- Взрослые: 1200", "Дети"},
		{"ru", "сколько стоит абонемент в бассейн", "**Бассейн**\n\n- Взрослые: 900", "Скалодром"},
		{"de", "was kostet eine Führung für Kinder", "**Altstadt**\n\n- Kinder: 6|**Bergwerk**\n\n- Kinder: 11", "Erwachsene"},
		{"de", "was kostet eine Führung im Bergwerk", "**Bergwerk**\n\n- Erwachsene: 19", "Altstadt"},
		{"pl", "ile kosztuje bilet dla dzieci", "**Zamek**\n\n- Dzieci: 15|**Muzeum lalek**\n\n- Dzieci: 10", "Dorośli"},
		{"pl", "ile kosztuje bilet na zamek", "**Zamek**\n\n- Dorośli: 30", "lalek"},
	} {
		got := ask(t, reading(t, parted[c.lang]), c.lang, c.asked)
		if len(got) == 0 {
			t.Errorf("%q: nothing", c.asked)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) || c.lacks != "" && strings.Contains(got[0].Text, c.lacks) {
				t.Errorf("%q: %q lacks %q or has %q", c.asked, got[0].Text, has, c.lacks)
			}
		}
		if disputes := assist.Compare(got[0].Text, got[0].Sources, nil); len(disputes) > 0 {
			t.Errorf("%q: %q is disputed by its own source: %+v", c.asked, got[0].Text, disputes)
		}
	}
}

// A heading is left out that tells nothing more: where the title or what is quoted says it, or there is but one.
func TestAHeadingThatTellsNothingIsNotQuoted(t *testing.T) {
	t.Parallel()
	const asked = "how do I return a kayak"
	for name, c := range map[string]struct{ body, shown string }{
		"the title says it":    {"## Returning\n\n1. Dry the kayak.\n2. Hang it up.\n\n## Payment\n\nBy card at the hut, not in cash.", ""},
		"the text says it":     {"## At the hut\n\nAt the hut: return the kayak dry, before six o'clock.\n\n## Payment\n\nBy card, not in cash.", ""},
		"there is one":         {"## At the hut\n\nReturn the kayak dry, and before six o'clock.", ""},
		"it tells where":       {"## At the hut\n\nReturn the kayak dry, and before six o'clock.\n\n## Payment\n\nBy card, not in cash.", "**At the hut**"},
		"another is called so": {"# Lake\n\n## Hut\n\nReturn the kayak dry, and before six o'clock.\n\n# River\n\n## Hut\n\nClosed this year for repairs.", "**Lake › Hut**"},
	} {
		got := ask(t, reading(t, knowledge.Article{Title: "Returning a kayak", Body: c.body}), "en", asked)
		if len(got) == 0 || strings.Contains(got[0].Text, "**") != (c.shown != "") || !strings.Contains(got[0].Text, c.shown) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Who asks in general is not told the first sentence alone of what the article is on.
func TestAShortBeginningIsNoAnswerToAGeneralQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, asked, body, has string }{
		{"en", "Memberships", "what memberships do you have", "A membership is for one person.\n\n## Kinds\n\n- Bronze: £20 a month\n- Silver: £35 a month\n\n## Where\n\nAt the front desk.", "one person|**Kinds**|Silver|front desk"},
		{"en", "Ferry fares", "what are the fares", "Fares are per trip.\n\n## North\n\n- Adults: £9\n- Children: £4\n\n## South\n\n- Adults: £19\n- Children: £8", "**North**|£9|**South**|£19"},
		{"de", "Gebühren", "welche Gebühren gibt es", "Gebühren fallen je Vorgang an.\n\n## Konto\n\n- Auszug: 2 €\n- Sperre: 9 €\n\n## Karte\n\n- Neue Karte: 12 €", "**Konto**|9 €|**Karte**|12 €"},
		{"uk", "Абонементи", "які є абонементи", "Абонемент видається на одну людину.\n\n## Види\n\n- Ранковий: 600 грн\n- Повний: 900 грн\n\n## Де купити\n\nНа рецепції.", "одну людину|**Види**|Повний|На рецепції"},
		{"ru", "Абонементы", "какие есть абонементы", "Абонемент выдаётся на одного человека.\n\n## Виды\n\n- Утренний: 600 руб.\n- Полный: 900 руб.\n\n## Где купить\n\nНа ресепшене.", "одного человека|**Виды**|Полный|ресепшене"},
		{"de", "Mitgliedschaften", "welche Mitgliedschaften gibt es", "Eine Mitgliedschaft gilt für eine Person.\n\n## Arten\n\n- Bronze: 20 €\n- Silber: 35 €\n\n## Wo\n\nAm Empfang.", "eine Person|**Arten**|Silber|Empfang"},
		{"pl", "Karnety", "jakie są karnety", "Karnet jest na jedną osobę.\n\n## Rodzaje\n\n- Poranny: 90 zł\n- Pełny: 140 zł\n\n## Gdzie kupić\n\nW recepcji.", "jedną osobę|**Rodzaje**|Pełny|W recepcji"},
	} {
		got := ask(t, reading(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body, Questions: []string{c.asked}}), c.lang, c.asked)
		if len(got) == 0 {
			t.Errorf("%q: nothing", c.asked)
			continue
		}
		for has := range strings.SplitSeq(c.has, "|") {
			if !strings.Contains(got[0].Text, has) {
				t.Errorf("%q: %q lacks %q", c.asked, got[0].Text, has)
			}
		}
	}
}

// Rows are not quoted as if they were of the section before, though the title says what they are of.
func TestRowsBehindAHeadingHaveTheirOwn(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Title: "Pool prices", Questions: []string{"what are the prices"}, Body: "## Sauna\n\n- Adults: £15\n- Children: £7\n\n## Pool\n\n- Adults: £9\n- Children: £4\n"})
	if got := ask(t, a, "en", "what are the prices for children"); len(got) == 0 || !strings.Contains(got[0].Text, "**Sauna**\n\n- Children: £7\n\n**Pool**\n\n- Children: £4") {
		t.Errorf("%+v", got)
	}
}
