package knowledge

import (
	"context"
	"fmt"
	"path"
	"time"

	"github.com/jackc/pgx/v5"
)

// exported is an article on its way into a folder.
type exported struct {
	Row
	shown *Draft // what readers see
	draft *Draft // the newest version, where they see another or none
}

// draftsFolder is where, inside its project, a folder has what readers do not see.
const draftsFolder = "_drafts"

func (x exported) path() string { return path.Join(x.Project, x.Lang, x.Key+".md") }
func (x exported) draftPath() string {
	return path.Join(x.Project, draftsFolder, x.Lang, x.Key+".md")
}

// exportPages reads all articles that are not removed, some at a time.
func (s *Store) exportPages(ctx context.Context) func(yield func([]exported, error) bool) {
	return func(yield func([]exported, error) bool) {
		for after := int64(0); ; {
			page, err := s.exportPage(ctx, after)
			if len(page) == 0 || !yield(page, err) || err != nil {
				if err != nil && len(page) == 0 {
					yield(nil, err)
				}
				return
			}
			after = page[len(page)-1].ID
		}
	}
}

func (s *Store) exportPage(ctx context.Context, after int64) ([]exported, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+rowColumns+`, v.body, v.questions, v.link, v.owner,
			COALESCE(s.title, ''), COALESCE(s.body, ''), COALESCE(s.audience, ''), COALESCE(s.questions, '{}'), COALESCE(s.tags, '{}'), COALESCE(s.link, ''),
			s.valid_from, s.valid_until, COALESCE(s.owner, '')
		FROM `+rowTables+` LEFT JOIN article_versions s ON s.article_id = a.id AND s.version = a.published
		WHERE a.id > $1 AND a.removed_at IS NULL AND p.removed_at IS NULL ORDER BY a.id LIMIT $2`, after, pageSize)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (x exported, err error) {
		var newest, shown Draft
		var from, until *time.Time
		err = row.Scan(append(x.Row.targets(), &newest.Body, &newest.Questions, &newest.Link, &newest.Owner,
			&shown.Title, &shown.Body, &shown.Audience, &shown.Questions, &shown.Tags, &shown.Link, &from, &until, &shown.Owner)...)
		newest.Title, newest.Audience, newest.Tags = x.Title, x.Audience, x.Tags
		newest.ValidFrom, newest.ValidUntil = x.ValidFrom, x.ValidUntil
		shown.ValidFrom, shown.ValidUntil = day(from), day(until)
		if x.Published > 0 {
			x.shown = &shown
		}
		if x.Published != x.Latest {
			x.draft = &newest
		}
		return x, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the articles: %w", err)
	}
	return list, nil
}

// article is a text of the article as a file has it.
func (x exported) article(d Draft) Article {
	return Article{Key: x.Key, Project: x.Project, Lang: x.Lang, Title: d.Title, Body: d.Body, Audience: d.Audience, Questions: d.Questions, Tags: d.Tags,
		Link: d.Link, Owner: d.Owner, ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil}
}

// draftFlow is what the file of the draft says beside its text: what the file of the published version says already it
// does not say again, and a plan or a review of another version than the newest is none of it.
func (x exported) draftFlow() Flow {
	f := x.Flow
	if x.shown != nil {
		f = Flow{Submitted: f.Submitted, SubmittedBy: f.SubmittedBy, PublishVersion: f.PublishVersion, PublishAt: f.PublishAt}
	}
	if f.PublishVersion != x.Latest {
		f.PublishAt = time.Time{}
	}
	if f.Submitted != x.Latest {
		f.SubmittedBy = ""
	}
	return f
}

// fileNames are the names of all stored files by their keys.
func (s *Store) fileNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	rows, _ := s.pool.Query(ctx, `SELECT key, name FROM knowledge_files`)
	var key, name string
	if _, err := pgx.ForEachRow(rows, []any{&key, &name}, func() error { names[key] = name; return nil }); err != nil {
		return nil, fmt.Errorf("read which files are stored: %w", err)
	}
	return names, nil
}
