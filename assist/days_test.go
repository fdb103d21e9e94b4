package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
)

// sauna is a timetable whose rows are on days, in short and in spans, in five languages; each has another sentence with a time of day.
var sauna = map[string]knowledge.Article{
	"en": {Title: "When the sauna is open", Questions: []string{"when is the sauna open"}, Body: "| | from | until |\n|---|---|---|\n| Cedar room, Mon–Fri | 08:00 | 21:00 |\n| Cedar room, Sat | 09:00 | 23:00 |\n| Steam room, Tue, Thu | 10:00 | 20:00 |\n| Steam room, Sun | 11:00 | 18:00 |\n\n" +
		"## Holidays\n\nOn 24 December both rooms close at 14:00."},
	"uk": {Lang: "uk", Title: "Коли працює сауна", Questions: []string{"коли відчинена сауна"}, Body: "| | з | до |\n|---|---|---|\n| Кедрова, пн–пт | 08:00 | 21:00 |\n| Кедрова, сб | 09:00 | 23:00 |\n| Парова, вт, чт | 10:00 | 20:00 |\n| Парова, нд | 11:00 | 18:00 |\n\n## Свята\n\n24 грудня обидві зачиняємо о 14:00."},
	"ru": {Lang: "ru", Title: "Когда работает сауна", Questions: []string{"когда открыта сауна"}, Body: "| | с | до |\n|---|---|---|\n| Кедровая, пн–пт | 08:00 | 21:00 |\n| Кедровая, сб | 09:00 | 23:00 |\n| Паровая, вт, чт | 10:00 | 20:00 |\n| Паровая, вс | 11:00 | 18:00 |\n\n## Праздники\n\n24 декабря обе закрываем в 14:00."},
	"de": {Lang: "de", Title: "Wann die Sauna geöffnet ist", Questions: []string{"wann hat die Sauna auf"}, Body: "| | von | bis |\n|---|---|---|\n| Zedernraum, Mo–Fr | 08:00 | 21:00 |\n| Zedernraum, Sa | 09:00 | 23:00 |\n| Dampfbad, Di, Do | 10:00 | 20:00 |\n| Dampfbad, So | 11:00 | 18:00 |\n\n## Feiertage\n\nAm 24. Dezember schließen beide um 14:00 Uhr."},
	"pl": {Lang: "pl", Title: "Kiedy czynna jest sauna", Questions: []string{"kiedy otwarta jest sauna"}, Body: "| | od | do |\n|---|---|---|\n| Cedrowa, pon–pt | 08:00 | 21:00 |\n| Cedrowa, sob | 09:00 | 23:00 |\n| Parowa, wt, czw | 10:00 | 20:00 |\n| Parowa, nd | 11:00 | 18:00 |\n\n## Święta\n\n24 grudnia obie zamykamy o 14:00."},
}

// A day of the week is found in a row where the article has it in short, or between two others.
func TestADayIsFoundHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, asked string
		has, lacks  string
	}{
		{"en", "when is the sauna open on sundays", "18:00", "21:00|23:00|20:00"},
		{"en", "when is the cedar room open on wednesday", "21:00", "23:00|20:00|18:00"},
		{"en", "when is the cedar room open | on saturday?", "23:00", "21:00|14:00"},
		{"en", "what time does the sauna open | and on sun?", "11:00", "21:00|23:00"},
		{"en", "when is the cedar room open on saturday | and on friday?", "21:00", "23:00|20:00|18:00"},
		{"en", "when is the steam room open | on friday?", "20:00", "21:00|23:00"}, // on other days, it says
		{"uk", "коли відчинена сауна в неділю", "18:00", "21:00|23:00|20:00"},
		{"uk", "до котрої працює кедрова сауна в середу", "21:00", "23:00|20:00|18:00"},
		{"uk", "коли відчинена кедрова сауна | а в суботу?", "23:00", "21:00|14:00"},
		{"ru", "когда открыта сауна в воскресенье", "18:00", "21:00|23:00|20:00"},
		{"ru", "до скольки работает кедровая сауна в среду", "21:00", "23:00|20:00|18:00"},
		{"ru", "когда открыта кедровая сауна | а в субботу?", "23:00", "21:00|14:00"},
		{"de", "wann hat die Sauna am Sonntag auf", "18:00", "21:00|23:00|20:00"},
		{"de", "wann ist der Zedernraum am Mittwoch geöffnet", "21:00", "23:00|20:00|18:00"},
		{"de", "wann ist der Zedernraum geöffnet | und am Samstag?", "23:00", "21:00|14:00"},
		{"pl", "kiedy otwarta jest sauna w niedzielę", "18:00", "21:00|23:00|20:00"},
		{"pl", "do której czynna jest sauna cedrowa w środę", "21:00", "23:00|20:00|18:00"},
		{"pl", "kiedy czynna jest sauna cedrowa | a w sobotę?", "23:00", "21:00|14:00"},
	} {
		got := lastOf(t, reading(t, sauna[c.lang]), c.lang, c.asked)
		if got.Text == "" || got.Beside || !strings.Contains(got.Text, c.has) {
			t.Errorf("%q: beside %v, %q lacks %q", c.asked, got.Beside, got.Text, c.has)
		}
		for lacks := range strings.SplitSeq(c.lacks, "|") {
			if strings.Contains(got.Text, lacks) {
				t.Errorf("%q: %q has %q", c.asked, got.Text, lacks)
			}
		}
	}
}

// Who asks for a day is not answered with what is quoted of none, or of another.
func TestADayThatIsNotQuotedIsLeftOpen(t *testing.T) {
	t.Parallel()
	pool := map[string]knowledge.Article{
		"en": {Title: "Swimming lessons", Questions: []string{"when are swimming lessons", "how do I book swimming lessons"}, Body: "Swimming lessons for beginners: Saturdays at 10:00. Book them by mail."},
		"uk": {Lang: "uk", Title: "Уроки плавання", Questions: []string{"коли уроки плавання"}, Body: "Уроки плавання для початківців: сб 10:00."},
		"ru": {Lang: "ru", Title: "Уроки плавания", Questions: []string{"когда уроки плавания"}, Body: "Уроки плавания для начинающих: сб 10:00."},
		"de": {Lang: "de", Title: "Schwimmkurse", Questions: []string{"wann sind die Schwimmkurse"}, Body: "Schwimmkurse für Anfänger: Sa 10:00."},
		"pl": {Lang: "pl", Title: "Lekcje pływania", Questions: []string{"kiedy są lekcje pływania"}, Body: "Lekcje pływania dla początkujących: sob. 10:00."},
	}
	for _, c := range []struct {
		lang, asked string
		open        bool
	}{
		{"en", "when are swimming lessons | and on friday?", true},
		{"en", "are there swimming lessons on friday", true},
		{"en", "when are swimming lessons | on a saturday?", false},
		{"uk", "коли уроки плавання | а в п'ятницю?", true},
		{"uk", "коли уроки плавання | у суботу?", false},
		{"ru", "когда уроки плавания | а в пятницу?", true},
		{"ru", "когда уроки плавания | в субботу?", false},
		{"en", "how do I book swimming lessons | can I do so by mail", false}, // "so" is Sunday in German alone
		{"de", "wann sind die Schwimmkurse | und am So?", true},
		{"de", "wann sind die Schwimmkurse | und am Freitag?", true},
		{"de", "wann sind die Schwimmkurse | am Samstag?", false},
		{"pl", "kiedy są lekcje pływania | a w piątek?", true},
		{"pl", "kiedy są lekcje pływania | w sobotę?", false},
	} {
		if got := lastOf(t, reading(t, pool[c.lang]), c.lang, c.asked); got.Text == "" || got.Beside != c.open {
			t.Errorf("%q: beside %v, %q", c.asked, got.Beside, got.Text)
		}
	}
}

// lastOf is the best draft for the last of a customer's questions, which he asks one after the other.
func lastOf(t testing.TB, a *assist.Assistant, lang, asked string) (got assist.Suggestion) {
	t.Helper()
	d := assist.Dialogue{Lang: lang}
	for text := range strings.SplitSeq(asked, " | ") {
		d.Turns = append(d.Turns, assist.Turn{Customer: true, Text: text})
		list, err := a.Suggest(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		got = assist.Suggestion{}
		if len(list) > 0 {
			got = list[0]
		}
		d.Turns = append(d.Turns, assist.Turn{Text: "Here you are."})
	}
	return got
}

// A text tells of days between two others whatever word stands between them, and of all others where it names those on which it is shut.
func TestADayIsToldOfBetweenOthersAndBesideShutOnes(t *testing.T) {
	t.Parallel()
	museum := map[string]knowledge.Article{
		"en": {Title: "When the museum is open", Questions: []string{"when is the museum open"}},
		"uk": {Lang: "uk", Title: "Коли працює музей", Questions: []string{"коли працює музей"}},
		"ru": {Lang: "ru", Title: "Когда работает музей", Questions: []string{"когда работает музей"}},
		"de": {Lang: "de", Title: "Wann das Museum geöffnet ist", Questions: []string{"wann hat das Museum geöffnet"}},
		"pl": {Lang: "pl", Title: "Kiedy czynne jest muzeum", Questions: []string{"kiedy czynne jest muzeum"}},
	}
	for _, c := range []struct {
		lang, body, asked string
		open              bool
	}{
		{"en", "The museum is open Monday to Friday from 9:00 to 18:00.", "when is the museum open on wednesday", false},
		{"en", "The museum is open Mon through Fri from 9:00 to 18:00.", "when is the museum open | and on thursday?", false},
		{"uk", "Музей працює з понеділка по п'ятницю з 9:00 до 18:00.", "коли працює музей у вівторок", false},
		{"ru", "Музей работает с понедельника по пятницу с 9:00 до 18:00.", "когда работает музей | а в среду?", false},
		{"de", "Das Museum ist von Montag bis Freitag von 9:00 bis 18:00 Uhr geöffnet.", "wann hat das Museum am Mittwoch geöffnet", false},
		{"pl", "Muzeum jest czynne od poniedziałku do piątku od 9:00 do 18:00.", "kiedy czynne jest muzeum w środę", false},
		{"en", "The museum is open from 9:00 to 18:00. Closed on Mondays.", "when is the museum open on tuesday", false},
		{"en", "The museum is open every day except Sunday, 9:00 to 18:00.", "when is the museum open | and on thursday?", false},
		{"uk", "Музей працює з 9:00 до 18:00. Понеділок — вихідний.", "коли працює музей | а в п'ятницю?", false},
		{"ru", "Музей работает с 9:00 до 18:00, кроме понедельника.", "когда работает музей во вторник", false},
		{"de", "Das Museum ist von 9:00 bis 18:00 Uhr geöffnet. Montag: Ruhetag.", "wann hat das Museum am Mittwoch geöffnet", false},
		{"pl", "Muzeum jest czynne od 9:00 do 18:00. W poniedziałki zamknięte.", "kiedy czynne jest muzeum w środę", false},
		{"en", "The museum is open from 9:00 to 18:00 on:\n\n- Monday\n- Friday", "when is the museum open on tuesday", true},
		{"en", "The museum is open on Saturdays from 9:00 to 18:00, except in August.", "when is the museum open on tuesday", true},
		{"en", "The museum is open on Saturdays from 9:00 to 18:00. Closed on Mondays.", "when is the museum open | and on thursday?", true},
		{"en", "The museum is open on Saturdays from 9:00 to 18:00, in winter it is closed.", "when is the museum open on tuesday", true},
		{"en", "The museum shuttle runs on Saturdays from 9:00 to 18:00.", "when is the museum open on tuesday", true},
		{"en", "The museum's closed yard is open on Saturdays from 9:00 to 18:00.", "when is the museum open on tuesday", true},
		{"ru", "Закрытый двор музея работает по субботам с 9:00 до 18:00.", "когда работает музей во вторник", true},
		{"de", "Das Museum hat von 9:00 bis 18:00 Uhr geöffnet. Außerdem samstags ab 7:00 Uhr.", "wann hat das Museum am Mittwoch geöffnet", true},
	} {
		article := museum[c.lang]
		article.Body = c.body
		if got := lastOf(t, reading(t, article), c.lang, c.asked); got.Text == "" || got.Beside != c.open {
			t.Errorf("%q of %q: beside %v, %q", c.asked, c.body, got.Beside, got.Text)
		}
	}
}

// Where headings name days, the section of those that are asked for is quoted.
func TestADayIsLookedForInHeadings(t *testing.T) {
	t.Parallel()
	parking := map[string]knowledge.Article{
		"en": {Title: "Parking", Questions: []string{"how much is parking"}, Body: "## Weekdays\n\nParking costs £5 a day.\n\n## Weekends and holidays\n\nParking is free."},
		"uk": {Lang: "uk", Title: "Паркування", Questions: []string{"скільки коштує паркування"}, Body: "## У будні\n\nПаркування коштує 50 грн.\n\n## У вихідні та свята\n\nПаркування безкоштовне."},
		"ru": {Lang: "ru", Title: "Парковка", Questions: []string{"сколько стоит парковка"}, Body: "## Пн–пт\n\nПарковка стоит 50 руб.\n\n## Сб и вс\n\nПарковка бесплатна."},
		"de": {Lang: "de", Title: "Parken", Questions: []string{"was kostet das Parken"}, Body: "## Werktags\n\nParken kostet 5 € am Tag.\n\n## Wochenende und Feiertage\n\nParken ist kostenlos."},
		"pl": {Lang: "pl", Title: "Parking", Questions: []string{"ile kosztuje parking"}, Body: "## Od poniedziałku do piątku\n\nParking kosztuje 5 zł.\n\n## W weekendy i święta\n\nParking jest bezpłatny."},
	}
	for _, c := range []struct{ lang, asked, has, lacks string }{
		{"en", "how much is parking on sunday", "free", "£5"}, {"en", "how much is parking on tuesday", "£5", "free"}, {"en", "how much is parking on tuesday | and on sunday?", "free", "£5"},
		{"uk", "скільки коштує паркування в неділю", "безкоштовне", "50"}, {"uk", "скільки коштує паркування у вівторок", "50", "безкоштовне"}, {"uk", "скільки коштує паркування | а в суботу?", "безкоштовне", "50"},
		{"ru", "сколько стоит парковка в воскресенье", "бесплатна", "50"}, {"ru", "сколько стоит парковка во вторник", "50", "бесплатна"}, {"ru", "сколько стоит парковка | а в субботу?", "бесплатна", "50"},
		{"de", "was kostet das Parken am Sonntag", "kostenlos", "5 €"}, {"de", "was kostet Parken am Dienstag", "5 €", "kostenlos"}, {"de", "was kostet das Parken | und am Samstag?", "kostenlos", "5 €"},
		{"pl", "ile kosztuje parking w niedzielę", "bezpłatny", "5 zł"}, {"pl", "ile kosztuje parking we wtorek", "5 zł", "bezpłatny"}, {"pl", "ile kosztuje parking | a w sobotę?", "bezpłatny", "5 zł"},
	} {
		got := lastOf(t, reading(t, parking[c.lang]), c.lang, c.asked)
		if got.Beside || !strings.Contains(got.Text, c.has) || strings.Contains(got.Text, c.lacks) {
			t.Errorf("%q: beside %v, %q", c.asked, got.Beside, got.Text)
		}
	}
}

// Sections with rows on the same are not mixed up where their headings are days, which are written as stop words are.
func TestADayIsAHeading(t *testing.T) {
	t.Parallel()
	yoga := map[string]knowledge.Article{
		"en": {Title: "Yoga", Questions: []string{"how much is yoga"}, Body: "## Weekdays\n\n- Adults: £10\n- Children: £5\n\n## Sundays\n\n- Adults: £15\n- Children: £7\n"},
		"de": {Lang: "de", Title: "Yoga", Questions: []string{"was kostet Yoga"}, Body: "## Mo–Fr\n\n- Erwachsene: 10 €\n- Kinder: 5 €\n\n## Sa/So\n\n- Erwachsene: 15 €\n- Kinder: 7 €\n"},
		"pl": {Lang: "pl", Title: "Joga", Questions: []string{"ile kosztuje joga"}, Body: "## Pon.–pt.\n\n- Dorośli: 10 zł\n- Dzieci: 5 zł\n\n## Sob. i ndz.\n\n- Dorośli: 15 zł\n- Dzieci: 7 zł\n"},
		"uk": {Lang: "uk", Title: "Йога", Questions: []string{"скільки коштує йога"}, Body: "## Пн–пт\n\n- Дорослі: 10 грн\n- Діти: 5 грн\n\n## Сб, нд\n\n- Дорослі: 15 грн\n- Діти: 7 грн\n"},
		"ru": {Lang: "ru", Title: "Йога", Questions: []string{"сколько стоит йога"}, Body: "## Пн–пт\n\n- Взрослые: 10 руб.\n- Дети: 5 руб.\n\n## Сб, вс\n\n- Взрослые: 15 руб.\n- Дети: 7 руб.\n"},
	}
	for _, c := range []struct{ lang, asked, has, lacks string }{
		{"en", "how much is yoga on monday for adults", "**Weekdays**\n\n- Adults: £10", "£15"}, {"en", "how much is yoga on sunday", "**Sundays**\n\n- Adults: £15", "£10"},
		{"de", "was kostet Yoga für Kinder", "**Mo–Fr**\n\n- Kinder: 5 €\n\n**Sa/So**\n\n- Kinder: 7 €", "10"}, {"de", "was kostet Yoga am Sonntag", "**Sa/So**\n\n- Erwachsene: 15 €", "10 €"},
		{"pl", "ile kosztuje joga dla dzieci", "**Pon.–pt.**\n\n- Dzieci: 5 zł\n\n**Sob. i ndz.**\n\n- Dzieci: 7 zł", "10"}, {"pl", "ile kosztuje joga w sobotę", "**Sob. i ndz.**\n\n- Dorośli: 15 zł", "10 zł"},
		{"uk", "скільки коштує йога", "Діти: 5 грн\n\n**Сб, нд**\n\n- Дорослі: 15 грн", "[^"}, {"uk", "скільки коштує йога в неділю", "**Сб, нд**\n\n- Дорослі: 15 грн", "10 грн"},
		{"ru", "сколько стоит йога для детей", "**Пн–пт**\n\n- Дети: 5 руб.\n\n**Сб, вс**\n\n- Дети: 7 руб.", "10"}, {"ru", "сколько стоит йога в среду", "**Пн–пт**\n\n- Взрослые: 10 руб.", "15 руб"},
	} {
		got := lastOf(t, reading(t, yoga[c.lang]), c.lang, c.asked)
		if !strings.Contains(got.Text, c.has) || strings.Contains(got.Text, c.lacks) {
			t.Errorf("%q: %q", c.asked, got.Text)
		}
	}
}

// A short name that is another word is no day: not at the beginning of a sentence, nor that of another language.
func TestAnotherWordIsNoDay(t *testing.T) {
	t.Parallel()
	rent := knowledge.Article{Title: "Rental prices", Questions: []string{"what do rentals cost"}, Body: "| | day |\n|---|---|\n| Sun lounger | £5 |\n| Sat nav | £7 |\n| Parasol | £3 |\n\nRentals are open on Mondays."}
	for asked, open := range map[string]bool{
		"Sun lounger price": false, "Sat nav rental price?": false, "what do sat navs cost": false, "rental of a parasol: how much? I am so hot": false, "Sat: what do rentals cost": true, "what do rentals cost on Sat?": true,
	} {
		if got := lastOf(t, reading(t, rent), "en", asked); got.Text == "" || got.Beside != open {
			t.Errorf("%q: beside %v, %q", asked, got.Beside, got.Text)
		}
	}
}
