package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldest is the first major version that the schema works with.
const oldest = 14

// binaries are one version's programs.
type binaries struct {
	dir       string
	version   string // such as 15.8
	major     int
	libraries string // folder of shared libraries that the system's linker does not know; mostly empty
}

// usual are the places where distributions put servers, PATH apart.
func usual() []string {
	return []string{
		"/usr/lib/postgresql/*/bin",         // Debian
		"/usr/pgsql-*/bin",                  // Red Hat
		"/opt/homebrew/opt/postgresql*/bin", // Homebrew
		"/usr/local/opt/postgresql*/bin",    // Homebrew on Intel
		"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
		"/usr/libexec/postgresql*", // Alpine
		"/usr/local/lib/postgresql/bin", "/usr/local/pgsql/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	}
}

// findBinaries takes the newest version, or that which made the cluster, fetching it if the machine has none.
func (c *Cluster) findBinaries(ctx context.Context, dirs []string, made int) (binaries, error) {
	if dirs == nil {
		dirs = usual()
		if initdb, err := exec.LookPath("initdb"); err == nil {
			if initdb, err = filepath.EvalSymlinks(initdb); err == nil {
				dirs = append(dirs, filepath.Dir(initdb))
			}
		}
	}
	found := c.search(ctx, append(slices.Clone(dirs), c.fetched()...))
	best := pick(found, made)
	if best.dir != "" {
		return best, nil
	}
	fetchErr := c.fetch(ctx, made)
	if fetchErr == nil {
		if best = pick(c.search(ctx, c.fetched()), made); best.dir != "" {
			return best, nil
		}
	}
	if made != 0 {
		return binaries{}, otherVersion(c.path("data"), made, found)
	}
	return binaries{}, fmt.Errorf("there is no PostgreSQL server (version %d or later) on this machine: run \"%s\" and start again, or set DATABASE_URL to a server elsewhere (fetching one failed: %w)",
		oldest, installHint(made), fetchErr)
}

// pick is the newest of found, or the newest of the major version that made the cluster.
func pick(found []binaries, made int) binaries {
	var best binaries
	for _, b := range found {
		if b.major >= oldest && (made == 0 || b.major == made) && newer(b.version, best.version) {
			best = b
		}
	}
	return best
}

func newer(a, b string) bool {
	number := func(v string) []int {
		var parts []int
		for p := range strings.SplitSeq(v, ".") {
			n, _ := strconv.Atoi(p)
			parts = append(parts, n)
		}
		return parts
	}
	return slices.Compare(number(a), number(b)) > 0
}

// search asks every pair of initdb and postgres in the folders for its version; those that do not run are passed over.
func (c *Cluster) search(ctx context.Context, patterns []string) []binaries {
	var found []binaries
	for _, pattern := range patterns {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		for _, dir := range dirs {
			b := binaries{dir: dir, libraries: librariesOf(dir)}
			if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
				continue
			}
			if b.version, err = c.versionOf(ctx, b); err != nil {
				c.log.Warn("PostgreSQL's programs cannot be used", "folder", dir, "error", err)
				continue
			}
			b.major, _ = strconv.Atoi(strings.Split(b.version, ".")[0])
			found = append(found, b)
		}
	}
	return found
}

// versionOf asks initdb, which needs the libraries that the server needs and libpq besides, and then the server.
func (c *Cluster) versionOf(ctx context.Context, b binaries) (string, error) {
	pattern := regexp.MustCompile(`\(PostgreSQL\) (\d+(\.\d+)?)`)
	var version string
	for _, tool := range []string{"initdb", "postgres"} {
		cmd := c.account.command(b, tool, "--version")
		var out strings.Builder
		cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &out, time.Second
		bounded, cancel := context.WithTimeout(ctx, 10*time.Second)
		err := runUntil(bounded, cmd)
		cancel()
		if err != nil {
			return "", fmt.Errorf("%s: %w: %s", tool, err, strings.TrimSpace(out.String()))
		}
		match := pattern.FindStringSubmatch(out.String())
		if match == nil {
			return "", errors.New(tool + " does not tell its version")
		}
		version = match[1]
	}
	return version, nil
}

// otherVersion explains a cluster that none of the versions found can open.
func otherVersion(data string, made int, found []binaries) error {
	here := "none"
	for i, b := range found {
		if i == 0 {
			here = ""
		} else {
			here += ", "
		}
		here += b.version + " in " + b.dir
	}
	return fmt.Errorf(`%s was made by PostgreSQL %d, and only that version can open it (found here: %s). Choose one:
  - bring version %d back: %s
  - upgrade: install both versions, stop this program, make a cluster of the new version and run its pg_upgrade over the two
  - carry the data over: start this program where version %d is, pg_dump its database, and pg_restore into a server named by DATABASE_URL`,
		data, made, here, made, installHint(made), made)
}

// installHint is the one command that installs a server here; major 0 is any version.
func installHint(major int) string {
	suffix := ""
	if major != 0 {
		suffix = fmt.Sprint(major)
	}
	for _, m := range []struct{ tool, command, joint string }{
		{"apt-get", "sudo apt-get install postgresql", "-"},
		{"dnf", "sudo dnf install postgresql-server", ""},
		{"apk", "sudo apk add postgresql", ""},
		{"brew", "brew install postgresql", "@"},
	} {
		if _, err := exec.LookPath(m.tool); err != nil {
			continue
		}
		if m.tool == "brew" && suffix == "" {
			return m.command + "@17"
		}
		if suffix == "" {
			return m.command
		}
		return m.command + m.joint + suffix
	}
	return strings.TrimSpace("install PostgreSQL " + suffix)
}
