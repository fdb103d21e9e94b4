package cluster

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// prepare finds the account, the binaries and the password, and makes the cluster if there is none.
func (c *Cluster) prepare(ctx context.Context, config Config) error {
	var err error
	if c.account, err = chooseAccount(c.path("data")); err != nil {
		return err
	}
	if c.account.drop { // let the account pass, not look
		if err := os.Chmod(c.dir, 0o711); err != nil {
			return fmt.Errorf("open the folder for the server: %w", err)
		}
	}
	made, err := c.madeBy()
	if err != nil {
		return err
	}
	if c.binaries, err = c.findBinaries(ctx, config.Binaries, made); err != nil {
		return err
	}
	fresh, err := c.readPassword()
	if err != nil {
		return err
	}
	if made == 0 {
		return c.create(ctx, config)
	}
	if _, running := c.postmaster(); fresh && !running {
		return c.resetPassword(ctx)
	}
	return nil
}

// madeBy is the major version whose initdb made the cluster; 0: there is none.
func (c *Cluster) madeBy() (major int, err error) {
	text, err := os.ReadFile(c.path("data/PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		if entries, err := os.ReadDir(c.path("data")); err == nil && len(entries) > 0 {
			return 0, fmt.Errorf("%s is not empty and no PostgreSQL cluster: restore it from a backup, or move it away to begin anew", c.path("data"))
		}
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if _, err := fmt.Sscanf(string(text), "%d", &major); err != nil {
		return 0, fmt.Errorf("%s is damaged: restore the folder from a backup", c.path("data/PG_VERSION"))
	}
	return major, nil
}

// create makes the cluster beside its place and moves it there when it is whole, so that one half made is never
// mistaken for one.
func (c *Cluster) create(ctx context.Context, config Config) error {
	halves, err := filepath.Glob(c.path("data.new-*"))
	if err != nil {
		return err
	}
	for _, half := range halves {
		os.RemoveAll(half) // its initdb may still write there; whatever stays goes next time
	}
	fresh, err := os.MkdirTemp(c.dir, "data.new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh) // does nothing once it has moved
	if err := c.account.give(fresh); err != nil {
		return err
	}
	locale := "C.UTF-8"
	if runtime.GOOS == "darwin" { // has no C.UTF-8
		locale = "C"
	}
	// Nobody signs in as superuser, ever; --single needs no signing in.
	err = c.run(ctx, "initdb", fresh, "", "--username=postgres", "--encoding=UTF8", "--locale="+locale,
		"--auth=reject", "--data-checksums", "--no-instructions")
	if err != nil {
		return err
	}
	may, method := "NOCREATEDB", "scram-sha-256"
	if config.Tests {
		may, method = "CREATEDB", "trust"
	}
	hba := []byte("# Written once by Switchboard. The server listens on a private socket only.\nlocal all " + role + " " + method + "\n")
	if err := os.WriteFile(filepath.Join(fresh, "pg_hba.conf"), hba, 0o600); err != nil {
		return err
	}
	err = c.single(ctx, fresh,
		"CREATE ROLE "+role+" LOGIN "+may+" PASSWORD '"+c.password+"'",
		"CREATE DATABASE "+role+" OWNER "+role)
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, c.path("data")); err != nil {
		return fmt.Errorf("put the new cluster in its place: %w", err)
	}
	if err := syncDir(c.dir); err != nil {
		return fmt.Errorf("put the new cluster in its place: %w", err)
	}
	c.log.Info("made a private PostgreSQL cluster", "folder", c.dir, "version", c.binaries.version)
	return nil
}

// syncDir makes a change of the folder's entries last.
func syncDir(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// single runs statements, one line each, without a server.
func (c *Cluster) single(ctx context.Context, data string, statements ...string) error {
	return c.run(ctx, "postgres", data, strings.Join(statements, "\n")+"\n", "--single", "-c", "exit_on_error=on",
		"-c", "password_encryption=scram-sha-256", "-c", "log_min_messages=warning", "-c", "jit=off", "postgres")
}

// readPassword reads the role's password, or makes one; fresh tells which.
func (c *Cluster) readPassword() (fresh bool, err error) {
	name := c.path("password")
	text, err := os.ReadFile(name)
	if err == nil && len(strings.TrimSpace(string(text))) >= 20 {
		c.password = strings.TrimSpace(string(text))
		return false, os.Chmod(name, 0o600)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return false, fmt.Errorf("read the password: %w", err)
	}
	c.password = rand.Text()
	if err := os.WriteFile(name+".new", []byte(c.password+"\n"), 0o600); err != nil {
		return false, fmt.Errorf("write the password: %w", err)
	}
	return true, os.Rename(name+".new", name)
}

// resetPassword makes the password file's word the role's. No server may run.
func (c *Cluster) resetPassword(ctx context.Context) error {
	c.log.Warn("the password file of PostgreSQL was lost or changed; setting the password anew", "folder", c.dir)
	if err := c.clearStale(ctx); err != nil {
		return err
	}
	word := strings.ReplaceAll(c.password, "'", "''")
	return c.single(ctx, c.path("data"), "ALTER ROLE "+role+" PASSWORD '"+word+"'")
}
