package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// child is a process under measurement.
type child struct {
	cmd      *exec.Cmd
	base     string
	started  time.Duration // until it answered
	visitors func(ctx context.Context, n int) ([]sender, error)
	ended    chan struct{}
}

// accountsFile lifts the web chat's rate limits: all senders come from one address.
const accountsFile = `accounts:
- name: site
  kind: webchat
  settings: {rate: 100000000, address_rate: 100000000, site_rate: 100000000}
`

func (b *bench) writeAccounts() error {
	return os.WriteFile(filepath.Join(b.dir, "accounts.yaml"), []byte(accountsFile), 0o644)
}

// start starts the program and waits until it is healthy.
func (b *bench) start(ctx context.Context, samples bool) (*child, error) {
	c, err := b.spawn(ctx, []string{"serve"}, "SWITCHBOARD_CONFIG="+filepath.Join(b.dir, "accounts.yaml"),
		"SWITCHBOARD_SAMPLES="+strconv.FormatBool(samples))
	if err != nil {
		return nil, err
	}
	c.visitors = c.webVisitors
	return c, nil
}

// startLimit starts the bare handler.
func (b *bench) startLimit(ctx context.Context) (*child, error) {
	c, err := b.spawn(ctx, []string{"bench", "--limit"})
	if err != nil {
		return nil, err
	}
	c.visitors = c.bareVisitors
	return c, nil
}

func (b *bench) spawn(ctx context.Context, args []string, env ...string) (*child, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.CommandContext(ctx, b.Binary, args...), base: "http://" + addr, ended: make(chan struct{})}
	c.cmd.Env = append(os.Environ(), append(env, "SWITCHBOARD_ADDR="+addr, "DATABASE_URL="+b.database, "MEILI_URL=",
		"SWITCHBOARD_DATA="+b.dir, "SWITCHBOARD_LOG_LEVEL=error")...)
	c.cmd.Stderr = os.Stderr
	began := time.Now()
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", b.Binary, err)
	}
	go func() { defer close(c.ended); _ = c.cmd.Wait() }() // how it ended is told by whoever waits for it
	for time.Since(began) < time.Minute {
		resp, err := http.Get(c.base + "/healthz")
		if err == nil {
			resp.Body.Close()
			c.started = time.Since(began)
			return c, nil
		}
		select {
		case <-c.ended:
			return nil, fmt.Errorf("%s ended while starting", strings.Join(args, " "))
		case <-time.After(2 * time.Millisecond):
		}
	}
	c.stop()
	return nil, errors.New("the program did not start within a minute")
}

// stop ends the process and waits for it.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-c.ended:
	case <-time.After(20 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
}

// memory is the process's resident set in megabytes, as Linux tells it; 0 elsewhere.
func (c *child) memory() float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

func freeAddress() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return ln.Addr().String(), ln.Close()
}
