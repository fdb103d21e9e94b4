package knowledge

import (
	"bytes"
	"embed"
	"math"
	"strings"
	"sync"
	"unicode/utf8"
)

// senseTables tell what words mean, a file for each language; their heads say how, and where from.
//
//go:embed senses/*.txt
var senseTables embed.FS

// SenseDimensions is how many numbers a word's point has.
const SenseDimensions = 48

// TextDimensions is how many it has in the space of whole English texts. The first SenseDimensions of them tell well enough what a short
// text means.
const TextDimensions = 96

// Meaning is what a word means. Words that mean about the same are near each other, in whatever languages they are: all
// points are of one space.
type Meaning struct {
	Point  *[SenseDimensions]int8 // not to be changed
	Scale  float32                // Scale·Point has the length 1
	Weight float32                // how much the word tells: 1 is usual, little of a common word
}

// TextMeaning is what a word, or two of them, adds to what an English text means.
type TextMeaning struct {
	Point  *[TextDimensions]int8 // not to be changed
	Weight float32               // Weight·Point has the length 1 where it tells as much as is usual
}

// With is the cosine of two words' points.
func (m Meaning) With(o Meaning) float32 {
	var sum int32
	for i, x := range m.Point {
		sum += int32(x) * int32(o.Point[i])
	}
	return float32(sum) * m.Scale * o.Scale
}

// usualSense is the place among the commonest words from which a word tells half of what a rare one does, where the table does not
// say what it tells.
const usualSense = 200

// usualWeight is the letter of a word that weighs 1, of which a is one part.
const usualWeight = 'm'

// senseTable is what the words of a language mean.
type senseTable struct {
	places     map[string]uint32
	dimensions int
	points     []int8 // of all words, one after the other
	scales     []float32
	weighs     []float32
}

var senses = map[string]func() *senseTable{
	"en": readSenses("en", SenseDimensions), "uk": readSenses("uk", SenseDimensions), "ru": readSenses("ru", SenseDimensions),
	"pl": readSenses("pl", SenseDimensions), "de": readSenses("de", SenseDimensions),
}

// inEnglish tells what words, and two of them one after the other, make of a whole English text.
var inEnglish = readSenses("en-texts", TextDimensions)

func readSenses(lang string, dimensions int) func() *senseTable {
	return sync.OnceValue(func() *senseTable {
		text, err := senseTables.ReadFile("senses/" + lang + ".txt")
		if err != nil {
			panic(err) // it is compiled in
		}
		n := bytes.Count(text, []byte{'\n'})
		t := &senseTable{places: make(map[string]uint32, n), dimensions: dimensions, points: make([]int8, 0, n*dimensions), scales: make([]float32, 0, n), weighs: make([]float32, 0, n)}
		for line := range strings.Lines(string(text)) {
			stem, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
			letters, tells, _ := strings.Cut(rest, " ")
			if stem == "#" || len(letters) != dimensions {
				continue
			}
			var square float64
			for _, c := range []byte(letters) {
				x := int8(2*int(c) - ('a' + 'z'))
				t.points = append(t.points, x)
				square += float64(x) * float64(x)
			}
			place := len(t.scales)
			t.places[strings.ReplaceAll(strings.Clone(stem), betweenTwo, " ")] = uint32(place) // else the whole file stays in memory
			t.weighs, t.scales = append(t.weighs, weight(place, tells)), append(t.scales, float32(1/math.Sqrt(square)))
		}
		return t
	})
}

// betweenTwo stands between two words in a table.
const betweenTwo = "_"

// weight is how much the word at a place tells: what the table says of it, or the less the commoner it is.
func weight(place int, tells string) float32 {
	if tells == "" {
		return float32(place+10) / float32(place+10+usualSense)
	}
	return float32(tells[0]-'a'+1) / (usualWeight - 'a' + 1)
}

// MeaningOf returns what a word means in a language, by its Token.Term: in English, Ukrainian, Russian, Polish and German. A word
// in Latin letters that the language's table lacks is looked for in the English one.
func MeaningOf(term, lang string) (Meaning, bool) {
	lang = Base(lang)
	table, ok := senses[lang]
	if !ok {
		return Meaning{}, false
	}
	m, ok := table().meaning(term)
	if first, _ := utf8.DecodeRuneInString(term); !ok && lang != "en" && first < 0x250 {
		return senses["en"]().meaning(term)
	}
	return m, ok
}

func (t *senseTable) meaning(term string) (Meaning, bool) {
	at, ok := t.places[term]
	if !ok {
		return Meaning{}, false
	}
	return Meaning{Point: (*[SenseDimensions]int8)(t.points[int(at)*t.dimensions:]), Scale: t.scales[at], Weight: t.weighs[at]}, true
}

// MeaningInEnglish returns what a word, by its Token.Term, or two of them that stand one after the other, with a space between, add to
// what an English text means. These points are of a space of their own, where whole texts are told apart better than in that of
// MeaningOf, and words worse.
func MeaningInEnglish(terms string) (TextMeaning, bool) {
	t := inEnglish()
	at, ok := t.places[terms]
	if !ok {
		return TextMeaning{}, false
	}
	return TextMeaning{Point: (*[TextDimensions]int8)(t.points[int(at)*t.dimensions:]), Weight: t.weighs[at] * t.scales[at]}, true
}
