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
	stems  []uint32 // words, then pairs: in one piece, since there are very many questions
	groups []uint16 // neighbouring letters of a word, its edges among them
	many   uint8    // words
}

func (f *features) words() []uint32 { return f.stems[:f.many] }

// pairs are of two stems, one after the other.
func (f *features) pairs() []uint32 { return f.stems[f.many:] }

// length is that of a question beside others: the root of how many words and pairs it has, and two more.
func (f *features) length() float32 { return float32(math.Sqrt(float64(2 + len(f.stems)))) }

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
	var words, pairs []uint32
	var letters []uint16
	var previous string
	for n, t := range plain(text, lang) {
		if n == mostRead {
			break
		}
		words = append(words, hash32(t.Term))
		if previous != "" {
			pairs = append(pairs, hash32(previous+" "+t.Term))
		}
		previous = t.Term
		for size := shortest; size <= longest; size++ {
			for g := range groups(t.Word, size) {
				letters = append(letters, uint16(xxhash.Sum64(g)))
			}
		}
	}
	words = once(words)
	return features{stems: slices.Concat(words, once(pairs)), groups: once(letters), many: uint8(len(words))}
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
