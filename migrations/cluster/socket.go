package cluster

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// socketPathMax is what systems allow for a socket's path, the least of them macOS with 103 bytes.
const socketPathMax = 103

// plainPath matches paths that neither PostgreSQL's list of folders nor the drivers' addresses read otherwise.
const plainPath = `^[A-Za-z0-9/._-]+$`

// fits tells whether a socket may lie in the folder.
func (c *Cluster) fits(dir string) bool {
	return len(filepath.Join(dir, ".s.PGSQL.5432")) <= socketPathMax && c.account.reaches(dir) &&
		regexp.MustCompile(plainPath).MatchString(dir)
}

// socketDir makes the folder of the socket. It lies in the cluster's folder, or in the temporary one if its path were
// too long or too odd there or the server's account could not reach it. A server that is started again gets the folder it had.
func (c *Cluster) socketDir() (dir string, err error) {
	dir = c.socket
	if dir == "" {
		dir = c.path("run")
		if !c.fits(dir) {
			if dir, err = c.shortDir(); err != nil {
				return "", err
			}
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("make the folder of the socket: %w", err)
	}
	return dir, c.account.give(dir)
}

// shortDir is a folder named after the cluster's. In a shared temporary folder somebody else may have taken the name;
// then any other has to do.
func (c *Cluster) shortDir() (string, error) {
	for _, temp := range []string{os.TempDir(), "/tmp"} {
		dir := filepath.Join(temp, fmt.Sprintf("switchboard-%.6x", sha256.Sum256([]byte(c.dir))))
		if !c.fits(dir) {
			continue
		}
		info, err := os.Lstat(dir)
		if errors.Is(err, os.ErrNotExist) {
			return dir, nil
		}
		if err == nil && info.IsDir() {
			if uid, _ := owner(info); uid == c.account.uid || uid == os.Getuid() {
				return dir, nil
			}
		}
		return os.MkdirTemp(temp, "switchboard-")
	}
	return "", errors.New("find a place for the socket: the temporary folder's path is too long or closed to the server: set TMPDIR to a short one, such as /tmp")
}
