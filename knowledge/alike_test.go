package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
	"switchboard/knowledge/knowledgetest"
	"switchboard/knowledge/samples"
)

func TestArticlesThatContradictOrRepeatEachOtherAreFound(t *testing.T) {
	long := "Pull the plug of the router, wait ten seconds and plug it in again. The light turns green after two minutes. If it stays red, call us."
	articles := []knowledge.Article{
		{ID: 1, Project: "net", Key: "restart", Lang: "en", Title: "Restart", Body: long},
		{ID: 2, Project: "net", Key: "red-light", Lang: "en", Title: "Red light", Body: long + " We are there at night too."},
		{ID: 3, Project: "net", Key: "prices", Lang: "en", Title: "Prices", Body: "The tariff Home 300 costs 350 UAH a month.\n\nThere is more to say."},
		{ID: 4, Project: "net", Key: "tariffs", Lang: "en", Title: "Tariffs", Body: "- The tariff Home 300 costs 390 UAH a month."},
		{ID: 5, Project: "net", Key: "prices", Lang: "uk", Title: "Ціни", Body: "Тариф Дім 300 коштує 350 грн на місяць."},
		{ID: 6, Project: "tv", Key: "prices", Lang: "en", Title: "TV prices", Body: "The tariff Home 300 costs 120 UAH a month."},
		{ID: 7, Project: "net", Key: "short", Lang: "en", Title: "Short", Body: "Call us."},
	}
	var got []string
	for _, a := range knowledge.FindAlike(articles) {
		got = append(got, fmt.Sprintf("%d-%d %v %s/%s", a.A.ID, a.B.ID, a.Contradict, a.SaysA, a.SaysB))
	}
	want := []string{"1-2 false /", "3-4 true The tariff Home 300 costs 350 UAH a month/The tariff Home 300 costs 390 UAH a month"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheSameSaidInOtherWordsWithAnotherPriceContradicts(t *testing.T) {
	t.Parallel()
	article := func(id int64, body string) knowledge.Article {
		return knowledge.Article{ID: id, Key: string(rune('a' + id)), Project: "net", Lang: "en", Body: body}
	}
	moving := article(1, "You can move your home internet to a new address for UAH 250, and it takes up to 5 working days.")
	found := knowledge.FindAlike([]knowledge.Article{moving, article(2, "Moving to a new address costs UAH 350 and takes up to 5 working days."), article(3, "A new router costs UAH 350 and comes within 5 days.")})
	if len(found) != 1 || !found[0].Contradict || found[0].B.ID != 2 {
		t.Errorf("found %+v", found)
	}
}

func TestTheSamplesDoNotContradictEachOther(t *testing.T) {
	t.Parallel()
	articles, _, err := knowledge.ReadFolder(t.Context(), samples.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range knowledge.FindAlike(articles) {
		if a.Contradict {
			t.Errorf("%s/%s says %q, %s/%s %q", a.A.Project, a.A.Key, a.SaysA, a.B.Project, a.B.Key, a.SaysB)
		}
	}
}

// BenchmarkFindAlike compares articles of which each has ten sentences with numbers, most of them of its own.
func BenchmarkFindAlike(b *testing.B) {
	list := knowledgetest.Generated(2000, 0)
	for i := range list {
		words := strings.Fields(list[i].Body)
		for n := range 10 {
			list[i].Body += fmt.Sprintf("\n\n%s %d.", strings.Trim(strings.Join(words[20*n:20*n+8], " "), ".#"), i+n)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		knowledge.FindAlike(list)
	}
}
