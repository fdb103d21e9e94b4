package assist

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// stepHeading is the number of a heading that is a step, in en, uk, ru, pl and de: "Step 2: the valve", "2. The valve".
var stepHeading = knowledge.MustPattern(`(?i)^\W*(?:(?:step|крок|шаг|krok|schritt)\s*(?:no\.?|№|nr\.?)?\s*(\d{1,2})(?:\D|$)|(\d{1,2})[.)]\s)`)

// stepOf is the number of the step that a passage is under the heading of; 0: of none.
func stepOf(p knowledge.Passage) int {
	found := stepHeading.FindStringSubmatch(lastOf(p))
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(found[1] + found[2])
	return n
}

// steps are the passages that make one instruction with the one that answers best, with it: steps each under a heading of its own, or those
// that stand under a heading below what announces them. None where one of them is asked for, or what a single passage tells.
func (w wanted) steps(passages []knowledge.Passage, best int) []int {
	if !w.asksHow() || w.goesOn() || w.heading(lastOf(passages[best])) > 0 && stepOf(passages[best]) > 0 || w.special(passages[best]) {
		return nil
	}
	from, to := best, best+1
	if stepOf(passages[best]) == 0 {
		if utf8.RuneCountInString(passages[best].Text) > shortLead || to == len(passages) || !strings.HasPrefix(passages[to].Heading, passages[best].Heading) || passages[to].Heading == passages[best].Heading {
			return nil
		}
		if stepOf(passages[to]) != 1 {
			if m, ok := markOf(passages[to].Text); ok && m.number == 1 {
				return []int{best, to}
			}
			return nil
		}
		to++
	}
	for from > 0 && from <= best && nextStep(passages[from-1], passages[from]) {
		from--
	}
	for to < len(passages) && nextStep(passages[to-1], passages[to]) {
		to++
	}
	if to-from < 2 {
		return nil
	}
	which := make([]int, to-from)
	for i := range which {
		which[i] = from + i
	}
	return which
}

// special tells whether a passage has a word of the question that the title has not: that is what is asked, not all of the instruction.
func (w wanted) special(p knowledge.Passage) bool {
	there := w.bagOf(p.Text)
	return slices.ContainsFunc(w.words, func(t term) bool {
		return !t.stop() && !interrogative[t.Word] && !pointless[t.Word] && w.find(w.title, t) == 0 && w.find(there, t) > 0
	})
}

// nextStep tells whether a passage goes on with the step that another one is of, or is of the next one.
func nextStep(p, next knowledge.Passage) bool {
	n := stepOf(p)
	return n > 0 && (next.Heading == p.Heading || stepOf(next) == n+1)
}

// quotedSteps are some passages that make one instruction, and what is quoted of them: the first ones, if they are too long for one reply.
func (w wanted) quotedSteps(passages []knowledge.Passage, which []int) (whole, quoted string, cut bool) {
	var all, said []string
	for n, i := range which {
		heading, text := "", passages[i].Text
		if n == 0 || passages[which[n-1]].Heading != passages[i].Heading {
			heading = w.headingShown(passages, i)
		}
		all = append(all, under(heading, text))
		if stepOf(passages[i]) == 0 {
			var short bool
			text, short = extract(text, w)
			cut = cut || short
		}
		said = append(said, under(heading, text))
	}
	whole = strings.Join(all, "\n\n")
	fits := len(said)
	for fits > 1 && utf8.RuneCountInString(strings.Join(said[:fits], "\n\n")) > mostListed+shortLead {
		fits--
	}
	if fits == len(said) {
		return whole, strings.Join(said, "\n\n"), cut
	}
	rest := restOf(w.lang, stepOf(passages[which[fits]]), stepOf(passages[slices.Max(which)]))
	return whole, strings.Join(said[:fits], "\n\n") + "\n\n" + rest, true
}
