package channeltest

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// watch sees what the adapter logs and where it dials, by the process's defaults.
type watch struct {
	cases Cases

	mu     sync.Mutex
	logs   bytes.Buffer
	abroad []string
}

// guard puts a watch on the default logger, transport and resolver until the test ends.
func guard(t *testing.T, cases Cases) *watch {
	t.Setenv("SWITCHBOARD_CHANNELTEST", "1") // panics in a parallel test, where the defaults would be shared
	w := &watch{cases: cases}
	logger, output, flags := slog.Default(), log.Writer(), log.Flags()
	resolver, transport := net.DefaultResolver, http.DefaultTransport
	t.Cleanup(func() {
		slog.SetDefault(logger)
		log.SetOutput(output)
		log.SetFlags(flags)
		net.DefaultResolver, http.DefaultTransport = resolver, transport
	})
	slog.SetDefault(slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug})))
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: w.refuse}
	if own, ok := transport.(*http.Transport); ok {
		watched := own.Clone()
		watched.Proxy = nil
		watched.DialContext = w.dial
		http.DefaultTransport = watched
	}
	return w
}

// Write takes a line of the default logger.
func (w *watch) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.logs.Write(line)
}

func (w *watch) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return w.refuse(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

func (w *watch) refuse(_ context.Context, network, address string) (net.Conn, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.abroad = append(w.abroad, network+" "+address)
	return nil, fmt.Errorf("dial %s: outside the loopback", address)
}

func (w *watch) stayedHome(t *testing.T) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, address := range w.abroad {
		t.Errorf("tried to reach %s", address)
	}
}

func (w *watch) keptSecrets(t *testing.T) {
	w.mu.Lock()
	logged := w.logs.String()
	w.mu.Unlock()
	if w.cases.Logs != nil {
		logged += w.cases.Logs()
	}
	for i, secret := range w.cases.Secrets {
		if secret != "" && strings.Contains(logged, secret) {
			t.Errorf("the log holds Secrets[%d]", i)
		}
	}
}
