package routing_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/knowledge"
	"switchboard/routing"
)

// Whether articles and offers are in force goes by the day where the company is: the assistant and the check of replies are
// asked at the time that its clocks show.
func TestTheAssistantIsAskedOnTheCompanysDay(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.stop()
	zone := time.FixedZone("Kiritimati", 14*60*60)
	var checked time.Time
	check := checks(func(_ context.Context, _ string, d assist.Dialogue) ([]assist.Dispute, error) {
		checked = d.At
		return nil, nil
	})
	r.Router = routing.New(routing.Config{Pool: r.pool, Log: slog.New(slog.DiscardHandler), Kinds: map[string]string{"chat": "test"}, Clock: knowledge.NewClock(zone), Checker: check})
	r.start()
	if r.Clock().Zone() != zone {
		t.Error(r.Clock().Zone())
	}
	r.says("c1", "maybe")
	conv := r.head("c1", state(routing.Queued)).ID
	r.suggest.mu.Lock()
	at := r.suggest.was[len(r.suggest.was)-1].At
	r.suggest.mu.Unlock()
	if at.Location() != zone {
		t.Errorf("the assistant is asked of %s", at)
	}
	if err := r.Take(t.Context(), r.op, conv); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Reply(t.Context(), r.op, conv, routing.Reply{Text: "It costs 10."}); err != nil {
		t.Fatal(err)
	}
	if checked.Location() != zone {
		t.Errorf("the reply is checked on %s", checked)
	}
}
