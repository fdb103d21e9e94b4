package main

import (
	"fmt"
	"testing"

	"switchboard/assist/eval"
	"switchboard/knowledge"
)

func TestThresholdsKeepTheErrorBelowWhatIsWanted(t *testing.T) {
	t.Parallel()
	outcome := func(project string, sure float64, right bool) eval.Outcome {
		o := eval.Outcome{Question: eval.Question{Lang: "en", Relevant: []string{project + "/a"}}, Found: []eval.Found{{Article: project + "/a", Probability: sure}}}
		article := project + "/b"
		if right {
			o.Place, article = 1, project+"/a"
		}
		if o.Likely = sure; sure >= knowledge.LeastAnswers {
			o.From, o.Freely = sure, eval.Told{Articles: []string{article}}
		}
		return o
	}
	var list []eval.Outcome
	for i := range 50 { // right from .5 on
		sure := float64(i+1) / 51
		list = append(list, outcome("shop", sure, sure > .5), outcome("never", sure, false))
	}
	list = append(list, outcome("small", .9, true))
	got := chosen(eval.Tune(list, usualGoal))
	if len(got) != 2 || got["shop/en"].Answer < .49 || got["shop/en"].Answer > .53 || got["never/en"].Answer <= 1 {
		t.Error(fmt.Sprint(got))
	}
}
