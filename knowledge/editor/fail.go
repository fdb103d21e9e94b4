package editor

import (
	"errors"
	"fmt"
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
	if closed, ok := errors.AsType[*knowledge.ClosedGapError](err); ok {
		return http.StatusConflict, "Nothing was changed: " + closed.Error() + "."
	}
	if gone, ok := errors.AsType[*knowledge.RemovedProjectError](err); ok {
		return http.StatusConflict, "Nothing was changed: " + goneProject(gone) + "."
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		return http.StatusNotFound, "There is nothing here, or not any more."
	}
	return http.StatusInternalServerError, "Something went wrong on our side. Nothing was changed; try again in a moment."
}

// goneProject says that a project was removed, and where it is brought back.
func goneProject(gone *knowledge.RemovedProjectError) string {
	return fmt.Sprintf("the project with the key %q was removed on %s. Bring it back first: it is in the list of articles, under “Removed”", gone.Key, gone.At.UTC().Format("2 January 2006"))
}

// standing is the page that shows how it stands with what a press was about, if that is there and only the press came late.
func (e *editor) standing(c call) string {
	if c.Method != http.MethodPost {
		return ""
	}
	part, _, _ := strings.Cut(strings.TrimPrefix(c.URL.Path, "/knowledge/"), "/")
	switch part {
	case "a":
		if d, err := e.document(c); err == nil {
			return pathOf(d.ID)
		}
	case "gaps":
		id, err := number(c.PathValue("id"))
		if err == nil {
			_, _, err = e.store.Gap(c.Context(), id)
		}
		if err == nil {
			return "/knowledge/gaps/" + c.PathValue("id")
		}
	case "must-find", "reports":
		return "/knowledge/" + part
	}
	return ""
}

func (e *editor) fail(c call, err error) {
	status, text := verdict(err)
	if status == http.StatusInternalServerError && c.Context().Err() == nil {
		e.log.Error("knowledge page failed", "method", c.Method, "pattern", c.Pattern, "error", err)
	}
	data := map[string]any{"Status": status, "Title": http.StatusText(status), "Message": text, "Words": c.words()}
	const changed, nothing = "This has changed in the meantime", "Your press changed nothing."
	if closed, ok := errors.AsType[*knowledge.ClosedGapError](err); ok {
		data["Title"], data["Message"], data["Gap"], data["Stands"] = changed, nothing, closed.Gap, "/knowledge/gaps"
		if closed.Gap.State != "" {
			data["Stands"] = fmt.Sprint("/knowledge/gaps/", closed.Gap.ID)
		}
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		if place := e.standing(c); place != "" {
			data["Title"], data["Message"], data["Stands"] = changed, "Somebody else may have been faster: it was done already, or something else was. "+nothing, place
		}
	}
	if id, err := strconv.ParseInt(c.PathValue("id"), 10, 64); err == nil && status != http.StatusNotFound && strings.HasPrefix(c.URL.Path, pathOf(id)+"/") {
		data["Article"] = pathOf(id)
	}
	if err := e.show(c, status, "failure", http.StatusText(status), data); err != nil {
		http.Error(c.w, text, status)
	}
}
