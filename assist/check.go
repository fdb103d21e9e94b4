package assist

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// Dispute is a claim of a text that the knowledge base contradicts.
type Dispute struct {
	Claim  Claim
	Says   string // the sentence that says otherwise
	Value  string // what it says, as it stands there
	Source Source
}

// String says in a line what differs.
func (d Dispute) String() string {
	return fmt.Sprintf("%s: %s says %s", d.Claim.Text, d.Source.Title, d.Value)
}

const (
	checkedHits = 5       // articles that a text is compared with
	maxCompared = 4 << 10 // bytes of each text that are looked at
)

// Check compares what an operator is about to send with the articles that fit the dialogue, and with the sources of the
// draft that was used. What the customer himself has named is his, and not disputed.
func (a *Assistant) Check(ctx context.Context, text string, d Dialogue, used []Source) ([]Dispute, error) {
	if text = cutTo(text, maxCompared); len(Claims(text)) == 0 && len(assertions(text, knowledgeLang(text, d.Lang))) == 0 {
		return nil, nil
	}
	ranked, err := a.Rank(ctx, d, checkedHits)
	if err != nil {
		return nil, fmt.Errorf("find what to check a reply with: %w", err)
	}
	own := d // a reply may speak of more than it was asked
	own.Call, own.Turns = false, []Turn{{Customer: true, Text: text}}
	more, err := a.Rank(ctx, own, checkedHits)
	if err != nil {
		return nil, fmt.Errorf("find articles like a reply: %w", err)
	}
	ranked = append(ranked, more...)
	sources := slices.Clone(used)
	for _, r := range ranked {
		h := r.Hit
		sources = append(sources, sourceOf(h))
		if h.Lead != "" && h.Lead != h.Passage {
			lead := sources[len(sources)-1]
			lead.Passage, lead.Heading = h.Lead, ""
			sources = append(sources, lead)
		}
	}
	var given []string
	for _, t := range d.Turns {
		if t.Customer {
			given = append(given, t.Text)
		}
	}
	return Compare(text, sources, given), nil
}

// Compare finds the claims of a text that the sources contradict: a source speaks of the same thing in the same unit, and
// names another value. What no source speaks of is not disputed, nor what one of the texts in given names.
func Compare(text string, sources []Source, given []string) []Dispute {
	text = goingOn(cutTo(text, maxCompared))
	var theirs []Claim
	for _, g := range given {
		theirs = append(theirs, Claims(cutTo(g, maxCompared))...)
	}
	lang, _ := knowledge.Language(text, "")
	var facts []fact
	for _, s := range sources {
		for _, f := range factsOf(unwrapped(cutTo(s.Passage, maxCompared)), cmp.Or(s.Lang, lang)) {
			f.source = s
			facts = append(facts, f)
		}
	}
	out := turnedRound(text, lang, sources)
	for _, f := range factsOf(text, lang) {
		if slices.ContainsFunc(theirs, func(c Claim) bool { return f.claim.agrees(c) }) {
			continue
		}
		if against, ok := f.contradicted(facts); ok {
			out = append(out, Dispute{Claim: f.claim, Says: against.sentence, Value: against.claim.Text, Source: against.source})
		}
	}
	return out
}

// fact is a claim, and what it is about: the words of its sentence.
type fact struct {
	claim    Claim
	nth      int // among the claims of its sort and unit in the sentence
	sentence string
	about    map[string]bool
	source   Source
}

// contradicted finds the fact of the same subject that says otherwise, unless one as near says the same.
func (f fact) contradicted(facts []fact) (best fact, ok bool) {
	agreed, found := -1.0, 0.0
	for _, g := range facts {
		if g.claim.Sort != f.claim.Sort || g.claim.unit != f.claim.unit && !f.claim.sameInOther(g.claim) {
			continue
		}
		near := f.near(g)
		if near == 0 && f.claim.Sort == ClaimLink && misspelt(f.claim.Value, g.claim.Value) {
			near = 1
		}
		switch {
		case f.claim.agrees(g.claim):
			agreed = max(agreed, near)
		case near > found && opposable(f.claim, g.claim):
			best, found = g, near
		case near == found && ok && g.nth == f.nth && best.nth != f.nth && g.sentence == best.sentence:
			best = g
		}
		ok = found > 0
	}
	return best, ok && agreed < found
}

// near is how much the subjects of two facts have in common; 0: they are about different things.
func (f fact) near(g fact) float64 {
	shared := 0
	for w := range f.about {
		if g.about[w] {
			shared++
		}
	}
	small := min(len(f.about), len(g.about))
	if shared == 0 || shared == 1 && (len(f.about) > 1 || len(g.about) > 2) && len(g.about) > 1 || 2*shared < small {
		return 0
	}
	return float64(shared)
}

// factsOf finds the claims of a text (Markdown or plain) with their sentences.
func factsOf(text, lang string) []fact {
	var out []fact
	for line := range strings.Lines(text) {
		for _, s := range sentences(line) {
			claims := Claims(s)
			if len(claims) == 0 {
				continue
			}
			about := aboutOf(s, lang, claims)
			seen := map[string]int{}
			for _, c := range claims {
				kind := c.Sort + c.unit
				out = append(out, fact{claim: c, nth: seen[kind], sentence: s, about: about})
				seen[kind]++
			}
		}
	}
	return out
}

// aboutOf are the words of a sentence that say what its claims are about, folded and stemmed.
func aboutOf(sentence, lang string, claims []Claim) map[string]bool {
	about := map[string]bool{}
	for _, t := range knowledge.Analyze(sentence, lang) {
		inside := slices.ContainsFunc(claims, func(c Claim) bool { return t.Start < c.End && c.Start < t.End })
		if !inside && !t.Stop && !slices.Contains(carried, t.Word) {
			about[t.Term] = true
		}
	}
	return about
}

// lineBegins is how a line begins that does not go on with the one before: what Markdown gives a meaning to.
var lineBegins = regexp.MustCompile(`^(?:\s*$|\s*(?:[-*+•]|\d{1,3}[.)])\s|\s*[|#>])`)

// unwrapped is a Markdown text of the same length whose paragraphs have no line ends: a sentence, or a number and its unit, is
// not cut where the line is full.
func unwrapped(text string) string {
	b := []byte(text)
	for i := range b {
		if b[i] != '\n' || i == 0 {
			continue
		}
		before := text[strings.LastIndexByte(text[:i], '\n')+1 : i]
		after, _, _ := strings.Cut(text[i+1:], "\n")
		if closed := strings.TrimSpace(before) == "" || strings.ContainsAny(strings.TrimSpace(before)[:1], "|#"); !closed && !lineBegins.MatchString(after) {
			b[i] = ' '
		}
	}
	return string(b)
}

// goingOn is a text that a person wrote, of the same length, without the line ends in the middle of a sentence.
func goingOn(text string) string {
	b := []byte(text)
	for i := range b {
		last, _ := utf8.DecodeLastRuneInString(text[:i])
		if next, _ := utf8.DecodeRuneInString(text[i+1:]); b[i] == '\n' && unicode.IsLower(next) && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ',') {
			b[i] = ' '
		}
	}
	return string(b)
}

// cutTo bounds a text in bytes, between two of its characters.
func cutTo(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
