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
	var out []Fact
	asked := ""
	for _, t := range d.Turns {
		if !t.Customer {
			asked = t.Text
			continue
		}
		found := factsIn(WithoutHistory(t.Text))
		for _, f := range answered(asked, t.Text) {
			if !slices.ContainsFunc(found, func(o Fact) bool { return o.Field == f.Field || strings.Contains(o.Value, f.Value) }) {
				found = append(found, f)
			}
		}
		for _, f := range found {
			f.Seq = t.Seq
			if i := slices.IndexFunc(out, func(o Fact) bool { return o.Field == f.Field && FactKey(o.Field, o.Value) == FactKey(f.Field, f.Value) }); i >= 0 {
				out[i] = f // said again: the newer words are quoted
				continue
			}
			out = append(out, f)
		}
	}
	return out
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

// factsIn finds the facts of one message.
func factsIn(text string) []Fact {
	if r := []rune(text); len(r) > factLine {
		text = string(r[:factLine])
	}
	var out []Fact
	var taken [][2]int
	add := func(field, value string, start, end int) {
		if value == "" || utf8.RuneCountInString(value) > factValue || slices.ContainsFunc(taken, func(t [2]int) bool { return start < t[1] && t[0] < end }) {
			return
		}
		taken = append(taken, [2]int{start, end})
		out = append(out, Fact{Field: field, Value: value, Quote: around(text, start, end)})
	}
	private := knowledge.FindPrivate(text)
	for _, p := range private {
		if p.Sort == knowledge.PrivateCard || p.Sort == knowledge.PrivateIBAN {
			taken = append(taken, [2]int{p.Start, p.End})
		}
	}
	for _, rule := range factRules {
		for _, m := range rule.re.FindAllStringSubmatchIndex(text, 4) {
			start, end := lastGroup(m)
			if rule.re.NumSubexp() == 0 {
				start, end = m[0], m[1]
			}
			if value := rule.value(text[start:end]); value != "" {
				if i := strings.Index(text[start:end], value); i >= 0 { // what follows it may be another fact
					start, end = start+i, start+i+len(value)
				}
				add(rule.field, value, start, end)
			}
		}
	}
	for _, p := range private {
		value := text[p.Start:p.End]
		if p.Sort == knowledge.PrivatePhone && !ofAccount.MatchString(text[p.End:]) && !thingNumber.MatchString(text[:p.Start]) && (len(knowledge.OnlyDigits(value)) >= 9 || strings.HasPrefix(value, "+")) {
			add(FactPhone, oneLine(value), p.Start, p.End)
		}
	}
	slices.SortStableFunc(out, func(a, b Fact) int {
		return cmp.Compare(slices.Index(FactFields(), a.Field), slices.Index(FactFields(), b.Field))
	})
	return out
}

// lastGroup is where the last group that matched stands.
func lastGroup(m []int) (start, end int) {
	for i := len(m) - 2; i > 0; i -= 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// around is the sentence in which something stands, as far as it is not too long.
func around(text string, start, end int) string {
	from := strings.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
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
			from, to = at, at+len(s)
			break
		}
		at += len(s)
	}
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

// thingNumber is what comes before a number that is no telephone's.
var thingNumber = knowledge.MustPattern(`(?i)(?:order|invoice|tracking|parcel|serial|imei|ticket|ттн|замовлен|заказ|накладн|посилк|посылк|рахун|сч[её]т|серійн|серийн|іпн|инн|bestell|auftrag|rechnung|sendung|zamówien|faktur|paczk|nip|pesel)[^\d\n]{0,25}$`)

// ofAccount is what comes after a number that is an account's.
var ofAccount = knowledge.MustPattern(`(?i)^\W*(?:this |my |the )?account`)

var notNames = setOf(`what who wrong not no sorry calling from the a an and but i my your it is here with about looking having just still for writing trying very
	і й та а але що я ми не з від по про дуже у в мене номер пишу
	и но что я мы не с от по про очень у меня номер пишу
	und aber ich wir nicht von aus mit die der das ein eine sehr meine mein
	i a ale ja my nie z od w o bardzo mam moje mój numer proszę`)

// properName reads a person's name from what follows the words that announce one.
func properName(text string) string {
	var out []string
	for i, w := range strings.Fields(text) {
		word := strings.Trim(w, `.,;:!?"«»„“”()`)
		first, _ := utf8.DecodeRuneInString(word)
		low := notNames[strings.ToLower(word)] || utf8.RuneCountInString(word) < 2 || strings.ContainsAny(word, "0123456789@/")
		if low || i > 0 && len(out) > 0 && unicode.IsUpper([]rune(out[0])[0]) && !unicode.IsUpper(first) {
			break
		}
		out = append(out, word)
		if word != w || len(out) == 3 { // a sign ends it
			break
		}
	}
	if len(out) == 0 {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(out[0]); unicode.IsLower(first) { // written carelessly: two words at most
		out = out[:min(len(out), 2)]
		for i, w := range out {
			r := []rune(w)
			out[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
		}
	}
	return strings.Join(out, " ")
}

// contractNumber reads the number of a contract or account: of five digits, or four behind letters.
func contractNumber(text string) string {
	text = strings.Trim(oneLine(text), " -/")
	n := len(knowledge.OnlyDigits(text))
	if n < 4 || n == 4 && !strings.ContainsFunc(text, unicode.IsLetter) {
		return ""
	}
	return text
}

// streetAddress reads an address: it has a number and ends where the sentence does.
func streetAddress(text string) string {
	if list := sentences(oneLine(text)); len(list) > 0 {
		text = list[0]
	}
	text = strings.Trim(text, " .,;:–-")
	if !strings.ContainsFunc(text, unicode.IsDigit) || !strings.ContainsFunc(text, unicode.IsLetter) || strings.ContainsAny(text, "@") || len(text) < 6 {
		return ""
	}
	return clipPlain(text, factValue)
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
