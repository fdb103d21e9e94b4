package editor

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// refusal is an error of the request itself, in words for people.
type refusal struct {
	status int
	text   string
}

func (e refusal) Error() string { return e.text }

func verdict(err error) (int, string) {
	if ref, ok := errors.AsType[refusal](err); ok {
		return ref.status, ref.text
	}
	if wrong, ok := errors.AsType[faults](err); ok {
		return http.StatusUnprocessableEntity, wrong.Error()
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge, "This is too large: an article may have 32 KB. Go back, what you wrote is still there, and split it."
	}
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		return http.StatusUnprocessableEntity, invalid.Error()
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		return http.StatusNotFound, "There is nothing here, or not any more."
	}
	return http.StatusInternalServerError, "Something went wrong on our side. Nothing was changed; try again in a moment."
}

func (e *editor) fail(c call, err error) {
	status, text := verdict(err)
	if status == http.StatusInternalServerError && c.Context().Err() == nil {
		e.log.Error("knowledge page failed", "method", c.Method, "pattern", c.Pattern, "error", err)
	}
	data := map[string]any{"Status": status, "Title": http.StatusText(status), "Message": text, "Words": c.words()}
	if id, err := strconv.ParseInt(c.PathValue("id"), 10, 64); err == nil && status != http.StatusNotFound && strings.HasPrefix(c.URL.Path, pathOf(id)+"/") {
		data["Article"] = pathOf(id)
	}
	if err := e.show(c, status, "failure", http.StatusText(status), data); err != nil {
		http.Error(c.w, text, status)
	}
}
