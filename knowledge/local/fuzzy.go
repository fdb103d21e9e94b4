package local

import (
	"cmp"
	"slices"
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
)

// similar returns the terms most like a word but the word itself, best first: those that share half of their triples
// with it, and those a slip or two away.
func (c *core) similar(word string, s *scratch) []similar {
	grams := gramsOf(word)
	if len(grams) == 0 {
		return nil
	}
	letters := []rune(word)
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
	var out []similar
	for _, t := range touched {
		shared := s.counts[t]
		s.counts[t] = 0
		if shared < least {
			continue
		}
		other := &c.terms[t]
		like := 2 * float32(shared) / float32(len(grams)+int(other.grams))
		if slips := slipsAllowed(len(letters)); like < 0.75 && len(other.text) <= len(word)+4*slips && len(other.text)+4*slips >= len(word) {
			if d := distance(letters, other.text, slips); d <= slips {
				like = max(like, 1-float32(d)/float32(len(letters)))
			}
		}
		if like >= likeEnough && other.text != word {
			out = append(out, similar{t, like})
		}
	}
	s.touchedTerms = touched
	slices.SortFunc(out, func(a, b similar) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.term, b.term))
	})
	return out[:min(len(out), mostSimilar)]
}

func slipsAllowed(letters int) int {
	if letters >= 8 {
		return 2
	}
	return 1
}

// distance counts the letters to add, drop, change or swap with their neighbour that part a from b; more than most is
// most+1.
func distance(a []rune, text string, most int) int {
	var room [40]rune
	b := room[:0]
	for _, r := range text {
		b = append(b, r)
	}
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var rows [3][48]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], most+1)
}
