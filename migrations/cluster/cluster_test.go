//go:build unix

package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"switchboard/migrations/cluster"
)

func TestNewClusterKeepsWhatIsCommitted(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	c := start(t, cluster.Config{Dir: dir})
	do(t, c, "CREATE TABLE kept (n int)")
	do(t, c, "INSERT INTO kept VALUES (7)")
	if err := c.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := pgx.Connect(t.Context(), c.URL()); err == nil {
		t.Error("the server answers after Stop")
	}
	c = start(t, cluster.Config{Dir: dir})
	if got := ask[int](t, c, "SELECT n FROM kept"); got != 7 {
		t.Errorf("got %d back", got)
	}
}

func TestServerIsPrivateAndDurable(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	c := start(t, cluster.Config{Dir: dir})
	for question, want := range map[string]string{
		"SHOW listen_addresses": "", "SHOW fsync": "on", "SHOW synchronous_commit": "on", "SHOW server_encoding": "UTF8",
		"SHOW password_encryption": "scram-sha-256",
		"SELECT concat(rolsuper, rolcreatedb, rolcreaterole, rolreplication) FROM pg_roles WHERE rolname = current_user": "ffff",
		"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()":                             "switchboard",
	} {
		if got := ask[string](t, c, question); got != want {
			t.Errorf("%s: got %q, want %q", question, got, want)
		}
	}
	for name, want := range map[string]os.FileMode{"password": 0o600, "data": 0o700, "run": 0o700} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s: %v, want %v", name, info.Mode(), want)
		}
	}
	for _, change := range []func(*url.URL){
		func(u *url.URL) { u.User = url.UserPassword("switchboard", "guess") },
		func(u *url.URL) { u.User = url.UserPassword("postgres", "postgres") },
	} {
		u, err := url.Parse(c.URL())
		if err != nil {
			t.Fatal(err)
		}
		change(u)
		if _, err := pgx.Connect(t.Context(), u.String()); err == nil {
			t.Errorf("%s may sign in", u.User)
		}
	}
}

func TestServerOutlivesAKilledProgramAndServesTheNext(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	program, address := startProgram(t, dir, nil)
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE TABLE kept AS SELECT 7 AS n"); err != nil {
		t.Fatal(err)
	}
	before := postmaster(t, dir)
	program.Process.Kill()
	program.Wait()

	c := start(t, cluster.Config{Dir: dir})
	if c.URL() != address || postmaster(t, dir) != before {
		t.Errorf("a new server was started: %s, process %d; before %s, %d", c.URL(), postmaster(t, dir), address, before)
	}
	if got := ask[int](t, c, "SELECT n FROM kept"); got != 7 {
		t.Errorf("got %d back", got)
	}
	t.Run("and is watched by it", func(t *testing.T) { killAndAwait(t, c, dir) })
	if err := c.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(before, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the server lives on after Stop: %v", err)
	}
}

func TestDeadServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	c := start(t, cluster.Config{Dir: dir})
	do(t, c, "CREATE TABLE kept AS SELECT 7 AS n")
	killAndAwait(t, c, dir)
	killAndAwait(t, c, dir)
	if got := ask[int](t, c, "SELECT n FROM kept"); got != 7 {
		t.Errorf("got %d back", got)
	}
}

func TestStopDoesNotWaitForClients(t *testing.T) {
	t.Parallel()
	c := start(t, cluster.Config{Dir: needServer(t)})
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	slept := make(chan error, 1)
	go func() {
		_, err := conn.Exec(context.Background(), "SELECT pg_sleep(3600)")
		slept <- err
	}()
	eventually(t, func() bool {
		return ask[int](t, c, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == 1
	})
	if err := c.Stop(context.Background()); err != nil {
		t.Errorf("Stop: %v", err)
	}
	const adminShutdown = "57P01" // told by a server that ends in good order; one that is killed after a wait tells another or nothing
	if failure, ok := errors.AsType[*pgconn.PgError](<-slept); !ok || failure.Code != adminShutdown {
		t.Errorf("the client was told %v", failure)
	}
	if err := c.Stop(context.Background()); err != nil {
		t.Errorf("a second Stop: %v", err)
	}
}

func TestSecondProgramIsRefused(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	program, _ := startProgram(t, dir, nil)
	_, err := cluster.Start(t.Context(), cluster.Config{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	expectError(t, err, dir, strconv.Itoa(program.Process.Pid), "another program")
}

func TestRunningServerIsFoundBesideTheProgramThatHoldsIt(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	if _, ok, err := cluster.Running(dir); ok || err != nil {
		t.Errorf("found one where none was ever: %v, %v", ok, err)
	}
	c := start(t, cluster.Config{Dir: dir})
	if address, ok, err := cluster.Running(dir); !ok || err != nil || address != c.URL() {
		t.Errorf("got %q, %v, %v; want %q", address, ok, err, c.URL())
	}
	if err := c.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := cluster.Running(dir); ok || err != nil {
		t.Errorf("found one after Stop: %v, %v", ok, err)
	}
}

func TestServerWhoseSocketWasSweptAwayIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	c := start(t, cluster.Config{Dir: dir})
	do(t, c, "CREATE TABLE kept AS SELECT 7 AS n")
	c.Leave()
	if err := os.RemoveAll(filepath.Join(dir, "run")); err != nil {
		t.Fatal(err)
	}
	if got := ask[int](t, start(t, cluster.Config{Dir: dir}), "SELECT n FROM kept"); got != 7 {
		t.Errorf("got %d back", got)
	}
}

func TestStalePidFileIsNoObstacle(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	c := start(t, cluster.Config{Dir: dir})
	if err := c.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	account := accountOf(t, filepath.Join(dir, "data"))
	alive, ended := command(account, "sleep", "60"), command(account, "true")
	for _, cmd := range []interface{ Start() error }{alive, ended} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { alive.Process.Kill(); alive.Wait(); ended.Wait() })
	for name, pid := range map[string]int{
		"the number is another program's now": alive.Process.Pid,
		"the dead was never asked for":        ended.Process.Pid,
		"nobody has the number":               4190000,
	} {
		t.Run(name, func(t *testing.T) {
			text := fmt.Sprintf("%d\n%s/data\n1700000000\n5432\n%s/run\n\n 1 1\nready\n", pid, dir, dir)
			name := filepath.Join(dir, "data/postmaster.pid")
			err := errors.Join(os.WriteFile(name, []byte(text), 0o600), os.Chown(name, int(account.Uid), int(account.Gid)))
			if err != nil {
				t.Fatal(err)
			}
			again := start(t, cluster.Config{Dir: dir})
			if got := ask[int](t, again, "SELECT 1"); got != 1 {
				t.Errorf("got %d", got)
			}
			if err := again.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestLostPasswordIsSetAnew(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*cluster.Cluster) error{
		"while the server is down": func(c *cluster.Cluster) error { return c.Stop(context.Background()) },
		"while the server runs":    func(c *cluster.Cluster) error { c.Leave(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := needServer(t)
			c := start(t, cluster.Config{Dir: dir})
			do(t, c, "CREATE TABLE kept AS SELECT 7 AS n")
			if err := leave(c); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(dir, "password")); err != nil {
				t.Fatal(err)
			}
			if got := ask[int](t, start(t, cluster.Config{Dir: dir}), "SELECT n FROM kept"); got != 7 {
				t.Errorf("got %d back", got)
			}
		})
	}
}

func TestProgramKilledWhileMakingTheClusterIsNoHarm(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	program := programCommand(t, dir, nil)
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool {
		made, err := filepath.Glob(filepath.Join(dir, "data.new-*/base"))
		return err == nil && len(made) > 0
	})
	program.Process.Kill()
	program.Wait()
	if got := ask[int](t, start(t, cluster.Config{Dir: dir}), "SELECT 1"); got != 1 {
		t.Errorf("got %d", got)
	}
}

func TestFoldersThatCannotServeAreExplained(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	for name, c := range map[string]struct {
		prepare  func(dir string) error
		settings map[string]string
		want     []string
	}{
		"something else in data": {prepare: func(dir string) error {
			return errors.Join(os.MkdirAll(filepath.Join(dir, "data"), 0o700), os.WriteFile(filepath.Join(dir, "data/x"), nil, 0o600))
		}, want: []string{"no PostgreSQL cluster", "backup"}},
		"a file in its place": {prepare: func(dir string) error { return os.WriteFile(dir, nil, 0o600) }, want: []string{"make the folder"}},
		"damaged version": {prepare: func(dir string) error {
			return errors.Join(os.MkdirAll(filepath.Join(dir, "data"), 0o700), os.WriteFile(filepath.Join(dir, "data/PG_VERSION"), []byte("x"), 0o600))
		}, want: []string{"PG_VERSION", "damaged"}},
		"a wrong setting": {prepare: func(string) error { return nil },
			settings: map[string]string{"shared_buffers": "plenty"}, want: []string{"shared_buffers", "server.log"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(filepath.Dir(dir), strings.ReplaceAll(name, " ", "-"))
			if err := c.prepare(dir); err != nil {
				t.Fatal(err)
			}
			_, err := cluster.Start(t.Context(), cluster.Config{Dir: dir, Log: slog.New(slog.DiscardHandler), Settings: c.settings})
			expectError(t, err, append(c.want, dir)...)
		})
	}
}

// killAndAwait kills the server under the program and waits until it answers again.
func killAndAwait(t *testing.T, c *cluster.Cluster, dir string) {
	t.Helper()
	before := postmaster(t, dir)
	if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool {
		conn, err := pgx.Connect(t.Context(), c.URL())
		if err != nil {
			return false
		}
		defer conn.Close(t.Context())
		return postmaster(t, dir) != before
	})
}
