//go:build unix

package cluster_test

import (
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"switchboard/migrations/cluster"
)

// nowhere makes the machine look as if it had no PostgreSQL.
func nowhere() []string { return []string{} }

func TestMissingServerIsExplainedWithTheCommandToRun(t *testing.T) {
	tools(t, map[string]string{"apt-get": "echo no network >&2; exit 100", "apt-cache": "exit 100", "dpkg-deb": "exit 2", "npm": "echo offline >&2; exit 1"})
	_, err := cluster.Start(t.Context(), cluster.Config{Dir: needServer(t), Log: slog.New(slog.DiscardHandler), Binaries: nowhere()})
	expectError(t, err, "sudo apt-get install postgresql", "DATABASE_URL", "offline")
}

func TestClusterOfAnotherVersionIsExplained(t *testing.T) {
	tools(t, nil)
	dir := needServer(t)
	if err := start(t, cluster.Config{Dir: dir}).Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data/PG_VERSION"), []byte("13\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := cluster.Start(t.Context(), cluster.Config{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	expectError(t, err, dir, "PostgreSQL 13", "found here", "pg_upgrade", "pg_dump", "DATABASE_URL")
}

func TestTamperedArchiveIsRefused(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "programs.tgz")
	if err := os.WriteFile(archive, []byte("anything"), 0o600); err != nil {
		t.Fatal(err)
	}
	tools(t, map[string]string{"npm": `
		case $1 in
		view) echo '{"version": "18.4.0", "dist.integrity": "sha512-AAAA"}' ;;
		pack) /bin/cp ` + archive + ` programs.tgz; echo programs.tgz ;;
		esac`})
	_, err := cluster.Start(t.Context(), cluster.Config{Dir: needServer(t), Log: slog.New(slog.DiscardHandler), Binaries: nowhere()})
	expectError(t, err, "does not have the sum")
}

// TestServerIsFetchedWithoutInstalling plays Debian's tools over the server that is installed here.
func TestServerIsFetchedWithoutInstalling(t *testing.T) {
	dir := needServer(t)
	major := filepath.Base(filepath.Dir(binDir()))
	if _, err := exec.LookPath("dpkg-deb"); err != nil || !strings.HasPrefix(binDir(), "/usr/lib/postgresql/") {
		t.Skip("this is not Debian")
	}
	tree := filepath.Join(t.TempDir(), "tree")
	copyTree := fmt.Sprintf(`set -e
		mkdir -p %[1]s/DEBIAN %[1]s/usr/lib/postgresql/%[2]s %[1]s/usr/share/postgresql
		cp -r /usr/lib/postgresql/%[2]s/bin %[1]s/usr/lib/postgresql/%[2]s/
		cp -r --parents /usr/lib/postgresql/%[2]s/lib/*.so %[1]s/
		cp -r /usr/share/postgresql/%[2]s %[1]s/usr/share/postgresql/
		printf 'Package: p\nVersion: 1\nArchitecture: all\nMaintainer: m <m@example.com>\nDescription: d\n' >%[1]s/DEBIAN/control`, tree, major)
	if out, err := exec.Command("sh", "-c", copyTree).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	path := os.Getenv("PATH")
	tools(t, map[string]string{
		"apt-cache": "echo '  Depends: postgresql-" + major + "'",
		"dpkg-deb":  "PATH=" + path + " exec dpkg-deb \"$@\"",
		"apt-get": fmt.Sprintf(`PATH=%s
			case $1 in
			--simulate) echo 'Inst libllvm14 (1)'; echo 'Inst libicu72 (1)' ;;
			download)
				shift
				[ "$*" = 'postgresql-%[2]s postgresql-client-%[2]s libpq5 libicu72' ] || { echo "asked for $*" >&2; exit 1; }
				dpkg-deb --build -Znone %[3]s server.deb >/dev/null ;;
			esac`, path, major, tree),
	})
	c := start(t, cluster.Config{Dir: dir, Binaries: nowhere()})
	if got := strconv.Itoa(ask[int](t, c, "SELECT current_setting('server_version_num')::int / 10000")); got != major {
		t.Errorf("version %s runs, want %s", got, major)
	}
	if _, err := os.Stat(filepath.Join(dir, "bin/apt/usr/lib/postgresql", major, "bin/postgres")); err != nil {
		t.Error(err)
	}
}

// tools makes these scripts the only programs on PATH.
func tools(t *testing.T, scripts map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}
