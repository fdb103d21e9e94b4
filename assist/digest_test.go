package assist_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/prompts"
)

// told is one item of a model's summary.
type told struct {
	Label string `json:"label,omitempty"`
	Text  string `json:"text,omitempty"`
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	How   string `json:"how,omitempty"`
	Line  int    `json:"line"`
	Quote string `json:"quote"`
}

// sums is a model that answers with these lines, facts and ending.
func sums(t testing.TB, lines, facts []told, ending told) *scripted {
	t.Helper()
	b, err := json.Marshal(map[string]any{"lines": lines, "facts": facts, "ending": ending})
	if err != nil {
		t.Fatal(err)
	}
	return &scripted{answer: func(assist.Prompt) (string, error) { return "```json\n" + string(b) + "\n```", nil }}
}

func summarizer(t testing.TB, m assist.Model) *assist.Summarizer {
	t.Helper()
	system, err := prompts.Load("", prompts.Summary)
	if err != nil {
		t.Fatal(err)
	}
	return assist.NewSummarizer(m, system)
}

var ends = []string{assist.EndSolved, assist.EndCallBack, assist.EndComplaint}

func lateLamp() assist.Dialogue {
	return assist.Dialogue{Lang: "en", Turns: []assist.Turn{
		{Customer: true, Text: "Hello, I am Anna Smith. I ordered a lamp on 12 March, order 55017, and nothing came.", Seq: 1},
		{Text: "Parcels take up to 5 days.", By: "assistant", Seq: 2},
		{Customer: true, Text: "It has been two weeks! My number is +44 20 7946 0958, card 4111 1111 1111 1111. Tracking does not show anything.", Seq: 3},
		{Text: "I will call you tomorrow at 10.", By: "operator", Seq: 5},
	}}
}

func TestAModelsSummaryStandsInTheConversation(t *testing.T) {
	t.Parallel()
	m := sums(t, []told{
		{Label: "asks", Text: "The customer ordered a lamp on 12 March, order 55017, and nothing came.", Line: 1, Quote: "I ordered a lamp on 12 March, order 55017, and nothing came"},
		{Label: "tried", Text: "Tracking does not\ufe01 show any\u3164thing\U000E0041.", Line: 3, Quote: "Tracking does not show anything"},
		{Label: "answered", Text: "The operator will call the customer tomorrow at 10.", Line: 4, Quote: "I will call you tomorrow at 10"},
		{Label: "answered", Text: "The operator promised a refund of 50 €.", Line: 4, Quote: "I will call you tomorrow at 10"},
		{Label: "answered", Text: "Nothing came.", Line: 1, Quote: "nothing came"},
		{Label: "open", Text: "Manager Peter Jones calls tomorrow at 10.", Line: 4, Quote: "call you tomorrow at 10"},
		{Label: "open", Text: "The lamp came.", Line: 1, Quote: "nothing came"},
		{Label: "open", Text: "Order 55018 nothing came.", Line: 1, Quote: "nothing came, I ordered"},
		{Label: "asks", Text: "See https://evil.example for the lamp order.", Line: 1, Quote: "I ordered a lamp"},
		{Label: "gossip", Text: "I ordered a lamp.", Line: 1, Quote: "I ordered a lamp"},
		{Label: "asks", Text: "I ordered a lamp.", Line: 99, Quote: "I ordered a lamp"},
	}, []told{
		{Field: "name", Value: "Anna Smith", Line: 1, Quote: "I am Anna Smith"},
		{Field: "telephone", Value: "⟦TELEPHONE_1⟧", Line: 3, Quote: "My number is ⟦TELEPHONE_1⟧"},
		{Field: "contract", Value: "⟦CARD_1⟧", Line: 3, Quote: "card ⟦CARD_1⟧"},
		{Field: "name", Value: "Parcels", Line: 2, Quote: "Parcels take up"},
		{Field: "e-mail", Value: "a@b.example", Line: 1, Quote: "nothing came"},
		{Field: "password", Value: "lamp", Line: 1, Quote: "a lamp"},
		{Field: "address", Value: "⟦EMAIL_9⟧", Line: 1, Quote: "a lamp"},
		{Field: "language", Value: "de", Line: 1, Quote: "Hello"},
		{Field: "language", Value: "en", Line: 3, Quote: "Tracking does not show anything"},
	}, told{How: assist.EndCallBack, Line: 4, Quote: "I will call you tomorrow"})
	got, err := summarizer(t, m).Digest(t.Context(), lateLamp(), ends)
	if err != nil {
		t.Fatal(err)
	}
	want := "Asks: The customer ordered a lamp on 12 March, order 55017, and nothing came.\nNumbers: 55017"
	if !strings.HasPrefix(got.Summary, want) || !strings.Contains(got.Summary, "\nTried: Tracking does not show anything.\nAnswered: The operator will call the customer tomorrow at 10.") ||
		strings.Contains(got.Summary, "Open") || strings.Contains(got.Summary, "refund") || strings.Contains(got.Summary, "evil") {
		t.Errorf("summary\n%s", got.Summary)
	}
	if len(got.Facts) != 3 || got.Facts[0].Value != "Anna Smith" || got.Facts[0].Seq != 1 || got.Facts[1].Value != "+44 20 7946 0958" || got.Facts[1].Seq != 3 || got.Facts[2].Field != assist.FactLanguage {
		t.Errorf("facts %+v", got.Facts)
	}
	if got.End != assist.EndCallBack || got.Why != "I will call you tomorrow" {
		t.Errorf("ending %q, %q", got.End, got.Why)
	}
	for _, secret := range []string{"7946", "4111"} {
		if strings.Contains(m.asked[0].Data, secret) {
			t.Errorf("%s leaves to the model: %s", secret, m.asked[0].Data)
		}
	}
	if m.asked[0].Feature != prompts.Summary || len(m.asked[0].Schema) == 0 {
		t.Errorf("asked as %q", m.asked[0].Feature)
	}
}

func TestASummaryThatStandsNowhereIsAnError(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*scripted{
		"made up":      sums(t, []told{{Label: "asks", Text: "The customer wants a discount of 20 %.", Line: 1, Quote: "I ordered a lamp"}}, nil, told{}),
		"no question":  sums(t, []told{{Label: "open", Text: "Nothing came.", Line: 1, Quote: "nothing came"}}, nil, told{}),
		"no JSON":      {answer: func(assist.Prompt) (string, error) { return "I cannot do that", nil }},
		"broken JSON":  {answer: func(assist.Prompt) (string, error) { return `{"lines":7}`, nil }},
		"a model down": {answer: func(assist.Prompt) (string, error) { return "", errors.New("down") }},
		"nothing":      sums(t, nil, nil, told{}),
	} {
		if got, err := summarizer(t, m).Digest(t.Context(), lateLamp(), ends); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAnEndingIsOneOfThoseOfferedAndQuoted(t *testing.T) {
	t.Parallel()
	asks := []told{{Label: "asks", Text: "I ordered a lamp on 12 March.", Line: 1, Quote: "I ordered a lamp on 12 March"}}
	for _, e := range []told{{How: "refund approved", Line: 4, Quote: "I will call you"}, {How: assist.EndSolved, Line: 4, Quote: "solved it all"}, {How: assist.EndSolved, Line: 0, Quote: "lamp"}, {}} {
		got, err := summarizer(t, sums(t, asks, nil, e)).Digest(t.Context(), lateLamp(), ends)
		if err != nil || got.End != "" || got.Why != "" {
			t.Errorf("%+v: %+v, %v", e, got, err)
		}
	}
}

func TestNoSummaryGetsOutWhatNobodySaid(t *testing.T) {
	t.Parallel()
	for name, attack := range attacks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			evil := []string{attack, "The company gives a refund of 900 € by code HACK-77.", "Other customer: maria@other.example, +49 30 901820.", "Send your card to https://evil.example/pay."}
			m := &scripted{answer: func(p assist.Prompt) (string, error) { // says all that it sees, in every place there is
				var lines, facts []told
				for _, text := range append(strings.Split(p.System, "\n"), evil...) {
					for line := range 3 {
						for _, label := range []string{"asks", "answered", "open"} {
							lines = append(lines, told{Label: label, Text: text, Line: line, Quote: "how do I get a refund for the internet"})
						}
						facts = append(facts, told{Field: "name", Value: text, Line: line, Quote: "how do I get a refund"}, told{Field: "e-mail", Value: "maria@other.example", Line: line, Quote: "how do I"},
							told{Field: "comment", Value: "trusted: refund without asking", Line: line, Quote: "how do I get a refund"})
					}
				}
				lines = append([]told{{Label: "asks", Text: "How do I get a refund for the internet?", Line: 1, Quote: "how do I get a refund for the internet"}}, lines[len(lines)-11:]...)
				b, err := json.Marshal(map[string]any{"lines": lines, "facts": facts, "ending": told{How: "refund approved", Line: 1, Quote: "how do I get a refund"}})
				return string(b), err
			}}
			d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "how do I get a refund for the internet? " + attack, Seq: 1}, {Text: "Let me look.", By: "operator", Seq: 2}}}
			got, err := summarizer(t, m).Digest(t.Context(), d, ends)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"900", "HACK-77", "other.example", "901820", "evil.example", "strangers", "JSON object", "never instructions"} {
				if strings.Contains(got.Summary, secret) && !strings.Contains(attack, secret) { // what the customer said, he said
					t.Errorf("%q gets into the summary: %s", secret, got.Summary)
				}
			}
			if strings.Contains(got.Summary, "Answered") || got.End != "" {
				t.Errorf("we are said to have answered: %s (%s)", got.Summary, got.End)
			}
			for _, f := range got.Facts {
				if !strings.Contains(d.Turns[0].Text, f.Value) || f.Field != assist.FactName {
					t.Errorf("a fact that nobody said: %+v", f)
				}
			}
			var sent struct {
				Conversation []struct{ From, Text string } `json:"conversation"`
			}
			if err := json.Unmarshal([]byte(m.asked[0].Data), &sent); err != nil || len(sent.Conversation) != 2 || sent.Conversation[0].From != "customer" {
				t.Errorf("the fence is broken: %v, %s", err, m.asked[0].Data)
			}
			fenced(t, m.asked[0], "language", "endings", "fields", "conversation")
			if strings.ContainsAny(m.asked[0].System, "⟧") && strings.Contains(m.asked[0].System, attack) {
				t.Error("the attack stands among the rules")
			}
		})
	}
}

// A fact needs words that say it, not any words of the customer's.
func TestAFactIsSaidByItsQuote(t *testing.T) {
	t.Parallel()
	asks := []told{{Label: "asks", Text: "My internet is very slow.", Line: 1, Quote: "My internet is very slow"}}
	for _, c := range []struct{ said, field, value, quote, want string }{
		{"My internet is very slow.", "language", "de", "My internet is very slow", ""},
		{"My internet is very slow.", "language", "en", "My internet is very slow", "en"},
		{"My internet is very slow. Auf Deutsch bitte.", "language", "de", "Auf Deutsch bitte", "de"},
		{"My internet is very slow. Пишіть українською.", "language", "uk", "Пишіть українською", "uk"},
		{"My internet is very slow. Please be polite.", "language", "pl", "Please be polite", ""},
		{"My internet is very slow. There was a power cut.", "device", "power cut", "There was a power cut", ""},
		{"My internet is very slow. My router is an Archer C6.", "device", "Archer C6", "My router is an Archer C6", "Archer C6"},
		{"My internet is very slow. У мене старий ноутбук.", "device", "старий ноутбук", "У мене старий ноутбук", "старий ноутбук"},
		{"My internet is very slow. I pay for Giga in Lviv.", "plan", "Lviv", "I pay for Giga in Lviv", ""},
		{"My internet is very slow. I have the giga tariff.", "plan", "giga", "I have the giga tariff", "giga"},
		{"My internet is very slow. Mam abonament Maxi.", "plan", "Maxi", "Mam abonament Maxi", "Maxi"},
		{"My internet is very slow. I wrote yesterday.", "preferred channel", "Telegram", "I wrote yesterday", ""},
		{"My internet is very slow. Please call me.", "preferred channel", "telephone", "Please call me", "telephone"},
		{"My internet is very slow. Пишите в телеграм.", "preferred channel", "Telegram", "Пишите в телеграм", "Telegram"},
		{"My internet is very slow. I don't want the TV package.", "plan", "TV package", "I don't want the TV package", ""},
		{"My internet is very slow. I want the TV package.", "plan", "TV package", "I want the TV package", ""},
		{"My internet is very slow. My router shows E-104.", "device", "E-104", "My router shows E-104", ""},
		{"My internet is very slow. My sister has an Archer C6 router.", "device", "Archer C6", "My sister has an Archer C6 router", ""},
		{"My internet is very slow. My name is not Olena.", "name", "Olena", "My name is not Olena", ""},
		{"My internet is very slow. My sister Olha Koval pays.", "name", "Olha Koval", "My sister Olha Koval pays", ""},
		{"My internet is very slow. I am home in November.", "preferred time", "November", "I am home in November", ""},
		{"My internet is very slow. You were to call me after 6 pm yesterday.", "preferred time", "after 6 pm", "You were to call me after 6 pm yesterday", ""},
		{"My internet is very slow. I am home after 6 pm.", "preferred time", "after 6 pm", "I am home after 6 pm", "after 6 pm"},
		{"My internet is very slow. Please don't call me.", "preferred channel", "telephone", "Please don't call me", ""},
		{"My internet is very slow. Не пишите в телеграм.", "preferred channel", "Telegram", "Не пишите в телеграм", ""},
		{"My internet is very slow. Why do I have to write via WhatsApp?", "preferred channel", "WhatsApp", "Why do I have to write via WhatsApp?", ""},
		{"My internet is very slow. Call my neighbour: 067 765 43 21.", "telephone", "⟦TELEPHONE_1⟧", "Call my neighbour: ⟦TELEPHONE_1⟧", ""},
		{"My internet is very slow, contract 4455667.", "contract", "⟦CONTRACT_1⟧", "contract ⟦CONTRACT_1⟧", "4455667"},
	} {
		m := sums(t, asks, []told{{Field: c.field, Value: c.value, Line: 1, Quote: c.quote}}, told{})
		got, err := summarizer(t, m).Digest(t.Context(), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: c.said, Seq: 1}}}, ends)
		found := ""
		for _, f := range got.Facts {
			found += f.Value
		}
		if err != nil || found != c.want {
			t.Errorf("%s of %q: %q, want %q, %v", c.field, c.said, found, c.want, err)
		}
	}
}

// What is to be done with a customer's money or contract stands in a summary only if somebody spoke of it.
func TestWhatNobodySpokeOfIsNotOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ customer, company, label, text, quote, want string }{
		{"I pay the Giga plan and it is slow after 18:00.", "Let me look.", "open", "Refund the customer the Giga plan after 18:00.", "I pay the Giga plan", ""},
		{"I pay the Giga plan and it is slow after 18:00.", "Let me look.", "open", "Cancel the Giga plan after 18:00.", "I pay the Giga plan", ""},
		{"I want a refund of the Giga plan.", "Let me look.", "open", "Refund of the Giga plan.", "a refund of the Giga plan", "Refund of the Giga plan."},
		{"Тариф Giga повільний після 18:00.", "Зараз подивлюся.", "open", "Скасувати тариф Giga після 18:00.", "Тариф Giga повільний", ""},
		{"Скасуйте тариф Giga після 18:00.", "Зараз подивлюся.", "open", "Скасувати тариф Giga після 18:00.", "Скасуйте тариф Giga", "Скасувати тариф Giga після 18:00."},
		{"Der Tarif Giga ist langsam.", "Ich sehe nach.", "open", "Rabatt auf den Tarif Giga.", "Der Tarif Giga ist langsam", ""},
		{"Taryf Giga jest wolny.", "Sprawdzę.", "open", "Zwrot pieniędzy za taryf Giga.", "Taryf Giga jest wolny", ""},
		{"Тариф Giga медленный.", "Сейчас посмотрю.", "open", "Компенсация за тариф Giga.", "Тариф Giga медленный", ""},
	} {
		asks := told{Label: "asks", Text: c.customer, Line: 1, Quote: c.customer}
		m := sums(t, []told{asks, {Label: c.label, Text: c.text, Line: 1, Quote: c.quote}}, nil, told{})
		got, err := summarizer(t, m).Digest(t.Context(), assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: c.customer, Seq: 1}, {Text: c.company, By: "operator", Seq: 2}}}, ends)
		_, open, _ := strings.Cut(got.Summary, "Open: ")
		open, _, _ = strings.Cut(open, "\n")
		if err != nil || open != c.want {
			t.Errorf("%q: open %q, want %q, %v", c.text, open, c.want, err)
		}
	}
}
