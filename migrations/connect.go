package migrations

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Connect opens a pool that works with what stands before the database. Pooled tells that it is a pooler such as
// PgBouncer. In its transaction mode a session lasts for one transaction: statements prepared by name, LISTEN,
// session locks and SET do not hold. The pool is set not to use the first; River needs PollOnly then, and whoever
// listens has to poll instead.
//
// A way of executing that the address names itself (default_query_exec_mode=…) is kept.
func Connect(ctx context.Context, config *pgxpool.Config) (pool *pgxpool.Pool, pooled bool, err error) {
	if pooled, err = behindPooler(ctx, config.ConnConfig); err != nil {
		return nil, false, err
	}
	config = config.Copy()
	if pooled && config.ConnConfig.DefaultQueryExecMode == pgx.QueryExecModeCacheStatement {
		config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	}
	if pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, pooled, fmt.Errorf("connect: %w", err)
	}
	return pool, pooled, nil
}

// behindPooler compares the process that greeted us with the one that answers: a pooler greets with a number of its
// own. The simple protocol carries the question, since it needs no statement.
func behindPooler(ctx context.Context, config *pgx.ConnConfig) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, connectionBound)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, fmt.Errorf("connect: %w", err)
	}
	defer conn.Close(ctx)
	var answering uint32
	if err := conn.QueryRow(ctx, "SELECT pg_backend_pid()", pgx.QueryExecModeSimpleProtocol).Scan(&answering); err != nil {
		return false, fmt.Errorf("ask the database for its process: %w", err)
	}
	return answering != conn.PgConn().PID(), nil
}
