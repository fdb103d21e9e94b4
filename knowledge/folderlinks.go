package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Texts in the knowledge base link pictures and files by their path at the program; in a folder they link them by
// their path there, so that the folder can be read elsewhere.

// filesFolder is where an export puts them: filesFolder, key, name.
const filesFolder = "_files"

var (
	storedLink = regexp.MustCompile(`(?:https?://[^/\s()<>"]+)?/knowledge-files/([0-9a-f]{32})/[^/?#\s()<>"]+`)
	localLink  = regexp.MustCompile(`(\]\()([^()\s<>]+)(\))`)
)

// linkedFile is a file of a folder that a text links.
type linkedFile struct {
	path, name, key string
}

// links finds the files of the folder that a text links by their path, and returns the text as it is kept: with their paths at the
// program in place, and without its address.
func (f *folder) links(root fs.FS, name, body string) (string, []linkedFile) {
	var found []linkedFile
	body = RelinkFiles(root, name, body, func(at string) string {
		content, err := readLinked(root, at)
		if err != nil {
			return ""
		}
		file := linkedFile{path: at, name: path.Base(at), key: fileKey(path.Base(at), content)}
		found = append(found, file)
		return File{Key: file.key, Name: file.name}.Path()
	})
	return Relative(body, f.base), found
}

// RelinkFiles puts other targets in place of the links of a Markdown file to files of its folder that are of a kind that
// can be stored. To gets such a file's path in the folder; where it returns nothing the link stays.
func RelinkFiles(root fs.FS, from, body string, to func(at string) string) string {
	return localLink.ReplaceAllStringFunc(body, func(s string) string {
		m := localLink.FindStringSubmatch(s)
		at, ok := linkedPath(root, from, m[2])
		if !ok {
			return s
		}
		target := to(at)
		if target == "" {
			return s
		}
		return m[1] + target + m[3]
	})
}

// linkedPath is the path in a folder that a link of one of its files means, if a file that can be stored is there.
func linkedPath(root fs.FS, from, target string) (string, bool) {
	if strings.ContainsAny(target, "?#:\\") || strings.HasPrefix(target, "/") {
		return "", false
	}
	unescaped, err := url.PathUnescape(target)
	at := path.Join(path.Dir(from), unescaped)
	if _, known := fileTypes[strings.ToLower(path.Ext(at))]; err != nil || !known || !fs.ValidPath(at) || hidden(at) {
		return "", false
	}
	info, err := fs.Stat(root, at)
	return at, err == nil && info.Mode().IsRegular()
}

// hidden tells whether a path leads through what a folder keeps for itself, such as .git.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

func readLinked(root fs.FS, name string) ([]byte, error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxFile+1))
}

// putFiles stores the files that the texts link. One that cannot be stored is reported with the text that links it, and
// its link leads nowhere.
func (im *importer) putFiles(ctx context.Context, f *folder) error {
	keys := make([]string, 0, len(f.linkedBy))
	for key := range f.linkedBy {
		keys = append(keys, key)
	}
	known := map[string]bool{}
	rows, _ := im.store.pool.Query(ctx, `SELECT key FROM knowledge_files WHERE key = ANY($1)`, keys)
	var key string
	if _, err := pgx.ForEachRow(rows, []any{&key}, func() error { known[key] = true; return nil }); err != nil {
		return fmt.Errorf("read which files are stored: %w", err)
	}
	for key, file := range f.linkedBy {
		if known[key] {
			continue
		}
		content, err := readLinked(f.root, file.path)
		if err == nil {
			_, err = CheckFile(file.name, content)
		}
		if err == nil && !im.options.DryRun {
			_, err = im.store.SaveFile(ctx, file.name, content, im.options.Author)
		}
		if _, invalid := errors.AsType[InvalidError](err); err != nil && !invalid {
			return fmt.Errorf("%s: %w", file.path, err)
		}
		if err != nil {
			f.bad = append(f.bad, BadFile{Path: file.path, Problem: err.Error()})
			continue
		}
		im.brought["file "+key] = true
		im.report.Added = append(im.report.Added, file.path)
	}
	return nil
}

// fileKey names a file by its name and content.
func fileKey(name string, content []byte) string {
	sum := sha256.Sum256(append([]byte(name+"\x00"), content...))
	return hex.EncodeToString(sum[:16])
}

// exportLinks makes paths of the addresses of stored files in a text, which stands so many folders deep, and notes which
// files those are. Addresses of files that are not there stay.
func exportLinks(body string, depth int, names map[string]string, used map[string]bool) string {
	return storedLink.ReplaceAllStringFunc(body, func(s string) string {
		key := storedLink.FindStringSubmatch(s)[1]
		name, ok := names[key]
		if !ok {
			return s
		}
		used[key] = true
		return strings.Repeat("../", depth) + filesFolder + "/" + key + "/" + url.PathEscape(name)
	})
}
