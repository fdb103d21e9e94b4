package assist

import (
	"cmp"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// turnedRound finds the sentences of a text that a source turns round.
func (c comparison) turnedRound(text, lang string) []Dispute {
	var out []Dispute
	theirs, over := make([][]assertion, len(c.sources)), make([]besides, len(c.sources))
	for i, s := range c.sources {
		if s.Lang == "" || knowledge.Base(s.Lang) == knowledge.Base(lang) {
			theirs[i] = c.read(s.Passage, cmp.Or(s.Lang, lang)).assertions
			over[i] = besides(aboutOf(s.Title+"\n"+s.Heading, cmp.Or(s.Lang, lang)))
		}
	}
	asked := besides(aboutOf(strings.Join(c.given, "\n"), lang))
	last := ""
	if len(c.given) > 0 {
		last = cutTo(c.given[len(c.given)-1], maxCompared)
	}
	for _, a := range answering(assertions(text, lang), last, lang) {
		if slices.ContainsFunc(theirs, func(list []assertion) bool { return slices.ContainsFunc(list, a.verbatim) }) {
			continue
		}
		against := c.sentenceAgainst(a, theirs, lang)
		for _, s := range a.stances {
			if against == nil {
				against = c.clauseAgainst(a, s, theirs, over, asked)
			}
		}
		if against != nil {
			against.Claim = Claim{Sort: ClaimDenial, Text: a.text, Value: a.text, Start: a.start, End: a.start + len(a.text)}
			out = append(out, *against)
		}
	}
	return out
}

// sentenceAgainst finds the sentence that says the opposite of one in the same words. Where another source says the same, as
// nearly, nothing is disputed.
func (c comparison) sentenceAgainst(a assertion, theirs [][]assertion, lang string) (against *Dispute) {
	agreed, found := 0.0, 0.0
	for i, list := range theirs {
		names := aboutOf(c.sources[i].Name, lang)
		for _, b := range list {
			switch near := a.alike(b, names); {
			case near < assertedAlike:
			case !a.opposes(b) || a.sameStand(b):
				agreed = max(agreed, near)
			case near > found && !otherSide(a.text, b.text):
				found = near
				against = &Dispute{Says: b.text, Value: b.text, Source: c.sources[i]}
			}
		}
	}
	if found <= agreed {
		return nil
	}
	return against
}

// clauseAgainst finds the clause that says the opposite of one: that something is needed, costs, or is so.
func (c comparison) clauseAgainst(a assertion, s stance, theirs [][]assertion, over []besides, asked besides) (against *Dispute) {
	agreed, found := 0.0, 0.0
	mine := besides(joined(a.all, asked))
	for i, list := range theirs {
		names := aboutOf(c.sources[i].Name, cmp.Or(c.sources[i].Lang, "en"))
		for _, b := range list {
			for _, o := range b.stances {
				switch near := s.without(names).near(o.without(names), mine, besides(joined(b.all, over[i]))); {
				case near == 0:
				case s.sides(o):
					agreed = max(agreed, near)
				case s.hedged != o.hedged || s.hedged && !a.sameBut(b, s, o):
				case near > found && (len(c.about) == 0 || c.about[c.sources[i].Project]) && !otherSide(a.text, b.text):
					found = near
					against = &Dispute{Says: b.text, Value: b.text, Source: c.sources[i]}
				}
			}
		}
	}
	if found == 0 || agreed >= clearly*found {
		return nil
	}
	return against
}
