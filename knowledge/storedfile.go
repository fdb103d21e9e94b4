package knowledge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// storedName is the file of who stored pictures and files and who changed synonyms, and when.
const storedName = "stored.jsonl"

// storedLine is a line of it: of a file, or of a language's synonyms.
type storedLine struct {
	File     string    `json:"file,omitempty"` // key
	Synonyms string    `json:"synonyms,omitempty"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// of names what was stored.
func (l storedLine) of() string {
	if l.File != "" {
		return "file " + l.File
	}
	return "synonyms " + l.Synonyms
}

func (l *storedLine) check() error {
	var c checker
	if (l.File == "") == (l.Synonyms == "") {
		c.fail("file", "or synonyms must be there, and not both", "")
	}
	if l.By = c.line("by", l.By); l.By == "" {
		c.fail("by", "is missing", "maria")
	}
	c.moment("at", l.At)
	return c.err()
}

// eachStored writes the file, for the files that the folder has.
func (s *Store) eachStored(ctx context.Context, files map[string]bool, f func(name string, data []byte) error) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT key, '', by, at FROM knowledge_files WHERE key = ANY ($1) UNION ALL SELECT '', lang, changed_by, changed_at FROM synonyms ORDER BY 1, 2`,
		slices.Collect(maps.Keys(files)))
	lines, err := pgx.CollectRows(rows, pgx.RowToStructByPos[storedLine])
	if err != nil {
		return fmt.Errorf("read who stored files and synonyms: %w", err)
	}
	if len(lines) == 0 {
		return nil
	}
	for i := range lines {
		lines[i].At = lines[i].At.UTC()
	}
	data, err := Lines(lines)
	if err != nil {
		return fmt.Errorf("%s: %w", storedName, err)
	}
	return f(storedName, data)
}

// putStored says of what this import brought who stored it, and when. Of what was here already, that is known.
func (im *importer) putStored(ctx context.Context, f *folder) error {
	data, err := readUpTo(f.root, storedName, maxExtra)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		f.bad = append(f.bad, BadFile{Path: storedName, Problem: "cannot be read: " + err.Error()})
		return nil
	}
	b, news := &pgx.Batch{}, false
	bad := func(n int, problem string) {
		f.bad = append(f.bad, BadFile{Path: storedName, Line: n, Problem: problem})
	}
	ReadLines(bytes.NewReader(data), func(n int, l storedLine) {
		if err := l.check(); err != nil {
			bad(n, err.Error())
			return
		}
		if !im.brought[l.of()] {
			return
		}
		news = true
		switch {
		case im.options.DryRun:
		case l.File != "":
			b.Queue(`UPDATE knowledge_files SET by = $2, at = $3 WHERE key = $1`, l.File, l.By, l.At)
		default:
			b.Queue(`UPDATE synonyms SET changed_by = $2, changed_at = $3 WHERE lang = $1`, l.Synonyms, l.By, l.At)
		}
	}, bad)
	if news {
		im.report.Added = append(im.report.Added, storedName)
	} else {
		im.report.Unchanged++
	}
	if b.Len() == 0 {
		return nil
	}
	if err := im.store.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("%s: %w", storedName, err)
	}
	return nil
}
