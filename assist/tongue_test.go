package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestWhoWishesForAnotherLanguage(t *testing.T) {
	t.Parallel()
	for lang, texts := range map[string][]string{
		"en": {"English please", "in English?", "Can you answer in English?", "could we speak english, please", "На англійській, будь ласка", "а можно по-английски?", "Sprechen Sie Englisch?", "auf Englisch bitte", "po angielsku proszę", "Czy mówi pan po angielsku?", "чи розмовляєте ви англійською?", "Switch to English please", "I only speak English", "I don't understand Ukrainian", "sorry, I do not speak Russian"},
		"uk": {"In Ukrainian please", "can you write in Ukrainian?", "українською, будь ласка", "Чи можна українською?", "можна спілкуватися українською мовою?", "відповідайте українською", "do you speak Ukrainian", "Hi! Can we speak Ukrainian?", "and in Ukrainian?", "не розумію російську", "по-украински можно?", "Перейдіть на українську", "Я говорю тільки українською", "Czy możemy pisać po ukraińsku?"},
		"ru": {"и по-русски?", "можно на русском?", "давайте на русском языке", "по-русски пожалуйста", "Вы говорите по-русски?", "російською можна?", "Russian please", "auf Russisch bitte", "не понимаю по-английски", "ответьте на русском, пожалуйста", "я не говорю по-английски", "перейдите на русский"},
		"de": {"do you speak german?", "Sprechen Sie Deutsch?", "Auf Deutsch bitte", "können wir deutsch sprechen", "німецькою, будь ласка", "Ich verstehe kein Englisch", "please reply in German", "nur Deutsch bitte", "Geht das auf Deutsch? Danke"},
		"pl": {"po polsku proszę", "Czy można po polsku?", "Polish please", "czy mówicie po polsku?", "nie rozumiem po angielsku", "польською можна?"},
	} {
		for _, text := range texts {
			if got, _ := assist.WishesLanguage(text); got != lang {
				t.Errorf("%q wishes for %q, not %s", text, got, lang)
			}
		}
	}
	for _, text := range []string{"", "English", "German course", "is the course in German?", "how much is the English course", "in English and German", "do you have English books", "the keyboard is in German", "change the language of the app to Polish", "my contract is in Ukrainian, I need it in English",
		"can I call Poland", "dzwonię z polski", "де купити українську клавіатуру", "курс англійської", "посылка на польской границе", "do you ship to German addresses", "please send it to Poland", "wie lerne ich Deutsch", "ile kosztuje kurs angielskiego", "please", "in French please", "I do not understand", "answer me",
		"Polish remover please", "посилка з німецької пошти", "does anyone speak German", "please write the price",
		"Ich spreche kein Deutsch", "Nie mówię po polsku", "I don't speak English", "Я не розумію українською", "Я не понимаю по-русски",
		"Does it speak German?", "Can it translate to Polish?", "Чи розуміє українську?", "versteht es Deutsch", "Can you translate this into German?", "Перекладаєте на англійську?", "Übersetzen Sie ins Deutsche?", "Przetłumaczycie to na polski?",
		"Хочу на англійську", "Хочу на английский", "Хочу говорити англійською", "Хочу понимать английский", "Це англійською?", "Это на английском?", "Czy to po polsku?"} {
		if got, _ := assist.WishesLanguage(text); got != "" {
			t.Errorf("%q wishes for %s", text, got)
		}
	}
}
