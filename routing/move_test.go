package routing_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/routing"
)

func TestReleaseAndTransfer(t *testing.T) {
	r := newRig(t, routing.Policy{})
	sal := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Release(t.Context(), r.op, h.ID, ""); !errors.Is(err, routing.ErrNotOwner) {
		t.Errorf("released what nobody owns: %v", err)
	}
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Release(t.Context(), r.op, h.ID, "lunch"); err != nil {
		t.Fatal(err)
	}
	if h := r.head("c1", state(routing.Queued)); h.Reason != "lunch" || h.Waiting.IsZero() {
		t.Errorf("after the release %+v", h)
	}
	departments, err := r.Departments(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var sales int64
	for _, d := range departments {
		if d.Key == "sales" {
			sales = d.ID
		}
	}
	if err := r.Transfer(t.Context(), r.op, h.ID, routing.Target{Department: sales}, "wants to buy"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Head(t.Context(), r.op, h.ID); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("the old department still sees it: %v", err)
	}
	if id, err := r.TakeNext(t.Context(), sal); err != nil || id != h.ID {
		t.Errorf("took %d, %v", id, err)
	}
	if err := r.Transfer(t.Context(), sal, h.ID, routing.Target{Operator: r.op}, "yours"); err != nil {
		t.Fatal(err)
	}
	if h := r.head("c1", state(routing.Owned)); h.OwnerName != "Ann" {
		t.Errorf("owned by %s", h.OwnerName)
	}
	if err := r.Transfer(t.Context(), sal, h.ID, routing.Target{Operator: sal}, ""); err == nil {
		t.Error("somebody else's conversation was transferred")
	}
	var log []string
	rows, err := r.pool.Query(t.Context(), `SELECT what FROM events WHERE conversation_id = $1 ORDER BY id`, h.ID)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var what string
		if err := rows.Scan(&what); err != nil {
			t.Fatal(err)
		}
		log = append(log, what)
	}
	if got := strings.Join(log, ", "); got != "opened, handed off, taken, released, transferred, taken, transferred" {
		t.Errorf("the log says %s", got)
	}
	if _, err := r.pool.Exec(t.Context(), `DELETE FROM events`); err == nil {
		t.Error("the log is not append-only")
	}
}

func TestSeatsAreCounted(t *testing.T) {
	r := newRig(t, routing.Policy{})
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET capacity = 1`); err != nil {
		t.Fatal(err)
	}
	r.says("c1", "nobody knows one")
	r.says("c2", "nobody knows two")
	one, two := r.head("c1", state(routing.Queued)), r.head("c2", state(routing.Queued))
	if err := r.Take(t.Context(), r.op, one.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Take(t.Context(), r.op, two.ID); !errors.Is(err, routing.ErrFull) {
		t.Errorf("took more than the seats: %v", err)
	}
}

func TestCustomersAreToldTheTruthOutOfHours(t *testing.T) {
	r := newRig(t, routing.Policy{})
	tomorrow := strings.ToLower(time.Now().UTC().AddDate(0, 0, 1).Format("Mon"))
	_, err := r.pool.Exec(t.Context(), `UPDATE departments SET hours = jsonb_build_object('zone', 'UTC', 'days', jsonb_build_object($1::text, jsonb_build_array('09:00-18:00')))`, tomorrow)
	if err != nil {
		t.Fatal(err)
	}
	r.says("c1", "nobody knows")
	r.sent("We are closed at the moment")
	if text := r.out.texts()[0]; !strings.Contains(text, "09:00 (UTC)") {
		t.Errorf("not told when we are back: %q", text)
	}
}

func TestStaleDraftsAreNotSent(t *testing.T) {
	r := newRig(t, routing.Policy{})
	r.says("c1", "maybe you can help")
	h := r.head("c1", state(routing.Queued))
	drafts, err := r.Drafts(t.Context(), r.op, h.ID)
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%+v %v", drafts, err)
	}
	r.says("c1", "forget it, something else")
	var stale routing.StaleError
	if _, err := r.Reply(t.Context(), r.op, h.ID, routing.Reply{Text: drafts[0].Text, Draft: drafts[0].ID, LastSeq: drafts[0].ForSeq}); !errors.As(err, &stale) {
		t.Errorf("a stale draft: %v", err)
	}
}
