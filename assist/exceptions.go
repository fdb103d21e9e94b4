package assist

import "strings"

const longestException = 200 // characters of a paragraph that is quoted for what it excepts

// withExceptions widens the end of a range to that of its paragraph, and to the whole of the next one where that says when something does
// not hold, or what it holds for: a rule without its exception is wrong.
func withExceptions(units []unit, from, to int) int {
	end, most := endOfBlock(units, to), maxAnswer
	if units[to-1].list {
		most = mostListed
	}
	if length(units[from:end]) > most {
		return to
	}
	if end == len(units) || units[end].list {
		return end
	}
	next := endOfBlock(units, end+1)
	if length(units[from:next]) > most || length(units[end:next]) > longestException || !excepts(units[end].text) {
		return end
	}
	return next
}

// excepts tells whether a paragraph begins with when something does not hold, or what it holds for; not where it begins with what else it
// is on, "Prams: two on each bus".
func excepts(begins string) bool {
	if at := labelEnds.FindStringIndex(begins); strings.HasSuffix(begins, ":") || strings.HasPrefix(begins, "**") || at != nil && at[0] <= longestLabel/2 {
		return false
	}
	return denies(begins) || condition.MatchString(simple(begins))
}

// beginOfBlock is where the paragraph begins that a range begins in, if that fits: there it says what it is on.
func beginOfBlock(units []unit, from, to int) int {
	begins := from
	for begins > 0 && units[begins-1].block == units[from].block {
		begins--
	}
	if length(units[begins:to]) > maxAnswer {
		return from
	}
	return begins
}

// endOfBlock is where the paragraph, list or table ends that the unit before an index belongs to.
func endOfBlock(units []unit, to int) int {
	for to < len(units) && units[to].block == units[to-1].block {
		to++
	}
	return to
}
