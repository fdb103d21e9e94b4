package assist

import (
	"slices"
	"strings"

	"switchboard/knowledge"
)

// spokenQuestion is an utterance of the caller that may hold what is to be answered.
type spokenQuestion struct {
	text   string   // without what is said around it
	whole  string   // as it was heard
	others []string // what else a recogniser may have heard
	weight float64  // probability that it is still to be answered
}

const (
	perTurn    = 0.9  // what is left of an utterance when the caller has gone on
	stillAsked = 0.25 // below that it is not asked any more
	cutOff     = 3    // words about the subject below which an utterance may be the end of another
	perReply   = 1.5  // words about the subject after which an operator's reply has answered half of what was asked
)

// spokenQuestions are the last few utterances of the caller that say something, the last one first. What the operator has
// spoken about since is probably answered. A recogniser cuts where somebody takes breath: a short utterance also goes with
// the one before.
func spokenQuestions(d Dialogue) (out []spokenQuestion) {
	weight, replied, heard := 1.0, 0.0, 0
	rest := "" // a short utterance that may be the end of the one before
	for _, t := range slices.Backward(d.Turns) {
		open := weight / (1 + replied/perReply)
		switch {
		case heard == lastHeard || open < stillAsked:
			return out
		case !t.Customer:
			replied += float64(contentWords(t.Text))
			rest = ""
		case Greeting(t.Text) || Thanks(t.Text) || (AsksForPerson(t.Text) && contentWords(t.Text) < 4):
		default:
			text, words := plainly(t.Text), contentWords(t.Text)
			if rest != "" {
				out = append(out, spokenQuestion{text: cut(text + " " + rest), whole: cut(t.Text), others: t.Others, weight: open / perTurn})
			}
			if saysSomething(t.Text, text) && (words > 1 || heard == 0) {
				out = append(out, spokenQuestion{text: cut(text), whole: cut(t.Text), others: t.Others, weight: open})
				heard++
			}
			if rest = ""; words > 0 && words < cutOff {
				rest = text
			}
			weight *= perTurn
		}
	}
	return out
}

// What is said around a question, in en, uk, ru, de and pl: assent to what was said before, and the asking to look.
var (
	spokenFiller = knowledge.MustPattern(`\s(you guys|u+h+|u+m+|h+m*|m+|e+h+m*|a+h+m*|o+h|е+м|е+|ну|äh+m*|ähm|eee+|y{2,})\s`)
	spokenAssent = knowledge.MustPattern(`^\s((ok|okay|great|perfect|awesome|excellent|wonderful|thanks|thank you|cool|alright|all right|got it|so|and|yeah|yes|yep|sure|` +
		`sounds? good|sounds great|thats (ok|okay|fine|great|good|perfect)|no (problem|worries)|very much|so much|well|also|` +
		`добре|гаразд|дякую|так|зрозуміло|ага|ясно|супер|хорошо|ладно|спасибо|да|понятно|gut|danke|ja|alles klar|also|dobrze|dziękuję|tak|jasne|super)\s)+`)
	spokenAsking = knowledge.MustPattern(`\s(` +
		`(can|could|would|will) (you|u) ((please|also|just|maybe|go ahead and|possibly) )*(check|see|tell me|look|look up|find out|let me know|confirm|verify)( (to see|and see))?( (if|whether|for|me|that))*|` +
		`(are|were|would) you (be )?able to (check|see|tell me|tell|find out)( (if|whether|for))*|` +
		`do you (happen to )?know( (if|whether))?|im? (was |am |is )?(just |also )*wondering( (if|whether))?|i (want|need|would like|d like|wanted) to (know|check|ask)( (if|whether))?|` +
		`(one|a) (more|last|other|quick) (question|thing)|by the way|` +
		`(чи )?(можете|могли б)( ви)? (подивитися|подивитись|глянути|сказати|перевірити|підказати)( чи)?|(підкажіть|скажіть)( будь ласка)?( чи)?|` +
		`(вы )?(можете|могли бы)( вы)? (посмотреть|глянуть|сказать|проверить|подсказать)|(подскажите|скажите)( пожалуйста)?|` +
		`(können|könnten) sie (mir |bitte |mal )*(sagen|nachsehen|schauen|prüfen)( ob)?|(wissen sie|ich wollte fragen)( ob)?|` +
		`(czy )?(może|mógłby|mogłaby) (pan|pani) (mi )?(sprawdzić|powiedzieć)( czy)?|(chciał(bym|abym) (zapytać|wiedzieć))( czy)?)\s`)
)

// thanking are words of thanks.
var thanking = setOf("thanks thank дякую дяка спасибі спасибо благодарю danke dankeschön dziękuję dzięki")

// plainly is what was said without assent, fillers and the asking to look: "great and uh could you check if they take
// dogs" asks about dogs, not about checking in.
func plainly(text string) string {
	if len(text) > 8*longestPhrase { // nobody says so much at once; it is looked at as it is
		return text
	}
	whole := simple(text)
	s := codesKept(whole)
	for {
		was := s
		s = spokenFiller.ReplaceAllString(s, " ")
		s = spokenAssent.ReplaceAllString(s, " ")
		if s = spokenAsking.ReplaceAllString(s, " "); s == was {
			break
		}
	}
	if s == whole || contentWords(s) == 0 {
		return text
	}
	return strings.TrimSpace(s)
}

// saysSomething tells whether an utterance may ask: a word beside thanks, or beside yes and no, asks nothing.
func saysSomething(said, plain string) bool {
	switch contentWords(plain) {
	case 0:
		return false
	case 1:
		yes, no := YesNo(said)
		return !yes && !no && !slices.ContainsFunc(strings.Fields(simple(said)), func(w string) bool { return thanking[w] })
	}
	return true
}

// vocabulary are the words of the articles that may answer.
type vocabulary struct {
	lang  string
	terms map[string]bool // stems
	words map[string]bool // as they stand
	sound soundIndex
	first []string // a word with each sound
}

func vocabularyOf(hits []knowledge.Hit, lang string) vocabulary {
	v := vocabulary{lang: lang, terms: map[string]bool{}, words: map[string]bool{}, sound: newSoundIndex()}
	for _, h := range hits {
		for _, t := range terms(h.Title+" "+h.Question+" "+h.Passage, h.Lang) {
			if t.stop() || t.letters <= 2 || v.words[t.Word] {
				continue
			}
			v.terms[t.Term], v.words[t.Word] = true, true
			if _, fresh := v.sound.put(soundOf(t.Word)); fresh {
				v.first = append(v.first, t.Word)
			}
		}
	}
	return v
}

const (
	saidLike   = 0.75 // from which what was heard may be a word of the articles
	shortHeard = 3    // sounds that it has at least
	halfWord   = 3    // letters of each of two words that were written as one, at least
)

// mended is a question with the recogniser's errors put right, as far as the articles have the words that were meant: what
// it split or joined, what sounds like one of their words and is none itself, and what it heard otherwise.
func (v vocabulary) mended(q spokenQuestion) string {
	words := withDigits(strings.Fields(folded(q.text)), 2)
	var out, put []string
	english := knowledge.Base(v.lang) == "en"
	for i, w := range words {
		known := v.knows(w)
		none := !known && !knowledge.StopWord(w, "") && !ordinary()[w]
		right := ""
		for l := 1; l <= joinedMost && i+l <= len(words); l++ {
			joined := strings.Join(words[i:i+l], "")
			if l > 1 && v.words[joined] {
				put = append(put, joined)
				right = joined
				break
			}
			if s := v.sounding(joined); none && s != "" && (l == 1 || right == "") {
				right = s
			}
		}
		if none && right == "" {
			right = v.halves(w)
		}
		if i > 0 && isNumber(w) && len(words[i-1]) == 1 {
			put = append(put, words[i-1]+w) // a code: "e 03"
		}
		switch {
		case !none || right == "" || isNumber(w):
			out = append(out, w)
		case english:
			out = append(out, right)
		default: // it is not known which words are none: it may be right as it is
			out, put = append(out, w), append(put, right)
		}
	}
	said := strings.Fields(folded(q.whole))
	for _, other := range q.others {
		for _, w := range v.instead(said, strings.Fields(folded(other))) {
			if !slices.Contains(put, w) {
				put = append(put, w)
			}
		}
	}
	return strings.Join(append(out, put...), " ")
}

// instead are the words of the articles that another guess has where the first one says nothing that they have.
func (v vocabulary) instead(said, other []string) (out []string) {
	for len(said) > 0 && len(other) > 0 && said[0] == other[0] {
		said, other = said[1:], other[1:]
	}
	for len(said) > 0 && len(other) > 0 && said[len(said)-1] == other[len(other)-1] {
		said, other = said[:len(said)-1], other[:len(other)-1]
	}
	if slices.ContainsFunc(said, v.knows) {
		return nil
	}
	if joined := strings.Join(other, ""); len(other) <= joinedMost && v.words[joined] {
		return []string{joined}
	}
	for _, w := range other {
		if v.knows(w) && !knowledge.StopWord(w, "") {
			out = append(out, w)
		}
	}
	return out
}

func (v vocabulary) knows(word string) bool {
	if v.words[word] {
		return true
	}
	for _, t := range knowledge.Analyze(word, v.lang) {
		if v.terms[t.Term] {
			return true
		}
	}
	return false
}

// sounding is the word of the articles that sounds most like what was heard.
func (v vocabulary) sounding(heard string) (word string) {
	best := saidLike
	for _, u := range v.sound.near(soundOf(heard), saidLike, shortHeard) {
		if u.like > best {
			word, best = v.first[u.unit], u.like
		}
	}
	return word
}

// halves are two words that were written as one.
func (v vocabulary) halves(word string) string {
	for i := halfWord; i+halfWord <= len(word); i++ {
		a, b := word[:i], word[i:]
		ka, kb := v.knows(a), v.knows(b)
		if (ka || kb) && (ka || ordinary()[a] || knowledge.StopWord(a, "")) && (kb || ordinary()[b] || knowledge.StopWord(b, "")) {
			return a + " " + b
		}
	}
	return ""
}
