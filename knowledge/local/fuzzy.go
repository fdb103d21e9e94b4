package local

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// gram is three letters, 21 bits each.
type gram uint64

// gramsOf returns the distinct letter triples of a term, its beginning marked. Codes, numbers and very short words have
// none: they are found exactly or not at all.
func gramsOf(text string) []gram {
	letters := make([]rune, 0, 24)
	letters = append(letters, 0)
	for _, r := range text {
		if !unicode.IsLetter(r) {
			return nil
		}
		letters = append(letters, r)
	}
	if len(letters) < 5 || len(letters) > 40 {
		return nil
	}
	grams := make([]gram, 0, len(letters)-2)
	for i := range len(letters) - 2 {
		g := gram(letters[i])<<42 | gram(letters[i+1])<<21 | gram(letters[i+2])
		if !slices.Contains(grams, g) {
			grams = append(grams, g)
		}
	}
	return grams
}

// similar is a term of the vocabulary and how much it is like the word sought, between 0 and 1.
type similar struct {
	term uint32
	like float32
}

const (
	likeEnough  = 0.5
	mostSimilar = 12
	gramsOfSlip = 4 // a slip changes at most so many triples of a word: two letters swapped change four
)

// similar returns the terms most like a word but the word itself, best first: those that share half of their triples
// with it, and those a slip or two away.
func (c *core) similar(word string, s *scratch) []similar {
	grams := gramsOf(word)
	if len(grams) == 0 {
		return nil
	}
	letters, own := []rune(word), sizeOf(word, len(grams)).has
	s.counts = grow(s.counts, len(c.terms))
	touched := s.touchedTerms[:0]
	for _, g := range grams {
		for _, t := range c.grams[g] {
			if s.counts[t] == 0 {
				touched = append(touched, t)
			}
			s.counts[t]++
		}
	}
	least := uint8(max(1, len(grams)/4))
	pattern, slips := patternOf(letters), slipsAllowed(len(letters))
	var out []similar
	for _, t := range touched {
		shared := s.counts[t]
		s.counts[t] = 0
		if shared < least {
			continue
		}
		size := c.sizes[t]
		longer := int(size.letters) - len(letters)
		like := 2 * float32(shared) / float32(len(grams)+int(size.grams))
		if like < 0.75 && max(longer, -longer) <= slips && bits.OnesCount32(own^size.has) <= 2*slips && // a slip changes a letter for another at most
			int(shared)+gramsOfSlip*slips >= max(len(grams), int(size.grams)) {
			if d := pattern.distance(c.terms[t].text); d <= slips {
				like = max(like, 1-float32(d)/float32(len(letters)))
			}
		}
		if like >= likeEnough && c.terms[t].text != word {
			out = append(out, similar{t, like})
		}
	}
	s.touchedTerms = touched
	slices.SortFunc(out, func(a, b similar) int {
		if a.like != b.like {
			return cmp.Compare(b.like, a.like)
		}
		return strings.Compare(c.terms[a.term].text, c.terms[b.term].text)
	})
	return out[:min(len(out), mostSimilar)]
}

func slipsAllowed(letters int) int {
	if letters >= 8 {
		return 2
	}
	return 1
}

// pattern is a word of at most 64 letters to measure distances from: for each of its letters, where it stands.
type pattern struct {
	letters []rune
	at      []uint64
	length  int
}

func patternOf(word []rune) pattern {
	p := pattern{length: len(word)}
	for i, r := range word {
		n := slices.Index(p.letters, r)
		if n < 0 {
			n = len(p.letters)
			p.letters, p.at = append(p.letters, r), append(p.at, 0)
		}
		p.at[n] |= 1 << i
	}
	return p
}

// distance counts the letters to add, drop, change or swap with their neighbour that part the pattern from a text, after
// Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003): a column of the usual table
// is two words of bits.
func (p *pattern) distance(text string) int {
	up, down := ^uint64(0), uint64(0) // where the column rises and falls
	var same, before uint64
	out, last := p.length, uint64(1)<<(p.length-1)
	for _, r := range text {
		here := uint64(0)
		if n := slices.Index(p.letters, r); n >= 0 {
			here = p.at[n]
		}
		swapped := (^same & here) << 1 & before
		same = (here&up + up) ^ up | here | down | swapped
		rise, fall := down|^(same|up), same&up
		if rise&last != 0 {
			out++
		}
		if fall&last != 0 {
			out--
		}
		rise, fall = rise<<1|1, fall<<1
		up, down, before = fall|^(same|rise), rise&same, here
	}
	return out
}
