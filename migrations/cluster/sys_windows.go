package cluster

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// Start refuses Windows, so nothing of this is reached.

func tryLock(*os.File) error           { return errors.ErrUnsupported }
func unlock(*os.File) error            { return errors.ErrUnsupported }
func kill(int, syscall.Signal) error   { return errors.ErrUnsupported }
func exists(int) bool                  { return false }
func reaped(int) bool                  { return true }
func detach(*exec.Cmd, account)        {}
func owner(os.FileInfo) (uid, gid int) { return -1, -1 }
