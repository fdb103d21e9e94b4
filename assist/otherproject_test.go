package assist_test

import (
	"fmt"
	"testing"

	"switchboard/knowledge"
)

// Articles whose titles are questions, as a list of frequent questions has them, say nowhere in the title what they are about. What is
// asked of the goods of another project has all their words, and is not answered with them.
func TestATitleThatIsAQuestionIsNotAskedOfEverything(t *testing.T) {
	t.Parallel()
	var articles []knowledge.Article
	for i, x := range [][3]string{
		{"en", "How much is the AX-5?", "The AX-5 costs 20000 UAH."},
		{"en", "How heavy is it?", "The drone weighs 1.25 kg."},
		{"en", "Where is the serial number?", "The serial number is under the battery."},
		{"en", "Can I fly at night?", "You may fly at night with the lights on."},
		{"en", "How long does the battery last?", "The battery of the AX-5 lasts 28 minutes."},
		{"en", "Is it waterproof?", "The AX-5 is not waterproof. Do not fly in the rain."},
		{"en", "How do I update it?", "Connect the drone to the app and press Update."},
		{"en", "What is the range?", "The drone flies up to 6 km from the remote control."},
		{"en", "Do you ship abroad?", "We ship the drone to the EU for 30 €."},
		{"en", "What does the warranty cover?", "The warranty covers defects of the drone for 2 years."},
		{"uk", "Скільки коштує AX-5?", "AX-5 коштує 20000 грн."},
		{"uk", "Скільки він важить?", "Дрон важить 1,25 кг."},
		{"uk", "Де серійний номер?", "Серійний номер під батареєю."},
		{"uk", "Чи можна літати вночі?", "Літати вночі можна з увімкненими вогнями."},
		{"uk", "Скільки тримає батарея?", "Батарея AX-5 тримає 28 хвилин."},
	} {
		articles = append(articles, knowledge.Article{ID: int64(90000 + i), Version: 1, Key: fmt.Sprint("acme-", i), Project: "acme", Name: "Acme Drones", Lang: x[0], Title: x[1], Body: x[2], Audience: knowledge.Public})
	}
	a := sampleBase(t).with([]knowledge.Project{{Key: "acme", Name: "Acme Drones"}}, articles).assistant(t, false)
	for lang, questions := range map[string][]string{
		"en": {"how much is giga", "how much is the giga", "how much is the doorbell", "how heavy is the parcel", "how heavy is the R3", "how heavy is the laptop", "where is the serial number of my SIM", "where is the serial number of the inverter", "can i watch at night", "can i send at night", "can I call at night",
			"is the doorbell waterproof", "is my phone waterproof", "how do I update the router", "what is the range of the sensor", "do you ship fridges abroad", "what does the insurance cover", "how long does the hub last"},
		"uk": {"скільки коштує гіга", "скільки важить посилка", "скільки важить ноутбук", "де серійний номер роутера", "де серійний номер інвертора", "чи можна телефонувати вночі", "скільки тримає батарея хаба"},
	} {
		for _, text := range questions {
			if got := ask(t, a, lang, text); alone(got) && got[0].Sources[0].Project == "acme" {
				t.Errorf("%q: %s", text, describe(got))
			}
		}
	}
	for lang, questions := range map[string][]string{
		"en": {"how much is the AX-5", "how much does the AX-5 cost", "how heavy is it", "how heavy is the drone", "where do I find the serial number", "where is the serial number of my drone", "may I fly at night", "can i fly the drone at night", "is the drone waterproof", "is the AX-5 waterproof",
			"how do I update the drone", "what is the range of the drone", "how long does the drone's battery last"},
		"uk": {"скільки коштує AX-5", "скільки важить дрон", "де серійний номер дрона", "чи можна літати дроном вночі", "скільки тримає батарея дрона"},
	} {
		for _, text := range questions {
			if got := ask(t, a, lang, text); !alone(got) || got[0].Sources[0].Project != "acme" {
				t.Errorf("%q is not answered: %s", text, describe(got))
			}
		}
	}
}

// What one project alone speaks of tells that it is meant: "how much is the drone", of many articles on prices.
func TestWhatOneProjectAloneSpeaksOfIsMeant(t *testing.T) {
	t.Parallel()
	var articles []knowledge.Article
	for i, x := range [][3]string{{"uk", "Ціна", "Дрон коштує 20 000 грн."}, {"en", "Price", "The drone costs UAH 20,000."}, {"uk", "Доставка", "Квадрокоптер доставляємо за 3 дні."}} {
		articles = append(articles, knowledge.Article{ID: int64(90000 + i), Version: 1, Key: fmt.Sprint("acme-", i), Project: "acme", Name: "Acme", Lang: x[0], Title: x[1], Body: x[2], Audience: knowledge.Public})
	}
	a := sampleBase(t).with([]knowledge.Project{{Key: "acme", Name: "Acme"}}, articles).assistant(t, false)
	for text, lang := range map[string]string{"Скільки коштує дрон?": "uk", "яка ціна дрона": "uk", "how much is the drone?": "en", "how much does a drone cost?": "en", "скільки коштує доставка квадрокоптера": "uk", "за скільки доставите квадрокоптер": "uk"} {
		if got := ask(t, a, lang, text); len(got) == 0 || got[0].Sources[0].Project != "acme" {
			t.Errorf("%q: %s", text, describe(got))
		}
	}
}
