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

// urgencyRules reads the rules, once: in the order in which they are asked, what is worst first, and what is no alarm.
var urgencyRules = sync.OnceValues(func() (rules []urgencyRule, calm []saying) {
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
		if level == "calm" {
			calm = says
			continue
		}
		n, err := strconv.Atoi(level)
		if err != nil {
			panic(fmt.Errorf("urgency.txt: %q: %w", head, err))
		}
		rules = append(rules, urgencyRule{Urgency{n, why}, says})
	}
	return rules, calm
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
	rules, calm := urgencyRules()
	s := simple(text)
	for _, c := range calm {
		if c.in(s) {
			s = c.says.ReplaceAllString(s, " , ")
		}
	}
	for _, rule := range rules {
		for _, way := range rule.says {
			if !way.in(s) {
				continue
			}
			for _, at := range way.says.FindAllStringIndex(s, 3) {
				if !denied.MatchString(s[:at[0]+1]) {
					return rule.Urgency
				}
			}
		}
	}
	return Urgency{}
}
