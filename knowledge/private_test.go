package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestWhatIsPersonalAndWhatIsNot(t *testing.T) {
	for text, want := range map[string]string{
		"write to maria.k+1@home.example please":                   "email",
		"call +380 (44) 123-45-67 after six":                       "telephone",
		"телефон 0441234567":                                       "telephone",
		"my number is +44 20 7946 0958":                            "telephone", // with a card's check digit
		"Rufen Sie 030 1234567 an":                                 "telephone",
		"card 4111 1111 1111 1111 is mine":                         "card",
		"IBAN DE89 3704 0044 0532 0130 00 ok":                      "iban",
		"UA213223130000026007233566001":                            "iban",
		"my ssn is 078-05-1120":                                    "id",
		"мій РНОКПП 3184710691":                                    "id",
		"PESEL 44051401359":                                        "id",
		"it is 4821":                                               "number",
		"maria lind 4821":                                          "number",
		"my email is marialindgmailcom":                            "email",
		"maria 2004 homemailcom":                                   "email",
		"my account number is 4821":                                "id",
		"router model 4500":                                        "",
		"error code 5010":                                          "",
		"lumen spark 2017":                                         "",
		"there is internet":                                        "",
		"the order 100200 came on 12.03.2026 at 14:30":             "",
		"it costs 1 200,50 UAH, or 2000 with delivery":             "",
		"code TV-21, model X500-200, version 1.2.3":                "",
		"between 10 and 20 days":                                   "",
		"2026-11-23":                                               "",
		"mac 192.168.0.1":                                          "",
		"ref #1234567890":                                          "",
		"two hundred fifty thousand dollars in twenty days":        "",
		"one or two of the three, or four of five or six or seven": "",
		"order AB 12 34 56 and parts ABC123456, X12345678":         "",
		"pay five hundred twenty one and ninety nine cents":        "",
		"the year nineteen eighty four":                            "",
		"seven eight zero one":                                     "number",
		"587":                                                      "number",
		"350":                                                      "",
	} {
		got := knowledge.FindPrivate(text)
		switch {
		case want == "" && len(got) > 0:
			t.Errorf("%q: %v", text, got)
		case want != "" && (len(got) != 1 || got[0].Sort != want):
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
}

// In most languages a number is dictated by tens and hundreds; how many, and how much, is said in the same words.
func TestANumberThatIsDictatedInGroups(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"подзвоніть мені нуль шістдесят сім сто двадцять три сорок п'ять шістдесят сім":                  "подзвоніть мені ~",
		"подзвоніть нуль шістдесят сім потім сто двадцять три далі сорок п’ять шістдесят сім будь ласка": "подзвоніть ~ будь ласка",
		"мой номер плюс три восемь ноль шестьдесят семь сто двадцать три сорок пять шестьдесят семь":     "мой номер плюс ~",
		"mój numer sześćset jeden dwieście trzydzieści cztery pięćset sześćdziesiąt siedem":              "mój numer ~",
		"zadzwoń sześćset jeden dwieście trzydzieści cztery pięćset sześćdziesiąt siedem jutro":          "zadzwoń ~ jutro",
		"meine Nummer ist null eins sieben eins dreiundzwanzig fünfundvierzig siebenundsechzig acht":     "meine Nummer ist ~",
		"ruf null eins sieben eins dreiundzwanzig fünfundvierzig siebenundsechzig einundachtzig an":      "ruf ~ an",
		"write to martha(at)example.com please":                  "write to ~ please",
		"schreib an martha [at] example [punkt] com":             "schreib an ~",
		"договір сто двадцять три чотириста п'ятдесят шість":     "договір ~",
		"договір на двадцять чотири місяці":                      "договір на двадцять чотири місяці",
		"рахунок на сто двадцять п'ять, а було двісті":           "рахунок на сто двадцять п'ять, а було двісті",
		"коштує триста двадцять гривень або чотириста":           "коштує триста двадцять гривень або чотириста",
		"są trzy ceny: sto dwieście trzysta":                     "są trzy ceny: sto dwieście trzysta",
		"das kostet fünfundzwanzig oder fünfunddreißig im Monat": "das kostet fünfundzwanzig oder fünfunddreißig im Monat",
		"номер замовлення двісті":                                "номер замовлення двісті",
		"the meeting (at) noon costs nothing":                    "the meeting (at) noon costs nothing",
	} {
		hidden := text
		for _, p := range slices.Backward(knowledge.FindPrivate(text)) {
			hidden = hidden[:p.Start] + "~" + hidden[p.End:]
		}
		if hidden != want {
			t.Errorf("%q became %q, want %q", text, hidden, want)
		}
	}
	said := "сто двадцять три чотириста п'ятдесят шість"
	if got := knowledge.FindPrivateAnswer("Який номер договору?", said); len(got) != 1 || got[0].Start != 0 || got[0].End != len(said) {
		t.Errorf("an answer: %+v", got)
	}
}

func TestAMaskKeepsLittle(t *testing.T) {
	for text, want := range map[string]string{
		"write to maria@home.example":             "write to m•••@home.example",
		"card 4111 1111 1111 1111.":               "card •••• 1111.",
		"call +380 44 123 45 67 now":              "call •••• 67 now",
		"nothing to hide":                         "nothing to hide",
		"it is 4821":                              "it is ••••",
		"call five five five one two one two now": "call •••• now",
	} {
		if got := knowledge.Mask(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if again := knowledge.MaskPerson(want); again != want {
			t.Errorf("%q, masked once more, became %q", want, again)
		}
	}
}

func TestAMaskInTheTextHidesNoNumberFromMasking(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"card •••• 4111 1111 1111 1111", "card •••• 4111111111111111", "call •••• +380 44 123 45 67"} {
		if got := knowledge.Mask(text); strings.Contains(got, "1111 1111") || strings.Contains(got, "11111111") || strings.Contains(got, "123") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzFindPrivate(f *testing.F) {
	f.Add("call +380 44 123 45 67, x@y.z 4111111111111111")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, p := range knowledge.FindPrivate(text) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("%q: %+v after %d", text, p, last)
			}
			last = p.End
		}
		_ = strings.ToValidUTF8(knowledge.Mask(text), "")
	})
}
