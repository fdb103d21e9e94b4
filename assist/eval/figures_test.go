package eval_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"switchboard/assist"
	"switchboard/assist/eval"
)

// TestFiguresAreThoseOfTheirDefinitions reckons each figure once more, slowly and from its definition, over random rankings.
func TestFiguresAreThoseOfTheirDefinitions(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(11, 13))
	for range 50 {
		n := 1 + random.IntN(60)
		r, set := scripted{}, make([]eval.Question, n)
		for i := range set {
			q := eval.Question{Text: fmt.Sprint("question ", i)}
			for a := range 30 {
				if random.IntN(20) == 0 {
					q.Relevant = append(q.Relevant, []string{"shop/", ""}[a%2]+fmt.Sprint("a", a))
				}
			}
			var ranked []assist.Ranked
			for _, a := range random.Perm(30)[:random.IntN(15)] {
				ranked = append(ranked, hit(fmt.Sprint("a", a), float64(random.IntN(8))/8))
			}
			slices.SortStableFunc(ranked, func(a, b assist.Ranked) int { return int(8*b.Probability) - int(8*a.Probability) })
			r[q.Text], set[i] = ranked, q
		}
		list, err := eval.Run(t.Context(), r, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := slowly(r, set)
		got := eval.Measure(list)
		for name, pair := range map[string][2]float64{"R@1": {got.R1, want.R1}, "R@3": {got.R3, want.R3}, "R@5": {got.R5, want.R5}, "MRR": {got.MRR, want.MRR},
			"nDCG@10": {got.NDCG, want.NDCG}, "AUROC": {got.AUROC, want.AUROC}, "calibration error": {got.ECE, want.ECE}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
				t.Errorf("%s of %d questions is %v, by its definition %v", name, n, pair[0], pair[1])
			}
		}
	}
}

// slowly is what Measure should find.
func slowly(r scripted, set []eval.Question) (f eval.Figures) {
	type claim struct {
		sure  float64
		right bool
		known bool
	}
	var claims []claim
	known := 0
	for _, q := range set {
		relevant := map[string]bool{}
		for _, a := range q.Relevant {
			relevant[strings.TrimPrefix(a, "shop/")] = true
		}
		ranked := r[q.Text][:min(10, len(r[q.Text]))]
		c := claim{known: len(q.Relevant) > 0}
		if len(ranked) > 0 {
			c.sure, c.right = ranked[0].Probability, relevant[ranked[0].Hit.Key]
		}
		claims = append(claims, c)
		if !c.known {
			continue
		}
		known++
		place, gain, best := 0, 0.0, 0.0
		for i, h := range ranked {
			if relevant[h.Hit.Key] {
				gain += math.Ln2 / math.Log(float64(i+2))
				if place == 0 {
					place = i + 1
				}
			}
		}
		for i := range min(10, len(relevant)) {
			best += math.Ln2 / math.Log(float64(i+2))
		}
		f.NDCG += gain / best
		if place > 0 {
			f.MRR += 1 / float64(place)
		}
		f.R1, f.R3, f.R5 = f.R1+b2f(place == 1), f.R3+b2f(place > 0 && place <= 3), f.R5+b2f(place > 0 && place <= 5)
	}
	for _, sum := range []*float64{&f.R1, &f.R3, &f.R5, &f.MRR, &f.NDCG} {
		*sum /= float64(max(1, known))
	}
	pairs, won := 0.0, 0.0
	for _, a := range claims {
		for _, b := range claims {
			if a.known && !b.known {
				pairs++
				won += b2f(a.sure > b.sure) + b2f(a.sure == b.sure)/2
			}
		}
	}
	f.AUROC = won / pairs // NaN without pairs
	slices.SortStableFunc(claims, func(a, b claim) int { return int(math.Round(8*a.sure)) - int(math.Round(8*b.sure)) })
	for bin := range 10 {
		part := claims[bin*len(claims)/10 : (bin+1)*len(claims)/10]
		if len(part) == 0 {
			continue
		}
		claimed, right := 0.0, 0.0
		for _, c := range part {
			claimed, right = claimed+c.sure/float64(len(part)), right+b2f(c.right)/float64(len(part))
		}
		f.ECE += math.Abs(claimed-right) * float64(len(part)) / float64(len(claims))
	}
	return f
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
