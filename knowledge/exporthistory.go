package knowledge

import (
	"context"
	"fmt"
	"path"
	"time"

	"github.com/jackc/pgx/v5"
)

// eachHistory writes what was before: of every card and article, those that are removed among them.
func eachHistory(ctx context.Context, s *Store, relink func(body string, depth int) string, f func(name string, data []byte) error) error {
	cards, err := s.allCards(ctx)
	if err != nil {
		return err
	}
	for _, p := range cards {
		for i := range p.cards {
			p.cards[i].Body = relink(p.cards[i].Body, 2)
		}
		if err := f(path.Join(p.key, historyFolder, cardHistoryFile), cardHistoryOf(p)); err != nil {
			return err
		}
	}
	for after := int64(0); ; {
		page, steps, err := s.historyPage(ctx, after)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, d := range page {
			for i := range d.Versions {
				d.Versions[i].Body = relink(d.Versions[i].Body, 3)
			}
			if err := f(path.Join(d.Project, historyFolder, d.Lang, d.Key+".yaml"), historyOf(d, steps[d.ID])); err != nil {
				return err
			}
		}
		after = page[len(page)-1].ID
	}
}

// pastProject is a project with all versions of its card.
type pastProject struct {
	key     string
	removed time.Time
	by      string        // who removed it
	cards   []CardVersion // newest first
}

// allCards reads the projects, removed ones too, in the order of their keys.
func (s *Store) allCards(ctx context.Context) ([]pastProject, error) {
	rows, _ := s.pool.Query(ctx, `SELECT key, COALESCE(removed_at, '0001-01-01 00:00+00'), removed_by FROM projects WHERE version > 0 ORDER BY key`)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p pastProject, err error) {
		err = row.Scan(&p.key, &p.removed, &p.by)
		return p, err
	})
	for i := range all {
		if err == nil {
			all[i].cards, err = s.CardVersions(ctx, all[i].key)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the projects' past: %w", err)
	}
	return all, nil
}

// historyPage reads some articles after one, with all their versions and steps.
func (s *Store) historyPage(ctx context.Context, after int64) (page []Document, steps map[int64][]Step, err error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, p.key, p.name, a.key, a.lang, a.owner, a.sample, COALESCE(a.published, 0), a.latest, COALESCE(a.removed_at, '0001-01-01 00:00+00'),
			`+flowColumns+`
		FROM articles a JOIN projects p ON p.id = a.project_id WHERE a.id > $1 AND a.latest > 0 ORDER BY a.id LIMIT $2`, after, pageSize)
	var ids []int64
	at := map[int64]int{}
	page, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Document, err error) {
		err = row.Scan(append([]any{&d.ID, &d.Project, &d.Name, &d.Key, &d.Lang, &d.Owner, &d.Sample, &d.Published, &d.Latest, &d.Removed}, d.Flow.targets()...)...)
		at[d.ID], ids = len(ids), append(ids, d.ID)
		return d, err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the articles' past: %w", err)
	}
	err = s.eachVersion(ctx, ids, func(id int64, v Version) {
		page[at[id]].Versions = append(page[at[id]].Versions, v)
	})
	if err == nil {
		steps, err = s.stepsOf(ctx, ids)
	}
	return page, steps, err
}

// eachVersion calls f with every version of the articles, each article's newest first.
func (s *Store) eachVersion(ctx context.Context, ids []int64, f func(id int64, v Version)) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT version, title, body, audience, questions, tags, link, valid_from, valid_until, owner, author, comment, at, article_id
		FROM article_versions WHERE article_id = ANY($1) ORDER BY article_id, version DESC`, ids)
	_, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var id int64
		var from, until *time.Time
		var v Version
		err := row.Scan(&v.Number, &v.Title, &v.Body, &v.Audience, &v.Questions, &v.Tags, &v.Link, &from, &until, &v.Owner, &v.Author, &v.Comment, &v.At, &id)
		v.ValidFrom, v.ValidUntil = day(from), day(until)
		if err == nil {
			f(id, v)
		}
		return struct{}{}, err
	})
	if err != nil {
		return fmt.Errorf("read the articles' versions: %w", err)
	}
	return nil
}

// stepsOf reads what was done with the articles, oldest first. That they were restored themselves is no part of it.
func (s *Store) stepsOf(ctx context.Context, ids []int64) (map[int64][]Step, error) {
	rows, _ := s.pool.Query(ctx, `SELECT article_id, COALESCE(version, 0), what, by, note, at FROM article_steps
		WHERE article_id = ANY($1) AND what <> 'restored' ORDER BY id`, ids)
	out := map[int64][]Step{}
	var id int64
	var st Step
	if _, err := pgx.ForEachRow(rows, []any{&id, &st.Version, &st.What, &st.By, &st.Note, &st.At}, func() error {
		out[id] = append(out[id], st)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("read what was done with the articles: %w", err)
	}
	return out, nil
}
