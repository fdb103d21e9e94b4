package local_test

import (
	"slices"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/local"
)

// Replicas read what changes in their own time, and one that starts reads all of it at once: they answer alike all the same.
func TestTheOrderInWhichArticlesCameMakesNoDifference(t *testing.T) {
	t.Parallel()
	var articles []knowledge.Article
	for i, title := range []string{"Parcel lockers", "Parcel locker", "Parcels", "Parcel boxes", "Lockers for parcels", "Carpets", "Carpels", "Marcels", "Porcels", "Parsels"} {
		for n, lang := range []string{"en", "de"} {
			articles = append(articles, knowledge.Article{ID: int64(2*i + n + 1), Project: "shop", Key: "a" + string(rune('a'+i)), Lang: lang, Title: title, Audience: knowledge.Public,
				Body: "The same words for all.\n\n## More\n\nOpen " + title + " all day."})
		}
	}
	filled := func(batches ...[]knowledge.Article) *local.Index {
		x := local.New()
		for _, b := range batches {
			if err := x.Put(t.Context(), b); err != nil {
				t.Fatal(err)
			}
		}
		return x
	}
	backwards := slices.Clone(articles)
	slices.Reverse(backwards)
	found := func(x *local.Index, text string, limit int) (ids []int64) {
		hits, err := x.Search(t.Context(), knowledge.Query{Text: text, Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			ids = append(ids, h.Article)
		}
		return ids
	}
	indexes := []*local.Index{filled(articles), filled(backwards), filled(backwards[3:], backwards[:9], articles[5:12])}
	for _, text := range []string{"parcle", "parceks lockre", "same words", "parxels", "all day open"} {
		for _, limit := range []int{2, 5, 20} {
			want := found(indexes[0], text, limit)
			for n, x := range indexes[1:] {
				if got := found(x, text, limit); len(want) == 0 || !slices.Equal(got, want) {
					t.Errorf("%s, %d in index %d: %v, want %v", text, limit, n+1, got, want)
				}
			}
		}
	}
}
