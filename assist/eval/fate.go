package eval

// Fate is what becomes of a question by the thresholds in force.
type Fate string

// The fates.
const (
	FateRight   Fate = "answered rightly"
	FateWrong   Fate = "answered wrongly"
	FateDraft   Fate = "a draft" // for an operator; the question waits for a person, or is asked back about
	FateNothing Fate = "nothing"
)

// Fate tells what becomes of the question.
func (o Outcome) Fate() Fate {
	switch {
	case len(o.Alone.Articles) > 0 && o.miss(o.Alone) == MissNot:
		return FateRight
	case len(o.Alone.Articles) > 0:
		return FateWrong
	case o.Shown:
		return FateDraft
	}
	return FateNothing
}

// Fates are what becomes of some questions, as shares of them all.
type Fates struct{ Right, Wrong, Draft, Nothing float64 }

// InForce tells what becomes of questions by the thresholds in force.
func InForce(outcomes []Outcome) (f Fates) {
	each := 1 / float64(max(1, len(outcomes)))
	for _, o := range outcomes {
		switch o.Fate() {
		case FateRight:
			f.Right += each
		case FateWrong:
			f.Wrong += each
		case FateDraft:
			f.Draft += each
		default:
			f.Nothing += each
		}
	}
	return f
}

// Answered is the share that is answered alone, and wrong that of the answers that is wrong.
func (f Fates) Answered() (share, wrong float64) {
	if share = f.Right + f.Wrong; share > 0 {
		wrong = f.Wrong / share
	}
	return share, wrong
}
