package assist

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// redaction hides what is private in the texts of one prompt, and puts it back into the draft. The same value has the
// same sign throughout.
type redaction struct {
	signs  map[string]string // by value
	values map[string]string // by sign
	count  map[string]int    // by sort
}

func newRedaction() *redaction {
	return &redaction{signs: map[string]string{}, values: map[string]string{}, count: map[string]int{}}
}

var (
	sign        = knowledge.MustPattern(`⟦[^⟧]*⟧`)
	spelledWord = knowledge.MustPattern(`\d+|\p{L}[\p{L}'’]*|[^\s\p{L}\d.,;:/()-]`)
	signBracket = strings.NewReplacer("⟦", "[", "⟧", "]")
)

// unseen are the signs that no reader sees: without width, of direction, of filling, tags and selectors.
var unseen = []*unicode.RangeTable{unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point}

// visible leaves out what no reader sees, by which words are hidden from people and from rules. Digits of every script
// are the usual ones.
func visible(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case unicode.IsControl(c) || c > 127 && unicode.In(c, unseen...):
			return -1
		case c > 127 && unicode.IsDigit(c):
			return digit(c)
		}
		return c
	}, text)
}

// The digits of mathematics, five kinds of ten in a row.
const (
	mathDigits    = 0x1D7CE
	lastMathDigit = 0x1D7FF
)

// digit is the usual digit for one of another script: they stand in tens, the zero first.
func digit(c rune) rune {
	if c >= mathDigits && c <= lastMathDigit {
		return '0' + (c-mathDigits)%10
	}
	zero := c
	for unicode.IsDigit(zero - 1) {
		zero--
	}
	return '0' + (c-zero)%10
}

// plainFor is a text of ours as a model is shown it: no sign can be forged in it.
func plainFor(text string) string { return signBracket.Replace(visible(text)) }

// hide replaces what is private by signs. Brackets that stand in the text already are made plain, so that nobody forges a sign.
func (r *redaction) hide(text string) string { return r.hideAnswer("", text) }

// hideAnswer hides what is private in what was said after a question: where it asks for a number, each number is.
func (r *redaction) hideAnswer(asked, text string) string {
	private := func(text string) []knowledge.Private {
		return knowledge.WithContracts(knowledge.FindPrivateAnswer(asked, text), text)
	}
	return r.hideAll(r.hideAll(signBracket.Replace(text), spelled), private)
}

// hideAll replaces what a rule finds.
func (r *redaction) hideAll(text string, find func(string) []knowledge.Private) string {
	var b strings.Builder
	last := 0
	for _, p := range find(text) {
		value := text[p.Start:p.End]
		s, ok := r.signs[value]
		if !ok {
			r.count[p.Sort]++
			s = fmt.Sprintf("⟦%s_%d⟧", strings.ToUpper(p.Sort), r.count[p.Sort])
			r.signs[value], r.values[s] = s, value
		}
		b.WriteString(text[last:p.Start])
		b.WriteString(s)
		last = p.End
	}
	return b.String() + text[last:]
}

// restore puts the values back. It is false when a sign stands there that hides nothing: the model made it up.
func (r *redaction) restore(text string) (string, bool) {
	ok := true
	text = sign.ReplaceAllStringFunc(text, func(s string) string {
		v, known := r.values[s]
		ok = ok && known
		return v
	})
	return text, ok && !strings.ContainsAny(text, "⟦⟧")
}

// made tells whether a text has a sign that hides nothing.
func (r *redaction) made(text string) bool {
	return slices.ContainsFunc(sign.FindAllString(text, -1), func(s string) bool { return r.values[s] == "" })
}
