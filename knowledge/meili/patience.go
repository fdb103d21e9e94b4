package meili

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

// A server that failed so often in a row is not asked for a while, which doubles up to the longest.
const (
	failures     = 3
	shortestRest = time.Second
	longestRest  = 30 * time.Second
)

// patient is a RoundTripper that leaves a server alone that cannot be reached or is overloaded, so that nobody waits for
// it in vain. Meanwhile requests fail with circuitbreaker.ErrOpen.
type patient struct {
	inner    http.RoundTripper
	executor failsafe.Executor[*http.Response]
}

func newPatient(inner http.RoundTripper, log *slog.Logger) *patient {
	if inner == nil {
		inner = http.DefaultTransport
	}
	var rest atomic.Int64
	rest.Store(int64(shortestRest))
	breaker := circuitbreaker.NewBuilder[*http.Response]().
		HandleIf(func(resp *http.Response, err error) bool {
			if err != nil {
				return !errors.Is(err, context.Canceled) // by who asked: it says nothing of the server
			}
			return resp.StatusCode >= http.StatusBadGateway && resp.StatusCode <= http.StatusGatewayTimeout
		}).
		WithFailureThreshold(failures).WithSuccessThreshold(1).
		WithDelayFunc(func(failsafe.ExecutionAttempt[*http.Response]) time.Duration {
			now := rest.Load()
			rest.Store(min(now*2, int64(longestRest)))
			return time.Duration(now)
		}).WithJitterFactor(.1).
		OnOpen(func(circuitbreaker.StateChangedEvent) {
			log.Warn("Meilisearch does not answer and is left alone for a while")
		}).
		OnClose(func(circuitbreaker.StateChangedEvent) {
			rest.Store(int64(shortestRest))
			log.Info("Meilisearch answers again")
		}).
		Build()
	return &patient{inner, failsafe.With(breaker)}
}

// RoundTrip sends a request, unless the server is being left alone.
func (p *patient) RoundTrip(r *http.Request) (*http.Response, error) {
	return p.executor.Get(func() (*http.Response, error) { return p.inner.RoundTrip(r) })
}
