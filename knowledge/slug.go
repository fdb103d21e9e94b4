package knowledge

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// inLatin are letters that normalisation does not lead to Latin ones: Ukrainian by the resolution of 2010, Russian by
// the usual letters of passports, and what Polish and German have.
const inLatin = "а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ю iu я ia " +
	"ё e ъ  ы y э e ь  ä ae ö oe ü ue ł l ß ss æ ae ø o đ d"

// inLatinAtStart are the letters that are written otherwise at the beginning of a word.
const inLatinAtStart = "є ye ї yi й y ю yu я ya"

// maxSlug is the longest key made of a title.
const maxSlug = 60

// longestInLatin is the most letters that one becomes.
const longestInLatin = 5

// Slug makes a key of a title: lower-case Latin letters, digits and hyphens. A title without any becomes a number that
// is the same for the same title.
func Slug(title string) string { return slug(title, maxSlug) }

// DistinctSlug is a Slug, but two long names that begin alike have two: what is cut ends in a hash of the whole.
func DistinctSlug(name string) string {
	short, whole := Slug(name), slug(name, len(name)*longestInLatin+maxSlug)
	if short == whole {
		return short
	}
	h := fnv.New32a()
	h.Write([]byte(whole))
	hash := strconv.FormatUint(uint64(h.Sum32()), 36)
	cut := short[:maxSlug-1-len(hash)]
	if i := strings.LastIndexByte(cut, '-'); i > maxSlug/2 {
		cut = cut[:i]
	}
	return strings.TrimSuffix(cut, "-") + "-" + hash
}

// slug is a Slug that ends once it is so long.
func slug(title string, most int) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFD.String(transliterated(norm.NFC.String(strings.ToLower(title)))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ʼ':
		default:
			dash = true
		}
		if b.Len() >= most {
			break
		}
	}
	if b.Len() == 0 {
		h := fnv.New32a()
		h.Write([]byte(title))
		return "article-" + strconv.FormatUint(uint64(h.Sum32()), 36)
	}
	return b.String()
}

func transliterated(s string) string {
	inside, start := lettersOf(inLatin), lettersOf(inLatinAtStart)
	var b strings.Builder
	word := false
	for _, r := range s {
		to, ok := inside[r]
		if first, is := start[r]; is && !word {
			to = first
		}
		if !ok {
			to = string(r)
		}
		b.WriteString(to)
		word = unicode.IsLetter(r) || r == '\'' || r == '’' || r == 'ʼ'
	}
	return b.String()
}

func lettersOf(list string) map[rune]string {
	table := map[rune]string{}
	words := strings.Split(list, " ")
	for i := 0; i+1 < len(words); i += 2 {
		table[[]rune(words[i])[0]] = words[i+1]
	}
	return table
}
