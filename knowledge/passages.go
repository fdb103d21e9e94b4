package knowledge

import (
	"strings"
)

// Passage is a part of an article's body that can be read by itself.
type Passage struct {
	Heading    string // headings above it, joined by " › ", or empty
	Text       string // Markdown: WithoutTags(body)[Start:End] without what is struck through there, and with the notes that belong to it
	Start, End int
	Torn       bool // of a list that is too long to be one passage: WholePassages alone tells
}

// The size of passages in words: what people read at a glance, and small enough that a match says where.
const (
	wordsWanted = 120
	wordsMost   = 180 // a list or a table that fits in here is kept whole
	wordsFew    = 20  // what is shorter goes with the passage before it
)

// Passages splits a Markdown body by its headings and by size. A list or a table stays whole where it can; a code block
// always does. What announces a list with a colon stays with it. Headings are not part of the texts; a section without
// text has no passage, unless there is no text at all. What is struck through is in none, since it does not hold any more; a note is in
// those that have its sign, or a heading that has it.
func Passages(body string) []Passage {
	body, notes := maskNotes(maskStruck(WithoutTags(body))) // before it is split: a run may go beyond a passage, and a note is of another one
	return valid(packed(body, blocks(body)), notes)
}

// packed are the passages of a body that has some blocks, as it is written.
func packed(body string, all []block) (out []Passage) {
	var path [6]string
	var section []block
	heading := ""
	for _, b := range all {
		if b.level == 0 {
			section = append(section, split(body, b)...)
			continue
		}
		out = pack(out, body, heading, section)
		section = section[:0]
		path[b.level-1] = b.title
		clear(path[b.level:])
		heading = joinHeadings(path[:b.level])
	}
	out = pack(out, body, heading, section)
	if text := strings.TrimSpace(body); len(out) == 0 && text != "" {
		start := strings.Index(body, text)
		out = []Passage{{Text: text, Start: start, End: start + len(text)}}
	}
	return out
}

// valid are passages without what is struck through, with the notes that they have signs of, and without those of which nothing is left,
// unless that is all of them.
func valid(list []Passage, notes notes) []Passage {
	out := list[:0]
	for i, p := range list {
		heading := withoutMask(p.Heading)
		p.Heading, p.Text = notes.unsigned(heading), notes.shown(heading, withoutMask(p.Text))
		if strings.TrimSpace(p.Text) != "" || i == len(list)-1 && len(out) == 0 {
			out = append(out, p)
		}
	}
	return out
}

func joinHeadings(path []string) string {
	var set []string
	for _, h := range path {
		if h != "" {
			set = append(set, h)
		}
	}
	return strings.Join(set, " › ")
}

// pack appends the blocks of one section as passages.
func pack(out []Passage, body, heading string, section []block) []Passage {
	words, announced := 0, false
	for i, b := range section {
		n := countWords(body[b.start:b.end])
		most := wordsWanted
		if announced || n < wordsFew {
			most = wordsMost
		}
		announced = strings.HasSuffix(body[b.start:b.end], ":")
		if i > 0 && words+n <= most {
			last := &out[len(out)-1]
			last.End, last.Text = b.end, body[last.Start:b.end]
			words += n
			continue
		}
		out = append(out, Passage{Heading: heading, Text: body[b.start:b.end], Start: b.start, End: b.end})
		words = n
	}
	return out
}

// split cuts a block that is too long for a passage where it may be cut.
func split(body string, b block) []block {
	if countWords(body[b.start:b.end]) <= wordsMost {
		return []block{b}
	}
	var out []block
	start, from, words := b.start, b.start, 0
	emit := func(end int) {
		text := strings.TrimRight(body[start:end], " \t\r\n")
		out = append(out, block{start: start, end: start + len(text)})
	}
	for _, cut := range append(b.cuts, b.end) {
		n := countWords(body[from:cut])
		if words > 0 && words+n > wordsWanted {
			emit(from)
			start, words = from, 0
		}
		words, from = words+n, cut
	}
	emit(b.end)
	return out
}

// countWords counts words; two characters of writing without spaces count as one.
func countWords(s string) int {
	words, ideographs, inside := 0, 0, false
	for _, r := range s {
		space := r == ' ' || r == '\n' || r == '\t' || r == '\r'
		if !space && !inside {
			words++
		}
		inside = !space
		if ideograph(r) {
			ideographs++
		}
	}
	return words + ideographs/2
}
