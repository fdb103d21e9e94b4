package knowledge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Meant is a text as it was meant that stands in the letters of another alphabet: Ukrainian or Russian in Latin letters ("skilky
// koshtuye"), where lang tells that one of the two is spoken, or what was typed while the keyboard was set to another alphabet
// ("crskmrb rjinet", "руддщ"), all of it or a part. Other texts, and those of which that is not sure, are returned as they are.
func Meant(text, lang string) string {
	if read := meantAsAWhole(text, lang); read != text {
		return read
	}
	return meantInPart(text, lang)
}

func meantAsAWhole(text, lang string) string {
	words, alphabet := sampleWords(text)
	fields := strings.Fields(text)
	first := fields[:min(len(fields), heard)]
	own := familiar(typedIn(first, alphabet), Base(lang))
	for _, other := range alphabets[alphabet].languages {
		if own < mostly {
			own = max(own, familiar(typedIn(first, alphabet), other))
		}
	}
	if len(words) == 0 || own >= mostly || wholly(typedIn(first, alphabet), "en") {
		return text
	}
	var meant *layout
	best, letters := max(mostly, own+surer), 0.0
	asItStands := slices.ContainsFunc(alphabets[alphabet].languages, func(own string) bool { return wholly(typedIn(first, alphabet), own) })
	for i := range layouts {
		l := &layouts[i]
		if l.from != alphabet || asItStands {
			continue
		}
		typed, changed, whole := l.retype(first)
		for _, other := range l.languages {
			f, say := familiar(changed, other), lettersSay(typed, other)
			if !whole {
				f -= halting
			}
			if byChance(first, alphabet, changed, other) {
				continue
			}
			if f > best || f == best && (meant == nil || say > letters) {
				best, letters, meant = f, say, l
			}
		}
	}
	if meant != nil {
		typed, _, _ := meant.retype(fields)
		return typed
	}
	if base := Base(lang); alphabet == latin && (base == "uk" || base == "ru") {
		words = words[:min(len(words), heard)]
		if s := spelledIn(words, slices.Max(profiles()[latin].speaks(words))); s != nil {
			return s.inCyrillic(fields)
		}
	}
	return text
}

// byChance tells whether no more than one short word of a text is one in other letters, and the letters in which it stands are those of a
// language: "філії" is "asks]" on another keyboard. What "руддщ" has are of none.
func byChance(fields []string, alphabet int, changed []string, lang string) bool {
	known, longest, text := 0, 0, strings.Join(changed, " ")
	for _, t := range Analyze(text, lang) {
		if n := utf8.RuneCountInString(text[t.Start:t.End]); n >= aWord && t.familiar(lang) {
			known, longest = known+1, max(longest, n)
		}
	}
	return known < aRun && longest < byItself && slices.ContainsFunc(alphabets[alphabet].languages, func(own string) bool {
		return lettersSay(strings.Join(typedIn(fields, alphabet), " "), own) > ofNone
	})
}

// lettersSay is what the letters of a text speak for a language of its alphabet.
func lettersSay(text, lang string) float64 {
	words, alphabet := sampleWords(text)
	p := profiles()[alphabet]
	if at := slices.Index(p.languages, lang); at >= 0 {
		return p.speaks(words)[at]
	}
	return 0
}

const (
	heard     = 40  // words at the beginning of a text that tell what was meant
	mostly    = 0.5 // share of a text's words that are known, from which it is in a language
	surer     = 0.3 // how much larger the share has to be in other letters
	halting   = 0.1 // what it loses where a letter is on no key
	aWord     = 3   // letters of a word that is looked at
	aLongWord = 4   // of one that tells something by itself
	byItself  = 6   // of one that is meant though it stands in the letters of a language
	ofNone    = 2.0 // what letters say at most for a language that they are not of
)

// familiar is the share of words that a language is known to have; 0 if none of them is long.
func familiar(fields []string, lang string) float64 {
	words, known, long := 0, 0, false
	for _, t := range Analyze(strings.Join(fields, " "), lang) {
		n := utf8.RuneCountInString(t.Word)
		if n < aWord {
			continue
		}
		words++
		if t.familiar(lang) {
			known++
			long = long || n >= aLongWord
		}
	}
	if !long {
		return 0
	}
	return float64(known) / float64(words)
}

// wholly tells whether a language is known to have each of some words, short as they may be: "one of us".
func wholly(fields []string, lang string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return !anyHas([]string{lang}, f) })
}

// familiar tells whether a language is known to have a word.
func (t Token) familiar(lang string) bool {
	table, ok := senses[lang]
	if !ok {
		return false
	}
	_, ok = table().places[t.Term]
	return ok || t.Stop
}

// alphabets are what is known of those that Language tells apart.
var alphabets = [...]struct {
	table     *unicode.RangeTable
	languages []string
}{latin: {unicode.Latin, []string{"en", "pl", "de"}}, cyrillic: {unicode.Cyrillic, []string{"uk", "ru"}}}

// typedIn are the words of a text that are in an alphabet: no numbers, codes and addresses.
func typedIn(fields []string, alphabet int) (list []string) {
	for _, f := range fields {
		if inAlphabet(f, alphabet) {
			list = append(list, f)
		}
	}
	return list
}

func inAlphabet(field string, alphabet int) bool {
	return strings.ContainsFunc(field, unicode.IsLetter) && !strings.ContainsAny(field, "0123456789@") &&
		!strings.ContainsFunc(field, func(c rune) bool { return unicode.IsLetter(c) && !unicode.Is(alphabets[alphabet].table, c) })
}

// inCyrillic writes the Latin words of a text in the letters of the language, but those that English has and it has not.
func (s *spelling) inCyrillic(fields []string) string {
	lang := profiles()[cyrillic].languages[s.column]
	out := slices.Clone(fields)
	for i, f := range fields {
		if !inAlphabet(f, latin) {
			continue
		}
		start, end := strings.IndexFunc(f, unicode.IsLetter), strings.LastIndexFunc(f, unicode.IsLetter)
		_, size := utf8.DecodeRuneInString(f[end:])
		word := strings.ToLower(strings.Map(oneApostrophe, f[start:end+size]))
		written := strings.Trim(s.cyrillicOf("_"+word+"_"), "_")
		if written == "" || anyHas([]string{"en"}, word) && !anyHas([]string{lang}, written) {
			continue
		}
		out[i] = f[:start] + written + f[end+size:]
	}
	return strings.Join(out, " ")
}

// anyHas tells whether one of some languages is known to have a word, and all of its parts if it has some.
func anyHas(languages []string, word string) bool {
	return slices.ContainsFunc(languages, func(lang string) bool {
		parts := Analyze(word, lang)
		return len(parts) > 0 && !slices.ContainsFunc(parts, func(t Token) bool { return !t.familiar(lang) })
	})
}

// layout is what is typed with a keyboard set to one alphabet that was meant in another.
type layout struct {
	from      int
	languages []string // that may have been meant
	keys      map[rune]rune
}

// The keys of a keyboard in the order of its rows, and the signs that stand elsewhere, as they write with it set to English,
// Ukrainian and Russian.
const (
	keysEnglish   = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./?&"
	keysUkrainian = "'йцукенгшщзхїфівапролджєячсмитьбю.,?"
	keysRussian   = "ёйцукенгшщзхъфывапролджэячсмитьбю.,?"
)

var layouts = [...]layout{
	{latin, []string{"uk"}, keysOf(keysEnglish, keysUkrainian)}, {latin, []string{"ru"}, keysOf(keysEnglish, keysRussian)},
	{cyrillic, []string{"en", "pl"}, keysOf(keysUkrainian, keysEnglish)}, {cyrillic, []string{"en", "pl"}, keysOf(keysRussian, keysEnglish)},
}

func keysOf(from, to string) map[rune]rune {
	keys, letters := map[rune]rune{}, []rune(to)
	for i, c := range []rune(from) {
		keys[c] = letters[i]
	}
	return keys
}

// retype is a text with the words of the alphabet as the keys write them in the other one, and those words alone. A word of which
// a letter is on no key stays, which is not the whole, and so does a name that is a word as it is, and none in the other letters. Codes have Latin letters.
func (l *layout) retype(fields []string) (text string, changed []string, whole bool) {
	out := slices.Clone(fields)
	whole = true
	for i, f := range fields {
		code := l.from == cyrillic && strings.ContainsFunc(f, unicode.IsDigit)
		if !code && !inAlphabet(f, l.from) {
			continue
		}
		typed, ok := l.word(f)
		if !code && utf8.RuneCountInString(f) >= aWord && anyHas(alphabets[l.from].languages, f) && !anyHas(l.languages, typed) {
			continue
		}
		if whole = whole && ok; ok {
			out[i] = typed
		}
		if !code {
			changed = append(changed, out[i])
		}
	}
	return strings.Join(out, " "), changed, whole
}

// word is one as the keys write it, and whether all of its letters are on a key, the first one not on that of a mark.
func (l *layout) word(word string) (typed string, all bool) {
	all = true
	typed = strings.Map(func(c rune) rune {
		lower := unicode.ToLower(c)
		to, ok := l.keys[lower]
		switch {
		case !ok:
			all = all && !unicode.IsLetter(c)
			return c
		case lower != c:
			return unicode.ToUpper(to)
		}
		return to
	}, word)
	if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) {
		first, _ = utf8.DecodeRuneInString(typed)
		all = all && unicode.IsLetter(first)
	}
	return typed, all
}
