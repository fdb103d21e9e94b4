package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// server is a postmaster, ours by birth or by adoption. It is used by one goroutine at a time.
type server struct {
	pid int
	// exited tells whether the process has ended. It is asked, not waited for, so that nothing has to be waited for
	// when a server is left running.
	exited func() bool
}

// born is the server of a process that we started. Asking takes the ended process away, which otherwise would keep
// its number, and PostgreSQL would take it for a running server.
func born(process *os.Process) *server {
	s, dead := &server{pid: process.Pid}, false
	process.Release()
	s.exited = func() bool {
		dead = dead || reaped(s.pid)
		return dead
	}
	return s
}

// shutdown ends the server: in good order, then at once (the next start recovers), then by force.
func (s *server) shutdown(ctx context.Context) error {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		if s.exited() {
			return nil
		}
		if err := kill(s.pid, signal); err != nil {
			return fmt.Errorf("stop the server (process %d): %w", s.pid, err)
		}
		if s.endsWithin(ctx) {
			return nil
		}
		bounded, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		ctx = bounded
	}
	return fmt.Errorf("the server (process %d) does not end", s.pid)
}

func (s *server) endsWithin(ctx context.Context) bool {
	for !s.exited() {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	return true
}

// run executes one of PostgreSQL's tools over the folder data and returns what it said when it fails.
func (c *Cluster) run(ctx context.Context, tool, data, input string, args ...string) error {
	seen, folder, err := c.account.see(data)
	if err != nil {
		return err
	}
	cmd := c.account.command(c.binaries, tool, args...)
	if tool == "postgres" { // --single has to stay first
		cmd.Args = append(cmd.Args[:2:2], append([]string{"-D", seen}, cmd.Args[2:]...)...)
	} else {
		cmd.Args = append(cmd.Args, "-D", seen)
	}
	if folder != nil {
		defer folder.Close()
		cmd.ExtraFiles = []*os.File{folder}
	}
	var said strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &said, &said
	cmd.WaitDelay = time.Second
	if err := runUntil(ctx, cmd); err != nil {
		return fmt.Errorf("%s: %w: %s", tool, err, strings.TrimSpace(said.String()))
	}
	return nil
}

// runUntil runs a command that is killed when ctx ends.
func runUntil(ctx context.Context, cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	unwatch := context.AfterFunc(ctx, func() { cmd.Process.Kill() })
	defer unwatch()
	return errors.Join(cmd.Wait(), ctx.Err())
}

// openLog opens the server's log, which is a file because the server may outlive the program. At 8 MB the old one is
// set aside.
func (c *Cluster) openLog() (*os.File, error) {
	name := c.path("server.log")
	if info, err := os.Stat(name); err == nil && info.Size() > 8<<20 {
		if err := os.Rename(name, name+".old"); err != nil {
			return nil, fmt.Errorf("set the server's log aside: %w", err)
		}
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the server's log: %w", err)
	}
	return file, nil
}

func (c *Cluster) logTail() string {
	file, err := os.Open(c.path("server.log"))
	if err != nil {
		return ""
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > 1500 {
		file.Seek(-1500, io.SeekEnd)
	}
	tail, _ := io.ReadAll(file)
	return strings.TrimSpace(string(tail))
}
