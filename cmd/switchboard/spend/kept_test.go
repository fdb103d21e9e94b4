package spend_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"switchboard/assist"
	"switchboard/cmd/switchboard/spend"
	"switchboard/migrations/pgtest"
)

var _ assist.Earlier = (*spend.Kept)(nil)

var took = assist.Use{Feature: "draft", Model: "small", In: 1_000_000, Out: 100_000}

func TestWhatOneReplicaKeepsAnotherServesAndItIsCounted(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	one := spend.New(spend.Config{Pool: pool, Prices: prices}).Kept()
	two := spend.New(spend.Config{Pool: pool, Prices: prices})
	if got, err := two.Kept().Find(t.Context(), "k"); got != "" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	if err := one.Keep(t.Context(), "k", "the answer", took); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if got, err := two.Kept().Find(t.Context(), "k"); got != "the answer" || err != nil {
				t.Errorf("%q %v", got, err)
			}
		})
	}
	wg.Wait()
	if got, err := two.Today(t.Context()); err != nil || got != (spend.Total{Served: 10, Saved: 7}) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := one.Forget(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	if got, err := two.Kept().Find(t.Context(), "k"); got != "" || err != nil {
		t.Errorf("forgotten: %q %v", got, err)
	}
}

func TestWhatIsKeptIsBoundedInTimeAndSize(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	k := spend.New(spend.Config{Pool: pool}).Kept()
	keep := func(key, answer string) {
		t.Helper()
		if err := k.Keep(t.Context(), key, answer, took); err != nil {
			t.Fatal(err)
		}
	}
	found := func(key string) bool {
		t.Helper()
		got, err := k.Find(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		return got != ""
	}
	keep("long", strings.Repeat("x", 20_000))
	keep("old", "answer")
	if _, err := pool.Exec(t.Context(), `UPDATE kept_answers SET at = now() - interval '8 days'`); err != nil {
		t.Fatal(err)
	}
	if found("long") || found("old") {
		t.Error("what is too long or too old is served")
	}
	_, err := pool.Exec(t.Context(), `INSERT INTO kept_answers (key, feature, model, answer, used_at)
		SELECT 'k' || n, 'draft', 'small', 'answer', now() - n * interval '1 second' FROM generate_series(1, 10000) n`)
	if err != nil {
		t.Fatal(err)
	}
	if !found("k10000") { // asked for again: not the next to go
		t.Error("it is not there")
	}
	for i := range 3 {
		keep(fmt.Sprint("new", i), "answer")
	}
	var n int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM kept_answers`).Scan(&n); err != nil || n != 10_000 {
		t.Errorf("%d are kept, %v", n, err)
	}
	if found("old") || found("k9999") || found("k9998") || !found("k9000") || !found("k10000") || !found("new2") {
		t.Error("the wrong ones went")
	}
}
