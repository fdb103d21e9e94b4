package assist

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
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
	checkedHits = 8       // articles that a text is compared with
	maxPassages = 40      // of each
	maxCompared = 4 << 10 // bytes of each text that are looked at
)

// Check compares what an operator is about to send with the articles that fit the dialogue, and with the sources of the
// draft that was used. What the customer himself has named is his, and not disputed.
func (a *Assistant) Check(ctx context.Context, text string, d Dialogue, used []Source) ([]Dispute, error) {
	if text = cutTo(text, maxCompared); !worthComparing(text, knowledgeLang(text, d.Lang)) {
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
	var hits []knowledge.Hit
	for _, r := range ranked {
		if !slices.ContainsFunc(hits, func(h knowledge.Hit) bool { return h.Article == r.Hit.Article }) {
			hits = append(hits, r.Hit)
		}
	}
	sources := slices.Clone(used)
	bodies := a.wholes().of(ctx, hits)
	for _, h := range hits {
		sources = append(sources, whole(h, bodies)...)
	}
	var given []string
	for _, t := range d.Turns {
		if t.Customer {
			given = append(given, t.Text)
		}
	}
	projects := a.allProjects(ctx)
	c := comparison{text: text, lang: d.Lang, sources: sources, given: given, about: concerned(projects, text, d), read: a.passages.of}
	for _, p := range projects {
		c.projects = append(c.projects, p.Name)
		if c.about[p.Key] || len(c.about) == 0 && len(ranked) > 0 && ranked[0].Hit.Project == p.Key {
			c.cards = append(c.cards, p)
			c.sources = append(c.sources, cardSources(p, cmp.Or(d.At, time.Now()))...)
		}
	}
	c.contacts = a.contacts(projects)
	return c.disputes(), nil
}

// worthComparing tells whether there is anything in a text to be compared.
func worthComparing(text, lang string) bool {
	if _, plainly := yesOrNo(text); plainly {
		return true
	}
	return len(Claims(text)) > 0 || len(codesIn(text)) > 0 || slices.ContainsFunc(assertions(text, lang), func(a assertion) bool {
		return len(a.about) >= assertedWords || slices.ContainsFunc(a.stances, func(s stance) bool { return s.point != 0 || len(s.words) >= clauseWords })
	})
}

// Compare finds the claims of a text that the sources contradict: a source speaks of the same thing in the same unit, and
// names another value. What no source speaks of is not disputed, nor what one of the texts in given names.
func Compare(text string, sources []Source, given []string) []Dispute {
	return comparison{text: text, sources: sources, given: given, read: readWhole}.disputes()
}

// comparison is a text and what it is compared with.
type comparison struct {
	text     string
	lang     string // of the dialogue, or empty
	sources  []Source
	given    []string            // by the customer
	about    map[string]bool     // keys of the projects concerned; none: any
	cards    []knowledge.Project // whose hours and contacts count for the project as a whole
	projects []string            // names of all
	contacts []Claim             // of all projects
	read     func(passage, lang string) *readPassage
}

func (c comparison) disputes() []Dispute {
	text := goingOn(cutTo(c.text, maxCompared))
	asked, theirs := "", []Claim(nil)
	for _, g := range c.given {
		asked = cutTo(g, maxCompared)
		theirs = append(theirs, Claims(asked)...)
	}
	lang := knowledgeLang(text, c.lang)
	facts := c.facts(lang)
	var names []map[string]bool
	for _, p := range c.cards {
		names = append(names, namesOfCard(p, lang))
	}
	out := append(c.turnedRound(text, lang), c.misnamed(text, lang, c.given)...)
	for _, d := range c.miscoded(text, lang) {
		if !slices.ContainsFunc(out, func(o Dispute) bool {
			return o.Claim.Start < d.Claim.End && d.Claim.Start < o.Claim.End && o.Claim.Sort == ClaimName
		}) {
			out = append(out, d)
		}
	}
	at := 0 // where the sentence stands
	for _, f := range factsOf(text, lang, asked) {
		at += max(strings.Index(text[at:], f.sentence), 0)
		f = c.priced(f, facts, theirs)
		says := func(o Claim) bool { return f.agrees(fact{claim: o}) }
		if f.claim.Sort != ClaimDay && slices.ContainsFunc(theirs, says) || slices.ContainsFunc(c.contacts, says) && !slices.ContainsFunc(names, f.isGeneral) {
			continue // a day is asked for: are you open on Sunday?
		}
		if against, ok := f.contradicted(facts); ok {
			d := Dispute{Claim: f.claim, Says: against.sentence, Value: against.claim.Text, Source: against.source}
			d.Claim.Start, d.Claim.End = d.Claim.Start+at, d.Claim.End+at
			out = append(out, d)
		}
	}
	for _, d := range c.ofOtherRows(text, lang, facts) {
		if !slices.ContainsFunc(out, func(o Dispute) bool { return o.Claim.Start < d.Claim.End && d.Claim.Start < o.Claim.End }) {
			out = append(out, d)
		}
	}
	for i := range out {
		out[i].Says = fieldsSaid(out[i].Says)
	}
	return out
}

// facts are what the sources and the cards say.
func (c comparison) facts(lang string) []fact {
	var out []fact
	for _, s := range c.sources {
		over := aboutOf(s.Title+"\n"+s.Heading, cmp.Or(s.Lang, lang))
		for _, f := range c.read(s.Passage, cmp.Or(s.Lang, lang)).facts {
			f.source, f.foreign = s, len(c.about) > 0 && !c.about[s.Project]
			f.over = joined(f.over, over)
			out = append(out, f)
		}
	}
	for _, p := range c.cards {
		out = append(out, cardFacts(p, lang)...)
	}
	return out
}

// joined are the words of both sets.
func joined(a, b map[string]bool) map[string]bool {
	if len(a) == 0 {
		return b
	}
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

// lineBegins is how a line begins that does not go on with the one before: what Markdown gives a meaning to.
var lineBegins = knowledge.MustPattern(`^(?:\s*$|\s*(?:[-*+•]|\d{1,3}[.)])\s|\s*[|#>])`)

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

// fullLine is how many characters a line has from which on it may have been broken because it was full.
const fullLine = 60

// goingOn is a text that a person wrote, of the same length, without the line ends in the middle of a sentence: before a small
// letter, or behind a full line that no sign ends.
func goingOn(text string) string {
	b := []byte(text)
	for i := range b {
		if b[i] != '\n' || i == 0 {
			continue
		}
		line := text[strings.LastIndexByte(text[:i], '\n')+1 : i]
		last, _ := utf8.DecodeLastRuneInString(line)
		after, _, _ := strings.Cut(text[i+1:], "\n")
		next, _ := utf8.DecodeRuneInString(after)
		going := unicode.IsLetter(last) || unicode.IsDigit(last) || last == ','
		full := utf8.RuneCountInString(line) >= fullLine && !strings.ContainsRune(".!?:;|", last) && !strings.ContainsAny(line[:1], "|#")
		if going && unicode.IsLower(next) || full && !lineBegins.MatchString(after) {
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
