package assist

import (
	"slices"
	"strings"
)

// figuresStand tells whether everything in a text that is right or wrong to the sign stands in what it quotes: in the quote's places in
// the passage, or beside them where the quote itself says nothing of the kind. The price of another row is none of this one's.
func figuresStand(text, passage string, quoted, beside [][2]int) bool {
	said := Claims(text)
	if len(said) == 0 {
		return true
	}
	all := passageClaims(passage)
	own, others := within(all, widened(quoted, passage)), within(all, widened(beside, passage))
	return !slices.ContainsFunc(said, func(c Claim) bool {
		if c.unsaidIn(all) || c.standsIn(own) {
			return false
		}
		return slices.ContainsFunc(own, c.comparable) || !c.standsIn(others)
	})
}

// within are the claims that stand in one of some places, at least in part.
func within(claims []Claim, places [][2]int) []Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c Claim) bool {
		return !slices.ContainsFunc(places, func(p [2]int) bool { return c.Start < p[1] && p[0] < c.End })
	})
}

// placesOf are where a passage has the words of a quote, in bytes.
func placesOf(quote, passage string) (places [][2]int) {
	words, there := wholeWords(quote), wholeWords(passage)
	if len(words) == 0 {
		return nil
	}
	for i := range there[:max(0, len(there)-len(words)+1)] {
		last := i
		for last < i+len(words) && there[last].Word == words[last-i].Word {
			last++
		}
		if last == i+len(words) {
			places = append(places, [2]int{there[i].Start, there[last-1].End})
		}
	}
	return places
}

// widened are places with the whole of the rows of tables that they touch, and the heads of those, and with the whole sentence of a
// list's item: such a field is quoted without what it is said of.
func widened(places [][2]int, passage string) [][2]int {
	out := slices.Clone(places)
	var t table
	header, from := [2]int{}, 0
	for line := range strings.Lines(unwrapped(passage)) {
		until := from + len(line)
		row := t.next(line)
		if t.inside && !row {
			header = [2]int{from, until}
		}
		for _, p := range places {
			switch {
			case p[0] >= until || p[1] <= from:
			case t.inside:
				out = append(out, [2]int{from, until}, header)
			case itemBegins.MatchString(strings.TrimSpace(line)):
				out = append(out, sentencesAt(line, from, p)...)
			}
		}
		from = until
	}
	return out
}

// wholeSentences are the sentences of a passage that some places touch.
func wholeSentences(passage string, places [][2]int) string {
	var out []string
	from := 0
	for line := range strings.Lines(unwrapped(passage)) {
		for _, p := range places {
			if p[0] < from+len(line) && from < p[1] {
				for _, s := range sentencesAt(line, from, p) {
					out = append(out, passage[s[0]:min(s[1], len(passage))])
				}
			}
		}
		from += len(line)
	}
	return strings.Join(out, "\n")
}

// sentencesAt are the sentences of a line that a place touches.
func sentencesAt(line string, from int, place [2]int) (out [][2]int) {
	at := 0
	for _, s := range sentences(line) {
		at += max(strings.Index(line[at:], s), 0)
		if one := [2]int{from + at, from + at + len(s)}; place[0] < one[1] && one[0] < place[1] {
			out = append(out, one)
		}
		at += len(s)
	}
	return out
}
