package migrations_test

import (
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"switchboard/migrations"
	"switchboard/migrations/pgtest"
)

// TestNoticesAndPresenceKeepTheirMeaning through 0082: who was told of a customer that waits is not told again, and whoever is offline is so
// by choice.
func TestNoticesAndPresenceKeepTheirMeaning(t *testing.T) {
	t.Parallel()
	pool := pgtest.Empty(t)
	upTo(t, pool, 81)
	if _, err := pool.Exec(t.Context(), `
		INSERT INTO operators (email, name, display_name, role, presence, seen_at) VALUES
			('a@lumen.example', 'A', 'A', 'operator', 'offline', now()), ('b@lumen.example', 'B', 'B', 'operator', 'online', now());
		INSERT INTO subscribers DEFAULT VALUES;
		INSERT INTO addresses (subscriber_id, account, kind, value) VALUES (1, 'chat', 'test', 'c1');
		INSERT INTO conversations (subscriber_id, address_id, account, waiting_since) VALUES (1, 1, 'chat', '2026-01-01 10:00Z');
		INSERT INTO slack_notices (conversation_id, operator_id, why, at) VALUES (1, 1, 'waits', '2026-01-01 10:05Z'), (1, 2, 'assigned', '2026-01-01 10:05Z')`); err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(t.Context(), pool, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	for what, holds := range map[string]string{
		"who waits, since then":      `SELECT count(*) = 1 FROM slack_notices n JOIN conversations c ON c.waiting_since = n.since WHERE n.why = 'waits'`,
		"all else, when it was told": `SELECT count(*) = 1 FROM slack_notices WHERE why = 'assigned' AND since = at`,
		"offline, without a time":    `SELECT count(*) = 1 FROM operators WHERE presence = 'offline' AND seen_at IS NULL`,
		"online, with one":           `SELECT count(*) = 1 FROM operators WHERE presence = 'online' AND seen_at IS NOT NULL`,
	} {
		var yes bool
		if err := pool.QueryRow(t.Context(), holds).Scan(&yes); err != nil || !yes {
			t.Errorf("not so: %s, %v", what, err)
		}
	}
}

// upTo brings a database to an earlier schema.
func upTo(t *testing.T, pool *pgxpool.Pool, version int64) {
	t.Helper()
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.Files(), goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
}
