package phone

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// A message is a request's body. Pointers tell what was left out from what was left empty.
type message struct {
	Facts
	Caller   *string           `json:"caller"`
	Called   *string           `json:"called"`
	State    string            `json:"state"`
	EndedAt  time.Time         `json:"ended_at"` // of /end
	Segments []json.RawMessage `json:"segments"`
}

// decodeCall decodes a request's body. raws are the segments as received.
func decodeCall(body []byte) (t Transcript, ended time.Time, raws []json.RawMessage, err error) {
	var m message
	if err := decode(body, "", &m); err != nil {
		return t, ended, nil, err
	}
	t.Facts, t.State = m.Facts, strings.ToLower(m.State)
	t.Facts.Caller, t.Facts.Called = told(m.Caller), told(m.Called)
	if len(m.Segments) > maxSegments {
		return t, ended, nil, wrong("segments", "%d, more than %d", len(m.Segments), maxSegments)
	}
	t.Segments = make([]Segment, len(m.Segments))
	for i, raw := range m.Segments {
		if err := decode(raw, fmt.Sprintf("segments[%d]", i), &t.Segments[i]); err != nil {
			return t, ended, nil, err
		}
	}
	return t, m.EndedAt, m.Segments, nil
}

// told returns a number, "anonymous" for one that is given but empty, and "" for one that is not given.
func told(number *string) string {
	if number == nil {
		return ""
	}
	if strings.TrimSpace(*number) == "" {
		return anonymous
	}
	return *number
}

// decode decodes a JSON object whose names must be exactly those of target: encoding/json alone takes any letter case,
// so that one name could hide behind another. Errors are *FieldError; at is where the object stands.
func decode(data []byte, at string, target any) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil || members == nil {
		if problem, ok := errors.AsType[*json.SyntaxError](err); ok {
			return wrong(at, "not JSON: %v at byte %d", problem, problem.Offset)
		}
		return wrong(at, "must be a JSON object")
	}
	known := names(reflect.TypeOf(target).Elem())
	for name := range members {
		if !known[name] {
			return wrong(join(at, name), "unknown field")
		}
	}
	err := json.Unmarshal(data, target)
	if problem, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrong(join(at, strings.TrimPrefix(problem.Field, "Facts.")), "cannot be a %s", problem.Value)
	}
	if problem, ok := errors.AsType[*time.ParseError](err); ok {
		return wrong(join(at, holder(members, problem.Value)), "%q is no time, write e.g. 2026-11-23T10:00:00Z", clip(problem.Value))
	}
	if err != nil {
		return wrong(at, "not acceptable: %.200v", err)
	}
	return nil
}

// holder finds the member with a value that an error tells without its name.
func holder(members map[string]json.RawMessage, value string) string {
	for name, raw := range members {
		if strings.Trim(string(raw), `"`) == strings.Trim(value, `"`) {
			return name
		}
	}
	return ""
}

// names are the JSON names of a struct's fields, with those of embedded structs.
func names(t reflect.Type) map[string]bool {
	all := map[string]bool{}
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
			all[name] = true
		}
	}
	return all
}

func join(at, name string) string {
	if at == "" {
		return clip(name)
	}
	return at + "." + clip(name)
}

// clip keeps what is quoted in an error short.
func clip(text string) string {
	if runes := []rune(printable(text)); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return printable(text)
}
