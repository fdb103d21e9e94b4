package assist_test

import (
	"testing"

	"switchboard/knowledge"
)

// introductions are how customers say who they are before and behind their question.
var introductions = map[string][2]string{
	"en": {"Hello, I'm Olena Kovalenko, my number is 050 123 45 67. ", " My name is Peter Smith, call me back at +44 7700 900123"},
	"uk": {"Добрий день, мене звати Олена Коваленко, мій номер 067 123 45 67. ", " Це Андрій, мій телефон +380 50 123 45 67"},
	"ru": {"Здравствуйте, меня зовут Иван Петров, мой телефон +7 912 345-67-89. ", " Это Ольга, мой номер 8 912 345 67 89"},
	"pl": {"Dzień dobry, nazywam się Anna Nowak, mój numer to 601 234 567. ", " Z tej strony Piotr Kowalski, anna.nowak@example.com"},
	"de": {"Guten Tag, mein Name ist Jürgen Müller, meine Nummer ist 0171 2345678. ", "\nMit freundlichen Grüßen\nSabine Schulz"},
}

// TestIntroductionsCostNoAnswers asks questions that are not in the base, plainly and with who asks before or behind them.
func TestIntroductionsCostNoAnswers(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	a := b.assistant(t, true)
	type tally struct{ n, answered, first int }
	count := func(to *tally, article knowledge.Article, text string) {
		got := ask(t, a, article.Lang, text)
		to.n++
		if len(got) > 0 && got[0].Score >= answer {
			to.answered++
		}
		if len(got) > 0 && got[0].Sources[0].Project == article.Project && got[0].Sources[0].Key == article.Key {
			to.first++
		}
	}
	var plain tally
	said := map[string]*[2]tally{}
	for lang := range introductions {
		said[lang] = &[2]tally{}
	}
	i, step := 0, 15 // enough to tell
	if testing.Verbose() {
		step = 5
	}
	for _, article := range b.articles {
		if article.Audience != knowledge.Public || !article.Valid(now()) {
			continue
		}
		for _, q := range article.Questions {
			if i++; i%step != 0 {
				continue
			}
			count(&plain, article, q)
			for lang, words := range introductions {
				count(&said[lang][0], article, words[0]+q)
				count(&said[lang][1], article, q+words[1])
			}
		}
	}
	t.Logf("%d questions: answered %.3f, first %.3f", plain.n, share(plain.answered, plain.n), share(plain.first, plain.n))
	for lang, both := range said {
		for i, g := range both {
			t.Logf("%s %s: answered %.3f, first %.3f", lang, []string{"before", "behind"}[i], share(g.answered, g.n), share(g.first, g.n))
			if share(g.answered, g.n) < share(plain.answered, plain.n)-0.05 || share(g.first, g.n) < share(plain.first, plain.n)-0.03 {
				t.Errorf("who asks in %s, place %d: answered %d, first %d of %d; plainly %d, %d", lang, i, g.answered, g.first, g.n, plain.answered, plain.first)
			}
		}
	}
}
