package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Rows of prices say nothing of what they are the prices of: that stands in the heading above them, which is quoted with them. It is not
// where the title says as much, or what is quoted itself.

// shortLead is how many characters a passage above the sections has, at most, that tells too little by itself where nothing special is asked.
const shortLead = 200

// underHeading is what is quoted of one passage, and whether it is cut.
func (w wanted) underHeading(passages []knowledge.Passage, i int) (text string, cut bool) {
	w.torn = passages[i].Torn
	if text, cut = extract(passages[i].Text, w.below(passages[i].Heading)); w.torn && !cut {
		text, cut = text+"\n\n"+restOf(w.lang, 0, 0), true
	}
	if !severalSections(passages) {
		return text, cut
	}
	heading := w.headingShown(passages, i)
	if heading == "" || w.saysAll(bagOf(terms(text, w.lang)), heading) {
		return text, cut
	}
	return under(heading, text), cut
}

// underHeadings are some passages, and what is quoted of them, each section under its heading: behind one that has it, also where the
// title says it, else it would be of the section before.
func (w wanted) underHeadings(passages []knowledge.Passage, which []int) (whole, quoted string) {
	var all, said []string
	headed := false
	for n, i := range which {
		heading := ""
		if n == 0 || passages[which[n-1]].Heading != passages[i].Heading {
			if heading = w.headingShown(passages, i); heading == "" && headed {
				heading = headingOf(passages, i)
			}
			headed = headed || heading != ""
		}
		text, _ := extract(passages[i].Text, w.below(passages[i].Heading)) // one that is cut is too long to stand beside another
		all, said = append(all, under(heading, passages[i].Text)), append(said, under(heading, text))
	}
	return strings.Join(all, "\n\n"), strings.Join(said, "\n\n")
}

// under is a text under a heading as a message has one.
func under(heading, text string) string {
	if heading == "" || text == "" {
		return text
	}
	return "**" + strings.ReplaceAll(heading, "**", "") + "**\n\n" + text
}

// headingShown is what tells of what a passage is: its heading; empty where the title says it.
func (w wanted) headingShown(passages []knowledge.Passage, i int) string {
	heading := headingOf(passages, i)
	if heading == "" || w.saysAll(w.title, heading) {
		return ""
	}
	return heading
}

// headingOf is a passage's heading, with those above it where another section is called the same.
func headingOf(passages []knowledge.Passage, i int) string {
	heading := lastOf(passages[i])
	if slices.ContainsFunc(passages, func(p knowledge.Passage) bool { return p.Heading != passages[i].Heading && lastOf(p) == heading }) {
		return passages[i].Heading
	}
	return heading
}

// saysAll tells whether some words have all those of a heading that say something. Days say something, be they written as stop words
// are: "Sa/So".
func (w wanted) saysAll(words bag, heading string) bool {
	return daysIn(heading, w.lang) == 0 && !slices.ContainsFunc(terms(heading, w.lang), func(t term) bool { return !t.stop() && w.find(words, t) == 0 })
}

// severalSections tells whether an article has more than one heading above its passages.
func severalSections(passages []knowledge.Passage) bool {
	first := slices.IndexFunc(passages, func(p knowledge.Passage) bool { return p.Heading != "" })
	return first >= 0 && slices.ContainsFunc(passages[first:], func(p knowledge.Passage) bool { return p.Heading != passages[first].Heading })
}

// overview are an article's first passages, as far as they make one answer, where the first stands above the sections, is short, and
// nothing else is asked than what the article is on: who asks what tickets there are is not told what a ticket is alone.
func (w wanted) overview(passages []knowledge.Passage, best int) []int {
	if best != 0 || passages[0].Heading != "" || utf8.RuneCountInString(passages[0].Text) > shortLead || !w.general(passages[0].Text) {
		return nil
	}
	which := []int{0}
	for i := 1; i < len(passages); i++ {
		if _, text := w.underHeadings(passages, append(which, i)); utf8.RuneCountInString(text) > maxAnswer {
			break
		}
		which = append(which, i)
	}
	return which
}

// general tells whether a question asks for no sort of thing that a beginning has, and has no other word that says something than those of
// the title.
func (w wanted) general(begins string) bool {
	if w.goesOn() || w.told || slices.ContainsFunc(w.kinds, func(k sort) bool { return !k.loose && k.looks.MatchString(begins) }) {
		return false
	}
	return !slices.ContainsFunc(w.words, func(t term) bool {
		return !t.stop() && !interrogative[t.Word] && !pointless[t.Word] && w.find(w.title, t) == 0
	})
}

// sameOfOthers are the passages that have rows on the same as one, each of something else: the fares to one island and those to another.
// Where the question has nothing of their headings, it may be about any of them.
func (w wanted) sameOfOthers(passages []knowledge.Passage, best int) (which []int) {
	own := labelled(passages[best].Text)
	for i, p := range passages {
		same := slices.ContainsFunc(labelled(p.Text), func(label string) bool { return slices.Contains(own, label) })
		if i != best && (!same || p.Heading == passages[best].Heading) {
			continue
		}
		if p.Heading == "" || w.heading(lastOf(p)) > 0 || daysIn(p.Heading, w.lang)&w.daysAsked() != 0 {
			return nil
		}
		which = append(which, i)
	}
	return which
}

// besideThese are a passage and those that have rows on the same as another one that is quoted beside it.
func (w wanted) besideThese(passages []knowledge.Passage, best, other int) []int {
	if other < 0 {
		return nil
	}
	which := w.sameOfOthers(passages, other)
	if len(which) < 2 || slices.Contains(which, best) {
		return nil
	}
	return slices.Sorted(slices.Values(append(which, best)))
}

// labelled are what the rows of a passage are on.
func labelled(passage string) (labels []string) {
	for _, u := range unitsOf(passage) {
		if u.row != nil && strings.TrimSpace(u.row.label) != "" {
			labels = append(labels, simple(u.row.label))
		}
	}
	return labels
}
