package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// Who goes on is understood with what answered him before, which is shown to a person where it has what he asks; what another article says, and what
// he was told already, is not sent alone.
func TestWhoGoesOnAsksOfWhatAnsweredBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang              string
		back, bikes, fees knowledge.Article
		asked             string
		then              map[string]string // what is asked then, and what the first draft is to say
		pay, payThen      string
		other             string // that another article surely answers
	}{
		{"en", knowledge.Article{Title: "Money back for a course", Body: "Who gives up 7 days before the start gets 80 % back, and 3 days before it 50 %.\n\nWho falls ill and has a doctor's note gets everything back."},
			knowledge.Article{Title: "Bicycle hire prices", Body: "A bicycle costs £20 for a day, £50 for 3 days and £90 for a week. Helmets are free. What if I fall ill? Who falls ill keeps the bicycle a day longer."},
			knowledge.Article{Title: "Paying for exams and the course", Body: "Exams are paid in full, without instalments.\n\nThe course can be paid in four parts."},
			"how much money do I get back for a course", map[string]string{"and 3 days before?": "50 %", "what about 3 days": "50 %", "and if I fall ill?": "doctor"}, "can I pay for exams in instalments", "and for the course?", "and how much is a bicycle for a week?"},
		{"uk", knowledge.Article{Title: "Повернення грошей за курс", Body: "Хто відмовився за 7 днів до початку, отримує 80 %, а за 3 дні — 50 %.\n\nХто захворів і має довідку лікаря, отримує все."},
			knowledge.Article{Title: "Ціни прокату велосипедів", Body: "Велосипед коштує 300 грн на день, 800 грн за 3 дні й 1500 грн за тиждень. Шоломи безкоштовні. А якщо я захворію? Хто захворів, тримає велосипед на день довше."},
			knowledge.Article{Title: "Оплата іспитів і курсу", Body: "Іспити оплачують повністю, без розстрочки.\n\nКурс можна оплатити чотирма частинами."},
			"скільки грошей повернете за курс", map[string]string{"а якщо за 3 дні?": "50 %", "а за 3 дні": "50 %", "а якщо я захворію?": "довідк"}, "чи можна оплатити іспити в розстрочку", "а курс?", "а скільки коштує велосипед на тиждень?"},
		{"ru", knowledge.Article{Title: "Возврат денег за курс", Body: "Кто отказался за 7 дней до начала, получает 80 %, а за 3 дня — 50 %.\n\nКто заболел и имеет справку врача, получает всё."},
			knowledge.Article{Title: "Цены проката велосипедов", Body: "Велосипед стоит 300 руб на день, 800 руб за 3 дня и 1500 руб за неделю. Шлемы бесплатны. А если я заболел? Кто заболел, держит велосипед на день дольше."},
			knowledge.Article{Title: "Оплата экзаменов и курса", Body: "Экзамены оплачивают полностью, без рассрочки.\n\nКурс можно оплатить четырьмя частями."},
			"сколько денег вернёте за курс", map[string]string{"а если за 3 дня?": "50 %", "а за 3 дня": "50 %", "а если я заболел?": "справк"}, "можно ли оплатить экзамены в рассрочку", "а курс?", "а сколько стоит велосипед на неделю?"},
		{"pl", knowledge.Article{Title: "Zwrot pieniędzy za kurs", Body: "Kto rezygnuje 7 dni przed początkiem, dostaje 80 %, a 3 dni przed nim 50 %.\n\nKto zachoruje i ma zaświadczenie lekarza, dostaje wszystko."},
			knowledge.Article{Title: "Ceny wypożyczenia rowerów", Body: "Rower kosztuje 30 zł za dzień, 80 zł za 3 dni i 150 zł za tydzień. Kaski są za darmo. A jeśli zachoruję? Kto zachoruje, trzyma rower dzień dłużej."},
			knowledge.Article{Title: "Opłaty za egzaminy i kurs", Body: "Egzaminy opłaca się w całości, bez rat.\n\nKurs można opłacić w czterech częściach."},
			"ile pieniędzy zwrócicie za kurs", map[string]string{"a 3 dni przed?": "50 %", "a na trzy dni": "50 %", "a jeśli zachoruję?": "zaświadczenie"}, "czy można opłacić egzaminy na raty", "a kurs?", "a ile kosztuje wypożyczenie roweru na tydzień?"},
		{"de", knowledge.Article{Title: "Geld zurück für einen Kurs", Body: "Wer 7 Tage vor dem Beginn absagt, bekommt 80 % zurück, 3 Tage davor 50 %.\n\nWer krank wird und ein Attest hat, bekommt alles zurück."},
			knowledge.Article{Title: "Preise für Leihräder", Body: "Ein Rad kostet 20 € am Tag, 50 € für 3 Tage und 90 € für eine Woche. Helme sind kostenlos. Was, wenn ich krank werde? Wer krank wird, behält das Rad einen Tag länger."},
			knowledge.Article{Title: "Prüfungen und Kurs bezahlen", Body: "Prüfungen werden ganz bezahlt, ohne Raten.\n\nDer Kurs kann in vier Teilen bezahlt werden."},
			"wie viel Geld bekomme ich für einen Kurs zurück", map[string]string{"und 3 Tage davor?": "50 %", "und bei 3 Tagen?": "50 %", "und wenn ich krank werde?": "Attest"}, "kann ich Prüfungen in Raten bezahlen", "und den Kurs?", "und was kostet ein Rad für eine Woche?"},
	} {
		c.back.Lang, c.bikes.Lang, c.fees.Lang = c.lang, c.lang, c.lang
		a := sole(t, c.back, c.bikes, c.fees)
		then := func(asked, told string, article int64, text string) []assist.Suggestion {
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: asked}, {Text: told, Quoted: []int64{article}}, {Customer: true, Text: text}}})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		first, _, _ := strings.Cut(c.back.Body, ",")
		for text, says := range c.then {
			got := then(c.asked, first+".", 1, text)
			if len(got) == 0 || got[0].Sources[0].Title != c.back.Title || !strings.Contains(got[0].Text, says) || got[0].Score < .1 && !got[0].Mentions {
				t.Errorf("%q, then %q: %s %+v", c.asked, text, describe(got), got)
			}
		}
		if got := then(c.pay, c.fees.Body, 3, c.other); len(got) == 0 || got[0].Sources[0].Title != c.bikes.Title || alone(got) || !alone(ask(t, a, c.lang, c.other)) {
			t.Errorf("%q, then %q: %s", c.pay, c.other, describe(got))
		}
		exams, _, _ := strings.Cut(c.fees.Body, "\n")
		if got := then(c.pay, exams, 3, c.payThen); len(got) == 0 || got[0].Text == exams && alone(got) {
			t.Errorf("%q, then %q: %s %+v", c.pay, c.payThen, describe(got), got)
		}
	}
}

// A question that stands by itself may be meant of what answered before: where nothing is likely to answer it, that is shown if it says a word of it,
// and never sent. Of what it does not say a word of, and what was told already, it is not shown.
func TestWhatAnsweredBeforeIsWorthAGlance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang             string
		exam, find       knowledge.Article
		asked, then, not string
		says             string
	}{
		{"en", knowledge.Article{Title: "The day of the exam", Body: "Bring a passport and two pencils. The doors open at 8:30.\n\nPhones stay in a box at the desk until the end."},
			knowledge.Article{Title: "Where to find us", Body: "We are at 21 Market Square, on the second floor. The bus stops at the door."}, "what do I bring on the day of the exam", "where do I leave my phone", "where do I leave my bicycle", "Phones stay"},
		{"uk", knowledge.Article{Title: "День іспиту", Body: "Візьміть паспорт і два олівці. Двері відчиняють о 8:30.\n\nТелефони лежать у скриньці на вході до кінця."},
			knowledge.Article{Title: "Де нас знайти", Body: "Ми на площі Ринок, 21, на другому поверсі. Автобус зупиняється біля дверей."}, "що взяти в день іспиту", "куди покласти телефон на цей час", "куди поставити велосипед на цей час", "Телефони"},
		{"ru", knowledge.Article{Title: "День экзамена", Body: "Возьмите паспорт и два карандаша. Двери открывают в 8:30.\n\nТелефоны лежат в ящике на входе до конца."},
			knowledge.Article{Title: "Где нас найти", Body: "Мы на площади Рынок, 21, на втором этаже. Автобус останавливается у дверей."}, "что взять в день экзамена", "куда положить телефон на это время", "куда поставить велосипед на это время", "Телефоны"},
		{"pl", knowledge.Article{Title: "Dzień egzaminu", Body: "Proszę zabrać paszport i dwa ołówki. Drzwi otwieramy o 8:30.\n\nTelefony leżą w skrzynce przy wejściu do końca."},
			knowledge.Article{Title: "Gdzie nas znaleźć", Body: "Jesteśmy na placu Rynek 21, na drugim piętrze. Autobus staje przed drzwiami."}, "co zabrać w dzień egzaminu", "jak mam schować telefon", "jak mam postawić rower", "Telefony"},
		{"de", knowledge.Article{Title: "Der Tag der Prüfung", Body: "Bringen Sie einen Pass und zwei Bleistifte mit. Die Türen öffnen um 8:30.\n\nTelefone liegen bis zum Ende in einem Kasten am Eingang."},
			knowledge.Article{Title: "Wo Sie uns finden", Body: "Wir sind am Markt 21, im zweiten Stock. Der Bus hält vor der Tür."}, "was bringe ich am Tag der Prüfung mit", "wohin lege ich mein Telefon", "wohin stelle ich mein Fahrrad", "Telefone"},
	} {
		c.exam.Lang, c.find.Lang = c.lang, c.lang
		a := sole(t, c.exam, c.find)
		first, _, _ := strings.Cut(c.exam.Body, "\n")
		then := func(text, told string, quoted ...int64) []assist.Suggestion {
			got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: c.lang, Turns: []assist.Turn{{Customer: true, Text: c.asked}, {Text: told, Quoted: quoted}, {Customer: true, Text: text}}})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		shown := func(got []assist.Suggestion) bool {
			return len(got) > 0 && got[0].Mentions && got[0].Beside && got[0].Sources[0].Title == c.exam.Title
		}
		if got := then(c.then, first, 1); !shown(got) || !strings.Contains(got[0].Text, c.says) {
			t.Errorf("%q, then %q: %s %+v", c.asked, c.then, describe(got), got)
		}
		for _, got := range [][]assist.Suggestion{then(c.not, first, 1), then(c.then, first), then(c.then, c.exam.Body, 1)} {
			if shown(got) {
				t.Errorf("%s: %s is shown", c.lang, describe(got))
			}
		}
	}
}

// So it is in a conversation of a project, too, where nothing at all was found.
func TestWhatAnsweredBeforeIsShownWhereNothingIsFound(t *testing.T) {
	t.Parallel()
	camp := []knowledge.Article{{ID: 1, Project: "school", Key: "camp", Lang: "en", Title: "Summer camp", Audience: knowledge.Public,
		Body: "The camp lasts two weeks.\n\nMeals are vegetarian or vegan: tell us when you book."}}
	a := assist.New(assist.Config{Index: local.New(), Articles: among(camp)})
	for project, elsewhere := range map[string]bool{"school": false, "rental": true} {
		got, err := a.Suggest(t.Context(), assist.Dialogue{Lang: "en", Projects: []string{project}, Turns: []assist.Turn{
			{Customer: true, Text: "how long is the camp"}, {Text: "The camp lasts two weeks.", Quoted: []int64{1}}, {Customer: true, Text: "she is vegan, is it a problem?"}}})
		if err != nil || len(got) != 1 || !got[0].Mentions || got[0].Elsewhere != elsewhere {
			t.Errorf("%s: %+v, %v", project, got, err)
		}
	}
}

// What got no answer is still what a customer speaks of who goes on: what answers his last words alone is not sent unseen.
func TestWhoGoesOnWithWhatWasNotAnsweredStillSpeaksOfIt(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Title: "Children at the dentist", Questions: []string{"from what age do you see children"},
		Body: "The routine check-up of children under 16 is free. A filling in a milk tooth costs £65."},
		knowledge.Article{Title: "How you can pay", Questions: []string{"can I pay by card"}, Body: "We take cash and debit cards. Cheques are not accepted."})
	waits := assist.Turn{By: "system", Text: "I am passing this to a colleague, who will answer here."}
	for _, c := range []struct {
		before []assist.Turn
		text   string
		alone  bool
	}{
		{[]assist.Turn{{Customer: true, Text: "How much is the dental whitening?"}, waits}, "and for a child under 16?", false},
		{[]assist.Turn{{Customer: true, Text: "How much is the dental whitening?"}, waits, {Customer: true, Text: "and for two?"}}, "and for a child under 16?", false},
		{[]assist.Turn{{Customer: true, Text: "How much is the dental whitening?"}, waits}, "and can I pay by card?", true},
		{nil, "is a check-up free for a child under 16?", true},
	} {
		d := assist.Dialogue{Lang: "en", Turns: append(c.before, assist.Turn{Customer: true, Text: c.text})}
		got, err := a.Suggest(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if alone(got) != c.alone {
			t.Errorf("behind %+v %q is answered alone: %v, %+v", c.before, c.text, !c.alone, got)
		}
	}
}

// Who goes on to ask what it costs is not answered with what has a share in it and no price.
func TestAShareIsNoPriceForWhoGoesOn(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Title: "Implants: how it goes", Questions: []string{"how long does an implant take"},
		Body: "The bone of the lower jaw heals for three months. Two weeks later the crown is fixed. With diabetes we need a letter with a value below 7.5 %."})
	d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "how long does an implant in the lower jaw take to heal"},
		{By: "assistant", Text: "The bone of the lower jaw heals for three months.", Quoted: []int64{1}}, {Customer: true, Text: "how much is it all with the crown"}}}
	got, err := a.Suggest(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if alone(got) {
		t.Errorf("it is answered with %+v", got)
	}
}

// TestTheNumberOfAThingTellsItsRow where somebody goes on: "one jaw" and "both jaws" are two rows.
func TestTheNumberOfAThingTellsItsRow(t *testing.T) {
	t.Parallel()
	a := reading(t, knowledge.Article{Title: "Aligners and braces: prices", Questions: []string{"how much are aligners"},
		Body: "| Treatment | Duration | Price |\n|---|---|---|\n| Aligners, one jaw | 6 months | £1,950 |\n| Aligners, both jaws | 9 months | £3,200 |\n| Metal braces, both jaws | 18 months | £2,600 |\n| Retainer, one jaw | 2 years | £140 |\n"})
	d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "price of aligners for both jaws"},
		{By: "assistant", Text: "- Aligners, both jaws — Duration: 9 months; Price: £3,200", Quoted: []int64{1}}, {Customer: true, Text: "and only one jaw?"}}}
	got, err := a.Suggest(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 || !strings.Contains(got[0].Text, "£1,950") {
		t.Errorf("it is answered with %+v", got)
	}
}
