package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// What a price or a span of time is asked of has to be in the article, however much else the question has that is.
func TestThePriceOfWhatAnArticleNeverNamesIsNotAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang     string
		articles []knowledge.Article
		yes, no  []string
	}{
		{"en", []knowledge.Article{
			{Title: "What a move costs", Body: "A van with two movers costs £95 an hour within the city, £1.20 a mile beyond it. Each floor without a lift is £15. A piano costs £80 more. Boxes are £2 each.", Questions: []string{"how much is a move within the city", "price of a van with two movers"}},
			{Title: "How long a move takes", Body: "A move of two rooms takes four hours, of four rooms a day. Packing takes a day more.", Questions: []string{"how long does a move take"}}},
			[]string{"how much is the piano if it is on the third floor without a lift", "how much is the van with two movers for an hour within the city", "how long does packing for a move of four rooms take"},
			[]string{"how much is the aquarium if the van with two movers takes it from the third floor without a lift", "how much are the curtains for a move within the city to the third floor", "how long is the warranty on a move of four rooms with packing"}},
		{"uk", []knowledge.Article{
			{Title: "Скільки коштує переїзд", Body: "Фургон із двома вантажниками коштує 900 грн за годину в місті, 25 грн за кілометр за містом. Поверх без ліфта — 100 грн. Піаніно коштує на 800 грн більше. Коробки по 30 грн.", Questions: []string{"скільки коштує переїзд у місті", "ціна фургона з двома вантажниками"}},
			{Title: "Скільки триває переїзд", Body: "Переїзд із двох кімнат триває чотири години, із чотирьох — день. Пакування триває ще день.", Questions: []string{"скільки триває переїзд"}}},
			[]string{"скільки коштує піаніно, якщо везти з третього поверху без ліфта", "скільки коштує фургон із двома вантажниками за годину за містом", "скільки триває пакування на переїзд із чотирьох кімнат"},
			[]string{"скільки коштує акваріум, якщо фургон із двома вантажниками везе з третього поверху без ліфта", "яка ціна на клінінг після переїзду в місті з двома вантажниками на поверх без ліфта"}},
		{"ru", []knowledge.Article{
			{Title: "Сколько стоит переезд", Body: "Фургон с двумя грузчиками стоит 1900 руб в час по городу, 45 руб за километр за городом. Этаж без лифта — 200 руб. Пианино стоит на 1500 руб больше. Коробки по 60 руб.", Questions: []string{"сколько стоит переезд по городу", "цена фургона с двумя грузчиками"}},
			{Title: "Сколько длится переезд", Body: "Переезд из двух комнат длится четыре часа, из четырёх — день. Упаковка длится ещё день.", Questions: []string{"сколько длится переезд"}}},
			[]string{"сколько стоит пианино, если везти с третьего этажа без лифта", "сколько стоит фургон с двумя грузчиками в час за городом"},
			[]string{"сколько стоит аквариум, если фургон с двумя грузчиками везёт с третьего этажа без лифта", "сколько стоит клининг после переезда по городу с двумя грузчиками на этаж без лифта"}},
		{"pl", []knowledge.Article{
			{Title: "Ile kosztuje przeprowadzka", Body: "Furgonetka z dwoma tragarzami kosztuje 220 zł za godzinę w mieście, 4 zł za kilometr poza miastem. Piętro bez windy to 40 zł. Pianino kosztuje 300 zł więcej. Kartony po 6 zł.", Questions: []string{"ile kosztuje przeprowadzka w mieście", "cena furgonetki z dwoma tragarzami"}},
			{Title: "Jak długo trwa przeprowadzka", Body: "Przeprowadzka z dwóch pokoi trwa cztery godziny, z czterech dzień. Pakowanie trwa jeszcze dzień.", Questions: []string{"jak długo trwa przeprowadzka"}}},
			[]string{"ile kosztuje pianino, jeśli jest na trzecim piętrze bez windy", "ile kosztuje furgonetka z dwoma tragarzami za godzinę poza miastem"},
			[]string{"ile kosztuje akwarium, jeśli furgonetka z dwoma tragarzami zabiera je z trzeciego piętra bez windy", "ile kosztuje sprzątanie po przeprowadzce w mieście z dwoma tragarzami na piętro bez windy"}},
		{"de", []knowledge.Article{
			{Title: "Was ein Umzug kostet", Body: "Ein Wagen mit zwei Trägern kostet 95 € die Stunde in der Stadt, 1,20 € je Kilometer außerhalb. Jede Etage ohne Aufzug kostet 15 €. Ein Klavier kostet 80 € mehr. Kartons kosten 2 €.", Questions: []string{"was kostet ein Umzug in der Stadt", "Preis für einen Wagen mit zwei Trägern"}},
			{Title: "Wie lange ein Umzug dauert", Body: "Ein Umzug von zwei Zimmern dauert vier Stunden, von vier Zimmern einen Tag. Packen dauert einen Tag mehr.", Questions: []string{"wie lange dauert ein Umzug"}}},
			[]string{"was kostet das Klavier, wenn es in der dritten Etage ohne Aufzug steht", "was kostet der Wagen mit zwei Trägern die Stunde außerhalb der Stadt"},
			[]string{"was kostet das Aquarium, wenn der Wagen mit zwei Trägern es aus der dritten Etage ohne Aufzug holt", "was kostet die Endreinigung nach einem Umzug in der Stadt mit zwei Trägern in die Etage ohne Aufzug"}},
	} {
		for i := range c.articles {
			c.articles[i].Lang = c.lang
		}
		a := sole(t, c.articles...)
		for _, text := range c.yes {
			if got := ask(t, a, c.lang, text); !alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
		for _, text := range c.no {
			if got := ask(t, a, c.lang, text); len(got) == 0 || got[0].Score < answer || alone(got) {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
}

// A thing of the same sort is not the thing: a kayak is no motorbike, however near the two are in meaning. Another word for it is.
func TestThePriceOfAThingLikeItIsNotAnswered(t *testing.T) {
	t.Parallel()
	a := sole(t, knowledge.Article{Title: "Fares of the river ferry", Body: "A motorbike with its rider costs £6 on the river ferry, a car £14, a van £20. Who is on foot pays £2 each way.", Questions: []string{"how much is the river ferry", "fares for a car on the ferry"}})
	for text, want := range map[string]bool{"how much is a kayak on the river ferry for two people on foot each way": false, "how much is a motorcycle with its rider on the river ferry each way": true} {
		if got := ask(t, a, "en", text); len(got) == 0 || got[0].Score < answer || alone(got) != want {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}
