package migrations_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/migrations"
	"switchboard/migrations/pgtest"
)

// replicas is how many programs start at once.
const replicas = 6

func TestReplicasMayMigrateAtOnce(t *testing.T) {
	t.Parallel()
	address := pgtest.Empty(t).Config().ConnString()
	upAtOnce(t, func() *pgxpool.Pool { return connect(t, address) })
	expectWhole(t, connect(t, address))
}

func TestOneConnectionEachIsEnoughToWait(t *testing.T) {
	t.Parallel()
	pool := pgtest.Empty(t)
	upAtOnce(t, func() *pgxpool.Pool { return pool })
	expectWhole(t, pool)
}

func TestPendingOnlyReads(t *testing.T) {
	t.Parallel()
	pool := pgtest.Empty(t)
	have, want, err := migrations.Pending(t.Context(), pool)
	if err != nil || have != 0 || want < 4 {
		t.Errorf("an empty database has %d of %d, %v", have, want, err)
	}
	var tables int
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables were made, %v", tables, err)
	}
}

func TestUpGoesOnWhereAnEarlierOneStopped(t *testing.T) {
	t.Parallel()
	pool := pgtest.Empty(t)
	ctx, cancel := context.WithCancel(t.Context())
	if err := migrations.Up(ctx, pool, slog.New(cancelAt{slog.DiscardHandler, cancel})); err == nil {
		t.Fatal("the first Up was not interrupted")
	}
	have, want, err := migrations.Pending(t.Context(), pool)
	if err != nil || have == want {
		t.Fatalf("interrupted with %d of %d, %v", have, want, err)
	}
	if err := migrations.Up(t.Context(), pool, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	expectWhole(t, pool)
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"schema": "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)",
		"queue":  "INSERT INTO river_migration (line, version) VALUES ('main', 9999)",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := pgtest.New(t)
			if _, err := pool.Exec(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			if err := migrations.Up(t.Context(), pool, slog.New(slog.DiscardHandler)); !errors.Is(err, migrations.ErrNewer) {
				t.Errorf("Up: %v", err)
			}
			if have, want, err := migrations.Pending(t.Context(), pool); !errors.Is(err, migrations.ErrNewer) || have <= want {
				t.Errorf("Pending: %d of %d, %v", have, want, err)
			}
		})
	}
}

func TestServerIsAskedDirectlyWithoutPooler(t *testing.T) {
	t.Parallel()
	pool, pooled, err := migrations.Connect(t.Context(), pgtest.Empty(t).Config())
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if pooled {
		t.Error("a pooler was found")
	}
}

// upAtOnce runs Up from several programs, each with the pool it is given.
func upAtOnce(t *testing.T, pool func() *pgxpool.Pool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for range replicas {
		own := pool()
		all.Go(func() {
			if err := migrations.Up(ctx, own, slog.New(slog.DiscardHandler)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func connect(t *testing.T, address string) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func expectWhole(t *testing.T, pool *pgxpool.Pool) {
	t.Helper()
	have, want, err := migrations.Pending(t.Context(), pool)
	if err != nil || have != want {
		t.Errorf("the database has %d of %d, %v", have, want, err)
	}
	for _, table := range []string{"conversations", "river_job"} {
		if _, err := pool.Exec(t.Context(), "SELECT FROM "+table+" LIMIT 1"); err != nil {
			t.Error(err)
		}
	}
}

// cancelAt interrupts the work when it tells of the first of River's steps.
type cancelAt struct {
	slog.Handler
	cancel context.CancelFunc
}

func (h cancelAt) Enabled(context.Context, slog.Level) bool { return true }

func (h cancelAt) Handle(_ context.Context, r slog.Record) error {
	h.cancel()
	return nil
}
