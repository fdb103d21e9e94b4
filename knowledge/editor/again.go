package editor

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"switchboard/knowledge"
)

// again is a form that could not be taken: the page that it stands on is shown once more, with all that was typed into it
// and what is wrong beside each field. The zero value is a page on which nothing went wrong.
type again struct {
	Form   string // name of the form on its page
	Values url.Values
	Wrong  faults
}

// faults say what is wrong with a form, by field.
type faults map[string]string

// Error says all of it, as where no form is left to say it in.
func (f faults) Error() string { return strings.Join(slices.Sorted(maps.Values(f)), " ") }

// Is tells whether it is this form that could not be taken.
func (a again) Is(form string) bool { return a.Form == form && form != "" }

// Value is what was typed into a field of a form, or what stands there otherwise.
func (a again) Value(form, field, otherwise string) string {
	if !a.Is(form) {
		return otherwise
	}
	return typed(a.Values.Get(field))
}

// Errors are those of a form, by field.
func (a again) Errors(form string) faults {
	if !a.Is(form) {
		return nil
	}
	return a.Wrong
}

// asTyped is the form of a request with what is wrong with it; ok is false where the error is not about what was typed.
func (c call) asTyped(form string, err error) (a again, ok bool) {
	a = again{Form: form, Values: c.PostForm}
	if f, ok := errors.AsType[faults](err); ok {
		a.Wrong = f
		return a, true
	}
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		a.Wrong = problems(invalid)
		return a, true
	}
	return a, false
}

// retried does what a form asks for; what cannot be taken is shown on its page again.
func (e *editor) retried(form string, do handler, page func(call, int, again) error) handler {
	return func(c call) error {
		err := do(c)
		a, ok := c.asTyped(form, err)
		if !ok {
			return err
		}
		return page(c, http.StatusUnprocessableEntity, a)
	}
}

// typedWords are what people write into forms: none of it is lost where a form cannot be shown again.
var typedWords = [...]struct{ field, label string }{
	{"title", "Title"}, {"body", "Text"}, {"questions", "Questions people ask"}, {"comment", "What you changed"}, {"question", "Question"}, {"note", "Note"},
	{"reason", "Reason"}, {"answer", "Answer"}, {"why", "Why"}, {"to", "Who writes it"}, {"owner", "Owner"}, {"add", "Tags to add"}, {"drop", "Tags to remove"}, {"groups", "Synonyms"},
}

// word is something that was typed.
type word struct{ Label, Text string }

// words are what was typed into the form of a request.
func (c call) words() (out []word) {
	for _, w := range typedWords {
		if text := strings.TrimSpace(typed(c.PostForm.Get(w.field))); text != "" && storable(text) {
			out = append(out, word{w.label, text})
		}
	}
	return out
}
