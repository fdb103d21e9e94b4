//go:build unix

package cluster_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"switchboard/migrations/cluster"
)

// programDir in the environment makes the test binary a program that runs the cluster of that folder.
const programDir = "CLUSTER_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(programDir); dir != "" {
		os.Exit(program(dir))
	}
	os.Exit(m.Run())
}

func program(dir string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	c, err := cluster.Start(ctx, cluster.Config{Dir: dir, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(c.URL())
	<-ctx.Done()
	if err := c.Stop(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func programCommand(t *testing.T, dir string, as *syscall.Credential) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	if as != nil { // the test binary lies where only its maker may go
		name := filepath.Join(filepath.Dir(dir), "program")
		content, err := os.ReadFile(os.Args[0])
		if err != nil {
			t.Fatal(err)
		}
		syscall.ForkLock.RLock() // a child forked meanwhile would hold the program open for writing, and it could not be run
		err = os.WriteFile(name, content, 0o755)
		syscall.ForkLock.RUnlock()
		if err != nil {
			t.Fatal(err)
		}
		cmd = exec.Command(name)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	}
	cmd.Env = append(os.Environ(), programDir+"="+dir)
	cmd.Dir = "/"
	cmd.Stderr = t.Output()
	return cmd
}

// startProgram runs the cluster in a process of its own and returns its address.
func startProgram(t *testing.T, dir string, as *syscall.Credential) (*exec.Cmd, string) {
	t.Helper()
	cmd := programCommand(t, dir, as)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Signal(syscall.SIGTERM); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program did not start: %v", err)
	}
	return cmd, strings.TrimSpace(line)
}

// needServer returns a folder for a cluster, if there is a PostgreSQL to run it.
func needServer(t *testing.T) string {
	t.Helper()
	if binDir() == "" && os.Getenv("CI") == "" {
		t.Skip("no PostgreSQL server is installed")
	}
	if binDir() == "" {
		t.Fatal("no PostgreSQL server is installed")
	}
	temp := os.TempDir()
	if _, err := os.Stat("/dev/shm"); err == nil {
		temp = "/dev/shm" // a cluster is a thousand files
	}
	base, err := os.MkdirTemp(temp, "cluster-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	if err := os.Chmod(base, 0o711); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(base, "postgres")
}

// binDir is a folder with a server's programs.
func binDir() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) > 0 {
		return found[len(found)-1]
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb)
	}
	return ""
}

func start(t *testing.T, config cluster.Config) *cluster.Cluster {
	t.Helper()
	if config.Log == nil {
		config.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c, err := cluster.Start(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Stop(context.Background()) })
	return c
}

func do(t *testing.T, c *cluster.Cluster, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, c *cluster.Cluster, question string) (answer T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), question).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return answer
}

// postmaster is the number of the running server, 0 while there is none.
func postmaster(t *testing.T, dir string) (pid int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "data/postmaster.pid"))
	if err != nil {
		return 0
	}
	fmt.Sscan(string(text), &pid)
	return pid
}

// accountOf is who owns a file, as a command may be run.
func accountOf(t *testing.T, name string) *syscall.Credential {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	stat := info.Sys().(*syscall.Stat_t)
	return &syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}
}

// command runs as the account, if we may choose.
func command(as *syscall.Credential, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	}
	return cmd
}

func expectError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not tell %q:\n%v", part, err)
		}
	}
}

func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("did not come about within 30 seconds")
		}
	}
}
