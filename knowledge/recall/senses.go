package recall

import (
	_ "embed"
	"math"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// sensesText tells what English words mean; its head says how, and where from.
//
//go:embed senses.txt
var sensesText string

const dimensions = 48

// sense is what a question means: the weighted mean of its words' points, of length senseLength; all 0 if none of its words
// is known.
type sense [dimensions]int8

const senseLength = 240 // so that hardly any dimension is cut at 127

// meaning is the point of a word, and how much it tells: the less, the commoner it is.
type meaning struct {
	point  [dimensions]float32
	weight float32
}

// usual is the place among the commonest words from which a word tells half of what a rare one does.
const usual = 200

var senses = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for line := range strings.Lines(sensesText) {
		stem, letters, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || stem == "#" || len(letters) != dimensions {
			continue
		}
		rank := float32(len(out) + 10)
		m := meaning{weight: rank / (rank + usual)}
		var square float64
		for i, c := range []byte(letters) {
			m.point[i] = float32(c) - float32('a'+'z')/2
			square += float64(m.point[i] * m.point[i])
		}
		m.weight /= float32(math.Sqrt(square))
		out[stem] = m
	}
	return out
})

// senseOf adds up what the words of a question mean. Only English words are known.
func senseOf(text, lang string) sense {
	var s sense
	if knowledge.Base(lang) != "en" {
		return s
	}
	known := senses()
	var sum [dimensions]float32
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		if m, ok := known[t.Term]; ok {
			for i, x := range m.point {
				sum[i] += m.weight * x
			}
		}
	}
	var square float64
	for _, x := range sum {
		square += float64(x * x)
	}
	if square == 0 {
		return s
	}
	scale := senseLength / math.Sqrt(square)
	for i, x := range sum {
		s[i] = int8(min(max(math.Round(float64(x)*scale), -127), 127))
	}
	return s
}

// known tells whether there is anything in it.
func (s sense) known() bool { return s != sense{} }

// with is the cosine of two senses.
func (s sense) with(o sense) float64 {
	var sum int32
	for i, x := range s {
		sum += int32(x) * int32(o[i])
	}
	return float64(sum) / (senseLength * senseLength)
}
