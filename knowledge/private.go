package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Private is a place of a text that may identify a person or open an account.
type Private struct {
	Sort       string // email, telephone, card, iban, id, number
	Start, End int    // bytes
}

// The sorts of personal data that are found by rules.
const (
	PrivateEmail    = "email"
	PrivatePhone    = "telephone"
	PrivateCard     = "card"     // of a payment card, or a part of its number
	PrivateIBAN     = "iban"     // bank account
	PrivateID       = "id"       // of a person, as a state gives it
	PrivateContract = "contract" // of a contract or a customer, as the company gives it
	PrivateNumber   = "number"   // a message that is nothing but a number: a part of an identity or of an account
)

// found is what a rule found, with how much it is trusted where two overlap.
type privateRule struct {
	sort string
	re   *Pattern
	ok   func(text string) bool // nil: always
}

// contractForm is how the number of a contract or of a customer is written.
const contractForm = `(?:\p{L}{1,4}[-/]?)?\d[\d\p{Lu}/-]{3,18}`

// How the signs of an e-mail address are said, and how one ends.
const (
	saidDot    = `(?:dot|крапка|точка|kropka|punkt)`
	saidAt     = `(?:at|собака|песик|małpa|malpa|ät|klammeraffe)`
	saidInside = `(?:` + saidDot + `|underscore|dash|hyphen|minus)`
	domainEnd  = `(?:com|net|org|info|eu|ua|ru|de|pl|uk|io|gov|edu|ком|нет|орг|уа|юа|ру)`
)

const sep = `[ \x{00A0}.\-–/]?`

// The rules are tried in order, those of addresses, of identities, and of numbers: what an earlier one found, a later one does
// not find again.
var addressRules = []privateRule{
	{PrivateEmail, MustPattern(`(?i)([\p{L}\d]+(?: ` + saidInside + ` [\p{L}\d]+)* ` + saidAt + ` [\p{L}\d]+(?: ` + saidDot + ` [\p{L}\d]+)* ` + saidDot + ` ` + domainEnd + `)(?:[^\p{L}\d]|$)`), nil},
	{PrivateEmail, MustPattern(`(?i)([\p{L}\d]+(?: ` + saidInside + ` [\p{L}\d]+)+ ` + saidAt + ` [\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.` + domainEnd + `)(?:[^\p{L}\d]|$)`), nil}, // half said
	{PrivateEmail, MustPattern(`(?i)[\p{L}\d._%+'-]+ ?(?:@|[(\[{] ?(?:at|ät|małpa|собака) ?[)\]}]) ?[\p{L}\d-]+(?:(?:\.| ?[(\[{] ?(?:dot|punkt|kropka|крапка|точка) ?[)\]}] ?)[\p{L}\d-]+)+`), nil},
	{PrivateEmail, MustPattern(`(?i)(?:\b[a-z]+ |\b)\d{2,12} [a-z]*m?ailcom\b`), nil},
	{PrivateEmail, MustPattern(`(?i)\b[a-z][\w.-]*(?: ?\d+){0,2} ?(?:gmail|yahoo|outlook|hotmail|icloud|rediffmail|ukr|mail|proton)(?: dot | ?\.? ?)(?:com|net|ru|ua|de|pl|co|org|in)\b`), nil},
	{PrivateEmail, MustPattern(`(?i)\b[a-z][a-z.]*(?: ?\d+){0,2} ?[a-z]*(?:mail|mai|mil|aol|yahoo)[a-z]{0,3}com\b`), nil}, // the sign lost on the way
	{PrivateEmail, MustPattern(`(?i)(?:^|\b(?:at|is|e-?mail|and) )([a-z]+(?: ?\d+){0,2} ?[a-z]{2,}(?:com|net))\s*$`), isGlued},
	{PrivateEmail, MustPattern(`(?i)\b([a-z]+ \d{2,4} (?:com|gmail|yahoo|hotmail))\s*$`), nil},
	{PrivateIBAN, MustPattern(`(?i)\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?)\b`), isIBAN},
}

var numberRules = []privateRule{
	{PrivateID, MustPattern(`\b\d{3}[-. ]\d{2}[-. ]\d{4}\b`), nil},
	{PrivateCard, MustPattern(`\b\d(?:[ -]?\d){11,18}\b`), IsCard},
	{PrivateCard, MustPattern(`\b\d{4} \d{4} \d{4} \d{4}\b`), nil},
	{PrivateCard, MustPattern(`\b\d{15,16}\b`), nil}, // mistyped, but a card's all the same
	{PrivateCard, MustPattern(`(?i)\b(\d(?:[ -]?\d){3,18})\b(?: is| this is| it is|,)* (?:my )?(?:credit|debit|card)\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(\d(?:[ -]?\d){3,11})\b(?: is| this is| it is|,)* (?:my )?(?:ssn|social)\b`), nil},
	{PrivateCard, MustPattern(`(?i)\b\d{1,3}(?:[.,]\d+)? ?e ?\+?1\d\b`), nil}, // as a spreadsheet shortens it
	{PrivateID, MustPattern(`(?i)\b(?:ssn?|sn num|social(?: security)?|tax (?:id|number)|passport|pesel|steuer-?id|ausweis\p{L}*)\b\D{0,30}(\d(?:[ -]?\d){2,14})\b`), nil},
	{PrivateID, MustPattern(`(?i)(?:іпн|інн|рнокпп|снилс|паспорт\p{L}*)\D{0,30}(\d(?:[ -]?\d){2,14})\b`), nil},
	{PrivateCard, MustPattern(`(?i)\b(?:(?:credit|debit|kredit|bank)\p{L}*|cards?|karte|kart[aąyę])\b[^\d\n]{0,25}(\d(?:[ -]?\d){3,18})\b`), nil},
	{PrivateCard, MustPattern(`(?i)карт(?:к|а|ы|у|і|и)\p{L}*[^\d\n]{0,25}(\d(?:[ -]?\d){3,18})\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(?:last (?:4|four) digits?|digits?|acc?|account|a/c)\b(?: (?:of|my|the|numbers?|num|no|is|it|are|and|ending|in|with|actually|ssn))* (\d{3,12})\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(\d{4,12}) (?:is my |and the )?(?:acc?|account)\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(?:from|to) (\d{4}) (?:and (?:move )?to|to) \d{4}\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(?:transfer|move)\b[^\n]{0,30}\b\d{4} (?:and (?:move )?to|to) (\d{4})\b`), nil},
	{PrivateID, MustPattern(`(?i)\b(\d{4}) (?:and )?\d{12,18}\b`), nil},
	{PrivatePhone, MustPattern(`(?:\+|\b00)\d{1,3}[ .\-]?(?:\(?\d{1,5}\)?` + sep + `){2,6}\d`), phoneLength},
	{PrivateID, MustPattern(`\b\d{10,11}\b`), isPersonalNumber},
	{PrivatePhone, MustPattern(`(?:\(0?\d{1,5}\)|\b0?\d{1,5})(?:` + sep + `\d{2,5}){1,4}(?: ?x\d{1,5})?\b`), isPhone},
	{PrivatePhone, MustPattern(`(?i)\b(?:tel(?:ef\p{L}*)?|phone|mobile|cell|call|fax|whatsapp|viber)\b[^\d\n]{0,20}(\d{7,15})\b`), nil},
	{PrivatePhone, MustPattern(`(?i)(?:тел\p{L}*|номер\p{L}*|дзвон\p{L}*|звон\p{L}*)[^\d\n]{0,20}(\d{7,15})\b`), nil},
	{PrivatePhone, MustPattern(`\b\d{10,11}\b`), nil},
	{PrivateNumber, MustPattern(`(?i)\b(?:the|my) number(?: is| are) (\d{3,12})\b`), nil},
	{PrivateNumber, MustPattern(`(?i)^\s*(?:it is|it'?s|that is|that'?s|they are) (\d{4,12})(?: and\b|[,.;]|\s*$)`), isUnusual},
	{PrivateNumber, MustPattern(`^\s*(\d\d[1-9])\s*$`), nil}, // the code of a card, or the end of a number; a count is rounder
	{PrivateNumber, MustPattern(`(?i)^\s*(?:my name is |i am |name )?(?:[a-z]{3,} ){1,2}(?:and )?\d{4}(?: \d{12,18})?\s*$`), isNamed},
}

// contractRules find what the company itself numbers its customers by: whoever serves them has to see it.
var contractRules = []privateRule{
	{PrivateContract, MustPattern(`(?i:\b(?:contract|agreement|customer|client|subscriber|account)[- ]?(?:numbers?|num|no|nr|id|code)\b|\b(?:contract|agreement|customer|client|account) ?[:#№]|\b(?:vertrags?|kunden|teilnehmer)[- ]?(?:nummer|nr|id)\b|\b(?:numer|nr)\b\.? (?:umowy|klienta|konta|abonenta)\b|\bumow\p{L}{1,2} (?:numer|nr)\b|` +
		`номер\p{L}* (?:договор\p{L}*|договору|контракт\p{L}*|абонент\p{L}*|клієнт\p{L}*|клиент\p{L}*)|(?:договор\p{L}*|договір|контракт\p{L}*) ?(?:номер|[№#:])|особов\p{L}+ рахун\p{L}+|лицев\p{L}+ сч[её]т\p{L}*|(?:^|[^\p{L}])[оол]/[рс])` +
		`(?i:[\s:#№.–]|\b(?:is|was|it|ist|lautet|to|number)\b|номер|це|это)*(` + contractForm + `)`), isContract},
	{PrivateContract, MustPattern(`(?i:\b(?:contract|agreement|vertrag|umow[ya])\b|договор\p{L}*|договір|контракт\p{L}*)(?i: (?:is|ist|це|это))? (\d{4,10}-\d{2,8}|\d{6,12}|[A-Z]{1,4}-?\d{4,12})\b`), isContract},
}

// WithContracts adds the numbers of contracts and customers in a text to what is private in it.
func WithContracts(list []Private, text string) []Private {
	for _, rule := range contractRules {
		for _, m := range rule.re.FindAllStringSubmatchIndex(text, -1) {
			m = m[len(m)-2:]
			if rule.ok(text[m[0]:m[1]]) && !slices.ContainsFunc(list, func(p Private) bool { return m[0] < p.End && p.Start < m[1] }) {
				list = append(list, Private{Sort: rule.sort, Start: m[0], End: m[1]})
			}
		}
	}
	slices.SortFunc(list, func(a, b Private) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

var (
	digits  = MustPattern(`\d`)
	dates   = MustPattern(`^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?: \d{1,2})?$`)
	usual   = MustPattern(`^(?:(?:19\d|20[0-3])\d|[1-9]\d?000|[0-3]\d[01]\d(?:19|20)\d\d)$`) // years, round sums, dates
	numbers = MustPattern(`\b\d(?:[ -]?\d){3,15}\b`)
	fillers = MustPattern(`(?i)^(?:it'?s|it|is|my|yes|sure|ok(?:ay)?|the|no|numbers?|ssn|last|four|4|digits?|are|id|pin|ending|in|with|of|and|und|i|та|это|це|мій|мой|номер)$`)
)

// terms are years and months that a contract is of, as numbers: "2025/2026", "12-24", "12/2026".
var terms = MustPattern(`^(?:(?:19|20)\d\d[/-]\d{2,4}|\d{1,2}-\d{1,2}|\d{1,2}/\d{1,4}|0[xX].*)$`)

// isContract tells whether what a contract or a customer is called by is a number of four digits or more, and no year, term or date.
func isContract(text string) bool {
	return len(OnlyDigits(text)) >= 4 && isUnusual(text) && !dates.MatchString(text) && !terms.MatchString(text)
}

// isUnusual tells whether a number is neither a year, a round sum nor a date.
func isUnusual(text string) bool { return !usual.MatchString(text) }

// withDigits are all rules; those that are not of addresses find nothing in a text without digits, as most are.
var withDigits = slices.Concat(addressRules, identityRules, numberRules)

func rulesFor(text string) []privateRule {
	if strings.ContainsAny(text, "0123456789") {
		return withDigits
	}
	return addressRules
}

// FindPrivate finds what may identify a person, by rules and check digits, ascending and without overlap. What names people and
// where they live findPerson finds as well.
func FindPrivate(text string) []Private {
	var out []Private
	taken := func(start, end int) bool {
		return slices.ContainsFunc(out, func(p Private) bool { return start < p.End && p.Start < end })
	}
	for _, rule := range rulesFor(text) {
		for _, m := range rule.re.FindAllStringSubmatchIndex(text, -1) {
			m = m[len(m)-2:] // the group, if the rule looks at the words before
			if rule.sort == PrivateCard && strings.HasSuffix(text[:m[0]], "+") {
				continue // of a telephone: one in ten has a card's check digit
			}
			if taken(m[0], m[1]) || rule.ok != nil && !rule.ok(text[m[0]:m[1]]) || rule.sort != PrivateEmail && !alone(text, m) {
				continue
			}
			out = append(out, Private{Sort: rule.sort, Start: m[0], End: m[1]})
		}
	}
	bare := onlyNumbers(text)
	for _, p := range findSaid(text, bare) {
		if !taken(p.Start, p.End) {
			out = append(out, p)
		}
	}
	if bare {
		for _, m := range numbers.FindAllStringIndex(text, -1) {
			if !taken(m[0], m[1]) && !usual.MatchString(text[m[0]:m[1]]) && !dates.MatchString(text[m[0]:m[1]]) && alone(text, m) {
				out = append(out, Private{Sort: PrivateNumber, Start: m[0], End: m[1]})
			}
		}
	}
	slices.SortFunc(out, func(a, b Private) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// glued are words that end as an address without its signs does.
var glued = MustPattern(`(?i)^(?:tele|inter|dot|sit|rom|fulfill?|be|wel|in|out)?com$|(?:inter|ether|extra|intra|cabi|pla|mag|son|bon)net$|(?:telecom|intercom|welcome|sitcom|romcom)$`)

// isGlued tells whether a word is an e-mail address that has lost its signs on the way.
func isGlued(text string) bool { return len(text) >= 8 && !glued.MatchString(text) }

// things are what a number names that is nobody's own: "model 4500".
var things = MustPattern(`(?i)\b(?:model|error|code|year|version|windows|office|room|gate|flight|article|item|series|size|type|part|serial|ticket|step|page|line|since|until|from|about|only|total|price|cost|pay|order|router|phone|printer|server|port|the|this|that|for|with|in|at|on|to|of|by|what|how|why|when|where|is|was|can|does|january|february|march|april|may|june|july|august|september|october|november|december)\b`)

// isNamed tells whether a message is a name and the digits that were asked for.
func isNamed(text string) bool {
	return !things.MatchString(strings.TrimPrefix(strings.ToLower(text), "my name is ")) && !yearLast.MatchString(text)
}

var yearLast = MustPattern(`\b(?:19|20)\d\d\s*$`) // a car's, not a person's

// onlyNumbers tells whether a message says nothing but numbers: the answer to a question for one.
func onlyNumbers(text string) bool {
	words := strings.Fields(strings.NewReplacer(",", " ", ".", " ", ":", " ").Replace(text))
	for _, w := range words {
		if digits, _ := saidDigit(w); digits == "" && !fillers.MatchString(w) {
			return false
		}
	}
	return len(words) <= 20
}

// alone tells whether a number stands by itself: not a part of a word, of a longer number, a price or a decimal.
func alone(text string, m []int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
	after, _ := utf8.DecodeRuneInString(text[m[1]:])
	if strings.ContainsRune("#№$€£₴_", before) && m[0] > 0 || strings.ContainsRune("%€$£₴_", after) && m[1] < len(text) {
		return false
	}
	if m[1]+1 < len(text) && (after == '.' || after == ',' || after == ':') && digits.MatchString(text[m[1]+1:m[1]+2]) {
		return false
	}
	return m[0] < 2 || !(before == '.' || before == ',' || before == ':') || !digits.MatchString(text[m[0]-2:m[0]-1])
}

// OnlyDigits is a text without all that is no digit from 0 to 9.
func OnlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// IsCard tells whether a text has the digits of a payment card's number: its length and check digit (ISO/IEC 7812, Luhn).
func IsCard(text string) bool {
	s := OnlyDigits(text)
	if len(s) < 12 || len(s) > 19 {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func phoneLength(text string) bool {
	n := len(OnlyDigits(text))
	return n >= 8 && n <= 16
}

// isPhone tells a national number from a date, a time, a price or a count.
func isPhone(text string) bool {
	n := len(OnlyDigits(text))
	if n < 7 || n > 15 || dates.MatchString(text) {
		return false
	}
	return strings.ContainsAny(text, " -.–()/") || n == 10 || strings.HasPrefix(text, "0") && n >= 9
}
