package knowledge

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// How many digits in a row are somebody's when they are said: in any case, in groups as "шістдесят сім сто двадцять три", where the
// words before ask for them or nothing else is said, and of a card.
const (
	saidDigits  = 7
	groupDigits = 9
	askedDigits = 3
	bareDigits  = 4
	cardDigits  = 12
)

var (
	saidWord = MustPattern(`[\p{L}'’ʼ]+|\d+|[^\s\p{L}\d]`)

	// Words that are said between digits and mean nothing.
	betweenDigits = MustPattern(`(?i)^(?:[,.\-–/]|dash|hyphen|space|then|next|потім|далі|потом|дальше|potem|dalej|dann|uh|uhm|um|er|äh|ähm|eee|ну)$`)

	// What makes a count, a price or a time of the number before it.
	counted = MustPattern(`(?i)^(?:thousand|million|billion|percent|dollars?|bucks|pounds?|euros?|cents?|minutes?|hours?|days?|weeks?|months?|years?|am|pm|o'clock|тисяч\p{L}*|тысяч\p{L}*|мільйон\p{L}*|миллион\p{L}*|грив\p{L}*|руб\p{L}*|годин\p{L}*|час\p{L}*|tausend|millionen|uhr|euro|tysi\p{L}*|złot\p{L}*|[%€$£₴])$`)

	// The words before a number that is somebody's own.
	ownNumber = MustPattern(`(?i)(?:ssn|social|card|account|digits|last (?:four|three|4|3)|\bpin\b|\bcv[vc]\b|passcode|ending|passport|number|phone|карт\p{L}*|рахун\p{L}*|сч[её]т\p{L}*|номер\p{L}*|договор\p{L}*|договір|umow\p{L}*|vertrag\p{L}*|паспорт\p{L}*|код\p{L}*|цифр\p{L}*|телефон\p{L}*|kart\p{L}*|konto\p{L}*|numer\p{L}*|nummer|pesel)[^\d.!?\n]{0,20}$`)

	ownCard     = MustPattern(`(?i)card|карт|kart`)
	ownIdentity = MustPattern(`(?i)ssn|social|passport|паспорт|pesel|account|рахун|счет|konto|digits|last`)
)

// said is a number in a text of which at least a part was said in words.
type said struct {
	start, end int
	digits     string
	single     int // of it that were said, or stand, alone
	words      int // of it that are words
	groups     int // the numbers that it was said in
	exact      int // of those, not round
	hundreds   bool
}

// grouped tells whether it was said as telephone numbers are, in numbers of two or three digits; three round ones are prices.
func (s said) grouped() bool { return len(s.digits) >= groupDigits && s.groups > 2 && s.exact > 1 }

// count tells whether it is one number in words, with its hundreds: how many, or how much.
func (s said) count() bool { return s.hundreds && s.groups == 1 }

// findSaid finds numbers of persons that are said digit by digit, as recognisers write them: "five five five, one two …".
func findSaid(text string, bare bool) []Private {
	var out []Private
	for _, s := range saidNumbers(text) {
		before := text[max(0, s.start-60):s.start]
		for !utf8.ValidString(before) {
			before = before[1:]
		}
		own := ownNumber.FindString(before)
		n := len(s.digits)
		switch {
		case s.count():
		case n >= cardDigits && (IsCard(s.digits) || ownCard.MatchString(own)) || n >= bareDigits && ownCard.MatchString(own):
			out = append(out, Private{Sort: PrivateCard, Start: s.start, End: s.end})
		case n >= askedDigits && ownIdentity.MatchString(own):
			out = append(out, Private{Sort: PrivateID, Start: s.start, End: s.end})
		case n >= saidDigits && s.single > 2, s.grouped():
			out = append(out, Private{Sort: PrivatePhone, Start: s.start, End: s.end})
		case n >= askedDigits && own != "" || bare && n >= bareDigits && s.single > 2:
			out = append(out, Private{Sort: PrivateNumber, Start: s.start, End: s.end})
		}
	}
	return out
}

// saidNumbers are the runs of digits and words for them, with at least one such word, or of single digits alone.
func saidNumbers(text string) []said {
	var out []said
	var run said
	times := 1 // of the next digit: "double five"
	open := 0  // zeros that the next word may stand for: the last of "twenty", the last two of "двісті"
	end := func() {
		if run.words > 0 || run.single >= saidDigits {
			out = append(out, run)
		}
		run, times = said{}, 1
	}
	tokens := saidWord.FindAllStringIndex(text, -1)
	for i, at := range tokens {
		token := text[at[0]:at[1]]
		digits, word := saidDigit(token)
		if digits == "" && run.digits != "" && (strings.EqualFold(token, "o") || strings.EqualFold(token, "oh")) || digits == "" && nextIsDigit(text, tokens, i, "oh") {
			digits, word = "0", true
		}
		joins := word && digits != "0" && len(digits) <= open
		if open = 0; word && digits != "0" && digits != "10" {
			open = len(digits) - len(strings.TrimRight(digits, "0"))
		}
		switch {
		case joins:
			if strings.HasSuffix(run.digits, "0") && digits[len(digits)-1] != '0' {
				run.exact++
			}
			run.digits, run.end = run.digits[:len(run.digits)-len(digits)]+digits, at[1]
		case digits != "" && len(digits) <= 4:
			if run.digits == "" {
				run.start = at[0]
			}
			run.digits += strings.Repeat(digits, times)
			run.end = at[1]
			if word {
				run.words++
			}
			if run.groups++; digits[len(digits)-1] != '0' {
				run.exact++
			}
			run.hundreds = run.hundreds || word && len(digits) == 3
			if len(digits) == 1 {
				run.single++
			}
			times = 1
		case (strings.EqualFold(token, "double") || strings.EqualFold(token, "triple")) && nextIsDigit(text, tokens, i, token):
			if run.digits == "" {
				run.start = at[0]
			}
			if times = 2; strings.EqualFold(token, "triple") {
				times = 3
			}
		case strings.EqualFold(token, "hundred") && len(run.digits) > 0:
			run.digits, run.end = run.digits+"00", at[1]
		case run.digits != "" && betweenDigits.MatchString(token):
		case run.digits != "" && counted.MatchString(token):
			run, times = said{}, 1
		default:
			end()
		}
	}
	end()
	return out
}

// nextIsDigit tells whether a token is the word, and a digit follows it.
func nextIsDigit(text string, tokens [][]int, i int, word string) bool {
	if i+1 == len(tokens) || !strings.EqualFold(text[tokens[i][0]:tokens[i][1]], word) {
		return false
	}
	next, _ := saidDigit(text[tokens[i+1][0]:tokens[i+1][1]])
	return len(next) == 1
}

// saidDigit reads a token as digits; word tells whether it is a word for them.
func saidDigit(token string) (digits string, word bool) {
	if OnlyDigits(token) == token {
		return token, false
	}
	folded := foldedWord(token)
	n, ok := NumberWord(folded)
	if !ok {
		n, ok = HundredWord(folded)
	}
	if !ok {
		return "", false
	}
	return strconv.Itoa(n), true
}

// foldedWord is a word in lower case, without marks and apostrophes.
func foldedWord(word string) string {
	var out []byte
	for _, r := range strings.ToLower(word) {
		switch r {
		case '\'', '’', 'ʼ':
		default:
			out = appendFolded(out, r)
		}
	}
	return string(out)
}
