package assist_test

import (
	"strings"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
)

// A price that is struck through is no answer, and no evidence for what an operator writes.
func TestWhatIsStruckIsNoEvidence(t *testing.T) {
	t.Parallel()
	a := base{}.with([]knowledge.Project{{Key: "acme", Name: "Acme Drones"}}, []knowledge.Article{
		{ID: 1, Version: 1, Key: "battery", Project: "acme", Name: "Acme Drones", Lang: "en", Audience: knowledge.Public, Title: "Price of a spare battery", Questions: []string{"How much is a spare battery?"},
			Body: "A spare battery for the drone costs ~~UAH 500~~ UAH 300. It is delivered within ~~5 days~~ 2 days."},
		{ID: 2, Version: 1, Key: "hours", Project: "acme", Name: "Acme Drones", Lang: "en", Audience: knowledge.Public, Title: "Opening hours of the shop", Body: "The shop is open from 9:00 to 18:00 on working days."},
	}).assistant(t, false)
	said := ask(t, a, "en", "How much is a spare battery?")
	if len(said) == 0 || !strings.Contains(said[0].Text, "UAH 300") {
		t.Fatalf("%+v", said)
	}
	for _, s := range said {
		if strings.Contains(s.Text, "500") || strings.Contains(s.Text, "~") {
			t.Errorf("it says %q", s.Text)
		}
		for _, from := range s.Sources {
			if strings.Contains(from.Passage, "500") {
				t.Errorf("from %q", from.Passage)
			}
		}
	}
	d := assist.Dialogue{Lang: "en", Projects: []string{"acme"}, At: time.Now(), Turns: []assist.Turn{{Customer: true, Text: "How much is a spare battery?"}}}
	for text, disputed := range map[string]bool{"A spare battery costs UAH 500.": true, "A spare battery costs UAH 300.": false} {
		found, err := a.Check(t.Context(), text, d, nil)
		if err != nil || (len(found) > 0) != disputed {
			t.Errorf("%q: %+v, %v", text, found, err)
		}
	}
}
