package knowledge

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
)

// Mask hides what may identify a person (FindPrivate) in a text, so that it may be kept and shown to people who need not
// know whose it is. A little stays, by which whoever knows it recognises it: a•••@example.com, •••• 4242. What is masked
// already stays as it is.
func Mask(text string) string { return maskedAt(text, FindPrivate(text)) }

// MaskPerson is Mask for those who need not know who asked: names of people are hidden too, the number of a contract, when somebody was
// born, where he lives, and what he is called in messengers.
func MaskPerson(text string) string { return maskedAt(text, findPerson(text)) }

func maskedAt(text string, list []Private) string {
	var b strings.Builder
	last := 0
	for _, p := range list {
		if isRest(text, p) {
			continue
		}
		b.WriteString(text[last:p.Start])
		b.WriteString(masked(p.Sort, text[p.Start:p.End]))
		last = p.End
	}
	b.WriteString(text[last:])
	return b.String()
}

// isRest tells whether what was found is what an earlier masking left of something longer.
func isRest(text string, p Private) bool {
	return strings.HasSuffix(text[:p.Start], hiddenRest) && utf8.RuneCountInString(text[p.Start:p.End]) <= keptOfCard
}

func masked(sort, value string) string {
	switch sort {
	case PrivateBirth, PrivateAddress, PrivateSecret:
		return strings.TrimSpace(hiddenRest)
	case PrivateName, PrivateHandle:
		first, _ := utf8.DecodeRuneInString(value)
		return string(first) + "•••"
	case PrivateEmail:
		_, size := utf8.DecodeRuneInString(value)
		if at := strings.IndexByte(value, '@'); at >= 0 {
			return value[:size] + "•••" + value[at:]
		}
		return value[:size] + "•••"
	}
	keep := keptOfCard
	if sort != PrivateCard && sort != PrivateIBAN {
		keep = 2
	}
	if OnlyDigits(value) == "" { // said in words
		return "••••"
	}
	signs := []rune(value)
	if len(signs) <= 2*keep {
		return strings.Repeat("•", len(signs))
	}
	return hiddenRest + string(signs[len(signs)-keep:])
}

// hiddenRest stands before what is left of a number, which is at most so many signs.
const (
	hiddenRest = "•••• "
	keptOfCard = 4
)

// maskSigns are what Mask and MaskPerson leave of a number and its end, of a name and of an address.
var maskSigns = regexp.MustCompile(`[\p{L}\p{N}]?•+(?: ?[0-9A-Z]{2,4}|@\S*)?`)

// maskIn returns the first thing in a text that stands where something private was hidden, or nothing. Dots in a row that are
// fewer or more than masking leaves, as of a menu or of a password, are none.
func maskIn(text string) string {
	for _, found := range maskSigns.FindAllString(text, -1) {
		switch first, _ := utf8.DecodeRuneInString(found); strings.Count(found, "•") {
		case 4:
			return found
		case 3:
			if first != '•' {
				return found
			}
		}
	}
	return ""
}

// unmasked says what customers are not to read in a draft: the signs that stand where what is private of one of them was hidden.
func (c *checker) unmasked(d Draft) {
	if d.Audience != Public {
		return
	}
	for _, x := range [][2]string{{"title", d.Title}, {"body", d.Body}} {
		if found := maskIn(x[1]); found != "" {
			c.fail(x[0], fmt.Sprintf("has “%s”, where something private was hidden: write what customers are to read there, or take it out", found), "")
		}
	}
}

// mayAppear is an InvalidError where a version is not to be shown to readers: it is erased, or not unmasked. Where its project was
// removed it is a RemovedProjectError.
func mayAppear(ctx context.Context, tx pgx.Tx, id int64, number int) error {
	v, err := toldVersion(ctx, tx, id, number)
	if err == nil {
		err = inProject(ctx, tx, id)
	}
	if err != nil {
		return err
	}
	var c checker
	c.unmasked(v.Draft)
	return c.err()
}
