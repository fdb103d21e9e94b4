package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"switchboard/knowledge"
)

func TestWhoAsksIsNoPartOfWhatIsAsked(t *testing.T) {
	t.Parallel()
	for said, asked := range map[string]string{
		"I'm Olena Kovalenko, my number is 050 123 45 67, when do you open on Sunday?":             "when do you open on Sunday?",
		"Hi, my name is Xavi Quux and my email is x.quux@example.com. When do you open on Sunday?": "Hi, and. When do you open on Sunday?",
		"When do you open on Sunday? This is Anna, call me back at +380 67 123 45 67":              "When do you open on Sunday?",
		"when do you open on sunday? im olena kovalenko":                                           "when do you open on sunday?",
		"hi its olena here, when do you open":                                                      "hi, when do you open",
		"Hallo, hier spricht Frau Dr. Schulz: wann öffnen Sie?":                                    "Hallo: wann öffnen Sie?",
		"John Carter speaking, when do you open?":                                                  "when do you open?",
		"do you have anything for Anna here?":                                                      "do you have anything for Anna here?",
		"Mr. Brown speaking. When do you open?":                                                    "When do you open?",
		"Olena here":                                                                               "Olena here",
		"Добрий день, мене звати Олена Коваленко. Коли ви відкриті?":                               "Добрий день. Коли ви відкриті?",
		"Це Олена, мій номер 067 123 45 67, коли ви відкриті в неділю?":                            "коли ви відкриті в неділю?",
		"Здравствуйте, меня зовут Иван Петров, мой телефон +7 912 345-67-89. Где моя посылка?":    "Здравствуйте. Где моя посылка?",
		"Dzień dobry, nazywam się Anna Nowak, mój numer to 601 234 567. Kiedy otwieracie?":        "Dzień dobry. Kiedy otwieracie?",
		"Guten Tag, mein Name ist Jürgen Müller, meine Nummer ist 0171 2345678. Wann öffnen Sie?": "Guten Tag. Wann öffnen Sie?",
		"Wann öffnen Sie? Hier ist Sabine Schulz":                                                 "Wann öffnen Sie?",
		"Where is my refund?\n\nBest regards,\nOlena Kovalenko":                                   "Where is my refund?",
		"Коли доставка?\nЗ повагою, Олена":                                                        "Коли доставка?",
		// what is not who he is stays
		"How do I change my number to 050 123 45 67?": "How do I change my number to?",
		"where is order 0501234567":                   "where is order 0501234567",
		"Де замовлення № 0501234567?":                 "Де замовлення № 0501234567?",
		"my parcel 0501234567 has not come":           "my parcel 0501234567 has not come",
		"error E-4512 on model 7000":                  "error E-4512 on model 7000",
		"my name is misspelt on the card":             "my name is misspelt on the card",
		"my name is wrong, how do I change it?":       "my name is wrong, how do I change it?",
		"This is Lumen Net, right?":                   "This is Lumen Net, right?",
		"I'm Ukrainian, can I order?":                 "I'm Ukrainian, can I order?",
		"Це Приват чи Моно?":                          "Це Приват чи Моно?",
		"I am a new customer":                         "I am a new customer",
		"Ich bin Kunde, wie kündige ich?":             "Ich bin Kunde, wie kündige ich?",
		"to Anna's address, please":                   "to Anna's address, please",
		"does Anna work on Sunday?":                   "does Anna work on Sunday?",
		"050 123 45 67":                               "050 123 45 67", // nothing else is left
		"my name is Olena":                            "my name is Olena",
		"":                                            "",
	} {
		if got, _ := knowledge.WithoutPerson(said); got != asked {
			t.Errorf("%q: %q, not %q", said, got, asked)
		}
	}
	if _, bare := knowledge.WithoutPerson("is 0800 123 456 your hotline? my number is 050 123 45 67, a@example.com"); !slices.Equal(bare, []string{"0800 123 456", "a@example.com"}) {
		t.Errorf("%q are bare", bare)
	}
	for _, hostile := range []string{strings.Repeat("my name is ", 5000), strings.Repeat("це Олена ", 5000), "\xff\xfe my name is \xff", "my name is"} {
		knowledge.WithoutPerson(hostile) // and comes back
	}
}

func TestMaskHidesTheNamesOfWhoIntroducesHimself(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"My name is Olena Kovalenko, where is my parcel?": "My name is O•••, where is my parcel?",
		"Це Олена, де посилка? мій номер 067 123 45 67":   "Це О•••, де посилка? мій номер •••• 67",
		"does Anna work on Sunday?":                       "does Anna work on Sunday?",
	} {
		if got := knowledge.MaskPerson(said); got != want {
			t.Errorf("%q: %q", said, got)
		}
		if once := knowledge.MaskPerson(want); once != want {
			t.Errorf("masked twice: %q", once)
		}
	}
}
