package assist

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	maxAsked  = 1000 // characters of the question that are looked at
	lastHeard = 3    // utterances of a caller that may hold the question
	naming    = 5    // articles that may have a number
	lookedUp  = 3    // numbers that are looked up, the last ones said
	goesBack  = 3    // questions before one that goes on with them
)

// question is what is to be answered.
type question struct {
	text    string
	recent  string              // the last words alone, when text has the question before them too: the answer must not miss them
	further bool                // it begins as one does that goes on with the question before it, and may stand alone as well
	less    string              // the last words, when they only leave something out of what is asked in text, before them
	others  map[string][]string // synonyms of its words, among others
}

// asked are what may be to be answered in writing: the customer's last words without what tells who he is, with the question
// before them when they are too short to stand alone ("and in Poland?"), or both where they may go on with it and may stand alone ("and a bicycle for a week?"). A number or address that may be the customer's own
// stays if an article names it; of many, the last ones are looked up.
func (a *Assistant) asked(ctx context.Context, d Dialogue) ([]question, error) {
	stripped := slices.Clone(d.Turns)
	left := lookedUp
	for i, t := range slices.Backward(stripped) {
		if !t.Customer {
			continue
		}
		text, bare := knowledge.WithoutPerson(t.Text)
		for _, value := range bare[max(0, len(bare)-left):] {
			left--
			named, err := a.names(ctx, d, value)
			if err != nil {
				return nil, err
			}
			if named {
				text = t.Text
			}
		}
		stripped[i].Text = text
	}
	d.Turns = stripped
	return questions(d), nil
}

// names tells whether an article has a number or an address.
func (a *Assistant) names(ctx context.Context, d Dialogue, value string) (bool, error) {
	hits, err := a.index.Search(ctx, knowledge.Query{Text: value, Lang: d.Lang, Internal: true, At: d.At, Limit: naming, Unmarked: true})
	if err != nil {
		return false, fmt.Errorf("search for a number: %w", err)
	}
	value = lettersAndDigits(value)
	return slices.ContainsFunc(hits, func(h knowledge.Hit) bool {
		return strings.Contains(lettersAndDigits(h.Title+" "+h.Heading+" "+h.Question+" "+h.Passage), value)
	}), nil
}

// whole is all that is asked, with what is left out of it.
func (q question) whole() string {
	if q.less == "" {
		return q.text
	}
	return q.text + "\n" + q.less
}

// lessThat is how somebody goes on who leaves something out, as simple makes it, in en, uk, ru, de and pl.
var lessThat = knowledge.MustPattern(`^\s((and|but|what|how|about|if|the same|same|і|й|а|та|але|якщо|и|но|если|und|aber|oder|i|ale) ){0,3}(without|w o|except|excluding|apart from|aside from|other than|but not|` +
	`без|крім|окрім|за винятком|кроме|помимо|за исключением|ohne|außer|bez|oprócz|poza|z wyjątkiem)\s`)

// unwished is what words leave out that say no more: empty, if they say anything else.
func unwished(text string) string {
	said := simple(text)
	if at := lessThat.FindStringIndex(said); at != nil && contentWords(said[at[1]:]) <= mostLess {
		return strings.TrimSpace(said[at[1]:])
	}
	return ""
}

// mostLess is how many words that say something what is left out has at most: "without a personal trainer".
const mostLess = 2

// questions are the customer's last words, with the question before them when they are too short to stand alone, and those that stand
// between: "how much is a canoe", "and a pedalo?", "for a day?". What may stand alone as well is asked both ways: "and a pedalo for a day?".
func questions(d Dialogue) []question {
	last, before := lastWords(d)
	q := question{text: strings.Join(last, "\n")}
	leaning := q
	if len(before) > 0 && mayLean(q.text, d.Lang) {
		asked := goneOnWith(before, d.Lang)
		if unwished(q.text) != "" { // its words would find what is not wanted
			leaning.less, leaning.text = cut(q.text), asked
		} else {
			leaning.recent, leaning.text = cut(q.text), asked+"\n"+q.text
		}
	}
	q.further, q.text, leaning.text = goesFurther(q.text, d.Lang), cut(q.text), cut(leaning.text)
	switch {
	case leaning.text == "":
		return nil
	case leaning.text == q.text, leans(q.text, d.Lang):
		return []question{leaning}
	}
	return []question{q, leaning}
}

// goneOnWith is the question before that somebody goes on with, and those that stand between.
func goneOnWith(before []string, lang string) string {
	from := len(before) - 1
	for from > 0 && len(before)-from < goesBack && mayLean(before[from], lang) {
		from--
	}
	return strings.Join(before[from:], "\n")
}

// leans tells whether words are too short to stand alone, leave something out, or short and speak of what was said, "how much is it in Poland", or say no
// more than how something is asked, how many or for how long: "скільки коштує", "jak długo trwa", "а за 3 дні?".
func leans(text, lang string) bool {
	n := contentWords(text)
	return n < 2 || unwished(text) != "" || n < 3 && speaksOfMore(simple(text), lang) || besideAsking(text) == 0 || besideAmounts(text) == 0
}

// mayLean tells whether words lean on what was said before or may: they say one thing and how many of it or for how long, or begin as what goes on.
func mayLean(text, lang string) bool {
	return leans(text, lang) || besideAmounts(text) < 2 || goesFurther(text, lang)
}

// cut keeps the end of a text that is longer than anybody asks.
func cut(text string) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, " "))
	if utf8.RuneCountInString(text) > maxAsked {
		r := []rune(text)
		text = string(r[len(r)-maxAsked:])
	}
	return text
}

// lastWords are the customer's last turns, since ours, and those before. What asks nothing is left out: greetings, thanks,
// and the wish for a person. On the telephone both sides talk at once, so the last few utterances count whoever spoke
// between them.
func lastWords(d Dialogue) (last, before []string) {
	ended := false
	for _, t := range slices.Backward(d.Turns) {
		text := Asked(t.Text)
		if !d.Call && Nudges(text) {
			continue
		}
		switch {
		case !t.Customer:
			ended = ended || (len(last) > 0 && !d.Call)
		case text == "":
		case ended || (d.Call && len(last) == lastHeard):
			before = append(before, text)
		default:
			last = append(last, text)
			ended = ended || t.Anew
		}
	}
	slices.Reverse(last)
	slices.Reverse(before)
	if n := len(d.Turns) - 1; len(last)+len(before) == 0 && n >= 0 && Thanks(d.Turns[n].Text) {
		last = []string{d.Turns[n].Text} // who is asked about it all the same: an article may be on thanks
	}
	return withoutPreambles(last), withoutPreambles(before)
}

// withoutPreambles are those of some texts that say more than that a question follows, how are you, or one moment; all of them if none does.
func withoutPreambles(texts []string) []string {
	says := slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return Preamble(t) || isSmallTalk(t) || Rests(t) })
	if len(says) == 0 {
		return texts
	}
	return says
}

// Asked is what words ask that an article may answer, without the greeting before it, the e-mail and the signature below it, and
// the sentences that only wish for a person, greet or thank beside it; empty if nothing else is said.
func Asked(text string) string {
	if greets(text) || Thanks(text) || saysHelped(text) && contentWords(text) < 2 {
		return ""
	}
	text = ungreeted(withoutSignature(WithoutHistory(text)))
	if !AsksForPerson(text) {
		return text
	}
	var kept []string
	for _, s := range partsOf(text) {
		if Greeting(s) || Thanks(s) {
			continue
		}
		if AsksForPerson(s) && contentWords(s) < aWish {
			s = besideTheWish(s)
		}
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}

// aMatter is how many words a clause beside the wish for a person has at least that says what the person is wanted for.
const aMatter = 2

// besideTheWish is what a sentence says, between commas, beside the wish for a person: "my parcel is lost, I want a person".
func besideTheWish(sentence string) string {
	var kept []string
	matters := false
	for clause := range strings.FieldsFuncSeq(sentence, func(c rune) bool { return c == ',' || c == ';' }) {
		if clause = strings.TrimSpace(clause); clause == "" || AsksForPerson(clause) || Greeting(clause) || Thanks(clause) {
			continue
		}
		kept, matters = append(kept, clause), matters || contentWords(clause) >= aMatter
	}
	if !matters {
		return wantedFor(sentence)
	}
	return strings.Join(kept, ", ")
}

// greeted finds the words at the beginning of a text, and what stands between them.
var greeted = knowledge.MustPattern(`^[^\p{L}\p{N}]*((?:[\p{L}\p{M}'’]+ ?){1,5})([^\p{L}\p{N} ]\s*|\s*)`)

// ungreeted is a text without the greeting that it begins with: "Hello, when do you open?", "hi how do I pay".
func ungreeted(text string) string {
	m := greeted.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	words := strings.Fields(text[m[2]:m[3]])
	for n := len(words); n > 0; n-- {
		if !greets(strings.Join(words[:n], " ")) {
			continue
		}
		rest := text[m[1]:]
		if n < len(words) {
			rest = strings.Join(words[n:], " ") + " " + text[m[3]:]
		}
		if apart := n == len(words) && m[5] > m[4]; !apart && (n == len(words) || !knowledge.StopWord(strings.ToLower(words[n]), "")) || contentWords(rest) == 0 {
			return text
		}
		return rest
	}
	return text
}

// aWish is how many words a wish for a person may have that say something; with more, it says what the person is wanted for.
const aWish = 4

// partsOf splits what a customer says where sentences end or lines do, each with its sign. Capital letters are not asked for.
func partsOf(text string) []string {
	var out []string
	start := 0
	for i, c := range text + "\n" {
		end := min(i+utf8.RuneLen(c), len(text))
		if !strings.ContainsRune(".!?…\n", c) || c == '.' && end < len(text) && !unicode.IsSpace(rune(text[end])) || c == '!' && inName(text[start:i], text[end:]) {
			continue
		}
		if s := strings.TrimSpace(text[start:end]); strings.ContainsFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
			out = append(out, s)
		}
		start = end
	}
	return out
}

// inName tells whether a sign is part of a name that begins in capitals: "FRITZ!Box".
func inName(before, behind string) bool {
	next, _ := utf8.DecodeRuneInString(behind)
	word := before[strings.LastIndexAny(before, " \n")+1:]
	return unicode.IsLetter(next) && utf8.RuneCountInString(word) > 1 && !strings.ContainsFunc(word, func(c rune) bool { return !unicode.IsUpper(c) })
}

// contentWords counts the words that say something about the subject.
func contentWords(text string) int { return wordsBut(text, nil) }

// besideAsking counts those of them that say more than how something is asked.
func besideAsking(text string) int {
	return wordsBut(text, func(word string) bool { return interrogative[word] || askedWith[word] })
}

// besideAmounts counts those of them that say more than how much of something, for how long, and how that is asked.
func besideAmounts(text string) int {
	return wordsBut(text, func(word string) bool {
		return amountWords[word] || pointless[word] || !strings.ContainsFunc(word, unicode.IsLetter)
	})
}

// wordsBut counts the words that say something, but for some.
func wordsBut(text string, but func(word string) bool) (n int) {
	last := -1
	for _, t := range knowledge.Analyze(text, "") {
		if t.Stop || knowledge.StopWord(t.Word, "") || t.Start < last {
			continue
		}
		if last = t.End; but == nil || !but(t.Word) {
			n++
		}
	}
	return n
}
