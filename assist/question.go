package assist

import (
	"slices"
	"strings"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	maxAsked  = 1000 // characters of the question that are looked at
	lastHeard = 3    // utterances of a caller that may hold the question
)

// question is what is to be answered.
type question struct {
	text   string
	recent string // the last words alone, when text has the question before them too: the answer must not miss them
}

// questions are what may be to be answered in writing: the customer's last words, with the question before them when they
// are too short to stand alone ("and in Poland?").
func questions(d Dialogue) []question {
	last, before := lastWords(d)
	q := question{text: strings.Join(last, "\n")}
	if contentWords(q.text) < 2 && len(before) > 0 {
		q.recent, q.text = cut(q.text), before[len(before)-1]+"\n"+q.text
	}
	if q.text = cut(q.text); q.text == "" {
		return nil
	}
	return []question{q}
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
		switch {
		case !t.Customer:
			ended = ended || (len(last) > 0 && !d.Call)
		case Greeting(t.Text) || Thanks(t.Text) || (AsksForPerson(t.Text) && contentWords(t.Text) < 4):
		case ended || (d.Call && len(last) == lastHeard):
			before = append(before, t.Text)
		default:
			last = append(last, t.Text)
		}
	}
	slices.Reverse(last)
	slices.Reverse(before)
	return last, before
}

// contentWords counts the words that say something about the subject.
func contentWords(text string) int {
	n, last := 0, -1
	for _, t := range knowledge.Analyze(text, "") {
		if !t.Stop && !knowledge.StopWord(t.Word, "") && t.Start >= last {
			n++
			last = t.End
		}
	}
	return n
}
