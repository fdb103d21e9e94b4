package assist_test

import (
	_ "embed"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

//go:embed testdata/neighbours.tsv
var neighboursFile string

// The sample articles in Ukrainian alone, asked in Russian, and in Ukrainian that Russian is mixed into.
func TestQuestionsFindAnswersInTheNeighboursLanguage(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	titled := b
	titled.articles = nil
	for _, a := range b.articles {
		a.Questions = nil
		titled.articles = append(titled.articles, a)
	}
	for _, known := range []struct {
		of             string
		base           base
		first, drafted [2]float64 // at least, in Russian and mixed
	}{
		{"titles, texts and questions", b, [2]float64{.88, .83}, [2]float64{.86, .77}},
		{"titles and texts", titled, [2]float64{.78, .76}, [2]float64{.80, .72}},
	} {
		a, ids := known.base.inOne(t, "uk")
		for way, lang := range []string{"ru", "uk"} {
			n, first, three, drafted, wrong, none, noneDrafted := 0, 0, 0, 0, 0, 0, 0
			for line := range strings.Lines(neighboursFile) {
				if strings.HasPrefix(line, "#") {
					continue
				}
				f := strings.Split(strings.TrimSpace(line), "\t")
				got := ask(t, a, lang, f[1+way])
				sure := alone(got) && knowledge.Speaks(got[0].Lang, lang) > 0
				if f[0] == "-" {
					if none++; len(got) > 0 && got[0].Score >= draft {
						noneDrafted++
					}
					if sure {
						wrong++
						t.Logf("WRONG %q: %s", f[1+way], describe(got))
					}
					continue
				}
				n++
				for i, s := range got {
					if s.Sources[0].Article != ids[f[0]] {
						continue
					}
					if three++; i == 0 {
						first++
					}
					if s.Score >= draft {
						drafted++
					}
				}
				if sure && got[0].Sources[0].Article != ids[f[0]] {
					wrong++
					t.Logf("WRONG %q: %s", f[1+way], describe(got))
				}
			}
			t.Logf("%s, asked in %s: of %d questions %.2f find their article first, %.2f among three, %.2f in a draft; %d wrongly answered; of %d that nothing answers %d with a draft", known.of,
				[]string{"Russian", "mixed Ukrainian"}[way], n, share(first, n), share(three, n), share(drafted, n), wrong, none, noneDrafted)
			if share(first, n) < known.first[way] || share(drafted, n) < known.drafted[way] || wrong > 0 || noneDrafted > 6 {
				t.Errorf("%s, asked in %s", known.of, lang)
			}
		}
	}
}

// An article in the customer's own language stays before one that only his neighbours' have.
func TestTheCustomersOwnLanguageComesBeforeTheNeighbours(t *testing.T) {
	t.Parallel()
	list := []knowledge.Article{
		{ID: 1, Project: "shop", Name: "Shop", Key: "delivery", Lang: "uk", Audience: knowledge.Public, Title: "Доставка замовлень: ціни й терміни", Body: "Доставка коштує 60 грн."},
		{ID: 2, Project: "shop", Name: "Shop", Key: "delivery", Lang: "ru", Audience: knowledge.Public, Title: "Доставка заказов: цены и сроки", Body: "Доставка стоит 60 грн."},
		{ID: 3, Project: "shop", Name: "Shop", Key: "returns", Lang: "uk", Audience: knowledge.Public, Title: "Повернення товару та грошей", Body: "Гроші повертаємо за три дні."},
	}
	index := local.New()
	if err := index.Put(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	a := assist.New(assist.Config{Index: index, Memory: remembered(t, list), Articles: among(list)})
	for _, c := range []struct {
		lang, asked string
		first       int64
	}{
		{"ru", "сколько стоит доставка заказа", 2},
		{"uk", "скільки коштує доставка замовлення", 1},
		{"ru", "как вернуть деньги", 3},
	} {
		got := ask(t, a, c.lang, c.asked)
		if len(got) == 0 || got[0].Sources[0].Article != c.first || got[0].Score < draft {
			t.Errorf("%q: %s", c.asked, describe(got))
		}
	}
}
