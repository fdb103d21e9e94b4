package assist

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"switchboard/knowledge"
)

// Urgency is how much sooner than others a question is to be answered, by the scale of a conversation's priority: 0 like
// all others, 1 sooner, 2 at once; and why, for the operators.
type Urgency struct {
	Level int
	Why   string
}

// danger is why a text is urgent that speaks of danger to somebody's life or health.
const danger = "danger to people"

// harmed is why a text is urgent that speaks of an animal that is hurt or poisoned.
const harmed = "danger to an animal"

// fraud is why a text is urgent that speaks of what others do in the customer's name.
const fraud = "fraud"

// Danger tells whether somebody's life or health is in danger.
func (u Urgency) Danger() bool { return u.Why == danger }

// Harm tells whether somebody's or an animal's life or health is in danger.
func (u Urgency) Harm() bool { return u.Danger() || u.Why == harmed }

//go:embed urgency.txt
var urgencyText string

// urgencyRule is what a text says when it is urgent: in en, uk, ru, de and pl, in the form that simple makes of texts.
type urgencyRule struct {
	Urgency
	says []*knowledge.Pattern
}

// urgencyTold is all that the file says: the rules in the order in which they are asked, what is worst first, what is no alarm,
// what is one all the same, how people say that something is over, that it was a while ago, and that it is so again.
type urgencyTold struct {
	rules                         []urgencyRule
	calm, real, over, past, again []*knowledge.Pattern
}

// urgencyRules reads them, once.
var urgencyRules = sync.OnceValue(func() (told urgencyTold) {
	for section := range strings.SplitSeq("\n"+urgencyText, "\n= ") {
		head, lines, _ := strings.Cut(section, "\n")
		var says []*knowledge.Pattern
		for line := range strings.Lines(lines) {
			if lang, pattern, ok := strings.Cut(strings.TrimSpace(line), " "); ok && lang != "#" {
				says = append(says, knowledge.MustPattern(`\s(?:`+pattern+`)\s`))
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
		case "real":
			told.real = says
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

// denied are words before which an alarm is none: "there is no fire".
var denied = knowledge.MustPattern(`\s(no|not|isnt|arent|немає|нема|не|нет|kein|keine|keinen|nie ma|nie|without|без|ohne|bez) $`)

// UrgencyOf finds by rules how urgent a text is. A text of more than a page is looked at as far as its first page.
func UrgencyOf(text string) Urgency {
	told := urgencyRules()
	all := told.calmed(text)
	worst := told.worst(func(Urgency) string { return all })
	if worst.Level < 2 || worst.Danger() && saysOne(told.again, all) {
		return worst
	}
	still := withoutClauses(text, told.over)
	now := withoutClauses(still, told.past)
	if now == text {
		return worst
	}
	still, now = told.calmed(still), told.calmed(now)
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
		for _, at := range way.FindAllStringIndex(text, 3) {
			if !denied.MatchString(text[:at[0]+1]) && !strings.HasPrefix(text[at[1]:], "nicht ") { // "es brennt nicht"
				return true
			}
		}
	}
	return false
}

// calmed is a text, in the form that simple makes, without what sounds like an alarm and is none. Each clause is calmed by itself, on a
// line over whose end no pattern reaches: in "Fire! Doors are locked" nobody speaks of a fire door.
func (told *urgencyTold) calmed(text string) string {
	whole := simple(text)
	if saysOne(told.real, whole) {
		return whole
	}
	clauses := clausesIn(text)
	for i, clause := range clauses {
		clauses[i] = simple(clause)
	}
	lines := strings.Join(clauses, "\n")
	for _, c := range told.calm {
		lines = c.ReplaceAllString(lines, " , ")
	}
	return strings.ReplaceAll(lines, "\n ", "")
}

// saysOne tells whether a text, in the form that simple makes, says one of these.
func saysOne(say []*knowledge.Pattern, text string) bool {
	return slices.ContainsFunc(say, func(o *knowledge.Pattern) bool { return o.MatchString(text) })
}

// clauseEnds are the marks between the clauses of a text.
const clauseEnds = ".!?;,:\n"

// withinNumber is such a mark that ends none: "2,4 GHz".
var withinNumber = knowledge.MustPattern(`(\d)[.,:](\d)`)

// clausesIn are the clauses of a text, as far as its first page.
func clausesIn(text string) []string {
	text = withinNumber.ReplaceAllString(text[:min(len(text), 8*longestPhrase)], "$1 $2")
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(clauseEnds, c) })
}

// onlyWhen is how many words a clause has at most that only tells when: "last winter, …"
const onlyWhen = 3

// withoutClauses leaves out the clauses that say one of these.
func withoutClauses(text string, say []*knowledge.Pattern) string {
	var kept []string
	when, dropped := false, false
	for _, clause := range clausesIn(text) {
		s := simple(clause)
		past := saysOne(say, s)
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
