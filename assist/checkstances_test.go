package assist_test

import (
	"testing"

	"switchboard/assist"
)

// What is denied is compared, not how often, nor in which words: needed and not needed, free and paid.
func TestWhatIsDeniedInOtherWordsIsCompared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, article string
		disputed      bool
	}{
		{"No deposit is needed for the city bike.", "The city bike needs no deposit.", false},
		{"A deposit is needed for the city bike.", "No deposit is required for the city bike.", true},
		{"The helmet is free of charge.", "The helmet costs UAH 50.", true},
		{"The helmet is free of charge.", "There is no fee for the helmet.", false},
		{"There is a fee for the helmet.", "The helmet is free.", true},
		{"Neither dogs nor cats are allowed on the bus abroad.", "Dogs and cats are not allowed on the bus abroad.", false},
		{"No, you can park without a booking.", "You can park without a booking.", false},
		{"No booking is needed for free parking.", "Parking is free.", false},
		{"Google Pay is not accepted in our restaurant.", "Cash is accepted in our restaurant.", false},
		{"Courier delivery costs UAH 79.", "Courier delivery is free from UAH 1,500.", false},
		{"The visit was not free, as the cable was damaged.", "The visit is free unless the cable was damaged.", false},
		{`Press "It does not open" beside the cell.`, "The cell beside the screen opens by itself.", false},
		{"You can spend up to UAH 1,000 a day after the change.", "You can spend no more than UAH 1,000 a day after the change.", false},
		{"Ми ніколи нікому не повідомляємо пароль клієнта.", "Ми не повідомляємо пароль клієнта.", false},
		{"Іноді ми повідомляємо пароль клієнта.", "Ми ніколи не повідомляємо пароль клієнта.", true},
		{"Довідка не обов'язкова.", "Довідки не потрібно.", false},
		{"Довідка обов'язкова.", "Довідки не потрібно.", true},
		{"За шолом нічого платити не треба.", "Шолом безкоштовний.", false},
		{"Шолом платний.", "За шолом нічого платити не треба.", true},
		{"Без вашего согласия мы никогда ничего не меняем.", "Мы не меняем ничего без вашего согласия.", false},
		{"Предоплата обязательна.", "Предоплата не нужна.", true},
		{"Za kask nie ma żadnych opłat.", "Kask jest bez opłat.", false},
		{"Kask jest płatny.", "Kask jest bez opłat.", true},
		{"Nie trzeba rezerwować wizyty.", "Rezerwować wizyty nie ma potrzeby.", false},
		{"Trzeba rezerwować wizytę.", "Wizyty nie trzeba rezerwować.", true},
		{"Es fallen keinerlei Gebühren für die Lieferung an.", "Die Lieferung ist kostenlos.", false},
		{"Für die Lieferung fallen Gebühren an.", "Die Lieferung ist kostenlos.", true},
		{"Es gibt weder eine Mindestlaufzeit noch eine Kaution.", "Es gibt keine Mindestlaufzeit und keine Kaution.", false},
		{"Ein Termin ist Pflicht.", "Ein Termin ist nicht nötig.", true},
	} {
		got := assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Terms", Passage: c.article}}, nil)
		if (len(got) > 0) != c.disputed {
			t.Errorf("%q against %q: %v", c.text, c.article, got)
		}
	}
}
