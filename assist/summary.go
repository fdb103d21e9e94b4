package assist

import (
	"strings"
	"unicode/utf8"
)

const (
	summaryQuestion = 300 // characters
	summaryCodes    = 6
)

// Summary is what an operator should know at a hand-off, in a few lines: the customer's question in his own words, the
// numbers and codes that he named, and what the assistant said already. It invents nothing.
func Summary(d Dialogue) string {
	var lines []string
	last, before := lastWords(d)
	asked := last
	if len(before) > 0 && contentWords(strings.Join(last, " ")) < 3 {
		asked = append(before[len(before)-1:], last...)
	}
	if q := clip(strings.Join(strings.Fields(strings.Join(asked, " ")), " "), summaryQuestion); q != "" {
		lines = append(lines, "Asks: "+q)
	}
	if codes := codesOf(append(before, last...)); len(codes) > 0 {
		lines = append(lines, "Names: "+strings.Join(codes, ", "))
	}
	answers := 0
	for _, t := range d.Turns {
		if !t.Customer && strings.TrimSpace(t.Text) != "" {
			answers++
		}
	}
	if len(before) > 0 {
		lines = append(lines, "Asked before: "+clip(strings.Join(strings.Fields(before[0]), " "), summaryQuestion/2))
	}
	if answers > 0 {
		lines = append(lines, "The assistant has already answered; see above.")
	}
	return strings.Join(lines, "\n")
}

// codesOf are the words with digits, as they were written, each once.
func codesOf(texts []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, text := range texts {
		for _, t := range terms(text, "") {
			code := text[t.Start:t.End]
			if t.code && !seen[code] && len(out) < summaryCodes {
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
