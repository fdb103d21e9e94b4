package routing_test

import (
	"testing"
	"time"

	"switchboard/routing"
)

// TestWhoIsTakenForGoneIsBackWithHisNextAct but not who chose to be offline, and nobody is taken for gone because the program itself stood
// still.
func TestWhoIsTakenForGoneIsBackWithHisNextAct(t *testing.T) {
	r := newRig(t, routing.Policy{})
	op := r.operator("o@lumen.example", "Olha", routing.RoleOperator)
	presence := func() string {
		o, err := r.Operator(t.Context(), op)
		if err != nil {
			t.Fatal(err)
		}
		return o.Presence
	}
	acts := func() {
		if err := r.Acted(t.Context(), op); err != nil {
			t.Fatal(err)
		}
	}
	sweeps := func() {
		if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET seen_at = seen_at - interval '10 minutes'`); err != nil {
			t.Fatal(err)
		}
		if err := r.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if sweeps(); presence() != "online" {
		t.Error("he is taken for gone by a process that has just started")
	}
	r.StartedAgo(5 * time.Minute)
	if sweeps(); presence() != "offline" {
		t.Error("whose desk is not heard of for ten minutes is not taken for gone")
	}
	if acts(); presence() != "online" {
		t.Error("he does something and stays offline")
	}
	if err := r.Presence(t.Context(), op, "offline"); err != nil {
		t.Fatal(err)
	}
	if err := r.Heard(t.Context(), op); err != nil { // of a desk that took him for online a moment ago
		t.Fatal(err)
	}
	if acts(); presence() != "offline" {
		t.Error("he chose to be offline and is online")
	}
}
