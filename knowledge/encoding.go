package knowledge

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// errEncoding says that nothing tells how a text is written.
var errEncoding = errors.New("is not UTF-8")

// Decoded is a file's text as UTF-8, and the name of the encoding that it was in, if that was another. Spreadsheets also write
// UTF-16, and what the Windows of a country writes: that is taken where the letters leave no doubt,
// else it is an error: so it is where two of them make words.
func Decoded(data []byte) (text []byte, encoding string, err error) {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		text, _, err := transform.Bytes(utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder(), data)
		return text, "UTF-16", err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return data, "", nil
	}
	cyrillic := codePage{charmap.Windows1251, "Windows-1251", leastCyrillic, cyrillicAlone}
	if text, sure := cyrillic.read(data); sure {
		return text, cyrillic.name, nil
	}
	east := codePage{charmap.Windows1250, "Windows-1250", leastLatin, among("ąćęłńóśźżěščřžýáíéúůďťňľĺŕôäöüßőű")}
	west := codePage{charmap.Windows1252, "Windows-1252", leastLatin, among("äöüßéèêëàâçîïôûùœæñáíóúåøãõ¿¡ìò")}
	eastern, isEastern := east.read(data)
	western, isWestern := west.read(data)
	switch {
	case isEastern && isWestern && notEastern.Match(eastern):
		return western, west.name, nil
	case isEastern && isWestern && !bytes.Equal(eastern, western) && !hungarian(string(eastern), string(western)):
		return nil, "", errEncoding
	case isEastern:
		return eastern, east.name, nil
	case isWestern:
		return western, west.name, nil
	}
	return nil, "", errEncoding
}

// notEastern is what western texts look like in Windows-1250, and eastern ones hardly ever, where no other of their letters tells them.
var notEastern = regexp.MustCompile(`[ŕĺŔĹ]|ż\p{Lu}`)

// inPortuguese is how Portuguese words with õ look in Windows-1250.
var inPortuguese = regexp.MustCompile(`őe[sm]?(?:\P{L}|$)`)

// hungarian tells whether a text is Hungarian that differs by its long vowels from what it is in Windows-1252: Portuguese has õ, and
// French û, and neither has the other letters.
func hungarian(eastern, western string) bool {
	long := strings.NewReplacer("õ", "ő", "û", "ű", "Õ", "Ő", "Û", "Ű")
	return long.Replace(western) == eastern && strings.ContainsAny(eastern, "áíóú") && !inPortuguese.MatchString(eastern)
}

// codePage is how the Windows of some countries writes.
type codePage struct {
	*charmap.Charmap
	name  string
	least int // letters beyond ASCII that it takes to be sure
	like  func(text string) bool
}

const (
	leastCyrillic = 8
	leastLatin    = 2
)

// read is a text in this encoding, and whether it can hardly be in another.
func (p codePage) read(data []byte) (text []byte, sure bool) {
	text, err := p.NewDecoder().Bytes(data)
	return text, err == nil && p.sure(data, string(text))
}

// sure tells that a text can hardly be in another encoding.
func (p codePage) sure(data []byte, text string) bool {
	beyond := 0
	for _, b := range data {
		if b >= utf8.RuneSelf {
			beyond++
		}
	}
	return beyond >= p.least && !strings.ContainsRune(text, utf8.RuneError) && p.like(text)
}

// typographic are signs beyond ASCII that texts of every language have.
const typographic = "«»„“”‚‘’–—…№°·•§©®™€±×\u00a0"

// cyrillicAlone tells that what is beyond ASCII makes Cyrillic words, mostly in lower case, and none that are half Latin.
func cyrillicAlone(text string) bool {
	words, mixed, lower, letters := 0, 0, 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		latin, cyrillic := false, false
		for _, r := range word {
			latin = latin || r < utf8.RuneSelf
			if r >= utf8.RuneSelf {
				letters++
				if !unicode.Is(unicode.Cyrillic, r) {
					return false
				}
				cyrillic = true
				if unicode.IsLower(r) {
					lower++
				}
			}
		}
		if cyrillic {
			words++
			if latin {
				mixed++
			}
		}
	}
	others := strings.ContainsFunc(text, func(r rune) bool {
		return r >= utf8.RuneSelf && !unicode.IsLetter(r) && !strings.ContainsRune(typographic, r)
	})
	return !others && mixed*20 <= words && lower*2 >= letters
}

// among tells that what is beyond ASCII are some letters and usual signs.
func among(letters string) func(text string) bool {
	return func(text string) bool {
		return !strings.ContainsFunc(text, func(r rune) bool {
			return r >= utf8.RuneSelf && !strings.ContainsRune(letters, unicode.ToLower(r)) && !strings.ContainsRune(typographic, r)
		})
	}
}
