package recall

import (
	"math"

	"switchboard/knowledge"
)

// textSum is that of the points of an English text's words.
type textSum [knowledge.TextDimensions]float32

// add adds what a word means, or two, if that is known.
func (s *textSum) add(m knowledge.TextMeaning, known bool) {
	if !known {
		return
	}
	for i, x := range m.Point {
		s[i] += m.Weight * float32(x)
	}
}

// join adds another, so many times.
func (s *textSum) join(o *textSum, times float32) {
	for i, x := range o {
		s[i] += times * x
	}
}

func (s *textSum) length() float32 {
	var square float64
	for _, x := range s {
		square += float64(x * x)
	}
	return float32(math.Sqrt(square))
}

// sense is what a short text means.
func (s *textSum) sense() sense {
	out := sense{lang: inEnglish}
	direct(out.point[:], s[:len(out.point)])
	return out
}

// textOf adds up what the words of an English text mean, and each two that stand one after the other.
func textOf(text, lang string) (sum textSum) {
	previous := ""
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		sum.add(knowledge.MeaningInEnglish(t.Term))
		sum.add(knowledge.MeaningInEnglish(previous + " " + t.Term))
		previous = t.Term
	}
	return sum
}

// text is what a text means, as a direction of length senseLength; all 0 if that is not known.
type text [knowledge.TextDimensions]int8

func (s *textSum) text() (t text) {
	direct(t[:], s[:])
	return t
}

func (t *text) known() bool { return *t != text{} }

// What a title and tags count beside the text below them, whatever the length of any.
const (
	ofName  = 0.5
	ofUnder = 0.1
)

// subjectText is what an article means that has a title, tags and a body.
func subjectText(title, under, body *textSum) text {
	var whole textSum
	for _, part := range []struct {
		sum    *textSum
		counts float32
	}{{title, ofName}, {under, ofUnder}, {body, 1}} {
		if length := part.sum.length(); length > 0 {
			whole.join(part.sum, part.counts/length)
		}
	}
	return whole.text()
}
