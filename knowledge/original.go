package knowledge

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Original is what a translation says the same as.
type Original struct {
	Lang    string // of another variant of the article; empty: it is no translation
	Version int    // of that variant; 0: it is behind
}

// translate notes what an article is a translation of: of another variant that there is, in a version that it has, and that is not
// itself a translation of this one, be it by others. Else it is an InvalidError.
func translate(ctx context.Context, tx pgx.Tx, id int64, o Original) error {
	if o.Lang == "" {
		o.Version = 0
	} else if err := translatable(ctx, tx, id, o); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE articles SET translates = $2, translated = $3 WHERE id = $1`, id, o.Lang, o.Version)
	return err
}

func translatable(ctx context.Context, tx pgx.Tx, id int64, o Original) error {
	var own string
	var latest int
	var ring bool
	err := tx.QueryRow(ctx, `
		WITH RECURSIVE up AS (
			SELECT o.id, o.project_id, o.key, o.translates FROM articles a JOIN articles o ON o.project_id = a.project_id AND o.key = a.key AND o.lang = $2
			WHERE a.id = $1 AND o.removed_at IS NULL
			UNION SELECT o.id, o.project_id, o.key, o.translates FROM up JOIN articles o ON o.project_id = up.project_id AND o.key = up.key AND o.lang = up.translates
			WHERE o.removed_at IS NULL)
		SELECT a.lang, COALESCE(o.latest, 0), EXISTS (SELECT FROM up WHERE up.id = $1)
		FROM articles a LEFT JOIN articles o ON o.project_id = a.project_id AND o.key = a.key AND o.lang = $2 AND o.removed_at IS NULL
		WHERE a.id = $1`, id, o.Lang).Scan(&own, &latest, &ring)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	wrong := func(problem string, told ...any) error {
		return InvalidError{{Field: "translates", Problem: fmt.Sprintf(problem, told...)}}
	}
	switch {
	case err != nil:
		return err
	case o.Lang == own:
		return wrong("%q is the language of the article itself: name that of another variant, or an empty one", o.Lang)
	case latest == 0:
		return wrong("%q is no language that the article is in: make that variant first", o.Lang)
	case ring:
		return wrong("%q is a variant that is itself translated from this one: say of that first that it is no translation", o.Lang)
	case o.Version > latest:
		return wrong("version %d is later than any of that variant, whose newest is %d", o.Version, latest)
	}
	return nil
}
