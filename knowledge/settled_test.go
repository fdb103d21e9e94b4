package knowledge_test

import "testing"

// TestWhatWasSettledHoldsUntilATextChanges: whatever else of the two articles is changed.
func TestWhatWasSettledHoldsUntilATextChanges(t *testing.T) {
	t.Parallel()
	s := newStore(t, "net")
	lamp, _ := save(t, s, edit("lamp", "Lamps", "A lamp is 5 euros."))
	light, _ := save(t, s, edit("light", "Lights", "A light is 6 euros."))
	if err := s.Settle(ctx, light, lamp, "Maria", "two sorts"); err != nil {
		t.Fatal(err)
	}
	version := map[int64]int{lamp: 1, light: 1}
	for _, c := range []struct {
		what    string
		article int64
		title   string
		body    string
		tags    []string
		holds   bool
	}{
		{"tags of the first", lamp, "Lamps", "A lamp is 5 euros.", []string{"price"}, true},
		{"tags of the second", light, "Lights", "A light is 6 euros.", []string{"price"}, true},
		{"a text", light, "Lights", "A light is 7 euros.", []string{"price"}, false},
		{"the text put back", light, "Lights", "A light is 6 euros.", nil, true},
		{"a title", lamp, "All lamps", "A lamp is 5 euros.", nil, false},
	} {
		e := edit("", c.title, c.body)
		e.Article, e.Based, e.Tags = c.article, version[c.article], c.tags
		_, version[c.article] = save(t, s, e)
		if list, err := s.SettledPairs(ctx); err != nil || len(list) == 1 != c.holds {
			t.Errorf("%s: %+v, %v", c.what, list, err)
		}
	}
}
