package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	supported   = 0.6 // share of a sentence's words that the passage must have, in the same language
	quoteRunes  = 8   // shortest quote that proves something
	systemWords = 6   // words in a row that a sentence may not have from the system's prompt
)

// cited is a sentence of a model with the passage that it says it has it from.
type cited struct {
	Text    string `json:"text"`
	Passage int    `json:"passage"` // from 1
	Quote   string `json:"quote"`
}

// supports tells whether a passage says what a sentence says, as far as rules can tell: the quote stands in it, every
// number, price, date, address and link in the quote, both deny or neither does, and it asks for no secret, waives no condition, makes
// nothing free that is free on a condition, and has no opposite of a word where the quote does not. In one language the words and names
// must be there as well; between languages they cannot be compared. Before are the sentences that stood, of that passage.
func supports(c cited, src Source, lang string, before []cited) bool {
	bare := sign.ReplaceAllString(c.Text, " ")
	c.Quote = visible(c.Quote)
	over := visible(src.Title + "\n" + src.Heading + "\n")
	passage := over + visible(src.Passage) // as the model was shown it
	places := placesOf(c.Quote, passage)
	if utf8.RuneCountInString(folded(c.Quote)) < quoteRunes || len(places) == 0 {
		return false
	}
	if strings.ContainsAny(c.Text, "<>`") || strings.Contains(c.Text, "](") {
		return false // markup may carry what no reader sees
	}
	beside := [][2]int{{0, len(over)}}
	for _, b := range before {
		beside = append(beside, placesOf(visible(b.Quote), passage)...)
	}
	said := wholeSentences(passage, places)
	alike := said + "\n" + alikeIn(passage, bare, src.Lang)
	if _, asks := asksForSecret(bare, said, passage, slices.Contains(readLangs, knowledge.Base(src.Lang))); asks || waives(bare, alike) || freeAnyway(bare, alike) {
		return false
	}
	_, other := exchanged(bare, said)
	if _, elsewhere := exchanged(bare, passage); other || elsewhere {
		return false
	}
	if !figuresStand(bare, passage, places, beside) || denies(bare) != denies(c.Quote) || comparesOtherwise(bare, c.Quote) {
		return false
	}
	if knowledge.Base(lang) == knowledge.Base(src.Lang) {
		return !waivesThing(bare, passage, lang) && !assertionOf(bare, lang).opposes(assertionOf(c.Quote, lang)) && wordsStand(bare, passage, lang) && clausesStand(bare, passage, lang) && namesStand(bare, passage, lang)
	}
	return foreignNamesStand(bare, passage, lang)
}

// passageClaims are the claims of a passage, also of its paragraphs without the line ends in them, where they stand in either, and what
// it counts in words.
func passageClaims(passage string) []Claim {
	there := append(Claims(passage), countsIn(passage)...)
	if whole := unwrapped(passage); whole != passage {
		there = append(there, Claims(whole)...)
	}
	return there
}

// standsIn tells whether one of some claims says what a claim says: at most 72 hours are not at least 72.
func (c Claim) standsIn(there []Claim) bool {
	return slices.ContainsFunc(there, func(o Claim) bool { return o.sortedAs(c) && (c.says(o) || c.among(o)) && !c.turnsLimit(o) })
}

// alikeIn are the sentences of a passage that have most of the words of a text, whichever of them it quotes.
func alikeIn(passage, text, lang string) string {
	said := aboutOf(text, lang)
	var out []string
	for _, place := range sentencePlaces(passage) {
		if s := passage[place[0]:place[1]]; len(said) > 0 && 3*common(said, aboutOf(s, lang)) >= 2*len(said) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

// wordsStand tells whether enough of a text's words stand in the passage. Its figures have other forms there, and are compared as claims.
func wordsStand(text, passage, lang string) bool {
	among, claims, names := bagOf(terms(passage, lang)), Claims(text), namesOf(text, lang)
	sum, all := 0.0, 0.0
	for _, t := range terms(text, lang) {
		has := among.found(t)
		if t.within(claims) || has == 0 && slices.ContainsFunc(names, func(n name) bool { return n.Start == t.Start }) && declined(t, among) {
			has = 1
		}
		if t.code && has < 1 {
			return false
		}
		sum, all = sum+t.weight*has, all+t.weight
	}
	return all > 0 && sum >= supported*all
}

// within tells whether a term is a part of what is right or wrong to the sign.
func (t term) within(claims []Claim) bool {
	return slices.ContainsFunc(claims, func(c Claim) bool { return c.Start <= t.Start && t.End <= c.End })
}

// clauseBegins is where a clause may begin that nobody said.
var clauseBegins = knowledge.MustPattern(`(?i)\s*(?:[,;:–—]\s|,?\s(?:and|so|then|und|dann|also|sowie|і|й|та|а також|потім|тоді|и|а также|потом|затем|i|oraz|a także|potem|następnie)\s)`)

// clausesStand tells whether each clause of a text has words of the passage: among many that stand in it, one may be added.
func clausesStand(text, passage, lang string) bool {
	among := bagOf(terms(passage, lang))
	return !slices.ContainsFunc(clauseBegins.Split(text, -1), func(clause string) bool { return strange(clause, lang, among) })
}

// namesStand tells whether every name of a text stands in the passage, in whatever case: one product is not another.
func namesStand(text, passage, lang string) bool {
	among := bagOf(terms(passage, lang))
	return !slices.ContainsFunc(namesOf(text, lang), func(n name) bool { return among.found(n.term) == 0 && !declined(n.term, among) })
}

// foreignNamesStand tells whether the names and codes that a translation keeps stand in the passage: words with digits,
// and Latin words among Cyrillic ones.
func foreignNamesStand(text, passage, lang string) bool {
	among := bagOf(terms(passage, ""))
	cyrillic := slices.Contains([]string{"uk", "ru"}, knowledge.Base(lang))
	for _, t := range terms(text, lang) {
		latin := strings.IndexFunc(t.Word, func(c rune) bool { return c >= 'a' && c <= 'z' }) >= 0
		if ((cyrillic && latin) || (t.code && latin)) && among.found(t) < 1 {
			return false
		}
	}
	return true
}

// denials are words that turn a sentence round, in the languages of the knowledge base.
var denials = []string{"not", "no", "never", "cannot", "without", "none", "nothing", "nor", "neither", "nobody", "nowhere", "impossible", "unable", "unless",
	"nicht", "nichts", "keinerlei", "nirgends", "niemand", "weder", "unmöglich", "kein", "keine", "keinen", "keiner", "keinem", "keines", "nie", "niemals", "ohne",
	"не", "ні", "ніколи", "немає", "без", "нельзя", "нет", "никогда", "ни", "неможливо", "невозможно", "нема", "ніхто", "нічого", "ніякий", "ніяка", "ніякого", "ніякої", "ніяких", "никакой", "никакого", "никакая", "никаких", "никто", "ничего", "жоден", "жодного", "жодної",
	"nie", "nigdy", "bez", "brak", "ani", "nikt", "nic", "niemożliwe", "żaden", "żadnego", "żadnej", "żadnych", "niczego", "niczym"}

// denies tells whether a text denies something. "No more than" denies nothing.
func denies(text string) bool {
	text = withoutLimits(strings.ReplaceAll(strings.ToLower(text), "’", "'"))
	return slices.ContainsFunc(strings.FieldsFunc(text, func(c rune) bool { return !isWordRune(c) }), isDenial)
}

func isWordRune(c rune) bool {
	return c == '\'' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 127 && !strings.ContainsRune("«»„“”…–—·•⟦⟧", c)
}

// leaks tells whether a text has a run of words from the system's prompt.
func leaks(text, system string) bool {
	words := strings.Fields(folded(text))
	there := " " + folded(system) + " "
	for i := range words {
		if i+systemWords > len(words) {
			return false
		}
		if strings.Contains(there, " "+strings.Join(words[i:i+systemWords], " ")+" ") {
			return true
		}
	}
	return false
}
