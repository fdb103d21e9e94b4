//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"

	"switchboard/migrations/cluster"
)

// server finds the shared server, or starts it, and returns its address.
func server(ctx context.Context) (string, error) {
	dir := filepath.Join(place(), fmt.Sprintf("switchboard-tests-%d", os.Getuid()))
	if err := own(dir); err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := flock(ctx, lock); err != nil {
		return "", err
	}
	// First be counted, then look: so the watcher does not stop a server that was just found.
	users := filepath.Join(dir, "users")
	if err := os.MkdirAll(users, 0o700); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(users, strconv.Itoa(os.Getpid())), nil, 0o600); err != nil {
		return "", err
	}
	name := filepath.Join(dir, "address")
	if known, err := os.ReadFile(name); err == nil && answers(ctx, string(known)) {
		return string(known), nil
	}
	address, err := start(ctx, dir)
	if err != nil {
		return "", err
	}
	return address, os.WriteFile(name, []byte(address), 0o600)
}

// place is where the server's folder goes: into memory where there is plenty, since a database for each test is a
// thousand small files, or else among the temporary files.
func place() string {
	const shared, plenty = "/dev/shm", 4 << 30
	var fs syscall.Statfs_t
	if err := syscall.Statfs(shared, &fs); err == nil && os.Getenv("TMPDIR") == "" && uint64(fs.Blocks)*uint64(fs.Bsize) >= plenty {
		return shared
	}
	return os.TempDir()
}

// start starts the server and the shell process that will stop it. A cluster that does not start is made anew: it is
// kept without fsync, so a machine that went down may have spoiled it, and nothing in it is worth keeping.
func start(ctx context.Context, dir string) (string, error) {
	config := cluster.Config{
		Dir: filepath.Join(dir, "postgres"), Log: slog.New(slog.DiscardHandler), Tests: true,
		Settings: map[string]string{
			"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off",
			"max_connections": "400", "shared_buffers": "128MB", "max_wal_size": "256MB",
		},
	}
	c, err := cluster.Start(ctx, config)
	if err != nil {
		if ctx.Err() != nil {
			return "", err
		}
		if removeErr := os.RemoveAll(filepath.Join(config.Dir, "data")); removeErr != nil {
			return "", errors.Join(err, removeErr)
		}
		if c, err = cluster.Start(ctx, config); err != nil {
			return "", err
		}
	}
	defer c.Leave()
	return c.URL(), watch(dir)
}

// watcher stops the server when no test binary was alive at two looks in a row, and ends with it.
const watcher = `
idle=0
while sleep 60; do
	pid=$(head -n 1 postgres/data/postmaster.pid 2>/dev/null) || exit 0
	kill -0 "$pid" 2>/dev/null || exit 0
	idle=$((idle + 1))
	for user in users/*; do
		[ -e "$user" ] || continue
		if kill -0 "${user##*/}" 2>/dev/null; then idle=0; else rm -f "$user"; fi
	done
	if [ "$idle" -ge 2 ]; then kill -INT "$pid"; exit 0; fi
done`

func watch(dir string) error {
	shell := exec.Command("sh", "-c", watcher)
	shell.Dir, shell.SysProcAttr = dir, &syscall.SysProcAttr{Setsid: true}
	if err := shell.Start(); err != nil {
		return fmt.Errorf("start the watcher of the test server: %w", err)
	}
	return shell.Process.Release()
}

func answers(ctx context.Context, address string) bool {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return false
	}
	return conn.Close(ctx) == nil
}

// own makes the folder, and refuses one that another user put in its place. The server's account has to pass through.
func own(dir string) error {
	if err := os.Mkdir(dir, 0o711); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(stat.Uid) != os.Getuid() {
		return fmt.Errorf("%s is another user's: remove it, or set TMPDIR", dir)
	}
	return nil
}

// flock waits for the lock of all test binaries that look for the server.
func flock(ctx context.Context, file *os.File) error {
	got := make(chan error, 1)
	go func() { got <- syscall.Flock(int(file.Fd()), syscall.LOCK_EX) }()
	select {
	case err := <-got:
		return err
	case <-ctx.Done():
		return fmt.Errorf("another test binary does not finish starting the server: %w", ctx.Err())
	}
}

func lives(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
