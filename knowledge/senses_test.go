package knowledge_test

import (
	"testing"

	"switchboard/knowledge"
)

func meaning(t *testing.T, word, lang string) knowledge.Meaning {
	t.Helper()
	tokens := knowledge.Analyze(word, lang)
	if len(tokens) == 0 {
		t.Fatalf("%q has no words", word)
	}
	m, ok := knowledge.MeaningOf(tokens[0].Term, lang)
	if !ok {
		t.Fatalf("%q is not known in %s", word, lang)
	}
	return m
}

func TestTranslationsMeanTheSame(t *testing.T) {
	t.Parallel()
	langs := []string{"en", "uk", "ru", "pl", "de"}
	rows := [][]string{
		{"password", "пароль", "пароль", "hasło", "Passwort"},
		{"payment", "оплата", "оплата", "płatność", "Zahlung"},
		{"account", "рахунок", "счёт", "konto", "Konto"},
		{"winter", "зима", "зима", "zima", "Winter"},
		{"address", "адреса", "адрес", "adres", "Anschrift"},
	}
	for i, row := range rows {
		for j, lang := range langs[1:] {
			word := meaning(t, row[j+1], lang)
			for k, other := range rows {
				like := word.With(meaning(t, other[0], "en"))
				if i == k && like < 0.4 {
					t.Errorf("%s and %s: %.2f", row[j+1], other[0], like)
				}
				if i != k && like >= word.With(meaning(t, row[0], "en")) {
					t.Errorf("%s is nearer to %s than to %s", row[j+1], other[0], row[0])
				}
			}
		}
	}
}

func TestMeaningsAreOfLengthOneAndWeighLessTheCommonerTheyAre(t *testing.T) {
	t.Parallel()
	from, warranty := meaning(t, "from", "en"), meaning(t, "warranty", "en")
	for _, m := range []knowledge.Meaning{from, warranty} {
		if square := m.With(m); square < 0.999 || square > 1.001 {
			t.Errorf("the square of its length is %f", square)
		}
		if m.Weight <= 0 || m.Weight > 2 {
			t.Errorf("it weighs %f", m.Weight)
		}
	}
	if from.Weight >= warranty.Weight {
		t.Errorf("a common word weighs %.2f, a rare one %.2f", from.Weight, warranty.Weight)
	}
	if help := meaning(t, "help", "en"); help.Weight >= warranty.Weight || help.Weight <= from.Weight {
		t.Errorf("help weighs %.2f, between %.2f and %.2f it should", help.Weight, from.Weight, warranty.Weight)
	}
}

func TestEnglishWordsAreKnownInCyrillicTexts(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"uk", "ru"} {
		if meaning(t, "router", lang) != meaning(t, "router", "en") {
			t.Errorf("router means something else in %q", lang)
		}
	}
	for _, unknown := range []string{"", "qzxv", "жщфъ"} {
		if _, ok := knowledge.MeaningOf(unknown, "uk"); ok {
			t.Errorf("%q means something", unknown)
		}
	}
}
