package eval

// Alone is how questions fare that are answered alone.
type Alone struct {
	Answered float64 // share of all questions
	Wrong    float64 // share of the answers
}

// Verdicts is what a model's reading changes.
type Verdicts struct {
	Asked   int // questions whose drafts it read
	Failed  int // of which it said nothing
	Why     error
	Without Alone
	With    Alone
}

// MeasureVerdicts compares what would be answered alone without and with a model's reading; ok is false where none read.
func MeasureVerdicts(outcomes []Outcome) (v Verdicts, ok bool) {
	var without, with answers
	for _, o := range outcomes {
		if o.Judged == nil {
			continue
		}
		ok = true
		without.add(o, o.Judged.Without)
		with.add(o, o.Judged.With)
		if o.Judged.Asked {
			v.Asked++
		}
		if o.Judged.Failed != nil {
			v.Failed++
			v.Why = o.Judged.Failed
		}
	}
	v.Without, v.With = without.shares(len(outcomes)), with.shares(len(outcomes))
	return v, ok
}

// answers counts what is answered alone.
type answers struct{ all, wrong float64 }

// add counts an answer. One that answers several questions at once is none.
func (a *answers) add(o Outcome, t Told) {
	if len(t.Articles) != 1 {
		return
	}
	a.all++
	if o.miss(t) != MissNot {
		a.wrong++
	}
}

func (a answers) shares(questions int) (out Alone) {
	if questions > 0 {
		out.Answered = a.all / float64(questions)
	}
	if a.all > 0 {
		out.Wrong = a.wrong / a.all
	}
	return out
}
