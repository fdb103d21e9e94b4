package knowledge

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Extra is a file at the top of an exported folder that another package keeps: what belongs to the knowledge base of a
// company and is not the knowledge base's own.
type Extra struct {
	Name string // such as thresholds.json
	// Write returns the file, or nothing if there is nothing to say.
	Write func(context.Context) ([]byte, error)
	// Read does what a file says, in somebody's name, or only tells whether that would change anything. An InvalidError says
	// what is wrong with the file.
	Read func(ctx context.Context, file []byte, by string, dry bool) (changed bool, err error)
}

// maxExtra is the longest such file in bytes.
const maxExtra = 4 << 20

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
		data, err := readUpTo(f.root, x.Name, maxExtra)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		changed := false
		if err == nil {
			changed, err = x.Read(ctx, data, im.options.Author, im.options.DryRun)
			if _, invalid := errors.AsType[InvalidError](err); err != nil && !invalid {
				return fmt.Errorf("%s: %w", x.Name, err)
			}
		}
		switch {
		case err != nil:
			f.bad = append(f.bad, BadFile{Path: x.Name, Problem: err.Error()})
		case changed:
			im.report.Changed = append(im.report.Changed, x.Name)
		default:
			im.report.Unchanged++
		}
	}
	return nil
}
