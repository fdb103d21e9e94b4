package assist

import (
	"slices"
	"strings"
)

// paysOtherwise tells whether a question names money that a text with prices, of whose words there are some, has none in and does not name.
// Of what the text has only the sign of, "£20", it takes up the word that the question says: pounds.
func paysOtherwise(words []term, asked, text string, there bag) bool {
	other := false
	for _, w := range words {
		money := currencies[strings.ToLower(asked[w.Start:w.End])]
		if money == "" || there.found(w) > 0 {
			continue
		}
		prices := slices.DeleteFunc(Claims(text), func(c Claim) bool { return c.Sort != ClaimPrice })
		if slices.ContainsFunc(prices, func(c Claim) bool { return c.unit == money }) {
			there.words[w.Word] = true
		} else {
			other = other || len(prices) > 0
		}
	}
	return other
}
