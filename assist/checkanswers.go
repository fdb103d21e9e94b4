package assist

import (
	"slices"
	"strings"
)

// answering gives a reply that speaks of what was asked without naming it ("no, it is not free", "yes") the words of the
// question. asked are the questions; of several nobody knows which one is meant.
func answering(list []assertion, asked, lang string) []assertion {
	var questions []string
	for _, s := range partsOf(asked) {
		if strings.HasSuffix(s, "?") || questionFirst.MatchString(simple(s)) {
			questions = append(questions, s)
		}
	}
	if len(questions) != 1 {
		return list
	}
	about := slices.DeleteFunc(stancesOf(questions[0], lang), func(s stance) bool { return len(s.words) == 0 || s.supposed || s.borrowed })
	if len(about) != 1 || about[0].denied {
		return list
	}
	for i := range list {
		a := &list[i]
		if slices.ContainsFunc(a.stances, func(s stance) bool { return len(s.words) > 0 }) {
			return list // from here on it speaks of something itself
		}
		for j, s := range a.stances {
			if s.point&about[0].point != 0 {
				a.stances[j].words, a.stances[j].borrowed = about[0].words, true
			}
		}
		if no, plainly := yesOrNo(a.text); i == 0 && len(a.stances) == 0 && plainly && about[0].point != 0 {
			s := about[0]
			s.denied, s.borrowed = no, true
			a.stances = []stance{s}
		}
		a.all = besides{}
		for _, s := range a.stances {
			for w := range s.words {
				a.all[w] = true
			}
		}
	}
	return list
}

// yesOrNo tells whether a sentence begins with yes or no, and with which.
func yesOrNo(sentence string) (no, plainly bool) {
	words := strings.Fields(simple(sentence))
	if len(words) == 0 {
		return false, false
	}
	return noWords[words[0]], noWords[words[0]] || yesWords[words[0]]
}
