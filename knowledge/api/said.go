package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// places are where a request has the fields of the store that it names otherwise.
type places map[string]string

// of is where a request has what is wrong.
func (p places) of(f *knowledge.FieldError) string {
	at := p[f.Field]
	switch {
	case at == "" && strings.ContainsRune(f.Field, ' '): // no field
		return "body"
	case at == "":
		at = "body." + f.Field
	}
	if f.Entry > 0 {
		at += fmt.Sprintf("[%d]", f.Entry-1)
	}
	return at
}

// said is an error of the store as the caller reads it; what is said already stays.
func (a *api) said(ctx context.Context, err error) error { return a.saidAt(ctx, err, nil) }

// saidOf is said, with words of its own where there is no such thing.
func (a *api) saidOf(ctx context.Context, err error, missing string) error {
	if _, gap := errors.AsType[knowledge.NoGapError](err); !gap && errors.Is(err, knowledge.ErrNotFound) {
		return huma.Error404NotFound(missing)
	}
	return a.said(ctx, err)
}

// saidAt is said of a request that names some fields otherwise.
func (a *api) saidAt(ctx context.Context, err error, at places) error {
	var invalid knowledge.InvalidError
	var conflict *knowledge.ConflictError
	var closed *knowledge.ClosedGapError
	var noGap knowledge.NoGapError
	var gone *knowledge.RemovedProjectError
	var status huma.StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &status):
		return status
	case errors.As(err, &invalid):
		details := make([]error, len(invalid))
		for i, f := range invalid {
			details[i] = &huma.ErrorDetail{Location: at.of(f), Message: f.Error()}
		}
		return huma.Error422UnprocessableEntity("Some fields are wrong.", details...)
	case errors.As(err, &conflict):
		return huma.Error409Conflict(fmt.Sprintf("%s saved version %d on %s: read it, and send yours with based_on %d.",
			cmp.Or(conflict.Author, "Somebody"), conflict.Version, conflict.At.UTC().Format(time.RFC3339), conflict.Version))
	case errors.As(err, &gone):
		return huma.Error409Conflict(fmt.Sprintf("Nothing was changed: the project %q was removed on %s. Bring it back first, by POST /api/v1/projects/%s/restore, or choose another key for another project.",
			gone.Key, gone.At.UTC().Format(time.RFC3339), gone.Key))
	case errors.As(err, &closed):
		return huma.Error409Conflict("Nothing was changed: " + closed.Error() + ".")
	case errors.As(err, &noGap):
		return huma.Error404NotFound(fmt.Sprintf("There is no gap %d.", int64(noGap)))
	case errors.Is(err, knowledge.ErrNoReview):
		return huma.Error409Conflict("Nothing of the article awaits a review, or not any more.")
	case errors.Is(err, knowledge.ErrNotFound):
		return huma.Error404NotFound("There is no such project, article or version.")
	case ctx.Err() != nil:
		return huma.Error503ServiceUnavailable("The request took too long. Try again.")
	}
	a.log.Error("a request of a program failed", "error", err)
	return huma.Error500InternalServerError("Something went wrong here. It was noted.")
}
