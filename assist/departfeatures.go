package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

type featureSort int

// The sorts of features. The first byte of a feature's name tells its sort.
const (
	wordFeature  featureSort = iota
	pairFeature              // two words, one after the other
	gapFeature               // two words and a word between them, which does not matter
	pieceFeature             // letters in a row, edges of words among them
	featureSorts
)

// How long pieces are, in letters, and how much of a text is looked at, in words.
const (
	shortestPiece  = 3
	longestPiece   = 5
	longestExample = 200
)

func sortOf(feature string) featureSort { return featureSort(feature[0] - '0') }

// featuresOf returns what a text has in common with others like it: sorted, each once.
func featuresOf(text string) []string {
	if len(text) > 40*longestExample {
		text = strings.ToValidUTF8(text[:40*longestExample], "")
	}
	lang, _ := knowledge.Language(text, "")
	tokens := knowledge.Analyze(text, lang)
	if len(tokens) > longestExample {
		tokens = tokens[:longestExample]
	}
	var features []string
	before, further := "^", ""
	for _, t := range tokens {
		features = append(features, "0"+t.Term, "1"+before+" "+t.Term)
		if further != "" {
			features = append(features, "2"+further+" "+t.Term)
		}
		before, further = t.Term, before
		word := "_" + t.Word + "_"
		for from := range word {
			end := from
			for n := 1; n <= longestPiece && end < len(word); n++ {
				_, size := utf8.DecodeRuneInString(word[end:])
				if end += size; n >= shortestPiece {
					features = append(features, "3"+word[from:end])
				}
			}
		}
	}
	slices.Sort(features)
	return slices.Compact(features)
}
