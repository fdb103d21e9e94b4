package assist_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

func TestClaimsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Delivery costs $5.50.":                        "price 5.5 USD",
		"Das kostet 1.200,50 € pro Jahr":               "price 1200.5 EUR",
		"Ціна 1 200 грн":                               "price 1200 UAH",
		"Koszt to 20–30 zł.":                           "price 20–30 PLN",
		"Скидка 5 процентов":                           "number 5 %",
		"within 2 weeks":                               "number 336 h",
		"It takes two working days":                    "number 48 h",
		"3–5 Werktage":                                 "number 72–120 h",
		"Протягом п'яти, тобто 5 днів":                 "number 120 h",
		"open 9 am to 17:30":                           "time 09:00; time 17:30",
		"until 12 March 2025":                          "date 2025-03-12",
		"до 3 березня":                                 "date -03-03",
		"am 03.10.2025 um 9 Uhr":                       "date 2025-10-03; time 09:00",
		"5 markets":                                    "number 5 market",
		"call +380 44 123-45-67, today":                "telephone 380441234567",
		"Write to Help@Example.com.":                   "email help@example.com",
		"Dial *100# or *077*1#, see 192.168.1.1.":      "code *100#; code *077*1#; code 192.168.1.1",
		"see https://www.example.com/help/returns/.":   "link example.com/help/returns",
		"twenty-five minutes":                          "number 0.4166666666666667 h",
		"двадцять гривень":                             "price 20 UAH",
		"за двадцать пять рублей":                      "price 25 RUB",
		"dwadzieścia pięć złotych":                     "price 25 PLN",
		"fünfundzwanzig Euro":                          "price 25 EUR",
		"one hundred and five dollars":                 "price 105 USD",
		"two thousand five hundred euros":              "price 2500 EUR",
		"протягом півтора року":                        "number 18 month",
		"полтора часа; через полчаса":                  "number 1.5 h; number 0.5 h",
		"anderthalb Stunden, eine halbe Stunde":        "number 1.5 h; number 0.5 h",
		"two and a half hours":                         "number 2.5 h",
		"два з половиною місяці":                       "number 2.5 month",
		"półtora dnia, pół godziny":                    "number 36 h; number 0.5 h",
		"half an hour":                                 "number 0.5 h",
		"через полгода, через полчаса":                 "number 6 month; number 0.5 h",
		"30 seconds, 30 Sekunden":                      "number 30 s; number 30 s",
		"через 30 секунд, ten seconds, po 5 sekundach": "number 30 s; number 10 s; number 5 s",
		"ten days, ten working days":                   "number 240 h; number 240 h",
		"w ten dzień, ten sam tydzień, ten cały rok":   "",
		"п’ятнадцять робочих днів":                     "number 360 h",
		"two, three days":                              "number 72 h",
		"one of the two ways":                          "",
		"twenty percent":                               "number 20 %",
		"1. Open the box\n2. Press the button":         "",

		"Mon–Fri 9–18, Sat until 3 pm":                     "day 12345; time 09:00; time 18:00; day 6; time 15:00",
		"from Monday to Saturday, 9–5 pm":                  "day 123456; time 09:00; time 17:00",
		"open daily 10am to 9.30pm":                        "day 1234567; time 10:00; time 21:30",
		"on weekdays from 9 to 18, at weekends till noon":  "day 12345; time 09:00; time 18:00; day 67; time 12:00",
		"Saturdays and Sundays; every day is a new day":    "day 67",
		"open 24/7, around the clock; valid for 24 hours":  "time 00:00–24:00; time 00:00–24:00; number 24 h",
		"пн–пт 9–18, у суботу з 10 до 15 години":           "day 12345; time 09:00; time 18:00; day 6; time 10:00; time 15:00",
		"з понеділка по п'ятницю, з 9.00 до 18.00":         "day 12345; time 09:00; time 18:00",
		"щодня до 20:00, цілодобово, у вихідні":            "day 1234567; time 20:00; time 00:00–24:00; day 67",
		"о 9.30, до 20 години в середу":                    "time 09:30; number 20 h; day 3",
		"с 9 утра до 10 вечера, в воскресенье":             "time 09:00; time 22:00; day 7",
		"ежедневно с 10 до 19 часов; за 2–3 часа":          "day 1234567; time 10:00; time 19:00; number 2–3 h",
		"Mo–Fr 8–17 Uhr, samstags bis 13 Uhr, so oder so":  "day 12345; time 08:00; time 17:00; day 6; time 13:00",
		"od poniedziałku do piątku w godz. 8.00":           "day 12345; time 08:00",
		"pn–pt 8–16, w sobotę o 10 rano":                   "day 12345; time 08:00; time 16:00; day 6; time 10:00",
		"on the 15th; до 15-го числа; am 3. des Monats":    "number 15 th; number 15 th; number 3 th",
		"1–15 May 2027; from 1 to 15 June":                 "date 2027-05-01; date 2027-05-15; date -06-01; date -06-15",
		"June 1–15, 2027; vom 1. bis 15. Mai":              "date 2027-06-01; date 2027-06-15; date -05-01; date -05-15",
		"з 1 червня до 31 липня 2027 року; 5/31/2027":      "date 2027-06-01; date 2027-07-31; date 2027-05-31",
		"you may 2 times; up to 5 may join":                "number 2 time; number 5",
		"Wed is wet; the sun sat; 100 Вт; so do we":        "number 0.1 kW",
		"99, 179 or 289 €; UAH 145 instead of 290 a month": "price 99 EUR; price 179 EUR; price 289 EUR; price 145 UAH; price 290 UAH",
		"1, 2 or 3 months; port 993; day 7; order 55017":   "number 1 month; number 2 month; number 3 month; number 993; number 7; number 55017",
		"5 kW at 18 °C and 12 V, 2.5 Gbit/s; 289 a month":  "number 5 kW; number 18 °C; number 12 V; number 2500 Mbit/s; number 289",
		"order AB12345 is there":                           "",
		"strange 99999999999999999999999999999999 \xff":    "number 100000000000000000000000000000000",
	} {
		var got []string
		for _, c := range assist.Claims(text) {
			got = append(got, c.Sort+" "+c.Value)
			if text[c.Start:c.End] != c.Text {
				t.Errorf("%q: %q is not what stands at %d–%d", text, c.Text, c.Start, c.End)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatTheArticlesContradictIsDisputed(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	en := []string{"Shipping to Poland costs 5 €. Shipping takes 3–5 days. The Basic plan costs 10 €. The Pro plan costs 20 €.",
		"Returns are accepted within 30 days. Our support hotline is +49 30 1234567, open 9:00–18:00. See https://shop.example/returns for returns."}
	hours := []string{"| city | address | open |\n|---|---|---|\n| Kyiv | 5 Liumenna Street | Mon–Fri 9:00–20:00, Sat 10:00–18:00 |\n| Lviv | 18 Fotonna Street | Mon–Sat 10:00–19:00 |", "The shops are closed on holidays."}
	for _, c := range []struct {
		text  string
		where []string
		given string
		want  string // what is disputed, and with what
	}{
		{"Shipping to Poland costs 7 €.", en, "", "7 €: 5 €"},
		{"Hello Anna, thanks! Shipping to Poland costs 5 euros.", en, "", ""},
		{"The Pro plan costs 10 €.", en, "", "10 €: 20 €"},
		{"Shipping takes 4 days.", en, "", ""},
		{"Shipping takes 9 days.", en, "", "9 days: 3–5 days"},
		{"Your invoice of 340 € is paid.", en, "", ""},
		{"I can refund the 7 € by tomorrow.", en, "", ""},
		{"Shipping to Poland costs 7 €.", en, "I paid 7 € for shipping", ""},
		{"We accept returns within 2 weeks.", en, "", "2 weeks: 30 days"},
		{"Our support hotline is open 9:00–20:00.", en, "", "20:00: 18:00"},
		{"Our support hotline: 030 1234567", en, "", ""},
		{"Our support hotline: +49 30 7654321", en, "", "+49 30 7654321: +49 30 1234567"},
		{"Our support hotline: +39 30 1234567", en, "", "+39 30 1234567: +49 30 1234567"},
		{"Our name servers: ns3.shop.example", []string{"Enter our name servers: ns1.shop.example and ns2.shop.example."}, "", "ns3.shop.example: ns1.shop.example"},
		{"Our name servers: ns2.shop.example", []string{"Enter our name servers: ns1.shop.example and ns2.shop.example."}, "", ""},
		{"Dial *101# for the balance", []string{"Dial *100# for the balance. Dial *200# for the internet."}, "", "*101#: *100#"},
		{"The page of the router is 192.168.0.1", []string{"The page of the router: http://lumen.example or 192.168.1.1."}, "", "192.168.0.1: 192.168.1.1"},
		{"Returns are here: https://shop.example/refunds", en, "", "https://shop.example/refunds: https://shop.example/returns"},
		{"Returns are here: https://shop.exmaple/returns", en, "", "https://shop.exmaple/returns: https://shop.example/returns"},
		{"Your account: https://shp.example", en, "", "https://shp.example: https://shop.example/returns"},
		{"Returns: www.shop.com/returns", []string{"Returns: www.shop.example/returns"}, "", "www.shop.com/returns: www.shop.example/returns"},
		{"Shipping to Poland costs $5.", en, "", "$5: 5 €"},
		{"Shipping to Poland costs 21 zł.", en, "", ""}, // it may well be the same
		{"Shipping to Poland costs seven euros.", en, "", "seven euros: 5 €"},
		{"Shipping to Poland costs five euros.", en, "", ""},
		{"Returns are accepted within 30 months.", en, "", "30 months: 30 days"},
		{"Returns are accepted within thirty days.", en, "", ""},
		{"Доставка в Польщу коштує сто п’ятдесят гривень.", []string{"Доставка в Польщу коштує 120 грн."}, "", "сто п’ятдесят гривень: 120 грн"},
		{"Your courier tracks it at https://dhl.example/7", en, "", ""},
		{"Доставка в Польщу коштує 150 грн.", []string{"Доставка в Польщу коштує 120 грн."}, "", "150 грн: 120 грн"},
		{"Доставка занимает 2 дня.", []string{"Доставка занимает 3-5 дней."}, "", "2 дня: 3-5 дней"},
		{"Die Lieferung dauert 2 Tage.", []string{"Die Lieferung dauert 3 bis 5 Tage."}, "", "2 Tage: 3 bis 5 Tage"},
		{"Our support hotline is open from 9 am to 6 pm.", en, "", ""},
		{"Our support hotline is open today until 7 pm.", en, "", "7 pm: 18:00"},
		{"Our support hotline will call you tomorrow between 10:00 and 12:00.", en, "", ""},
		{"Our support hotline is open around the clock.", en, "", "around the clock: 9:00"},
		{"The shop in Lviv is open Mon–Sat, 10–20.", hours, "", "20: 19:00"},
		{"The shop in Lviv is open from Monday to Saturday between 10 am and 7 pm.", hours, "", ""},
		{"The shop in Lviv is open at weekends.", hours, "", "at weekends: Mon–Sat"},
		{"The shop in Lviv is open on Sunday.", hours, "Is the shop open on Sunday?", "Sunday: Mon–Sat"},
		{"The shop in Lviv is closed on Sunday.", hours, "", ""},
		{"In Lviv we are closed on Saturday.", hours, "", "Saturday: Mon–Sat"},
		{"The shop in Kyiv is open on Saturday until 20:00.", hours, "", "20:00: 18:00"},
		{"The shop in Kyiv is open Mon–Sat.", hours, "", ""},
		{"The shop in Kyiv is open Mon–Fri 9:00–20:00 and Sat 10:00–18:00.", hours, "", ""},
		{"The shop in Odesa costs UAH 40 a month.", hours, "", ""},
		{"Orders leave on the 7th of the month.", []string{"Orders leave on the 5th of the month."}, "", "7th: 5th"},
		{"The offer holds until 31 March 2027.", []string{"The offer holds from 1 November 2026 to 28 February 2027."}, "", "31 March 2027: 28 February 2027"},
		{"You can join the offer on 5 December.", []string{"The offer: join from 1 November to 31 December."}, "", ""},
		{"Vans: UAH 60 a day, bikes: UAH 20 a day.", []string{"Vans cost UAH 60 a day, bikes UAH 20."}, "", ""},
		{"Vans: UAH 20 a day.", []string{"Vans cost UAH 60 a day and bikes UAH 20."}, "", "UAH 20: UAH 60"},
		{"Delivery by courier costs UAH 79.", []string{"Delivery by courier is free from UAH 1,500."}, "", ""},
		{"The mailbox Plus has 60 folders.", []string{"| mailbox | folders |\n|---|---|\n| Basic | 20 |\n| Plus | 50 |"}, "", "60: 50"},
		{"Delivery takes 3 to 9 days.", []string{"Delivery takes 3 to 5 days."}, "", "3 to 9 days: 3 to 5 days"},
		{"Магазин у Львові працює щодня до 19:00.", []string{"Магазин у Львові працює пн–сб 10:00–19:00."}, "", "щодня: пн–сб"},
		{"Zwrot towaru jest możliwy w ciągu 30 dni.", []string{"Zwrot towaru: 14 dni."}, "", "30 dni: 14 dni"},
	} {
		var sources []assist.Source
		for i, p := range c.where {
			sources = append(sources, assist.Source{Article: int64(i + 1), Title: "Terms", Passage: p})
		}
		var got []string
		for _, d := range assist.Compare(c.text, sources, []string{c.given}) {
			got = append(got, d.Claim.Text+": "+d.Value)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: disputed %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhatIsTurnedRoundIsDisputed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, article string
		disputed      bool
	}{
		{"We do not deliver to villages on Saturday.", "We deliver to villages on Saturday, too.", true},
		{"We deliver to villages on Saturday.", "We do not deliver to villages on Saturday.", true},
		{"We don’t deliver to villages on Saturday.", "We don't deliver to villages on Saturday.", false},
		{"The contract can't be cancelled online.", "The contract can be cancelled online.", true},
		{"The contract can be cancelled online, but not by telephone.", "The contract can be cancelled online.", false},
		{"Don't hesitate to cancel the contract online.", "Cancel the contract online.", false},
		{"Can the contract not be cancelled online?", "The contract can be cancelled online.", false},
		{"Our shops are closed.", "Our shops are not closed.", false}, // too few words to be compared
		{"Restart the router; if it is not back, call us again.", "Restart the router and call us again when it is back.", false},
		{"Розстрочку можна оформити онлайн без довідки.", "Розстрочку не можна оформити онлайн без довідки.", true},
		{"Розстрочку не можна оформити онлайн.", "Розстрочку не можна оформити онлайн.", false},
		{"Возврат товара без чека возможен.", "Возврат товара без чека невозможен.", false}, // one word against another
		{"Возврат товара по почте не принимаем.", "Возврат товара по почте принимаем.", true},
		{"Zwrot towaru pocztą nie jest przyjmowany.", "Zwrot towaru pocztą jest przyjmowany.", true},
		{"Die Gebühr für die Lieferung wird nicht erstattet.", "Die Gebühr für die Lieferung wird erstattet.", true},
		{"Die Gebühr für die Lieferung erstatten wir nicht.", "Wir erstatten nicht die Gebühr für die Lieferung.", false},
	} {
		got := assist.Compare(c.text, []assist.Source{{Article: 1, Title: "Terms", Passage: c.article}}, nil)
		if (len(got) > 0) != c.disputed || len(got) > 0 && (got[0].Claim.Sort != assist.ClaimDenial || c.text[got[0].Claim.Start:got[0].Claim.End] != got[0].Claim.Text) {
			t.Errorf("%q against %q: %v", c.text, c.article, got)
		}
	}
}

func TestAnotherThingInASentenceOfAnArticleIsDisputed(t *testing.T) {
	t.Parallel()
	where := []string{"For the tariff Giga Max you need the Lumen R3. The Lumen R2 is enough for Home.", "Ask in our shop in Lviv for Mr Bondar, the manager of repairs. Our shop in Kyiv has a shelter.",
		"Im Tarif Giga Max brauchen Sie den Router R3. Für Home genügt der Router R2.", "Для тарифу Giga Max потрібен роутер R3 із магазину. Для Home вистачить роутера R2."}
	for _, c := range []struct{ text, given, want string }{
		{"For Giga Max you need the Lumen R2.", "", "R2: R3"},
		{"For Giga Max you need the Lumen R3, Anna.", "", ""},
		{"For Giga Max you need the Lumen R2.", "I have the R2", ""}, // the customer named it
		{"For Giga Max you need the Lumen Qorvex.", "", ""},          // nobody knows it
		{"The Lumen R2 is enough for Home.", "", ""},
		{"Ask in our shop in Kyiv for Mr Bondar, the manager of repairs.", "", "Kyiv: Lviv"},
		{"Hello Mr Lviv, this is Petro from Kyiv. How can I help you?", "", ""},
		{"Thank you for waiting, Giga Max needs a better router, I think.", "", ""},
		{"Im Tarif Giga Max brauchen Sie den Router R2.", "", "R2: R3"},
		{"Для тарифу Giga Max потрібен роутер R2 із магазину.", "", "R2: R3"},
	} {
		var sources []assist.Source
		for i, p := range where {
			sources = append(sources, assist.Source{Article: int64(i + 1), Title: "Terms", Passage: p})
		}
		var got []string
		for _, d := range assist.Compare(c.text, sources, []string{c.given}) {
			if d.Claim.Sort == assist.ClaimName {
				got = append(got, d.Claim.Text+": "+d.Value)
			}
			if c.text[d.Claim.Start:d.Claim.End] != d.Claim.Text {
				t.Errorf("%q: %q is not what stands at %d–%d", c.text, d.Claim.Text, d.Claim.Start, d.Claim.End)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: disputed %q, want %q", c.text, got, c.want)
		}
	}
}

// What stands on a project's card alone is checked too: its hours, its telephone, the offers in force.
func TestAReplyIsComparedWithTheProjectsCard(t *testing.T) {
	t.Parallel()
	index := local.New()
	cards := []knowledge.Project{{Key: "net", Name: "Net", Contacts: "Phone +380 44 123 45 67, e-mail help@net.example", Hours: "Mon–Fri 9:00–18:00",
		Body: "Fibre for flats.\n\n## Prices\nThe tariff Home costs 5 €.\n\n## Offers\n- Connection costs 1 € (until 2020-01-01)\n- Moving house costs 2 € (until 2099-01-01)\n"},
		{Key: "shop", Name: "Shop", Contacts: "+380 44 123 45 69", Hours: "Every day 8:00–20:00"}}
	a := assist.New(assist.Config{Index: index, Projects: func(context.Context) ([]knowledge.Project, error) { return cards, nil }})
	for text, want := range map[string]string{
		"We are open Monday to Friday until 6 pm.":             "",
		"We are open Monday to Friday until 8 pm.":             "8 pm: 18:00",
		"Our hotline works every day from 9:00 to 18:00.":      "every day: Mon–Fri",
		"The technician is with you on Saturday at 10:00.":     "", // no hours of the company's
		"Call us: +380 44 123 45 67":                           "",
		"Call us: +380 44 123 45 76":                           "+380 44 123 45 76: +380 44 123 45 67",
		"For a lamp call Shop at +380 44 123 45 69":            "",
		"Write to help@nte.example":                            "help@nte.example: help@net.example",
		"The tariff Home costs 7 €.":                           "7 €: 5 €",
		"Connection costs 30 €.":                               "", // the offer is over
		"Moving house costs 3 €.":                              "3 €: 2 €",
		"Shop is open every day until 8 pm.":                   "",
		"Ми працюємо з понеділка до п'ятниці з 9 до 19.":       "19: 18:00",
		"Wir sind von Montag bis Samstag telefonisch da, 9–18": "Montag bis Samstag: Mon–Fri",
	} {
		found, err := a.Check(t.Context(), text, assist.Dialogue{Lang: "en", Projects: []string{"net"}, At: time.Now(), Turns: []assist.Turn{{Customer: true, Text: "hello"}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range found {
			got = append(got, d.Claim.Text+": "+d.Value)
			if d.Source.Title != "Project card" || d.Source.Name == "" {
				t.Errorf("%q: the source is %+v", text, d.Source)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: disputed %q, want %q", text, got, want)
		}
	}
}

// Whatever anybody writes is compared with whatever an article says.
func FuzzCompare(f *testing.F) {
	f.Add("The shop in Kyiv is open Mon–Fri 9–20, (Sat 10–18) and closed on Sundays.", "| city | open |\n|---|---|\n| Kyiv | Mon–Fri 9:00–20:00, Sat 10:00–18:00 |")
	f.Add("from 1 to 15 June 2027, am 3. des Monats, 5/31/2027, until 24:00", "з 1 червня до 31 липня 2027 року, о 9.30, до 20 години")
	f.Add("UAH 99, 179 or 289 a month; port 993; вул. Люменна, 5 \xff", "+380 44 123 45 67, help@net.example, *100#, E-104 \xff\xfe")
	f.Add("\"İt does not open\" — ні, хіба що E-104; no fee unless … 15. Dezember, in March to May", "Ohne «Code» nie: weder E-105 noch BX500, протягом тижня 0,5 л, (free) |")
	f.Fuzz(func(t *testing.T, text, passage string) {
		for _, d := range assist.Compare(text, []assist.Source{{Article: 1, Title: "Terms", Passage: passage}}, []string{passage}) {
			if d.Value == "" || d.Says == "" {
				t.Errorf("%q against %q: %+v", text, passage, d)
			}
		}
		if again := assist.Compare(passage, []assist.Source{{Article: 1, Passage: passage}}, nil); len(again) > 0 && len(passage) < 200 {
			t.Logf("%q against itself: %v", passage, again)
		}
	})
}
