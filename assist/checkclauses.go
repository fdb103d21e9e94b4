package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

var (
	clauseEnd = knowledge.MustPattern(`[,;|]|\s(?:and|or|but|while|und|oder|aber|i|oraz|lub|ale|a|і|й|та|або|але|и|или|но|а)\s`)
	aside     = knowledge.MustPattern(`\([^()]*\)`)
)

// clauseOf is the part of a sentence that a claim stands in: in the brackets that it is in, else as if there were none.
func clauseOf(s string, c Claim, claims []Claim) (from, until int) {
	for _, at := range aside.FindAllStringIndex(s, -1) {
		if at[0] < c.Start && c.End <= at[1] {
			return at[0], at[1]
		}
	}
	ends := clauseEnd.FindAllStringIndex(s, -1)
	ends = slices.DeleteFunc(ends, func(at []int) bool {
		open := strings.LastIndexByte(s[:at[0]], '(')
		return open >= 0 && !strings.Contains(s[open:at[0]], ")")
	})
	return part(s, c, ends, claims)
}

// part is the part of a sentence that a claim stands in, between two of its ends that are in no claim themselves.
func part(s string, c Claim, ends [][]int, claims []Claim) (from, until int) {
	until = len(s)
	for _, at := range ends {
		switch {
		case slices.ContainsFunc(claims, func(o Claim) bool { return at[0] < o.End && o.Start < at[1] }):
		case at[1] <= c.Start:
			from = at[1]
		case at[0] >= c.End:
			return from, at[0]
		}
	}
	return from, until
}

// aboutOf are the words of a text that say what it is about, folded and stemmed.
func aboutOf(text, lang string) map[string]bool {
	return setOfWords(saidIn(text, lang), 0, len(text), nil)
}

// saidWord is a word that says something, and where it stands.
type saidWord struct {
	stem       string
	start, end int
}

func saidIn(text, lang string) []saidWord {
	var out []saidWord
	for _, t := range knowledge.Analyze(text, lang) {
		if !t.Stop && !slices.Contains(carried, t.Word) && !slices.Contains(unsaid, t.Word) {
			out = append(out, saidWord{stemOf(t.Term), t.Start, t.End})
		}
	}
	return out
}

// setOfWords are the words of a part of a text that are in no claim.
func setOfWords(said []saidWord, from, until int, claims []Claim) map[string]bool {
	out := map[string]bool{}
	for _, w := range said {
		inside := slices.ContainsFunc(claims, func(c Claim) bool { return w.start < c.End && c.Start < w.end })
		if !inside && w.start >= from && w.end <= until {
			out[w.stem] = true
		}
	}
	return out
}

// stemOf cuts the endings that Slavic stems still have where words are short: Одеса, в Одесі.
func stemOf(term string) string {
	r := []rune(term)
	if len(r) < 5 || r[0] < 'а' {
		return term
	}
	return string(r[:4+len(r)/7])
}
