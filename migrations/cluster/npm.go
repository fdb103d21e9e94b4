package cluster

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// unpackedMax bounds what an archive may unpack to; the real ones take 60 MB.
const unpackedMax = 500 << 20

// fetchNpm downloads the archive of PostgreSQL's programs by npm and checks it against the sum in the registry.
func fetchNpm(ctx context.Context, work string, major int) error {
	name := npmPackage()
	if major != 0 {
		name += fmt.Sprintf("@^%d.0.0-0", major)
	}
	text, err := output(ctx, work, "npm", "view", "--json", name, "version", "dist.integrity")
	if err != nil {
		return err
	}
	version, integrity, err := npmRelease(text)
	if err != nil {
		return fmt.Errorf("npm view %s: %w", name, err)
	}
	file, err := output(ctx, work, "npm", "pack", "--silent", npmPackage()+"@"+version)
	if err != nil {
		return err
	}
	lines := strings.Fields(file)
	if len(lines) == 0 {
		return errors.New("npm pack named no file")
	}
	archive := filepath.Join(work, filepath.Base(lines[len(lines)-1]))
	content, err := os.ReadFile(archive)
	if err != nil {
		return err
	}
	sum := sha512.Sum512(content)
	if got := "sha512-" + base64.StdEncoding.EncodeToString(sum[:]); got != integrity {
		return fmt.Errorf("%s does not have the sum that the registry tells: got %s, want %s", filepath.Base(archive), got, integrity)
	}
	if err := os.Remove(archive); err != nil {
		return err
	}
	return unpack(content, work)
}

// npmRelease reads npm's answer: an object, or a list of them, oldest first, if several versions fit.
func npmRelease(text string) (version, integrity string, err error) {
	type release struct {
		Version   string `json:"version"`
		Integrity string `json:"dist.integrity"`
	}
	var several []release
	if err := json.Unmarshal([]byte(text), &several); err != nil {
		several = make([]release, 1)
		if err := json.Unmarshal([]byte(text), &several[0]); err != nil {
			return "", "", err
		}
	}
	if len(several) == 0 {
		return "", "", errors.New("no such version")
	}
	last := several[len(several)-1]
	if last.Version == "" || !strings.HasPrefix(last.Integrity, "sha512-") {
		return "", "", errors.New("the registry tells no sum to check the archive by")
	}
	return last.Version, last.Integrity, nil
}

// unpack writes the archive's folder native below dir, and the links that npm archives cannot hold and list instead.
// Nothing is written outside of dir, whatever the archive says.
func unpack(archive []byte, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	files := tar.NewReader(io.LimitReader(unzipped, unpackedMax))
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("unpack: %w", err)
		}
		name, ok := strings.CutPrefix(header.Name, "package/")
		if !ok || header.Typeflag != tar.TypeReg || !strings.HasPrefix(name, "native/") {
			continue
		}
		if err := writeFile(root, name, files); err != nil {
			return fmt.Errorf("unpack %s: %w", name, err)
		}
	}
	return link(root)
}

func writeFile(root *os.Root, name string, content io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if strings.HasPrefix(name, "native/bin/") || strings.Contains(filepath.Base(name), ".so") || strings.HasSuffix(name, ".dylib") {
		mode = 0o755
	}
	file, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

func link(root *os.Root) error {
	text, err := root.ReadFile("native/pg-symlinks.json")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	for _, l := range links {
		to, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return fmt.Errorf("pg-symlinks.json: %w", err)
		}
		if err := root.Symlink(to, l.Target); err != nil && !errors.Is(err, os.ErrExist) {
			return fmt.Errorf("pg-symlinks.json: %w", err)
		}
	}
	return nil
}
