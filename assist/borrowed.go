package assist

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"switchboard/knowledge"
)

// sameTime is how long one import of all languages may take.
const sameTime = time.Hour

// mostRead is how many languages of a customer are looked for.
const mostRead = 8

// reads are the languages in which a customer can read, what he wishes for or writes now first: those that he has written or chosen,
// what is related to them, English.
func reads(d Dialogue) []string {
	last, before := lastWords(d)
	lang, _ := knowledge.Language(strings.Join(last, " "), d.Lang)
	out := []string{d.Wishes, lang, d.Lang}
	for _, text := range slices.Backward(before) {
		if is, sure := knowledge.Language(text, d.Lang); sure {
			out = append(out, is)
		}
	}
	out = append(out, d.Langs...)
	for _, is := range slices.Clone(out) {
		out = append(out, knowledge.Neighbour(is))
	}
	out = append(out, "en")
	var each []string
	for _, is := range out {
		if is != "" && !slices.Contains(each, is) && len(each) < mostRead {
			each = append(each, is)
		}
	}
	return each
}

// inHisLanguages says the drafts that are in a language in which the customer does not write in one that he can rather read, where
// their article is written in it. What is to be learned of them is learned of the article that they quote then.
func (a *Assistant) inHisLanguages(ctx context.Context, d Dialogue, list []Suggestion) {
	if a.variants == nil || len(list) == 0 {
		return
	}
	langs := reads(d)
	for i := range list {
		s := &list[i]
		if s.Public && len(s.Sources) == 1 && knowledge.Speaks(s.Lang, langs[0]) == 0 {
			a.borrow(ctx, d, langs, s)
		}
		a.inHisLanguages(ctx, d, s.Each)
	}
}

// borrow has a draft quote another language of its article, the first of langs that there is.
func (a *Assistant) borrow(ctx context.Context, d Dialogue, langs []string, s *Suggestion) {
	src := s.Sources[0]
	if src.Key == "" {
		return
	}
	variants, err := a.variants(ctx, src.Project, src.Key)
	if err != nil {
		a.log.Warn("a draft stays in the language in which it was found", "article", src.Article, "error", err)
		return
	}
	at := d.At
	if at.IsZero() {
		at = time.Now()
	}
	has := slices.IndexFunc(variants, func(v knowledge.Article) bool { return v.ID == src.Article && v.Version == src.Version })
	if has < 0 {
		return
	}
	for _, lang := range langs {
		if knowledge.Speaks(src.Lang, lang) > 0 {
			return
		}
		i := slices.IndexFunc(variants, func(v knowledge.Article) bool {
			return knowledge.Speaks(v.Lang, lang) > 0 && v.Audience == knowledge.Public && v.Valid(at)
		})
		if i < 0 {
			continue
		}
		heading, passage := sameIn(variants[has], variants[i], src)
		if passage == "" {
			continue
		}
		own, theirs := src.Passage, passage
		if whole, shown := headedAs(s.Text, src.Heading); shown {
			own, theirs = under(headingAs(src.Heading, whole), own), under(headingAs(heading, whole), theirs)
		}
		said, faithful := sameUnits(own, theirs, s.Text)
		faithful = faithful && !variants[i].Published.Before(variants[has].Published.Add(-sameTime)) // else it may not have followed
		h := hitOf(variants[i], knowledge.Recalled{})
		h.Heading, h.Passage = heading, passage
		if !faithful {
			last, _ := lastWords(d)
			asked := strings.Join(last, " ")
			if s.Part != "" {
				asked = s.Part
			}
			said, s.Cut = extract(h.Passage, wantedOf(question{text: asked}, h.Title, knowledge.WholePassages(variants[i].Body), h.Lang))
			said = knowledge.LinkPictures(said)
		}
		s.Text, s.Lang, s.Sources = said, h.Lang, []Source{sourceOf(h)}
		s.Borrowed = !faithful || d.Wishes == "" || knowledge.Speaks(h.Lang, d.Wishes) == 0
		return
	}
}

// betweenUnits is what joinUnits puts between two; more spaces than that are of the second one, which belongs to an item above it.
var betweenUnits = regexp.MustCompile(`^(?:\n\n?| )`)

// sameUnits is what a draft quotes of one passage, out of another that is to say the same in another language: sentence by sentence and
// item by item. They are the same if both passages are built alike and what is quoted has the same figures.
func sameUnits(in, other, quoted string) (string, bool) {
	own, all := unitsOf(in), unitsOf(other)
	if len(own) != len(all) {
		return "", false
	}
	for i := range own {
		if own[i].block != all[i].block || own[i].list != all[i].list {
			return "", false
		}
	}
	var same []unit // in the order that they stand in; of a table or a list some may be left out
	rest := quoted
	for i, u := range own {
		if after, ok := strings.CutPrefix(rest, knowledge.LinkPictures(u.text)); ok && (after == "" || strings.ContainsAny(after[:1], " \n")) {
			same, rest = append(same, all[i]), betweenUnits.ReplaceAllString(after, "")
		}
	}
	if rest != "" {
		return "", false
	}
	said := knowledge.LinkPictures(joinUnits(same))
	return said, slices.Equal(figuresOf(quoted), figuresOf(said))
}

// thousands is what stands between the digits of one number: "2,000", "2 000".
var thousands = regexp.MustCompile(`(\d)[, \x{a0}\x{202f}](\d{3}\b)`)

// figuresOf are the numbers of a text, sorted.
func figuresOf(text string) []string {
	text = thousands.ReplaceAllString(text, "$1$2")
	return slices.Sorted(slices.Values(strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsDigit(c) })))
}

// headedAs tells whether a text begins with a heading, and whether with those above it as well.
func headedAs(text, heading string) (whole, shown bool) {
	for _, whole := range []bool{false, true} {
		if h := headingAs(heading, whole); h != "" && strings.HasPrefix(text, strings.TrimSuffix(under(h, "."), ".")) {
			return whole, true
		}
	}
	return false, false
}

// likewise is a passage in another language, under its heading where the one that it is of stands under its own in a text.
func likewise(text string, own, other knowledge.Passage) string {
	for _, whole := range []bool{false, true} {
		if h := headingAs(own.Heading, whole); h != "" && strings.Contains(text, under(h, own.Text)) {
			return under(headingAs(other.Heading, whole), other.Text)
		}
	}
	return other.Text
}

// sameIn is what another language of an article says for a source's passage: what stands at the same places where both have as
// many, else what has most of its numbers, prices, times and names.
func sameIn(in, other knowledge.Article, src Source) (heading, text string) {
	own, all := knowledge.WholePassages(in.Body), knowledge.WholePassages(other.Body)
	var texts []string
	if len(own) == len(all) {
		for i, p := range own {
			if p.Text != "" && strings.Contains(src.Passage, p.Text) {
				heading, texts = all[i].Heading, append(texts, likewise(src.Passage, p, all[i]))
			}
		}
	}
	if len(texts) > 1 {
		heading = ""
	}
	if len(texts) > 0 {
		return heading, strings.Join(texts, "\n\n")
	}
	said, most := Claims(src.Passage), -1
	for _, p := range all {
		there, n := Claims(p.Text), 0
		for _, c := range said {
			if slices.ContainsFunc(there, func(o Claim) bool { return o.Sort == c.Sort && o.Value == c.Value }) {
				n++
			}
		}
		if n > most {
			heading, text, most = p.Heading, p.Text, n
		}
	}
	return heading, text
}
