package assist

import (
	"strings"
	"unicode"
)

// sound is how a word is heard: letters that sound alike are one, those that are not heard are none. Latin and Cyrillic
// letters meet in it, since a recogniser writes a foreign name in the letters of the language that is spoken.
type sound string

const longestSound = 32 // more is not compared

// groupsOfLetters are letters that sound otherwise together; the longest come first.
var groupsOfLetters = strings.NewReplacer(
	"tsch", "c", "sch", "x", "tch", "c", "shch", "x", "igh", "ai",
	"ph", "f", "ck", "k", "ch", "c", "sh", "x", "th", "t", "wh", "v", "gh", "g", "qu", "kv", "kn", "n", "wr", "r", "zh", "j", "kh", "h",
	"ce", "se", "ci", "si", "cy", "si", "cz", "c", "sz", "x", "rz", "j", "dz", "z",
	"oo", "u", "ee", "i", "ea", "i", "ou", "u", "ow", "o", "ie", "i", "ei", "i", "ay", "ei",
	"x", "ks", "q", "k", "c", "k", "w", "v", "y", "i",
)

// cyrillicSounds are the sounds of Cyrillic letters.
var cyrillicSounds = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ё': "io", 'ж': "j", 'з': "z", 'и': "i", 'і': "i",
	'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h",
	'ц': "c", 'ч': "c", 'ш': "x", 'щ': "x", 'ъ': "", 'ы': "i", 'ь': "", 'э': "e", 'ю': "u", 'я': "ia",
}

// soundOf returns how a folded word sounds. Digits stand for themselves.
func soundOf(word string) sound {
	var latin, out strings.Builder
	for _, c := range word {
		switch heard, ok := cyrillicSounds[c]; {
		case ok:
			latin.WriteString(strings.ToUpper(heard)) // upper case: not to be grouped any more
		case c < unicode.MaxASCII:
			latin.WriteRune(c)
		default:
			latin.WriteString(strings.ToUpper(string(c)))
		}
	}
	var last rune
	for _, c := range strings.ToLower(groupsOfLetters.Replace(latin.String())) {
		if out.Len() >= longestSound {
			break
		}
		if c != last || unicode.IsDigit(c) {
			out.WriteRune(c)
		}
		last = c
	}
	return sound(out.String())
}

// The cost of hearing one sound as another, or not at all, in tenths.
const (
	costly   = 10 // another sound
	akin     = 5  // the same place of the mouth, or both are vowels
	unheard  = 5  // a vowel or an h that is lost or put in
	lostLast = 7  // any other sound that is lost at the end, where words are swallowed
)

// kin names a group of sounds that are mistaken for each other by one of them.
var kin = func() (groups [256]byte) {
	for i := range groups {
		groups[i] = byte(i)
	}
	for _, group := range []string{"aeiou", "pbfv", "td", "kgh", "szxcj", "nm"} {
		for _, c := range []byte(group) {
			groups[c] = group[0]
		}
	}
	return groups
}()

func swapped(a, b byte) int {
	switch {
	case a == b:
		return 0
	case kin[a] == kin[b]:
		return akin
	}
	return costly
}

func lost(c byte) int {
	if c == 'h' || kin[c] == 'a' {
		return unheard
	}
	return costly
}

// like is how alike two sounds are, from 0 to 1. Those with digits are alike only when they are the same.
func (s sound) like(o sound) float64 {
	if s == o {
		return 1
	}
	short, long := min(len(s), len(o)), max(len(s), len(o))
	if long > 2*short || strings.ContainsFunc(string(s+o), unicode.IsDigit) {
		return 0
	}
	var rows [2][longestSound + 8]int
	for j := 1; j <= len(o); j++ {
		rows[0][j] = rows[0][j-1] + lost(o[j-1])
	}
	for i := 1; i <= len(s); i++ {
		above, row := &rows[(i+1)%2], &rows[i%2]
		row[0] = above[0] + lost(s[i-1])
		for j := 1; j <= len(o); j++ {
			gone, added := lost(s[i-1]), lost(o[j-1])
			if i == len(s) {
				gone = min(gone, lostLast)
			}
			if j == len(o) {
				added = min(added, lostLast)
			}
			row[j] = min(above[j-1]+swapped(s[i-1], o[j-1]), above[j]+gone, row[j-1]+added)
		}
	}
	return max(0, 1-float64(rows[len(s)%2][len(o)])/float64(costly*long))
}

// pairs gives the pairs of sounds, kin taken for one, its beginning marked: what sounds alike shares most of them.
func (s sound) pairs(each func(pair uint16)) {
	last := byte('^')
	for i := range len(s) {
		k := kin[s[i]]
		each(uint16(last)<<8 | uint16(k))
		last = k
	}
}
