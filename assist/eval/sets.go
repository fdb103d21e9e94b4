package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxLine is the longest line of a set, in bytes, and mostBad how many bad lines are named.
const (
	maxLine = 1 << 20
	mostBad = 10
)

// likeThis is how a line is written.
const likeThis = `{"text": "how do i return an order", "lang": "en", "relevant": ["shop/returns"]}`

var langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)

// Read reads a set: a JSON object a line with text and, where known, lang, project, call and relevant, the list of
// articles that answer, as project/key or key. Without relevant, nothing answers. Says has texts of which the answer has to have
// one in it, never those that it must not have. Empty lines are passed over. An error names the lines that cannot be read, the first
// ten of them.
func Read(r io.Reader) ([]Question, error) {
	var out []Question
	var bad []error
	more := 0
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errLong) {
			return nil, fmt.Errorf("read line %d of the questions: %w", n, err)
		}
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff") // as some editors begin a file
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

func readQuestion(line string) (q Question, err error) {
	dec := json.NewDecoder(strings.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&q); err != nil {
		return q, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return q, errors.New("has something after its object: one question a line")
	}
	if strings.TrimSpace(q.Text) == "" {
		return q, errors.New("text is missing: write what the customer asked")
	}
	if q.Lang != "" && !langForm.MatchString(q.Lang) {
		return q, fmt.Errorf("lang %q is no language tag, for example: en", q.Lang)
	}
	return q, q.checkWords()
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

// Strangers are the articles and projects that questions name and that are not among those there are: such a question cannot
// find what answers it. Articles are given as project/key.
func Strangers(questions []Question, articles, projects []string) (out []string) {
	known := map[string]bool{}
	for _, a := range articles {
		_, key, _ := strings.Cut(a, "/")
		known[a], known[key] = true, true
	}
	for _, p := range projects {
		known["the project "+p] = true
	}
	note := func(name string) {
		if !known[name] {
			known[name] = true // told once
			out = append(out, name)
		}
	}
	for _, q := range questions {
		for _, r := range q.Relevant {
			note(r)
		}
		if q.Project != "" {
			note("the project " + q.Project)
		}
	}
	return out
}
