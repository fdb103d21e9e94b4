package openai

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"switchboard/assist"
)

var (
	errRefuses = errors.New("the model refuses")
	errCutOff  = errors.New("the answer is cut off")
	errFilter  = errors.New("the server's filter stopped the answer")
	errFails   = errors.New("the server has failed")
	errEmpty   = errors.New("the answer is empty")
)

// restsError says that a server is not asked for a while, and because of what.
type restsError struct {
	left time.Duration
	err  error
}

// Error says so.
func (e restsError) Error() string {
	return fmt.Sprintf("the server wants to be left alone; it is asked again in %s: %v", e.left.Round(time.Second), e.err)
}

// Unwrap returns because of what.
func (e restsError) Unwrap() error { return e.err }

// The words by which servers say why they refuse a question, in lower case.
var (
	filterSigns = regexp.MustCompile(`content.?filter|content management policy|content.?policy|responsible ?ai|moderation|flagged|safety system`)
	lengthSigns = regexp.MustCompile(`context.{0,3}(length|size|window)|maximum context|prompt is too long|input is too long|too many (input )?tokens|exceed_context|n_ctx|reduce the length|must have less than|too large to process`)
	quotaSigns  = regexp.MustCompile(`insufficient.?(quota|credit|balance|fund)|exceeded your current quota|billing|credit balance|out of credits`)
)

// unsent tells whether the library itself has refused a request, by what it knows of OpenAI's models.
func unsent(err error) bool {
	for _, e := range []error{openai.ErrReasoningModelLimitationsOther, openai.ErrReasoningSamplingUnsupported, openai.ErrReasoningEffortUnsupported,
		openai.ErrReasoningModelMaxTokensDeprecated, openai.ErrChatCompletionInvalidModel} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// unreached tells whether no connection to the server was had.
func unreached(err error) bool {
	e := (*net.OpError)(nil)
	return errors.As(err, new(*net.DNSError)) || errors.As(err, &e) && e.Op == "dial" || errors.Is(err, errWebPage)
}

// says tells whether a server's refusal has such words, in its message, its code or its type.
func says(err error, signs *regexp.Regexp) bool {
	e := (*openai.APIError)(nil)
	return errors.As(err, &e) && signs.MatchString(strings.ToLower(fmt.Sprint(e.Message, " ", e.Code, " ", e.Type)))
}

// filtered tells whether a server's filter let a question not through.
func filtered(err error) bool {
	return errors.Is(err, errFilter) || (malformed(err) || status(err) == http.StatusForbidden) && says(err, filterSigns)
}

// tooLong tells whether a question is longer than the model reads.
func tooLong(err error) bool {
	return status(err) == http.StatusRequestEntityTooLarge || (malformed(err) || status(err) == http.StatusInternalServerError) && says(err, lengthSigns)
}

// usedUp tells whether the account at the server is: then asking again is of no use, though the status be that of a busy one.
func usedUp(err error) bool {
	s := status(err)
	return s == http.StatusPaymentRequired || (s == http.StatusTooManyRequests || s == http.StatusForbidden) && says(err, quotaSigns)
}

// told is an error in a server's words, with its status, where the library has more.
func told(err error) error {
	e := (*openai.APIError)(nil)
	if !errors.As(err, &e) || e.HTTPStatus == "" || errors.As(err, new(restsError)) || errors.Is(err, errFails) {
		return err
	}
	return toldError{fmt.Sprintf("the server says %s: %s", e.HTTPStatus, e.Message), err}
}

type toldError struct {
	says string
	error
}

// Error says it.
func (e toldError) Error() string { return e.says }

// Unwrap returns the library's.
func (e toldError) Unwrap() error { return e.error }

// troubleOf says what an error means for those who wait for a model, and what can be done about it. azure tells that its server has
// Azure's dated API.
func troubleOf(ctx context.Context, model string, azure bool, err error) error {
	if errors.As(err, new(*assist.ModelError)) || errors.As(err, new(untoldError)) {
		return err
	}
	e := &assist.ModelError{Why: "The model does not answer just now.", Err: told(err)}
	late := errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded)
	if n := net.Error(nil); errors.As(err, &n) {
		late = late || n.Timeout()
	}
	switch s := status(err); {
	case loading(err):
		e.Why, e.Do = "The model’s server is loading the model.", "that passes by itself; keep the model loaded where that is to be spared"
	case errors.Is(err, errRefuses):
		e.Why, e.Until = "The model refuses to write this.", assist.UntilModel
	case filtered(err):
		e.Why, e.Until = "The filter of the model’s server does not let this through.", assist.UntilModel
	case tooLong(err):
		e.Why, e.Do, e.Until = "This conversation is too long for the model.", "give the model a larger context on its server, or name one that has it", assist.UntilModel
		e.Long = true
	case errors.Is(err, errCutOff):
		e.Why, e.Do = "The model’s answer was cut off: it was too long.", "allow it more tokens, as in OPENAI_MODELS=draft:"+model+"?tokens=8000, or let it think less with effort=low"
	case usedUp(err):
		e.Why, e.Do, e.Until = "The account at the model’s server is used up.", "see to its plan and billing", assist.UntilSetUp
	case s == http.StatusUnauthorized:
		e.Why, e.Do, e.Until = "The model’s server does not let us in.", "check OPENAI_API_KEY", assist.UntilSetUp
	case s == http.StatusForbidden:
		e.Why, e.Do, e.Until = "The model’s server does not let us in.", "check whether the key of OPENAI_API_KEY may use "+model, assist.UntilSetUp
	case s == http.StatusNotFound || s == http.StatusMethodNotAllowed:
		if e.Why, e.Until = "The model is not there.", assist.UntilSetUp; azure {
			e.Do = "check that Azure has a deployment of the name " + model + ", or of that in OPENAI_BASE_URL, and knows the api-version there"
			break
		}
		e.Do = "check that the server has " + model + ", and that OPENAI_BASE_URL is the API's address, which ends in /v1 as a rule"
	case malformed(err):
		e.Why, e.Until = "The model’s server does not understand what it is asked.", assist.UntilModel
	case errors.Is(err, errEmpty):
		e.Why, e.Do = "The model’s answer was empty.", "if that happens often, set a larger model"
	case s == http.StatusTooManyRequests:
		e.Why = "The model’s server is busy."
	case s == http.StatusServiceUnavailable:
		e.Why = "The model’s server is busy or starting."
	case s >= http.StatusInternalServerError:
		e.Why = "The model’s server has an error."
	case errors.Is(err, errWebPage):
		e.Why, e.Do = "The model’s server cannot be reached.", "check OPENAI_BASE_URL: the API's address ends in /v1 as a rule; a proxy may stand between"
	case unreached(err):
		e.Why, e.Do = "The model’s server cannot be reached.", "check OPENAI_BASE_URL, and that the server runs"
	case late || errors.Is(err, errStalled):
		e.Why, e.Do = "The model did not answer in time.", "a server that loads its model when it is asked first takes longer then: keep it loaded"
	}
	return e
}

// tellTrouble tells a meter why no answer came, if it wants to know, and returns what that means.
func tellTrouble(ctx context.Context, to Meter, feature, model string, azure bool, err error) error {
	told := errors.As(err, new(restsError)) || errors.Is(err, errFails) // by an error before
	err = troubleOf(ctx, model, azure, err)
	if e := (*assist.ModelError)(nil); errors.As(err, &e) && !told && !errors.Is(ctx.Err(), context.Canceled) { // nobody waited any more
		if m, ok := to.(Troubled); ok {
			m.Trouble(ctx, feature, model, e)
		}
	}
	return err
}
