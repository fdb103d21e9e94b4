// Package pgtest gives each test a migrated PostgreSQL database of its own.
//
// One server serves all test binaries of a user: the first that needs it starts it, in memory or in the temporary
// folder and without fsync; the others find it running. A template database is migrated once for each state of the schema; a test's
// database is a copy of it, dropped when the test ends. What a killed test binary left is dropped by the next one.
//
// The server does not stay for ever: a small shell process looks every minute which test binaries live, and stops the
// server when there were none twice in a row. The next test starts it again in a tenth of a second.
//
// Where no PostgreSQL can be had a test is skipped; with CI set in the environment it fails.
package pgtest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/migrations"
)

// bound is for one step of setting up, on a machine that is busy with other tests.
const bound = 2 * time.Minute

// New returns a pool on a migrated, empty database. Pool and database go when the test ends. The address for another
// process is New(t).Config().ConnString().
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	admin, template := ready(t)
	return open(t, admin, template)
}

// Empty returns a pool on a database without any schema, which goes when the test ends.
func Empty(t testing.TB) *pgxpool.Pool {
	t.Helper()
	admin, _ := ready(t)
	return open(t, admin, "template1")
}

// Server returns the address of the server for tests that make databases themselves, which they have to drop.
func Server(t testing.TB) string {
	t.Helper()
	admin, _ := ready(t)
	return address(admin, "")
}

// shared is found once for each test binary; the template comes with how it is copied.
var shared = sync.OnceValues(func() (found struct{ admin, template string }, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	if found.admin, err = server(ctx); err != nil {
		return found, err
	}
	conn, err := pgx.Connect(ctx, found.admin)
	if err != nil {
		return found, err
	}
	defer conn.Close(ctx)
	if found.template, err = template(ctx, conn, found.admin); err != nil {
		return found, err
	}
	var version int
	if err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int").Scan(&version); err != nil {
		return found, err
	}
	if version >= 15_00_00 { // before, files are all that is copied; since, blocks are by way of the log, which takes ten times as long
		found.template += " STRATEGY FILE_COPY"
	}
	return found, nil
})

// made numbers the databases of this test binary.
var made atomic.Int64

func ready(t testing.TB) (admin, template string) {
	t.Helper()
	found, err := shared()
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("no PostgreSQL to test with: %v", err)
	}
	if err != nil {
		t.Fatalf("no PostgreSQL to test with: %v", err)
	}
	return found.admin, found.template
}

func open(t testing.TB, admin, template string) *pgxpool.Pool {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), made.Add(1))
	if err := execute(ctx, admin, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("make a test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), bound)
		defer cancel()
		if err := execute(ctx, admin, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
	})
	config, err := pgxpool.ParseConfig(address(admin, name))
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = 16
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		closed := make(chan struct{})
		go func() {
			pool.Close()
			close(closed)
		}()
		select {
		case <-closed:
		case <-time.After(15 * time.Second):
			t.Error("the test did not give a connection of its pool back: rows not closed, or a transaction not ended")
		}
	})
	return pool
}

// template makes sure of a database with this program's schema and returns its name.
func template(ctx context.Context, conn *pgx.Conn, admin string) (string, error) {
	name, err := templateName()
	if err != nil {
		return "", err
	}
	// Held until the connection closes, also when this process dies.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(7305)"); err != nil {
		return "", err
	}
	if err := dropLeftovers(ctx, conn, name); err != nil {
		return "", err
	}
	var exists bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists); err != nil || exists {
		return name, err
	}
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + name + "_new WITH (FORCE)", "CREATE DATABASE " + name + "_new"} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return "", err
		}
	}
	if err := migrate(ctx, address(admin, name+"_new")); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+name+"_new RENAME TO "+name)
	return name, err
}

func migrate(ctx context.Context, address string) error {
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return err
	}
	defer pool.Close()
	return migrations.Up(ctx, pool, slog.New(slog.DiscardHandler))
}

// templateName is made from everything that shapes the schema.
func templateName() (string, error) {
	sum := sha256.New()
	names, err := fs.Glob(migrations.Files(), "*.sql")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		text, err := fs.ReadFile(migrations.Files(), name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d %s", name, len(text), text)
	}
	fmt.Fprint(sum, migrations.Known())
	return fmt.Sprintf("template_%.8x", sum.Sum(nil)), nil
}

// dropLeftovers drops databases of test binaries that no longer live, and, when they have become many, templates of
// earlier schemas.
func dropLeftovers(ctx context.Context, conn *pgx.Conn, keep string) error {
	rows, err := conn.Query(ctx, `SELECT datname FROM pg_database WHERE datname LIKE 'test\_%' OR datname LIKE 'template\_%' ORDER BY oid`)
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	var templates, stale []string
	for _, name := range names {
		kind, rest, _ := strings.Cut(name, "_")
		owner, _, _ := strings.Cut(rest, "_")
		switch pid, err := strconv.Atoi(owner); {
		case kind == "template" && name != keep:
			templates = append(templates, name)
		case kind == "test" && err == nil && !lives(pid):
			stale = append(stale, name)
		}
	}
	if old := len(templates) - 8; old > 0 {
		stale = append(stale, templates[:old]...)
	}
	for _, name := range stale {
		if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)"); err != nil {
			return err
		}
	}
	return nil
}

func execute(ctx context.Context, address, statement string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

// address is the server's address with another database.
func address(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // it was made by the cluster
	}
	u.Path = "/" + database
	return u.String()
}
