package eval_test

import (
	"errors"
	"testing"

	"switchboard/assist/eval"
)

func TestWhatAVerdictChangesIsCounted(t *testing.T) {
	t.Parallel()
	down := errors.New("down")
	by := func(article string) eval.Told { return eval.Told{Articles: []string{article}} }
	asked := func(relevant string, j *eval.Judged) eval.Outcome {
		o := eval.Outcome{Judged: j}
		if relevant != "" {
			o.Relevant = []string{relevant}
		}
		return o
	}
	got, ok := eval.MeasureVerdicts([]eval.Outcome{
		asked("shop/a", &eval.Judged{With: by("shop/a"), Asked: true}),                                // answered more
		asked("a", &eval.Judged{Without: by("shop/b"), Asked: true}),                                  // an error less
		asked("", &eval.Judged{Without: by("shop/b"), With: by("shop/b"), Asked: true, Failed: down}), // an error as before
		asked("shop/a", &eval.Judged{}),                                                               // not likely enough
	})
	want := eval.Verdicts{Asked: 3, Failed: 1, Why: down, Without: eval.Alone{Answered: .5, Wrong: 1}, With: eval.Alone{Answered: .5, Wrong: .5}}
	if got != want || !ok {
		t.Errorf("%+v, %v", got, ok)
	}
	if got, ok := eval.MeasureVerdicts([]eval.Outcome{{}}); ok || got != (eval.Verdicts{}) {
		t.Errorf("where no model judges: %+v", got)
	}
}
