package assist_test

import (
	"testing"

	"switchboard/assist"
)

func TestWhoAsksWhetherAProgramAnswers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"are you a robot?":                  true,
		"Hi! Are you a real person?":        true,
		"am I talking to a bot or a human":  true,
		"who are you":                       true,
		"ти бот?":                           true,
		"Ви людина чи робот?":               true,
		"я розмовляю з ботом?":              true,
		"вы бот?":                           true,
		"это робот или живой человек?":      true,
		"с кем я разговариваю":              true,
		"Bist du ein Bot?":                  true,
		"Spreche ich mit einem Menschen?":   true,
		"Czy rozmawiam z robotem?":          true,
		"jesteś botem?":                     true,
		"what's your name?":                 true,
		"What can you do?":                  true,
		"як вас звати?":                     true,
		"что ты умеешь":                     true,
		"wie heißen Sie?":                   true,
		"what can you do about my bill":     false,
		"як вас звати щоб подякувати":       false,
		"is this a robot vacuum cleaner":    false,
		"do you sell robots?":               false,
		"are you a robot? how do I pay":     false,
		"what are your opening hours":       false,
		"who are you going to call":         false,
		"це робот-пилосос?":                 false,
		"хто ви такі щоб мене блокувати":    false,
		"Ist das ein Programm von euch mit": false,
		"":                                  false,
		"?":                                 false,
	} {
		if got := assist.AsksWhoAnswers(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
