package eval_test

import (
	"strings"
	"testing"

	"switchboard/assist/eval"
)

func TestATextIsFoundHoweverItIsSet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, wanted string
		says         bool
	}{
		{"A kayak is **€15** a day.", "kayak is €15", true},
		{"A kayak is\n**15\u00a0€** a day.", "15€ A DAY", true},
		{"The fee is 150 €.", "15", false},
		{"The fee is 115 €.", "15 €", false},
		{"It costs 15.50.", "15", false},
		{"It costs 15.50.", "50", false},
		{"We open at 9:15.", "15", false},
		{"It takes 15.", "15", true},
		{"Fifteen: 15, or 16.", "15", true},
		{"150 for one, 15 for the other", "15", true},
		{"Коштує 1 500 грн", "500 грн", false},
		{"Коштує 1\u202f500 грн", "1500 грн", true},
		{"Коштує 1500 грн", "1 500 грн", true},
		{"12 345 678 in all", "12345678", true},
		{"at 12:30 500 people", "12:30", true},
		{"call 0 800 123 456", "0 800 123 456", true},
		{"| Size | 100 | 250 |\n|---|---|---|\n| Large | 15 | 200 |", "200", true},
		{"| Size | Price |\n|---|---|\n| Large | 15 € |", "large 15 €", true},
		{"open 8:00 – 19:00", "8:00–19:00", true},
		{"von 3—5 Tagen", "3-5 tagen", true},
		{"Die «Straße» am Hafen", `"STRASSE"`, true},
		{"п’ять п'ять", "п'ять П’ЯТЬ", true},
		{"5. Mai ist frei", "5. Mai", true},
		{"15. Mai ist frei", "5. Mai", false},
		{"1. Book [a seat](https://example.com/a) online.\n2. Pay.", "1. book a seat", true},
		{"Claim [in your cabinet](https://care.example/my_claim?a=1) online.", "care.example/my_claim", true},
		{"Claim [in your cabinet](https://care.example/my_claim?a=1) online.", "cabinet online", true},
		{"See <https://care.example>.", "https://care.example", true},
		{"E104 200 times", "E104", true},
		{"iPhone 15 256 GB", "256 GB", false}, // it cannot be told from a number in the ten thousands
		{"- one\n- ~~two~~ three", "two", false},
		{"wait…", "wait...", true},
		{"Spaß und Cafe\u0301", "spass und café", true},
		{"some\u00adthing", "something", true},
		{"# The price\n\nis below", "the price is", true},
		{"A bike is 9 €", "", false},
	} {
		if got := eval.Says(c.text, c.wanted); got != c.says {
			t.Errorf("%q in %q: %v", c.wanted, c.text, got)
		}
	}
	if !eval.Says("a bike", "a kayak", "a bike") || eval.Says("a bike") {
		t.Error("one of some texts will do, and none is in nothing")
	}
}

func TestWhatAnAnswerSaysIsATextOrAListOfTexts(t *testing.T) {
	t.Parallel()
	list, err := eval.Read(strings.NewReader(`{"text": "a", "relevant": ["x/y"], "says": "15 €"}
{"text": "b", "relevant": ["x/y"], "says": ["15 €", "15 EUR"], "never": "20 €"}
{"text": "c", "relevant": ["x/y"], "never": ["20 €"]}
{"text": "d", "relevant": ["x/y"], "says": null}
`))
	if err != nil || len(list) != 4 || len(list[0].Says) != 1 || list[0].Says[0] != "15 €" || len(list[1].Says) != 2 || list[1].Never[0] != "20 €" || list[3].Says != nil {
		t.Errorf("%+v, %v", list, err)
	}
	for fields, want := range map[string]string{
		`"relevant": ["x/y"], "says": 15`:                                          `line 2: says and never are a text or a list of texts, numbers too in quotes: "says": "15 €"`,
		`"relevant": ["x/y"], "says": ["15", 20]`:                                  "line 2: says and never are a text or a list of texts",
		`"relevant": ["x/y"], "never": {"a": "b"}`:                                 "line 2: says and never are a text or a list of texts",
		`"relevant": ["x/y"], "says": ""`:                                          "line 2: says has an empty text: write words of the passage that answers, or leave it out",
		`"relevant": ["x/y"], "says": ["15", " ** "]`:                              "line 2: says has an empty text",
		`"relevant": ["x/y"], "says": []`:                                          "line 2: says has an empty text",
		`"relevant": ["x/y"], "never": ["–"]`:                                      "line 2: never has an empty text: write words that must not stand in the answer, or leave it out",
		`"says": "15 €"`:                                                           "line 2: says goes with the article that says it: name that in relevant, or leave out says",
		`"relevant": [], "never": "15 €"`:                                          "line 2: never goes with the article that answers: name that in relevant, or leave out never",
		`"relevant": ["x/y"], "says": ["from 15 € on", "a"], "never": ["b", "15"]`: `line 2: never forbids "15", which "from 15 € on" of says has: leave out one of them`,
	} {
		_, err := eval.Read(strings.NewReader("{\"text\": \"a\"}\n{\"text\": \"b\", " + fields + "}"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", fields, err)
		}
	}
}
