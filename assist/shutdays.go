package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// exceptWord is of shutWord what stands before the days on which something does not hold, not behind them.
var exceptWord = knowledge.MustPattern(`(?i)except|but not|крім|кроме|außer|oprócz`)

// daysTold are the days that a text of an article tells of: those that it speaks of, or all, where it speaks of those alone on which
// something does not hold, "Closed on Mondays", "every day except Sunday".
func daysTold(text, lang string) week {
	set := daysIn(text, lang)
	if set != 0 && !slices.ContainsFunc(unitsOf(text), func(u unit) bool {
		days := daysIn(u.text, lang)
		return days != 0 && days != daysShut(u.text, lang)
	}) {
		return everyDay
	}
	return set
}

// daysShut are the days of which a sentence says that something does not hold, in the clause that says so.
func daysShut(sentence, lang string) week {
	at := shutWord.FindStringIndex(sentence)
	if at == nil {
		return 0
	}
	ahead, behind := strings.TrimRight(sentence[:at[0]], " :"), sentence[at[1]:]
	if ends := butEnd.FindAllStringIndex(ahead, -1); len(ends) > 0 {
		ahead = ahead[ends[len(ends)-1][1]:]
	}
	if end := butEnd.FindStringIndex(behind); end != nil {
		behind = behind[:end[0]]
	}
	before, after := daysIn(ahead, lang), daysIn(behind, lang)
	switch {
	case saysOpen(behind):
		return 0
	case before == 0:
		return after
	case after == 0 && !exceptWord.MatchString(sentence[at[0]:at[1]]):
		return before
	}
	return 0
}

// saysOpen tells whether something is open: "the closed yard is open on Saturdays".
func saysOpen(clause string) bool {
	for from, to := range wordsIn(clause) {
		if word := strings.ToLower(clause[from:to]); opens[word] && word != "day" && dayNamed(word) == 0 {
			return true
		}
	}
	return false
}
