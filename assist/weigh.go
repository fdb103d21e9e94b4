package assist

import "slices"

// weigh tells what it says how well each of a question's words stands in a hit.
func weigh(asked bag, has []float64) (e evidence) {
	var sum, all float64
	for i, t := range asked.list {
		sum += t.weight
		if !t.stop() {
			e.words++
		}
		all += t.weight * has[i]
		switch {
		case t.amount && has[i] < 0.5: // it is the customer's own
		case t.code && has[i] < 0.5:
			e.codes = 1
		case t.code:
			e.code = 1
			if t.sign() {
				e.sign = 1
			}
		}
	}
	if sum > 0 {
		e.all = all / sum
	}
	return e
}

// inOtherWords is the share of a question's weight that a hit's words mean, of the words that it lacks.
func inOtherWords(asked bag, has, means []float64) float64 {
	var sum, all float64
	for i, near := range means {
		if t := asked.list[i]; !t.stop() {
			all += t.weight
			if has[i] == 0 {
				sum += t.weight * near
			}
		}
	}
	return sum / max(all, 1)
}

// missed is the share of the last words' weight that a hit lacks.
func missed(last []term, asked bag, has []float64) float64 {
	var sum, got float64
	for _, t := range last {
		sum += t.weight
		if i := slices.IndexFunc(asked.list, func(o term) bool { return o.Word == t.Word }); i >= 0 {
			got += t.weight * has[i]
		}
	}
	if sum == 0 {
		return 1
	}
	return 1 - got/sum
}
