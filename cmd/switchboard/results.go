package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// results are files for what a long measurement finds. They are opened before it begins: a name that cannot be written to is told then,
// and not when all is done. What they had before stays until there is something to write.
type results map[string]*result

type result struct {
	file    *os.File
	fresh   bool // it was made
	written bool
}

// openResults opens the files to write to: all names but the first few, which are read. No two of them may be one file.
func openResults(names []string, read int) (results, error) {
	opened := results{}
	var seen []fs.FileInfo
	for i, name := range names {
		if name == "" {
			continue
		}
		if i >= read {
			if err := opened.open(name); err != nil {
				return nil, errors.Join(err, opened.close())
			}
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open the file of results: %w", err), opened.close())
		}
		for _, other := range seen {
			if os.SameFile(info, other) {
				return nil, errors.Join(fmt.Errorf("%s is named twice: the questions, --csv and --html are files of their own", name), opened.close())
			}
		}
		seen = append(seen, info)
	}
	return opened, nil
}

func (r results) open(name string) error {
	if r[name] != nil {
		return nil
	}
	_, err := os.Stat(name)
	fresh := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(filepath.Clean(name), os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return fmt.Errorf("write the results: %w", err)
	}
	r[name] = &result{file: f, fresh: fresh}
	return nil
}

// write replaces what a file had. One without a name is not wanted.
func (r results) write(name string, write func(io.Writer) error) error {
	f := r[name]
	if f == nil {
		return nil
	}
	f.written = true
	if err := f.file.Truncate(0); err != nil && f.regular() {
		return fmt.Errorf("write the results: %w", err)
	}
	return write(f.file)
}

// regular tells whether it is a file on a disk, and no pipe or terminal.
func (f *result) regular() bool {
	info, err := f.file.Stat()
	return err == nil && info.Mode().IsRegular()
}

// close closes the files, and takes away those that were made and have nothing.
func (r results) close() (err error) {
	for name, f := range r {
		err = errors.Join(err, f.file.Close())
		if f.fresh && !f.written {
			err = errors.Join(err, os.Remove(name))
		}
	}
	return err
}
