package knowledge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// MaxFile is the greatest picture or file of an article, in bytes.
const MaxFile = 10 << 20

// File is a picture or file that articles show or link.
type File struct {
	Key     string // of its name and content
	Name    string
	Type    string // media type, agreed by name and content
	Size    int
	By      string
	At      time.Time
	Public  bool   // a published article for customers shows it
	Content []byte // only from Store.File
}

// FilesPath is where the program serves files: FilesPath, key, slash, name.
const FilesPath = "/knowledge-files/"

// Path is where the file is served.
func (f File) Path() string { return FilesPath + f.Key + "/" + url.PathEscape(f.Name) }

// Picture reports whether pages show it rather than link it.
func (f File) Picture() bool { return strings.HasPrefix(f.Type, "image/") }

// fileTypes are what may be stored, by extension, with what must be found in the content. What runs scripts in a
// browser is not among it, SVG and HTML for example.
var fileTypes = map[string]struct{ typ, looks string }{
	".png": {"image/png", "image/png"}, ".jpg": {"image/jpeg", "image/jpeg"}, ".jpeg": {"image/jpeg", "image/jpeg"},
	".gif": {"image/gif", "image/gif"}, ".webp": {"image/webp", "image/webp"}, ".pdf": {"application/pdf", "application/pdf"},
	".txt": {"text/plain", "text/plain"}, ".csv": {"text/csv", "text/plain"}, ".zip": {"application/zip", "application/zip"},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/zip"},
	".mp4":  {"video/mp4", "video/mp4"}, ".mp3": {"audio/mpeg", "audio/mpeg"},
}

// CheckFile tells a stored file's media type, or what is wrong with it.
func CheckFile(name string, content []byte) (File, error) {
	var c checker
	name = c.line("file", path.Base(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")))
	kind, known := fileTypes[strings.ToLower(path.Ext(name))]
	looks, _, _ := strings.Cut(http.DetectContentType(content), ";")
	switch {
	case len(content) == 0:
		c.fail("file", "is empty", "")
	case len(content) > MaxFile:
		c.fail("file", fmt.Sprintf("has %d MB of %d that are allowed: make it smaller", len(content)>>20+1, MaxFile>>20), "")
	case !known:
		c.fail("file", fmt.Sprintf("%q is of a kind that is not taken", name), "a PNG, JPEG, GIF or WebP picture, a PDF, DOCX, XLSX, PPTX, CSV, TXT, ZIP, MP3 or MP4 file")
	case looks != kind.looks:
		c.fail("file", fmt.Sprintf("%q is not what its name says, but %s", name, looks), "")
	}
	return File{Key: fileKey(name, content), Name: name, Type: kind.typ, Size: len(content)}, c.err()
}

// SaveFile stores a picture or file. The same file is stored once.
func (s *Store) SaveFile(ctx context.Context, name string, content []byte, by string) (File, error) {
	f, err := CheckFile(name, content)
	if err != nil {
		return File{}, fmt.Errorf("save file: %w", err)
	}
	f.By = by
	_, err = s.pool.Exec(ctx, `INSERT INTO knowledge_files (key, name, type, data, by) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (key) DO UPDATE SET at = now()`, f.Key, f.Name, f.Type, content, by)
	if err != nil {
		return File{}, fmt.Errorf("save file %s: %w", f.Name, err)
	}
	return f, nil
}

// DropFiles deletes the files that no version of an article, no card of a project and no text that is being written shows,
// and that were stored before the given time: whoever stored one may be about to save his text. It says how many.
func (s *Store) DropFiles(ctx context.Context, before time.Time) (int, error) {
	tag, err := s.pool.Exec(ctx, `
		DELETE FROM knowledge_files f WHERE f.at < $1
			AND NOT EXISTS (SELECT FROM article_file_uses u WHERE u.key = f.key)
			AND NOT EXISTS (SELECT FROM project_versions v WHERE v.body LIKE '%/knowledge-files/' || f.key || '/%')
			AND NOT EXISTS (SELECT FROM article_drafts d WHERE d.fields::text LIKE '%/knowledge-files/' || f.key || '/%')`, before)
	if err != nil {
		return 0, fmt.Errorf("delete unused files: %w", err)
	}
	return int(tag.RowsAffected()), nil
}

// File returns a file with its content, or ErrNotFound.
func (s *Store) File(ctx context.Context, key string) (f File, err error) {
	f.Key = key
	err = s.pool.QueryRow(ctx, `
		SELECT name, type, octet_length(data), by, at, data, EXISTS (SELECT FROM article_file_uses u
			JOIN articles a ON a.id = u.article_id AND a.published = u.version AND a.removed_at IS NULL
			JOIN article_versions v ON v.article_id = u.article_id AND v.version = u.version AND v.audience = 'public'
			JOIN projects p ON p.id = a.project_id AND p.removed_at IS NULL WHERE u.key = f.key)
		FROM knowledge_files f WHERE key = $1`, key).Scan(&f.Name, &f.Type, &f.Size, &f.By, &f.At, &f.Content, &f.Public)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return File{}, fmt.Errorf("file %s: %w", key, err)
	}
	return f, nil
}

var (
	ownFile = regexp.MustCompile(`^(?:https?://[^/?#]*)?(/knowledge-files/[0-9a-f]{32}/[^/?#]+)$`)
	picture = regexp.MustCompile(`!\[([^\]\n]*)\]\(([^()\s]+)\)`)
)

// LinkPictures makes links of the pictures in a text, for readers whose messages show none.
func LinkPictures(md string) string {
	return picture.ReplaceAllStringFunc(md, func(s string) string {
		m := picture.FindStringSubmatch(s)
		if !ownFile.MatchString(m[2]) {
			return s
		}
		if m[1] == "" {
			m[1] = path.Base(m[2])
		}
		return "[" + m[1] + "](" + m[2] + ")"
	})
}
