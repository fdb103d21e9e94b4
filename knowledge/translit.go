package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// spelling is how people write a language in Latin letters: after the states' tables for passports, and as they type.
type spelling struct {
	column int // of its language in the Cyrillic profile
	of     map[string]string
}

// spelt is what Ukrainian and Russian have in common.
var spelt = map[string]string{
	"shch": "щ", "sch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ya": "я", "ja": "я", "ia": "я", "yu": "ю", "ju": "ю", "iu": "ю",
	"yo": "йо", "jo": "йо", "a": "а", "b": "б", "v": "в", "w": "в", "g": "г", "d": "д", "z": "з", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
	"r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "x": "х", "c": "ц", "q": "к", "j": "й", "e": "е", "'": "ь", "_": "_",
}

// spellings are those of Ukrainian and of Russian.
var spellings = [...]spelling{
	{0, map[string]string{"h": "г", "y": "и", "i": "і", "ye": "є", "je": "є", "ie": "є", "yi": "ї", "ji": "ї"}},
	{1, map[string]string{"h": "х", "y": "ы", "i": "и", "ye": "е", "je": "е", "iy": "ий", "ij": "ий", "yy": "ый", "yj": "ый"}},
}

// cyrillicOf writes a word between edges in the letters of its language. It is empty when a letter is none of those that the
// language is written with.
func (s spelling) cyrillicOf(word string) string {
	var out strings.Builder
	for i := 0; i < len(word); {
		if i > 0 && strings.IndexByte("yij", word[i]) >= 0 && isVowel(word[i-1]) && !isVowel(word[i+1]) { // an edge follows every letter
			out.WriteString("й")
			i++
			continue
		}
		n := min(4, len(word)-i)
		for ; n > 0; n-- {
			letters, ok := s.of[word[i:i+n]]
			if !ok {
				letters, ok = spelt[word[i:i+n]]
			}
			if ok {
				out.WriteString(letters)
				break
			}
		}
		if n == 0 {
			return ""
		}
		i += n
	}
	return out.String()
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// neighbours are words of Slovak, Czech, Croatian and Serbian that stand in most of what is written in them, also without the signs
// on their letters. Ukrainian and Russian have none that is spelt so.
var neighbours = strings.Fields(`som sme ste sa kde kedy ked ako nie chcel chcela chcem mozem mozete potrebujem dakujem tyzden nefunguje ` +
	`kdy jsem jste jsou jsme neni muzu muzete chci chtel chtela potrebuji dekuji gdje kad kada jesam nije zelim trebam mogu hvala molim`)

// otherwise tells whether a word between edges is of another language than those that are written in Cyrillic: it has a letter that
// nobody writes them with, or is one of their neighbours'.
func otherwise(word string) bool {
	return strings.ContainsFunc(word, func(c rune) bool { return c > unicode.MaxASCII && unicode.IsLetter(c) }) || slices.Contains(neighbours, strings.Trim(word, "_"))
}

// likelier is by how many nats letters must speak more for a language that is written in Latin ones than for the Latin one.
const likelier = 2

// spelledIn is in which way words in Latin letters, between edges, are written if they are rather Ukrainian or Russian than what
// speaks score for itself, or nil. Other languages than those that are known look like it often: it is told only where Ukrainian
// or Russian is spoken already.
func spelledIn(words []string, score float64) *spelling {
	if slices.ContainsFunc(words, otherwise) {
		return nil
	}
	p := profiles()[cyrillic]
	best, in := score+likelier, -1
	for i, s := range spellings {
		sum := make([]float64, len(p.languages), maxLanguages+1)
		for _, w := range words {
			p.weigh(s.cyrillicOf(w), sum)
		}
		if sum[s.column] > best {
			best, in = sum[s.column], i
		}
	}
	if in < 0 {
		return nil
	}
	return &spellings[in]
}
