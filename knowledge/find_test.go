package knowledge_test

import (
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

// TestWordsAreFoundWhereverTheyStand: in title, text, questions, tags, key, owner and the project's name, in capitals or not, within
// words too, and only in the newest version; with the index of letter triples and without it.
func TestWordsAreFoundWhereverTheyStand(t *testing.T) {
	t.Parallel()
	for _, way := range []struct{ name, before string }{
		{"with the index", ""},
		{"without the index", `DROP INDEX IF EXISTS article_versions_sought`},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			pool := pgtest.New(t)
			if _, err := pool.Exec(t.Context(), way.before); err != nil {
				t.Fatal(err)
			}
			s := knowledge.NewStore(pool)
			if _, err := s.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Домашній Інтернет"}); err != nil {
				t.Fatal(err)
			}
			save := func(based int, id int64, body string) int64 {
				t.Helper()
				id, _, err := s.SaveVersion(t.Context(), knowledge.Edit{Article: id, Based: based, Project: "net", Key: "red-lamp", Lang: "uk", Author: "Maria", Publish: true,
					Draft: knowledge.Draft{Title: "Червона Лампа", Body: body, Questions: []string{"чому БЛИМАЄ", "помилка E-104"}, Tags: []string{"Wi-Fi"}, Owner: "Olena Koval"}})
				if err != nil {
					t.Fatal(err)
				}
				return id
			}
			id := save(0, 0, "Від’єднайте РОУТЕР на 100 % та 30_секунд.")
			for text, found := range map[string]bool{
				"червона": true, "ЛАМП": true, "роутер": true, "блимає": true, "e-104": true, "wi-fi": true, "red-lamp": true, "koval": true, "інтернет": true,
				"лампа роутер koval": true, "р": true, "%": true, "30_с": true, "1%0": false, "30ю": false, "лампа кавун": false, "кавун": false, "а кавун": false,
			} {
				rows, err := s.Articles(t.Context(), knowledge.Filter{Text: text})
				if err != nil || (len(rows) == 1) != found {
					t.Errorf("%q is found: %d, %v", text, len(rows), err)
				}
			}
			save(1, id, "Кавун.")
			for text, found := range map[string]bool{"роутер": false, "кавун": true, "лампа кавун": true} {
				ids, err := s.ArticleIDs(t.Context(), knowledge.Filter{Text: text, Limit: 9})
				if err != nil || slices.Contains(ids, id) != found {
					t.Errorf("%q in the newest version: %v, %v", text, ids, err)
				}
			}
		})
	}
}
