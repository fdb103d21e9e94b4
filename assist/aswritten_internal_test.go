package assist

import (
	"testing"

	"switchboard/knowledge"
)

func TestWordsAreWrittenAsArticlesHaveThem(t *testing.T) {
	t.Parallel()
	hits := []knowledge.Hit{{Lang: "en", Title: "E‑bikes", Passage: "An e-bike for a day. Set-up is free. A way to pay day by day, away."}}
	for text, want := range map[string]string{
		"an E bike and two e bikes":        "an E-bike and two e-bikes",
		"ebike":                            "ebike",
		"how do I set up a pay-day":        "how do I set up a pay day",
		"is there a way":                   "is there a way",
		"write to e-bike@pay-day.example":  "write to e-bike@pay-day.example",
		"see pay-day.example, or pay-day.": "see pay-day.example, or pay day.",
		"":                                 "",
	} {
		if got := asWritten(text, hits); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
