package webchat

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits keeps one visitor, and one network address, from flooding. Buckets are per process: with several
// replicas the limit is at most that many times higher, which is still a limit.
type limits struct {
	visitor  *buckets // messages, presses, files
	address  *buckets // the same, and sessions, by network address
	site     *buckets // the same of all together; its one key is empty
	files    *buckets // uploads of one visitor
	reads    *buckets // history, read marks and file reads of one visitor
	notices  *buckets // "is writing"
	streams  *counts  // open event streams of one visitor
	networks *counts  // … of one network address
}

func newLimits(s Settings) limits {
	return limits{
		visitor:  newBuckets(s.Rate),
		address:  newBuckets(s.AddressRate),
		site:     newBuckets(s.SiteRate),
		files:    newBuckets(20),
		reads:    newBuckets(max(300, 10*s.Rate)),
		notices:  newBuckets(30),
		streams:  newCounts(12),
		networks: newCounts(500),
	}
}

// spend takes one message's worth. The narrowest limit comes first, so that one flooding visitor does not use up
// what is there for all.
func (l limits) spend(v visitor, r *http.Request) error {
	if err := l.visitor.take(v.address); err != nil {
		return err
	}
	return l.enter(r)
}

// enter takes one session's worth.
func (l limits) enter(r *http.Request) error {
	if err := l.address.take(network(r)); err != nil {
		return err
	}
	return l.site.take("")
}

// buckets are token buckets by key. A bucket that is full again is forgotten when there are many.
type buckets struct {
	perMinute int
	mu        sync.Mutex
	byKey     map[string]*rate.Limiter
}

const manyBuckets = 20_000

func newBuckets(perMinute int) *buckets {
	return &buckets{perMinute: perMinute, byKey: map[string]*rate.Limiter{}}
}

// take returns a refusal that says when to come back, or nil.
func (b *buckets) take(key string) error {
	now := time.Now()
	res := b.bucket(key, now).ReserveN(now, 1)
	wait := res.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	res.CancelAt(now)
	return &refusal{status: http.StatusTooManyRequests, text: "too many requests, try again later", after: wait}
}

func (b *buckets) bucket(key string, now time.Time) *rate.Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.byKey) >= manyBuckets {
		b.forget(now)
	}
	l, ok := b.byKey[key]
	if !ok {
		l = rate.NewLimiter(rate.Limit(float64(b.perMinute)/60), max(b.perMinute/2, 5))
		b.byKey[key] = l
	}
	return l
}

// forget drops the full buckets, or all when a flood of keys left none full: memory is bounded first.
func (b *buckets) forget(now time.Time) {
	for key, l := range b.byKey {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(b.byKey, key)
		}
	}
	if len(b.byKey) >= manyBuckets {
		clear(b.byKey)
	}
}

// counts bounds how much is open at once, by key.
type counts struct {
	most  int
	mu    sync.Mutex
	byKey map[string]int
}

func newCounts(most int) *counts { return &counts{most: most, byKey: map[string]int{}} }

func (c *counts) enter(key string) (leave func(), err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[key] >= c.most {
		return nil, &refusal{status: http.StatusTooManyRequests, text: "too many open connections", after: 10 * time.Second}
	}
	c.byKey[key]++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.byKey[key]--; c.byKey[key] == 0 {
			delete(c.byKey, key)
		}
	}, nil
}

// network is the key of the caller's network: the address, or the /64 of IPv6, which one customer usually owns.
func network(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap(); ip.Is6() {
		if p, err := ip.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
