package routing

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Copy writes a person's copy of what is held of him as a ZIP: data.json, and the files beside it. What is internal, as
// notes and drafts are, is not in it. Only those who lead may hand it out, and it is noted that they did.
func (r *Router) Copy(ctx context.Context, op, subscriber int64, to io.Writer) error {
	who, err := operator(ctx, r.pool, op)
	if err != nil {
		return err
	}
	if !leads(who) {
		return ErrForbidden
	}
	s, err := subjectOf(ctx, r.pool, subscriber, false)
	if err != nil {
		return err
	}
	_, err = r.pool.Exec(ctx, `INSERT INTO events (subscriber_id, actor, operator_id, what) VALUES ($1, 'operator', $2, 'data copied')`, subscriber, op)
	if err != nil {
		return fmt.Errorf("note that the data of subscriber %d is copied: %w", subscriber, err)
	}
	data := map[string][]json.RawMessage{}
	for _, h := range held {
		if h.gives == "" {
			continue
		}
		rows, _ := r.pool.Query(ctx, `SELECT to_jsonb(x) FROM (SELECT `+h.gives+` FROM `+h.table+` t WHERE `+h.where+` ORDER BY 1, 2) x`, s.args(nil))
		if data[h.table], err = pgx.CollectRows(rows, pgx.RowTo[json.RawMessage]); err != nil {
			return fmt.Errorf("copy the %s of subscriber %d: %w", h.table, subscriber, err)
		}
	}
	out := zip.NewWriter(to)
	w, err := out.Create("data.json")
	if err != nil {
		return fmt.Errorf("write the copy of subscriber %d: %w", subscriber, err)
	}
	b, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("write the copy of subscriber %d: %w", subscriber, err)
	}
	var text bytes.Buffer
	if err := json.Indent(&text, b, "", "  "); err != nil {
		return fmt.Errorf("write the copy of subscriber %d: %w", subscriber, err)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("write the copy of subscriber %d: %w", subscriber, err)
	}
	return errors.Join(r.copyFiles(ctx, s, out), out.Close())
}

// copyFiles adds the files whose content is here, one after another.
func (r *Router) copyFiles(ctx context.Context, s subject, out *zip.Writer) error {
	rows, _ := r.pool.Query(ctx, `SELECT f.id, f.name FROM files f JOIN messages m ON m.id = f.message_id JOIN file_contents x ON x.file_id = f.id
		WHERE m.conversation_id = ANY ($1) ORDER BY f.id`, s.convs)
	type file struct {
		ID   int64
		Name string
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[file])
	if err != nil {
		return fmt.Errorf("list files to copy: %w", err)
	}
	for _, f := range list {
		var data []byte
		if err := r.pool.QueryRow(ctx, `SELECT data FROM file_contents WHERE file_id = $1`, f.ID).Scan(&data); err != nil {
			return fmt.Errorf("read file %d: %w", f.ID, err)
		}
		w, err := out.Create(fmt.Sprintf("files/%d-%s", f.ID, fileSafe(f.Name)))
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			return fmt.Errorf("copy file %d: %w", f.ID, err)
		}
	}
	return nil
}

// fileSafe is a name without a path and without signs that mean something to a file system.
func fileSafe(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, clean(name, 100))
	if strings.Trim(name, ". _") == "" {
		return "file"
	}
	return strings.TrimLeft(name, ".")
}
