package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

var (
	// barePrice is a sentence that says of one named thing a number, and no more: "Giga costs 350", "The tariff Giga is 350."
	barePrice = knowledge.MustPattern(`(?i)^(?:(?:yes|well|hello|hi|так|да|ja|tak),? )?(?:(?:the|our|der|die|das|unser) )?(?:(?:tariff|plan|package|тариф|план|пакет|tarif|paket|taryfa|pakiet) )?["“«„]?` +
		`((?-i:\p{Lu})[\p{L}\d+-]*(?: (?-i:\p{Lu})[\p{L}\d+-]*){0,2})["”»“]?( ?[:=—–] ?| (?:costs?|is|kostet|ist|коштує|це|стоит|это|kosztuje|to)(?: [—–-])? )(?:only |just |лише |только |nur |tylko )?\d[\d ,.']*[.!]?$`)
	// ofMoney are verbs that say that a number is a price; others do so where a price was asked for.
	ofMoney    = knowledge.MustPattern(`(?i)cost|kost|koszt|кошту|стоит`)
	asksAPrice = knowledge.MustPattern(`(?i)how much|price|costs?\b|скільки кошту|яка ціна|ціна|почім|сколько сто|какая цена|цена|wie ?viel kostet|was kostet|preis|ile kosztuj|cena`)
)

// priced is what a text says of a named thing, and a bare number in it as the price that it stands for: where the knowledge base names
// prices of that thing, all in one currency, and no figure of it is that number. Another reader would take it for one, too.
func (c comparison) priced(f fact, known []fact, theirs []Claim) fact {
	if f.claim.Sort != ClaimNumber || f.claim.unit != "" || f.borrowed || len(f.about) == 0 {
		return f
	}
	m := barePrice.FindStringSubmatch(strings.TrimSpace(f.sentence))
	asked := len(c.given) > 0 && asksAPrice.MatchString(cutTo(c.given[len(c.given)-1], maxCompared))
	if m == nil || !ofMoney.MatchString(m[2]) && !asked {
		return f
	}
	same := func(o Claim) bool { return o.bare == f.claim.bare || o.low <= f.claim.low && f.claim.high <= o.high }
	if slices.ContainsFunc(theirs, same) {
		return f
	}
	money := ""
	for _, g := range known {
		of := common(f.about, joined(g.about, g.over)) == len(f.about)
		switch {
		case of && same(g.claim):
			return f
		case !of || g.foreign || g.claim.Sort != ClaimPrice:
		case money != "" && money != g.claim.unit:
			return f
		default:
			money = g.claim.unit
		}
	}
	if money != "" {
		f.claim.Sort, f.claim.unit = ClaimPrice, money
		f.claim.Value = f.claim.value()
	}
	return f
}
