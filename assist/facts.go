package assist

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/knowledge"
)

// The fields of a subscriber's card that customers' words may fill.
const (
	FactName     = "name"
	FactLanguage = "language" // the code of one that we speak
	FactEmail    = "e-mail"
	FactPhone    = "telephone"
	FactContract = "contract"
	FactAddress  = "address"
	FactChannel  = "preferred channel"
	FactTime     = "preferred time"
	FactDevice   = "device"
	FactPlan     = "plan"
)

// FactFields are all of them, in the order in which they are shown.
func FactFields() []string {
	return []string{FactName, FactPhone, FactEmail, FactContract, FactAddress, FactDevice, FactPlan, FactLanguage, FactChannel, FactTime}
}

// Fact is something about a customer that he said himself.
type Fact struct {
	Field string // one of FactFields
	Value string
	Quote string // his words that say so, as they stand in the message
	Seq   int64  // of the message
}

const (
	factLine  = 2000 // characters of a message that are looked at
	factQuote = 160  // characters of a quote
	factValue = 150  // characters of a value
)

// Facts finds by rules what customers say of themselves, in en, uk, ru, de and pl: only in their own words, never in ours,
// which tell at most what a short answer answers. Numbers of payment cards and bank accounts are no facts.
func Facts(d Dialogue) []Fact {
	out, _ := FactsTold(d, nil)
	return out
}

// FactsTold finds what customers say of themselves, and what they take back of it later, or of what was known before, without saying what is
// so instead: a value of a field, or whatever was said of it where the value is empty.
func FactsTold(d Dialogue, known []Fact) (out, taken []Fact) {
	asked := ""
	var parts []string // of an address that we asked for, as far as it was said
	for _, t := range d.Turns {
		if !t.Customer {
			asked, parts = t.Text, nil
			continue
		}
		text := WithoutHistory(t.Text)
		for _, b := range takenBackIn(asked, text, slices.Concat(known, out)) {
			b.Seq = t.Seq
			out = slices.DeleteFunc(out, b.Takes)
			taken = append(taken, b)
		}
		list := factsAfter(asked, text)
		add := func(more ...Fact) {
			for _, f := range more {
				if !slices.ContainsFunc(list, func(o Fact) bool { return o.Field == f.Field || strings.Contains(o.Value, f.Value) }) {
					list = append(list, f)
				}
			}
		}
		add(answered(asked, t.Text)...)
		if parts = addressPart(asked, text, parts); len(parts) > 1 {
			list = slices.DeleteFunc(list, func(f Fact) bool { return f.Field == FactAddress })
			add(joinedAddress(parts)...)
		}
		for _, f := range list {
			f.Seq = t.Seq
			if i := slices.IndexFunc(out, func(o Fact) bool {
				return o.Field == f.Field && (FactKey(o.Field, o.Value) == FactKey(f.Field, f.Value) || f.extends(o))
			}); i >= 0 {
				out[i] = f // said again, or in full: the newer words are quoted
				continue
			}
			out = append(out, f)
		}
	}
	return out, taken
}

// FactKey is what of a value makes a difference: two spellings of one telephone number have one key.
func FactKey(field, value string) string {
	value = strings.ToLower(oneLine(value))
	switch field {
	case FactPhone:
		return lastDigits(knowledge.OnlyDigits(value))
	case FactContract:
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, value)
	case FactEmail:
		return value
	}
	return strings.TrimSpace(folded(value))
}

// factFound is a value in a message, and where the words begin that announce it.
type factFound struct {
	field, value     string
	lead, start, end int
}

// factsFound are what is found in a message, without overlap.
type factsFound struct {
	text  string
	asked string // by us, before it
	list  []factFound
	taken [][2]int
}

// free tells whether nothing was found in a place yet.
func (s *factsFound) free(start, end int) bool {
	return !slices.ContainsFunc(s.taken, func(t [2]int) bool { return start < t[1] && t[0] < end })
}

// add keeps what was found if it is so, is the customer's, and stands where nothing was found before.
func (s *factsFound) add(f factFound) {
	if f.value == "" || utf8.RuneCountInString(f.value) > factValue || !s.free(f.start, f.end) {
		return
	}
	s.taken = append(s.taken, [2]int{f.start, f.end})
	at := placeOfValue(s.text, f.lead, f.start, f.end)
	if at.stands(f.field, asksFor(f.field, s.asked)) {
		s.list = append(s.list, f)
		return
	}
	if f, ok := at.instead(f.field); ok && s.free(f.start, f.end) {
		s.taken = append(s.taken, [2]int{f.start, f.end})
		s.list = append(s.list, f)
	}
}

// bare is the text with spaces for what was found.
func (s *factsFound) bare() string {
	out := []byte(s.text)
	for _, t := range s.taken {
		for i := t[0]; i < t[1]; i++ {
			out[i] = ' '
		}
	}
	return string(out)
}

// factsIn finds the facts of a text.
func factsIn(text string) []Fact { return factsAfter("", text) }

// factsAfter finds the facts of one message; asked is what we said before it.
func factsAfter(asked, text string) []Fact {
	if r := []rune(text); len(r) > factLine {
		text = string(r[:factLine])
	}
	s := &factsFound{text: text, asked: asked}
	private := knowledge.FindPrivate(text)
	for _, p := range private {
		if p.Sort == knowledge.PrivateCard || p.Sort == knowledge.PrivateIBAN {
			s.taken = append(s.taken, [2]int{p.Start, p.End})
		}
	}
	s.follow(numberRules)
	for _, p := range private {
		s.add(numberSaid(text, p))
	}
	s.follow(factRules)
	for _, f := range knownNames(text) {
		s.add(f)
	}
	wishes := wishesIn(text, s.bare())
	for _, f := range wishes {
		if !placeOfValue(text, f.start, f.start, f.end).quoted() {
			s.list = append(s.list, f)
		}
	}
	var out []Fact
	for _, f := range s.chosen() {
		out = append(out, Fact{Field: f.field, Value: f.value, Quote: around(text, f.start, f.end)})
	}
	slices.SortStableFunc(out, func(a, b Fact) int {
		return cmp.Compare(slices.Index(FactFields(), a.Field), slices.Index(FactFields(), b.Field))
	})
	return out
}

// follow finds what rules find.
func (s *factsFound) follow(rules []factRule) {
	for _, rule := range rules {
		for from, n := 0, 0; n < mostOfRule && from < len(s.text); n++ {
			m := rule.re.FindStringSubmatchIndex(s.text[from:])
			if m == nil {
				break
			}
			start, end := lastGroup(m)
			lead, start, end := from+m[0], from+start, from+end
			for _, t := range s.taken { // what follows may have been found
				if start < t[0] && t[0] < end {
					end = t[0]
				}
			}
			next := from + max(m[1], m[0]+1)
			value := rule.value(s.text[start:end])
			if i := strings.Index(s.text[start:end], value); value != "" && i >= 0 { // what follows it may be another fact
				start, end = start+i, start+i+len(value)
				next = end
			}
			if rule.bare {
				lead = start
			}
			s.add(factFound{rule.field, value, leadOf(rule.field, s.text, lead, start), start, end})
			from = next
		}
	}
}

// mostOfRule is how many times a rule is asked for one message.
const mostOfRule = 4

// chosen leaves out what was taken back in the same message, and the number of a customer beside that of his contract.
func (s *factsFound) chosen() []factFound {
	slices.SortStableFunc(s.list, func(a, b factFound) int { return cmp.Compare(a.start, b.start) })
	ofContract := func(f factFound) bool {
		return f.field == FactContract && agreement.MatchString(s.text[f.lead:f.start])
	}
	return slices.DeleteFunc(slices.Clone(s.list), func(f factFound) bool {
		if f.field == FactContract && !ofContract(f) && slices.ContainsFunc(s.list, ofContract) {
			return true
		}
		return slices.ContainsFunc(s.list, func(o factFound) bool {
			between := o.start - f.end
			return o.field == f.field && between > 0 && between < correctedWithin && correction.MatchString(s.text[f.end:o.start])
		})
	})
}

const correctedWithin = 120 // bytes between a value and the one that is right

// lastGroup is where the last group that matched stands.
func lastGroup(m []int) (start, end int) {
	for i := len(m) - 2; i > 0; i -= 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// sentenceOf is where the sentence begins and ends in which something stands.
func sentenceOf(text string, start, end int) (from, to int) {
	from, to = strings.LastIndexByte(text[:start], '\n')+1, len(text)
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		to = end + i
	}
	at := from
	for _, s := range sentences(text[from:to]) {
		i := strings.Index(text[at:to], s)
		if i < 0 {
			break // signs that are no text
		}
		if at += i; at <= start && end <= at+len(s) {
			return at, at + len(s)
		}
		at += len(s)
	}
	return from, to
}

// sentencePlaces are where the sentences of a text stand.
func sentencePlaces(text string) (out [][2]int) {
	from := 0
	for line := range strings.Lines(text) {
		out = append(out, sentencesAt(line, from, [2]int{from, from + len(line)})...)
		from += len(line)
	}
	return out
}

// around is the sentence in which something stands, as far as it is not too long.
func around(text string, start, end int) string {
	from, to := sentenceOf(text, start, end)
	for utf8.RuneCountInString(text[from:to]) > factQuote {
		switch i, j := strings.IndexByte(text[from:start], ' '), strings.LastIndexByte(text[end:to], ' '); {
		case i < 0 && j < 0:
			return text[start:end]
		case j < 0 || i >= 0 && start-from > to-end:
			from += i + 1
		default:
			to = end + j
		}
	}
	return strings.TrimSpace(text[from:to])
}

// clipPlain cuts a text at a word.
func clipPlain(text string, n int) string { return strings.TrimSuffix(clip(text, n), " …") }

func asItStands(text string) string {
	return strings.Trim(oneLine(text), " .,;:!?\"«»„“”()–-")
}

// oneOf reads one of the names that begin as the text does.
func oneOf(names [][2]string) func(string) string {
	return func(text string) string {
		text = strings.ToLower(text)
		for _, n := range names {
			if strings.HasPrefix(text, n[0]) {
				return n[1]
			}
		}
		return ""
	}
}
