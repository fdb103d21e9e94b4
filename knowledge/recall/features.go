package recall

import (
	"slices"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"switchboard/knowledge"
)

// kind tells features apart.
type kind uint8

const (
	word  kind = iota // a stem
	pair              // two stems, one after the other
	group             // neighbouring letters of a word, its edges among them
	kinds
)

// feature is one thing that a question has.
type feature struct {
	hash uint64
	kind kind
}

// Letters of a group; how much of a text is looked at.
const (
	shortest = 3
	longest  = 5
	mostRead = 64 // words
)

// featuresOf returns the features of a text, each once, words first.
func featuresOf(text, lang string) []feature {
	if len(text) > knowledge.MaxQuery {
		text = knowledge.Query{Text: text}.Normal().Text
	}
	out := make([]feature, 0, len(text)*3)
	var previous string
	n, last := 0, -1
	var edged []byte
	for _, t := range knowledge.Analyze(text, lang) {
		if t.Start < last { // a part of a compound
			continue
		}
		if last, n = t.End, n+1; n > mostRead {
			break
		}
		out = append(out, feature{xxhash.Sum64String(t.Term), word})
		if previous != "" {
			out = append(out, feature{xxhash.Sum64String(previous + " " + t.Term), pair})
		}
		previous = t.Term
		edged = append(append(append(edged[:0], ' '), t.Word...), ' ')
		out = groups(out, edged)
	}
	slices.SortFunc(out, func(a, b feature) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		if a.hash < b.hash {
			return -1
		}
		if a.hash > b.hash {
			return 1
		}
		return 0
	})
	return slices.Compact(out)
}

// groups adds the groups of letters of a word.
func groups(out []feature, edged []byte) []feature {
	var starts [longest]int // of the last letters read
	for i, n := 0, 0; i < len(edged); n++ {
		_, size := utf8.DecodeRune(edged[i:])
		copy(starts[1:], starts[:])
		starts[0] = i
		i += size
		for letters := shortest; letters <= longest && letters <= n+1; letters++ {
			out = append(out, feature{xxhash.Sum64(edged[starts[letters-1]:i]), group})
		}
	}
	return out
}
