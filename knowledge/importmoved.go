package knowledge

import (
	"context"
	"errors"
	"fmt"
	"path"

	"github.com/jackc/pgx/v5"
)

// Moved is an article that an import found under another name with the same title and text. What was learned of it, its
// stored questions and its readers follow. The names are those of an ImportReport.
type Moved struct {
	From, To string
}

// move is the same, as the importer knows it.
type move struct {
	from int64
	to   articleName
}

// moves are those of the articles that are gone from a folder which it brings under names that the knowledge base does not
// have, or has removed.
func (im *importer) moves(ctx context.Context, f folder, gone []int64) ([]move, error) {
	type text struct{ project, lang, title, body string }
	brought := map[text]articleName{}
	for _, a := range f.articles {
		at := text{a.name.project, a.name.lang, a.Title, a.Body}
		if old := im.articles[a.name]; a.draft || old.id != 0 && !old.removed {
			continue
		}
		if other, twice := brought[at]; !twice || a.name.key < other.key {
			brought[at] = a.name
		}
	}
	if len(gone) == 0 || len(brought) == 0 {
		return nil, nil
	}
	texts, err := im.store.Texts(ctx, gone)
	if err != nil {
		return nil, err
	}
	var moves []move
	for _, a := range texts {
		if to, ok := brought[text{a.Project, a.Lang, a.Title, a.Body}]; ok {
			moves = append(moves, move{a.ID, to})
			im.report.Moved = append(im.report.Moved, Moved{path.Join(a.Project, a.Lang, a.Key+".md"), path.Join(to.project, to.lang, to.key+".md")})
		}
	}
	return moves, nil
}

// follow lets articles go on in those that they were moved to.
func (im *importer) follow(ctx context.Context, tx pgx.Tx, moves []move, rev int64) error {
	for _, m := range moves {
		var to int64
		var version int
		err := tx.QueryRow(ctx, `SELECT a.id, a.published FROM articles a JOIN projects p ON p.id = a.project_id
			WHERE p.key = $1 AND a.key = $2 AND a.lang = $3 AND a.published IS NOT NULL AND a.removed_at IS NULL`, m.to.project, m.to.key, m.to.lang).Scan(&to, &version)
		if errors.Is(err, pgx.ErrNoRows) {
			continue // somebody took it back meanwhile
		}
		if err == nil {
			err = absorb(ctx, tx, m.from, to, version, 0, rev, im.options.Author)
		}
		if invalid := (InvalidError)(nil); errors.As(err, &invalid) {
			continue // somebody removed it meanwhile
		}
		if err != nil {
			return fmt.Errorf("let article %d go on as %s: %w", m.from, m.to.key, err)
		}
	}
	return nil
}
