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

func TestAPlanIsCarriedOutOnceAndNotBeforeItsTime(t *testing.T) {
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
		if late := steps[i].At.Sub(due); late < 0 {
			t.Errorf("%s %v before its time", steps[i].What, -late)
		}
	}
}

// Nobody oversleeps: what is planned is carried out at its second. Here time passes by what is waited for alone, which brings the
// plan so much nearer.
func TestAPlanIsCarriedOutAtItsSecond(t *testing.T) {
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
	if err := store.Plan(t.Context(), id, knowledge.Plan{Version: 1, From: time.Now().Add(time.Minute)}, "Maria"); err != nil {
		t.Fatal(err)
	}
	ahead := time.Duration(scan[float64](t, pool, `SELECT extract(epoch FROM publish_at - clock_timestamp())::float8 FROM articles`) * float64(time.Second))
	ctx, stop := context.WithCancel(t.Context())
	var waited time.Duration
	a := &app{store: store, log: slog.New(slog.DiscardHandler)}
	a.trial = &trial{app: a}
	a.carryOutAfter(ctx, func(_ context.Context, d time.Duration) {
		steps, err := store.Steps(t.Context(), id)
		if err != nil || len(steps) > 1 {
			stop()
			return
		}
		if waited += d; waited > ahead+time.Second/10 {
			t.Errorf("it waits until %v after the time of the plan", waited-ahead)
			stop()
			return
		}
		if _, err := pool.Exec(t.Context(), `UPDATE articles SET publish_at = publish_at - $2::interval WHERE id = $1`, id, d); err != nil {
			t.Error(err)
			stop()
		}
	})
	if steps, err := store.Steps(t.Context(), id); err != nil || len(steps) != 2 || steps[0].What != "published" {
		t.Errorf("%+v, %v", steps, err)
	}
}
