package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// A long talk has several matters: the earlier ones with most in them stand in its summary, and of what we said that which binds us.

const (
	summaryOf   = 3   // earlier questions, and answers, at most
	summaryEach = 100 // characters of each of several
)

// askedBefore is what the customer asked before his last words, up to three questions with the most in them, in their order.
func askedBefore(before []string, says string) string {
	var kept []string
	for _, text := range before {
		if !tellsMatter(text) {
			continue
		}
		text = matter([]string{text})
		if !slices.ContainsFunc(append(kept, says), func(o string) bool { return saysAgain(text, o) }) {
			kept = append(kept, text)
		}
	}
	if len(kept) == 0 && len(before) > 0 {
		kept = []string{matter(before[:1])}
	}
	return inOneLine(most(kept, summaryOf, asksMuch))
}

// asksMuch is how much a text asks: by its words and figures, and more if it is a question.
func asksMuch(text string) int {
	n := contentWords(text) + len(Claims(text))
	if Wanting(text) == Asks {
		n += 2
	}
	return n
}

// tellsMatter tells whether a text says more than who somebody is.
func tellsMatter(text string) bool {
	return slices.ContainsFunc(sentences(oneLine(text)), func(s string) bool { return !introduces(s) && contentWords(s) > 0 })
}

// saysAgain tells whether all that a text says stands in another.
func saysAgain(text, other string) bool {
	among := bagOf(terms(other, ""))
	return !slices.ContainsFunc(terms(text, ""), func(t term) bool { return !t.stop() && among.found(t) == 0 })
}

// most are up to n texts with the most in them, in their order; of equals the later ones.
func most(texts []string, n int, much func(string) int) []string {
	kept := slices.Clone(texts)
	for len(kept) > n {
		least := 0
		for i := range kept {
			if much(kept[i]) < much(kept[least]) {
				least = i
			}
		}
		kept = slices.Delete(kept, least, least+1)
	}
	return kept
}

// inOneLine are texts in one line, each cut.
func inOneLine(texts []string) string {
	out := slices.Clone(texts)
	for i, text := range out {
		out[i] = clip(text, lengthOf(texts))
	}
	return strings.Join(out, " · ")
}

// lengthOf is how long each of some texts may be.
func lengthOf(texts []string) int {
	if len(texts) > 1 {
		return summaryEach
	}
	return summaryShort
}

// given is something that we told a customer.
type given struct{ by, text string }

// answeredLine is what we said already, in our words: up to three sentences, those with dates, prices and promises before others.
func answeredLine(d Dialogue) string {
	told, helped := givenIn(d)
	if len(told) == 0 {
		return ""
	}
	var texts []string
	for _, g := range told {
		texts = append(texts, g.text)
	}
	last := len(texts) - 1
	texts = append(most(texts[:last], summaryOf-1, binds), texts[last])
	var out []string
	by := ""
	for _, g := range told {
		if !slices.Contains(texts, g.text) {
			continue
		}
		text := "“" + clip(g.text, lengthOf(texts)) + "”"
		if g.by != by {
			text = g.by + ": " + text
		}
		out, by = append(out, text), g.by
	}
	line := strings.Join(out, " · ")
	if !helped {
		line += " The customer says that it did not help."
	}
	return line
}

// givenIn is all that we told in a conversation that may stand in its summary, and whether the last of it was not said to be of no help.
func givenIn(d Dialogue) (told []given, helped bool) {
	// What we say on the telephone before anything is asked answers nothing; where nothing is, before anything is told.
	began, least := !d.Call, Tells
	if slices.ContainsFunc(d.Turns, func(t Turn) bool { return t.Customer && Wanting(t.Text) == Asks }) {
		least = Asks
	}
	helped = true
	var civil []given // what tells nothing, for want of better
	for i, t := range d.Turns {
		began = began || t.Customer && Wanting(t.Text) >= least
		switch {
		case !began:
		case t.Customer:
			if notHelped(t.Text, d.Turns[:i]) || unhelped.MatchString(simple(t.Text)) {
				helped = false
			}
		default:
			by := "by the assistant"
			if t.By == "operator" {
				by = "by an operator"
			}
			said := binding(t)
			for _, text := range said {
				if told = slices.DeleteFunc(told, func(g given) bool { return g.text == text }); text != "" {
					told = append(told, given{by, text})
				}
			}
			if s := beyondGreeting(t.Text); len(said) == 0 && s != "" && !d.Call { // on the telephone there is much small talk
				civil = append(civil, given{by, s})
			}
			helped = helped || len(said) > 0 || beyondGreeting(t.Text) != "" && !d.Call
		}
	}
	if len(told) == 0 && len(civil) > 0 {
		told = civil[len(civil)-1:]
	}
	return told, helped
}

// binding is what a reply tells: its first sentence that tells something, and of an operator's each that binds us.
func binding(t Turn) (out []string) {
	first := informs(t.Text)
	if first != "" {
		out = append(out, first)
	}
	if t.By != "operator" || repeated.MatchString(t.Text) {
		return out
	}
	for _, s := range sentences(oneLine(t.Text)) {
		if s != first && binds(s) > 0 && !strings.HasSuffix(s, "?") {
			out = append(out, s)
		}
	}
	return out
}

// binds is how much a sentence of ours binds us: it names a day, a time or a price, or promises something.
func binds(s string) (n int) {
	for _, c := range Claims(s) {
		if slices.Contains([]string{ClaimPrice, ClaimDate, ClaimTime}, c.Sort) {
			n = 2
		}
	}
	gives := func(p saying) bool { return p.said.MatchString(s) }
	if slices.ContainsFunc(endRules, func(r endRule) bool { return r.ours && r.in(s) }) || slices.ContainsFunc(slices.Concat(promises, acts), gives) {
		n += 2
	}
	return n
}

// repeated is a question above its answer, in a reply that answers several.
var repeated = knowledge.MustPattern(`(?m)^> .*$`)

// informs is what a reply tells, of each of its answers the first sentence.
func informs(text string) string {
	answers := repeated.Split(text, -1)
	var out []string
	for _, a := range answers {
		if s := informing(a); s != "" {
			out = append(out, clip(s, summaryShort/max(len(answers)-1, 1)))
		}
	}
	return strings.Join(out, " ")
}

// beyondGreeting is the first sentence of a text that neither greets nor asks back.
func beyondGreeting(text string) string {
	for _, s := range sentences(oneLine(text)) {
		if !Greeting(s) && !strings.HasSuffix(s, "?") {
			return s
		}
	}
	return ""
}

// informing is the first sentence of a text that tells something: more than "I am sorry" and "one moment".
func informing(text string) string {
	for _, s := range sentences(oneLine(text)) {
		if !strings.HasSuffix(s, "?") && !Greeting(s) && !Thanks(s) && !assents.MatchString(simple(s)) && !holding.MatchString(simple(s)) && contentWords(s) > 1 {
			return s
		}
	}
	return ""
}
