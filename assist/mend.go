package assist

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// thoughtEnds is the mark that ends what a model thinks aloud. Where a server's template has the mark that begins it, the answer
// has this one alone.
const thoughtEnds = "</think>"

// UnmarshalJSON reads an item as models write it: the number of a passage may be in quotes, in words or in a list.
func (c *cited) UnmarshalJSON(b []byte) error {
	var raw struct {
		Text    string          `json:"text"`
		Passage json.RawMessage `json:"passage"`
		Quote   string          `json:"quote"`
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	*c = cited{Text: raw.Text, Quote: raw.Quote, Passage: numberIn(raw.Passage)}
	return nil
}

// UnmarshalJSON reads an item of a summary so: what cannot be read is an item that says nothing, and the others stay.
func (t *told) UnmarshalJSON(b []byte) error {
	type bare told
	var raw struct {
		bare
		Line json.RawMessage `json:"line"`
	}
	if json.Unmarshal(b, &raw) == nil {
		*t = told(raw.bare)
		t.Line = numberIn(raw.Line)
	}
	return nil
}

// numberIn is the one whole number in what stands for one; 0: there is none, or nobody knows which is meant.
func numberIn(raw json.RawMessage) int {
	numbers := someNumber.FindAllString(string(raw), 2)
	if len(numbers) != 1 {
		return 0
	}
	n, err := strconv.ParseFloat(numbers[0], 64)
	if err != nil || n != float64(int(n)) {
		return 0
	}
	return int(n)
}

var someNumber = knowledge.MustPattern(`-?\d+(\.\d+)?`)

// objectTries is how many braces are tried that an object may begin with, but for the first.
const objectTries = 20

// readObject reads the JSON object that a model answered with. Servers without schemas wrap it in a code block, in words, in
// thoughts, or write what is nearly JSON.
func readObject(answer string, into any) error {
	if i := strings.LastIndex(answer, thoughtEnds); i >= 0 {
		answer = answer[i+len(thoughtEnds):]
	}
	from, to := strings.Index(answer, "{"), strings.LastIndex(answer, "}")
	if from < 0 || to < from {
		return errors.New("the model returned no JSON")
	}
	whole := mendJSON([]byte(answer[from : to+1]))
	err := json.Unmarshal(whole, into)
	for range objectTries { // braces in the words around it
		if err == nil {
			return nil
		}
		next := bytes.IndexByte(whole[1:], '{')
		if next < 0 {
			break
		}
		whole = whole[next+1:]
		err = json.NewDecoder(bytes.NewReader(whole)).Decode(into)
	}
	return err
}

// mendJSON makes JSON of what is nearly so: line ends within strings are written as they have to be, and commas before an
// end go. JSON stays as it is.
func mendJSON(b []byte) []byte {
	if json.Valid(b) {
		return b
	}
	out, quoted, escaped := make([]byte, 0, len(b)+16), false, false
	for _, c := range b {
		switch {
		case quoted && c < ' ':
			if c != '\r' {
				out = append(out, map[byte]string{'\n': `\n`, '\t': `\t`}[c]...)
			}
			escaped = false
			continue
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '}' || c == ']'):
			out = bytes.TrimSuffix(bytes.TrimRight(out, " \t\r\n"), []byte(","))
		}
		out = append(out, c)
	}
	return out
}

// greetsBy is how somebody is greeted, by whatever name, in en, uk, ru, de and pl.
const greetsBy = `(?i)^(?:dear|hello|hi|good (?:morning|day|afternoon|evening)|шановн\pL*|дорог\pL*|вітаю|привіт|добр\pL+ д(?:ень|ня)|уважаем\pL*|здравствуйте|привет|` +
	`sehr geehrte[rs]?|liebe[rs]?|hallo|guten tag|szanown\pL*|drog\pL*|dzień dobry|witam)` +
	`(?:\s*,?\s+(?:(?-i:\p{Lu}[\pL'’.-]*)|customers?|sir|or|madam|and|und|клієнт\pL*|пан\pL{0,2}|клиент\pL*|pani|panie|panowie|państwo|i|kliencie|klientko)){0,4}`

var (
	endMark     = knowledge.MustPattern(`\s*(\[\d{1,2}\]|【[^】]*】|\((?i:passage|source|article|стаття|статья|quelle|źródło)\s*\d{1,2}\))(\s*[.!?…]?\s*)$`)
	salutation  = knowledge.MustPattern(greetsBy + `\s*[,!]\s+(\pL)`)
	salutes     = knowledge.MustPattern(greetsBy + `\s*[,!.]?$`)
	lineMark    = knowledge.MustPattern(`^(#{1,6}|[-*•–])\s+`)
	strongMark  = knowledge.MustPattern(`\*\*(\S[^*]*?)\*\*|\b__(\S[^_]*?)__\b`)
	stressMarks = []*knowledge.Pattern{knowledge.MustPattern(`(^|[\s(«„“"])\*([\pL⟦][^*\n]*?)\*($|[\s.,;:!?)»“”"])`), knowledge.MustPattern(`(^|[\s(«„“"])_([\pL\d⟦][^_\n]*?)_($|[\s.,;:!?)»“”"])`)}
)

// plainWords is a sentence of a model without a salutation, which may have a name that nobody said, and without marks that the
// customer's messenger would show: those of Markdown, and those of where it has its words from, unless the passage has them itself.
func plainWords(text, passage string) string {
	text = lineMark.ReplaceAllString(strings.TrimSpace(text), "")
	if salutes.MatchString(text) {
		return ""
	}
	if m := salutation.FindStringSubmatchIndex(text); m != nil {
		first := text[m[2]:m[3]]
		text = strings.ToUpper(first) + text[m[1]:]
	}
	if m := endMark.FindStringSubmatch(text); m != nil && !strings.Contains(passage, m[1]) {
		text = text[:len(text)-len(m[0])] + strings.TrimSpace(m[2])
	}
	if !strings.Contains(passage, "`") {
		text = strings.ReplaceAll(text, "`", "")
	}
	return unstressed(text, passage)
}

// unstressed is a text without marks of stress, unless the one that it is made of has them.
func unstressed(text, from string) string {
	if strings.Contains(from, "**") || strings.Contains(from, "__") {
		return text
	}
	text = strings.ReplaceAll(strongMark.ReplaceAllString(text, "$1$2"), "**", "") // half of one: the other is in another sentence
	for _, m := range stressMarks {
		text = m.ReplaceAllString(text, "$1$2$3")
	}
	return text
}

// wordingOf is a wording as it is meant: without quotes around it and marks in it that the text has not.
func wordingOf(said, from string) string {
	said = strings.TrimSpace(said)
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}} {
		inner, begins := strings.CutPrefix(said, q[0])
		inner, ends := strings.CutSuffix(inner, q[1])
		if begins && ends && !strings.HasPrefix(strings.TrimSpace(from), q[0]) && !strings.ContainsAny(inner, q[0]+q[1]) {
			said = inner
		}
	}
	lines := strings.Split(unstressed(said, from), "\n")
	for i, line := range lines {
		if heading := strings.TrimLeft(line, "#"); heading != line && strings.HasPrefix(heading, " ") && !strings.Contains(from, "#") {
			lines[i] = strings.TrimSpace(heading)
		}
	}
	return strings.Join(lines, "\n")
}

// signLike are the shapes in which models give back a sign: other brackets, other letters, half of the brackets.
var signLike = knowledge.MustPattern("[⟦\\[{`【]+\\s*(\\pL+)[ _-]?(\\d+)\\s*[⟧\\]}`】]+|[⟦【]?\\b([A-Z]+_\\d+)\\b[⟧】]?")

// selfLink is an address or a telephone that Markdown links to itself.
var selfLink = knowledge.MustPattern(`\[([^\[\]\n]+)\]\((?:mailto|tel):([^()\s]+)\)`)

// mend gives the signs of this redaction that a model has altered their shape. Others stay: it made them up. What is linked to itself
// is written once.
func (r *redaction) mend(text string) string {
	text = selfLink.ReplaceAllStringFunc(text, func(s string) string {
		m := selfLink.FindStringSubmatch(s)
		if digits := knowledge.OnlyDigits(m[1]); m[1] == m[2] || len(digits) >= phoneDigits && digits == knowledge.OnlyDigits(m[2]) && !strings.ContainsFunc(m[2], unicode.IsLetter) {
			return m[1]
		}
		return s
	})
	return signLike.ReplaceAllStringFunc(text, func(s string) string {
		m := signLike.FindStringSubmatch(s)
		name := m[3]
		if name == "" {
			name = strings.ToUpper(m[1]) + "_" + m[2]
		}
		if _, known := r.values["⟦"+name+"⟧"]; known {
			return "⟦" + name + "⟧"
		}
		return s
	})
}
