package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"switchboard/knowledge"
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
