package assist_test

import (
	"math"
	"testing"

	"switchboard/knowledge"
)

// What some write with a hyphen, some as one word and some as two is one thing, in whichever way an article has it.
func TestOneWordIsFoundHoweverItIsParted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, title, body, known string
		texts                    []string
	}{
		{"en", "Hiring an e-bike", "An e-bike costs £45 a day and £190 a week. E-bikes come with a charger and a lock.", "how much is an e-bike for a day",
			[]string{"how much is an e-bike for a week", "how much is an ebike for a week", "how much is an e bike for a week", "how much is an E bike for a week"}},
		{"en", "Your wifi at home", "The wifi password is on the sticker. Change the wifi password on the page of the router.", "where is the wifi password",
			[]string{"how do I change the wifi password", "how do I change the wi-fi password", "how do I change the wi fi password"}},
		{"en", "Online check-in", "Online check-in opens a day before and ends an hour before the departure. After check-in you have your ticket by mail.", "when does online check-in open",
			[]string{"when does the online check-in end", "when does the online check in end"}},
		{"en", "When guests check in", "Guests check in from 14:00 and check out until 11:00. Who wants to check in late calls the desk.", "when can guests check in",
			[]string{"can guests check in late", "can guests check-in late"}},
		{"uk", "Е-квиток на потяг", "Е-квиток приходить на пошту. Покажіть е-квиток на телефоні або роздрукуйте його.", "чи роздрукувати е-квиток",
			[]string{"чи треба роздрукувати е-квиток", "чи треба роздрукувати е квиток"}},
		{"pl", "E-recepta", "E-recepta jest ważna 30 dni. Kod e-recepty przychodzi SMS-em.", "gdzie jest kod mojej e-recepty",
			[]string{"gdzie jest kod e-recepty", "gdzie jest kod e recepty"}},
		{"de", "Mit der U-Bahn zu uns", "Mit der U-Bahn fahren Sie bis zum Rathaus. Von der U-Bahn sind es fünf Minuten.", "ist es weit von der U-Bahn",
			[]string{"wie weit ist es von der U-Bahn", "wie weit ist es von der u bahn"}},
	} {
		a := sole(t, knowledge.Article{Title: c.title, Body: c.body, Lang: c.lang, Questions: []string{c.known}})
		first := ask(t, a, c.lang, c.texts[0])
		for _, text := range c.texts {
			got := ask(t, a, c.lang, text)
			if !alone(got) || math.Abs(got[0].Score-first[0].Score) > 0.1 {
				t.Errorf("%q: %s instead of %s", text, describe(got), describe(first))
			}
		}
	}
}
