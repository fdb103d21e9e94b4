package assist

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// aCode is a code or a model's number: E-104, BX500, WARM26.
var aCode = knowledge.MustPattern(`(?:^|[^\p{L}\d_/.@-])((\p{Lu}{1,8})(-?)(\d{1,4}))(?:[^\p{L}\d_/-]|$)`)

const (
	codeCovered = 0.5 // share of a sentence's words that are said of a code where it is the one that is meant
	codeWords   = 2   // and how many those are at least
	codeBehind  = 0.7 // of that share, what is said of the code that was written at most
)

// codeMark is a code as it stands in a text.
type codeMark struct {
	text, name string // name is in Latin letters
	letters    string
	shape      string // how many letters and digits
	at         int
}

// codesIn are the codes of a text, in order.
func codesIn(text string) []codeMark {
	var out []codeMark
	for from := 0; from < len(text); {
		m := aCode.FindStringSubmatchIndex(text[from:])
		if m == nil {
			break
		}
		part := func(i int) string { return text[from+m[2*i] : from+m[2*i+1]] }
		letters := latin.Replace(part(2))
		if currencies[strings.ToLower(letters)] == "" {
			out = append(out, codeMark{text: part(1), name: letters + part(3) + part(4), letters: letters, at: from + m[2],
				shape: strings.Repeat("A", utf8.RuneCountInString(letters)) + part(3) + strings.Repeat("0", len(part(4)))})
		}
		from += m[3]
	}
	return out
}

// digits are those behind the letters.
func (c codeMark) digits() string {
	return strings.TrimPrefix(strings.TrimPrefix(c.name, c.letters), "-")
}

// latin are the Cyrillic letters that look like Latin ones.
var latin = strings.NewReplacer("А", "A", "В", "B", "Е", "E", "І", "I", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "Х", "X")

// like tells whether one of two codes is easily written for the other one.
func (c codeMark) like(o codeMark) bool { return c.letters == o.letters || c.shape == o.shape }

// codeSaid is what is said of a code.
type codeSaid struct {
	codeMark
	says  string
	about map[string]bool
}

// codedIn finds what a passage says of codes: the sentences and rows that have one alone, or all if its heading has one.
func codedIn(text, heading, lang string) []codeSaid {
	if over := codesIn(heading); len(over) == 1 {
		return []codeSaid{{over[0], heading, aboutCode(heading+"\n"+text, lang)}}
	}
	var out []codeSaid
	for line := range strings.Lines(text) {
		for _, s := range sentences(line) {
			all := codesIn(s)
			if len(all) == 0 {
				continue
			}
			if alone(all) {
				out = append(out, codeSaid{all[0], s, aboutCode(s, lang)})
				continue
			}
			for _, part := range clauseEnd.Split(s, -1) {
				if c := codesIn(part); len(c) > 0 && alone(c) {
					out = append(out, codeSaid{c[0], s, aboutCode(part, lang)})
				}
			}
		}
	}
	return out
}

// alone tells whether codes are one, perhaps named several times.
func alone(all []codeMark) bool {
	return !slices.ContainsFunc(all, func(c codeMark) bool { return c.name != all[0].name })
}

// aboutCode are the words and amounts that are said of a code. An amount says twice as much as a word.
func aboutCode(text, lang string) map[string]bool {
	claims := Claims(text)
	about := setOfWords(saidIn(text, lang), 0, len(text), claims)
	for _, c := range claims {
		if c.Sort == ClaimPrice || c.Sort == ClaimNumber && c.unit != "" {
			about[c.Value], about["= "+c.Value] = true, true
		}
	}
	for _, c := range codesIn(text) {
		for w := range aboutOf(c.text, lang) {
			delete(about, w)
		}
	}
	return about
}

// miscoded finds the codes of a text of which the sources say nothing like it, while they say it of another code. What the
// customer named is his.
func (c comparison) miscoded(text, lang string) []Dispute {
	mine := codesIn(text)
	if len(mine) == 0 {
		return nil
	}
	theirs := codesIn(strings.Join(c.given, "\n"))
	var there []codeSaid
	var from []Source
	for _, s := range c.sources {
		for _, o := range c.read(s.Passage, cmp.Or(s.Lang, lang)).codes(s.Heading, cmp.Or(s.Lang, lang)) {
			there, from = append(there, o), append(from, s)
		}
	}
	var out []Dispute
	at := 0
	for _, s := range sentences(text) {
		at = max(at, strings.Index(text, s))
		for _, x := range codesIn(s) {
			same := func(o codeMark) bool { return o.name == x.name }
			if slices.ContainsFunc(theirs, same) {
				continue
			}
			about := aboutCode(s, lang)
			if len(about) < codeWords && alone(mine) {
				about = aboutCode(text, lang)
			}
			if i := x.meant(about, there, func(i int) bool {
				return (len(c.about) == 0 || c.about[from[i].Project]) && !slices.ContainsFunc(mine, func(o codeMark) bool { return o.name == there[i].name })
			}); i >= 0 {
				claim := Claim{Sort: ClaimCode, Text: x.text, Value: x.name, Start: at + x.at, End: at + x.at + len(x.text)}
				out = append(out, Dispute{Claim: claim, Says: there[i].says, Value: there[i].text, Source: from[i]})
			}
		}
	}
	return out
}

// meant is the code of which is said what a sentence says of another one; none: -1.
func (c codeMark) meant(about map[string]bool, there []codeSaid, may func(int) bool) int {
	best, found, agreed := -1, 0.0, 0.0
	for i, o := range there {
		shared := common(about, o.about)
		covers := float64(shared) / float64(max(len(about), 1))
		switch {
		case o.name == c.name:
			agreed = max(agreed, covers)
		case shared >= codeWords && covers >= codeCovered && covers > found && o.like(c) && may(i):
			best, found = i, covers
		}
	}
	if agreed > codeBehind*found {
		return -1
	}
	return best
}
