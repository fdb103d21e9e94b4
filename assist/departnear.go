package assist

import (
	"cmp"
	"math"
	"slices"
)

// How the nearest examples are found and asked, set on the training and validation rows of public sets of questions.
const (
	looked    = 300 // examples, by what they share with it, that are compared closely
	voters    = 120 // of them that the regression is fitted on
	sharpness = 1   // how much likeness counts beyond proportion: the kernel is exp(sharpness·(likeness-1))
	distrust  = .2  // of a single example
	alikeFrom = .15 // likeness from which an example is said to be like the question
	alikeMost = 50  // examples that are said to be, at most
)

// nearest is an example with how like the question it is.
type nearest struct {
	*example
	like   float64 // until it is compared closely: a rough guess
	length float64 // of its features together
}

// fit asks the nearest examples: how far each department is what they say of the question, about a probability, and how
// many examples of it are like the question, and who taught those.
//
// It is a kernel ridge regression on those examples alone, whose target is 1 for a department's own and 0 for the others:
// q·(K+λW)⁻¹·y. It is solved for one question and kept nowhere, so that there is nothing to train and nothing to forget. All but y
// is the same for every department, and one solution serves them all.
func (d *Departments) fit(features []string, names []string) (fits []float64, like []int, voices []map[string]bool) {
	list := d.nearest(features)
	fits, like, voices = make([]float64, len(names)), make([]int, len(names)), make([]map[string]bool, len(names))
	weights := d.solve(list)
	for i, n := range list {
		at, _ := slices.BinarySearch(names, n.key.department)
		fits[at] += weights[i]
		if i < alikeMost && n.like >= alikeFrom {
			like[at] += n.times
			if voices[at] == nil {
				voices[at] = map[string]bool{}
			}
			for who := range n.voices {
				voices[at][who] = true
			}
		}
	}
	return fits, like, voices
}

// nearest returns the examples that are likest the question, the likest first, ties broken alike in every process.
func (d *Departments) nearest(features []string) []nearest {
	shared := make([]float64, len(d.list))
	own := 0.0
	for _, name := range features {
		f := d.features[name]
		if f == nil {
			own += d.rarity(sortOf(name), 1)
			continue
		}
		w := d.rarity(f.sort, f.seen)
		own += w
		for _, e := range f.examples {
			shared[e.at] += w
		}
	}
	var list []nearest
	for i, e := range d.list {
		if shared[i] > 0 {
			list = append(list, nearest{example: e, like: shared[i] / math.Sqrt(float64(len(e.features)))})
		}
		if len(list) == 8*looked {
			list = likest(list, looked)
		}
	}
	list = likest(list, looked)
	for i, n := range list {
		for _, f := range n.features {
			list[i].length += d.rarity(f.sort, f.seen)
		}
		list[i].like = shared[n.at] / math.Sqrt(own*list[i].length)
	}
	return likest(list, voters)
}

// likest sorts a list and cuts it.
func likest(list []nearest, most int) []nearest {
	slices.SortFunc(list, func(a, b nearest) int {
		if a.like != b.like {
			return cmp.Compare(b.like, a.like)
		}
		return cmp.Or(cmp.Compare(a.key.features, b.key.features), cmp.Compare(a.key.department, b.key.department))
	})
	return list[:min(most, len(list))]
}

// solve fits the regression and returns what each example adds to the estimate for its department.
func (d *Departments) solve(list []nearest) []float64 {
	n := len(list)
	g := make([]float64, n*n) // the lower half of a symmetric matrix
	d.overlap(list, g)
	for i, a := range list {
		for j, b := range list[:i] {
			g[i*n+j] = math.Exp(sharpness * (g[i*n+j]/math.Sqrt(a.length*b.length) - 1))
		}
		g[i*n+i] = 1 + distrust/a.weight
	}
	for i := range n { // its root, after Cholesky
		for j := range i + 1 {
			sum := g[i*n+j]
			row, other := g[i*n:i*n+j], g[j*n:j*n+j]
			for k := range row {
				sum -= row[k] * other[k]
			}
			if g[i*n+j] = sum / g[j*n+j]; i == j {
				g[i*n+i] = math.Sqrt(sum)
			}
		}
	}
	x := make([]float64, n)
	for i := range n {
		x[i] = math.Exp(sharpness * (list[i].like - 1))
		for k := range i {
			x[i] -= g[i*n+k] * x[k]
		}
		x[i] /= g[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= g[k*n+i] * x[k]
		}
		x[i] /= g[i*n+i]
	}
	return x
}

// overlap adds up what each two examples share. It goes feature by feature: most of them no other example has.
func (d *Departments) overlap(list []nearest, g []float64) {
	n := len(list)
	last := map[*feature]int{}           // its last entry
	var entries []struct{ at, next int } // the example that has it, and the entry before
	for i, e := range list {
		row := g[i*n : i*n+i]
		for _, f := range e.features {
			before := last[f]
			if before > 0 {
				w := d.rarity(f.sort, f.seen)
				for at := before; at > 0; at = entries[at-1].next {
					row[entries[at-1].at] += w
				}
			}
			entries = append(entries, struct{ at, next int }{i, before})
			last[f] = len(entries)
		}
	}
}
