package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestTimesOfDayInWordsAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Der Techniker kommt morgen um zehn Uhr.":             "10:00",
		"Der Techniker kommt um halb elf.":                    "10:30",
		"Der Techniker kommt um zwanzig Uhr dreißig.":         "20:30",
		"Wir öffnen von neun bis zwölf Uhr.":                  "09:00 12:00",
		"The technician comes tomorrow at ten o'clock.":       "10:00",
		"The technician comes at ten.":                        "10:00",
		"The technician comes at ten in the evening.":         "22:00",
		"The technician comes at half past four.":             "04:30",
		"Майстер прийде завтра о десятій ранку.":              "10:00",
		"Майстер прийде завтра об одинадцятій.":               "11:00",
		"Майстер прийде о пів на одинадцяту.":                 "10:30",
		"Ми працюємо з дев'ятої до вісімнадцятої.":            "09:00 18:00",
		"Мастер придёт завтра в десять часов.":                "10:00",
		"Мастер придёт завтра в семь вечера.":                 "19:00",
		"Мастер придёт в половине одиннадцатого.":             "10:30",
		"Technik przyjdzie jutro o dziesiątej.":               "10:00",
		"Technik przyjdzie jutro o ósmej wieczorem.":          "20:00",
		"Pracujemy od dziewiątej do siedemnastej.":            "09:00 17:00",
		"Das dauert zehn Stunden.":                            "",
		"Сервис работает десять часов.":                       "",
		"Wir informieren o drugiej wpłacie.":                  "",
		"Es wird um zehn Prozent billiger.":                   "",
		"У другій половині дня приїде кур'єр.":                "",
		"It holds for at least two days and at one of shops.": "",
		"Das kostet halb so viel.":                            "",
		"Йдеться про обмін о десятій спробі.":                 "",
		"Sie können eine Uhr mit der App koppeln.":            "",
		"Das Armband passt zu einer Uhr.":                     "",
		"Mit einer Uhr zwei Armbänder verbinden.":             "",
		"Es ist ein Uhr nachts.":                              "01:00",
		"Zwrot trwa od trzech do pięciu dni.":                 "",
		"Повернення триває з двох до трьох днів.":             "",
		"Pracujemy od ósmej do szesnastej codziennie.":        "08:00 16:00",
		"Кур'єр приїде з п'яти до семи вечора.":               "17:00 19:00",
		"Ми працюємо з дев'яти до п'яти вечора.":              "09:00 17:00",
		"Кухня працює з десятої до другої ночі.":              "22:00 02:00",
		"Ми працюємо з 9 до 5 вечора.":                        "09:00 17:00",
		"We are open from 10 to 2 in the afternoon.":          "10:00 14:00",
	} {
		var got []string
		for _, c := range assist.Claims(text) {
			if c.Sort == assist.ClaimTime {
				got = append(got, c.Value)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %q", text, got, want)
		}
	}
}

func TestTelephonesInWordsAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Зателефонуйте на нуль вісімсот, три нулі, сто.":                              "0800000100",
		"Call oh eight hundred, five five five, one two three.":                       "0800555123",
		"Rufen Sie null acht null null, zwölf, vierunddreißig, sechsundfünfzig.":      "0800123456",
		"Позвоните: ноль восемьсот, пятьсот, сто двадцать три.":                       "0800500123",
		"Proszę dzwonić: zero osiemset, pięćset pięćdziesiąt, sto.":                   "0800550100",
		"Call plus three eight oh, double four, one two three, four five, six seven.": "380441234567",
		"It takes zero, one or two days.":                                             "",
		"Null Ahnung, zwei Router und drei Lampen.":                                   "",
		"Плюс дві години і сто гривень.":                                              "",
	} {
		got := ""
		for _, c := range assist.Claims(text) {
			if c.Sort == assist.ClaimPhone {
				got += c.Value
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	found := assist.Compare("Зателефонуйте на гарячу лінію: нуль вісімсот, три нулі, двісті.", []assist.Source{{Article: 1, Title: "Контакти", Passage: "Гаряча лінія: 0 800 000 100."}}, nil)
	if len(found) != 1 {
		t.Errorf("disputed: %v", found)
	}
}

// An hour in words is as right or wrong as one in figures.
func TestAnotherHourInWordsIsNotKept(t *testing.T) {
	t.Parallel()
	const article = "Der Techniker kommt morgen um 9 Uhr."
	if got := drafted(t, "de", "Der Techniker kommt morgen um zehn Uhr.", "de", article, article); got != "" {
		t.Errorf("drafted: %q", got)
	}
	if got := drafted(t, "de", "Morgen um neun Uhr kommt der Techniker.", "de", article, article); got == "" {
		t.Error("the same hour in words is dropped")
	}
	const watch = "Koppeln Sie die Uhr mit der App."
	if got := drafted(t, "de", "Sie können eine Uhr mit der App koppeln.", "de", watch, watch); got == "" {
		t.Error("a watch is taken for an hour")
	}
	for said, ok := range map[string]bool{"Майстер прийде завтра о дев'ятій.": true, "Майстер прийде завтра о десятій.": false} {
		if got, _, err := toned(t, assist.Rewording{Text: article, Tone: assist.Translate, Lang: "uk"}, said); (err == nil) != ok {
			t.Errorf("%q: %q, %v", said, got.Text, err)
		}
	}
}
