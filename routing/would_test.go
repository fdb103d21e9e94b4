package routing

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"switchboard/assist"
	"switchboard/knowledge"
)

// TestWhatIsForeseenIsWhatHappens: whatever the drafts and the thresholds, a question is answered at a threshold of answers if that from
// which it is foreseen to be is as high, and never where it is foreseen not to be.
func TestWhatIsForeseenIsWhatHappens(t *testing.T) {
	draft := rapid.Custom(func(t *rapid.T) assist.Suggestion {
		odd := func(name string) bool { return rapid.IntRange(0, 9).Draw(t, name) == 5 }
		score := rapid.Float64Range(0, 1).Draw(t, "score")
		s := assist.Suggestion{Text: "x", Lang: "en", Score: score, Public: !odd("internal"), Beside: odd("beside"), Borrowed: odd("borrowed"), Cut: odd("cut"),
			Sources: []assist.Source{{Project: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "project")}}}
		if odd("taught by one") {
			s.Lone = score * rapid.Float64Range(0, 1).Draw(t, "lone")
		}
		if odd("raised") {
			s.Raised = score * rapid.Float64Range(0, 1).Draw(t, "by")
		}
		if odd("doubt") {
			s.Sources[0].Doubt = "not verified"
		}
		return s
	})
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		drafts := rapid.SliceOfN(draft, 0, 3).Draw(t, "drafts")
		if len(drafts) > 0 && rapid.IntRange(0, 3).Draw(t, "several") == 0 {
			drafts[0].Half, drafts[0].Each = true, rapid.SliceOfN(draft, 0, 3).Draw(t, "each")
		}
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: "how do I return what I ordered last week"}}, Lang: "en"}
		in := Threshold{Answer: rapid.Float64Range(.3, 1.01).Draw(t, "answer"), Draft: rapid.Float64Range(.01, 1).Draw(t, "draft")}
		from := Foresee(d, drafts, Policy{}, Thresholds{"a": in, "b": in}).From
		for _, in.Answer = range []float64{in.Answer, max(from, knowledge.LeastAnswers), math.Nextafter(max(from, knowledge.LeastAnswers), 2)} {
			got := Foresee(d, drafts, Policy{}, Thresholds{"a": in, "b": in})
			if want := got.From >= in.Answer && drafts[0].Score >= in.Draft; want != (got.Would.Act == ActAnswer) || got.From != from {
				t.Fatalf("%v by %+v, and foreseen from %v", got.Would.Act, in, got.From)
			}
			if got.Would.Act == ActAnswer {
				answered++
			}
		}
	})
	if answered == 0 {
		t.Error("nothing was answered")
	}
}

// TestAFirstQuestionIsSeenAsACustomersIs: what is wished beside it, and in which language, counts as it does in a conversation.
func TestAFirstQuestionIsSeenAsACustomersIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		lang string
		act  Act
	}{
		"how do I return a parcel":                             {"en", ActAnswer},
		"how do I return a parcel? I want to talk to a person": {"en", ActQueue},
		"як повернути посилку? Хочу поговорити з оператором":                    {"uk", ActQueue},
		"как вернуть посылку? Хочу поговорить с оператором":                     {"ru", ActQueue},
		"jak zwrócić paczkę? Chcę porozmawiać z konsultantem":                   {"pl", ActQueue},
		"wie gebe ich ein Paket zurück? Ich möchte mit einem Menschen sprechen": {"de", ActQueue},
		"there is smoke coming out of the locker, how do I get my parcel":       {"en", ActQueue},
		"hello":                       {"en", ActGreet},
		"are you a robot?":            {"en", ActSayWho},
		"wie gebe ich ein Paket ab":   {"de", ActQueue}, // what answers is in English
		"where is my parcel, please?": {"en", ActAnswer},
	} {
		drafts := []assist.Suggestion{{Text: "x", Lang: "en", Score: .99, Public: true, Sources: []assist.Source{{Project: "a"}}}}
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: text}}, Lang: want.lang}
		if want.act == ActQueue && want.lang != "de" {
			drafts[0].Lang = want.lang
		}
		got := Foresee(d, drafts, Policy{}, nil)
		if got.Would.Act != want.act || (got.From > 0) != (want.act == ActAnswer) {
			t.Errorf("%q: %s, from %v", text, got.Would.Act, got.From)
		}
	}
}

// TestThresholdsAreThoseOfTheCustomersLanguage, whatever the article is in that is found.
func TestThresholdsAreThoseOfTheCustomersLanguage(t *testing.T) {
	t.Parallel()
	drafts := []assist.Suggestion{{Text: "x", Lang: "en", Score: .2, Public: true, Sources: []assist.Source{{Project: "a"}}}}
	for lang, shown := range map[string]bool{"uk": false, "en": true, "pl": true} {
		d := assist.Dialogue{Turns: []assist.Turn{{Customer: true, Text: map[string]string{"uk": "як повернути посилку", "en": "how do I return a parcel", "pl": "jak zwrócić paczkę"}[lang]}}, Lang: lang}
		if got := Foresee(d, drafts, Policy{}, Thresholds{"a/uk": {Draft: .4}}); got.Would.Drafts != shown {
			t.Errorf("%s: %s by %v", lang, fmt.Sprint(got.Would), got.By)
		}
	}
}
