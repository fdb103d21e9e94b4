package knowledge

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A passage is small, so that a match says where; a list may be long. Half of the steps is no instruction, and what announces a list is no
// answer: who is to read them is given the list whole.

// WholePassages are the passages of a Markdown body as they are quoted: those that a list or a table goes on in are one, be there notes
// between its steps, and so are a list and the paragraph right before it.
func WholePassages(body string) []Passage {
	body, notes := maskNotes(maskStruck(WithoutTags(body)))
	all := blocks(body)
	return valid(untorn(body, all, packed(body, all)), notes)
}

// Whole is a hit of an article with a body, with the whole passage that its own is a part of.
func (h Hit) Whole(body string) Hit {
	for _, p := range WholePassages(body) {
		at := strings.Index(p.Text, h.Passage)
		if at < 0 || h.Passage == "" || p.Heading != h.Heading {
			continue
		}
		h.Passage, h.Marks = p.Text, slices.Clone(h.Marks)
		for i, m := range h.Marks {
			h.Marks[i] = [2]int{m[0] + at, m[1] + at}
		}
		return h
	}
	return h
}

const (
	mostBetween = 2    // passages between two that a list goes through, at most: a note may be as long as one
	wordsWhole  = 1000 // of a whole passage, at most: it is read by people, and by models
)

// untorn joins passages that a list of a body goes through.
func untorn(body string, all []block, passages []Passage) (out []Passage) {
	torn := false // the list goes on that was too long
	for i := 0; i < len(passages); {
		p, next := passages[i], i+1
		p.Torn = torn
		words := countWords(p.Text)
		torn = false
		for to := next; to < len(passages) && to <= next+mostBetween && besideEachOther(body, passages[to-1], passages[to]); to++ {
			through := goesOn(all, passages[next-1], passages[to])
			if through == nothing {
				continue
			}
			more := body[p.End:passages[to].End]
			if words += countWords(more); words > wordsWhole {
				torn = through == list // of a table each row tells something by itself
				p.Torn = p.Torn || torn
				break
			}
			p.End, p.Text, next = passages[to].End, p.Text+more, to+1
		}
		out, i = append(out, p), next
	}
	return out
}

// besideEachOther tells whether nothing stands between two passages.
func besideEachOther(body string, p, next Passage) bool {
	return p.Heading == next.Heading && strings.TrimSpace(body[p.End:next.Start]) == ""
}

// goesOn is what of a passage, or what it announces, goes on in a later one: a list or a table; else nothing.
func goesOn(all []block, p, later Passage) kind {
	last, first := blockAt(all, p.End-1), blockAt(all, later.Start)
	listed := first >= 0 && (all[first].kind == list || all[first].kind == table)
	switch step := lastStep(p.Text); {
	case listed && last == first, listed && announces(all, last, first):
		return all[first].kind
	case last == first && (step > 0 || typedBullet.MatchString(p.Text)), beginsTyped(later.Text) && announces(all, last, first),
		step > 0 && firstStep(later.Text) == step+1:
		return list
	}
	return nothing
}

// announces tells whether a block is a paragraph right before another one.
func announces(all []block, last, first int) bool {
	return last >= 0 && last == first-1 && all[last].kind == paragraph
}

// beginsTyped tells whether a text begins with an item that somebody typed.
func beginsTyped(text string) bool {
	at := stepNumber.FindStringIndex(text)
	bullet := typedBullet.FindStringIndex(text)
	return at != nil && at[0] == 0 || bullet != nil && bullet[0] == 0
}

// blockAt is which of some blocks a place is in; below 0: it is in none.
func blockAt(all []block, at int) int {
	i, _ := slices.BinarySearchFunc(all, at, func(b block, at int) int { return cmp.Compare(b.end, at+1) })
	if i == len(all) || all[i].start > at {
		return -1
	}
	return i
}

// stepNumber is the number that an item of a list begins with, not of one below another, or a paragraph that somebody typed as one, in en,
// uk, ru, pl and de; typedBullet is how one without a number begins.
var (
	stepNumber  = regexp.MustCompile(`(?im)^ {0,3}(?:\*\*)?(?:(?:step|крок|шаг|krok|schritt) )?(\d{1,3})\\?[.):](?:\*|\s)`)
	typedBullet = regexp.MustCompile(`(?m)^(?:[•▪·–—]|\\[-*+])\s`)
)

// lastStep is the number of the last numbered item of a text; 0: it has none.
func lastStep(text string) int {
	all := stepNumber.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1][1])
	return n
}

// firstStep is the number of the first one.
func firstStep(text string) int {
	first := stepNumber.FindStringSubmatch(text)
	if first == nil {
		return 0
	}
	n, _ := strconv.Atoi(first[1])
	return n
}
