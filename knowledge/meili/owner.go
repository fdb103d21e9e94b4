package meili

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

// Marks tell what one database has written into the index from what others have, copies of it among them.
type Marks interface {
	// NewMark makes a mark, and keeps it before it returns it.
	NewMark(context.Context) (string, error)
	// KnowsMark tells whether a mark was made by this database; else whether by a copy of it, or the one that it is a copy of.
	KnowsMark(ctx context.Context, mark string) (known, copied bool, err error)
}

// The note is signed anew so often while the program runs, so that others see that the index is in use. The index of a database that
// has not been heard of for long is taken over: soon from a copy, as after a backup was restored; from another one much later.
const (
	signEvery   = 2 * time.Minute
	leftCopied  = 10 * time.Minute
	leftForeign = 24 * time.Hour
)

// OwnedError says that another database fills the index. Nothing is searched in it, and nothing written to it.
type OwnedError struct {
	Index, Server string
	Copied        bool // a copy of this database, or the one that this is a copy of
	Seen          time.Time
}

// Error says what to do.
func (e OwnedError) Error() string {
	by, until := "another database", leftForeign
	if e.Copied {
		by, until = "another copy of this database", leftCopied
	}
	return fmt.Sprintf("the index %s at %s belongs to %s, heard of at %s: set MEILI_INDEX to a name of its own for this one; or, if the other is gone, "+
		"run `switchboard knowledge take-index`, or wait until nothing was heard of it for %s", e.Index, e.Server, by, e.Seen.UTC().Format("2006-01-02 15:04:05 UTC"), whole(until))
}

func whole(d time.Duration) string {
	if d >= time.Hour {
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return fmt.Sprintf("%d minutes", d/time.Minute)
}

// judge tells whose note it is: nil if it is ours or nobody's. One of somebody who is gone is as if there were none.
func (x *Index) judge(ctx context.Context, n note) (note, error) {
	marks := x.config.Marks
	known, copied := marks == nil || n.Mark == "", false // an earlier version of the program signs nothing
	if !known {
		var err error
		if known, copied, err = marks.KnowsMark(ctx, n.Mark); err != nil {
			return note{}, err
		}
	}
	x.judged.Store(true)
	if known {
		x.owned.Store(nil)
		return n, nil
	}
	other := &OwnedError{Index: x.config.Name, Server: x.config.URL, Copied: copied, Seen: time.Unix(n.Seen, 0)}
	before := x.owned.Swap(other) // until it is filled anew, what it holds is another's
	left := leftForeign
	if copied {
		left = leftCopied
	}
	if time.Since(other.Seen) < left {
		return note{}, *other
	}
	if before == nil {
		x.config.Log.Warn("the search index was another database's, which is gone: it is filled anew", "index", x.config.Name, "copy", copied, "heard", other.Seen)
	}
	return note{}, nil
}

// usable is an error while the index holds what another database has written. Whoever asks first finds that out.
func (x *Index) usable(ctx context.Context) error {
	if x.config.Marks == nil {
		return nil
	}
	if !x.judged.Load() {
		if _, err := x.noted(ctx); err != nil {
			return err
		}
	}
	if other := x.owned.Load(); other != nil {
		return *other
	}
	return nil
}

// sign writes a note in our name.
func (x *Index) sign(ctx context.Context, passages string, n note) error {
	n.ID, n.Audience = noteID, "nobody"
	if x.config.Marks != nil {
		mark, err := x.config.Marks.NewMark(ctx)
		if err != nil {
			return err
		}
		n.Mark, n.Seen = mark, time.Now().Unix()
	}
	if x.config.Dimensions > 0 {
		n.Vectors = map[string][]float32{embedder: nil} // a server wants to be told that there is none
	}
	key := "id"
	return x.do(ctx, "note how far the index is", func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.fill().Index(passages).AddDocumentsWithContext(ctx, []note{n}, &meilisearch.DocumentOptions{PrimaryKey: &key})
	})
}

// How often Take signs at most, and how long it waits each time to see that it stands: the other may just be writing its own note.
const (
	takeTries = 3
	takeWaits = time.Second
)

// Take makes the index this database's, whosever it was. Whoever follows the database fills it anew.
func (x *Index) Take(ctx context.Context) error {
	err := x.prepare(ctx)
	for range takeTries {
		if err == nil {
			err = x.sign(ctx, x.passages, note{})
		}
		if err != nil {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(takeWaits):
		}
		if _, err = x.noted(ctx); err == nil {
			return nil
		}
		if _, other := errors.AsType[OwnedError](err); other {
			err = nil
		}
	}
	if err == nil {
		err = *x.owned.Load()
	}
	return fmt.Errorf("take the index %s: %w", x.config.Name, err)
}
