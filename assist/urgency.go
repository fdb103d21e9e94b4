package assist

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Urgency is how much sooner than others a question is to be answered, by the scale of a conversation's priority: 0 like
// all others, 1 sooner, 2 at once; and why, for the operators.
type Urgency struct {
	Level int
	Why   string
}

// danger is why a text is urgent that speaks of danger to somebody's life or health.
const danger = "danger to people"

// fraud is why a text is urgent that speaks of what others do in the customer's name.
const fraud = "fraud"

// Danger tells whether somebody's life or health is in danger.
func (u Urgency) Danger() bool { return u.Why == danger }

//go:embed urgency.txt
var urgencyText string

// urgencyRule is what a text says when it is urgent: in en, uk, ru, de and pl, in the form that simple makes of texts.
type urgencyRule struct {
	Urgency
	says []saying
}

// saying is one way to say something. None is found in a text that has none of its words, which is quickly seen.
type saying struct {
	words []string // one of them stands in every text that says it; nil: not known
	says  *regexp.Regexp
}

func (s saying) in(text string) bool {
	return s.words == nil || slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(text, w) })
}

// urgencyTold is all that the file says: the rules in the order in which they are asked, what is worst first, what is no alarm,
// how people say that something is over, that it was a while ago, and that it is so again.
type urgencyTold struct {
	rules                   []urgencyRule
	calm, over, past, again []saying
}

// urgencyRules reads them, once.
var urgencyRules = sync.OnceValue(func() (told urgencyTold) {
	for section := range strings.SplitSeq("\n"+urgencyText, "\n= ") {
		head, lines, _ := strings.Cut(section, "\n")
		var says []saying
		for line := range strings.Lines(lines) {
			if lang, pattern, ok := strings.Cut(strings.TrimSpace(line), " "); ok && lang != "#" {
				says = append(says, saying{wordsOf(pattern), regexp.MustCompile(`\s(?:` + pattern + `)\s`)})
			}
		}
		if len(says) == 0 {
			continue // what the file is about
		}
		level, why, _ := strings.Cut(head, " ")
		switch level {
		case "calm":
			told.calm = says
			continue
		case "over":
			told.over = says
			continue
		case "past":
			told.past = says
			continue
		case "again":
			told.again = says
			continue
		}
		n, err := strconv.Atoi(level)
		if err != nil {
			panic(fmt.Errorf("urgency.txt: %q: %w", head, err))
		}
		told.rules = append(told.rules, urgencyRule{Urgency{n, why}, says})
	}
	return told
})

// wordsOf are texts of which one stands in whatever a pattern matches.
func wordsOf(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(fmt.Errorf("urgency.txt: %q: %w", pattern, err))
	}
	return wordsIn(re)
}

func wordsIn(re *syntax.Regexp) (words []string) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return wordsIn(re.Sub[0])
	case syntax.OpConcat: // each part is there: the one that tells most
		for _, sub := range re.Sub {
			if w := wordsIn(sub); w != nil && (words == nil || shortestOf(w) > shortestOf(words)) {
				words = w
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			w := wordsIn(sub)
			if w == nil {
				return nil
			}
			words = append(words, w...)
		}
	}
	return words
}

func shortestOf(words []string) int {
	return len(slices.MinFunc(words, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
}

// denied are words before which an alarm is none: "there is no fire".
var denied = regexp.MustCompile(`\s(no|not|isnt|arent|немає|нема|не|нет|kein|keine|keinen|nie ma|nie|without|без|ohne|bez) $`)

// UrgencyOf finds by rules how urgent a text is. A text of more than a page is looked at as far as its first page.
func UrgencyOf(text string) Urgency {
	told := urgencyRules()
	all := calmed(text, told.calm)
	worst := told.worst(func(Urgency) string { return all })
	again := func(o saying) bool { return o.in(all) && o.says.MatchString(all) }
	if worst.Level < 2 || worst.Danger() && slices.ContainsFunc(told.again, again) {
		return worst
	}
	still := withoutClauses(text, told.over)
	now := withoutClauses(still, told.past)
	if now == text {
		return worst
	}
	still, now = calmed(still, told.calm), calmed(now, told.calm)
	return told.worst(func(u Urgency) string {
		switch { // money that went last year is still to be found, and who used a card last month to be looked for
		case u.Level < 2:
			return all
		case u.Why == fraud:
			return still
		}
		return now
	})
}

// worst is the worst that texts tell, in the form that simple makes: for each urgency the text that may tell it.
func (told *urgencyTold) worst(in func(Urgency) string) Urgency {
	worst := alarmsOf().worst(in)
	for _, rule := range told.rules {
		if (rule.Level > worst.Level || rule.Danger() && !worst.Danger()) && rule.in(in(rule.Urgency)) {
			return rule.Urgency
		}
	}
	return worst
}

// in tells whether a text says it.
func (rule urgencyRule) in(text string) bool {
	for _, way := range rule.says {
		if !way.in(text) {
			continue
		}
		for _, at := range way.says.FindAllStringIndex(text, 3) {
			if !denied.MatchString(text[:at[0]+1]) && !strings.HasPrefix(text[at[1]:], "nicht ") { // "es brennt nicht"
				return true
			}
		}
	}
	return false
}

// calmed is a text, in the form that simple makes, without what sounds like an alarm and is none.
func calmed(text string, calm []saying) string {
	text = simple(text)
	for _, c := range calm {
		if c.in(text) {
			text = c.says.ReplaceAllString(text, " , ")
		}
	}
	return text
}

// clauseEnds are the marks between the clauses of a text.
const clauseEnds = ".!?;,:\n"

// onlyWhen is how many words a clause has at most that only tells when: "last winter, …"
const onlyWhen = 3

// withoutClauses leaves out the clauses that say one of these.
func withoutClauses(text string, say []saying) string {
	var kept []string
	when, dropped := false, false
	for _, clause := range strings.FieldsFunc(text[:min(len(text), 8*longestPhrase)], func(c rune) bool { return strings.ContainsRune(clauseEnds, c) }) {
		s := simple(clause)
		past := slices.ContainsFunc(say, func(o saying) bool { return o.in(s) && o.says.MatchString(s) })
		if !past && !when {
			kept = append(kept, clause)
		}
		when = past && len(strings.Fields(s)) <= onlyWhen
		dropped = dropped || past
	}
	if !dropped {
		return text
	}
	return strings.Join(kept, ", ")
}
