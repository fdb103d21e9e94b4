package main

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"switchboard/routing"
)

// part is something that /readyz and doctor tell the state of.
type part struct {
	Name string
	// Vital parts make the program unready; without the others it goes on with what remains.
	Vital bool
	Check func(context.Context) (fact string, err error)
	// Within is how long doctor waits; 0: ten seconds. A server may have to load its model first.
	Within time.Duration
}

// partState is a part as /readyz shows it.
type partState struct {
	OK    bool   `json:"ok"`
	Vital bool   `json:"vital"`
	Fact  string `json:"fact,omitempty"`
	Error string `json:"error,omitempty"`
}

// examine checks all parts at once, each within two seconds.
func examine(ctx context.Context, parts []part) (map[string]partState, bool) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var mu sync.Mutex
	var wg sync.WaitGroup
	states, ready := map[string]partState{}, true
	for _, p := range parts {
		wg.Go(func() {
			fact, err := p.Check(ctx)
			mu.Lock()
			defer mu.Unlock()
			s := partState{OK: err == nil, Vital: p.Vital, Fact: fact}
			if err != nil {
				s.Error = err.Error()
				ready = ready && !p.Vital
			}
			states[p.Name] = s
		})
	}
	wg.Wait()
	return states, ready
}

// readyz answers 200 while every vital part works, else 503; the body tells each part's state.
func readyz(parts []part) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		states, ready := examine(r.Context(), parts)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if !ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"ready": ready, "parts": states}) // the caller is gone, if it fails
	})
}

func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// opsOnly lets through who comes from this machine directly, or bears the token.
func opsOnly(token string, next http.Handler) http.Handler {
	want := sha256.Sum256([]byte("Bearer " + token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		bearer := token != "" && subtle.ConstantTimeCompare(want[:], got[:]) == 1
		if !bearer && !fromHere(r) {
			http.Error(w, "Not from here: set SWITCHBOARD_OPS_TOKEN and send it as a bearer token.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fromHere tells whether a request comes from this machine and through no proxy.
func fromHere(r *http.Request) bool {
	for _, h := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return err == nil && ip != nil && ip.IsLoopback()
}

// metrics serves what Prometheus collects: the process, the pool, and what passed through the router. Labels come from
// the configuration alone, never from customers.
func metrics(router *routing.Router, pool *pgxpool.Pool, more ...prometheus.Collector) http.Handler {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		routerCollector{router}, poolCollector{pool})
	reg.MustRegister(more...)
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{})
}

type routerCollector struct{ router *routing.Router }

// Describe sends nothing: the counters are those that the router names.
func (routerCollector) Describe(chan<- *prometheus.Desc) {}

// Collect sends the router's counters.
func (c routerCollector) Collect(out chan<- prometheus.Metric) {
	for name, n := range c.router.Counts() {
		desc := prometheus.NewDesc("switchboard_"+name+"_total", "Counted by this process since it started.", nil, nil)
		out <- prometheus.MustNewConstMetric(desc, prometheus.CounterValue, float64(n))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	gauges, err := c.router.Gauges(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(prometheus.NewDesc("switchboard_conversations", "Open conversations.", nil, nil), err)
		return
	}
	for name, n := range gauges {
		desc := prometheus.NewDesc("switchboard_"+name, "As the database says now.", nil, nil)
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, n)
	}
}

type poolCollector struct{ pool *pgxpool.Pool }

// Describe sends nothing: see Collect.
func (poolCollector) Describe(chan<- *prometheus.Desc) {}

// Collect sends how the database connections are used.
func (c poolCollector) Collect(out chan<- prometheus.Metric) {
	s := c.pool.Stat()
	for name, n := range map[string]float64{
		"database_connections": float64(s.TotalConns()), "database_connections_busy": float64(s.AcquiredConns()),
		"database_connections_limit": float64(s.MaxConns()),
	} {
		desc := prometheus.NewDesc("switchboard_"+name, "Of this process's pool.", nil, nil)
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, n)
	}
}
