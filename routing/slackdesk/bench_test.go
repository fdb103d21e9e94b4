package slackdesk_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"switchboard/routing/slackdesk/slacktest"
)

// BenchmarkTheCardFollows measures how long after a change in the database its card shows it, and how long presses take to be
// acknowledged, while other customers write: the database is under load.
func BenchmarkTheCardFollows(b *testing.B) {
	r := newRig(b, config{})
	const conversations = 20
	cards := make([]slacktest.Message, conversations)
	for i := range cards {
		r.says(fmt.Sprintf("b%02d", i), "please phone me back")
	}
	for i := range cards {
		cards[i] = r.card(fmt.Sprintf("b%02d", i))
	}
	stop, load := make(chan struct{}), sync.WaitGroup{}
	for n := range 4 {
		load.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := r.pool.Exec(b.Context(), `INSERT INTO slack_received (id) SELECT $1 || g FROM generate_series(1, 200) g`, fmt.Sprintf("load %d %d ", n, i)); err != nil {
					return
				}
			}
		})
	}
	var lags, acks []time.Duration
	b.ResetTimer()
	for i := range b.N {
		c := cards[i%conversations]
		verb := []string{"Take", "Reply"}[min(i/conversations, 1)]
		a := r.olha.PressOn(c, map[string]string{"Take": "take", "Reply": "reply"}[verb])
		if a.Status != 200 || a.Late {
			b.Fatalf("not acknowledged: %+v", a)
		}
		acks = append(acks, a.Took)
		words := fmt.Sprintf("news %d.", i)
		start := time.Now()
		r.says(fmt.Sprintf("b%02d", i%conversations), words)
		r.card(fmt.Sprintf("b%02d", i%conversations), words)
		lags = append(lags, time.Since(start))
	}
	b.StopTimer()
	close(stop)
	load.Wait()
	for name, list := range map[string][]time.Duration{"card-lag": lags, "ack": acks} {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(list[len(list)*99/100].Microseconds())/1000, name+"-p99-ms")
	}
}
