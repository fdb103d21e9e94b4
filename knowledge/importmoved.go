package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// follow lets articles that are to be removed go on in those that this import brought under another name with the same title
// and text: a file was moved. What was learned of them, their stored questions and their readers follow.
func (im *importer) follow(ctx context.Context, tx pgx.Tx, gone []int64, rev int64) error {
	var projects, keys, langs []string
	for _, f := range im.touched {
		if old := im.articles[f.name]; (old.id == 0 || old.removed) && !f.draft {
			projects, keys, langs = append(projects, f.name.project), append(keys, f.name.key), append(langs, f.name.lang)
		}
	}
	if len(gone) == 0 || len(keys) == 0 {
		return nil
	}
	rows, _ := tx.Query(ctx, `
		SELECT DISTINCT ON (g.id) g.id, n.id, n.published
		FROM articles g JOIN article_versions gv ON gv.article_id = g.id AND gv.version = g.published
		JOIN articles n ON n.project_id = g.project_id AND n.lang = g.lang AND n.id <> g.id AND n.removed_at IS NULL
		JOIN article_versions nv ON nv.article_id = n.id AND nv.version = n.published AND nv.title = gv.title AND nv.body = gv.body
		JOIN projects p ON p.id = n.project_id JOIN unnest($2::text[], $3::text[], $4::text[]) AS new (project, key, lang)
			ON new.project = p.key AND new.key = n.key AND new.lang = n.lang
		WHERE g.id = ANY ($1) ORDER BY g.id, n.id`, gone, projects, keys, langs)
	type move struct {
		From, To int64
		Version  int
	}
	moves, err := pgx.CollectRows(rows, pgx.RowToStructByPos[move])
	if err != nil {
		return fmt.Errorf("look which files were moved: %w", err)
	}
	for _, m := range moves {
		if err := absorb(ctx, tx, m.From, m.To, m.Version, 0, rev, im.options.Author); err != nil {
			return err
		}
	}
	return nil
}
