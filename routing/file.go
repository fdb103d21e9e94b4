package routing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"
)

// fetchWithin is how long somebody who opens a file waits for the platform to hand it over.
const fetchWithin = 20 * time.Second

// errNotHere says that a file's content is still with the platform.
var errNotHere = errors.New("the file is being fetched from the platform: try again in a moment")

// OpenFile opens an attachment for an operator who may see its conversation. What is still with the platform is
// fetched first, by a chore of whichever process has the channel.
func (r *Router) OpenFile(ctx context.Context, op, file int64) (File, io.ReadCloser, error) {
	var conv int64
	err := r.pool.QueryRow(ctx, `SELECT m.conversation_id FROM files f JOIN messages m ON m.id = f.message_id WHERE f.id = $1`, file).Scan(&conv)
	if errors.Is(err, pgx.ErrNoRows) {
		return File{}, nil, ErrNotFound
	}
	if err != nil {
		return File{}, nil, fmt.Errorf("find file %d: %w", file, err)
	}
	if _, err := r.Head(ctx, op, conv); err != nil {
		return File{}, nil, err
	}
	f, data, err := r.content(ctx, file)
	if err != nil {
		return f, nil, err
	}
	return f, io.NopCloser(bytes.NewReader(data)), nil
}

// FileContent returns an attachment for a desk that several people see, as OpenFile does.
func (r *Router) FileContent(ctx context.Context, file int64) (File, []byte, error) {
	return r.content(ctx, file)
}

// content reads a file, having it fetched first if it is not here.
func (r *Router) content(ctx context.Context, file int64) (File, []byte, error) {
	f, data, err := r.stored(ctx, file)
	if !errors.Is(err, errNotHere) || r.jobs == nil {
		return f, data, err
	}
	err = pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE files SET error = NULL WHERE id = $1`, file); err != nil {
			return err
		}
		return r.later(ctx, tx, fetchArgs{File: file}, time.Time{})
	})
	if err != nil {
		return f, nil, fmt.Errorf("have file %d fetched: %w", file, err)
	}
	wait, cancel := context.WithTimeout(ctx, fetchWithin)
	defer cancel()
	for wait.Err() == nil {
		pause(wait, 150*time.Millisecond)
		f, data, err = r.stored(ctx, file)
		if !errors.Is(err, errNotHere) {
			return f, data, err
		}
		if f.Error != "" {
			return f, nil, fmt.Errorf("the platform did not hand over the file: %s", f.Error)
		}
	}
	return f, nil, errNotHere
}

func (r *Router) stored(ctx context.Context, file int64) (File, []byte, error) {
	f := File{ID: file}
	var data []byte
	var ms int64
	err := r.pool.QueryRow(ctx, `
		SELECT f.name, f.type, f.size, f.sort, f.caption, f.duration_ms, COALESCE(f.error, ''), c.data
		FROM files f LEFT JOIN file_contents c ON c.file_id = f.id WHERE f.id = $1`, file).
		Scan(&f.Name, &f.Type, &f.Size, &f.Sort, &f.Caption, &ms, &f.Error, &data)
	f.Duration = time.Duration(ms) * time.Millisecond
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return f, nil, ErrNotFound
	case err != nil:
		return f, nil, fmt.Errorf("read file %d: %w", file, err)
	case data == nil:
		return f, nil, errNotHere
	}
	return f, data, nil
}
