package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestUpsetIsWhoSaysSo(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"скільки можна", "Ну скільки можна!", "третій день без інтернету, скільки можна?", "скільки можна чекати відповіді", "скільки ж можна", "Скільки можна вже! Де посилка", "та скільки можна повторювати",
		"Сколько можно?!", "сколько можно ждать курьера", "ну сколько же можно", "четвёртый раз пишу сколько можно",
		"Ile można!", "ile można czekać na odpowiedź", "no ileż można", "ile można już",
		"ви мене вже дістали", "дістали своїми дзвінками", "как же вы достали", "вы меня достали",
		"Das ist eine Katastrophe", "katastrophaler Service", "jetzt reicht mir das", "es reicht mir", "mir reicht's jetzt",
		"mam dość", "mam już tego dość", "mam dość czekania", "jestem wściekły", "wściekła jestem",
		"this is the worst service ever", "your app is useless", "I am furious", "це жах", "какой ужас",
		"скільки можна, верніть гроші", "mam dość i chcę zrezygnować", "this is unacceptable", "I'm fed up with waiting",
	} {
		if !assist.Upset(text) {
			t.Errorf("not upset: %q", text)
		}
	}
	for _, text := range []string{
		"через скільки можна пити каву після чистки", "скільки можна тримати бронь", "на скільки можна взяти розстрочку", "скільки можна зняти готівки за день", "До скількох можна дзвонити? А на скільки можна?", "а скільки можна?",
		"сколько можно хранить посылку", "через сколько можно забрать", "на сколько можно продлить", "сколько можно снять в день",
		"ile można wypłacić dziennie", "przez ile można oddać towar", "na ile można przedłużyć",
		"ми дістали посилку з поштомата, а вона порожня", "дістали батарею, індикатор блимає", "достали посылку из ячейки", "мы достали сим-карту из телефона",
		"Ist man bei Naturkatastrophen versichert", "gilt die Versicherung bei einer Katastrophe", "Katastrophenschutz Nummer", "welcher Tarif reicht mir für 10 Filme", "reicht mir ein Paket S",
		"czy mam dość punktów na nagrodę", "ile kosztuje szczepienie przeciw wściekliźnie", "wścieklizna u psa",
		"how long does it take in the worst case", "what do I pay at worst", "is fast and furious on your TV", "I am not angry, just asking", "is the old SIM useless after the swap",
	} {
		if assist.Upset(text) {
			t.Errorf("upset: %q", text)
		}
	}
}
