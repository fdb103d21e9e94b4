package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// pidFile is what postmaster.pid tells.
type pidFile struct {
	pid    int
	socket string // folder; empty while the server is just starting
	ready  bool
}

// postmaster reads the pid file and tells whether the server that wrote it runs.
func (c *Cluster) postmaster() (pidFile, bool) {
	text, err := os.ReadFile(c.path("data/postmaster.pid"))
	if err != nil {
		return pidFile{}, false
	}
	lines := strings.Split(string(text), "\n")
	var pf pidFile
	if pf.pid, err = strconv.Atoi(strings.TrimSpace(lines[0])); err != nil {
		return pidFile{}, false
	}
	pf.pid = max(pf.pid, -pf.pid) // negative: a lone process that sets the password, soon to end
	if len(lines) > 4 {
		pf.socket = strings.TrimSpace(lines[4])
	}
	if len(lines) > 7 {
		pf.ready = strings.TrimSpace(lines[7]) == "ready"
	}
	return pf, c.isPostmaster(pf.pid)
}

// isPostmaster tells whether the process is our server, rather than a dead one that nobody took away or another
// program that was given the same number.
func (c *Cluster) isPostmaster(pid int) bool {
	if pid <= 1 || !exists(pid) {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		_, noProc := os.Stat("/proc/self/stat")
		return noProc != nil // on systems without /proc the number has to do
	}
	head, rest, _ := bytes.Cut(stat, []byte(") "))
	_, name, _ := bytes.Cut(head, []byte("("))
	if bytes.HasPrefix(rest, []byte("Z")) || bytes.HasPrefix(rest, []byte("X")) {
		return false
	}
	if works, err := c.worksInData(strconv.Itoa(pid)); err == nil {
		return works
	}
	return bytes.HasPrefix(name, []byte("postgres")) // in a container root may not look closer
}

// worksInData tells whether the process has the data folder as its working directory, as all of PostgreSQL's have.
func (c *Cluster) worksInData(pid string) (bool, error) {
	dir, err := os.Stat("/proc/" + pid + "/cwd")
	if err != nil {
		return false, err
	}
	data, err := os.Stat(c.path("data"))
	if err != nil {
		return false, err
	}
	return os.SameFile(dir, data), nil
}

// clearStale removes a dead server's pid file where PostgreSQL itself would be misled by it: when its number now
// belongs to another process, or to the dead server whose parent never asked for it. Workers of the dead server that
// still run are waited for; two servers over one folder would destroy it.
func (c *Cluster) clearStale(ctx context.Context) error {
	pf, running := c.postmaster()
	if running || pf.pid == 0 || !exists(pf.pid) {
		return nil
	}
	for {
		left, err := c.anyInData()
		if err != nil {
			return err
		}
		if !left {
			break
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the rest of a dead server to end: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
	c.log.Warn("PostgreSQL died earlier and left its pid file; removing it", "folder", c.dir, "process", pf.pid)
	if err := os.Remove(c.path("data/postmaster.pid")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the stale pid file: %w", err)
	}
	return nil
}

func (c *Cluster) anyInData() (bool, error) {
	processes, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return false, err
	}
	for _, p := range processes {
		if c.isWorker(filepath.Base(p)) {
			return true, nil
		}
	}
	return false, nil
}

func (c *Cluster) isWorker(pid string) bool {
	works, err := c.worksInData(pid)
	return err == nil && works
}
