package local_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// dataFolder holds real help-centre questions and answers; it is not part of the repository.
const dataFolder = "../../../shared/data"

type row struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Body     string   `json:"body"`
	Text     string   `json:"text"`
	Lang     string   `json:"lang"`
	Kind     string   `json:"kind"`
	Relevant []string `json:"relevant"`
}

func rows(t *testing.T, folder, name string) []row {
	t.Helper()
	file, err := os.Open(filepath.Join(dataFolder, folder, name))
	if err != nil {
		t.Skipf("the data for measuring retrieval is not here: %v", err)
	}
	defer file.Close()
	var out []row
	for d := json.NewDecoder(file); d.More(); {
		var r row
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// TestRealQuestionsFindTheirAnswers compares with BM25 over the words of a language and over words cut to five letters,
// whichever is better.
func TestRealQuestionsFindTheirAnswers(t *testing.T) {
	for _, c := range []struct {
		folder, kb, lang, kind string
		want                   [3]float64 // share of questions with the right answer among the first 1, 3, 5
	}{
		{"faq-bitcoin", "kb.jsonl", "en", "", [3]float64{0, .65, 0}},
		{"faq-bitcoin", "kb.jsonl", "uk", "", [3]float64{0, .59, 0}},
		{"faq-bitcoin", "kb.jsonl", "ru", "", [3]float64{0, .52, 0}},
		{"faq-bitcoin", "kb.jsonl", "de", "", [3]float64{0, .59, 0}},
		{"faq-bitcoin", "kb.jsonl", "pl", "", [3]float64{0, .52, 0}},
		{"faq-logingov", "kb.jsonl", "en", "title", [3]float64{.48, .74, .83}},
		{"faq-logingov", "kb_full.jsonl", "en", "old-title", [3]float64{.33, .39, .49}},
	} {
		t.Run(c.folder+" "+c.lang+" "+c.kind, func(t *testing.T) {
			index, ids := local.New(), map[int64]string{}
			var articles []knowledge.Article
			for i, r := range rows(t, c.folder, c.kb) {
				if r.Lang != c.lang {
					continue
				}
				ids[int64(i)] = r.ID
				articles = append(articles, knowledge.Article{
					ID: int64(i), Key: r.ID, Project: "p", Lang: r.Lang, Title: r.Title, Body: r.Body, Audience: knowledge.Public,
				})
			}
			if err := index.Put(context.Background(), articles); err != nil {
				t.Fatal(err)
			}
			var right [6]int
			asked := 0
			for _, r := range rows(t, c.folder, "queries.jsonl") {
				if r.Lang != c.lang || c.kind != r.Kind {
					continue
				}
				asked++
				hits, err := index.Search(context.Background(), knowledge.Query{Text: r.Text, Lang: c.lang, Limit: 5})
				if err != nil {
					t.Fatal(err)
				}
				for rank, hit := range hits {
					if contains(r.Relevant, ids[hit.Article]) {
						for n := rank + 1; n <= 5; n++ {
							right[n]++
						}
						break
					}
				}
			}
			share := func(n int) float64 { return float64(right[n]) / float64(asked) }
			t.Logf("%d articles, %d questions: R@1 %.2f, R@3 %.2f, R@5 %.2f", len(articles), asked, share(1), share(3), share(5))
			for i, n := range []int{1, 3, 5} {
				if share(n) < c.want[i]-0.005 {
					t.Errorf("R@%d is %.3f, want at least %.2f", n, share(n), c.want[i])
				}
			}
		})
	}
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}
