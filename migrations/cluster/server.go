package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// errLost says that a server runs which cannot be talked to.
var errLost = errors.New("a server runs but its socket does not answer")

// begin sets c.server to a server that answers. At an error none of ours is left running.
func (c *Cluster) begin(ctx context.Context) error {
	c.server = nil
	notice := time.AfterFunc(3*time.Second, func() {
		c.log.Info("PostgreSQL takes its time, as after a crash; waiting for it", "folder", c.dir)
	})
	defer notice.Stop()
	pf, running := c.postmaster()
	if running {
		switch err := c.adopt(ctx, pf); {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return err
		case isAuthError(err) || errors.Is(err, errLost):
			c.log.Warn("PostgreSQL runs but cannot be used; stopping it", "folder", c.dir, "error", err)
			if works, lookErr := c.worksInData(strconv.Itoa(pf.pid)); !isAuthError(err) && (lookErr != nil || !works) {
				return fmt.Errorf("%w: if process %d is no PostgreSQL of this folder, delete %s, otherwise stop it", err, pf.pid, c.path("data/postmaster.pid"))
			}
			stranger := &server{pid: pf.pid, exited: func() bool { return !c.isPostmaster(pf.pid) }}
			if err := stranger.shutdown(ctx); err != nil {
				return err
			}
			if isAuthError(err) {
				if err := c.resetPassword(ctx); err != nil {
					return err
				}
			}
		}
	}
	if err := c.clearStale(ctx); err != nil {
		return err
	}
	err := c.launch(ctx)
	if isAuthError(err) { // the password file was lost or restored from elsewhere
		if err := c.resetPassword(ctx); err != nil {
			return err
		}
		return c.launch(ctx)
	}
	return err
}

// adopt takes over a server that an earlier program left running, also one that is just starting or ending.
func (c *Cluster) adopt(ctx context.Context, pf pidFile) error {
	s := &server{pid: pf.pid, exited: func() bool { return !c.isPostmaster(pf.pid) }}
	for lost := 0; ; {
		err := errLost
		if pf.socket != "" {
			err = ping(ctx, c.address(pf.socket))
			if err == nil && c.socket != "" && c.socket != pf.socket {
				return errLost // our address was given out already
			}
			if err == nil {
				if c.socket == "" {
					c.socket = pf.socket
				}
				c.server = s
				c.log.Info("PostgreSQL was left running and is used again", "folder", c.dir, "process", pf.pid)
				return nil
			}
		}
		if isAuthError(err) {
			return err
		}
		if !isStarting(err) && pf.ready {
			if lost++; lost > 20 {
				return fmt.Errorf("%w: %w", errLost, err)
			}
		}
		if s.exited() {
			return errors.New("the running server has ended")
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the running server: %w", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
		if again, ok := c.postmaster(); ok {
			pf = again
		}
	}
}

// launch starts the server and waits until it answers.
func (c *Cluster) launch(ctx context.Context) error {
	socket, err := c.socketDir()
	if err != nil {
		return err
	}
	data, folder, err := c.account.see(c.path("data"))
	if err != nil {
		return err
	}
	args := []string{"-D", data}
	for name, value := range c.options(socket) {
		args = append(args, "-c", name+"="+value)
	}
	log, err := c.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := c.account.command(c.binaries, "postgres", args...)
	cmd.Stdout, cmd.Stderr = log, log
	if folder != nil {
		defer folder.Close()
		cmd.ExtraFiles = []*os.File{folder}
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	if c.socket == "" { // else it is the same, and others may be reading it
		c.socket = socket
	}
	s := born(cmd.Process)
	if err := c.await(ctx, s); err != nil {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		return errors.Join(err, s.shutdown(bounded))
	}
	c.server = s
	return nil
}

func (c *Cluster) await(ctx context.Context, s *server) error {
	for {
		err := ping(ctx, c.URL())
		if err == nil || isAuthError(err) {
			return err
		}
		if s.exited() {
			return fmt.Errorf("the server did not start; its log %s ends:\n%s", c.path("server.log"), c.logTail())
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the server: %w", errors.Join(ctx.Err(), err))
		case <-time.After(15 * time.Millisecond):
		}
	}
}

// options are the server's settings: small enough for a laptop, durable, and without what needs shared memory or a
// compiler at run time.
func (c *Cluster) options(socket string) map[string]string {
	options := map[string]string{
		"listen_addresses": "", "port": "5432",
		"unix_socket_directories": socket, "unix_socket_permissions": "0700",
		"max_connections": "60", "shared_buffers": "64MB", "max_wal_size": "512MB",
		"max_parallel_workers_per_gather": "0", "max_worker_processes": "4", "autovacuum_max_workers": "2",
		"jit": "off", "huge_pages": "off", "wal_compression": "on",
		"max_wal_senders": "0", "wal_level": "minimal",
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on",
		"logging_collector": "off", "log_destination": "stderr", "log_min_messages": "warning",
		"log_line_prefix": "%m [%p] ", "client_encoding": "UTF8", "timezone": "UTC", "log_timezone": "UTC",
	}
	for name, value := range c.settings {
		options[name] = value
	}
	return options
}

func ping(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgconn.Connect(ctx, address)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

func isAuthError(err error) bool {
	refused, ok := errors.AsType[*pgconn.PgError](err)
	return ok && slices.Contains([]string{"28P01", "28000"}, refused.Code)
}

// isStarting tells whether a server answered that it takes no connections yet, or no more.
func isStarting(err error) bool {
	refused, ok := errors.AsType[*pgconn.PgError](err)
	return ok && refused.Code == "57P03"
}
