//go:build unix

package migrations_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"switchboard/migrations"
	"switchboard/migrations/pgtest"
)

func TestReplicasMayMigrateAtOnceThroughPgBouncer(t *testing.T) {
	t.Parallel()
	address := pgBouncer(t, pgtest.Empty(t).Config().ConnString())
	upAtOnce(t, func() *pgxpool.Pool { return connect(t, address) })
	pool, pooled := open(t, address)
	if !pooled {
		t.Error("the pooler was not noticed")
	}
	expectWhole(t, pool)
}

func TestQueriesWorkThroughPgBouncerWithoutSettings(t *testing.T) {
	t.Parallel()
	pool, _ := open(t, pgBouncer(t, pgtest.New(t).Config().ConnString()))
	if err := work(t.Context(), pool); err != nil {
		t.Error(err)
	}
}

// work is what the program does, from more connections than the pooler has: transactions, lists, JSON, batches.
func work(ctx context.Context, pool *pgxpool.Pool) error {
	group, ctx := errgroup.WithContext(ctx)
	for worker := range 8 {
		group.Go(func() error {
			for round := range 20 {
				key := fmt.Sprintf("k%d-%d", worker, round)
				err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
					batch := &pgx.Batch{}
					batch.Queue("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
					batch.Queue("INSERT INTO settings (key, value) VALUES ($1, $2)", key, map[string]any{"n": round})
					if err := tx.SendBatch(ctx, batch).Close(); err != nil {
						return err
					}
					var value json.RawMessage
					return tx.QueryRow(ctx, "SELECT value FROM settings WHERE key = ANY ($1) AND at <= $2", []string{key}, time.Now().Add(time.Hour)).Scan(&value)
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func open(t *testing.T, address string) (*pgxpool.Pool, bool) {
	t.Helper()
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = 8
	pool, pooled, err := migrations.Connect(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool, pooled
}

// pgBouncer starts one in transaction mode over the database of the address, with two connections to it, and returns
// its own address.
func pgBouncer(t *testing.T, address string) string {
	t.Helper()
	bin, err := exec.LookPath("pgbouncer")
	if err != nil {
		bin, err = exec.LookPath("/usr/sbin/pgbouncer")
	}
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("pgbouncer is not installed (on Debian: apt-get install pgbouncer)")
	}
	if err != nil {
		t.Fatal("pgbouncer is not installed (on Debian: apt-get install pgbouncer)")
	}
	server, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()

	dir := t.TempDir()
	users := filepath.Join(dir, "users.txt")
	config := fmt.Sprintf(`[databases]
%[1]s = host=%[2]s port=5432 dbname=%[1]s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %[3]d
unix_socket_dir =
auth_type = scram-sha-256
auth_file = %[4]s
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
`, server.Database, server.Host, port, users)
	files := map[string]string{users: fmt.Sprintf("%q %q\n", server.User, server.Password), filepath.Join(dir, "pgbouncer.ini"): config}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, filepath.Join(dir, "pgbouncer.ini"))
	if os.Getuid() == 0 { // it refuses root; the socket's folder is open to its owner alone
		info, err := os.Stat(server.Host)
		if err != nil {
			t.Fatal(err)
		}
		stat := info.Sys().(*syscall.Stat_t)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}}
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	u := url.URL{Scheme: "postgres", User: url.UserPassword(server.User, server.Password),
		Host: fmt.Sprintf("127.0.0.1:%d", port), Path: "/" + server.Database}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		conn, err := pgx.Connect(t.Context(), u.String())
		if err == nil {
			conn.Close(t.Context())
			return u.String()
		}
		if time.Now().After(deadline) {
			cmd.Process.Kill()
			cmd.Wait()
			t.Fatalf("pgbouncer does not answer: %v: %s", err, said.String())
		}
	}
}
