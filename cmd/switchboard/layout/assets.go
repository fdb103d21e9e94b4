package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// assets are files in memory, served below /assets/<hash>/.
type assets struct {
	hash  string
	files map[string][]byte
}

// types are spelled out: the machine's own table of media types must not decide what a script is.
func types(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}

func newAssets(systems []fs.FS) *assets {
	a := &assets{files: map[string][]byte{}}
	for _, fsys := range systems {
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if _, taken := a.files[name]; taken {
				return fmt.Errorf("two assets are named %s", name)
			}
			a.files[name], err = fs.ReadFile(fsys, name)
			return err
		})
		if err != nil {
			panic(fmt.Sprintf("layout: read assets: %v", err))
		}
	}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		fmt.Fprintf(sum, "%s %d\n", name, len(a.files[name]))
		sum.Write(a.files[name])
	}
	a.hash = hex.EncodeToString(sum.Sum(nil))[:16]
	return a
}

// url is the address of an asset. An unknown name is an error, so that a page with a typing mistake never ships.
func (a *assets) url(name string) (string, error) {
	if _, ok := a.files[name]; !ok {
		return "", fmt.Errorf("there is no asset %q", name)
	}
	return "/assets/" + a.hash + "/" + name, nil
}

// ServeHTTP serves an asset. A page of an older build may still ask under the old hash: it gets what is there now,
// and is told not to keep it.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
	content, ok := a.files[name]
	if !ok || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", types(path.Ext(name)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", `"`+a.hash+`"`)
	if hash == a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}
