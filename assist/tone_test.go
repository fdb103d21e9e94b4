package assist_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/prompts"
	"switchboard/knowledge/local"
)

// toned asks for another wording of a text, by a model that says each of the answers in turn, the last one again and again.
func toned(t *testing.T, r assist.Rewording, answers ...string) (assist.Reworded, *scripted, error) {
	t.Helper()
	system, err := prompts.Load("", prompts.Tone)
	if err != nil {
		t.Fatal(err)
	}
	m := &scripted{}
	m.answer = func(assist.Prompt) (string, error) {
		said := answers[min(len(m.asked), len(answers))-1]
		if said == "" {
			return "", errors.New("down")
		}
		b, err := json.Marshal(map[string]string{"text": said})
		return string(b), err
	}
	got, err := assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Tone: system}}).Reword(t.Context(), r)
	return got, m, err
}

func TestAWordingKeepsWhatIsRightOrWrongToTheSign(t *testing.T) {
	t.Parallel()
	const mine = "Hello Anna, the refund of 49.90 EUR for order AB12345 is paid within 14 days to your account at Lumen Shop, by 3 March. See https://shop.example/refunds or call +49 30 901820."
	const good = "Anna, we pay 49.90 EUR for AB12345 within 14 days at Lumen Shop, by 3 March: https://shop.example/refunds, +49 30 901820."
	for name, c := range map[string]struct {
		tone, said, why string
	}{
		"as it should be":     {assist.Shorter, good, ""},
		"another price":       {assist.Shorter, strings.Replace(good, "49.90", "48.90", 1), "49.90 EUR"},
		"another number":      {assist.Shorter, strings.Replace(good, "14", "10", 1), "14 days"},
		"another unit":        {assist.Shorter, strings.Replace(good, "14 days", "14 weeks", 1), "14 days"},
		"another date":        {assist.Shorter, strings.Replace(good, "3 March", "4 March", 1), "3 March"},
		"another link":        {assist.Shorter, strings.Replace(good, "/refunds", "/pay", 1), "shop.example/refunds"},
		"another phone":       {assist.Shorter, strings.Replace(good, "901820", "901821", 1), "+49 30 901820"},
		"another code":        {assist.Shorter, strings.Replace(good, "AB12345", "AB12354", 1), "AB12345"},
		"another name":        {assist.Shorter, strings.Replace(good, "Lumen", "Nova", 1), "Lumen"},
		"a code left out":     {assist.Shorter, strings.Replace(good, " for AB12345", "", 1), "AB12345"},
		"a number added":      {assist.Shorter, good + " 5 % off.", "5 %"},
		"a link added":        {assist.Shorter, good + " https://evil.example", "evil.example"},
		"a name added":        {assist.Shorter, good + " Please ask for Boris", "Boris"},
		"not shorter":         {assist.Shorter, mine, "not shorter"},
		"markup":              {assist.Shorter, strings.Replace(good, "within", "<b>within</b>", 1), "marks"},
		"a hidden link":       {assist.Shorter, strings.Replace(good, "within", "[within](//x)", 1), "marks"},
		"a forged sign":       {assist.Shorter, good + " ⟦EMAIL_1⟧", "private"},
		"the rules":           {assist.Shorter, good + " You reword what an operator of a company's support", "rules"},
		"another language":    {assist.Formal, "Анно, повернення 49.90 EUR за AB12345 протягом 14 днів, до 3 березня: https://shop.example/refunds, +49 30 901820.", "another language"},
		"nothing":             {assist.Formal, "  …", "empty"},
		"a flood":             {assist.Friendlier, good + strings.Repeat(" thank you very much", 60), "much longer"},
		"friendlier, with hi": {assist.Friendlier, "Hi Anna! Good news: your refund of 49.90 EUR for order AB12345 will be paid within 14 days, by 3 March. Have a look at https://shop.example/refunds or just call +49 30 901820. Your team at Lumen Shop", ""},
	} {
		got, m, err := toned(t, assist.Rewording{Text: mine, Tone: c.tone, Lang: "en"}, c.said)
		var why assist.RewordError
		switch {
		case c.why == "" && (err != nil || got.Text != c.said || len(m.asked) != 1):
			t.Errorf("%s: %+v, %v", name, got, err)
		case c.why != "" && (!errors.As(err, &why) || !strings.Contains(why.Why, c.why) || got.Text != ""):
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestAWordingThatFailsIsAskedForOnceMore(t *testing.T) {
	t.Parallel()
	mine := assist.Rewording{Text: "We will of course pay the refund within 14 days.", Tone: assist.Shorter}
	got, m, err := toned(t, mine, "We pay within 15 days.", "We pay within 14 days.")
	if err != nil || got.Text != "We pay within 14 days." || len(m.asked) != 2 || !strings.Contains(m.asked[0].Data, `"keep":["14 days"]`) {
		t.Errorf("%+v, %v, asked %+v", got, err, m.asked)
	}
	if _, m, err := toned(t, mine, ""); err == nil || errors.As(err, new(assist.RewordError)) || len(m.asked) != 1 {
		t.Errorf("a model that is down: %v after %d", err, len(m.asked))
	}
}

func TestATranslationKeepsWhatHasNoLanguage(t *testing.T) {
	t.Parallel()
	const mine = "Please restart the router LX-200 and wait 2 minutes. The visit costs 150 UAH on 5 May at 9:30."
	const good = "Перезапустіть, будь ласка, роутер LX-200 і зачекайте 2 хвилини. Візит коштує 150 грн 5 травня о 9:30."
	for said, why := range map[string]string{
		good: "",
		strings.Replace(good, "LX-200", "LX-300", 1):                                                  "200",
		strings.Replace(good, "150 грн", "150 євро", 1):                                               "150 UAH",
		strings.Replace(good, "хвилини", "години", 1):                                                 "2 minutes",
		strings.Replace(good, "травня", "червня", 1):                                                  "5 May",
		strings.Replace(good, "9:30", "9:00", 1):                                                      "9:30",
		"Please restart LX-200, wait 2 minutes. The visit costs 150 UAH on 5 May at 9:30, thank you.": "another language",
	} {
		got, _, err := toned(t, assist.Rewording{Text: mine, Tone: assist.Translate, Lang: "uk"}, said)
		if why == "" && (err != nil || got.Text != said || got.Lang != "uk" || len(got.Notes) == 0) || why != "" && (err == nil || !strings.Contains(err.Error(), why)) {
			t.Errorf("%q: %+v, %v", said, got, err)
		}
	}
	if _, m, err := toned(t, assist.Rewording{Text: good, Tone: assist.Translate, Lang: "uk"}, mine); err == nil || len(m.asked) != 0 {
		t.Errorf("translated into its own language: %v", err)
	}
}

func TestWhatRulesCannotTellIsShownToThePerson(t *testing.T) {
	t.Parallel()
	const mine = "You can return the lamp within 14 days."
	for said, want := range map[string]string{
		"Of course you can return the lamp within 14 days!":                                                    "",
		"You can return the lamp within 14 days. Please let us know if you have any further questions!":        "",
		"You cannot return the lamp within 14 days.":                                                           "denies",
		"You can return the lamp within 14 days. Our courier collects everything free of charge at your door.": "courier",
	} {
		got, _, err := toned(t, assist.Rewording{Text: mine, Tone: assist.Friendlier}, said)
		notes := strings.Join(got.Notes, "\n")
		if err != nil || want == "" && notes != "" || !strings.Contains(notes, want) {
			t.Errorf("%q: notes %q, %v", said, notes, err)
		}
	}
}

func TestWhatIsPrivateInAReplyDoesNotReachTheModel(t *testing.T) {
	t.Parallel()
	const mine = "We have written to ann@example.org and will call you back, please keep your card 4111 1111 1111 1111 ready."
	got, m, err := toned(t, assist.Rewording{Text: mine, Tone: assist.Shorter}, "We wrote to ⟦EMAIL_1⟧ and call back; keep ⟦CARD_1⟧ ready.")
	if err != nil || got.Text != "We wrote to ann@example.org and call back; keep 4111 1111 1111 1111 ready." {
		t.Errorf("%+v, %v", got, err)
	}
	for _, p := range m.asked {
		if strings.Contains(p.Data, "ann@example.org") || strings.Contains(p.Data, "4111") {
			t.Errorf("it left: %s", p.Data)
		}
	}
	if _, _, err := toned(t, assist.Rewording{Text: mine, Tone: assist.Shorter}, "We wrote and call back; keep ⟦CARD_1⟧ ready."); err == nil {
		t.Error("an address is left out, and nobody says so")
	}
}

func TestGoodWordingsStandInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ tone, lang, mine, said string }{
		{assist.Friendlier, "en", "Restart the router and wait 2 minutes. If the WLAN lamp stays off, call us on Monday at 9:00.",
			"Happy to help! Please restart the router and give it two minutes. If the WLAN lamp still stays off, just call us on Monday at 9:00 – we're always glad to hear from you."},
		{assist.Shorter, "en", "Hello Anna, thank you very much for your patience. The refund of UAH 1,899 was sent to your card yesterday, it takes 3–5 days.", "Hello Anna, the refund of UAH 1,899 was sent yesterday, it takes 3–5 days."},
		{assist.Formal, "uk", "Привіт! Перезавантажте роутер і зачекайте 2 хвилини, потім напишіть нам.",
			"Доброго дня! Будь ласка, перезавантажте роутер та зачекайте 2 хвилини, після чого напишіть нам. З повагою"},
		{assist.Shorter, "uk", "Пане Андрію, кошти у розмірі 150 грн повернуться на Вашу картку протягом 14 днів, до 3 березня.", "Пане Андрію, 150 грн повернуться на картку протягом 14 днів, до 3 березня."},
		{assist.Friendlier, "ru", "Посылка придёт в пятницу, 5 мая. Её можно забрать до 20:00.", "Хорошие новости: посылка придёт в пятницу, 5 мая! Забрать её можно до 20:00."},
		{assist.Formal, "de", "Hallo! Starte den Router neu und warte 2 Minuten. Das kostet nichts.", "Guten Tag, bitte starten Sie den Router neu und warten Sie 2 Minuten. Das kostet nichts."},
		{assist.Formal, "pl", "Cześć! Zwrot 49,90 zł wyślemy w ciągu 14 dni.", "Dzień dobry, zwrot 49,90 zł wyślemy w ciągu 14 dni. Pozdrawiamy"},
		{assist.Translate, "de", "Your parcel AB12345 arrives on 5 May between 9:00 and 12:00. Shipping costs €5.50.", "Ihr Paket AB12345 kommt am 5. Mai zwischen 9:00 und 12:00 Uhr an. Der Versand kostet 5,50 €."},
		{assist.Translate, "de", "Our shop is open Monday to Friday from 9 am to 6 pm and on Saturday until noon.", "Unser Laden ist Montag bis Freitag von 9 bis 18 Uhr und am Samstag bis 12 Uhr geöffnet."},
		{assist.Translate, "uk", "Call us on weekdays until 8 pm, the 3rd floor.", "Телефонуйте нам у будні до 20:00, 3-й поверх."},
		{assist.Translate, "fr", "Our shop is closed on Sunday.", "Notre magasin est fermé le dimanche."},
		{assist.Translate, "pl", "You can return it within 30 days, it is free.", "Możesz go zwrócić w ciągu 30 dni, bezpłatnie."},
		{assist.Translate, "en", "Вартість доставки до Києва 75 грн, термін 2 дні. Сайт: https://lumen.example/ship", "Delivery to Kyiv costs 75 UAH and takes 2 days. Site: https://lumen.example/ship"},
		{assist.Translate, "ru", "Call +380 44 123 45 67 within one week.", "Позвоните по номеру +380 44 123 45 67 в течение недели."},
		{assist.Translate, "pl", "We have 3 shops in Kyiv, and 2 in Lviv.", "Mamy 3 sklepy w Kijowie i 2 w Lwowie."},
		{assist.Translate, "pl", "Bring two documents with you within 10 days.", "Przynieś dwa dokumenty w ciągu 10 dni."},
		{assist.Translate, "uk", "It takes about an hour.", "Це займе близько години."},
		{assist.Translate, "pl", "It takes about an hour.", "Zajmie to około godziny."},
		{assist.Translate, "pl", "The visit costs UAH 250.", "Wizyta kosztuje 250 hrywien."},
		{assist.Translate, "de", "The visit costs UAH 250.", "Der Besuch kostet 250 Hrywnja."},
		{assist.Translate, "de", "The visit of our master costs UAH 250.", "Der Besuch unseres Meisters kostet 250 Griwna."},
		{assist.Translate, "pl", "The delivery costs PLN 20.99.", "Dostawa kosztuje 20,99 zł."},
		{assist.Translate, "pl", "It falls below 70 per cent of the tariff.", "Spada poniżej 70% taryfy."},
		{assist.Translate, "de", "It falls below 70% of the tariff.", "Es fällt unter 70 Prozent des Tarifs."},
		{assist.Formal, "en", "It is seventy per cent of the tariff.", "It amounts to 70% of the tariff."},
	} {
		got, _, err := toned(t, assist.Rewording{Text: c.mine, Tone: c.tone, Lang: c.lang}, c.said)
		if err != nil || got.Text != c.said {
			t.Errorf("%s %s: %v", c.lang, c.tone, err)
		}
	}
}

// The units and the money of another language are no reason to let another number through.
func TestAnotherNumberIsSeenInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, mine, said, why string }{
		{"pl", "We have 3 shops in Kyiv.", "Mamy 4 sklepy w Kijowie.", "3"},
		{"uk", "It takes about an hour.", "Це займе близько 2 годин.", "2 годин"},
		{"pl", "The visit costs UAH 250.", "Wizyta kosztuje 260 hrywien.", "UAH 250"},
		{"pl", "The visit costs UAH 250.", "Wizyta kosztuje 250 zł.", "UAH 250"},
		{"pl", "It falls below 70 per cent of the tariff.", "Spada poniżej 60% taryfy.", "70 per cent"},
		{"de", "A lamp of 60 W costs 5 €.", "Eine Lampe mit 40 W kostet 5 €.", "60 W"},
		{"de", "Error E-104: restart the router.", "Fehler F-104: Starten Sie den Router neu.", "104"},
		{"de", "It comes within a week.", "Es kommt innerhalb eines Monats.", "week"},
	} {
		_, _, err := toned(t, assist.Rewording{Text: c.mine, Tone: assist.Translate, Lang: c.lang}, c.said)
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %q: %v", c.lang, c.said, err)
		}
	}
}

// What nobody sees in a text, as it is pasted from pages, and digits of another script are no reason to throw a wording away.
func TestAWordingOfATextWithUnseenSignsStands(t *testing.T) {
	t.Parallel()
	got, _, err := toned(t, assist.Rewording{Text: "Die Kunden\u00adnummer AB\u200b12345 gilt noch ٣ Tage lang, gerechnet ab dem heutigen Tag.", Tone: assist.Shorter},
		"Die Kundennummer AB12345 gilt noch 3 Tage lang.")
	if err != nil || got.Text != "Die Kundennummer AB12345 gilt noch 3 Tage lang." {
		t.Errorf("%q, %v", got.Text, err)
	}
}

// A sign that a model has damaged, or linked to itself, still stands for what it hid; which of them is whose is looked at.
func TestDamagedSignsStandForWhatTheyHid(t *testing.T) {
	t.Parallel()
	const mine = "Write to help@lumen.example or call +380 44 123 45 67 about the internet."
	for said, want := range map[string]string{
		"Please write to [⟦EMAIL_1⟧](mailto:⟦EMAIL_1⟧) or call [⟦TELEPHONE_1⟧](tel:⟦TELEPHONE_1⟧) about the internet.": "",
		"Please write to [EMAIL_1](mailto:EMAIL_1) or call 【TELEPHONE_1】 about the internet.":                          "",
		"Please write to ⟦EMAIL_1 or call TELEPHONE_1⟧ about the internet.":                                            "",
		"Please write to ⟦EMAIL_1⟧ or call ⟦TELEPHONE_1⟧ about the internet⟧.":                                         "broken signs",
		"Please write to ⟦EMAIL_2⟧ or call ⟦TELEPHONE_1⟧ about the internet.":                                          "private data",
		"Please write to [⟦EMAIL_1⟧](mailto:a@evil.example) or call ⟦TELEPHONE_1⟧ about the internet.":                 "evil",
	} {
		got, _, err := toned(t, assist.Rewording{Text: mine, Tone: assist.Formal}, said)
		if want == "" && (err != nil || got.Text != "Please write to help@lumen.example or call +380 44 123 45 67 about the internet.") || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %q, %v", said, got.Text, err)
		}
	}
	got, _, err := toned(t, assist.Rewording{Text: "Call +380 44 123 45 67 about the internet, +380 44 765 43 21 about television.", Tone: assist.Formal},
		"Please call ⟦TELEPHONE_2⟧ about the internet and ⟦TELEPHONE_1⟧ about television.")
	if err != nil || len(got.Notes) != 1 {
		t.Errorf("swapped: %q, %v, %q", got.Text, err, got.Notes)
	}
}
