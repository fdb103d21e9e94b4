package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// sender is one customer: it makes one request after the other.
type sender struct {
	url   string
	token string
	id    int
	sent  int
}

// client keeps one connection for each sender.
var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100, MaxConnsPerHost: 100}}

// words is what everybody writes while rates are measured: a question of usual length that nothing answers.
const words = "Good afternoon, I would like to know whether somebody could look into the matter we spoke of last week."

// send writes one message and waits until it is accepted.
func (s *sender) send(ctx context.Context, text string) error {
	s.sent++
	body, err := json.Marshal(map[string]any{"id": fmt.Sprintf("b%d-%d-%d", s.id, time.Now().UnixNano(), s.sent), "text": text,
		"page": "https://shop.example/", "lang": "en", "attempt": 1})
	if err != nil {
		return err
	}
	var answer json.RawMessage
	return post(ctx, s.url, s.token, body, &answer)
}

func post(ctx context.Context, url, token string, body []byte, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s: %s", url, resp.Status, b)
	}
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, into)
}

// webVisitors opens sessions of the web chat. Each says a first word, so that its conversation exists.
func (c *child) webVisitors(ctx context.Context, n int) ([]sender, error) {
	list := make([]sender, n)
	for i := range list {
		var session struct {
			Token string `json:"token"`
		}
		err := post(ctx, c.base+"/channels/site/session", "", []byte(`{"lang":"en","page":"https://shop.example/"}`), &session)
		if err != nil {
			return nil, err
		}
		list[i] = sender{url: c.base + "/channels/site/messages", token: session.Token, id: i}
		if err := list[i].send(ctx, "I want to speak to an operator"); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// bareVisitors are conversations of the limit.
func (c *child) bareVisitors(ctx context.Context, n int) ([]sender, error) {
	list := make([]sender, n)
	for i := range list {
		list[i] = sender{url: fmt.Sprintf("%s/?conversation=%d", c.base, i+1), id: i}
	}
	return list, nil
}

// rate is how many messages n senders get accepted in a second.
func (b *bench) rate(ctx context.Context, visitors func(context.Context, int) ([]sender, error), n int) (float64, error) {
	list, err := visitors(ctx, n)
	if err != nil {
		return 0, err
	}
	pause(ctx, time.Second) // what the first words set going
	var done atomic.Int64
	var failed atomic.Pointer[error]
	var wg sync.WaitGroup
	began := time.Now()
	for i := range list {
		wg.Go(func() {
			for time.Since(began) < b.Each && ctx.Err() == nil && failed.Load() == nil {
				if err := list[i].send(ctx, words); err != nil {
					failed.CompareAndSwap(nil, &err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(done.Load()) / time.Since(began).Seconds(), ctx.Err()
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// percentile of sorted durations.
func percentile(sorted []time.Duration, p float64) time.Duration {
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}
