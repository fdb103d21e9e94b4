package assist

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

const (
	summaryQuestion = 300 // characters
	summaryShort    = 150
	summaryCodes    = 6
)

// The labels of a summary's lines, for operators.
const (
	labelAsks     = "Asks"
	labelBefore   = "Asked before"
	labelNames    = "Numbers"
	labelTried    = "Tried"
	labelAnswered = "Answered"
	labelOpen     = "Open"
	labelSince    = "Since then"
	labelMood     = "Mood"
	labelLanguage = "Language"
)

// Summary is what an operator should know of a conversation, by rules, a line for each thing: the customer's question in his
// own words, the numbers and codes that he named, what we said already, what is open, and in what mood and language he
// writes. It invents nothing. Each line is a label, a colon and a text; SummaryLines reads them.
func Summary(d Dialogue) string {
	var s summary
	last, before := lastWords(d)
	before = concerning(before)
	asked := concerning(last)
	if len(before) > 0 && (len(asked) == 0 || contentWords(strings.Join(last, " ")) < 3) {
		asked = slices.Concat(before[len(before)-1:], asked)
		before = before[:len(before)-1]
	}
	if len(asked) == 0 {
		asked = wished(d, last)
	}
	says := shortMatter(asked)
	if heard := heardAsking(d); len(heard) > 0 {
		says, before = spokenMatter(heard[max(0, len(heard)-spokenAsks):]), heard[:max(0, len(heard)-spokenAsks)]
	}
	s.add(labelAsks, clip(says, summaryQuestion))
	s.add(labelNames, strings.Join(codesOf(customersWords(d)), ", "))
	s.add(labelBefore, askedBefore(before, says))
	s.add(labelAnswered, answeredLine(d))
	s.add(labelOpen, openLine(d, last))
	s.manner(d)
	return s.String()
}

// SinceThen is a summary that was made up to a message of a conversation, with a line of what the customer has written since: so far it is old.
func SinceThen(text string, d Dialogue, seq int64) string {
	var s summary
	for _, l := range SummaryLines(text) {
		if l.Label == "" {
			s.lines = append(s.lines, l.Text)
		} else if l.Label != labelSince {
			s.add(l.Label, l.Text)
		}
	}
	var newer []string
	for _, t := range d.Turns {
		if t.Customer && t.Seq > seq {
			newer = append(newer, Asked(t.Text))
		}
	}
	newer = concerning(newer)
	if said := shortMatter(newer); said != "" {
		s.add(labelSince, clip(said, summaryQuestion))
	}
	return s.String()
}

// SummaryLine is one thing that a summary says.
type SummaryLine struct{ Label, Text string }

// SummaryLines reads a summary. A line without a label has none.
func SummaryLines(text string) []SummaryLine {
	var out []SummaryLine
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		label, rest, ok := strings.Cut(line, ": ")
		switch {
		case line == "":
		case ok && utf8.RuneCountInString(label) <= 14:
			out = append(out, SummaryLine{label, rest})
		default:
			out = append(out, SummaryLine{"", line})
		}
	}
	return out
}

// Gist is a summary in one line: what was asked.
func Gist(summary string) string {
	for _, l := range SummaryLines(summary) {
		if l.Label == labelAsks || l.Label == "" {
			return l.Text
		}
	}
	return ""
}

// introductions are words by which people say who they are and where they are met. Folded beginnings.
var introductions = knowledge.MustPattern(`^(name|call|back|phone|reach|contract|account|customer|client|number|address|email|mail|regards|hello|hi|dear|good|morning|evening|day|answer|write|` +
	`ім|зват|звут|зову|имя|телеф|номер|договор|договір|адрес|пошт|почт|добр|здрав|вітаю|привіт|привет|дзвон|звон|подзвон|пишіт|пишит|рахун|счет|лицев|особов|` +
	`heiss|telefon|nummer|vertrag|kunden|adress|anschrift|gruss|freundlich|guten|hallo|ruf|anruf|` +
	`nazywam|imie|umow|numer|klient|adres|dzien|dobry|witam|dzwon|pozdraw|powaz)`)

// Matter is what somebody wants in his own sentences, without those in which he only greets and says who he is.
func Matter(text string) string { return matter([]string{text}) }

// matter is what somebody wants, in his own sentences, without those in which he only says who he is and greets.
func matter(texts []string) string {
	var kept []string
	for _, text := range texts {
		for line := range strings.Lines(text) {
			for _, s := range sentences(oneLine(line)) {
				if !introduces(s) {
					kept = append(kept, s)
				}
			}
		}
	}
	if len(kept) == 0 {
		return oneLine(strings.Join(texts, " "))
	}
	for i, s := range kept[:len(kept)-1] {
		kept[i] = ended(s)
	}
	return strings.Join(kept, " ")
}

// ended is a sentence with an end: what follows it is another one.
func ended(sentence string) string {
	if r, _ := utf8.DecodeLastRuneInString(sentence); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return sentence + "."
	}
	return sentence
}

// spokenAsks is how many utterances of a call stand under what is asked.
const spokenAsks = 2

// heardAsking are a caller's utterances that want something, in their order: talk is left out. None in writing.
func heardAsking(d Dialogue) (out []string) {
	if !d.Call {
		return nil
	}
	for _, t := range listenedTo(d.Turns) {
		if t.Customer && Wanting(t.Text) == Asks && !AsksForPerson(t.Text) {
			out = append(out, t.Text)
		}
	}
	return out
}

// spokenMatter is what was asked aloud. Several utterances are made sentences: recognisers leave out where they begin and end.
func spokenMatter(heard []string) string {
	if len(heard) == 1 {
		return matter(heard)
	}
	var out []string
	for _, text := range heard {
		text = matter([]string{text})
		r, size := utf8.DecodeRuneInString(text)
		if text = string(unicode.ToUpper(r)) + text[size:]; questionFirst.MatchString(simple(text)) && ended(text) != text {
			text += "?"
		}
		out = append(out, ended(text))
	}
	return strings.Join(out, " ")
}

// questionFirst are the words that questions begin with, in en, uk, ru, de and pl.
var questionFirst = knowledge.MustPattern(`^\s(how|what|when|where|which|who|why|can|could|would|will|do|does|did|is|are|may|shall|should|` +
	`як|який|яка|що|чому|коли|де|скільки|чи|можна|как|какой|какая|что|почему|когда|где|сколько|можно|wie|was|wann|wo|warum|kann|können|jak|jaki|co|kiedy|gdzie|dlaczego|ile|czy|można)\s`)

// customersWords are the customer's turns that say something.
func customersWords(d Dialogue) (out []string) {
	last, before := lastWords(d)
	return append(before, last...)
}

// introduces tells whether a sentence says nothing but who somebody is.
func introduces(sentence string) bool {
	if aimless(sentence) {
		return true
	}
	facts := factsIn(sentence)
	if len(facts) == 0 || denies(sentence) { // "not after 20:00!" is wished for
		return false
	}
	for _, f := range facts {
		sentence = strings.Replace(sentence, f.Value, " ", 1)
	}
	for _, t := range knowledge.Analyze(sentence, "") {
		if !t.Stop && !knowledge.StopWord(t.Word, "") && utf8.RuneCountInString(t.Word) > 1 && !introductions.MatchString(t.Word) {
			return false
		}
	}
	return true
}

// summary gathers lines.
type summary struct{ lines []string }

func (s *summary) add(label, text string) {
	if text = oneLine(text); text != "" {
		s.lines = append(s.lines, label+": "+text)
	}
}

// manner adds in what mood and language the customer writes, as far as that is worth a line.
func (s *summary) manner(d Dialogue) {
	if len(s.lines) == 0 {
		return
	}
	for i := len(d.Turns) - 1; i >= 0; i-- {
		if t := d.Turns[i]; t.Customer {
			if why := upsetBy(t.Text); why != "" {
				s.add(labelMood, "upset (“"+why+"”)")
				break
			}
		}
	}
	s.add(labelLanguage, languageNames[knowledge.Base(d.Lang)])
}

// String is the summary.
func (s *summary) String() string { return strings.Join(s.lines, "\n") }

// languageNames are the languages as operators call them. English needs no word.
var languageNames = map[string]string{"uk": "Ukrainian", "ru": "Russian", "de": "German", "pl": "Polish"}

// openLine is what waits for whom. last are the customer's last words.
func openLine(d Dialogue, last []string) string {
	var t Turn
	for i := len(d.Turns) - 1; i >= 0; i-- {
		if oneLine(d.Turns[i].Text) != "" {
			t = d.Turns[i]
			break
		}
	}
	yes, _ := YesNo(t.Text)
	switch {
	case t.Customer && !d.Call && NeedsNothing(t.Text):
		return "nothing: the customer says that no answer is needed"
	case d.Call || oneLine(t.Text) == "":
		return "" // on the telephone both speak at once: who spoke last says nothing
	case t.Customer && (yes || (Thanks(t.Text) || declines(t.Text)) && !unanswered(d)):
		return "nothing: the customer thanks"
	case t.Customer && len(last) > 0:
		return "the customer’s last words have no answer yet"
	case !t.Customer && t.By == "assistant" && greetsFirst(t.Text) && pending(d):
		return "the customer’s last words have no answer yet" // he was greeted while he wrote them
	case !t.Customer && strings.HasSuffix(strings.TrimSpace(t.Text), "?"):
		return "we asked “" + clip(lastSentence(t.Text), summaryShort) + "” and wait for the customer"
	}
	return ""
}

// greetsFirst tells whether a text begins with a greeting.
func greetsFirst(text string) bool {
	list := sentences(oneLine(text))
	return len(list) > 0 && Greeting(list[0])
}

// pending tells whether the customer's last turn asks something, and we have only spoken once since.
func pending(d Dialogue) bool {
	n := len(d.Turns)
	return n > 1 && d.Turns[n-2].Customer && Asked(d.Turns[n-2].Text) != ""
}

// unanswered tells whether the customer has asked something since we spoke last. Being put in line is no answer.
func unanswered(d Dialogue) bool {
	for _, t := range slices.Backward(d.Turns) {
		switch {
		case !t.Customer && t.By != "":
			return false
		case t.Customer && Asked(t.Text) != "" && !Nudges(t.Text) && !declines(t.Text):
			return true
		}
	}
	return false
}

func lastSentence(text string) string {
	if list := sentences(oneLine(text)); len(list) > 0 {
		return list[len(list)-1]
	}
	return ""
}

// oneLine is a text without line ends.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// codesOf are the words with digits, as they were written, each once.
func codesOf(texts []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, text := range texts {
		private := knowledge.FindPrivate(text)
		for _, t := range terms(text, "") {
			code := text[t.Start:t.End]
			part := slices.ContainsFunc(private, func(p knowledge.Private) bool { // of a telephone number or a card's, which is none alone
				return t.Start < p.End && p.Start < t.End && t.End-t.Start < p.End-p.Start
			})
			if t.code && !part && !seen[code] && len(out) < summaryCodes {
				seen[code] = true
				out = append(out, code)
			}
		}
	}
	return out
}

// clip cuts a text at a word, and says so.
func clip(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	r := []rune(s)[:max]
	cut := string(r)
	if i := strings.LastIndexByte(cut, ' '); i > max/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
