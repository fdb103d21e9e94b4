package assist

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// point is what a clause says is so or is not, whatever the words: bits of a set.
type point uint8

const (
	necessary point = 1 << iota // that something is needed
	charged                     // that something is to be paid
)

// stance is what one clause of a sentence says is so, or denies. However often it denies, it is one denial: ніколи нічого не.
type stance struct {
	words    map[string]bool // what it is about, stemmed
	point    point
	denied   bool
	free     bool // it names what costs nothing: with a denial, that it does cost
	hedged   bool // it holds under a condition, or but for something
	supposed bool // it is a condition itself
	bare     bool // it denies by a word such as nothing alone: in Slavic the verb's denial is missing, or the verb
	full     bool // it has a subject of its own
	unclear  bool // whether a denial beside it is meant of it too: no food, drinks and animals
	borrowed bool // words are of another clause of the sentence
}

// stancesOf reads the clauses of a sentence.
func stancesOf(s, lang string) []stance {
	low := strings.ReplaceAll(withoutIdioms(strings.ToLower(s)), "’", "'")
	low = quoted.ReplaceAllStringFunc(low, func(m string) string { return strings.Repeat("\x00", len(m)) }) // a button's name
	low = freeOf.ReplaceAllStringFunc(low, func(m string) string { return strings.Repeat(" ", len(m)) })
	if s = strings.ReplaceAll(s, "’", "'"); len(low) != len(s) {
		return nil // letters that are longer when they are small: their places cannot be told
	}
	r := stanceReader{low: low, claims: Claims(s), doubled: !slices.Contains(concordant, knowledge.Base(lang))}
	end := 0
	for _, t := range knowledge.Analyze(s, lang) {
		if t.Start < end { // a part of a compound
			continue
		}
		r.between(low[end:t.Start])
		first, _ := utf8.DecodeRuneInString(s[t.Start:])
		name := r.begun && unicode.IsUpper(first) && knowledge.Base(lang) != "de"
		r.word(low[t.Start:t.End], name, t)
		r.begun = true
		end = t.End
	}
	return r.done()
}

// stanceReader goes through a sentence word by word.
type stanceReader struct {
	claims    []Claim
	all       []stance
	now       stance
	denied    int  // how often the clause denies
	verb      bool // and whether its verb is denied: Slavic denies that beside nothing and nobody
	doubled   bool // the language turns a denial round by a second one
	no        bool // the sentence begins with no
	forbids   bool // the clause says that something is forbidden: a denial of that allows it
	without   bool // the next word is what something is without
	amount    string
	low       string
	condition int  // which clause is the first condition, from 1: the one before it and those behind it hold under it; 0: none
	begun     bool // a word of it was read
}

func (r *stanceReader) between(text string) {
	if strings.ContainsAny(text, ",;:()|—–") {
		r.clause()
	}
}

func (r *stanceReader) word(low string, name bool, t knowledge.Token) {
	low = strings.TrimSuffix(low, "'s")
	if i := slices.IndexFunc(r.claims, func(c Claim) bool { return c.Start <= t.Start && t.Start < c.End }); i >= 0 {
		r.claim(r.claims[i])
		return
	}
	r.now.full = r.now.full || subjects.has(low)
	switch {
	case name && !lightWords.has(low) || strings.HasPrefix(low, "\x00"):
		r.say(stemOf(t.Term))
	case withouts.has(low):
		r.without = true
	case alsoDenied.has(low):
		r.clause()
		r.denied++
		r.verb = true
	case anotherClause.has(low):
		if !r.now.supposed || len(r.now.words) > 0 { // хіба що
			r.clause()
		}
	case ifs.has(low), unlesses.has(low):
		r.suppose(unlesses.has(low))
	case forbidden.has(low):
		r.forbids = true
	case hedges.has(low):
		r.now.hedged = true
	case isDenial(low):
		r.denied++
		r.verb = r.verb || !nobody.has(low)
		r.no = r.no || !r.begun && low == "no"
	case r.no && subjects.has(low): // no you can
		r.denied, r.no, r.now.full = 0, false, true
	case freeWords.has(low):
		r.now.free, r.now.point = true, r.now.point|charged
	case costWords.has(low):
		r.now.point |= charged
		if r.without {
			r.denied, r.verb, r.without = r.denied+1, true, false
		}
	case needWords.has(low):
		r.now.point |= necessary
	case t.Stop || lightWords.has(low) || slices.Contains(carried, t.Word) || slices.Contains(unsaid, t.Word):
	default:
		r.say(cmp.Or(sameVerb(low), stemOf(t.Term)))
	}
}

// suppose begins a condition, met or not.
func (r *stanceReader) suppose(not bool) {
	if len(r.now.words) > 0 || r.now.point != 0 {
		r.clause()
	}
	r.now.supposed = true
	if not {
		r.denied, r.verb = r.denied+1, true
	}
	if r.condition == 0 {
		r.condition = len(r.all) + 1
	}
}

// say adds a word that says something; what something is without is another word than that.
func (r *stanceReader) say(word string) {
	if r.without {
		word, r.without = "without "+word, false
	}
	if r.now.words == nil {
		r.now.words = map[string]bool{}
	}
	r.now.words[word] = true
}

func (r *stanceReader) claim(c Claim) {
	r.amount = c.Value
	r.now.hedged = r.now.hedged || c.end == fromEnd || c.end == untilEnd // free from 1,500 on
	if c.Sort == ClaimPrice {
		r.now.point |= charged
		r.now.free = r.now.free || c.high == 0
	}
}

// clause ends a clause.
func (r *stanceReader) clause() {
	if r.no && r.denied > 1 { // no, it is not
		r.denied--
	}
	r.now.denied = r.denied > 0 && (!r.doubled || r.denied%2 == 1)
	r.now.bare = r.denied > 0 && !r.verb && !r.doubled && !r.forbids
	r.now.denied = r.now.denied != r.forbids
	if len(r.now.words) == 0 && r.now.point == 0 && r.amount != "" {
		r.say(r.amount)
	}
	if len(r.now.words) > 0 || r.now.point != 0 {
		r.all = append(r.all, r.now)
	} else if r.now.denied && len(r.all) > 0 { // seals — no
		r.all[len(r.all)-1].denied = true
	}
	r.now, r.denied, r.verb, r.without, r.forbids, r.amount, r.no = stance{}, 0, false, false, false, "", false
}

// done are all clauses. One that has no subject has that of another one.
func (r *stanceReader) done() []stance {
	r.clause()
	single := oneCase.MatchString(r.low)
	for i := range r.all {
		r.all[i].hedged = r.all[i].hedged || single || r.condition > 0 && i+2 >= r.condition
		r.all[i].unclear = !r.all[i].denied && !r.all[i].full && !r.all[i].supposed && r.all[i].point == 0 && len(r.all[i].words) <= clauseWords && slices.ContainsFunc(r.all, func(s stance) bool { return s.denied })
		if len(r.all[i].words) > 0 {
			continue
		}
		for j := range r.all {
			if len(r.all[j].words) > 0 && !r.all[j].borrowed && (j < i || r.all[i].words == nil) {
				r.all[i].words, r.all[i].borrowed = r.all[j].words, true
			}
		}
	}
	return r.all
}

// sides tells whether two stances that are about one thing are on the same side of it.
func (a stance) sides(b stance) bool {
	switch both := a.point & b.point; {
	case both&necessary != 0 && a.denied == b.denied:
		return true
	case both&charged != 0:
		return a.costs() == b.costs()
	}
	return a.denied == b.denied
}

// costs tells whether a stance about costs says that there are any. No booking is needed for free parking: that denies no costs.
func (a stance) costs() bool {
	return a.free == (a.denied && !(a.free && a.point&necessary != 0))
}

// is tells whether two stances of one sentence are the same one.
func (a stance) is(b stance) bool {
	return a.point == b.point && a.denied == b.denied && a.free == b.free && a.supposed == b.supposed && maps.Equal(a.words, b.words)
}

// without is a stance without some words.
func (a stance) without(names map[string]bool) stance {
	if common(a.words, names) > 0 {
		a.words = maps.Clone(a.words)
		maps.DeleteFunc(a.words, func(w string, _ bool) bool { return names[w] })
	}
	return a
}

// besides are what is around a stance: the words of its sentence, of what stands over it, or of what was asked.
type besides map[string]bool

const (
	pointCovered  = 0.5 // share of each stance's words that the other sentence has, where both say what is needed or costs
	bothCovered   = 1.2 // of the two shares together
	clauseCovered = 0.7 // and where they do not
	clauseWords   = 2   // that they have in common then
)

// near is how much two stances are about one thing; 0: they are not.
func (a stance) near(b stance, mine, theirs besides) float64 {
	shared := common(a.words, b.words)
	if shared == 0 || a.supposed != b.supposed {
		return 0
	}
	covers := float64(common(a.words, theirs)) / float64(len(a.words))
	back := float64(common(b.words, mine)) / float64(len(b.words))
	least := clauseCovered
	switch {
	case a.point&b.point != 0:
		least = pointCovered
	case a.point != b.point || shared < clauseWords || a.unclear || b.unclear:
		return 0
	}
	if min(covers, back) < least || covers+back < bothCovered {
		return 0
	}
	return covers + back + float64(shared)/10
}
