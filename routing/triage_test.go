package routing

import (
	"testing"

	"switchboard/assist"
)

func TestTriage(t *testing.T) {
	yes, no := true, false
	draft := func(score float64, public bool) []assist.Suggestion {
		return []assist.Suggestion{{Text: "x", Score: score, Public: public, Sources: []assist.Source{{}}}}
	}
	doubtful := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Sources: []assist.Source{{Doubt: "not verified"}}}}
	half := []assist.Suggestion{{Text: "x", Score: 0.99, Half: true, Public: true, Sources: []assist.Source{{}}}}
	both := func(scores ...float64) []assist.Suggestion {
		out := []assist.Suggestion{{Text: "x", Score: scores[0], Half: true, Public: true, Sources: []assist.Source{{}}}}
		for _, score := range scores {
			out[0].Each = append(out[0].Each, draft(score, true)...)
		}
		return out
	}
	beside := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Beside: true, Sources: []assist.Source{{}}}}
	cut := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Cut: true, Verdict: assist.VerdictAnswers, Sources: []assist.Source{{}}}}
	mentions := []assist.Suggestion{{Text: "x", Score: 0.01, Public: true, Mentions: true, Sources: []assist.Source{{}}}}
	judged := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Beside: true, Verdict: assist.VerdictAnswers, Sources: []assist.Source{{}}}}
	another := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Elsewhere: true, Sources: []assist.Source{{Project: "rental"}}}}
	borrowed := []assist.Suggestion{{Text: "x", Lang: "en", Score: 0.99, Public: true, Borrowed: true, Sources: []assist.Source{{}}}}
	inEnglish := []assist.Suggestion{{Text: "x", Lang: "en-GB", Score: 0.99, Public: true, Sources: []assist.Source{{}}}}
	elsewhere := []assist.Suggestion{{Text: "x", Score: 0.99, Public: true, Sources: []assist.Source{{Project: "a"}}, Or: []assist.Source{{Project: "b"}}}}
	unsureElsewhere := []assist.Suggestion{{Text: "x", Score: 0.5, Public: true, Sources: []assist.Source{{Project: "a"}}, Or: []assist.Source{{Project: "b"}}}}
	lone := func(score, lone float64) []assist.Suggestion {
		return []assist.Suggestion{{Text: "x", Score: score, Lone: lone, Public: true, Sources: []assist.Source{{}}}}
	}
	raised := func(score, raised float64) []assist.Suggestion {
		return []assist.Suggestion{{Text: "x", Score: score, Raised: raised, Public: true, Sources: []assist.Source{{}}}}
	}
	for name, c := range map[string]struct {
		s         situation
		drafts    []assist.Suggestion
		ambiguous []string
		act       Act
		reason    string
	}{
		"beyond doubt is answered":                               {situation{State: Assistant}, draft(0.9, true), nil, ActAnswer, ""},
		"beside the matter, and a model has read it":             {situation{State: Assistant}, judged, nil, ActAnswer, ""},
		"taught by one person alone it waits for a second voice": {situation{State: Assistant}, lone(0.95, 0.6), nil, ActQueue, reasonAlone},
		"what one person alone taught makes no difference":       {situation{State: Assistant}, lone(0.95, 0.01), nil, ActAnswer, ""},
		"that it answered before makes no answer sure":           {situation{State: Assistant}, raised(0.95, 0.2), nil, ActQueue, reasonUnsure},
		"sure without that it answers":                           {situation{State: Assistant}, raised(0.95, 0.05), nil, ActAnswer, ""},
		"what answers half of what is asked goes to a person":    {situation{State: Assistant}, half, nil, ActQueue, reasonSeveral},
		"several questions with sure answers are answered":       {situation{State: Assistant}, both(0.95, 0.9), nil, ActAnswer, ""},
		"sure answers that are not all as sure go to a person":   {situation{State: Assistant}, both(0.9, 0.9), nil, ActQueue, reasonSeveral},
		"what may be of another thing goes to a person":          {situation{State: Assistant}, beside, nil, ActQueue, reasonUnsure},
		"a list that does not fit goes to a person":              {situation{State: Assistant}, cut, nil, ActQueue, reasonCut},
		"not quite sure goes to a person":                        {situation{State: Assistant}, draft(0.5, true), nil, ActQueue, reasonUnsure},
		"hardly likely is unknown":                               {situation{State: Assistant}, draft(0.05, true), nil, ActQueue, reasonUnknown},
		"no draft is unknown":                                    {situation{State: Assistant}, nil, nil, ActQueue, reasonUnknown},
		"an unverified article never answers":                    {situation{State: Assistant}, doubtful, nil, ActQueue, reasonDoubt},
		"another project's article goes to a person":             {situation{State: Assistant, Project: "school"}, another, nil, ActQueue, reasonElsewhere},
		"an article in another language goes to a person":        {situation{State: Assistant, Lang: "uk"}, inEnglish, nil, ActQueue, reasonForeign},
		"what quotes another language goes to a person":          {situation{State: Assistant, Lang: "en"}, borrowed, nil, ActQueue, reasonForeign},
		"an article in the customer's language answers":          {situation{State: Assistant, Lang: "en"}, inEnglish, nil, ActAnswer, ""},
		"words that tell no language are answered as they were":  {situation{State: Assistant}, inEnglish, nil, ActAnswer, ""},
		"an internal article never answers":                      {situation{State: Assistant}, draft(0.99, false), nil, ActQueue, reasonInternal},
		"who asks for a person gets one":                         {situation{State: Assistant, WantsPerson: true}, draft(0.99, true), nil, ActQueue, reasonAsked},
		"a file needs eyes":                                      {situation{State: Assistant, HasFiles: true}, draft(0.99, true), nil, ActQueue, reasonFile},
		"two projects alike: ask":                                {situation{State: Assistant}, draft(0.9, true), []string{"a", "b"}, ActAskBack, ""},
		"another project says the same words: ask":               {situation{State: Assistant}, elsewhere, nil, ActAskBack, ""},
		"asked which, it is answered":                            {situation{State: Assistant, AskedBack: true}, elsewhere, nil, ActAnswer, ""},
		"what alone mentions it is looked at":                    {situation{State: Assistant}, mentions, nil, ActQueue, reasonUnsure},
		"what is not sure goes to a person, whatever it names":   {situation{State: Assistant}, unsureElsewhere, nil, ActQueue, reasonUnsure},
		"asked once is enough":                                   {situation{State: Assistant, AskedBack: true}, draft(0.5, true), []string{"a", "b"}, ActQueue, reasonUnsure},
		"it helped":                                              {situation{State: Assistant, Feedback: &yes}, nil, nil, ActSolved, ""},
		"it did not help":                                        {situation{State: Assistant, Feedback: &no}, nil, nil, ActQueue, reasonUnhelpful},
		"a third answer after two useless ones is not":           {situation{State: Assistant, Unhelpful: 2}, draft(0.9, true), nil, ActQueue, reasonUnhelpful},
		"danger is for a person, however sure the answer is":     {situation{State: Assistant, Danger: true}, draft(0.99, true), nil, ActQueue, reasonDanger},
		"whoever has a danger is not taken for helped":           {situation{State: Assistant, Danger: true, Feedback: &yes}, nil, nil, ActQueue, reasonDanger},
		"who is in danger in the queue is told whom to call":     {situation{State: Queued, Danger: true}, nil, nil, ActWarn, ""},
		"put aside as well":                                      {situation{State: Snoozed, Danger: true}, nil, nil, ActWarn, ""},
		"once is enough":                                         {situation{State: Queued, Danger: true, Warned: true}, nil, nil, ActWait, ""},
		"who holds the conversation reads of the danger himself": {situation{State: Owned, Danger: true}, nil, nil, ActWait, ""},
		"on a call nothing is said of it":                        {situation{State: Queued, Call: true, Danger: true}, nil, nil, ActWait, ""},
		"the same answer is not given twice":                     {situation{State: Assistant, Told: []string{"x\n\nDid that help?"}}, draft(0.99, true), nil, ActQueue, reasonAgain},
		"a row of a list that was given is given by itself":      {situation{State: Assistant, Told: []string{"x\n- y\n\nDid that help?"}}, draft(0.99, true), nil, ActAnswer, ""},
		"another answer than before is given":                    {situation{State: Assistant, Told: []string{"y\n\nDid that help?"}}, draft(0.99, true), nil, ActAnswer, ""},
		"who says again only that he needs help gets a person":   {situation{State: Assistant, Preamble: true, AskedWhat: true}, nil, nil, ActQueue, reasonPresses},
		"who is about to ask is let":                             {situation{State: Assistant, Preamble: true}, nil, nil, ActGreet, ""},
		"who needs no answer gets none":                          {situation{State: Assistant, Withdraws: true}, draft(0.99, true), nil, ActWait, ""},
		"who asks whether a program answers is told":             {situation{State: Assistant, AsksWho: true}, nil, nil, ActSayWho, ""},
		"who asks that of the queue waits":                       {situation{State: Queued, AsksWho: true}, nil, nil, ActWait, ""},
		"thanks need nothing":                                    {situation{State: Assistant, Rests: true}, nil, nil, ActWait, ""},
		"a greeting is greeted":                                  {situation{State: Assistant, Greeting: true}, nil, nil, ActGreet, ""},
		"no suggestions to be had: a person":                     {situation{State: Assistant, Broken: true}, nil, nil, ActQueue, reasonBroken},
		"silent while a person has it":                           {situation{State: Owned, WantsPerson: true}, draft(0.99, true), nil, ActWait, ""},
		"silent while a person was promised":                     {situation{State: Queued}, draft(0.99, true), nil, ActWait, ""},
		"who waits for nobody is answered what is sure":          {situation{State: Queued, Meanwhile: true}, draft(0.9, true), nil, ActAnswer, ""},
		"and not what is not":                                    {situation{State: Queued, Meanwhile: true}, draft(0.5, true), nil, ActWait, ""},
		"nor where a person is wished for again":                 {situation{State: Queued, Meanwhile: true, WantsPerson: true}, draft(0.99, true), nil, ActWait, ""},
		"nor asked back which is meant":                          {situation{State: Queued, Meanwhile: true}, elsewhere, nil, ActWait, ""},
		"nor about a file":                                       {situation{State: Queued, Meanwhile: true, HasFiles: true}, draft(0.99, true), nil, ActWait, ""},
		"nor with another project's article":                     {situation{State: Queued, Meanwhile: true, Project: "b"}, draft(0.99, true), nil, ActWait, ""},
		"nor the same again":                                     {situation{State: Queued, Meanwhile: true, Told: []string{"x"}}, draft(0.99, true), nil, ActWait, ""},
		"silent on a call":                                       {situation{State: Assistant, Call: true}, draft(0.99, true), nil, ActWait, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := triage(c.s, c.drafts, c.ambiguous, policies{policy: Policy{}.WithDefaults()})
			if d.Act != c.act || d.Reason != c.reason {
				t.Errorf("decided %q (%s), want %q (%s)", d.Act, d.Reason, c.act, c.reason)
			}
		})
	}
}

func TestTextsStandInEveryLanguage(t *testing.T) {
	english := wordings()["en"]
	for lang, words := range wordings() {
		for name := range english {
			if words[name] == "" {
				t.Errorf("%s lacks %q", lang, name)
			}
		}
		if len(words) != len(english) {
			t.Errorf("%s has %d texts, en %d", lang, len(words), len(english))
		}
	}
	if got := phrase("uk-UA", textPosition, 3); got != "Передаю ваше питання колезі, відповідь надійде сюди. Ваш номер у черзі: 3." {
		t.Error(got)
	}
	if got := phrase("xx", textGreeting, ""); got != english["greeting without"] {
		t.Error(got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"", "", 0}, {"a b c d", "a b c d", 0}, {"a b c d", "a b x d", 0.25}, {"a", "b", 1}, {"", "a b", 1}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
