package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"switchboard/knowledge"
)

// maxLine is the longest line of a set, in bytes, and mostBad how many bad lines are named.
const (
	maxLine = 1 << 20
	mostBad = 10
)

// likeThis is how a line is written.
const likeThis = `{"text": "how do i return an order", "lang": "en", "relevant": ["shop/returns"]}`

var langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)

// Read reads a set: a JSON object a line with text and, where known, lang, project, call and relevant, the article or the list of
// articles that answer, as project/key or key. Without relevant, nothing answers. Says has texts of which the answer has to have
// one in it, never those that it must not have. Empty lines are passed over. An error names the lines that cannot be read, the first
// ten of them.
func Read(r io.Reader) ([]Question, error) {
	var out []Question
	var bad []error
	more := 0
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	text, _, err := knowledge.Decoded(data)
	if err != nil {
		return nil, fmt.Errorf("the file %w: save it in UTF-8", err)
	}
	if whole(text) {
		return nil, fmt.Errorf("it is one JSON text over several lines: write each question on a line of its own, as jq -c does, %s", likeThis)
	}
	lines := bufio.NewReader(bytes.NewReader(text))
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errLong) {
			return nil, fmt.Errorf("read line %d of the questions: %w", n, err)
		}
		if line = strings.TrimSpace(line); line == "" && err == nil {
			continue
		}
		var q Question
		if err == nil {
			q, err = readQuestion(line)
		}
		switch {
		case err == nil:
			out = append(out, q)
		case len(bad) < mostBad:
			bad = append(bad, fmt.Errorf("line %d: %w", n, err))
		default:
			more++
		}
	}
	if more > 0 {
		bad = append(bad, fmt.Errorf("and %d more lines", more))
	}
	if len(bad) > 0 {
		return nil, fmt.Errorf("%w\nwrite a line as %s", errors.Join(bad...), likeThis)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no question in it: write a line for each, as %s", likeThis)
	}
	return out, nil
}

var errLong = fmt.Errorf("is longer than %d bytes", maxLine)

// readLine reads a line. One that is too long is read to its end and left out.
func readLine(r *bufio.Reader) (string, error) {
	var b strings.Builder
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || b.Len()+len(part) > maxLine; !long {
			b.Write(part)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (b.Len() > 0 || long):
		case err != nil:
			return "", err
		}
		if long {
			return "", errLong
		}
		return b.String(), nil
	}
}

// whole tells whether a text is JSON that was made to be read, or a list of it: its first line is no object, and more of it is one.
func whole(text []byte) bool {
	first, _, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	var one json.RawMessage
	goesOn := errors.Is(json.NewDecoder(bytes.NewReader(first)).Decode(&one), io.ErrUnexpectedEOF)
	return goesOn && json.NewDecoder(bytes.NewReader(text)).Decode(&one) == nil || bytes.HasPrefix(first, []byte("["))
}

func readQuestion(line string) (q Question, err error) {
	var fields map[string]json.RawMessage
	dec := json.NewDecoder(strings.NewReader(line))
	if err := dec.Decode(&fields); err != nil || fields == nil {
		return q, errors.New("is no JSON object")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return q, errors.New("has something after its object: one question a line")
	}
	to := map[string]any{"text": &q.Text, "lang": &q.Lang, "project": &q.Project, "call": &q.Call, "relevant": &q.Relevant, "says": &q.Says, "never": &q.Never}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, ok := to[name]
		if !ok {
			return q, fmt.Errorf("has an unknown field %q: there are text, lang, project, call, relevant, says and never", name)
		}
		if err := json.Unmarshal(fields[name], field); err != nil {
			return q, wrongField(name, err)
		}
	}
	if strings.TrimSpace(q.Text) == "" {
		return q, errors.New("text is missing: write what the customer asked")
	}
	if q.Lang != "" && !langForm.MatchString(q.Lang) {
		return q, fmt.Errorf("lang %q is no language tag, for example: en", q.Lang)
	}
	return q, q.checkWords()
}

// wrongField says how a field is written.
func wrongField(name string, err error) error {
	switch name {
	case "call":
		return errors.New("call is true or false, without quotes")
	case "relevant":
		return errors.New(`relevant is an article or a list of articles: "relevant": "shop/returns" or "relevant": ["shop/returns", "shop/refunds"]`)
	case "text", "lang", "project":
		return fmt.Errorf("%s is a text in quotes", name)
	}
	return err
}

// checkWords says what is wrong with the words that an answer is judged by.
func (q Question) checkWords() error {
	wordy := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }
	isEmpty := func(texts Texts) bool {
		return texts != nil && len(texts) == 0 || slices.ContainsFunc(texts, func(t string) bool { return !strings.ContainsFunc(bare(t), wordy) })
	}
	switch {
	case isEmpty(q.Says):
		return errors.New("says has an empty text: write words of the passage that answers, or leave it out")
	case isEmpty(q.Never):
		return errors.New("never has an empty text: write words that must not stand in the answer, or leave it out")
	case len(q.Says) > 0 && len(q.Relevant) == 0:
		return errors.New("says goes with the article that says it: name that in relevant, or leave out says")
	case len(q.Never) > 0 && len(q.Relevant) == 0:
		return errors.New("never goes with the article that answers: name that in relevant, or leave out never")
	}
	for _, s := range q.Says {
		for _, n := range q.Never {
			if Says(s, n) {
				return fmt.Errorf("never forbids %q, which %q of says has: leave out one of them", n, s)
			}
		}
	}
	return nil
}

// Strangers are the articles and projects that questions name and that are not among those there are, each in quotes with what may be
// meant: such a question cannot find what answers it. Articles are given as project/key.
func Strangers(questions []Question, articles, projects []string) (out []string) {
	known, meant := map[string]bool{}, map[string]string{}
	for _, a := range articles {
		_, key, _ := strings.Cut(a, "/")
		known[a], known[key] = true, true
		meant[bareName(a)], meant[bareName(key)] = a, key
	}
	ofProject := "the project "
	for _, p := range projects {
		known[ofProject+p], meant[ofProject+bareName(p)] = true, p
	}
	note := func(what, name string) {
		if known[what+name] {
			return
		}
		known[what+name] = true // told once
		told := what + strconv.Quote(name)
		if other := meant[what+bareName(name)]; other != "" {
			told += fmt.Sprintf(" (is %q meant?)", other)
		}
		out = append(out, told)
	}
	for _, q := range questions {
		for _, r := range q.Relevant {
			note("", r)
		}
		if q.Project != "" {
			note(ofProject, q.Project)
		}
	}
	return out
}

// bareName is a name without what people write otherwise: case, and the language and the ending that files have.
func bareName(name string) string {
	parts := strings.Split(strings.TrimSuffix(strings.ToLower(strings.Trim(name, " /")), ".md"), "/")
	if len(parts) == 3 {
		parts = []string{parts[0], parts[2]}
	}
	return strings.Join(parts, "/")
}
