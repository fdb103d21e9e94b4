package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// hire is all that a new company has written: six articles, and no question that people ask.
var hire = [][2]string{
	{"Cennik wypożyczalni", "| Rower | 1 godzina | dzień | tydzień |\n|---|---|---|---|\n| miejski | 12 zł | 45 zł | 220 zł |\n| elektryczny | 30 zł | 120 zł | 600 zł |\n\nKaucja wynosi 200 zł. Kask jest w cenie, fotelik dziecięcy 10 zł za dzień."},
	{"Przesyłka części i akcesoriów", "Przesyłka kurierem kosztuje 15 zł, paczkomatem 12 zł, od 200 zł za darmo. Za granicę wysyłamy tylko do Niemiec i Czech za 49 zł."},
	{"Adres i godziny otwarcia", "Jesteśmy przy ul. Długiej 45 w Gdańsku. Otwarte od poniedziałku do piątku w godz. 9:00–19:00, w soboty 10:00–16:00, w niedziele nieczynne. 11 listopada zamknięte."},
	{"Serwis i naprawa rowerów", "Przegląd kosztuje 120 zł i trwa 3 dni robocze. Wymiana dętki 35 zł, od ręki. Na naprawy dajemy 6 miesięcy gwarancji."},
	{"Kradzież lub wypadek z wypożyczonym rowerem", "Po wypadku najpierw zadzwoń na 112, potem do nas: +48 58 555 12 34. Kradzież zgłoś na policji w ciągu 12 godzin i przynieś nam protokół."},
	{"Odwołanie rezerwacji i zwrot pieniędzy", "Rezerwację można odwołać bezpłatnie do 24 godzin przed odbiorem. Później zatrzymujemy 50%. Zwrot na konto w ciągu 5 dni roboczych."},
}

// TestANewCompanysOwnQuestionsAreNotAnybodys asks a company that knows no question yet: its titles are few, and no question is much like one of them,
// so that most are likelier to one of the hundred and fifty that people ask anybody.
func TestANewCompanysOwnQuestionsAreNotAnybodys(t *testing.T) {
	t.Parallel()
	var list []knowledge.Article
	for i, a := range hire {
		list = append(list, knowledge.Article{ID: int64(i + 1), Version: 1, Project: "rowery", Name: "Rowery", Key: string(rune('a' + i)), Lang: "pl", Title: a[0], Body: a[1], Audience: knowledge.Public})
	}
	index := local.New()
	if err := index.Put(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: remembered(t, list), Articles: among(list)})
	for asked, id := range map[string]int64{
		"ile kosztuje przesylka": 2, "ile kosztuje rower elektryczny na tydzien": 1, "czy jestescie otwarci w niedziele": 3, "czy kask jest w cenie": 1,
		"ile trwa przeglad": 4, "wymiana detki ile": 4, "chcialbym odwolac rezerwacje": 6, "czy 11 listopada otwarte": 3,
	} {
		got := ask(t, a, "pl", asked)
		if len(got) == 0 || got[0].Score < draft || got[0].Sources[0].Article != id {
			t.Errorf("%q: %s", asked, describe(got))
		}
	}
	for line := range strings.Lines(everydayFile) {
		row := strings.Split(strings.TrimSpace(line), "\t")
		if len(row) != 3 || row[1] != "pl" {
			continue
		}
		if got := ask(t, a, "pl", row[2]); len(got) > 0 && got[0].Score >= draft {
			t.Errorf("%q: %s", row[2], describe(got))
		}
	}
}
