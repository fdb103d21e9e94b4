package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels"
	"switchboard/migrations"
	"switchboard/migrations/cluster"
)

// database is the pool, and the private cluster behind it when there is one.
type database struct {
	pool    *pgxpool.Pool
	pooled  bool             // a pooler stands before it
	cluster *cluster.Cluster // nil: DATABASE_URL, or the cluster of the running program
}

// openDatabase connects to DATABASE_URL, or starts the private cluster of the data folder.
func openDatabase(ctx context.Context, cfg Config, log *slog.Logger) (*database, error) {
	if cfg.DatabaseURL != "" {
		return connect(ctx, cfg, &database{}, cfg.DatabaseURL)
	}
	dir, err := cfg.clusterDir()
	if err != nil {
		return nil, err
	}
	private, err := cluster.Start(ctx, cluster.Config{Dir: dir, Log: log})
	if err != nil {
		return nil, err
	}
	return connect(ctx, cfg, &database{cluster: private}, private.URL())
}

// joinDatabase is openDatabase for a command: where the program runs, it shares the private cluster with it.
func joinDatabase(ctx context.Context, cfg Config, log *slog.Logger) (*database, error) {
	if cfg.DatabaseURL == "" {
		dir, err := cfg.clusterDir()
		if err != nil {
			return nil, err
		}
		address, ok, err := cluster.Running(dir)
		if err != nil {
			return nil, err
		}
		if ok {
			return connect(ctx, cfg, &database{}, address)
		}
	}
	return openDatabase(ctx, cfg, log)
}

// connect opens the pool, and closes the database when it can't.
func connect(ctx context.Context, cfg Config, db *database, address string) (*database, error) {
	pc, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, errors.Join(errors.New("DATABASE_URL cannot be read: write for example postgres://user:password@host:5432/switchboard"), db.close())
	}
	pc.MaxConns, pc.MaxConnIdleTime = cfg.Pool, 5*time.Minute
	pc.ConnConfig.ConnectTimeout = 5 * time.Second
	pc.ConnConfig.RuntimeParams["application_name"] = "switchboard"
	dial, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if db.pool, db.pooled, err = migrations.Connect(dial, pc); err != nil {
		return nil, errors.Join(fmt.Errorf("the database does not answer: %w", err), db.close())
	}
	return db, nil
}

// close ends the connections, then the private cluster.
func (db *database) close() error {
	if db.pool != nil {
		db.pool.Close()
	}
	if db.cluster == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	return db.cluster.Stop(ctx)
}

// withSecret is an account's settings, with a signing secret of its own where the adapter wants one and none is set.
// It is made once and kept in the database, so that all replicas sign alike.
func withSecret(ctx context.Context, pool *pgxpool.Pool, a channels.Account) (json.RawMessage, error) {
	settings := map[string]any{}
	if err := json.Unmarshal(a.Settings, &settings); err != nil || !openers[a.Kind].signs || settings["secret"] != nil {
		return a.Settings, err
	}
	fresh := make([]byte, 32)
	rand.Read(fresh) // never fails
	var secret string
	err := pool.QueryRow(ctx, `
		INSERT INTO settings (key, value) VALUES ($1, to_jsonb($2::text))
		ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key RETURNING value #>> '{}'`,
		"secret of account "+a.Name, hex.EncodeToString(fresh)).Scan(&secret)
	if err != nil {
		return nil, fmt.Errorf("make the signing secret of account %s: %w", a.Name, err)
	}
	settings["secret"] = secret
	return json.Marshal(settings)
}
