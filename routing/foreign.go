package routing

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"switchboard/knowledge"
)

// Foreign says that a text is plainly in another language than its customer writes, as tags: "en", "uk". The zero value
// says that it is not, or that nobody can tell.
type Foreign struct{ Is, Writes string }

// Words say it to an operator; empty: there is nothing to say.
func (f Foreign) Words() string {
	if f.Is == "" {
		return ""
	}
	return "This is in " + LanguageName(f.Is) + ", the customer writes " + LanguageName(f.Writes) + "."
}

// LanguageName is a language's English name, or the tag itself when it has none.
func LanguageName(tag string) string {
	t, err := language.Parse(tag)
	if name := display.English.Tags().Name(t); err == nil && name != "" {
		return name
	}
	return tag
}

const (
	foreignWords = 5  // shorter texts are names, codes and greetings
	foreignLines = 20 // of the customer's that are looked at
)

// inNoLanguage is what has words of no language, or of English in any text.
var inNoLanguage = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\x60[^\x60]*\x60`)

// ForeignTo tells whether a text is plainly in another language than the customer's lines are; prior is the language that
// the conversation is thought to be in. Of short texts, of doubtful ones, and of a language that the customer has used
// himself, nothing is said. The words of buttons are ours.
func ForeignTo(items []Item, prior, text string) Foreign {
	text = inNoLanguage.ReplaceAllString(text, " ")
	is, sure := knowledge.Language(text, "")
	if !sure || len(strings.Fields(text)) < foreignWords {
		return Foreign{}
	}
	var lines []string
	for _, it := range slices.Backward(items) {
		if it.Sort != "message" || it.Author != "customer" || it.Kind == "press" || it.Deleted || len(lines) == foreignLines {
			continue
		}
		line := inNoLanguage.ReplaceAllString(cmp.Or(it.Meant, it.Text), " ")
		if surely(line, "") == is {
			return Foreign{}
		}
		lines = append(lines, line)
	}
	said := strings.Join(lines, "\n")
	writes, sure := knowledge.Language(said, prior)
	if other := alphabetOf(said) != alphabetOf(text); writes == "" || knowledge.Base(writes) == is || !sure && !other {
		return Foreign{}
	}
	return Foreign{Is: is, Writes: knowledge.Base(writes)}
}

// alphabetOf tells Cyrillic texts, those in which most letters are, from others.
func alphabetOf(text string) (cyrillic bool) {
	n := 0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, c):
			n++
		case unicode.IsLetter(c):
			n--
		}
	}
	return n > 0
}

// Foreign tells whether what an operator is about to send is plainly in another language than the customer writes.
func (r *Router) Foreign(ctx context.Context, op, conv int64, text string) (Foreign, error) {
	h, err := r.Head(ctx, op, conv)
	if err != nil {
		return Foreign{}, err
	}
	items, err := r.Timeline(ctx, op, conv, max(h.LastSeq-10*foreignLines, 0))
	if err != nil {
		return Foreign{}, err
	}
	return ForeignTo(items, h.Lang, text), nil
}
