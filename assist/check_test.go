package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

func TestClaimsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Delivery costs $5.50.":                         "price 5.5 USD",
		"Das kostet 1.200,50 € pro Jahr":                "price 1200.5 EUR",
		"Ціна 1 200 грн":                                "price 1200 UAH",
		"Koszt to 20–30 zł.":                            "price 20–30 PLN",
		"Скидка 5 процентов":                            "number 5 %",
		"within 2 weeks":                                "number 336 h",
		"It takes two working days":                     "number 48 h",
		"3–5 Werktage":                                  "number 72–120 h",
		"Протягом п'яти, тобто 5 днів":                  "number 120 h",
		"open 9 am to 17:30":                            "time 09:00; time 17:30",
		"until 12 March 2025":                           "date 2025-03-12",
		"до 3 березня":                                  "date -03-03",
		"am 03.10.2025 um 9 Uhr":                        "date 2025-10-03; time 09:00",
		"5 markets":                                     "number 5 market",
		"call +380 44 123-45-67, today":                 "telephone 380441234567",
		"Write to Help@Example.com.":                    "email help@example.com",
		"Dial *100# or *077*1#, see 192.168.1.1.":       "code *100#; code *077*1#; code 192.168.1.1",
		"see https://www.example.com/help/returns/.":    "link example.com/help/returns",
		"twenty-five minutes":                           "number 0.4166666666666667 h",
		"двадцять гривень":                              "price 20 UAH",
		"за двадцать пять рублей":                       "price 25 RUB",
		"dwadzieścia pięć złotych":                      "price 25 PLN",
		"fünfundzwanzig Euro":                           "price 25 EUR",
		"one hundred and five dollars":                  "price 105 USD",
		"two thousand five hundred euros":               "price 2500 EUR",
		"протягом півтора року":                         "number 18 month",
		"полтора часа; через полчаса":                   "number 1.5 h; number 0.5 h",
		"anderthalb Stunden, eine halbe Stunde":         "number 1.5 h; number 0.5 h",
		"two and a half hours":                          "number 2.5 h",
		"два з половиною місяці":                        "number 2.5 month",
		"półtora dnia, pół godziny":                     "number 36 h; number 0.5 h",
		"half an hour":                                  "number 0.5 h",
		"через полгода, через полчаса":                  "number 6 month; number 0.5 h",
		"30 seconds, 30 Sekunden":                       "number 30 s; number 30 s",
		"через 30 секунд, ten seconds, po 5 sekundach":  "number 30 s; number 10 s; number 5 s",
		"ten days, ten working days":                    "number 240 h; number 240 h",
		"w ten dzień, ten sam tydzień, ten cały rok":    "",
		"п’ятнадцять робочих днів":                      "number 360 h",
		"two, three days":                               "number 72 h",
		"one of the two ways":                           "",
		"twenty percent":                                "number 20 %",
		"1. Open the box\n2. Press the button":          "",
		"order AB12345 is there":                        "",
		"strange 99999999999999999999999999999999 \xff": "number 100000000000000000000000000000000",
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
	t.Parallel()
	en := []string{"Shipping to Poland costs 5 €. Shipping takes 3–5 days. The Basic plan costs 10 €. The Pro plan costs 20 €.",
		"Returns are accepted within 30 days. Our support hotline is +49 30 1234567, open 9:00–18:00. See https://shop.example/returns for returns."}
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
