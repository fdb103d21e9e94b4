package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"switchboard/assist/eval"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
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

// Drafts that would begin above answers are not set, whoever sets them and wherever the other threshold is set.
func TestCrossedThresholdsAreNotSet(t *testing.T) {
	t.Parallel()
	pool, ctx := pgtest.New(t), t.Context()
	usual := routing.Policy{}.WithDefaults()
	set := func(name string, to routing.Threshold) error {
		return changeThresholds(ctx, pool, usual, func(now routing.Thresholds) { now[name] = to }, "Ann", "")
	}
	if err := set("shop", routing.Threshold{Draft: .6}); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]routing.Threshold{"shop/uk": {Answer: .4}, "/en": {Draft: .9}} {
		if err := set(name, to); !errors.As(err, new(knowledge.InvalidError)) || !strings.Contains(err.Error(), "would begin above answers") {
			t.Errorf("%s %+v: %v", name, to, err)
		}
	}
	err := takeTuned(ctx, pool, []eval.Tuned{{Project: "shop", Lang: "en", Answer: .5}}, usual, pastOnes, "Ann")
	if !errors.As(err, new(knowledge.InvalidError)) {
		t.Errorf("taken: %v", err)
	}
	if now, err := routing.ReadThresholds(ctx, pool); err != nil || len(now) != 1 || checkThresholds(ctx, pool, usual) != nil {
		t.Errorf("%v, %v", now, err)
	}
	if err := routing.SaveThresholds(ctx, pool, routing.Thresholds{"shop": {Draft: .6}, "shop/uk": {Answer: .4}}, "an import", ""); err != nil {
		t.Fatal(err)
	}
	if err := checkThresholds(ctx, pool, usual); err == nil || !strings.Contains(err.Error(), "shop/uk: drafts from 0.6") {
		t.Errorf("doctor says %v", err)
	}
	if err := set("net", routing.Threshold{Answer: .9}); err != nil {
		t.Errorf("what was crossed before keeps others from being set: %v", err)
	}
}
