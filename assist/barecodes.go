package assist

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// bareCode is a number that is said of an error: "error 104", "помилка номер 104", "the site shows 502". What shows a number shows
// channels or hryvnias more often than a code: that ends what is said, and has three digits.
var bareCode = knowledge.MustPattern(`(?i)(?:^|[^\p{L}\d])(?:` +
	`(?:(?:(?:error|err|code|fault)s?|помилк\p{L}*|ошибк\p{L}*|код\p{L}*|\p{L}*fehler(?:code|nummer|meldung)?|\p{L}*code|bł[aą]d\p{L}*|kod\p{L}*)` +
	`(?:[\s:#№-]+(?:error|err|code|number|no|nr|код\p{L}*|номер\p{L}*|nummer|kod\p{L}*|numer\p{L}*))*[\s:.#№-]+(\d{2,4})` +
	`|(\d{2,4})[\s-]+(?:error|помилк\p{L}*|ошибк\p{L}*|fehler|bł[aą]d))(?:$|[^\p{L}\d.,-]|[.,](?:$|\D))` +
	`|(?:shows?|showing|says?|saying|displays?|gives?|пише|показує|видає|світить|світиться|пишет|показывает|выда[её]т|горит|zeigt|steht|pokazuje|wyświetla)[\s:]+(?:(?:me|us|мені|мне|mir|mi)\s+)?(\d{3,4})` +
	`(?:\s*$|\s*[,;:!?)—–]|\.(?:$|\s)|\s+(?:and|but|on|in|at|after|when|what|why|how|since|і|й|та|але|на|у|в|після|коли|що|як|и|но|после|когда|что|как|und|aber|auf|im|nach|was|i|ale|na|w|po|co)(?:$|\s)))`)

// outscored is how far a hit with another code of these digits is behind at most that it may be meant as well.
const outscored = 0.75

// bareCodeIn finds where a number stands that is said of an error.
func bareCodeIn(text string) (from, to int, ok bool) {
	m := bareCode.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, 0, false
	}
	at := 2 + slices.IndexFunc(m[2:], func(i int) bool { return i >= 0 })
	return m[at], m[at+1], true
}

// asCode has a number that is said of an error as the code that it is short for, "error E-104" for "error 104", if the hits have
// one code alone with its digits, or the best hit with one is far ahead of those with another.
func asCode(text string, hits []knowledge.Hit) string {
	from, to, ok := bareCodeIn(text)
	if !ok {
		return text
	}
	scores := map[string]float64{}
	for _, h := range hits {
		for _, c := range codesOnHit(h) {
			if c.digits() == text[from:to] {
				scores[c.name] = max(scores[c.name], h.Score)
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(scores), func(x, y string) int { return cmp.Compare(scores[y], scores[x]) })
	if len(names) == 0 || len(names) > 1 && scores[names[1]] >= outscored*scores[names[0]] {
		return text
	}
	return text[:from] + names[0] + text[to:]
}

// codesOnHit are the codes that a hit has, of whatever it tells.
func codesOnHit(h knowledge.Hit) []codeMark {
	return codesIn(h.Title + "\n" + h.Heading + "\n" + h.Passage)
}

// tellOtherErrors tells of each hit whether it has codes, but not the number that a text says of an error.
func tellOtherErrors(text string, f found, list []evidence) {
	from, to, ok := bareCodeIn(text)
	if !ok {
		return
	}
	number := text[from:to]
	for i, h := range f.hits {
		at := slices.IndexFunc(f.asked[h.Lang].list, func(t term) bool { return t.Word == number })
		all := codesOnHit(h)
		if at >= 0 && f.pages[i].has[at] == 0 && !strings.Contains(h.Question, number) && len(all) > 0 && !slices.ContainsFunc(all, func(c codeMark) bool { return c.digits() == number }) {
			list[i].rival, list[i].coded = 1, -1
		}
	}
}
