package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded leaves the lower-case letters of a part in a.low (what a stemmer wants to read) and returns its folded form,
// which lives until the next call.
func (a *Analyzer) folded(p span) []byte {
	a.low, a.fold = a.low[:0], a.fold[:0]
	composed := true
	for _, r := range a.text[p.start:p.end] {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r == '\'' || r == '`' {
				continue
			}
			if r == ',' {
				r = '.'
			}
			a.low, a.fold = append(a.low, byte(r)), append(a.fold, byte(r))
		case r == '’' || r == 'ʼ' || r == '‘' || r == '´':
		default:
			r = unicode.ToLower(r)
			composed = composed && !unicode.Is(unicode.Mn, r)
			a.low = utf8.AppendRune(a.low, r)
			a.fold = appendFolded(a.fold, r)
		}
	}
	if !composed {
		a.low = norm.NFC.Append(nil, a.low...)
	}
	return a.fold
}

// appendFolded appends a lower-case letter without its marks. The letters named are those that Unicode does not take
// apart.
func appendFolded(dst []byte, r rune) []byte {
	switch r {
	case 'ł':
		return append(dst, 'l')
	case 'ß':
		return append(dst, "ss"...)
	case 'ґ':
		return append(dst, "г"...)
	case 'ø':
		return append(dst, 'o')
	case 'đ':
		return append(dst, 'd')
	case 'ı':
		return append(dst, 'i')
	case 'æ':
		return append(dst, "ae"...)
	case 'œ':
		return append(dst, "oe"...)
	case 'й':
		return append(dst, "и"...)
	case 'ї':
		return append(dst, "і"...)
	case 'ё':
		return append(dst, "е"...)
	}
	if r >= 'а' && r <= 'я' || r == 'і' || r == 'є' {
		return utf8.AppendRune(dst, r)
	}
	var one [utf8.UTFMax]byte
	apart := norm.NFKD.Append(nil, one[:utf8.EncodeRune(one[:], r)]...)
	for len(apart) > 0 {
		c, size := utf8.DecodeRune(apart)
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			dst = utf8.AppendRune(dst, unicode.ToLower(c))
		}
		apart = apart[size:]
	}
	return dst
}

// sameLooks are the Cyrillic letters that look like a Latin one, folded and in either case: "В" like "B".
var sameLooks = strings.NewReplacer("а", "a", "в", "b", "е", "e", "к", "k", "м", "m", "н", "h", "о", "o", "р", "p", "с", "c", "т", "t", "у", "y", "х", "x", "і", "i")

// codeInLatin is a folded word in Latin letters if it is a code, a letter first and with digits, all of whose Cyrillic letters look like
// Latin ones: "А2" and "Е104" are typed with the keyboard that is set.
func codeInLatin(word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	if first < 'а' || first > 'і' || !strings.ContainsFunc(word, unicode.IsDigit) {
		return word
	}
	code := sameLooks.Replace(word)
	if strings.ContainsFunc(code, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }) {
		return word
	}
	return code
}

// WithoutMarks is a text whose letters are folded as those of words are: "dzień" is "dzien". Plain Latin letters and all that is no
// letter stay, so that the expression that finds a text can be written without marks as well.
func WithoutMarks(text string) string {
	var out []byte
	for _, r := range text {
		if r < utf8.RuneSelf || !unicode.IsLetter(r) {
			out = utf8.AppendRune(out, r)
		} else {
			out = appendFolded(out, unicode.ToLower(r))
		}
	}
	return string(out)
}
