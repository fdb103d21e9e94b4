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
