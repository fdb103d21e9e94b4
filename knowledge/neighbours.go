package knowledge

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Russian and Ukrainian are near enough that a question in one has most of the words of an article in the other once it is put into that one word by
// word: what both have they spell otherwise, by rules, and of the common words that only one has there is a list.

// neighboursText has a line "word word = word word" for each meaning: the words of Russian, then those of Ukrainian.
//
//go:embed neighbours.txt
var neighboursText string

// Neighbour returns the language whose words are near those of a language, and which its speakers can read, or "".
func Neighbour(lang string) string {
	switch Base(lang) {
	case "ru":
		return "uk"
	case "uk":
		return "ru"
	}
	return ""
}

// neighbouring is how the words of a language are in the one next to it.
type neighbouring struct {
	words, stems map[string]string // of what is said otherwise, by the folded word or its stem
	begin, end   [][2]string       // what a word that both have begins and ends with, and what it does in the other: the first that fits
	letters      map[rune][]string // what a letter of it may be in the other, the usual first; without any it is the same
}

var neighbourings = map[string]func() *neighbouring{
	"ru": sync.OnceValue(func() *neighbouring {
		n := readNeighbours(false)
		n.begin = rulesOf("от:від под:під раз:роз рас:роз")
		n.end = rulesOf("нирование:нювання ирование:ування ировать:увати ируите:уите ируется:ується ирует:ує ирую:ую ировали:ували ировала:увала ировал:ував ировано:овано " +
			"ился:ився ался:ався ал:ав ил:ив ел:ів ться:тися ть:ти ется:ється ение:ення ание:ання ении:енні ения:ення ция:ція ции:ції ость:ість ыи:ии ая:а ое:е ые:і ие:і ую:у")
		n.letters = map[rune][]string{'ы': {"и"}, 'э': {"е"}, 'ъ': {""}, 'и': {"и", "і"}, 'е': {"е", "і", "є"}, 'о': {"о", "і"}, 'а': {"а", "о"}}
		return n
	}),
	"uk": sync.OnceValue(func() *neighbouring {
		n := readNeighbours(true)
		n.begin = rulesOf("від:от під:под роз:раз")
		n.end = rulesOf("нювання:нирование ування:ирование увати:ировать ився:ился ався:ался ав:ал ив:ил тися:ться ти:ть ється:ется ення:ение ання:ание ція:ция ції:ции ість:ость ии:ыи")
		n.letters = map[rune][]string{'і': {"и", "о", "е"}, 'є': {"е"}, 'и': {"и", "ы"}, 'о': {"о", "а"}}
		return n
	}),
}

// rulesOf reads "was:is was:is".
func rulesOf(list string) (rules [][2]string) {
	for rule := range strings.FieldsSeq(list) {
		rules = append(rules, becomes(rule))
	}
	return rules
}

// readNeighbours reads the list, for Russian words or for Ukrainian ones.
func readNeighbours(ukrainian bool) *neighbouring {
	n := &neighbouring{words: map[string]string{}, stems: map[string]string{}}
	for line := range strings.Lines(neighboursText) {
		ru, uk, ok := neighboursIn(strings.TrimPrefix(line, falseFriend))
		switch {
		case !ok:
		case ukrainian:
			n.learn(uk, ru, "uk")
		default:
			n.learn(ru, uk, "ru")
		}
	}
	return n
}

// falseFriend begins a line of which a Russian word is also a Ukrainian one that means something else.
const falseFriend = "*"

// neighboursIn are the words of a line; not ok: it says what the file is about.
func neighboursIn(line string) (ru, uk []string, ok bool) {
	russian, ukrainian, ok := strings.Cut(line, " = ")
	return strings.Fields(russian), strings.Fields(ukrainian), ok
}

// learn notes what words are in the other language: form by form, and the usual one where there is no such form.
func (n *neighbouring) learn(words, others []string, lang string) {
	for i, w := range words {
		other := others[0]
		if i < len(others) {
			other = others[i]
		}
		word, stem := stemmed(w, lang)
		if _, had := n.words[word]; !had {
			n.words[word] = other
		}
		if _, had := n.stems[stem]; !had {
			n.stems[stem] = other
		}
	}
}

// stemmed is a word folded, and its stem. What people type for it in chats is not looked for.
func stemmed(word, lang string) (folded, stem string) {
	a := Analyzer{text: word, lang: lang}
	folded = string(a.folded(span{end: len(word)}))
	return folded, a.stem(folded)
}

// InNeighbour returns the words of a Russian text in Ukrainian, or of a Ukrainian one in Russian, as far as they are known: good to search by, not
// to be shown. The language is that of what is returned; empty: the text's has no neighbour.
func InNeighbour(text, lang string) (read, in string) {
	lang, in = Base(lang), Neighbour(lang)
	if in == "" {
		return text, ""
	}
	n := neighbourings[lang]()
	var b strings.Builder
	at := 0
	for _, t := range Analyze(text, lang) {
		other, known := n.words[t.Word]
		if t.Start < at || !known && !isCyrillic(text[t.Start:t.End]) { // the parts of a compound come after the whole
			continue
		}
		if !known {
			other = n.other(t, lang, in)
		}
		b.WriteString(text[at:t.Start])
		b.WriteString(other)
		at = t.End
	}
	return b.String() + text[at:], in
}

func isCyrillic(word string) bool {
	return !strings.ContainsFunc(word, func(c rune) bool { return !unicode.Is(unicode.Cyrillic, c) })
}

const (
	mostSpellings = 96  // of a word that are tried
	sameMeaning   = 0.3 // cosine of two words' points from which they may be one
)

// other is a word in the other language: as the list has it, or spelt in the first way of which that is known to have a word, which means about the
// same, or in the usual one.
func (n *neighbouring) other(t Token, lang, in string) string {
	if other, ok := n.stems[t.Term]; ok {
		return other
	}
	meant, known := MeaningOf(t.Term, lang)
	ways := n.spellings(t.Word)
	for _, w := range append([]string{t.Word}, ways...) {
		_, stem := stemmed(w, in)
		if m, ok := MeaningOf(stem, in); ok && (!known || meant.With(m) >= sameMeaning) {
			return w
		}
	}
	return ways[0]
}

// spellings are those that a folded word may have in the other language, the usual one first.
func (n *neighbouring) spellings(word string) []string {
	begin, end := "", ""
	for _, rule := range n.begin {
		if rest, ok := strings.CutPrefix(word, rule[0]); ok && utf8.RuneCountInString(rest) >= fewestShared {
			word, begin = rest, rule[1]
			break
		}
	}
	for _, rule := range n.end {
		if rest, ok := strings.CutSuffix(word, rule[0]); ok && utf8.RuneCountInString(rest) >= fewestShared {
			word, end = rest, rule[1]
			break
		}
	}
	ways := []string{begin}
	for _, r := range word {
		letters, ok := n.letters[r]
		if !ok {
			letters = []string{string(r)}
		}
		if len(ways)*len(letters) > mostSpellings {
			letters = letters[:1]
		}
		longer := make([]string, 0, len(ways)*len(letters))
		for _, l := range letters {
			for _, w := range ways {
				longer = append(longer, w+l)
			}
		}
		ways = longer
	}
	for i := range ways {
		ways[i] += end
	}
	return ways
}

// inUkrainian are the Russian words that people mix into Ukrainian, by how they sound.
var inUkrainian = sync.OnceValue(func() *neighbouring {
	n := &neighbouring{words: map[string]string{}, stems: map[string]string{}}
	for line := range strings.Lines(neighboursText) {
		ru, uk, ok := neighboursIn(line)
		if !ok || strings.HasPrefix(line, falseFriend) {
			continue
		}
		for i := range ru {
			ru[i] = sounding(ru[i])
		}
		n.learn(ru, uk, "ru")
	}
	return n
})

// soundsLike writes the letters that the two languages have for about the same sound as one.
var soundsLike = strings.NewReplacer("і", "и", "ї", "и", "й", "и", "ы", "и", "є", "е", "э", "е", "ё", "е", "ґ", "г", "ь", "", "ъ", "", "'", "")

func sounding(word string) string { return soundsLike.Replace(word) }

const (
	leastMixed     = 4 // letters of a word that may be the other language's; of so few the sound alone is no sign: "біль" is no "был"
	leastMixedStem = 5 // letters of its stem, where the form is not in the list: shorter ones are those of other words, too
)

// unmixed is a Russian word that stands in Ukrainian, folded, as Ukrainian has it: "помилка" of "ошибка". Words that Ukrainian is known to have stay.
func unmixed(folded string) (string, bool) {
	sounds := sounding(folded)
	if n := utf8.RuneCountInString(folded); n < leastMixed || n == leastMixed && sounds != folded || !isCyrillic(folded) {
		return "", false
	}
	if own := (Token{Term: cut(folded), Stop: isStop(folded, "uk")}); own.familiar("uk") {
		return "", false
	}
	other, ok := heardAs(sounds)
	if !ok && strings.Contains(folded, "і") { // "отмінить" is "отменить", too
		other, ok = heardAs(sounding(strings.ReplaceAll(folded, "і", "е")))
	}
	return other, ok
}

// heardAs is what Ukrainian has for a Russian word, by its sound.
func heardAs(sounds string) (string, bool) {
	n := inUkrainian()
	word, stem := stemmed(sounds, "ru")
	other, ok := n.words[word]
	if !ok && utf8.RuneCountInString(stem) >= leastMixedStem {
		other, ok = n.stems[stem]
	}
	return other, ok
}
