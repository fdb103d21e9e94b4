//go:build unix

package cluster_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"switchboard/migrations/cluster"
)

func TestRootRunsTheServerAsSomebodyElse(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("only root can")
	}
	dir := needServer(t)
	start(t, cluster.Config{Dir: dir})
	if as := accountOf(t, filepath.Join(dir, "data")); as.Uid == 0 {
		t.Error("the data belong to root")
	}
}

func TestDataBelowClosedFoldersAndLongPathsAreServed(t *testing.T) {
	t.Parallel()
	for name, parts := range map[string][]string{
		"closed": {"closed"},
		"long":   {strings.Repeat("long", 20), strings.Repeat("path", 20)},
		"names":  {"with space", "it's \"quoted\"", "ім'я"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := filepath.Join(append([]string{filepath.Dir(needServer(t))}, parts...)...)
			if err := os.MkdirAll(base, 0o711); err != nil {
				t.Fatal(err)
			}
			if name == "closed" {
				if err := os.Chmod(base, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			c := start(t, cluster.Config{Dir: filepath.Join(base, "postgres")})
			if got := ask[int](t, c, "SELECT 1"); got != 1 {
				t.Errorf("got %d", got)
			}
			killAndAwait(t, c, filepath.Join(base, "postgres"))
		})
	}
}

func TestOrdinaryUserNeedsNoRoot(t *testing.T) {
	t.Parallel()
	dir := needServer(t)
	if os.Getuid() != 0 {
		t.Skip("the other tests show it")
	}
	somebody := &syscall.Credential{Uid: 65534, Gid: 65534}
	if err := os.Chown(filepath.Dir(dir), 65534, 65534); err != nil {
		t.Fatal(err)
	}
	_, address := startProgram(t, dir, somebody)
	if as := accountOf(t, filepath.Join(dir, "data")); as.Uid != somebody.Uid {
		t.Errorf("the data belong to user %d", as.Uid)
	}
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	conn.Close(t.Context())
}

func TestAnotherUsersFolderIsRefused(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Skip("it takes two users")
	}
	dir := needServer(t)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	program := programCommand(t, dir, &syscall.Credential{Uid: 65534, Gid: 65534})
	var said strings.Builder
	program.Stderr = &said
	if err := program.Run(); err == nil || !strings.Contains(said.String(), "belongs to another user") {
		t.Errorf("%v: %s", err, said.String())
	}
}
