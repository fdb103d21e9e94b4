package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestUrgencyIsFoundInFiveLanguages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"A week ago, I smelled gas, now it smells again":         "danger to people",
		"Тиждень тому пахло газом, і зараз знову пахне":          "danger to people",
		"Last winter, there was a smell of gas in the stairwell": "",

		"I smell gas in the kitchen!":                   "danger to people",
		"У квартирі пахне газом":                        "danger to people",
		"В подъезде пожар":                              "danger to people",
		"Hier riecht es nach Gas":                       "danger to people",
		"Czuć gaz na klatce":                            "danger to people",
		"My card was stolen":                            "fraud",
		"Мене ошукали шахраї":                           "fraud",
		"Меня обманули мошенники":                       "fraud",
		"Mein Konto wurde gehackt":                      "fraud",
		"Skradziono mi kartę":                           "fraud",
		"The website is down":                           "outage",
		"Нічого не працює":                              "outage",
		"Сервер лежит":                                  "outage",
		"Nichts geht mehr":                              "outage",
		"Nic nie działa":                                "outage",
		"You charged me twice":                          "money lost",
		"Зняли гроші двічі":                             "money lost",
		"Деньги не пришли":                              "money lost",
		"Es wurde doppelt abgebucht":                    "money lost",
		"Pieniądze zniknęły z konta":                    "money lost",
		"You will hear from my lawyer":                  "threat to leave or to go to law",
		"Я подам до суду":                               "threat to leave or to go to law",
		"Я подам на вас в суд":                          "threat to leave or to go to law",
		"Ich gehe zum Anwalt":                           "threat to leave or to go to law",
		"Oddam sprawę do sądu":                          "threat to leave or to go to law",
		"I need it ASAP, my flight is tomorrow":         "a deadline",
		"Терміново потрібна допомога":                   "a deadline",
		"Нужно срочно":                                  "a deadline",
		"Es ist dringend":                               "a deadline",
		"Pilne!":                                        "a deadline",
		"urgent: there is a gas leak, I want my lawyer": "danger to people",
		"someone is paying with my wallet right now!!!": "fraud",
		"Хтось платить з мого гаманця":                  "fraud",
		"кто-то снимает деньги с моей карты":            "fraud",
		"Jemand hat von meinem Wallet bezahlt":          "fraud",
		"MY INTERNET IS NOT WORKING SINCE MORNING!!!":   "outage",
		"the wifi is not working for two days":          "outage",
		"how do I change my password":                   "",
		"my card was stolen and there is a gas leak":    "danger to people",
		"someone has stolen my card, and now I smell something burning in the hall": "danger to people",
		"last month someone stole my card":                                          "fraud",
		"last winter the meter was on fire, who pays?":                              "",
		"es brennt nicht, eine Frage zum Tarif":                                     "",
		"the charger is not smoking, it is just warm":                               "",
		"ввів пін тричі неправильно, тепер просить PUK":                             "",
		"ввела дані картки на якомусь сайті":                                        "fraud",
		"internet is not working":                                                   "",
		"can someone else pay for my phone":                                         "",
		"there is no fire, just asking for your address":                            "",
		"":                                  "",
		"\xff\xfe":                          "",
		strings.Repeat("a ", 50000):         "",
		"Was kostet ein Ticket nach Berlin": "",
		"Як змінити тариф?":                 "",
	} {
		got := assist.UrgencyOf(text)
		if got.Why != want || (got.Level > 0) != (want != "") {
			t.Errorf("%.60q: %+v, want %q", text, got, want)
		}
	}
}
