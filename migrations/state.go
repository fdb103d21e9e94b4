package migrations

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// Pending tells how many migrations the database has and how many this program knows, ours and River's together.
// It only reads. A database that is ahead of the program gives [ErrNewer] with both numbers.
func Pending(ctx context.Context, pool *pgxpool.Pool) (have, want int64, err error) {
	known, err := knownState()
	if err != nil {
		return 0, 0, err
	}
	found, err := databaseState(ctx, pool)
	if err != nil {
		return 0, 0, err
	}
	have, want = found.ours.count+found.river.count, known.ours.count+known.river.count
	if found.ours.latest > known.ours.latest || found.river.latest > known.river.latest {
		return have, want, fmt.Errorf("%w (schema %d, queue %d; known here %d and %d)", ErrNewer,
			found.ours.latest, found.river.latest, known.ours.latest, known.river.latest)
	}
	return have, want, nil
}

func missing(ctx context.Context, pool *pgxpool.Pool) (bool, error) {
	have, want, err := Pending(ctx, pool)
	return have < want, err
}

// Known names the state of the schema that Up leads to: it changes with every migration, ours or River's.
func Known() string {
	known, err := knownState()
	if err != nil {
		panic(err) // the files are part of the program
	}
	return fmt.Sprintf("%d+%d", known.ours.latest, known.river.latest)
}

// progress is how far one line of migrations has come.
type progress struct{ count, latest int64 }

type state struct{ ours, river progress }

func knownState() (state, error) {
	var known state
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return known, fmt.Errorf("list the migration files: %w", err)
	}
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return known, fmt.Errorf("migration file %s: %w", name, err)
		}
		known.ours.count++
		known.ours.latest = max(known.ours.latest, version)
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return known, fmt.Errorf("read river's migrations: %w", err)
	}
	for _, m := range migrator.AllVersions() {
		known.river.count++
		known.river.latest = max(known.river.latest, int64(m.Version))
	}
	return known, nil
}

// databaseState reads the two tables in which goose and River keep account, either of which may be missing.
func databaseState(ctx context.Context, pool *pgxpool.Pool) (state, error) {
	ctx, cancel := context.WithTimeout(ctx, connectionBound)
	defer cancel()
	var found state
	err := pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		var ours, river bool
		err := tx.QueryRow(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL, to_regclass('river_migration') IS NOT NULL").Scan(&ours, &river)
		if err != nil {
			return err
		}
		if ours {
			err := tx.QueryRow(ctx, "SELECT count(DISTINCT version_id), coalesce(max(version_id), 0) FROM goose_db_version WHERE version_id > 0 AND is_applied").
				Scan(&found.ours.count, &found.ours.latest)
			if err != nil {
				return err
			}
		}
		if !river {
			return nil
		}
		// River's oldest table has no column for the line.
		return tx.QueryRow(ctx, `SELECT count(*), coalesce(max(version), 0) FROM river_migration m
			WHERE coalesce(to_jsonb(m) ->> 'line', 'main') = 'main'`).Scan(&found.river.count, &found.river.latest)
	})
	if err != nil {
		return found, fmt.Errorf("read the schema's version: %w", err)
	}
	return found, nil
}
