package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// projectFront is the front matter of a project.md.
type projectFront struct {
	Name       string   `yaml:"name"`
	Summary    string   `yaml:"summary"`
	URL        string   `yaml:"url"`
	Department string   `yaml:"department"`
	Aliases    []string `yaml:"aliases"`
	Contacts   string   `yaml:"contacts"`
	Hours      string   `yaml:"hours"`
	Owner      string   `yaml:"owner"`
}

// articleFront is the front matter of an article.
type articleFront struct {
	Project  string    `yaml:"project"`
	Language string    `yaml:"language"`
	Text     textFront `yaml:",inline"`

	// What is known of it beside its text.
	ReviewBy      string `yaml:"review_by"`
	Verified      *bool  `yaml:"verified"`
	TranslationOf string `yaml:"translation_of"`
	Behind        bool   `yaml:"translation_behind"`
	ExpireAt      string `yaml:"expire_at"`
	PublishAt     string `yaml:"publish_at"`   // a draft's
	SubmittedBy   string `yaml:"submitted_by"` // a draft's: who asked for its review
}

// textFront is what a version of an article says beside its body.
type textFront struct {
	Title      string   `yaml:"title"`
	Audience   string   `yaml:"audience"`
	Questions  []string `yaml:"questions"`
	Tags       []string `yaml:"tags"`
	Owner      string   `yaml:"owner"`
	Link       string   `yaml:"link"`
	ValidFrom  string   `yaml:"valid_from"`
	ValidUntil string   `yaml:"valid_until"`
}

// draft checks a version and makes a draft of it.
func (t textFront) draft(c *checker, body string) Draft {
	return c.draft(Draft{Title: t.Title, Body: body, Audience: Audience(t.Audience), Questions: t.Questions, Tags: t.Tags, Owner: t.Owner, Link: t.Link,
		ValidFrom: parseDay(c, "valid_from", t.ValidFrom), ValidUntil: parseDay(c, "valid_until", t.ValidUntil)})
}

// text writes what textFront reads.
func (w *frontWriter) text(d Draft) {
	w.line("title", d.Title)
	if d.Audience == Internal {
		w.line("audience", string(d.Audience))
	}
	w.list("questions", d.Questions)
	w.list("tags", d.Tags)
	w.line("owner", d.Owner)
	w.line("link", d.Link)
	w.day("valid_from", d.ValidFrom)
	w.day("valid_until", d.ValidUntil)
}

// lineError is an error at a line of a file.
type lineError struct {
	line int // 0: the file as a whole
	text string
}

func (e *lineError) Error() string { return e.text }

// maxFront is the longest front matter in bytes.
const maxFront = 256 << 10

// cutFront parts a file into its front matter and its body.
func cutFront(file []byte) (front, body []byte, err error) {
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	file = bytes.ReplaceAll(file, []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(file, []byte("---\n"))
	if !ok {
		return nil, nil, &lineError{1, `does not begin with front matter: the first line must be "---", then "title: …" and so on, then "---" again`}
	}
	if body, ok := bytes.CutPrefix(rest, []byte("---\n")); ok {
		return nil, body, nil
	}
	front, body, ok = bytes.Cut(append(rest, '\n'), []byte("\n---\n"))
	if !ok {
		return nil, nil, &lineError{1, `has no end of its front matter: put a line "---" after it`}
	}
	if len(front) > maxFront {
		return nil, nil, &lineError{1, fmt.Sprintf("has %d bytes of front matter of %d that are allowed", len(front), maxFront)}
	}
	return front, body, nil
}

// decodeFront reads front matter; unknown and doubled fields are errors.
func decodeFront(front []byte, into any) error {
	if len(bytes.TrimSpace(front)) == 0 {
		return nil
	}
	err := yaml.NewDecoder(bytes.NewReader(front), yaml.DisallowUnknownField()).Decode(into)
	if err == nil {
		return nil
	}
	line, text := FrontFault(err)
	return &lineError{line, "front matter: " + text}
}

// FrontFault tells at which line of its file front matter cannot be decoded, or 0, and why.
func FrontFault(err error) (line int, why string) {
	var at yaml.Error
	if !errors.As(err, &at) {
		return 0, err.Error()
	}
	if token := at.GetToken(); token != nil {
		line = token.Position.Line + 1 // the "---" above
	}
	return line, at.GetMessage()
}

// fieldLine returns the line of a file where a field of its front matter is, or 0.
func fieldLine(front []byte, field string) int {
	n := 1
	for line := range bytes.Lines(front) {
		n++
		if bytes.HasPrefix(line, []byte(field+":")) {
			return n
		}
	}
	return 0
}

func parseDay(c *checker, field, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		c.fail(field, fmt.Sprintf("%q is not a day", s), "2026-01-31")
	}
	return t
}

// frontWriter writes front matter that reads back as what was written, and leaves out what is empty.
type frontWriter struct{ b strings.Builder }

func (w *frontWriter) line(field, value string) {
	if value != "" {
		fmt.Fprintf(&w.b, "%s: %s\n", field, scalar(value))
	}
}

func (w *frontWriter) list(field string, values []string) {
	if len(values) == 0 {
		return
	}
	fmt.Fprintf(&w.b, "%s:\n", field)
	for _, v := range values {
		fmt.Fprintf(&w.b, "  - %s\n", scalar(v))
	}
}

func (w *frontWriter) day(field string, t time.Time) {
	if !t.IsZero() {
		fmt.Fprintf(&w.b, "%s: %s\n", field, t.Format(time.DateOnly))
	}
}

func (w *frontWriter) file(body string) []byte {
	return []byte("---\n" + w.b.String() + "---\n" + body + "\n")
}

var (
	plainForm = regexp.MustCompile(`^\p{L}[\p{L}\p{M}\p{N} .,?!()/'’«»„“”–—+%&;-]*$`)
	yamlWord  = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|y|n|null|nan|inf)$`)
)

// scalar writes a string plainly where YAML cannot take it for anything else, and quoted where it could.
func scalar(s string) string {
	if plainForm.MatchString(s) && !yamlWord.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	var quoted bytes.Buffer
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string into memory
	return strings.TrimSuffix(quoted.String(), "\n")
}
