package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// An article is found as a whole; what answers stands in one of its passages, and there in some of its sentences. Which, is told by
// the words of the question that not all of the article has, by headings, and by how that looks which is asked for: hours, prices,
// how long something takes, how big it is, addresses, steps.

// What counts beside the words of a question, as much as one of them: a heading that is asked, word for word; that the search found
// a passage, and that an article begins with it: there it says what it is about.
const (
	ofHeading  = 0.8
	ofHeaded   = 2.5 // of a passage whose heading has a code of the question
	ofFound    = 0.2
	ofFirst    = 0.4
	ofTold     = 1.6 // and more where something is told that happened, and nothing is asked: what to do then
	ofInstead  = 1.0 // less of a passage that says what to do instead of what is asked
	ofNone     = 0.8 // less of one without a price or a span of time where that is asked in so many words
	ofNotThen  = 2.0 // less of one below a heading of other days than those that are asked for, where another heading has these
	asMuchSaid = 0.2 // how much less of the question a passage may say than another that says as much
	asLikely   = 0.4 // how near two passages are of which neither is sure to answer
)

// quoting is what is quoted of a hit's article, and the passage that it is of, with its heading. Where nothing but how it looks tells
// which that is, the article's first stands before it: a price alone may be another's than that which is asked for. Where two answer
// about as likely, both are quoted, if they are short. cut: a list is too long for one reply.
func (w wanted) quoting(h knowledge.Hit, passages []knowledge.Passage) (heading, passage, text string, cut bool) {
	priced := w.pricedAt(passages)
	plain, likely := w.likely(h, passages, priced)
	best := indexOfMost(likely)
	other := w.second(passages, likely, best)
	if indexOfMost(plain) == 0 && best != 0 {
		other = 0
	}
	if which := w.steps(passages, best); which != nil {
		passage, text, cut = w.quotedSteps(passages, which)
		return "", passage, text, cut
	}
	if which := w.priceWithRule(passages, likely, priced); which != nil {
		if passage, text = w.underHeadings(passages, which); min(utf8.RuneCountInString(passage), besideRows(text)) <= maxAnswer {
			return "", passage, text, false
		}
	}
	for _, which := range [][]int{w.overview(passages, best), w.sameOfOthers(passages, best), w.besideThese(passages, best, other), {min(best, other), max(best, other)}} {
		if len(which) < 2 || which[0] < 0 {
			continue
		}
		if passage, text = w.underHeadings(passages, which); min(utf8.RuneCountInString(passage), utf8.RuneCountInString(text)) <= maxAnswer {
			return "", passage, text, false
		}
	}
	p := passages[best]
	text, cut = w.underHeading(passages, best)
	return p.Heading, p.Text, text, cut
}

// besideRows is how many characters a quotation has beside the rows of its tables, which may be longer than an extract.
func besideRows(text string) (n int) {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "- ") {
			n += utf8.RuneCountInString(line)
		}
	}
	return n
}

// second is the passage that answers about as likely as the best one, or that alone has what is asked in a row of its own; below 0:
// there is none.
func (w wanted) second(passages []knowledge.Passage, likely []float64, best int) int {
	other := nextTo(likely, best)
	if other >= 0 && likely[best]-likely[other] < asLikely {
		return other
	}
	if w.goesOn() || w.namesRow(passages[best].Text) {
		return -1
	}
	return slices.IndexFunc(passages, func(p knowledge.Passage) bool { return w.namesRow(p.Text) })
}

func indexOfMost(list []float64) int { return slices.Index(list, slices.Max(list)) }

// nextTo is the index of the most of a list but for one; below 0: there is no other.
func nextTo(list []float64, one int) int {
	next := -1
	for i, x := range list {
		if i != one && (next < 0 || x > list[next]) {
			next = i
		}
	}
	return next
}

// likely is how likely each passage answers, by what it says and where it stands, and by how it looks as well. priced: of pricedAt.
func (w wanted) likely(h knowledge.Hit, passages []knowledge.Passage, priced []bool) (plain, likely []float64) {
	says := w.saying(passages)
	most := slices.Max(says)
	named := slices.ContainsFunc(passages, func(p knowledge.Passage) bool { return w.heading(lastOf(p)) >= 1 })
	notThen := w.notThen(passages)
	for i, p := range passages {
		x := says[i] + w.stands(h, p, i == 0, named)
		if notThen[i] {
			x -= ofNotThen
		}
		if w.contrary(p.Heading+"\n"+p.Text, "") {
			x -= ofContrary
		}
		plain = append(plain, x)
		of := w.below(p.Heading)
		switch {
		case priced == nil:
			x += of.sorts(p.Heading+"\n\n"+p.Text, says[i] >= most-asMuchSaid)
			if hasNone(simple(w.asked), p.Text, func(s sort) bool { return s.seen(p.Text, of.money) }) {
				x -= ofNone
			}
		case !priced[i]:
			x -= ofNone
		default:
			if x += priceAsked.worth; w.namesRow(p.Text) {
				x += ofRow
			}
		}
		likely = append(likely, x)
	}
	return plain, likely
}

// below is what is wanted of what stands below a heading.
func (w wanted) below(heading string) wanted {
	w.money = w.money || namesMoney(heading)
	return w
}

// saying is how much of the question each passage says, with its heading.
func (w wanted) saying(passages []knowledge.Passage) []float64 {
	words, says := make([]bag, len(passages)), make([]float64, len(passages))
	for i, p := range passages {
		words[i] = w.bagOf(p.Heading + "\n" + p.Text)
	}
	rare := w.rarity(words)
	for i, p := range passages {
		says[i] = w.said(words[i], rare) + ofHeading*w.heading(lastOf(p))
	}
	return says
}

// stands is what else speaks for a passage of a hit's article than what it says of the question. An article's beginning counts more
// where it is asked in general, and no heading names what is asked; who goes on has read it.
func (w wanted) stands(h knowledge.Hit, p knowledge.Passage, first, named bool) (x float64) {
	if strings.Contains(p.Text, h.Passage) && h.Passage != "" {
		x += ofFound
	}
	if first && !w.goesOn() {
		if x += ofFirst; !named && !w.asksFirmly() {
			x += ofFirst/min(1, float64(max(contentWords(w.asked), 1))/fewWords) - ofFirst
		}
		if w.told {
			x += ofTold
		}
	}
	if w.headed(p.Heading) {
		x += ofHeaded
	}
	if w.avoids(p.Text) {
		x -= ofInstead
	}
	return x
}

// passagesOf are the passages of a hit's article in their order, as they are quoted; those that were found of it where no more can be read.
func passagesOf(h knowledge.Hit, articles []knowledge.Article) []knowledge.Passage {
	if i := slices.IndexFunc(articles, func(a knowledge.Article) bool { return a.ID == h.Article && a.Version == h.Version }); i >= 0 {
		if all := knowledge.WholePassages(articles[i].Body); len(all) > 0 {
			return all
		}
	}
	found := knowledge.Passage{Heading: h.Heading, Text: h.Passage}
	if h.Lead == "" {
		return []knowledge.Passage{found}
	}
	return []knowledge.Passage{{Text: h.Lead}, found}
}

// lettersAndDigits is a text without what numbers and addresses are written with in one way or another.
func lettersAndDigits(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '@' {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}
