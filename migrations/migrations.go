// Package migrations holds the schema as numbered SQL files, in goose's format, and brings a database up to it,
// together with the schema of the job queue, River.
//
// Any number of replicas may migrate at once, through a transaction pooler such as PgBouncer too: the lock that lets
// one of them work is held by a transaction, not by a session, and those who wait for it hold no connection meanwhile.
// Files are append-only: what was released is never edited.
package migrations

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed *.sql
var files embed.FS

// Files are the numbered SQL files.
func Files() fs.FS { return files }

// ErrNewer means that the database was migrated by a newer program than this one.
var ErrNewer = errors.New("the database's schema is newer than this program: start the newer version, or restore a backup of this one's schema")

const (
	// lockKey is the advisory lock of all who migrate one database: "switchbd" in ASCII.
	lockKey = 0x7377697463686264
	// lockPoll is how often one who waits asks for the lock.
	lockPoll = 100 * time.Millisecond
	// connectionBound is how long one statement may wait for a connection or a lock before that is an error.
	connectionBound = 30 * time.Second
)

// Up brings the database behind the pool to this program's schema. It does nothing where nothing is missing, waits
// for another program that is at it, and refuses a database that is ahead with [ErrNewer]. It opens connections of
// its own, two at once, and closes them.
func Up(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	config := pool.Config()
	config.MinConns, config.MinIdleConns, config.MaxConns = 0, 0, 3
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	own, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("migrate: open connections: %w", err)
	}
	defer own.Close()
	for {
		missing, err := missing(ctx, own)
		if err != nil || !missing {
			return err
		}
		done, err := upLocked(ctx, own, log)
		if err != nil || done {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("migrate: wait for another program that migrates: %w", ctx.Err())
		case <-time.After(lockPoll + rand.N(lockPoll)):
		}
	}
}

// upLocked migrates if nobody else does; done tells whether it did.
func upLocked(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) (done bool, err error) {
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		// The transaction stands idle while the work goes on beside it: the server must not end it for that.
		if _, err := tx.Exec(ctx, "SET LOCAL idle_in_transaction_session_timeout = 0"); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock($1)", int64(lockKey)).Scan(&done); err != nil || !done {
			return err
		}
		if err := upOurs(ctx, pool, log); err != nil {
			return err
		}
		return upRiver(ctx, pool, log)
	})
	if err != nil {
		return false, fmt.Errorf("migrate: %w", err)
	}
	return done, nil
}

func upOurs(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true),
		goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("read the migration files: %w", err)
	}
	results, err := provider.Up(ctx)
	for _, r := range results {
		if r.Error == nil {
			log.Debug("migrated", "schema", "switchboard", "file", r.Source.Path, "took", r.Duration.Round(time.Millisecond))
		}
	}
	return err
}

func upRiver(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read river's migrations: %w", err)
	}
	result, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	if err != nil {
		return fmt.Errorf("river's schema: %w", err)
	}
	for _, v := range result.Versions {
		log.Debug("migrated", "schema", "river", "file", v.Name, "version", v.Version, "took", v.Duration.Round(time.Millisecond))
	}
	return nil
}
