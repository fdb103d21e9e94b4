package knowledge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
)

// Extra is a file at the top of an exported folder that another package keeps: what belongs to the knowledge base of a
// company and is not the knowledge base's own.
type Extra struct {
	Name   string // such as thresholds.json
	Most   int64  // longest file in bytes; 0: 4 MB
	Clears bool   // an export that has nothing to say deletes what an earlier one wrote
	// Write returns the file, or nothing if there is nothing to say.
	Write func(context.Context) ([]byte, error)
	// Read does what a file says, in somebody's name, or only tells what that would change. An InvalidError says what is wrong
	// with the file; LineErrors with some of its lines, of which the others were taken.
	Read func(ctx context.Context, file []byte, by string, dry bool) (Taken, error)
	// Erase erases the lines that have these names, since they were erased elsewhere; nil: no line has one.
	Erase func(ctx context.Context, tx pgx.Tx, names [][16]byte) error
}

// Taken is what became of such a file.
type Taken struct {
	Changed bool // something here
	LeftOut int  // lines of customers who were erased
}

// maxExtra is the longest such file in bytes, unless it says so itself.
const maxExtra = 4 << 20

// LineErrors are what is wrong with lines of a file, whose name the reader of the error knows.
type LineErrors []BadFile

func (e LineErrors) Error() string { return fmt.Sprintf("%d lines are wrong", len(e)) }

func (s *Store) eachExtra(ctx context.Context, f func(name string, data []byte) error) error {
	for _, x := range s.extras {
		data, err := x.Write(ctx)
		if err == nil && len(data) > 0 {
			err = f(x.Name, data)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", x.Name, err)
		}
	}
	return nil
}

// putExtras does what the folder's files say that other packages keep. A folder without one says nothing.
func (im *importer) putExtras(ctx context.Context, f *folder) error {
	for _, x := range im.store.extras {
		data, err := readUpTo(f.root, x.Name, cmp.Or(x.Most, maxExtra))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var taken Taken
		if err == nil {
			taken, err = x.Read(ctx, data, im.options.Author, im.options.DryRun)
			if lines, some := errors.AsType[LineErrors](err); some {
				for _, line := range lines {
					f.bad = append(f.bad, BadFile{Path: x.Name, Line: line.Line, Problem: line.Problem})
				}
				err = nil
			}
			if _, invalid := errors.AsType[InvalidError](err); err != nil && !invalid {
				return fmt.Errorf("%s: %w", x.Name, err)
			}
		}
		im.leaveOut(LeftOut{Path: x.Name, Lines: taken.LeftOut})
		switch {
		case err != nil:
			f.bad = append(f.bad, BadFile{Path: x.Name, Problem: err.Error()})
		case taken.Changed:
			im.report.Changed = append(im.report.Changed, x.Name)
		default:
			im.report.Unchanged++
		}
	}
	return nil
}
