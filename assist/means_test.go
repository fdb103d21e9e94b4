package assist_test

import (
	"context"
	"log/slog"
	"testing"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// inOne is the part of the sample base that is public and in one language, with an assistant that knows nothing else.
func (b base) inOne(t testing.TB, lang string) (*assist.Assistant, map[string]int64) {
	t.Helper()
	ids := map[string]int64{}
	var list []knowledge.Article
	for _, a := range b.articles {
		if a.Lang == lang && a.Audience == knowledge.Public && a.Valid(now()) {
			list = append(list, a)
			ids[a.Project+"/"+a.Key] = a.ID
		}
	}
	index := local.New()
	if err := index.Put(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	c := assist.Config{Index: index, Memory: remembered(t, list), Log: slog.New(slog.DiscardHandler),
		Projects: func(context.Context) ([]knowledge.Project, error) { return b.projects, nil },
		Articles: among(list)}
	return assist.New(c), ids
}

// TestQuestionsFindAnswersInAnotherLanguage asks the sample questions in Ukrainian of the English articles, and the other way
// round, and what nothing answers of both.
func TestQuestionsFindAnswersInAnotherLanguage(t *testing.T) {
	withoutRace(t)
	t.Parallel()
	b := sampleBase(t)
	for _, to := range []struct{ asked, written string }{{"uk", "en"}, {"en", "uk"}} {
		a, ids := b.inOne(t, to.written)
		n, first, three, sure, right := 0, 0, 0, 0, 0
		for _, article := range b.articles {
			want, ok := ids[article.Project+"/"+article.Key]
			if article.Lang != to.asked || !ok {
				continue
			}
			for _, q := range article.Questions {
				got := ask(t, a, to.asked, q)
				n++
				for i, s := range got {
					if s.Sources[0].Article == want {
						three++
						if i == 0 {
							first++
						}
					}
				}
				if len(got) > 0 && got[0].Score >= answer {
					if sure++; got[0].Sources[0].Article == want {
						right++
					}
				}
			}
		}
		t.Logf("%d questions in %s, articles in %s: first %.2f, among three %.2f; %.2f at %.2f and more, right of those %.3f", n, to.asked, to.written,
			share(first, n), share(three, n), share(sure, n), answer, share(right, sure))
		if share(first, n) < 0.7 || share(three, n) < 0.8 || share(right, sure) < 0.95 {
			t.Errorf("from %s to %s: of %d questions %d found their article first, %d among three; of %d that it was sure of %d were right", to.asked, to.written, n, first, three, sure, right)
		}
	}
	a, _ := b.inOne(t, "uk")
	n, drafted, sure := 0, 0, 0
	for i, text := range others(t) {
		if i%5 != 0 {
			continue
		}
		n++
		if got := ask(t, a, "en", text); len(got) > 0 && got[0].Score >= draft {
			drafted++
			if got[0].Score >= answer {
				sure++
			}
		}
	}
	t.Logf("of %d questions in English that nothing answers, articles in Ukrainian: %.3f with a draft, %.4f at %.2f and more", n, share(drafted, n), share(sure, n), answer)
	if share(sure, n) > 0.01 || share(drafted, n) > 0.3 {
		t.Errorf("of %d questions that nothing answers it was sure of %d, and drafted for %d", n, sure, drafted)
	}
}

// TestTheCustomersLanguageComesFirst has the answer in both languages, and in English alone.
func TestTheCustomersLanguageComesFirst(t *testing.T) {
	t.Parallel()
	english := knowledge.Article{ID: 1, Project: "net", Name: "Net", Key: "slow", Lang: "en", Title: "Internet is slow: what to check", Body: "Restart the router first."}
	ukrainian := knowledge.Article{ID: 2, Project: "net", Name: "Net", Key: "slow-uk", Lang: "uk", Title: "Повільний інтернет: що перевірити", Body: "Спершу перезавантажте роутер."}
	other := knowledge.Article{ID: 3, Project: "net", Name: "Net", Key: "moving", Lang: "uk", Title: "Переїзд на нову адресу", Body: "Інтернет переносимо за п'ять днів."}
	for _, c := range []struct {
		articles []knowledge.Article
		first    int64
	}{{[]knowledge.Article{english, ukrainian, other}, 2}, {[]knowledge.Article{english, other}, 1}, {[]knowledge.Article{english}, 1}} {
		index := local.New()
		if err := index.Put(t.Context(), c.articles); err != nil {
			t.Fatal(err)
		}
		a := assist.New(assist.Config{Index: index, Memory: remembered(t, c.articles), Log: slog.New(slog.DiscardHandler),
			Articles: among(c.articles)})
		got := ask(t, a, "uk", "чому в мене повільний інтернет")
		if len(got) == 0 || got[0].Sources[0].Article != c.first || got[0].Score < draft {
			t.Errorf("of %d articles: %s", len(c.articles), describe(got))
		}
	}
}
