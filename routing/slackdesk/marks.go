package slackdesk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kyokomi/emoji/v2"
)

var (
	codeMark      = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
	boldInSlack   = regexp.MustCompile(`\*[^\s*](?:[^*\n]*[^\s*])?\*`)
	struckInSlack = regexp.MustCompile(`~[^\s~](?:[^~\n]*[^\s~])?~`)
	address       = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]*://|urn:)[^\s<>|]*[^\s<>|*~_.,;:!?()]`) // the signs behind it are not its own
	emojiName     = regexp.MustCompile(`:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?`)
)

// markdown is what a person typed in Slack as everybody elsewhere reads it: signs in the place of the names of emoji, Markdown in that of
// Slack's own marks. Code and addresses stay as they are, and so do marks that stand in before, which he was given and has not typed,
// and what would be nothing: no text means that something was deleted.
func markdown(text, before string) string {
	given := map[string]bool{}
	for _, re := range []*regexp.Regexp{boldInSlack, struckInSlack, emojiName} {
		for _, at := range re.FindAllStringIndex(before, -1) {
			if re == emojiName || apart(before, at) { // within Markdown's two signs stand Slack's, which nobody has given
				given[before[at[0]:at[1]]] = true
			}
		}
	}
	var out strings.Builder
	last := 0
	for _, at := range append(codeMark.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		part := doubled(doubled(text[last:at[0]], boldInSlack, given), struckInSlack, given)
		out.WriteString(withEmoji(part, given))
		out.WriteString(text[at[0]:at[1]])
		last = at[1]
	}
	if strings.TrimSpace(out.String()) == "" {
		return text
	}
	return out.String()
}

// doubled makes Slack's mark of one sign Markdown's of two.
func doubled(text string, re *regexp.Regexp, given map[string]bool) string {
	var out strings.Builder
	last, addresses := 0, address.FindAllStringIndex(text, -1)
	for _, at := range re.FindAllStringIndex(text, -1) {
		mark := text[at[0]:at[1]]
		if given[mark] || !apart(text, at) || cuts(at, addresses) {
			continue
		}
		out.WriteString(text[last:at[0]] + mark[:1] + mark + mark[:1])
		last = at[1]
	}
	return out.String() + text[last:]
}

// apart tells whether a mark stands apart from words and from more of its signs, as Slack wants it.
func apart(text string, at []int) bool {
	before, after := around(text, at)
	sign := rune(text[at[0]])
	return !inWord(before) && before != sign && !inWord(after) && after != sign
}

// cuts tells whether a mark begins or ends within one of the addresses. One that has a whole address in it does not.
func cuts(at []int, addresses [][]int) bool {
	return slices.ContainsFunc(addresses, func(a []int) bool {
		return a[0] <= at[0] && at[0] < a[1] || a[0] < at[1] && at[1] <= a[1]
	})
}

// around are the signs on both sides of a mark; zero: there is none.
func around(text string, at []int) (before, after rune) {
	if at[0] > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:at[0]])
	}
	if at[1] < len(text) {
		after, _ = utf8.DecodeRuneInString(text[at[1]:])
	}
	return before, after
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// withEmoji has signs in the place of the names of emoji. A name of the workspace's own says nothing to anybody else: it is dropped.
func withEmoji(text string, given map[string]bool) string {
	var out strings.Builder
	last, addresses := 0, address.FindAllStringIndex(text, -1)
	for _, at := range emojiName.FindAllStringSubmatchIndex(text, -1) {
		name, tone := text[at[2]:at[3]], ""
		if at[4] >= 0 {
			tone = text[at[4]:at[5]]
		}
		sign, known := signOf(name, tone)
		before, after := around(text, at)
		alone := !inWord(before) && !inWord(after) && (before != ':' || at[0] == last && last > 0) // or right behind another
		glued := known && len(name) > 2 && !unicode.IsDigit(before) && !unicode.IsDigit(after)
		named := strings.ContainsFunc(name, unicode.IsLetter)
		if given[text[at[0]:at[1]]] || !alone && !glued || !known && !named || cuts(at[:2], addresses) {
			continue
		}
		kept := text[last:at[0]]
		if !known && (after == 0 || unicode.IsSpace(after)) {
			kept = strings.TrimRight(kept, " ")
		}
		out.WriteString(kept + sign)
		last = at[1]
	}
	return out.String() + text[last:]
}

// signOf is an emoji by its name in Slack, of a tone of skin (2 to 6) where it has one.
func signOf(name, tone string) (sign string, known bool) {
	sign, known = emoji.CodeMap()[":"+name+":"]
	if country, ok := strings.CutPrefix(name, "flag-"); ok && !known && len(country) == 2 {
		return string([]rune{'🇦' + rune(country[0]-'a'), '🇦' + rune(country[1]-'a')}), true
	}
	if known && tone != "" {
		r, n := utf8.DecodeRuneInString(sign)
		sign = string(r) + string('🏻'+rune(tone[0]-'2')) + strings.TrimPrefix(sign[n:], "\ufe0f")
	}
	return sign, known
}
