// Package cluster runs a private PostgreSQL server for one program, in a folder of its own.
//
// The server speaks through a Unix socket in a folder that only its account can enter, never over the network. The
// program's role has a generated password and owns its database, but is no superuser; nobody can sign in as one.
// Commits are durable. As root the server runs under an unprivileged account.
//
// The folder holds data (PostgreSQL's own), run (the socket, where its path is short enough), password, lock and
// server.log. One program at a time holds the lock. The server outlives a program that is killed: the next one finds
// it by its pid file, connects and goes on with it. A server that dies is started again.
//
// Binaries are those of the machine; where there are none they are fetched through the machine's own package tools
// into the folder, without root.
package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// Config says where the cluster lives and how it is run.
type Config struct {
	// Dir is the cluster's own folder, made if missing.
	Dir string
	Log *slog.Logger
	// Binaries are folders with initdb and postgres, searched instead of the usual places.
	Binaries []string
	// Settings of the server over the defaults, such as "max_connections": "200".
	Settings map[string]string
	// Tests lets the role make further databases, and come in without the reckoning that a password takes with each of thousands of
	// connections. It counts when the cluster is made.
	Tests bool
}

// Cluster is a running private server.
type Cluster struct {
	dir      string
	log      *slog.Logger
	settings map[string]string
	lock     *os.File
	account  account
	binaries binaries
	password string

	socket string  // folder of the socket; written before Start returns and by nobody after
	server *server // owned by supervise once Start has returned
	quit   context.CancelFunc
	ended  chan struct{} // closed when supervise has returned
	stop   sync.Once
}

const (
	role     = "switchboard" // also the name of the database
	stopTime = 20 * time.Second
)

// Start returns a server that answers: one that runs already, one that was stopped, or a new one. It waits as long
// as ctx allows, which matters when a crashed server has much to recover. Stop ends it.
func Start(ctx context.Context, config Config) (_ *Cluster, err error) {
	if runtime.GOOS == "windows" {
		return nil, errors.New("the private PostgreSQL does not run on Windows: set DATABASE_URL to a PostgreSQL server")
	}
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	c := &Cluster{dir: dir, log: config.Log, settings: config.Settings, ended: make(chan struct{})}
	defer func() {
		if err != nil {
			err = fmt.Errorf("private PostgreSQL in %s: %w", dir, err)
			if c.lock != nil {
				unlock(c.lock)
			}
		}
	}()
	if err := c.occupy(); err != nil {
		return nil, err
	}
	if err := c.prepare(ctx, config); err != nil {
		return nil, err
	}
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	life, quit := context.WithCancel(context.Background())
	c.quit = quit
	go c.supervise(life)
	return c, nil
}

// occupy makes the folder and takes its lock, which a program holds until it ends, however it ends.
func (c *Cluster) occupy() error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	lock, err := os.OpenFile(c.path("lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("the folder belongs to another user: run as that user, or choose another data folder: %w", err)
	}
	if err != nil {
		return err
	}
	err = tryLock(lock)
	for tries := 0; err != nil && tries < 10; tries++ { // one that is just ending
		time.Sleep(50 * time.Millisecond)
		err = tryLock(lock)
	}
	if err != nil {
		defer lock.Close()
		var pid int
		if _, scanErr := fmt.Fscan(lock, &pid); scanErr != nil {
			return fmt.Errorf("another program uses this folder: stop it, or choose another data folder: %w", err)
		}
		return fmt.Errorf("another program (process %d) uses this folder: stop it, or choose another data folder", pid)
	}
	c.lock = lock
	if err := lock.Truncate(0); err != nil {
		return fmt.Errorf("write the lock: %w", err)
	}
	if _, err := lock.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0); err != nil {
		return fmt.Errorf("write the lock: %w", err)
	}
	return nil
}

// URL is the address of the program's database, password included, as pgx and libpq read it.
func (c *Cluster) URL() string {
	return c.address(c.socket)
}

func (c *Cluster) address(socket string) string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword(role, c.password), Path: "/" + role,
		RawQuery: url.Values{"host": {socket}}.Encode()}
	return u.String()
}

// Version is the server's, such as "15.8".
func (c *Cluster) Version() string { return c.binaries.version }

// Stop ends the server in good order: running statements are cancelled, and what is committed is on disk. A server
// that does not end within ctx or twenty seconds is killed; nothing committed is lost then either.
func (c *Cluster) Stop(ctx context.Context) (err error) {
	c.stop.Do(func() {
		c.quit()
		<-c.ended
		ctx, cancel := context.WithTimeout(ctx, stopTime)
		defer cancel()
		if c.server != nil {
			err = c.server.shutdown(ctx)
		}
		if c.socket != c.path("run") {
			os.Remove(c.socket) // a leftover is used again
		}
		unlock(c.lock)
	})
	return err
}

// Leave ends the supervision and lets the server run on, for the next program to find.
func (c *Cluster) Leave() {
	c.stop.Do(func() {
		c.quit()
		<-c.ended
		unlock(c.lock)
	})
}

// supervise starts the server again whenever it ends by itself, at growing intervals while that fails.
func (c *Cluster) supervise(life context.Context) {
	defer close(c.ended)
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-life.Done():
			return
		case <-look.C:
		}
		if !c.server.exited() {
			continue
		}
		c.log.Error("PostgreSQL ended by itself; starting it again", "folder", c.dir)
		for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
			err := c.begin(life)
			if err == nil {
				c.log.Info("PostgreSQL runs again", "folder", c.dir)
				break
			}
			if life.Err() != nil {
				return
			}
			c.log.Error("PostgreSQL does not start", "folder", c.dir, "error", err, "next attempt in", pause)
			select {
			case <-life.Done():
				return
			case <-time.After(pause):
			}
		}
	}
}

func (c *Cluster) path(name string) string { return filepath.Join(c.dir, name) }
