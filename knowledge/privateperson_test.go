package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

// TestWhatTellsWhoSomebodyIsIsMasked: where others read what was asked, be it of somebody else; what tells nothing of a person stays.
func TestWhatTellsWhoSomebodyIsIsMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// when somebody was born
		"I was born 12.03.1985, is there a discount":   "I was born ••••, is there a discount",
		"date of birth: 1985-03-12":                    "date of birth: ••••",
		"born on 12 March 1985":                        "born on ••••",
		"я народилася 12.03.1985, чи є знижка":         "я народилася ••••, чи є знижка",
		"дата народження 12 березня 1985":              "дата народження ••••",
		"12.03.1985 р.н., який документ потрібен":      "•••• р.н., який документ потрібен",
		"родился 12.03.85":                             "родился ••••",
		"geb. 12.3.1985":                               "geb. ••••",
		"ich bin am 12. März 1985 geboren":             "ich bin am •••• geboren",
		"ur. 12.03.1985":                               "ur. ••••",
		"data urodzenia: 12-03-1985":                   "data urodzenia: ••••",
		"can I book the birthday party for 12.03.2027": "can I book the birthday party for 12.03.2027",
		"чи можна день народження 12.03.2027":          "чи можна день народження 12.03.2027",
		"the order of 12.03.2026 has not come":         "the order of 12.03.2026 has not come",
		"the film born in 1985":                        "the film born in 1985",
		"Geburtstag am 12.03.2027 feiern":              "Geburtstag am 12.03.2027 feiern",
		"12.05.2026 р. нарахували 300 грн, чому?":      "12.05.2026 р. нарахували 300 грн, чому?",
		"рахунок від 12.05.2026 року нарахований":      "рахунок від 12.05.2026 року нарахований",
		"12.03.1985 р. нар., який документ":            "•••• р. нар., який документ",
		"12.03.1985 року народження":                   "•••• року народження",
		"can ur 12/05/2026 invoice be paid later":      "can ur 12/05/2026 invoice be paid later",
		// where he lives
		"Musterstraße 5, 10115 Berlin, wann kommt ihr":                  "••••, wann kommt ihr",
		"Львів, вул. Городоцька 15, кв. 7":                              "Львів, ••••",
		"доставте на вул. Зелену, 15-А":                                 "доставте на ••••",
		"живу на проспекті Свободи 12":                                  "живу на ••••",
		"отправьте на ул. Ленина, д. 5, кв. 10 пожалуйста":              "отправьте на •••• пожалуйста",
		"mieszkam przy ul. Długiej 7/3 w Krakowie":                      "mieszkam przy •••• w Krakowie",
		"ul. Marszałkowska 10 m. 5, 00-590 Warszawa":                    "••••",
		"Ich wohne in der Langen Straße 12a":                            "Ich wohne in der ••••",
		"can you deliver to 15 Baker Street":                            "can you deliver to ••••",
		"I live at 221B Baker Street, flat 3":                           "I live at ••••",
		"is the shop on 15 Baker Street open on Sunday":                 "is the shop on 15 Baker Street open on Sunday",
		"магазин на вул. Фотонна, 18 працює в неділю?":                  "магазин на вул. Фотонна, 18 працює в неділю?",
		"is there parking on the street for 5 cars":                     "is there parking on the street for 5 cars",
		"Wie komme ich zum Alexanderplatz 5":                            "Wie komme ich zum Alexanderplatz 5",
		"по дорозі на 15 маршруті":                                      "по дорозі на 15 маршруті",
		"When can I bring the parcel to your office in 10 Main Street?": "When can I bring the parcel to your office in 10 Main Street?",
		"Do you ship to the store at 10 Main Street":                    "Do you ship to the store at 10 Main Street",
		"Czy jest sklep przy ul. Marszałkowska 10, 00-590 Warszawa?":    "Czy jest sklep przy ul. Marszałkowska 10, 00-590 Warszawa?",
		"коли доставите в магазин на вул. Садова 5":                     "коли доставите в магазин на вул. Садова 5",
		"приедет ли посылка в ваше отделение на ул. Ленина, 5":          "приедет ли посылка в ваше отделение на ул. Ленина, 5",
		"Liefert ihr in die Filiale in der Langen Straße 12?":           "Liefert ihr in die Filiale in der Langen Straße 12?",
		"deliver to our office, 10 Main Street":                         "deliver to our office, ••••",
		"доставте в мій офіс на вул. Садова 5":                          "доставте в мій офіс на ••••",
		"Bitte in mein Büro liefern, Lange Straße 12, 10115 Berlin":     "Bitte in mein Büro liefern, ••••",
		"I was in the shop. Deliver it to 10 Main Street":               "I was in the shop. Deliver it to ••••",
		// what he is called elsewhere
		"write to @peter_bike in telegram": "write to @p••• in telegram",
		"мій телеграм @olga_lviv":          "мій телеграм @o•••",
		"инстаграм: @vanya.rides":          "инстаграм: @v•••",
		"t.me/peter_bike":                  "t.me/p•••",
		"мій нік @olga_lviv у вайбері":     "мій нік @o••• у вайбері",
		"@peter_bike is my nickname":       "@p••• is my nickname",
		"мене знайдете в інсті @olga_lviv": "мене знайдете в інсті @o•••",
		"install @angular/core first":      "install @angular/core first",
		"технік налаштував @home":          "технік налаштував @home",
		"інструкція до @home":              "інструкція до @home",
		"никогда не работает @home":        "никогда не работает @home",
		"who is @admin on this page":       "who is @admin on this page",
		"meet @ noon in the telegram chat": "meet @ noon in the telegram chat",
		// who is spoken of
		"the order is for Ms. Emily Clark: can you add a bell": "the order is for Ms. E•••: can you add a bell",
		"Mr Smith wants a bell":                                "Mr S••• wants a bell",
		"für Frau Müller einen Termin":                         "für Frau M••• einen Termin",
		"Herrn Dr. Schulz bitte anrufen":                       "Herrn Dr. S••• bitte anrufen",
		"для пані Олени Коваленко":                             "для пані О•••",
		"запишіть пана Петра":                                  "запишіть пана П•••",
		"для госпожи Ивановой":                                 "для госпожи И•••",
		"dla pani Anny Nowak proszę":                           "dla pani A••• proszę",
		"My wife Olga lost her glove":                          "My wife O••• lost her glove",
		"моя дружина Ольга загубила рукавичку":                 "моя дружина О••• загубила рукавичку",
		"для моєї доньки Марійки":                              "для моєї доньки Марійки", // no name that is known
		"купил моему сыну Ивану шлем":                          "купил моему сыну И••• шлем",
		"moja córka Anna chce kask":                            "moja córka A••• chce kask",
		"meine Tochter Anna möchte Klavier lernen":             "meine Tochter A••• möchte Klavier lernen",
		"kann meine Tochter Klavier lernen":                    "kann meine Tochter Klavier lernen",
		"my son wants English lessons":                         "my son wants English lessons",
		"I miss Berlin and MS Office":                          "I miss Berlin and MS Office",
		"do you sell a pan Tefal made":                         "do you sell a pan Tefal made",
		"die Frau mit dem Hund":                                "die Frau mit dem Hund",
		// an e-mail address that is said
		"write me at john dot kowalski at gmail dot com please": "write me at j••• please",
		"write me at john dot kowalski at gmail.com":            "write me at j•••",
		"john underscore k at velo-hub.example.com":             "j•••",
		"пишіть петро крапка коваль собака укр крапка нет":      "пишіть п•••",
		"sign up at velohub.com":                                "sign up at velohub.com",
		"the dot at the end of velohub.com is missing":          "the dot at the end of velohub.com is missing",
	} {
		got := knowledge.MaskPerson(text)
		if got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if again := knowledge.MaskPerson(got); again != got {
			t.Errorf("%q, masked once more, became %q", got, again)
		}
	}
}
