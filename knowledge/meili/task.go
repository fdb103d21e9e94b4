package meili

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/meilisearch/meilisearch-go"
)

// Error is what the server answered instead of doing what it was asked.
type Error struct {
	Code    string // https://www.meilisearch.com/docs/reference/errors/error_codes
	Message string
	Task    int64 // the task that failed; 0: the request was refused
}

func (e *Error) Error() string {
	if e.Task > 0 {
		return fmt.Sprintf("task %d failed: %s (%s)", e.Task, e.Message, e.Code)
	}
	return fmt.Sprintf("%s (%s)", e.Message, e.Code)
}

// code returns the server's code for an error, or "".
func code(err error) string {
	if ours, ok := errors.AsType[*Error](err); ok {
		return ours.Code
	}
	_, c := refused(err)
	return c
}

// refused returns the status and the code with which the server refused a request, or zeros.
func refused(err error) (status int, code string) {
	if theirs, ok := errors.AsType[*meilisearch.Error](err); ok {
		return theirs.StatusCode, theirs.MeilisearchApiError.Code
	}
	return 0, ""
}

// tooLarge is the code of a request that is larger than the server takes.
const tooLarge = "payload_too_large"

// refusesDocuments tells whether an error is about the documents that were sent: others may be taken.
func refusesDocuments(err error) bool {
	c := code(err)
	return c == tooLarge || c == "vector_embedding_error" || c == "max_fields_limit_exceeded" || c == "missing_document_id" ||
		strings.HasPrefix(c, "invalid_document_") && c != "invalid_document_filter" || strings.HasPrefix(c, "invalid_vector")
}

// explain says what an error of the client means and what to do. The client's own text is not used: it quotes requests.
func (x *Index) explain(what string, err error) error {
	theirs, ok := errors.AsType[*meilisearch.Error](err)
	if !ok {
		return fmt.Errorf("%s: %w", what, err)
	}
	status, c := refused(err)
	if c == "index_not_found" || c == "invalid_api_key" {
		x.forget()
	}
	switch {
	case status == http.StatusRequestEntityTooLarge: // a proxy before the server says it without a code
		return fmt.Errorf("%s: %s takes no request as large as that: raise --http-payload-size-limit, or what the proxy before it takes: %w", what, x.config.URL,
			&Error{Code: tooLarge, Message: theirs.MeilisearchApiError.Message})
	case c == "invalid_api_key" || c == "missing_authorization_header" || status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fmt.Errorf("%s: Meilisearch at %s refuses the key: give its master key or an admin key: %w", what, x.config.URL,
			&Error{Code: c, Message: theirs.MeilisearchApiError.Message})
	case c != "":
		return fmt.Errorf("%s: %w", what, &Error{Code: c, Message: theirs.MeilisearchApiError.Message})
	case status != 0 && status/100 != 2:
		return fmt.Errorf("%s: %s answers %d: is it Meilisearch?", what, x.config.URL, status)
	case theirs.ErrCode == meilisearch.ErrCodeResponseUnmarshalBody:
		return fmt.Errorf("%s: %s answers what is not Meilisearch's: is it Meilisearch?", what, x.config.URL)
	case errors.Is(theirs.OriginError, circuitbreaker.ErrOpen):
		return fmt.Errorf("%s: Meilisearch at %s did not answer and is left alone for a while: %w", what, x.config.URL, circuitbreaker.ErrOpen)
	case theirs.OriginError != nil:
		return fmt.Errorf("%s: Meilisearch at %s cannot be reached: is it running? %w", what, x.config.URL, theirs.OriginError)
	}
	return fmt.Errorf("%s: Meilisearch at %s: %w", what, x.config.URL, err)
}

// start sends a request that enqueues a task, and returns the task, or -1 if there was nothing to do.
func (x *Index) start(ctx context.Context, what string, request func(context.Context) (*meilisearch.TaskInfo, error)) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	task, err := request(ctx)
	if err != nil {
		return -1, x.explain(what, err)
	}
	if task == nil {
		return -1, nil
	}
	return task.TaskUID, nil
}

// await waits for a task.
func (x *Index) await(ctx context.Context, what string, task int64) error {
	return x.awaitAs(ctx, x.fill(), what, task)
}

// awaitAs waits for a task that not every key is shown.
func (x *Index) awaitAs(ctx context.Context, as meilisearch.ServiceManager, what string, task int64) error {
	if task < 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, taskTime)
	defer cancel()
	return poll(ctx, func() (done bool, err error) {
		t, err := as.GetTaskWithContext(ctx, task)
		if ctx.Err() != nil {
			return false, fmt.Errorf("%s: task %d is not done: %w", what, task, ctx.Err())
		}
		if err != nil {
			return false, x.explain(what, err)
		}
		switch t.Status {
		case meilisearch.TaskStatusSucceeded:
			return true, nil
		case meilisearch.TaskStatusFailed:
			return false, fmt.Errorf("%s: %w", what, &Error{Code: t.Error.Code, Message: t.Error.Message, Task: task})
		case meilisearch.TaskStatusCanceled:
			return false, fmt.Errorf("%s: %w", what, &Error{Code: "canceled", Message: "somebody cancelled it", Task: task})
		}
		return false, nil
	})
}

// poll looks again and again, ever more slowly, until what is looked for is done, or the look fails, as it must once ctx
// has ended.
func poll(ctx context.Context, look func() (done bool, err error)) error {
	for pause := 5 * time.Millisecond; ; pause = min(pause*3/2, 500*time.Millisecond) {
		if done, err := look(); done || err != nil {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
}

// do sends a request that enqueues a task and waits for the task.
func (x *Index) do(ctx context.Context, what string, request func(context.Context) (*meilisearch.TaskInfo, error)) error {
	task, err := x.start(ctx, what, request)
	if err != nil {
		return err
	}
	return x.await(ctx, what, task)
}
