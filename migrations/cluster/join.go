package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Running returns the address of a cluster whose server runs already, for a command beside the program that holds it.
// It starts nothing and takes no lock; ok is false when no server runs there.
func Running(dir string) (address string, ok bool, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return "", false, fmt.Errorf("private PostgreSQL: %w", err)
	}
	c := &Cluster{dir: dir}
	pf, running := c.postmaster()
	if !running || !pf.ready || pf.socket == "" {
		return "", false, nil
	}
	word, err := os.ReadFile(c.path("password"))
	if err != nil {
		return "", false, fmt.Errorf("private PostgreSQL in %s: read the password: %w", dir, err)
	}
	c.password = strings.TrimSpace(string(word))
	return c.address(pf.socket), true, nil
}
