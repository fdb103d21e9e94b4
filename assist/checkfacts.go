package assist

import "strings"

// fact is a claim, and what it is about: the words of its sentence, and those that stand over it.
type fact struct {
	claim    Claim
	nth      int // among the claims of its sort and unit in the sentence
	sentence string
	about    map[string]bool
	clause   map[string]bool // those of about that are in its part of the sentence; of a table, in its row's and column's heads
	over     map[string]bool // the words of its title, heading and table's head
	days     week            // of a time: on which days; of days: all of which the sentence says the same
	except   week            // of a time: on which of these days its sentence says another one
	closed   bool            // of days: it is then that nothing is open
	today    bool            // it is about one day, not about the rule
	borrowed bool            // about is of the sentence before, or of what was asked
	general  bool            // of a card: about is what the project is called
	foreign  bool            // of another project than the text is about: it may bear the text out, but contradicts nothing
	source   Source
}

// near is how much the subjects of two facts have in common; 0: they are about different things.
func (f fact) near(g fact) float64 {
	if g.general {
		if f.isGeneral(g.about) {
			return float64(3*len(f.about) + 1)
		}
		return 0
	}
	if f.anotherCode(g) {
		return 0
	}
	theirs, mine, part := orElse(g.about, g.over), orElse(f.clause, f.about), orElse(g.clause, orElse(g.about, g.over))
	over, overMine := 0, 0
	for w := range f.about {
		if !theirs[w] && g.over[w] {
			over++
			if mine[w] {
				overMine++
			}
		}
	}
	shared, inPart := common(f.about, theirs), common(mine, theirs)
	switch {
	case f.borrowed && 2*shared <= len(f.about), len(mine) > 0 && inPart+common(mine, g.over) == 0:
		return 0
	case shared == 0 && (over < 2 || len(g.about) != 1):
		return 0
	case shared < 2 && over > 0, inPart > 1 && 2*inPart >= len(mine), len(f.clause) > 0 && common(f.clause, g.clause) == len(f.clause): // enough
	case shared == 1 && len(theirs) > 1 && (len(f.about) > 1 || len(theirs) > 2), 2*shared < min(len(f.about), len(theirs)):
		return 0
	}
	return float64(inPart+overMine+common(mine, part)) + float64(shared)/2 + float64(min(over, 2))/4
}

// orElse is a set of words, or another one if it is empty.
func orElse(words, other map[string]bool) map[string]bool {
	if len(words) == 0 {
		return other
	}
	return words
}

// common is how many words two sets have in common.
func common(a, b map[string]bool) (n int) {
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

// factsOf finds the claims of a text (Markdown or plain) with their sentences. Where a sentence has no subject of its own, it
// is that of the one before, or what was asked.
func factsOf(text, lang, asked string) []fact {
	var out []fact
	var t table
	before := asked
	for line := range strings.Lines(text) {
		row := t.next(line)
		for _, s := range sentences(line) {
			claims := Claims(s)
			if len(claims) == 0 {
				if before == "" || !speaksOfIt(s, lang) {
					before = s
				}
				continue
			}
			if row {
				t.name(s, claims)
			}
			said := saidIn(s, lang)
			about, borrowed := setOfWords(said, 0, len(s), claims), false
			own := about
			var it map[string]bool // what the sentence before is about
			switch {
			case row:
				before = s
			case len(about) == 0:
				about, borrowed = aboutOf(before, lang), true
			case speaksOfIt(s, lang):
				it = aboutOf(before, lang)
				about = joined(about, it)
			default:
				before = s
			}
			list := factsAbout(claims, fact{sentence: s, about: about, borrowed: borrowed, today: oneDay.MatchString(s)})
			for i, c := range claims {
				if f := &list[i]; row {
					f.over, f.clause = aboutOf(t.header, lang), aboutOf(t.headsOf(s, c.Start), lang)
					f.about = joined(f.clause, about)
				} else {
					from, until := clauseOf(s, c, claims)
					f.clause = setOfWords(said, from, until, claims)
					switch {
					case it == nil:
					case c.measures():
						f.about = own
					case speaksOfIt(s[from:until], lang), saysMoreOfIt.MatchString(s[from:until]):
						f.clause = joined(f.clause, it)
					}
				}
			}
			onDays(s, list)
			out = append(out, list...)
		}
	}
	return out
}

// factsAbout are the claims of a sentence as facts like one, numbered among their sort and unit.
func factsAbout(claims []Claim, like fact) []fact {
	list := make([]fact, len(claims))
	seen := map[string]int{}
	for i, c := range claims {
		like.claim, like.nth = c, seen[c.Sort+c.unit]
		list[i] = like
		seen[c.Sort+c.unit]++
	}
	return list
}
