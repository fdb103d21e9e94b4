package eval_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/eval"
)

// quoting is a scripted ranker that answers everything with a text of the article shop/a.
type quoting struct {
	scripted
	text string
}

func (q quoting) Told(_ context.Context, d assist.Dialogue, ranked []assist.Ranked) (eval.Telling, error) {
	if d.Turns[0].Text == "no drafts" {
		return eval.Telling{}, errors.New("no drafts can be made")
	}
	told := eval.Told{Articles: []string{"shop/a"}, Text: q.text}
	t := eval.Telling{Alone: told, Drafts: []eval.Told{told}, Shown: true}
	if len(ranked) > 0 {
		t.Likely, t.From, t.Freely = ranked[0].Probability, ranked[0].Probability, told
	}
	return t, nil
}

func TestOnlyQuestionsThatTellWhatAnAnswerSaysAreJudgedByIt(t *testing.T) {
	t.Parallel()
	r := quoting{scripted{"price": {hit("a", .9)}, "other": {hit("b", .7), hit("a", .3)}}, "It is **€15**."}
	set := []eval.Question{
		{Text: "price", Relevant: []string{"a"}}, {Text: "price", Relevant: []string{"a"}, Says: eval.Texts{"20", "15"}},
		{Text: "price", Relevant: []string{"a"}, Says: eval.Texts{"5"}}, {Text: "price", Relevant: []string{"a"}, Never: eval.Texts{"€15"}},
		{Text: "other", Relevant: []string{"a"}}, {Text: "price", Relevant: []string{"b"}, Says: eval.Texts{"15"}}, {Text: "price"}, {Text: "nothing", Relevant: []string{"a"}},
	}
	list, err := eval.Run(t.Context(), r, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []eval.Miss
	for _, o := range list {
		got = append(got, o.Miss())
	}
	if want := []eval.Miss{"", "", eval.MissPassage, eval.MissPassage, eval.MissOther, eval.MissOther, eval.MissNothing, eval.MissAbsent}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
	if n, alone, draft := eval.MeasureSaid(list); n != 4 || alone != (eval.Said{Right: 1, Passage: 2, Other: 1}) || draft != alone {
		t.Errorf("%d: %+v, %+v", n, alone, draft)
	}
	if f := eval.Measure(list); f.R1 != 4./7 {
		t.Errorf("the first article is right for %v", f.R1)
	}
	if p, ok := eval.AtMost(eval.Curve(list[:4]), 1); !ok || p.Wrong != .5 || p.Answered != 1 {
		t.Errorf("%+v", p)
	}
	if _, err := eval.Run(t.Context(), r, []eval.Question{{Text: "no drafts", Relevant: []string{"a"}, Says: eval.Texts{"15"}}}, nil); err == nil || !strings.Contains(err.Error(), "no drafts can be made") {
		t.Errorf("drafts that cannot be made: %v", err)
	}
}

// saying is a found question whose first drafts say something.
func saying(sure float64, drafts ...string) eval.Outcome {
	o := found("how much is it", sure, "order", "order")
	o.Says, o.Drafts = eval.Texts{"15"}, nil
	for _, text := range drafts {
		o.Drafts = append(o.Drafts, eval.Told{Articles: []string{"shop/order"}, Text: text})
	}
	if len(drafts) == 0 {
		return o
	}
	return likely(o, sure)
}

func TestThresholdsGoByWhatIsQuoted(t *testing.T) {
	t.Parallel()
	var list []eval.Outcome
	for i := range 100 {
		switch sure := 1 - float64(i)/200; {
		case i < 40:
			list = append(list, saying(sure, "for 15"))
		case i < 70:
			list = append(list, saying(sure, "for 150"))
		default:
			list = append(list, saying(sure, "for 150", "for 15"))
		}
	}
	tuned := eval.Tune(list, eval.Goal{Wrong: .02, Useful: .2, Usual: .83})[0]
	if tuned.Answer < .8 || tuned.Answer > .803 {
		t.Errorf("answers from %v", tuned.Answer)
	}
	if s := tuned.At(.65, .1); s.Answered != .71 || s.Wrong < .43 || s.Wrong > .44 || s.Useful != 1 { // the second draft has it
		t.Errorf("%+v", s)
	}
}

func TestAVersionThatQuotesAnotherPassageIsAChange(t *testing.T) {
	t.Parallel()
	right, wrong, other := saying(.9, "for 15"), saying(.9, "for 150"), found("how much is it", .9, "order", "card")
	either := found("how much is it", .9, "order", "card")
	either.Relevant, either.Place = []string{"shop/order", "shop/card"}, 1
	for name, c := range map[string]struct {
		before, after eval.Outcome
		mark          string
	}{
		"it says it now":            {wrong, right, eval.Better},
		"it says it no more":        {right, wrong, eval.Worse},
		"it says it as before":      {right, right, ""},
		"it does not say it either": {wrong, wrong, ""},
		"another article":           {right, other, eval.Worse},
		"another that is right too": {found("how much is it", .9, "order", "order"), either, eval.Other},
		"answered wrongly now":      {found("is it", .5, "order", "card"), found("is it", .95, "order", "card"), eval.Worse},
		"and what nothing answers":  {found("is it", .5, "", "card"), found("is it", .95, "", "card"), eval.Worse},
		"answered wrongly no more":  {found("is it", .95, "order", "card"), found("is it", .5, "order", "box"), eval.Better},
		"answered now":              {found("is it", .5, "order", "order"), found("is it", .95, "order", "order"), eval.Better},
		"waits for a person now":    {found("is it", .95, "order", "order"), found("is it", .5, "order", "order"), eval.Worse},
		"the right draft is shown":  {found("is it", .05, "order", "order"), found("is it", .5, "order", "order"), eval.Better},
		"it is shown no more":       {found("is it", .5, "order", "order"), found("is it", .05, "order", "order"), eval.Worse},
		"another wrong draft":       {found("is it", .5, "order", "card"), found("is it", .5, "order", "box"), eval.Other},
		"nobody sees either":        {found("is it", .05, "order", "card"), found("is it", .05, "order", "box"), ""},
		"surer, to the same end":    {found("is it", .85, "order", "order"), found("is it", .95, "order", "order"), ""},
	} {
		mark := ""
		for _, change := range eval.Compare([]eval.Outcome{c.before}, []eval.Outcome{c.after}) {
			mark = change.Mark
		}
		if mark != c.mark {
			t.Errorf("%s: %q, not %q", name, mark, c.mark)
		}
	}
}

func TestAVerdictOnAnotherPassageIsWrong(t *testing.T) {
	t.Parallel()
	o := saying(.9)
	o.Judged = &eval.Judged{Without: eval.Told{Articles: []string{"shop/order"}, Text: "for 150"}, With: eval.Told{Articles: []string{"shop/order"}, Text: "for 15"}}
	if v, ok := eval.MeasureVerdicts([]eval.Outcome{o}); !ok || v.Without.Wrong != 1 || v.With.Wrong != 0 {
		t.Errorf("%+v", v)
	}
}
