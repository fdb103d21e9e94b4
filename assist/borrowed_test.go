package assist_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// inAllLanguages is the assistant that answers from the base and knows in which languages it is written.
func (b base) inAllLanguages(t testing.TB) *assist.Assistant {
	t.Helper()
	index := local.New()
	if err := index.Put(t.Context(), b.articles); err != nil {
		t.Fatal(err)
	}
	c := b.config(t, index, b.articles)
	c.Articles = func(_ context.Context, ids []int64) (out []knowledge.Article, _ error) {
		for _, a := range b.articles {
			for _, id := range ids {
				if a.ID == id {
					out = append(out, a)
				}
			}
		}
		return out, nil
	}
	c.Variants = func(_ context.Context, project, key string) (out []knowledge.Article, _ error) {
		for _, a := range b.articles {
			if a.Project == project && a.Key == key {
				out = append(out, a)
			}
		}
		return out, nil
	}
	return assist.New(c)
}

// Who writes a language that no article is in gets drafts in one that he can read: what he wrote or chose before, what is related to
// it, English; never just any.
func TestDraftsAreInALanguageThatTheCustomerReads(t *testing.T) {
	t.Parallel()
	a := sampleBase(t).inAllLanguages(t)
	for lang, questions := range map[string][]string{
		"de": {"Wie bekomme ich eine eSIM?", "Mein Router zeigt den Fehler E-104", "Was kostet der Versand eines Pakets?", "Ich habe mein PayPass Passwort vergessen", "Wie kann ich den Tarif wechseln?", "Wie lange dauert die Lieferung?", "Mein Wechselrichter zeigt F17", "Wo finde ich die IBAN für die Bezahlung?"},
		"pl": {"Jak dostać eSIM?", "Router pokazuje błąd E-104", "Ile kosztuje wysłanie paczki?", "Zapomniałem hasła do konta", "Jak zmienić taryfę?", "Ile trwa dostawa?", "Gdzie jest numer IBAN do płatności?", "Falownik pokazuje F17"},
		"ru": {"Как получить eSIM?", "Роутер показывает ошибку E-104", "Сколько стоит отправить посылку?"},
	} {
		drafts := 0
		for _, text := range questions {
			for _, s := range ask(t, a, lang, text) {
				if !s.Public { // it is for colleagues
					continue
				}
				drafts++
				if want := map[string]string{"de": "en", "pl": "en", "ru": "uk"}[lang]; s.Lang != want || s.Sources[0].Lang != want {
					t.Errorf("%s %q: a draft in %s from %s: %s", lang, text, s.Lang, s.Sources[0].Lang, s.Text)
				}
				if is, sure := knowledge.Language(s.Text, ""); sure && is != s.Lang {
					t.Errorf("%s %q: called %s, is %s: %s", lang, text, s.Lang, is, s.Text)
				}
				if src := s.Sources[0]; !strings.Contains("**"+src.Heading+"**\n"+src.Passage, strings.Fields(s.Text)[0]) {
					t.Errorf("%s %q: it does not stand in its passage: %q, %q", lang, text, s.Text, s.Sources[0].Passage)
				}
			}
		}
		if drafts < len(questions)/2 {
			t.Errorf("%s: %d drafts for %d questions", lang, drafts, len(questions))
		}
	}
	written := assist.Dialogue{Lang: "de", Turns: []assist.Turn{{Customer: true, Text: "Доброго дня, підкажіть, будь ласка, як отримати нову картку для телефону"}, {Text: "So."}, {Customer: true, Text: "Wie bekomme ich eine eSIM?"}}}
	chosen := assist.Dialogue{Lang: "de", Langs: []string{"uk"}, Turns: written.Turns[2:]}
	for name, d := range map[string]assist.Dialogue{"written": written, "chosen": chosen} {
		list, err := a.Suggest(t.Context(), d)
		if err != nil || len(list) == 0 || list[0].Lang != "uk" {
			t.Errorf("%s before: %s, %v", name, describe(list), err)
		}
	}
}

// Another language of an article says the same: the same passage where both have as many, else the one with the same numbers.
func TestADraftInAnotherLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	uk := knowledge.Article{ID: 1, Version: 1, Project: "net", Key: "fees", Lang: "uk", Title: "Збори Zorbix", Audience: knowledge.Public, Body: "# Перший\n\nПерший Zorbix 10 грн.\n\n# Другий\n\nДругий Zorbix Turbo 25 грн."}
	en := knowledge.Article{ID: 2, Version: 1, Project: "net", Key: "fees", Lang: "en", Title: "Fees", Audience: knowledge.Public, Body: "# First\n\nThe first costs 10 UAH.\n\n# Second\n\nThe second costs 25 UAH."}
	more := en
	more.Body = "# Before\n\nThree fees there are.\n\n# First\n\nThe first costs 10 UAH.\n\n# Second\n\nThe second costs 25 UAH."
	internal := en
	internal.Audience = knowledge.Internal
	for name, c := range map[string]struct {
		variant knowledge.Article
		want    string
	}{"as many": {en, "The second costs 25 UAH."}, "more": {more, "The second costs 25 UAH."}, "for colleagues": {internal, "Другий Zorbix Turbo 25 грн."}} {
		index := local.New()
		if err := index.Put(t.Context(), []knowledge.Article{uk}); err != nil {
			t.Fatal(err)
		}
		a := assist.New(assist.Config{Index: index, Variants: func(context.Context, string, string) ([]knowledge.Article, error) {
			return []knowledge.Article{c.variant, uk}, nil
		}})
		list := ask(t, a, "de", "Was kostet Zorbix Turbo?")
		if len(list) == 0 || !strings.Contains(list[0].Text, c.want) || c.variant.Audience == knowledge.Internal && list[0].Lang != "uk" {
			t.Errorf("%s: %s", name, describe(list))
		}
		if len(list) > 0 && list[0].Borrowed != (c.variant.Audience == knowledge.Public) {
			t.Errorf("%s: borrowed %t", name, list[0].Borrowed)
		}
	}
}

// Who wishes for another language gets the very sentences that answer, without a person, where the article has them; if its figures
// differ there, or it is built otherwise, a person looks at it first.
func TestAWishedLanguageSaysTheSameSentences(t *testing.T) {
	t.Parallel()
	const en = "Outside the EU you need a World package: 1 GB costs UAH 1,250. It is valid for 7 days.\n\n- Turkey\n- Egypt\n\nWithout a package mobile data is blocked there."
	for uk, want := range map[string]bool{
		"За межами ЄС потрібен пакет World: 1 ГБ коштує 1 250 грн. Він діє 7 днів.\n\n- Туреччина\n- Єгипет\n\nБез пакета мобільний інтернет там заблоковано.": true,
		"За межами ЄС потрібен пакет World: 1 ГБ коштує 1 350 грн. Він діє 7 днів.\n\n- Туреччина\n- Єгипет\n\nБез пакета мобільний інтернет там заблоковано.": false,
		"За межами ЄС потрібен пакет World: 1 ГБ коштує 1 250 грн.\n\n- Туреччина\n- Єгипет\n- Японія\n\nБез пакета мобільний інтернет там заблоковано.":       false,
	} {
		b := base{articles: []knowledge.Article{
			{ID: 1, Version: 1, Key: "world", Project: "net", Name: "Net", Lang: "en", Title: "Roaming outside the EU", Body: en, Audience: knowledge.Public},
			{ID: 2, Version: 1, Key: "world", Project: "net", Name: "Net", Lang: "uk", Title: "Роумінг за межами ЄС", Body: uk, Audience: knowledge.Public}}}
		d := assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "what do I need to roam outside the EU, and what does the World package cost"}}}
		as := func(wish string) assist.Suggestion {
			d.Wishes = wish
			got, err := b.inAllLanguages(t).Suggest(t.Context(), d)
			if err != nil || len(got) == 0 {
				t.Fatalf("%v, %v", got, err)
			}
			return got[0]
		}
		if s := as(""); s.Lang != "en" || s.Borrowed {
			t.Errorf("unasked it is in %s", s.Lang)
		}
		if s := as("uk"); s.Lang != "uk" || s.Borrowed == want || !strings.Contains(s.Text, "потрібен пакет World") || s.Sources[0].Article != 2 {
			t.Errorf("%q\nis said so: %+v", uk, s)
		}
		b.articles[0].Published = time.Now()
		b.articles[1].Published = time.Now().AddDate(0, -1, 0)
		if s := as("uk"); !s.Borrowed {
			t.Error("a translation that may not have followed is said unseen")
		}
		if s := as("de"); s.Lang != "en" { // the article is not written in it
			t.Errorf("for German it is in %s", s.Lang)
		}
	}
}

// One row of a table is said in another language by the row that stands in its place there.
func TestAWishedLanguageSaysTheSameRow(t *testing.T) {
	t.Parallel()
	b := base{articles: []knowledge.Article{
		{ID: 1, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "en", Title: "Hiring a boat", Audience: knowledge.Public,
			Body: "Jackets are free.\n\n| Boat | hour | day |\n|---|---|---|\n| Canoe | £9 | £40 |\n| Pedalo | £14 | £60 |\n| Yacht | £40 | £190 |\n\nBring it back before dusk."},
		{ID: 2, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "uk", Title: "Прокат човнів", Audience: knowledge.Public,
			Body: "Жилети безкоштовні.\n\n| Човен | година | день |\n|---|---|---|\n| Каное | £9 | £40 |\n| Катамаран | £14 | £60 |\n| Яхта | £40 | £190 |\n\nПоверніть до сутінків."}}}
	d := assist.Dialogue{Lang: "en", Wishes: "uk", Turns: []assist.Turn{{Customer: true, Text: "how much is it to hire a pedalo"}}}
	got, err := b.inAllLanguages(t).Suggest(t.Context(), d)
	if err != nil || len(got) == 0 || got[0].Borrowed || !strings.Contains(got[0].Text, "Катамаран — година: £14; день: £60") || strings.Contains(got[0].Text, "Каное") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAWishedLanguageSaysTheSameNestedList(t *testing.T) {
	t.Parallel()
	b := base{articles: []knowledge.Article{
		{ID: 1, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "en", Title: "Hiring a boat", Audience: knowledge.Public,
			Body: "Jackets are free.\n\n- Canoe: for two\n  - hour: £9\n  - day: £40\n- Pedalo: for four\n  - hour: £14"},
		{ID: 2, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "uk", Title: "Прокат човнів", Audience: knowledge.Public,
			Body: "Жилети безкоштовні.\n\n- Каное: на двох\n  - година: £9\n  - день: £40\n- Катамаран: на чотирьох\n  - година: £14"}}}
	d := assist.Dialogue{Lang: "en", Wishes: "uk", Turns: []assist.Turn{{Customer: true, Text: "how much is it to hire a pedalo"}}}
	got, err := b.inAllLanguages(t).Suggest(t.Context(), d)
	if err != nil || len(got) == 0 || got[0].Borrowed || !strings.Contains(got[0].Text, "- Каное: на двох\n  - година: £9") {
		t.Errorf("%+v, %v", got, err)
	}
}

// What stands under a heading stands under that of the other language there, with its note, be it of one section or of several.
func TestAWishedLanguageHasItsOwnHeadings(t *testing.T) {
	t.Parallel()
	b := base{articles: []knowledge.Article{
		{ID: 1, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "en", Title: "Hiring a boat", Audience: knowledge.Public,
			Body: "## North shore\n\n- Canoe[^1]: £9\n- Pedalo: £14\n- Yacht: £40\n\n## Island\n\n- Canoe: £11\n- Pedalo: £17\n- Yacht: £44\n\n[^1]: Not in winter."},
		{ID: 2, Version: 1, Key: "boats", Project: "lake", Name: "Lake", Lang: "uk", Title: "Прокат човнів", Audience: knowledge.Public,
			Body: "## Північний берег\n\n- Каное[^1]: £9\n- Катамаран: £14\n- Яхта: £40\n\n## Острів\n\n- Каное: £11\n- Катамаран: £17\n- Яхта: £44\n\n[^1]: Не взимку."}}}
	for asked, want := range map[string]string{
		"how much is it to hire a pedalo":                    "**Північний берег**\n\n- Катамаран: £14\n\n**Острів**\n\n- Катамаран: £17",
		"how much is it to hire a pedalo on the island":      "**Острів**\n\n- Катамаран: £17",
		"how much is it to hire a canoe on the north shore?": "**Північний берег**\n\n- Каное¹: £9\n\n¹ Не взимку.",
	} {
		d := assist.Dialogue{Lang: "en", Wishes: "uk", Turns: []assist.Turn{{Customer: true, Text: asked}}}
		got, err := b.inAllLanguages(t).Suggest(t.Context(), d)
		if err != nil || len(got) == 0 || got[0].Borrowed || got[0].Text != want {
			t.Errorf("%q: %+v, %v", asked, got, err)
		}
	}
}
