package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
)

// account is who runs the server: ourselves, or, when we are root, somebody unprivileged.
type account struct {
	uid, gid int
	drop     bool // we are root
}

// chooseAccount takes whom the data belongs to, or else the account that Debian makes for PostgreSQL, or nobody.
func chooseAccount(data string) (account, error) {
	self := account{uid: os.Getuid(), gid: os.Getgid()}
	info, err := os.Stat(data)
	if err == nil {
		uid, gid := owner(info)
		switch {
		case self.uid != 0 && uid != self.uid:
			return self, fmt.Errorf("the data belong to another user (%d): run as that user, or choose another data folder", uid)
		case self.uid == 0 && uid != 0:
			return account{uid, gid, true}, nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return self, err
	}
	if self.uid != 0 {
		return self, nil
	}
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(found.Uid)
		gid, gidErr := strconv.Atoi(found.Gid)
		if uidErr == nil && gidErr == nil && uid != 0 {
			return account{uid, gid, true}, nil
		}
	}
	return self, errors.New("PostgreSQL does not run as root, and there is neither a user postgres nor nobody: run as an ordinary user, or set DATABASE_URL")
}

// give makes the folder the account's own, for nobody else to enter.
func (a account) give(folder string) error {
	if err := os.Chmod(folder, 0o700); err != nil {
		return fmt.Errorf("close the folder: %w", err)
	}
	if !a.drop {
		return nil
	}
	if err := os.Chown(folder, a.uid, a.gid); err != nil {
		return fmt.Errorf("give the folder to user %d: %w", a.uid, err)
	}
	return nil
}

// reaches tells whether the account may pass through every folder above path.
func (a account) reaches(path string) bool {
	if !a.drop {
		return true
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return false
		}
		uid, gid := owner(info)
		pass := os.FileMode(0o001)
		switch {
		case uid == a.uid:
			pass = 0o100
		case gid == a.gid:
			pass = 0o010
		}
		if info.Mode()&pass == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

// see tells the name by which the account finds the folder. A folder that it cannot reach, as below /root, is opened
// by us and handed on: the caller passes it as the command's first extra file, and closes it.
func (a account) see(folder string) (name string, handed *os.File, err error) {
	if a.reaches(folder) {
		return folder, nil, nil
	}
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		return "", nil, fmt.Errorf("user %d, who is to run the server, cannot reach %s: choose a data folder outside of it, such as /var/lib/switchboard", a.uid, folder)
	}
	if handed, err = os.Open(folder); err != nil {
		return "", nil, err
	}
	return "/proc/self/fd/3", handed, nil
}

// command prepares one of PostgreSQL's programs to run as the account. Of our environment little gets through: it may
// hold secrets, and settings that PostgreSQL would heed.
func (a account) command(b binaries, tool string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(b.dir, tool), args...)
	cmd.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}
	if b.libraries != "" {
		cmd.Env = append(cmd.Env, "LD_LIBRARY_PATH="+b.libraries)
	}
	cmd.Dir = "/" // ours may be closed to the account
	detach(cmd, a)
	return cmd
}
