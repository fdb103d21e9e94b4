package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"switchboard/knowledge"
)

// Texts are texts of which each will do. Of one alone the list may be left out.
type Texts []string

// UnmarshalJSON reads a text or a list of texts.
func (t *Texts) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte(`"`)) {
		*t = make(Texts, 1)
		return json.Unmarshal(data, &(*t)[0])
	}
	if json.Unmarshal(data, (*[]string)(t)) != nil {
		return errors.New(`says and never are a text or a list of texts, numbers too in quotes: "says": "15 €" or "says": ["15 €", "15 EUR"]`)
	}
	return nil
}

// Says tells whether one of some texts is in a Markdown text. Case, markup and white space count for nothing, nor which
// dashes, quotes and spaces are set, nor a space beside a dash and beside a sign of percent, degree or money. Numbers are whole
// ones: 15 is neither in 150 nor in 15.50, 9:15 or 1 015; 1 015 is 1015. Where a link leads is said as well.
func Says(text string, wanted ...string) bool {
	said := bare(text)
	for _, link := range target.FindAllStringSubmatch(text, -1) {
		said += "\n" + bare(link[1])
	}
	for _, w := range wanted {
		if w = bare(w); w != "" && hasWhole(said, w) {
			return true
		}
	}
	return false
}

// hasWhole tells whether a text is in another one so that no number is cut in two.
func hasWhole(in, text string) bool {
	for from := 0; ; from++ {
		i := strings.Index(in[from:], text)
		if i < 0 {
			return false
		}
		from += i
		before, after := in[:from], in[from+len(text):]
		if !(numberBegins.MatchString(text) && numberEnds.MatchString(before) || numberEnds.MatchString(text) && numberBegins.MatchString(after)) {
			return true
		}
	}
}

// How a number goes on, and how it has begun.
var (
	numberBegins = regexp.MustCompile(`^[.,:']?[0-9]`)
	numberEnds   = regexp.MustCompile(`[0-9][.,:']?$`)
)

var (
	target   = regexp.MustCompile(`\]\(<?([^\s()<>]+)`)
	ordinal  = regexp.MustCompile(`^([0-9]+)([.)])`)
	numbers  = regexp.MustCompile(`\pL?[0-9][0-9.,:']*(?: [0-9]+)+`) // of a code, with its letter
	thousand = regexp.MustCompile(`^[1-9][0-9]{0,2}(?: [0-9]{3})+$`)
	tight    = regexp.MustCompile(` ?([-%‰°\p{Sc}]) ?`)
	typeset  = strings.NewReplacer("–", "-", "—", "-", "―", "-", "‒", "-", "−", "-", "‑", "-", "‐", "-", "«", `"`, "»", `"`, "„", `"`, "“", `"`, "”", `"`,
		"’", "'", "‘", "'", "‚", "'", "ʼ", "'", "`", "'", "´", "'", "…", "...")
)

// bare is a Markdown text as texts are compared. It is taken line by line and cell by cell, so that numbers of two cells do not
// become one.
func bare(md string) string {
	var parts []string
	for line := range strings.Lines(md) {
		for cell := range strings.SplitSeq(line, "|") {
			cell = knowledge.Plain(ordinal.ReplaceAllString(strings.TrimSpace(cell), `$1\$2`)) // a date may begin like an item of a list
			cell = numbers.ReplaceAllStringFunc(typeset.Replace(shown(cell)), func(n string) string {
				if thousand.MatchString(n) {
					return strings.ReplaceAll(n, " ", "")
				}
				return n
			})
			if cell != "" {
				parts = append(parts, cell)
			}
		}
	}
	return tight.ReplaceAllString(cases.Fold().String(norm.NFC.String(strings.Join(parts, " "))), "$1")
}

// shown leaves out what is not seen: soft hyphens, joiners, marks of direction.
func shown(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, text)
}
