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

// What is named after a dangerous thing is not that thing, who asks about failures in general has none, and where nobody is hurt
// nobody is in danger.
func TestWhatIsNamedAfterADangerIsNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"how do I submit my water meter reading", "hot water meter broken", "my water outlet valve is stuck", "does the water dispenser need a socket", "water heater socket adapter size",
		"ads keep popping up on my phone", "the router light is glowing red", "there is crackling on my phone line", "how much does an air ambulance cost", "gas leak insurance cover price", "the phone line is down in our street",
		"there is a fire door in the kitchen, may I paint it", "телефон тріщить під час розмови", "чи входить швидка допомога у страховку", "путівка горить чи ні",
		"телефон трещит при разговоре", "входит ли скорая помощь в страховку", "можно приехать раненько утром",
		"Wo liegt Ihr Büro in der Frankfurter Straße?", "mein Telefon knistert in der Leitung", "Wurde mein Urheberrecht verletzt", "das Siegel an der Packung ist verletzt", "WLAN funkt nur auf 2,4 GHz", "Zahlt die Versicherung den Notarzt",
		"o której odjeżdża ranny pociąg", "telefon trzeszczy podczas rozmowy", "czy karetka jest w cenie ubezpieczenia",
		"jak długo się czeka na ekipę po zgłoszeniu awarii", "co zrobić w przypadku awarii", "Was passiert bei einem Stromausfall", "how are planned outages announced, is there an outage map", "что делать в случае аварии",
		"unfall gehabt, aber zum glück wurde keiner verletzt", "hatte einen Unfall, niemand ist verletzt", "ich hatte einen Unfall, verletzt ist niemand", "Es gab keine Verletzten, nur Blechschaden",
		"car accident, nobody was injured, what do I do", "there was an accident, none of us was badly injured", "ДТП, ніхто не постраждав", "ДТП, ніхто не поранений", "попал в ДТП, раненых нет", "никто из пассажиров не ранен",
		"wypadek, nikt nie jest ranny", "stłuczka, nie ma rannych", "miałem stłuczkę, nikomu nic się nie stało",
	} {
		if got := assist.UrgencyOf(text); got.Level > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"water is dripping into the fuse box", "water is pouring onto the electric meter", "there is water in the socket", "water coming out of the power outlet", "water leaking near the sockets", "water got inside the electricity meter",
		"pęknięta rura w domu zalewa piwnicę, w której jest prąd!", "woda leci na bezpieczniki", "Rohrbruch, der Keller läuft voll Wasser und da ist Strom", "вода тече в підвал, а там струм", "water is running down the wall into the meter cupboard", "Wasser kommt aus der Steckdose",
		"Niemand ist verletzt, aber das Auto brennt", "nobody was hurt but the gas is leaking",
		"mein Bruder ist verletzt, niemand hilft uns", "Niemand ist gekommen, mein Sohn ist verletzt", "nobody comes, my son is injured", "nobody helps, there is a fire", "nikt nie pomaga, mąż jest ranny", "dwie osoby są ranne",
		"никто не едет, человек ранен", "ніхто не їде, людина поранена", "ein Mann liegt auf der Straße", "a power line is down in our street", "my phone battery is crackling and hot",
	} {
		if got := assist.UrgencyOf(text); !got.Danger() {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// An alarm is one whatever stands beside it: across a mark, in a name, or behind what the help may cost.
func TestAnAlarmIsNotCalmedByWhatStandsBesideIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Need an ambulance, cost doesn't matter", "Ambulance! bills later, just come", "We need an air ambulance now, a climber fell", "my insurance will cover an ambulance, please send one",
		"Egal was es kostet, schicken Sie einen Notarzt", "Egal was es kostet, bitte Notarzt", "Ruf den Notarzt, kostet was es will", "Die Krankenkasse bezahlt nicht, brauche Notarzt jetzt",
		"Скорая помощь стоит в пробке, человек умирает", "люди стоят, скорую помощь ждут", "включите скорую помощь", "Скорая помощь не платная? нужна", "Скільки б не коштувало, швидку допомогу!",
		"Викличте швидку допомогу, платно чи безкоштовно", "терміново швидку допомогу, безкоштовно?", "nieważne ile kosztuje, karetkę proszę", "karetka płatna czy nie, proszę wysłać",
		"Herr Albrecht ist schwer verletzt", "Frau Lambrecht verletzt", "Bei der Haltestelle Utrecht ist jemand verletzt", "zu Unrecht verletzt", "Frau Siegel wurde schwer verletzt",
		"mein Sohn hat sich am Siegel schwer verletzt",
		"crackling sound from the socket", "I hear a crackling sound from the fuse box", "the outlet makes a crackling sound", "socket crackles during rain", "crackling from the socket during charging",
		"humming and crackling sound from the electric meter", "Es knistert in der Leitung in der Wand", "Die elektrische Leitung knistert", "розетка трещит во время звонка в дверь", "трещит в щитке на линии",
		"звук наче тріщить у щитку", "gniazdko strzela, trzeszczy na linii", "w gniazdku strzela podczas rozmowy",
		"The kitchen is on fire, doors are locked", "Gas leak! Cover your mouth", "the gas leak tests positive", "running water and electricity meet in the fuse box", "fire exit blocked by flames",
		"There is a fire, exits are blocked", "Fire! Doors are locked, we can't get out", "Fire in my flat!", "There is fire in my flat", "Help, fire! Doors locked and people inside",
		"Kierowca jest ranny, autobus w rowie", "wypadek, ranni, autobus rozbity", "ranny, autobus, wypadek", "Mąż ranny. Samolot wylądował awaryjnie", "Jest ranna, zmianę ktoś musi przejąć", "dziecko ranne",
		"ranne dziecko leży na ulicy", "dwoje rannych",
		"water leaking near the meter sparks", "Water is dripping near the meter and it sparks", "water leaking by the meter, sparks", "water is pouring down the meter", "water is running down the meter",
		"water in the outlet", "The line fell onto the pavement and sparks", "a live line is lying on the road", "a line is down across the road", "a line lies on the pavement",
		"Mein Vater liegt, weder Arzt noch Notarzt kommt, ist schwer verletzt", "Nobody answers. Injured man on the tracks", "es funkt auf 2 Metern aus der Steckdose", "Ein Mann liegt auf unserer Straße",
		"Ein Mensch liegt auf unserem Gehweg", "Jemand liegt auf Straße", "podczas awarii prądu ktoś został porażony prądem",
		"Fire doors locked, we can't get out", "Er hat sich an der Verpackung verletzt", "Швидка допомога безкоштовна? Людині погано", "Скорая помощь бесплатная? Человеку плохо",
		"need an ambulance cost doesnt matter", "egal was es kostet schicken sie einen notarzt", "Вызовите скорую помощь платно или бесплатно",
	} {
		if got := assist.UrgencyOf(text); !got.Danger() {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"Bei uns ist Stromausfall", "Bei uns Stromausfall seit 3 Stunden", "Bei mir Netzausfall", "I want to report an outage", "I'd like to report a power outage on Main street",
		"reporting an outage in our street since 5 am",
	} {
		if got := assist.UrgencyOf(text); got.Why != "outage" {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"вода тече на лічильник", "вода капает на счетчик", "woda kapie na licznik", "Wasser tropft auf den Zähler",
		"Does the policy cover an air ambulance?", "скільки коштує швидка допомога", "сколько стоит скорая помощь", "Was kostet ein Notarzt?", "ile kosztuje karetka", "wer zahlt den Notarzt",
		"Is a fire in my flat covered by the insurance?", "what should I do if there is a fire in the building", "my Fire HD tablet does not start", "how do I report an outage", "Was tun bei einem längeren Stromausfall?", "Haben Sie meinen Datenschutz verletzt", "die Verpackung war verletzt", "o której jest ranny pociąg",
		"потрібна швидка допомога з роутером", "нужна скорая помощь с настройкой роутера",
	} {
		if got := assist.UrgencyOf(text); got.Level > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// A word of one language may be another's for something else: "позовите" is no lawsuit, and no more are Sue and a valve.
func TestWordsOfAnotherLanguageThreatenNobody(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Позовите оператора", "позовите человека", "Позови менеджера", "позовёте специалиста?", "Я позову мужа", "Позовіть людину", "Позовіть, будь ласка, оператора",
		"Вы исковеркали мою фамилию", "Hi, this is Sue", "My name is Sue Miller", "Regulator temperatury nie grzeje", "Der Regulator ist ab Lager lieferbar?", "the regulator on my boiler is set too high", "Can I leave you my number", "I will leave you a review",
		"I am out of the office until tomorrow. For urgent matters please contact my colleague.", "I am out of office until 4 December. I will reply as soon as possible.", "Automatic reply: if your request is urgent, write to info@firma.example",
		"Я у відпустці до завтра. У термінових випадках телефонуйте колезі", "Я в отпуске до завтра, по срочным вопросам пишите коллеге", "Jestem na urlopie do jutra. W pilnych sprawach proszę o kontakt z biurem", "Ich bin bis morgen nicht im Büro. In dringenden Fällen wenden Sie sich an meine Kollegin", "Ich bin außer Haus bis morgen, im Notfall hilft die Zentrale",
	} {
		if got := assist.UrgencyOf(text); got.Level > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"Подам позов до суду", "готую позовну заяву", "подання позову", "Я подам на вас позов", "Подам иск", "исковое заявление уже готово", "I will sue you", "we are going to sue", "sue them all", "I'll report you to the regulator", "the energy regulator will hear of it", "I am leaving you for another provider", "I will leave you",
	} {
		if got := assist.UrgencyOf(text); got.Why != "threat to leave or to go to law" {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"It is urgent, I need it today", "Це терміново", "это срочно", "to pilne", "es ist dringend", "I'm out of the office until Friday, but I need the invoice today"} {
		if got := assist.UrgencyOf(text); got.Why != "a deadline" {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
