package main

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

func TestAPlanIsCarriedOutAtItsSecondByOneOfTheReplicas(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	store := knowledge.NewStore(pool)
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Net"}); err != nil {
		t.Fatal(err)
	}
	id, _, err := store.SaveVersion(t.Context(), knowledge.Edit{Project: "net", Key: "offer", Lang: "en", Author: "Maria", Draft: knowledge.Draft{Title: "Offer", Body: "Half price."}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var replicas sync.WaitGroup
	for range 3 {
		a := &app{store: store, log: slog.New(slog.DiscardHandler)}
		a.trial = &trial{app: a}
		replicas.Go(func() { a.carryOut(ctx) })
	}
	at := time.Now().Add(4 * time.Second).Truncate(time.Second)
	if err := store.Plan(t.Context(), id, knowledge.Plan{Version: 1, From: at, Until: at.Add(time.Second)}, "Maria"); err != nil {
		t.Fatal(err)
	}
	var steps []knowledge.Step
	for deadline := time.Now().Add(15 * time.Second); len(steps) < 3 && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if steps, err = store.Steps(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	replicas.Wait()
	if steps, err = store.Steps(t.Context(), id); err != nil || len(steps) != 3 || steps[1].What != "published" || steps[0].What != "expired" {
		t.Fatalf("%+v %v", steps, err)
	}
	for i, due := range []time.Time{at.Add(time.Second), at} {
		if late := steps[i].At.Sub(due); late < 0 || late > time.Second {
			t.Errorf("%s %v after its time", steps[i].What, late)
		}
	}
}
