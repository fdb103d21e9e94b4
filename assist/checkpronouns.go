package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// pronouns are the words for a thing that was named in the sentence before, by language; also verbs that begin a sentence without
// one, and German "Sie" before a verb that is no polite one.
var pronouns = map[string]*knowledge.Pattern{
	"en": aWordOf(`it|that one|this one|this plan|this tariff`, `costs`),
	"uk": aWordOf(`він|вона|воно|нього|неї|ньому|ній|цей|ця`, `коштує|діє|має`),
	"ru": aWordOf(`он|она|оно|него|неё|нее|нём|нем|ней|этот|эта`, `стоит|действует`),
	"pl": aWordOf(`on|ona|ono|niego|niej|nim|nią|ten|ta`, `kosztuje|obowiązuje`),
	"de": aWordOf(`er|es|ihn|dieser|dieses|diese`, `sie (?:kostet|hat|ist|gilt|bietet|enthält|zeigt|läuft|dauert|reicht|umfasst|bringt|hält)`),
}

// aWordOf finds one of some words in a sentence, or one of others at its beginning.
func aWordOf(words, first string) *knowledge.Pattern {
	return knowledge.MustPattern(`(?i)(?:(?:^|[^\p{L}\d-])(?:` + words + `)|^\s*(?:` + first + `))(?:[^\p{L}\d-]|$)`)
}

// beforeIt is how many words may stand before a word for what was named: behind more, the sentence has named something itself.
const beforeIt = 3

// speaksOfIt tells whether a sentence, or a part of one, begins to speak of what was named before: "it costs", "you can buy it".
func speaksOfIt(s, lang string) bool {
	re := pronouns[knowledge.Base(lang)]
	if re == nil {
		return false
	}
	at := re.FindStringIndex(s)
	return at != nil && len(strings.Fields(s[:at[0]])) <= beforeIt && !strings.ContainsAny(s[:at[0]], ",;:()")
}

// saysMoreOfIt is how a part of a sentence begins that says more of the same thing: "and costs", "and has".
var saysMoreOfIt = knowledge.MustPattern(`(?i)^\s*(?:also |only |auch |nur |також |лише |тільки |также |только |też |tylko )?(?:costs?|has|gives?|shows?|brings?|includes?|covers?|lasts?|holds?|is|comes|` +
	`коштує|має|дає|діє|показує|містить|триває|стоит|имеет|даёт|дает|действует|показывает|включает|` +
	`kosztuje|ma|daje|obejmuje|obowiązuje|pokazuje|trwa|kostet|hat|bietet|enthält|zeigt|gilt|umfasst|bringt|dauert)[^\p{L}]`)

// ofIt are the facts of a sentence that it says of what was named before: those of the parts that have a word for it, or go on so.
// What is for several months or years is reckoned, and what it weighs or measures is of the one that somebody has.
func ofIt(s, lang string, facts []fact) []fact {
	claims := claimsOf(facts)
	reckoned := slices.ContainsFunc(claims, func(c Claim) bool { return c.unit == "month" && c.bare > 1 })
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool {
		from, until := clauseOf(s, f.claim, claims)
		part := s[from:until]
		goes := speaksOfIt(part, lang) || saysMoreOfIt.MatchString(part) || strings.TrimSpace(s[from:f.claim.Start]) == ""
		return !goes || reckoned && f.claim.Sort == ClaimPrice || f.claim.measures()
	})
}

// measures tells whether a claim is a weight or a length.
func (c Claim) measures() bool { return c.unit == "kg" || c.unit == "m" }

func claimsOf(facts []fact) []Claim {
	claims := make([]Claim, len(facts))
	for i, f := range facts {
		claims[i] = f.claim
	}
	return claims
}

// namesAny tells whether a sentence has the name of a row, or a part of it that tells.
func namesAny(rows []tableRow, words bag) bool {
	return slices.ContainsFunc(rows, func(r tableRow) bool {
		return slices.ContainsFunc(r.fields[0].words, func(t term) bool { return rowField{words: []term{t}}.stands(words) })
	})
}

// eachInItsPart finds what a sentence that names several rows says of each: "Basic is 99, Premium 289". A part of it that names one
// row and one figure of a kind is compared with that row. Differences and sums are of two.
func eachInItsPart(rows []tableRow, s string, facts, known []fact, lang string) (out []Dispute) {
	claims := claimsOf(facts)
	for _, f := range facts {
		from, until := clauseOf(s, f.claim, claims)
		if slices.ContainsFunc(facts, func(o fact) bool {
			return o.claim.end == difference || o.claim.end == total || o.claim.Start != f.claim.Start && o.claim.Start >= from && o.claim.End <= until && f.claim.comparable(o.claim)
		}) {
			continue
		}
		if row, ok := theRow(rows, bagOf(terms(s[from:until], lang))); ok {
			out = append(out, row.figures(rows, []fact{f}, known, lang)...)
		}
	}
	return out
}

// anotherCode tells whether what a fact is about has a code, and the part of a sentence that another fact stands in has another of its
// kind instead: what is said of the R2 is not said of the R3.
func (f fact) anotherCode(g fact) bool {
	for w := range f.about {
		if !strings.ContainsAny(w, "0123456789") || g.clause[w] {
			continue
		}
		for v := range g.clause {
			if rivals(w, v) && !f.about[v] {
				return true
			}
		}
	}
	return false
}
