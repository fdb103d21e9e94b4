package knowledge

import (
	"context"
	"fmt"
	"time"
)

// standing is what readers see of an article, or, where they see none, its newest version, with what is known of it.
type standing struct {
	Draft
	Flow
	brought *labels // that the import before brought, where they are known
	written bool    // somebody wrote by hand what readers see or what is newest, since the import that brought the article, if any did
}

// differing are the articles whose files differ from the last import: a file may say what an editor has published since.
func (im *importer) differing(files []articleFile) (ids []int64) {
	for _, f := range files {
		if old := im.articles[f.name]; old.id > 0 && old.hash != f.hash {
			ids = append(ids, old.id)
		}
	}
	return ids
}

// broughtVersion is SQL for the version i of an article a that an import brought last, if its text was not erased.
const broughtVersion = `LEFT JOIN article_versions i ON i.article_id = a.id AND i.version = a.imported AND NOT (i.title = '` + cleared + `' AND i.body = '` + cleared + `')`

// writtenByHand is SQL for whether what readers see of an article a, or what is newest, says otherwise than the version i of an import.
// Of an article that came with its history that is not known.
const writtenByHand = `(a.imported > 0 OR a.source_hash || a.draft_hash = '') AND EXISTS (SELECT FROM article_versions w WHERE w.article_id = a.id AND w.version IN (a.published, a.latest)
	AND (w.title, w.body, w.questions, w.link) IS DISTINCT FROM (i.title, i.body, i.questions, i.link))`

// standings reads how articles stand.
func standings(ctx context.Context, db querier, ids []int64) (map[int64]standing, error) {
	out := map[int64]standing{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, _ := db.Query(ctx, `
		SELECT a.id, v.owner, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from, v.valid_until,
			i.tags, i.owner, i.audience, i.valid_from, i.valid_until, `+writtenByHand+`, `+flowColumns+`
		FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = COALESCE(a.published, a.latest) `+broughtVersion+` WHERE a.id = ANY($1)`, ids)
	defer rows.Close()
	for rows.Next() {
		var id int64
		var c standing
		var from, until, broughtFrom, broughtUntil *time.Time
		var tags []string
		var owner, audience *string
		err := rows.Scan(append([]any{&id, &c.Owner, &c.Title, &c.Body, &c.Audience, &c.Questions, &c.Tags, &c.Link, &from, &until,
			&tags, &owner, &audience, &broughtFrom, &broughtUntil, &c.written}, c.Flow.targets()...)...)
		if err != nil {
			return nil, fmt.Errorf("read how articles stand: %w", err)
		}
		c.ValidFrom, c.ValidUntil = day(from), day(until)
		if owner != nil {
			c.brought = &labels{tags, *owner, Audience(*audience), day(broughtFrom), day(broughtUntil)}
		}
		out[id] = c
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read how articles stand: %w", err)
	}
	return out, nil
}
