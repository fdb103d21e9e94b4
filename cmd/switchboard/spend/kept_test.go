package spend_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/cmd/switchboard/spend"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

var (
	_ assist.Earlier = (*spend.Kept)(nil)
	_ assist.Claimer = (*spend.Kept)(nil)
)

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

// slow is a model that answers when it may.
type slow struct {
	asked chan struct{}
	may   chan string
}

func (m slow) Complete(ctx context.Context, _ assist.Prompt) (assist.Completion, error) {
	m.asked <- struct{}{}
	select {
	case <-ctx.Done():
		return assist.Completion{}, ctx.Err()
	case text := <-m.may:
		return assist.Completion{Text: text, Model: "small"}, nil
	}
}

const refund = "A refund is paid within 14 days."

// asks has another replica over the same database write a draft about refunds.
func asks(t *testing.T, pool *pgxpool.Pool, m assist.Model) (draft func() string) {
	a := assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Prompt: "p", Earlier: spend.New(spend.Config{Pool: pool}).Kept()}})
	done := make(chan string, 1)
	go func() {
		w, err := a.Write(context.WithoutCancel(t.Context()), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "When is a refund paid?"}}},
			[]assist.Source{{Article: 1, Version: 1, Project: "net", Title: "Refunds", Lang: "en", Passage: refund}}, nil)
		done <- fmt.Sprint(w.Text, err)
	}()
	return func() string { return <-done }
}

// streamed is a model that says one piece after the other, as they come.
type streamed struct{ said chan string }

func (m streamed) Complete(context.Context, assist.Prompt) (assist.Completion, error) {
	return assist.Completion{}, errors.New("it streams")
}

func (m streamed) Stream(ctx context.Context, _ assist.Prompt, tell func(string) error) (assist.Completion, error) {
	for {
		select {
		case <-ctx.Done():
			return assist.Completion{}, ctx.Err()
		case piece := <-m.said:
			if piece == "" {
				return assist.Completion{Model: "small"}, nil
			}
			if err := tell(piece); err != nil {
				return assist.Completion{}, err
			}
		}
	}
}

func TestAReplicaThatWaitsSeesTheDraftGrow(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	m := streamed{make(chan string)}
	const second = "It is paid to the account that paid."
	item := func(text string) string { return `{"text":"` + text + `","passage":1,"quote":"` + text + `"}` }
	grows := []chan string{make(chan string, 9), make(chan string, 9)}
	whole := make(chan string, 2)
	for _, to := range grows {
		a := assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Prompt: "p", Earlier: spend.New(spend.Config{Pool: pool}).Kept()}})
		go func() {
			w, err := a.Write(context.WithoutCancel(t.Context()), assist.Dialogue{Lang: "en", Turns: []assist.Turn{{Customer: true, Text: "When is a refund paid?"}}},
				[]assist.Source{{Article: 1, Version: 1, Project: "net", Title: "Refunds", Lang: "en", Passage: refund + " " + second}},
				func(so assist.Written) error { to <- so.Text; return nil })
			whole <- fmt.Sprint(w.Text, err)
		}()
	}
	m.said <- `{"sentences":[` + item(refund)
	for i, to := range grows {
		if got := <-to; got != refund {
			t.Errorf("replica %d sees %q", i, got)
		}
	}
	m.said <- "," + item(second) + "]}"
	m.said <- ""
	for range grows {
		if got := <-whole; got != refund+" "+second+"<nil>" {
			t.Errorf("the whole draft: %q", got)
		}
	}
}

func TestReplicasAskedTheSameMakeOneCallAndReplaceOneThatDied(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	exec := func(sql string) {
		t.Helper()
		if tag, err := pool.Exec(t.Context(), sql); err != nil || tag.RowsAffected() != 1 {
			t.Fatal(tag, err)
		}
	}
	m := slow{make(chan struct{}, 9), make(chan string)}
	answer := `{"sentences":[{"text":"` + refund + `","passage":1,"quote":"` + refund + `"}]}`
	one := asks(t, pool, m)
	<-m.asked
	two := asks(t, pool, m)
	m.may <- answer
	for _, draft := range []func() string{one, two} {
		if got := draft(); got != refund+"<nil>" {
			t.Errorf("drafts: %q", got)
		}
	}
	if len(m.asked) != 0 {
		t.Error("the second replica asked the model, too")
	}
	if total, err := spend.New(spend.Config{Pool: pool}).Today(t.Context()); err != nil || total.Served != 1 {
		t.Errorf("%+v, %v", total, err)
	}

	exec(`INSERT INTO draft_claims SELECT key, 'a replica that died', now() + interval '1 hour' FROM kept_answers`)
	exec(`DELETE FROM kept_answers`)
	three := asks(t, pool, m)
	exec(`UPDATE draft_claims SET until = now() - interval '1 second'`) // as if the time had passed
	<-m.asked
	m.may <- answer
	if got := three(); got != refund+"<nil>" {
		t.Errorf("after the first one died: %q", got)
	}
	var left int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM draft_claims`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d claims left, %v", left, err)
	}
}
