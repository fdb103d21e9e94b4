package knowledge

import (
	"slices"
	"strings"
)

// WithoutPerson is what a customer's words ask, without who he is: the names that he introduces himself with, and telephone
// numbers, addresses and numbers of his own, with the words that only say that they come. What an order, a parcel or an
// error is numbered with stays. Bare are the numbers and addresses that were left out and of which nothing says that they
// are his own. Where nothing is left, the words are returned as they are.
func WithoutPerson(text string) (asked string, bare []string) {
	var cuts []Private
	for _, in := range introductions(text) {
		cuts = append(cuts, Private{Sort: PrivateName, Start: in.start, End: in.end})
	}
	words := wordsIn(text)
	for _, p := range FindPrivate(text) {
		start := ownLead(text, words, p.Start, cuts)
		if !isOwn(p, text, start < p.Start) || numbersThing(words, p.Start) {
			continue
		}
		if start == p.Start {
			bare = append(bare, text[p.Start:p.End])
		}
		cuts = append(cuts, Private{Sort: p.Sort, Start: start, End: p.End})
	}
	if len(cuts) == 0 {
		return text, nil
	}
	slices.SortFunc(cuts, func(a, b Private) int { return a.Start - b.Start })
	var b strings.Builder
	last := 0
	for _, c := range cuts {
		if c.Start > last {
			b.WriteString(text[last:c.Start])
		}
		b.WriteByte(' ')
		last = max(last, c.End)
	}
	b.WriteString(text[last:])
	asked = tidied(b.String())
	if !slices.ContainsFunc(Analyze(asked, ""), func(t Token) bool { return !t.Stop && !StopWord(t.Word, "") }) {
		return text, nil
	}
	return asked, bare
}

// isOwn tells whether what may identify a person does so surely enough to be left out of a question: a short number only
// where the words before say that it is one's own.
func isOwn(p Private, text string, led bool) bool {
	switch p.Sort {
	case PrivateEmail:
		return strings.Contains(text[p.Start:p.End], "@")
	case PrivatePhone:
		return led || len(OnlyDigits(text[p.Start:p.End])) >= 9
	case PrivateNumber:
		return false
	}
	return len(OnlyDigits(text[p.Start:p.End])) >= 9
}

// numbersThing tells whether the words before a number say that a thing is numbered so: "order no. 0501234567".
func numbersThing(words []spokenWord, at int) bool {
	n, _ := slices.BinarySearchFunc(words, at, func(w spokenWord, at int) int { return w.start - at })
	for _, w := range words[max(0, n-3):n] {
		if slices.ContainsFunc(introduced.orders, func(begin string) bool { return strings.HasPrefix(w.low, begin) }) {
			return true
		}
	}
	return false
}

// ownLead returns where the words begin that say that a number at a place is the speaker's own, if they are a clause of
// their own; the place itself if there are none: "my number is 050 123 45 67", but not "change my number to 050 123 45 67".
func ownLead(text string, words []spokenWord, at int, cuts []Private) int {
	n, _ := slices.BinarySearchFunc(words, at, func(w spokenWord, at int) int { return w.start - at })
	first, next, own := n, at, false
	for first > 0 && (introduced.own[words[first-1].low] || introduced.small[words[first-1].low]) && !strings.ContainsAny(text[words[first-1].end:next], ",;!?\n") {
		first--
		own = own || introduced.own[words[first].low]
		next = words[first].start
	}
	if !own {
		return at
	}
	if first > 0 {
		before := words[first-1]
		clause := strings.ContainsAny(text[before.end:next], ",.;:!?()\n–—") || introduced.joins[before.low] || slices.ContainsFunc(cuts, func(c Private) bool { return c.End == before.end })
		if !clause {
			return at
		}
	}
	return next
}

var (
	emptied = MustPattern(`[ \t\x{00A0}]*(?:[,;:–—-]+[ \t\x{00A0}]*)+([.!?:\n]|$)|[ \t\x{00A0}]+([,;:.!?])`)
	gaps    = MustPattern(`[ \t\x{00A0}]{2,}`)
)

// tidied is a text from which something was cut, without the signs that stood around it.
func tidied(text string) string {
	text = emptied.ReplaceAllString(text, "$1$2")
	text = gaps.ReplaceAllString(text, " ")
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(text), ",;:.!?–—-) "))
}
