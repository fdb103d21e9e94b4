package assist_test

import (
	"slices"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
	"switchboard/knowledge/recall"
)

// taughtBase is the samples, some questions of which are not known, with a memory that can be taught.
func taughtBase(t *testing.T, heldOut bool) (*assist.Assistant, func(article int64, said ...knowledge.Remembered)) {
	t.Helper()
	b := sampleBase(t)
	articles := slices.Clone(b.articles)
	if heldOut {
		for i := range articles {
			articles[i].Questions = nil
		}
	}
	index, memory := local.New(), recall.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	if err := memory.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	c := b.config(t, index, articles)
	c.Memory, c.Articles = memory, among(articles)
	return assist.New(c), func(article int64, said ...knowledge.Remembered) {
		t.Helper()
		for _, a := range articles {
			if a.ID == article {
				a.Remembered = said
				if err := memory.Put(t.Context(), []knowledge.Article{a}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// One customer who says that an answer was not it, and nobody knows who he is, brings no other article to the front, and silences hardly any
// answer.
func TestOneCustomersNoMakesNoOtherAnswer(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	for name, of := range map[string]struct {
		heldOut bool
		silent  float64
	}{"known questions": {false, 0.02}, "not known": {true, 0.25}} {
		a, teach := taughtBase(t, of.heldOut)
		asked, silent := 0, 0
		for i, article := range sampleBase(t).articles {
			if i%3 > 0 || len(article.Questions) == 0 {
				continue
			}
			text := article.Questions[0]
			before := ask(t, a, article.Lang, text)
			if !alone(before) || len(before[0].Sources) == 0 {
				continue
			}
			asked++
			answered := before[0].Sources[0].Article
			teach(answered, knowledge.Remembered{Text: text, Lang: article.Lang, Weight: -0.15})
			switch after := ask(t, a, article.Lang, text); {
			case !alone(after):
				silent++
			case after[0].Sources[0].Article != answered:
				t.Errorf("%q is answered with %q instead of %q", text, after[0].Sources[0].Title, before[0].Sources[0].Title)
			}
			teach(answered)
		}
		t.Logf("%s: of %d answers %d wait for a person", name, asked, silent)
		if asked < 20 || share(silent, asked) > of.silent {
			t.Errorf("%s: of %d answers %d wait for a person", name, asked, silent)
		}
	}
}

// Nor in the customers' own words, where articles have a translation.
func TestOneCustomersNoBringsNoTranslationForward(t *testing.T) {
	t.Parallel()
	a, teach := taughtBase(t, false)
	for _, text := range []string{"my router shows E-104, what is that", "will my internet work in a blackout", "how do I port my number to Lumen"} {
		before := ask(t, a, "en", text)
		if !alone(before) {
			t.Errorf("%q: %s", text, describe(before))
			continue
		}
		article := before[0].Sources[0].Article
		teach(article, knowledge.Remembered{Text: text, Lang: "en", Weight: -0.15})
		if after := ask(t, a, "en", text); len(after) == 0 || after[0].Sources[0].Article != article {
			t.Errorf("%q after one no: %s", text, describe(after))
		}
		teach(article)
	}
}

// Who alone taught that an article answers makes the assistant send it no more than what it says does.
func TestOneOperatorsWordMakesNoArticleSayWhatItDoesNot(t *testing.T) {
	t.Parallel()
	a, teach := taughtBase(t, false)
	for _, text := range []string{"can my dog take the certificate exam", "does the camera record sound", "can I keep my landline number when moving to Lumen"} {
		before := ask(t, a, "en", text)
		if len(before) == 0 || alone(before) {
			t.Errorf("%q: %s", text, describe(before))
			continue
		}
		article := before[0].Sources[0].Article
		teach(article, knowledge.Remembered{Text: text, Lang: "en", Weight: 0.6, Count: 1})
		if after := ask(t, a, "en", text); alone(after) && !after[0].Waits(answer) {
			t.Errorf("on one word %q is answered: %s", text, describe(after))
		}
		teach(article, knowledge.Remembered{Text: text, Lang: "en", Weight: 1.2, Seconded: 1.2, Count: 2})
		if after := ask(t, a, "en", text); !alone(after) {
			t.Errorf("on two words %q is not answered: %s", text, describe(after))
		}
		teach(article)
	}
}
