package knowledge

import (
	"strings"
	"unicode/utf8"
)

// Mask hides what may identify a person (FindPrivate) in a text, so that it may be kept and shown to people who need not
// know whose it is. A little stays, by which whoever knows it recognises it: a•••@example.com, •••• 4242.
func Mask(text string) string {
	var b strings.Builder
	last := 0
	for _, p := range FindPrivate(text) {
		b.WriteString(text[last:p.Start])
		b.WriteString(masked(p.Sort, text[p.Start:p.End]))
		last = p.End
	}
	b.WriteString(text[last:])
	return b.String()
}

func masked(sort, value string) string {
	if sort == PrivateEmail {
		_, size := utf8.DecodeRuneInString(value)
		if at := strings.IndexByte(value, '@'); at >= 0 {
			return value[:size] + "•••" + value[at:]
		}
		return value[:size] + "•••"
	}
	keep := 4
	if sort != PrivateCard && sort != PrivateIBAN {
		keep = 2
	}
	if onlyDigits(value) == "" { // said in words
		return "••••"
	}
	signs := []rune(value)
	if len(signs) <= 2*keep {
		return strings.Repeat("•", len(signs))
	}
	return "•••• " + string(signs[len(signs)-keep:])
}
