package knowledge

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed language.txt
var languageText string

// profile holds what the letter groups of one alphabet say.
type profile struct {
	languages []string
	weights   map[string][maxLanguages]float32 // of a letter group, for each language; the languages not known weigh 0
}

const (
	maxLanguages  = 3    // of one alphabet
	longestSample = 8000 // bytes that are looked at
	longestWord   = 40   // letters of a word that are looked at
	longestGroup  = 3    // letters and edges
	longestWhole  = 8    // a word this long, edges counted, is a group of its own
	beyondDoubt   = 3.0  // lead in nats over the next language
)

// latin and cyrillic are the indices of profiles.
const (
	latin = iota
	cyrillic
)

var profiles = sync.OnceValue(func() [2]profile {
	var out [2]profile
	at := latin - 1
	for line := range strings.Lines(languageText) {
		fields := strings.Fields(line)
		switch {
		case fields[0] == "#":
			continue
		case fields[0] == "languages":
			at++
			out[at] = profile{languages: fields[1:], weights: map[string][maxLanguages]float32{}}
			continue
		}
		var w [maxLanguages]float32
		n := len(out[at].languages)
		for i, f := range fields[:n] {
			quarters, _ := strconv.Atoi(f) // a constant of ours
			w[i] = float32(quarters) / 4
		}
		for _, group := range fields[n:] {
			out[at].weights[group] = w
		}
	}
	return out
})

// Language tells in which language a text is written: en, uk, ru, de or pl. prior is what is known before, such as the
// conversation's language, or empty. Where the text does not say enough, or is in another language than these, the prior
// stands and sure is false. Few words outweigh it if they are of one language alone; one word never does, nor Ukrainian or
// Russian in Latin letters. Without a prior the likeliest of the five is returned even when it is not sure, and nothing if it
// is likelier another language still.
func Language(text, prior string) (lang string, sure bool) {
	words, alphabet := sampleWords(text)
	if len(words) == 0 || (len(words) == 1 && prior != "") {
		return prior, false
	}
	p := profiles()[alphabet]
	score := p.speaks(words)
	best := slices.Index(score, slices.Max(score))
	lead := score[best] // over a language that is not known
	for i, s := range score {
		if i != best {
			lead = min(lead, score[best]-s)
		}
	}
	if base := Base(prior); alphabet == latin && (base == "uk" || base == "ru") && spelledIn(words, score[best]) != nil {
		return prior, false
	}
	switch {
	case lead >= beyondDoubt, lead > 0 && len(words) > 1 && ofOne(words, p.languages[best]):
		return p.languages[best], true
	case prior != "" || score[best] < 0:
		return prior, false
	}
	return p.languages[best], false
}

// sampleWords are the words of the text's beginning in its alphabet, in lower case and between edges. Product names stand in
// Latin letters in any text, so a third of the words in Cyrillic makes the text Cyrillic.
func sampleWords(text string) (words []string, alphabet int) {
	if len(text) > longestSample {
		text = text[:longestSample]
	}
	var of [2][]string
	for w := range strings.FieldsFuncSeq(strings.ToLower(strings.ToValidUTF8(text, " ")), notInWord) {
		w = strings.Trim(strings.Map(oneApostrophe, w), "'")
		switch {
		case w == "":
		case strings.ContainsFunc(w, func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }):
			of[cyrillic] = append(of[cyrillic], "_"+strings.Map(sameLook, w)+"_")
		case strings.ContainsFunc(w, func(c rune) bool { return unicode.Is(unicode.Latin, c) }):
			of[latin] = append(of[latin], "_"+w+"_")
		}
	}
	if 2*len(of[cyrillic]) >= len(of[latin]) {
		return of[cyrillic], cyrillic
	}
	return of[latin], latin
}

func notInWord(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) && !strings.ContainsRune("'’ʼ", c)
}

func oneApostrophe(c rune) rune {
	if c == '’' || c == 'ʼ' {
		return '\''
	}
	return c
}

// sameLook mends the Latin letter that people type for the Ukrainian one.
func sameLook(c rune) rune {
	if c == 'i' {
		return 'і'
	}
	return c
}

// speaks is what the groups of words say for each language.
func (p profile) speaks(words []string) []float64 {
	score := make([]float64, len(p.languages), maxLanguages+1)
	for _, w := range words {
		p.weigh(w, score)
	}
	return score
}

// weigh adds what the groups of a word say, each once.
func (p profile) weigh(word string, score []float64) {
	ends := make([]int, 0, longestWord) // of each letter
	for i, c := range word {
		if len(ends) == longestWord {
			break
		}
		ends = append(ends, i+utf8.RuneLen(c))
	}
	seen := make([]string, 0, longestGroup*longestWord)
	add := func(group string) {
		w, ok := p.weights[group]
		if !ok || slices.Contains(seen, group) {
			return
		}
		seen = append(seen, group)
		for i := range score {
			score[i] += float64(w[i])
		}
	}
	start := 0
	for i, end := range ends {
		for n := 0; n < longestGroup && i+n < len(ends); n++ {
			add(word[start:ends[i+n]])
		}
		start = end
	}
	if len(ends) > longestGroup && len(ends) <= longestWhole {
		add(word)
	}
}
