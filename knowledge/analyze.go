package knowledge

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
)

// Token is one term of a text.
type Token struct {
	Term       string // folded and stemmed: what is indexed and compared
	Word       string // folded, not stemmed
	Start, End int    // bytes of the text that it stands for
	Stop       bool   // a stop word of the language: says little about the subject
}

// maxTerm bounds one term in bytes; what is longer is noise or an attack.
const maxTerm = 64

// Analyze returns the terms of a text in its language (a BCP 47 tag; "" if unknown), in order of Start.
//
// Words are folded (case, accents, apostrophes, й and и, ё and е) and stemmed; what people type for others in chats counts
// as those. Numbers, codes and e-mail addresses stay whole and come in parts as well, so that "E-104" is found as "E-104",
// "e104" and "104". Writing without spaces (Chinese, Japanese) comes as pairs of characters. Invalid UTF-8 separates words.
func Analyze(text, lang string) []Token {
	a := analyzers.Get().(*Analyzer)
	defer analyzers.Put(a)
	return slices.Clone(a.Analyze(text, lang))
}

// analyzers know the words of the texts before.
var analyzers = sync.Pool{New: func() any { return new(Analyzer) }}

// mostWords is how many words an Analyzer knows at most.
const mostWords = 1 << 13

// Analyzer analyzes one text after the other in the same room, and a word that comes again and again once. It is for one
// goroutine at a time.
type Analyzer struct {
	text, lang string
	tokens     []Token
	low, fold  []byte            // scratch
	parts      []span            // scratch
	env        *snowballstem.Env // scratch of the stemmers
	words      map[string]Token  // by language and word as it is written, where it stands left out
	key        []byte            // scratch
}

// Analyze returns what the function of that name does. It is good until the next text.
func (a *Analyzer) Analyze(text, lang string) []Token {
	if a.words == nil || len(a.words) >= mostWords {
		a.words = make(map[string]Token)
	}
	a.tokens = a.tokens[:0]
	a.text, a.lang = text, Base(lang)
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !wordRune(r, size) {
			pos += size
			continue
		}
		pos = a.chunk(pos)
	}
	a.text = ""
	return a.tokens
}

// Base returns the primary subtag of a language tag in lower case: "de" of "de-AT".
func Base(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(base)
}

func wordRune(r rune, size int) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	if r >= 'Ѐ' && r <= 'ҁ' { // Cyrillic letters, which tables tell more slowly
		return true
	}
	return (r != utf8.RuneError || size > 1) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}

// power tells whether a character makes an area or a volume of a length; behind other words it is the number of a note.
func power(r rune) bool { return r == '²' || r == '³' }

// raised are the lengths before it, which people type as m2 and m3 as well.
var raised = strings.Fields("m km dm cm mm M м км дм см мм М")

// joint says how a character between two word characters joins them.
type joint int

const (
	none  joint = iota // not inside a word at all
	drop               // an apostrophe: the word goes on without it
	keep               // the point of 3.5, the colon of 18:00: part of the number
	soft               // a hyphen: parts of one compound
	hard               // ends a word, but an e-mail address may go on
	atJnt              // the @ of an address
)

func jointOf(r, before, after rune) joint {
	digits := unicode.IsDigit(before) && unicode.IsDigit(after)
	switch r {
	case '\'', '’', 'ʼ', '‘', '`', '´':
		return drop
	case '-', '‑', '_':
		return soft
	case '/':
		if unicode.IsDigit(before) || unicode.IsDigit(after) {
			return soft
		}
	case '.':
		if digits {
			return keep
		}
		return hard
	case ',', ':':
		if digits {
			return keep
		}
	case '@':
		return atJnt
	}
	return none
}

// chunk reads the run of word characters and joints that begins at start and returns where it ends.
func (a *Analyzer) chunk(start int) int {
	var at, dotAfterAt bool
	parts := a.parts[:0]
	part, before := start, rune(0)
	pos := start
	for pos < len(a.text) {
		r, size := utf8.DecodeRuneInString(a.text[pos:])
		if wordRune(r, size) || power(r) && slices.Contains(raised, strings.TrimLeftFunc(a.text[part:pos], unicode.IsDigit)) {
			before, pos = r, pos+size
			continue
		}
		after, afterSize := utf8.DecodeRuneInString(a.text[pos+size:])
		if !wordRune(after, afterSize) {
			break
		}
		j := jointOf(r, before, after)
		if j == none || j == atJnt && at {
			break
		}
		at, dotAfterAt = at || j == atJnt, dotAfterAt || at && j == hard
		if j == soft || j == hard || j == atJnt {
			parts = append(parts, span{part, pos, j})
			part = pos + size
		}
		pos += size
	}
	parts = append(parts, span{part, pos, hard})
	a.parts = parts
	if at && dotAfterAt {
		address := clip(strings.ToLower(a.text[start:pos]))
		a.tokens = append(a.tokens, Token{Term: address, Word: address, Start: start, End: pos})
	}
	for first, i := 0, 0; i < len(parts); i++ {
		if parts[i].joint == soft {
			continue
		}
		a.compound(parts[first : i+1])
		first = i + 1
	}
	return pos
}

// span is a part of a chunk and the joint after it.
type span struct {
	start, end int
	joint      joint
}

// compound adds parts joined by hyphens: each by itself, and as one term where people write it as one.
func (a *Analyzer) compound(parts []span) {
	start, end := parts[0].start, parts[len(parts)-1].end
	if len(parts) > 1 && a.joins(parts) {
		var whole strings.Builder
		for _, p := range parts {
			whole.Write(a.folded(p))
		}
		word := clip(codeInLatin(whole.String()))
		a.tokens = append(a.tokens, Token{Term: word, Word: word, Start: start, End: end})
	}
	for _, p := range parts {
		a.word(p)
	}
}

// joins reports whether a compound is also written as one word: codes (E-104) and short ones (Wi-Fi, e-mail).
func (a *Analyzer) joins(parts []span) bool {
	if strings.ContainsFunc(a.text[parts[0].start:parts[len(parts)-1].end], unicode.IsDigit) {
		return true
	}
	return len(parts) == 2 && min(utf8.RuneCountInString(a.text[parts[0].start:parts[0].end]),
		utf8.RuneCountInString(a.text[parts[1].start:parts[1].end])) <= 3
}

// word adds one part, or the pairs of characters of a part written without spaces.
func (a *Analyzer) word(p span) {
	if t, ok := a.known(p); ok {
		t.Start, t.End = p.start, p.end
		a.tokens = append(a.tokens, t)
		return
	}
	run := p.start
	for pos, r := range a.text[p.start:p.end] {
		if !ideograph(r) {
			continue
		}
		at := p.start + pos
		if at < run {
			continue
		}
		a.plain(span{start: run, end: at})
		run = a.pairs(at, p.end)
	}
	a.plain(span{start: run, end: p.end})
}

func ideograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// pairs adds the pairs of the ideographs from start on and returns where they end.
func (a *Analyzer) pairs(start, end int) int {
	last, pos, n := start, start, 0
	for pos < end {
		r, size := utf8.DecodeRuneInString(a.text[pos:])
		if !ideograph(r) {
			break
		}
		if n++; n > 1 {
			a.add(last, pos+size, a.text[last:pos+size])
		}
		last, pos = pos, pos+size
	}
	if n == 1 {
		a.add(start, pos, a.text[start:pos])
	}
	return pos
}

func (a *Analyzer) add(start, end int, word string) {
	a.tokens = append(a.tokens, Token{Term: word, Word: word, Start: start, End: end})
}

func (a *Analyzer) plain(p span) {
	if p.start >= p.end {
		return
	}
	folded := a.folded(p)
	if len(folded) == 0 {
		return
	}
	t := a.term(folded)
	if key := a.keyOf(p); len(a.words) < mostWords && len(key) <= 2*maxTerm {
		a.words[string(key)] = t
	}
	t.Start, t.End = p.start, p.end
	a.tokens = append(a.tokens, t)
}

// known is the term of a word that was there before, written alike.
func (a *Analyzer) known(p span) (Token, bool) {
	t, ok := a.words[string(a.keyOf(p))]
	return t, ok
}

func (a *Analyzer) keyOf(p span) []byte {
	a.key = append(append(append(a.key[:0], a.lang...), ' '), a.text[p.start:p.end]...)
	return a.key
}

func (a *Analyzer) term(folded []byte) Token {
	folded = a.written(folded)
	word := clip(codeInLatin(string(folded)))
	term := word
	if len(word) == len(folded) && !strings.ContainsFunc(word, unicode.IsDigit) {
		term = a.stem(word)
	}
	return Token{Term: term, Word: word, Stop: isStop(word, a.lang)}
}

// clip cuts a term to maxTerm bytes at a rune boundary.
func clip(term string) string {
	if len(term) <= maxTerm {
		return term
	}
	end := maxTerm
	for !utf8.RuneStart(term[end]) {
		end--
	}
	return term[:end]
}
