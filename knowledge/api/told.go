package api

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Told is a field that a request may leave out. Null is refused: it says neither that the field is left out nor that it is empty.
type Told[T any] struct {
	is   *T
	null bool
}

// UnmarshalJSON reads what the request says.
func (t *Told[T]) UnmarshalJSON(data []byte) error {
	if t.null = string(data) == "null"; t.null {
		return nil
	}
	t.is = new(T)
	return json.Unmarshal(data, t.is)
}

// Schema describes the field as its value is described.
func (Told[T]) Schema(r huma.Registry) *huma.Schema { return r.Schema(reflect.TypeFor[T](), true, "") }

// Resolve refuses null.
func (t Told[T]) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if !t.null {
		return nil
	}
	return []error{&huma.ErrorDetail{Location: at.String(), Message: "is null, which says nothing: leave it out to keep what it is, or send an empty value where there is to be none"}}
}

// over sets what the request says, and leaves what it leaves out.
func (t Told[T]) over(was *T) {
	if t.is != nil {
		*was = *t.is
	}
}

// dayOver sets a day that a request says, or none where it says an empty text, and leaves what it leaves out.
func dayOver(field string, was *time.Time, t Told[string]) (err error) {
	if t.is != nil {
		*was, err = dayIn(field, *t.is)
	}
	return err
}

// dayIn reads a day, or none.
func dayIn(field, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, knowledge.InvalidError{{Field: field, Problem: "is not a day", Example: "2026-01-31"}}
	}
	return t, nil
}
