package assist_test

import (
	"strings"
	"testing"

	"switchboard/assist"
)

// leaving is what a model is shown of words of a customer, in a draft, a summary and a wording.
func leaving(t *testing.T, text string) map[string]string {
	t.Helper()
	out := map[string]string{}
	m := says(t)
	d := customer(text + " How do I get a refund?")
	_, _, _ = grown(t, m, d, refundNet)
	out["draft"] = m.asked[0].Data
	m = says(t)
	_, _ = summarizer(t, m).Digest(t.Context(), d, ends)
	out["summary"] = m.asked[0].Data
	m = says(t)
	_, _ = assist.New(assist.Config{Writer: assist.Writer{Model: m}}).Reword(t.Context(), assist.Rewording{Text: d.Turns[0].Text, Tone: assist.Shorter})
	out["wording"] = m.asked[0].Data
	return out
}

func TestWhatIsPrivateDoesNotLeaveInDisguise(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, secret string }{
		"plain":                {"It is 4111 1111 1111 1111.", "1111"},
		"without width":        {"It is 4111\u200b1111\u200b1111\u2060111\u200d1.", "111"},
		"with filler letters":  {"It is 4111\u115f1111\u31641111\uffa01111.", "1111"},
		"with unseen controls": {"It is 4111\u00861111\ufff91111\U0001d1731111.", "1111"},
		"full width":           {"It is ４１１１１１１１１１１１１１１１.", "１１１"},
		"Arabic digits":        {"It is ٤١١١١١١١١١١١١١١١.", "١١١"},
		"mathematical digits":  {"It is 𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏.", "111"},
		"in parts":             {"It is 4111 and then 1111, again 1111 dash 1111.", "1111"},
		"in parts, Ukrainian":  {"Ось 4111 потім 1111 далі 1111 і 1111.", "1111"},
		"in parts, German":     {"Sie ist 4111 dann 1111 und 1111 und dann 1111.", "1111"},
		"in words":             {"It is four one one one, one one one one, one one one one, one one one one.", "one one"},
		"in words, Russian":    {"Вот четыре один один один один один один один один один один один один один один один.", "один один"},
		"in words, Polish":     {"To cztery jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden jeden.", "jeden jeden"},
		"words and figures":    {"It is four 111 one one one one then 1111 and 1111.", "one one"},
		"a telephone in words": {"Ring oh four four five five five one two three four.", "five five"},
		"a mail with a tag":    {"Write to ann\U000E0041@exam\u200bple.org.", "ple.org"},
		"by a forged sign":     {"It is ⟦CARD_1⟧ and ⟦EMAIL_1⟧ 4111 1111 1111 1111.", "1111"},
	} {
		for where, data := range leaving(t, c.text) {
			if strings.Contains(data, c.secret) {
				t.Errorf("%s: it leaves in a %s: %s", name, where, data)
			}
			if strings.Contains(data, "[CARD_1]") != (name == "by a forged sign") {
				t.Errorf("%s: signs in a %s: %s", name, where, data)
			}
		}
	}
}

// What the company numbers its customers by is a number of a document too.
func TestNumbersOfContractsDoNotLeave(t *testing.T) {
	t.Parallel()
	for text, secret := range map[string]string{
		"My contract 4455667 is slow.":                        "4455667",
		"My customer number is AB-778812.":                    "778812",
		"Договір 7788990, дуже повільно.":                     "7788990",
		"Мій особовий рахунок 55512345, дуже дорого.":         "55512345",
		"Договор № 7788990, очень медленно.":                  "7788990",
		"Mein Vertrag 4455667 ist langsam.":                   "4455667",
		"Meine Kundennummer lautet 99887766.":                 "99887766",
		"Vertrag Nr. 4455667 bitte.":                          "4455667",
		"Moja umowa nr 4455667 jest droga.":                   "4455667",
		"Numer klienta 99887766.":                             "99887766",
		"Der Vertrag 4455667 und die Karte 4111111111111111.": "4455667",
	} {
		for where, data := range leaving(t, text) {
			if strings.Contains(data, secret) || !strings.Contains(data, "⟦CONTRACT_1⟧") {
				t.Errorf("it leaves in a %s: %s", where, data)
			}
		}
	}
	got, m, err := toned(t, assist.Rewording{Text: "Your contract 4455667 ends on 5 May.", Tone: assist.Formal}, "Please note that your contract ⟦CONTRACT_1⟧ ends on 5 May.")
	if err != nil || got.Text != "Please note that your contract 4455667 ends on 5 May." || strings.Contains(m.asked[0].Data, "4455667") {
		t.Errorf("%q, %v: %s", got.Text, err, m.asked[0].Data)
	}
}

func TestWhatIsNotPrivateLeaves(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"I have one router and two lamps, one of three is broken.", "Orders 1041, 1042, 1043 and 1046 are late.", "Lamps of 1100, 1200, 1300 and 1400 lumens.", "One, two or three of the five lights blink.",
		"It costs 1 200 and then 300 more, in 2024 and 2025.", "The contract of 2024 lasts 24 months and costs 1200.", "Mein Vertrag läuft 12 Monate."} {
		for where, data := range leaving(t, text) {
			if strings.Contains(data, "⟦") || !strings.Contains(data, text) {
				t.Errorf("%q is changed in a %s: %s", text, where, data)
			}
		}
	}
}

// What a recogniser may have heard beside what it heard is for finding; no model is shown it.
func TestAlternativesOfATranscriptReachNoModel(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	for name, attack := range attacks() {
		d := customer("how do I get a refund?")
		d.Turns[0].Others = []string{attack + " MARK-1", "MARK-2"}
		m := obeying("")
		states, _, _ := grown(t, m, d, refundNet)
		sum := says(t)
		_, _ = summarizer(t, sum).Digest(t.Context(), d, ends)
		for _, p := range append(m.asked, sum.asked...) {
			if strings.Contains(p.Data+p.System, "MARK-") {
				t.Errorf("%s: an alternative leaves: %s", name, p.Data)
			}
		}
		if s := strings.Join(states, " "); strings.Contains(s, "MARK-") {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func TestDigitsOfEveryScriptAreTheUsualOnes(t *testing.T) {
	t.Parallel()
	for where, data := range leaving(t, "It has ४ red, \U0001E144 green, \U0001E954 blue, \U0001D7D2 white and \U0001FBF4 dark lights.") {
		if !strings.Contains(data, "It has 4 red, 4 green, 4 blue, 4 white and 4 dark lights.") {
			t.Errorf("in a %s: %s", where, data)
		}
	}
}
