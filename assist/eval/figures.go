package eval

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Figures are what a set's outcomes amount to. All are between 0 and 1.
type Figures struct {
	Questions int     // all
	Known     int     // those that an article answers: recall, MRR and nDCG are over these
	R1        float64 // share with an article that answers in the first place
	R3, R5    float64 // among the first three, five
	MRR       float64 // mean of 1/place
	NDCG      float64 // of the first ten, each article that answers counting alike
	ECE       float64 // expected calibration error of the first article's probability, in ten bins of equal size
	AUROC     float64 // known against unknown by the first article's probability; NaN where either is missing
}

// Measure computes the figures.
func Measure(outcomes []Outcome) Figures {
	f := Figures{Questions: len(outcomes)}
	for _, o := range outcomes {
		if len(o.Relevant) == 0 {
			continue
		}
		f.Known++
		if o.Place == 0 {
			continue
		}
		f.MRR += 1 / float64(o.Place)
		f.NDCG += o.ndcg()
		for n, to := range map[int]*float64{1: &f.R1, 3: &f.R3, 5: &f.R5} {
			if o.Place <= n {
				*to++
			}
		}
	}
	for _, sum := range []*float64{&f.R1, &f.R3, &f.R5, &f.MRR, &f.NDCG} {
		*sum /= float64(max(1, f.Known))
	}
	f.ECE, f.AUROC = calibration(outcomes), auroc(outcomes)
	return f
}

func (o Outcome) ndcg() float64 {
	gain, ideal := 0.0, 0.0
	relevant := o.relevant()
	seen := 0
	for i, found := range o.Found {
		if o.answers(found.Article) && seen < relevant {
			seen++
			gain += 1 / math.Log2(float64(i+2))
		}
	}
	for i := range min(relevant, deepest) {
		ideal += 1 / math.Log2(float64(i+2))
	}
	return gain / ideal
}

// relevant is how many articles answer. One may be named twice, with its project and without.
func (o Outcome) relevant() int {
	names := map[string]bool{}
	for _, r := range o.Relevant {
		names[r] = true
	}
	for name := range names {
		if _, key, ok := strings.Cut(name, "/"); ok {
			delete(names, key)
		}
	}
	return len(names)
}

// calibration is the mean distance, over bins of equally many outcomes, of what was claimed and what was right.
func calibration(outcomes []Outcome) float64 {
	list := slices.Clone(outcomes)
	slices.SortStableFunc(list, func(a, b Outcome) int { return cmp.Compare(a.Sure(), b.Sure()) })
	sum := 0.0
	for bin := range 10 {
		some := list[bin*len(list)/10 : (bin+1)*len(list)/10]
		claimed, right := 0.0, 0.0
		for _, o := range some {
			claimed += o.Sure()
			if o.Right() {
				right++
			}
		}
		sum += math.Abs(claimed - right)
	}
	return sum / float64(max(1, len(list)))
}

// auroc is the probability that a known question gets a higher score than an unknown one, ties counting half.
func auroc(outcomes []Outcome) float64 {
	list := slices.Clone(outcomes)
	slices.SortStableFunc(list, func(a, b Outcome) int { return cmp.Compare(a.Sure(), b.Sure()) })
	var ranks, known, unknown float64
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].Sure() == list[i].Sure() {
			j++
		}
		for _, o := range list[i:j] {
			if len(o.Relevant) > 0 {
				ranks += float64(i+j+1) / 2
				known++
			} else {
				unknown++
			}
		}
		i = j
	}
	if known == 0 || unknown == 0 {
		return math.NaN()
	}
	return (ranks - known*(known+1)/2) / (known * unknown)
}

// Point is what a threshold means.
type Point struct {
	Threshold float64 // questions whose first article is at least this probable are answered alone
	Answered  float64 // share of all questions
	Wrong     float64 // share of the answers
	Count     int     // answers
}

// Curve returns the answered share and the error for every threshold of answers that makes a difference, from the most careful on. The
// thresholds of drafts are those in force.
func Curve(outcomes []Outcome) []Point {
	list := make([]Asked, len(outcomes))
	for i, o := range outcomes {
		list[i] = o.asked()
		list[i].Lone = list[i].Sure - o.AloneFrom()
	}
	return curve(list)
}

// AloneFrom is the highest threshold of answers at which the question is answered alone, by the threshold of drafts in force; 0: it waits
// for a person at any.
func (o Outcome) AloneFrom() float64 {
	if !o.asked().shown(o.By.Draft) {
		return 0
	}
	return o.From
}

// curve is Curve of past questions.
func curve(list []Asked) []Point {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Asked) int { return cmp.Compare(b.alone(), a.alone()) })
	var out []Point
	wrong := 0
	for i, a := range list {
		if a.alone() <= 0 {
			break
		}
		if a.Place != 1 {
			wrong++
		}
		if i+1 < len(list) && list[i+1].alone() == a.alone() {
			continue
		}
		out = append(out, Point{Threshold: a.alone(), Answered: float64(i+1) / float64(len(list)), Wrong: float64(wrong) / float64(i+1), Count: i + 1})
	}
	return out
}

// AtMost returns the point of the curve that answers most with at most a share of wrong answers; ok is false if there is
// none.
func AtMost(curve []Point, wrong float64) (best Point, ok bool) {
	for _, p := range curve {
		if p.Wrong <= wrong {
			best, ok = p, true
		}
	}
	return best, ok
}
