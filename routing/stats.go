package routing

import (
	"context"
	"fmt"
	"sync/atomic"
)

// Stats counts what passed through this process, for metrics.
type Stats struct {
	received, dead, sent, failed, uncertain, answered, queued, laneFailures, suggestFailures, writeFailures, verdicts, verdictFailures atomic.Int64
}

func newStats() *Stats { return &Stats{} }

// Counts returns the counters by name. They only grow.
func (r *Router) Counts() map[string]int64 {
	s := r.stats
	return map[string]int64{
		"messages_received": s.received.Load(), "events_dead": s.dead.Load(), "messages_sent": s.sent.Load(),
		"messages_failed": s.failed.Load(), "messages_uncertain": s.uncertain.Load(),
		"answers_automatic": s.answered.Load(), "handoffs": s.queued.Load(),
		"lane_failures": s.laneFailures.Load(), "suggest_failures": s.suggestFailures.Load(), "write_failures": s.writeFailures.Load(),
		"verdicts": s.verdicts.Load(), "verdict_failures": s.verdictFailures.Load(),
	}
}

// Gauges returns how things stand in the database: open conversations by state, the longest wait in seconds, and what
// is behind in the lanes.
func (r *Router) Gauges(ctx context.Context) (map[string]float64, error) {
	g := map[string]*float64{
		"conversations_assistant": new(float64), "conversations_queued": new(float64), "conversations_owned": new(float64),
		"conversations_snoozed": new(float64), "longest_wait_seconds": new(float64), "lanes_behind": new(float64),
		"operators_online": new(float64), "accounts_paused": new(float64),
	}
	err := r.pool.QueryRow(ctx, `
		SELECT count(*) FILTER (WHERE state = 'assistant'), count(*) FILTER (WHERE state = 'queued'),
			count(*) FILTER (WHERE state = 'owned'), count(*) FILTER (WHERE state = 'snoozed'),
			COALESCE(EXTRACT(epoch FROM now() - min(waiting_since)), 0)::float8,
			(SELECT count(*) FROM lanes WHERE tail > done AND ready_at < now() - interval '5 seconds'),
			(SELECT count(*) FROM operators WHERE presence = 'online' AND disabled_at IS NULL),
			(SELECT count(*) FROM account_pauses WHERE until > now())
		FROM conversations WHERE state <> 'closed'`).
		Scan(g["conversations_assistant"], g["conversations_queued"], g["conversations_owned"], g["conversations_snoozed"],
			g["longest_wait_seconds"], g["lanes_behind"], g["operators_online"], g["accounts_paused"])
	if err != nil {
		return nil, fmt.Errorf("read the gauges: %w", err)
	}
	out := map[string]float64{}
	for name, v := range g {
		out[name] = *v
	}
	return out, nil
}
