package assist_test

import (
	"slices"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// What an article is tagged with tells which one is meant, as in the index.
func TestTagsTellWhichArticleIsMeant(t *testing.T) {
	t.Parallel()
	a := small(t,
		knowledge.Article{Lang: "de", Title: "Zustellung", Tags: []string{"Lieferung"}, Body: "Wir bringen Ihnen das Auto bis vor die Tür. Das kostet 39 €."},
		knowledge.Article{Lang: "de", Title: "Kindersitz und Zubehör", Questions: []string{"Was kostet ein Kindersitz?"}, Body: "Ein Kindersitz kostet 9 € am Tag."},
	)
	got := ask(t, a, "de", "was kostet die lieferung")
	if !slices.ContainsFunc(got, func(s assist.Suggestion) bool { return s.Sources[0].Title == "Zustellung" && s.Score >= draft }) {
		t.Error(describe(got))
	}
}

// A year that an article is tagged with does not make it the one that is meant by whoever names the year.
func TestATaggedYearTellsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, title, tag, body, asked, other, others string }{
		{"en", "Course fees", "fees", "| course | fee |\n|---|---|\n| guitar | £90 |\n| piano | £110 |", "news 2026", "Dates of the courses", "The courses begin on 3 September and end on 20 December."},
		{"uk", "Вартість курсів", "курси", "| курс | вартість |\n|---|---|\n| гітара | 900 грн |\n| піаніно | 1100 грн |", "новини 2026", "Дати курсів", "Курси починаються 3 вересня і закінчуються 20 грудня."},
		{"ru", "Стоимость курсов", "курсы", "| курс | стоимость |\n|---|---|\n| гитара | 900 грн |\n| пианино | 1100 грн |", "новости 2026", "Даты курсов", "Курсы начинаются 3 сентября и заканчиваются 20 декабря."},
		{"pl", "Opłaty za kursy", "kursy", "| kurs | opłata |\n|---|---|\n| gitara | 90 zł |\n| fortepian | 110 zł |", "nowości 2026", "Terminy kursów", "Kursy zaczynają się 3 września i kończą 20 grudnia."},
		{"de", "Gebühren der Kurse", "Kurse", "| Kurs | Gebühr |\n|---|---|\n| Gitarre | 90 € |\n| Klavier | 110 € |", "Neues 2026", "Termine der Kurse", "Die Kurse beginnen am 3. September und enden am 20. Dezember."},
	} {
		with := func(tags ...string) []assist.Suggestion {
			return ask(t, small(t, knowledge.Article{Lang: c.lang, Title: c.title, Body: c.body, Tags: tags}, knowledge.Article{Lang: c.lang, Title: c.other, Body: c.others}), c.lang, c.asked)
		}
		for i, s := range with("2026", c.tag) {
			if without := with(c.tag); len(without) <= i || without[i].Score != s.Score {
				t.Errorf("%q: %s instead of %s", c.asked, describe(with("2026", c.tag)), describe(without))
			}
		}
	}
}
