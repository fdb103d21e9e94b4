package routing

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"switchboard/assist"
)

// Who asks several things in one message, each of which has an answer beyond doubt, gets one reply: each answer stands below the
// customer's own words. His word on it is noted for all of them. It teaches nothing, since nobody knows which of them he means.

// mostQuoted is how many characters of a question stand above its answer.
const mostQuoted = 120

// answerTo is what a reply says: an answer, or several, each below the words of its question.
func answerTo(answers []assist.Suggestion) string {
	if len(answers) == 1 {
		return answers[0].Text
	}
	parts := make([]string, len(answers))
	for i, a := range answers {
		parts[i] = "> " + quotable(a.Part) + "\n\n" + a.Text
	}
	return strings.Join(parts, "\n\n")
}

// listMark is what would make a list or a heading of the line that it begins: bullets and numbers of items.
var listMark = regexp.MustCompile(`^(?:[-+=.) ]+|\d{1,9}[.)](?: |$))+`)

// quotable is a customer's question as Markdown takes it for plain words, in one line and not too long.
func quotable(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	var b strings.Builder
	for i, c := range r {
		within := i > 0 && i < len(r)-1 && wordy(r[i-1]) && wordy(r[i+1])
		switch {
		case c == '_' && within, c == '\u200d': // joins emoji
			b.WriteRune(c)
		case strings.ContainsRune("*_`~\\|#", c):
			if within {
				b.WriteByte(' ')
			}
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c), c == utf8.RuneError:
		case c == '<', c == '[':
			b.WriteByte('(')
		case c == '>', c == ']':
			b.WriteByte(')')
		default:
			b.WriteRune(c)
		}
	}
	text = listMark.ReplaceAllString(b.String(), "")
	r = []rune(text)
	if len(r) <= mostQuoted {
		return text
	}
	end := mostQuoted
	for end > mostQuoted/2 && r[end] != ' ' {
		end--
	}
	return strings.TrimRight(string(r[:end]), " ") + " …"
}

func wordy(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// sourcesOf are the sources of answers, each article once.
func sourcesOf(answers []assist.Suggestion) (out []assist.Source) {
	for _, a := range answers {
		for _, s := range a.Sources {
			if s.Article == 0 || !slices.ContainsFunc(out, func(o assist.Source) bool { return o.Article == s.Article }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// oneProject is the project that all of some answers are from.
func oneProject(answers []assist.Suggestion) (project string, one bool) {
	project = answers[0].Sources[0].Project
	return project, !slices.ContainsFunc(answers, func(a assist.Suggestion) bool { return a.Sources[0].Project != project })
}
