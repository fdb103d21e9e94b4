package recall

import (
	"math"

	"switchboard/knowledge"
)

// sense is what a question means.
type sense struct {
	point [knowledge.SenseDimensions]int8 // the weighted mean of its words' points, of length senseLength; all 0 if none is known
	lang  string                          // without its region
}

const senseLength = 240 // so that hardly any dimension is cut at 127

// senseOf adds up what the words of a question mean.
func senseOf(text, lang string) sense {
	s := sense{lang: knowledge.Base(lang)}
	var sum [knowledge.SenseDimensions]float32
	for _, m := range meanings(text, lang) {
		weight := m.Weight * m.Scale
		for i, x := range m.Point {
			sum[i] += weight * float32(x)
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
		s.point[i] = int8(min(max(math.Round(float64(x)*scale), -127), 127))
	}
	return s
}

// meanings are those of a question's words that are known.
func meanings(text, lang string) []knowledge.Meaning {
	var list []knowledge.Meaning
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		if m, ok := knowledge.MeaningOf(t.Term, lang); ok {
			list = append(list, m)
		}
	}
	return list
}

// known tells whether there is anything in it.
func (s *sense) known() bool { return s.point != [knowledge.SenseDimensions]int8{} }

// english tells whether the question is English and anything of its sense is known.
func (s *sense) english() bool { return s.lang == english && s.known() }

const english = "en"

// with is the cosine of two senses.
func (s *sense) with(o *sense) float64 { return float64(s.dot(o)) / (senseLength * senseLength) }

// early is how many dimensions are looked at before it is told whether the others can matter.
const early = 16

// dot is the product of two senses.
func (s *sense) dot(o *sense) int32 { return dot(s.point[:], o.point[:]) }

// rest is the length of all but the early dimensions.
func (s *sense) rest() float32 {
	return float32(math.Sqrt(float64(dot(s.point[early:], s.point[early:]))))
}

func dot(x, y []int8) (sum int32) {
	y = y[:len(x)]
	for i, v := range x {
		sum += int32(v) * int32(y[i])
	}
	return sum
}
