package knowledge

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// Pattern is a regular expression that is tried only on texts that have what all of its matches have: some digits, and one of
// some words. Most texts have not, which is seen many times sooner.
type Pattern struct {
	*regexp.Regexp
	digits int      // how many a match has at least
	words  []string // one of them stands in each match; nil: not known
	folded bool     // whether a large letter is as good as a small one: words are small then
}

// MustPattern compiles an expression. It panics on one that is none.
func MustPattern(expr string) *Pattern {
	p := &Pattern{Regexp: regexp.MustCompile(expr)}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // it was compiled
	}
	p.digits, p.folded = digitsOf(tree), foldsCase(tree)
	if p.words = neededBy(tree).best(); p.folded {
		for i, w := range p.words {
			p.words[i] = foldCase(w)
		}
	}
	slices.Sort(p.words)
	p.words = slices.Compact(p.words)
	return p
}

// may tells whether a text can have a match.
func (p *Pattern) may(text string) bool {
	if p.digits > 0 && !hasDigits(text, p.digits) {
		return false
	}
	if p.words == nil {
		return true
	}
	if p.folded {
		text = foldCase(text)
	}
	for _, w := range p.words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// MatchString is as of regexp, like all below.
func (p *Pattern) MatchString(text string) bool { return p.may(text) && p.Regexp.MatchString(text) }

func (p *Pattern) FindString(text string) string {
	if !p.may(text) {
		return ""
	}
	return p.Regexp.FindString(text)
}

func (p *Pattern) FindStringIndex(text string) []int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringIndex(text)
}

func (p *Pattern) FindStringSubmatch(text string) []string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(text)
}

func (p *Pattern) FindStringSubmatchIndex(text string) []int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindStringSubmatchIndex(text)
}

func (p *Pattern) FindAllString(text string, n int) []string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllString(text, n)
}

func (p *Pattern) FindAllStringIndex(text string, n int) [][]int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringIndex(text, n)
}

func (p *Pattern) FindAllStringSubmatch(text string, n int) [][]string {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatch(text, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if !p.may(text) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatchIndex(text, n)
}

func (p *Pattern) ReplaceAllStringFunc(text string, by func(string) string) string {
	if !p.may(text) {
		return text
	}
	return p.Regexp.ReplaceAllStringFunc(text, by)
}

func (p *Pattern) ReplaceAllString(text, by string) string {
	if !p.may(text) {
		return text
	}
	return p.Regexp.ReplaceAllString(text, by)
}

// hasDigits tells whether a text has as many digits.
func hasDigits(text string, n int) bool {
	for i := 0; i < len(text) && n > 0; i++ {
		if c := text[i]; '0' <= c && c <= '9' {
			n--
		}
	}
	return n <= 0
}

// foldCase makes equal what differs in case alone, as regexp sees it: the sign of Kelvin is a K.
func foldCase(text string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x80 || 'Ѐ' <= c && c <= 'џ' {
			return unicode.ToLower(c)
		}
		first := c
		for o := unicode.SimpleFold(c); o != c; o = unicode.SimpleFold(o) {
			first = min(first, o)
		}
		return unicode.ToLower(first)
	}, text)
}

// digitsOf is how many digits there are at least in what a tree matches.
func digitsOf(re *syntax.Regexp) (n int) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, c := range re.Rune {
			if '0' <= c && c <= '9' {
				n++
			}
		}
	case syntax.OpCharClass:
		if len(re.Rune) > 0 && re.Rune[0] >= '0' && re.Rune[len(re.Rune)-1] <= '9' {
			return 1
		}
	case syntax.OpCapture, syntax.OpPlus:
		return digitsOf(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min * digitsOf(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += digitsOf(sub)
		}
	case syntax.OpAlternate:
		n = digitsOf(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, digitsOf(sub))
		}
	}
	return n
}

func foldsCase(re *syntax.Regexp) bool {
	return re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase != 0 || slices.ContainsFunc(re.Sub, foldsCase)
}

const (
	mostNeeded  = 120 // words of a pattern that are looked for
	mostJoined  = 64  // of parts that follow each other
	mostLetters = 3   // of a class that are told one by one
)

// needed is what is known of a part of a pattern: all that it matches, or else of which words one stands in that.
type needed struct {
	all   []string // nil: not known, or too many
	words []string
}

// best are the words of which one stands in whatever the part matches; nil: not known.
func (n needed) best() []string {
	if n.all != nil && !slices.Contains(n.all, "") && tellsMore(n.all, n.words) {
		return n.all
	}
	return n.words
}

// tellsMore tells whether words are found in fewer texts than others: the shortest is longer, or there are fewer.
func tellsMore(words, others []string) bool {
	switch {
	case len(words) > mostNeeded:
		return false
	case others == nil:
		return true
	}
	return cmp.Or(cmp.Compare(leastTold(words), leastTold(others)), cmp.Compare(len(others), len(words))) > 0
}

// leastTold is how much the word tells that tells least: its bytes, but for the signs that most texts have, up to so many.
func leastTold(words []string) int {
	least := 5
	for _, w := range words {
		least = min(least, len(strings.Trim(w, " .,")))
	}
	return least
}

func neededBy(re *syntax.Regexp) needed {
	switch re.Op {
	case syntax.OpLiteral:
		return needed{all: []string{string(re.Rune)}}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return needed{all: []string{""}}
	case syntax.OpCharClass:
		return neededByClass(re.Rune)
	case syntax.OpCapture:
		return neededBy(re.Sub[0])
	case syntax.OpQuest:
		if all := neededBy(re.Sub[0]).all; all != nil {
			return needed{all: append(slices.Clone(all), "")}
		}
	case syntax.OpPlus:
		return needed{words: neededBy(re.Sub[0]).best()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed{words: neededBy(re.Sub[0]).best()}
		}
	case syntax.OpConcat:
		return neededByAll(re.Sub)
	case syntax.OpAlternate:
		return neededByOne(re.Sub)
	}
	return needed{}
}

// neededByClass tells the letters of a small class, ranges of which are given.
func neededByClass(ranges []rune) (n needed) {
	var all []string
	for i := 0; i < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1]; c++ {
			if w := string(c); !slices.Contains(all, w) {
				all = append(all, w)
			}
			if len(all) > 2*mostLetters { // small and large
				return needed{}
			}
		}
	}
	return needed{all: all}
}

// neededByAll is what parts that follow each other match. Words of which one stands in a part stand in the whole.
func neededByAll(parts []*syntax.Regexp) needed {
	all, known := []string{""}, true
	var words []string
	keep := func(n needed) {
		if w := n.best(); w != nil && tellsMore(w, words) {
			words = w
		}
	}
	for _, part := range parts {
		n := neededBy(part)
		if n.all != nil && len(all)*len(n.all) <= mostJoined {
			var joined []string
			for _, before := range all {
				for _, w := range n.all {
					joined = append(joined, before+w)
				}
			}
			all = joined
			continue
		}
		keep(needed{all: all})
		if all, known = []string{""}, false; n.all != nil {
			all = n.all
		}
		keep(needed{words: n.words})
	}
	keep(needed{all: all})
	if known {
		return needed{all: all, words: words}
	}
	return needed{words: words}
}

// neededByOne is what one of several parts matches.
func neededByOne(parts []*syntax.Regexp) (n needed) {
	known, told := true, true
	for _, part := range parts {
		of := neededBy(part)
		if known = known && of.all != nil; known {
			n.all = append(n.all, of.all...)
		}
		best := of.best()
		if told = told && best != nil; told {
			n.words = append(n.words, best...)
		}
	}
	if !known || len(n.all) > mostNeeded {
		n.all = nil
	}
	if !told || len(n.words) > mostNeeded {
		n.words = nil
	}
	return n
}
