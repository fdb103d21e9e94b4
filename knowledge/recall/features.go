package recall

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"switchboard/knowledge"
)

// features are what a question has, each once, as ascending hashes. Groups are many and say little each, so that two of
// them that happen to have one hash make no difference.
type features struct {
	words  []uint32 // stems
	pairs  []uint32 // two stems, one after the other
	groups []uint16 // neighbouring letters of a word, its edges among them
}

// length is that of a question beside others: the root of how many words and pairs it has, and two more.
func (f features) length() float32 {
	return float32(math.Sqrt(float64(2 + len(f.words) + len(f.pairs))))
}

// Letters of a group; how much of a question is looked at.
const (
	shortest = 3
	longest  = 4
	mostRead = 64 // words
)

// featuresOf takes a question apart.
func featuresOf(text, lang string) features {
	if len(text) > knowledge.MaxQuery {
		text = knowledge.Query{Text: text}.Normal().Text
	}
	var f features
	var previous string
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		f.words = append(f.words, hash32(t.Term))
		if previous != "" {
			f.pairs = append(f.pairs, hash32(previous+" "+t.Term))
		}
		previous = t.Term
		for letters := shortest; letters <= longest; letters++ {
			for g := range groups(t.Word, letters) {
				f.groups = append(f.groups, uint16(xxhash.Sum64(g)))
			}
		}
	}
	return features{words: once(f.words), pairs: once(f.pairs), groups: once(f.groups)}
}

func hash32(s string) uint32 { return uint32(xxhash.Sum64String(s)) }

func once[T uint16 | uint32](list []T) []T {
	slices.Sort(list)
	return slices.Clone(slices.Compact(list)) // without the room that it grew into
}

// plain numbers the words of a text, without the parts of compounds that are there whole.
func plain(text, lang string) func(yield func(int, knowledge.Token) bool) {
	return func(yield func(int, knowledge.Token) bool) {
		n, last := 0, -1
		for _, t := range knowledge.Analyze(text, lang) {
			if t.Start < last {
				continue
			}
			if last = t.End; !yield(n, t) {
				return
			}
			n++
		}
	}
}

// groups are the runs of so many letters of a word between spaces; the whole of it if it has fewer.
func groups(word string, letters int) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		var room [80]byte
		edged := append(append(append(room[:0], ' '), word...), ' ')
		end := 0
		for range letters {
			if end < len(edged) {
				_, size := utf8.DecodeRune(edged[end:])
				end += size
			}
		}
		for start := 0; yield(edged[start:end]) && end < len(edged); {
			_, size := utf8.DecodeRune(edged[start:])
			start += size
			_, size = utf8.DecodeRune(edged[end:])
			end += size
		}
	}
}
