package recall

import (
	"math"
	"slices"

	"switchboard/knowledge"
)

// sense is what a text means. Only those of one space can be compared: English texts have one of their own beside that of all
// languages.
type sense struct {
	point // the weighted mean of its words' points, of length senseLength; all 0 if none is known
	lang  tongue
}

// tongue is a language of which it is known what its words mean, in one byte: there are very many senses. 0 is any other.
type tongue uint8

// tongues are their names, without a region.
var tongues = [...]string{"", english, "uk", "ru", "pl", "de"}

const inEnglish tongue = 1

func tongueOf(lang string) tongue {
	return tongue(max(slices.Index(tongues[:], knowledge.Base(lang)), 0))
}

// point is a direction of length senseLength.
type point [knowledge.SenseDimensions]int8

const senseLength = 240 // so that hardly any dimension is cut at 127

// senseOf adds up what the words of a question mean, to be compared with questions in its language: in English what two words
// mean that stand one after the other, too.
func senseOf(text, lang string) sense {
	meant, _ := meaningOf(text, lang)
	return meant
}

// meaningOf is senseOf, with what an English question means as a text.
func meaningOf(asked, lang string) (sense, text) {
	if knowledge.Base(lang) != english {
		return senseAnywhere(asked, lang), text{}
	}
	sum := textOf(asked, lang)
	return sum.sense(), sum.text()
}

// anywhere is the sense of a text in the space of all languages, given that in its own.
func (s *sense) anywhere(text string) sense {
	if s.lang != inEnglish {
		return *s
	}
	return senseAnywhere(text, english)
}

// senseAnywhere adds up what the words of a question mean, in the space of all languages.
func senseAnywhere(text, lang string) sense {
	var sum sum
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		sum.add(knowledge.MeaningOf(t.Term, lang))
	}
	return sum.sense(lang)
}

// sum is that of words' points, by their weights.
type sum [knowledge.SenseDimensions]float32

// add adds what a word means, if that is known.
func (s *sum) add(m knowledge.Meaning, known bool) {
	if !known {
		return
	}
	weight := m.Weight * m.Scale
	for i, x := range m.Point {
		s[i] += weight * float32(x)
	}
}

func (s *sum) join(o *sum) {
	for i, x := range o {
		s[i] += x
	}
}

// sense is the direction of a sum.
func (sum *sum) sense(lang string) sense {
	s := sense{lang: tongueOf(lang)}
	direct(s.point[:], sum[:])
	return s
}

// direct sets a direction of length senseLength; of a sum of 0 there is none.
func direct(direction []int8, sum []float32) {
	var square float64
	for _, x := range sum {
		square += float64(x * x)
	}
	if square == 0 {
		return
	}
	scale := senseLength / math.Sqrt(square)
	for i, x := range sum {
		direction[i] = int8(min(max(math.Round(float64(x)*scale), -127), 127))
	}
}

// known tells whether there is anything in it.
func (s *sense) known() bool { return s.point != point{} }

// english tells whether the question is English and anything of its sense is known.
func (s *sense) english() bool { return s.lang == inEnglish && s.known() }

const english = "en"

// with is the cosine of two senses.
func (s *sense) with(o *sense) float64 { return float64(s.dot(o)) / (senseLength * senseLength) }

// about is what an article is about, as a whole and in each passage, its title among them; and what an English one means as a text, and
// each sentence of it. In Ukrainian, where words alone are known, sentences brought as many wrong answers as right ones.
type about struct {
	whole     sense
	passages  []sense
	text      text
	sentences []point
}

// asAWhole is what the whole of an article counts beside its nearest passage: a long one has parts that the whole says little of.
const asAWhole = 0.7

// near is how near an article is in meaning to a question: about 0 to 1, and 0 if that is not known. Both are texts where they are English.
func (a *about) near(asked *sense, text *text) float64 {
	if a.text.known() && text.known() {
		return float64(dot(text[:], a.text[:])) / (senseLength * senseLength)
	}
	if !asked.known() || !a.whole.known() {
		return 0
	}
	nearest := -1.0
	for i := range a.passages {
		nearest = max(nearest, asked.with(&a.passages[i]))
	}
	return asAWhole*asked.with(&a.whole) + (1-asAWhole)*nearest
}

// says is how near in meaning the nearest sentence of an English article is to an English question.
func (a *about) says(meant *sense) float64 {
	if !meant.english() {
		return 0
	}
	nearest := int32(0)
	for i := range a.sentences {
		nearest = max(nearest, dot(meant.point[:], a.sentences[i][:]))
	}
	return float64(nearest) / (senseLength * senseLength)
}

// early is how many dimensions are looked at before it is told whether the others can matter.
const early = 16

// dot is the product of two senses.
func (s *sense) dot(o *sense) int32 { return dot(s.point[:], o.point[:]) }

// rest is the length of all but the early dimensions.
func (s *sense) rest() float32 { return rest(s.point[:]) }

func rest(direction []int8) float32 {
	return float32(math.Sqrt(float64(dot(direction[early:], direction[early:]))))
}

func dot(x, y []int8) (sum int32) {
	y = y[:len(x)]
	for i, v := range x {
		sum += int32(v) * int32(y[i])
	}
	return sum
}
