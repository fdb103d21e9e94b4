package phone

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

const (
	maxSegments = 10_000
	maxLength   = 24 * time.Hour
	maxText     = 20_000 // characters of one segment
	maxFact     = 200    // characters of an id, a name, a number
	maxOthers   = 10     // alternatives of one segment that are kept
)

// Facts are what is known of a call besides the words.
type Facts struct {
	ID         string    `json:"id"`                    // the call's own id
	Caller     string    `json:"caller"`                // number; "anonymous" when withheld
	CallerName string    `json:"caller_name,omitempty"` // display name
	Called     string    `json:"called,omitempty"`      // number
	CalledName string    `json:"called_name,omitempty"` // display name, of use in an outbound call
	Direction  string    `json:"direction,omitempty"`   // "inbound" (also when empty) or "outbound"
	StartedAt  time.Time `json:"started_at,omitzero"`   // zero: by our clock
	Operator   string    `json:"operator,omitempty"`    // e-mail address of the operator on the line
	Language   string    `json:"language,omitempty"`    // BCP 47
	Project    string    `json:"project,omitempty"`     // key of the project that was called
}

// Segment is what one side said without a break.
type Segment struct {
	ID         string  `json:"id,omitempty"`         // unique within the call
	Speaker    string  `json:"speaker"`              // "caller" or "operator"
	Start      float64 `json:"start"`                // seconds from the call's begin
	End        float64 `json:"end,omitempty"`        // 0: not known yet
	Text       string  `json:"text"`                 // plain
	Confidence float64 `json:"confidence,omitempty"` // 0 to 1; 0: unknown
	Partial    bool    `json:"partial,omitempty"`    // Text may still change

	// Alternatives are what else the recogniser may have heard (its n-best list), likeliest first; Text may be among them.
	Alternatives []string `json:"alternatives,omitempty"`
}

// Transcript is a call, or what is known of it so far.
type Transcript struct {
	Facts
	State    string    `json:"state,omitempty"` // "live", or "finished" (also when empty)
	Segments []Segment `json:"segments"`
}

// The values of Segment.Speaker, Transcript.State and Facts.Direction.
const (
	Caller   = "caller"   // the person, whoever dialled
	Operator = "operator" // our side
	Live     = "live"
	Finished = "finished"
	Inbound  = "inbound"
	Outbound = "outbound"
)

// FieldError says which field of a request is wrong, and why.
type FieldError struct{ Field, Problem string }

func (e *FieldError) Error() string {
	if e.Field == "" {
		return e.Problem
	}
	return e.Field + ": " + e.Problem
}

func wrong(field, format string, args ...any) error {
	return &FieldError{field, fmt.Sprintf(format, args...)}
}

var projectKey = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// person returns the number and the name of the one who is not us, and the field that holds the number.
func (f Facts) person() (number, name, field string) {
	if f.Direction == Outbound {
		return f.Called, f.CalledName, "called"
	}
	return f.Caller, f.CallerName, "caller"
}

// clean checks the facts and brings them into one form.
func (f *Facts) clean(now time.Time) error {
	for field, value := range map[string]*string{
		"id": &f.ID, "caller": &f.Caller, "caller_name": &f.CallerName, "called": &f.Called, "called_name": &f.CalledName,
	} {
		*value = strings.Join(strings.Fields(printable(*value)), " ")
		if utf8.RuneCountInString(*value) > maxFact {
			return wrong(field, "longer than %d characters", maxFact)
		}
	}
	if f.ID == "" {
		return wrong("id", "missing: every call needs an id of its own")
	}
	switch f.Direction = strings.ToLower(f.Direction); f.Direction {
	case "", Inbound:
		f.Direction = Inbound
	case Outbound:
	default:
		return wrong("direction", `must be "inbound" or "outbound"`)
	}
	if number, _, field := f.person(); number == "" {
		return wrong(field, `missing: give the person's number, or "anonymous" when it was withheld`)
	}
	if !f.StartedAt.IsZero() && (f.StartedAt.Year() < 2000 || f.StartedAt.After(now.Add(time.Hour))) {
		return wrong("started_at", "%s is not the time of a call", f.StartedAt.Format(time.RFC3339))
	}
	if address, err := mail.ParseAddress(f.Operator); f.Operator != "" && (err != nil || address.Address != f.Operator || len(f.Operator) > maxFact) {
		return wrong("operator", "must be an e-mail address, such as ivan@lumen.example")
	}
	if f.Language != "" {
		tag, err := language.Parse(f.Language)
		if err != nil {
			return wrong("language", `must be a language tag, such as "uk"`)
		}
		f.Language = tag.String()
	}
	if f.Project != "" && !projectKey.MatchString(f.Project) {
		return wrong("project", "must be a project's key: lower-case letters, digits and hyphens")
	}
	return nil
}

// clean checks one segment and brings it into one form; field is where it stands in the request.
func (s *Segment) clean(field string) error {
	speaker, known := role(s.Speaker)
	if !known {
		return wrong(field+".speaker", `must be "caller" or "operator"`)
	}
	s.Speaker = speaker
	s.ID = strings.TrimSpace(printable(s.ID))
	if utf8.RuneCountInString(s.ID) > maxFact {
		return wrong(field+".id", "longer than %d characters", maxFact)
	}
	if s.Start < 0 || s.Start > maxLength.Seconds() {
		return wrong(field+".start", "must be seconds from the call's begin, within %s", maxLength)
	}
	if s.End == 0 {
		s.End = s.Start
	}
	if s.End < s.Start || s.End > maxLength.Seconds() {
		return wrong(field+".end", "must not be before start, and be within %s", maxLength)
	}
	if s.Confidence < 0 || s.Confidence > 1 {
		return wrong(field+".confidence", "must be between 0 and 1")
	}
	s.Text = strings.TrimSpace(printable(s.Text))
	if utf8.RuneCountInString(s.Text) > maxText {
		return wrong(field+".text", "longer than %d characters", maxText)
	}
	return s.cleanAlternatives(field + ".alternatives")
}

// cleanAlternatives keeps the likeliest that differ from the text and from each other.
func (s *Segment) cleanAlternatives(field string) error {
	var kept []string
	for i, text := range s.Alternatives {
		text = strings.TrimSpace(printable(text))
		if utf8.RuneCountInString(text) > maxText {
			return wrong(fmt.Sprintf("%s[%d]", field, i), "longer than %d characters", maxText)
		}
		if text != "" && text != s.Text && len(kept) < maxOthers && !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	s.Alternatives = kept
	return nil
}

// clean checks the call's words. Ids are made of positions where they are missing, if that is sound: in a whole call.
func (t *Transcript) clean(whole bool) error {
	if len(t.Segments) > maxSegments {
		return wrong("segments", "%d, more than %d", len(t.Segments), maxSegments)
	}
	finals := map[string]bool{}
	for i := range t.Segments {
		s, field := &t.Segments[i], fmt.Sprintf("segments[%d]", i)
		if err := s.clean(field); err != nil {
			return err
		}
		if s.ID == "" && !whole {
			return wrong(field+".id", "missing: in a live call a later request could not refer to it")
		}
		if s.ID == "" {
			s.ID = fmt.Sprint(i + 1)
		}
		if finals[s.ID] {
			return wrong(field+".id", "%q was there before", s.ID)
		}
		finals[s.ID] = !s.Partial
	}
	return nil
}

// printable drops what no text should hold: control characters, and bytes that are no UTF-8.
func printable(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t' || c == '\u2028' || c == '\u2029':
			return ' '
		case unicode.IsControl(c):
			return -1
		}
		return c
	}, strings.ToValidUTF8(text, "\ufffd"))
}

func seconds(s float64) time.Duration {
	return time.Duration(s * float64(time.Second)).Round(time.Millisecond)
}
