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
	published, latest int
	removed           bool
	brought           *labels  // that the import before brought, where they are known
	base              *Draft   // what an import brought that is in it, where that is known
	last              *Draft   // what the import before brought
	later             *Version // a draft above what readers see; nil: none, or what waits since somebody wrote otherwise
	laterBrought      bool     // and nobody wrote on that here
	inLine            bool     // and that goes back to what the import before brought
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

// broughtVersion is SQL for the version i of an article a that an import brought last, and for the one that is in what readers see, t, if
// their texts were not erased.
const broughtVersion = `LEFT JOIN article_versions i ON i.article_id = a.id AND i.version = a.imported AND NOT (i.title = '` + cleared + `' AND i.body = '` + cleared + `')
	LEFT JOIN article_versions t ON t.article_id = a.id AND t.version = CASE WHEN a.published IS NULL THEN a.imported ELSE a.taken END AND NOT (t.title = '` + cleared + `' AND t.body = '` + cleared + `')`

// standings reads how articles stand.
func standings(ctx context.Context, db querier, ids []int64) (map[int64]standing, error) {
	out := map[int64]standing{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, _ := db.Query(ctx, `
		SELECT a.id, COALESCE(a.published, 0), a.latest, a.removed_at IS NOT NULL, v.owner, v.title, v.body, v.audience, v.questions, v.tags, v.link, v.valid_from, v.valid_until,
			i.tags, i.owner, i.audience, i.valid_from, i.valid_until, i.title, i.body, i.questions, i.link, t.title, t.body, t.questions, t.link,
			a.removed_at IS NULL AND a.published IS DISTINCT FROM a.latest, a.taken = a.imported OR a.conflict IS NOT NULL, `+flowColumns+`
		FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = COALESCE(a.published, a.latest) `+broughtVersion+` WHERE a.id = ANY($1)`, ids)
	defer rows.Close()
	var drafted []int64
	for rows.Next() {
		var id int64
		var c standing
		var from, until, broughtFrom, broughtUntil *time.Time
		var brought, base struct {
			Draft
			title, body, link, owner, audience *string
		}
		var isDrafted bool
		err := rows.Scan(append([]any{&id, &c.published, &c.latest, &c.removed, &c.Owner, &c.Title, &c.Body, &c.Audience, &c.Questions, &c.Tags, &c.Link, &from, &until,
			&brought.Tags, &brought.owner, &brought.audience, &broughtFrom, &broughtUntil, &brought.title, &brought.body, &brought.Questions, &brought.link,
			&base.title, &base.body, &base.Questions, &base.link, &isDrafted, &c.inLine}, c.Flow.targets()...)...)
		if err != nil {
			return nil, fmt.Errorf("read how articles stand: %w", err)
		}
		c.ValidFrom, c.ValidUntil = day(from), day(until)
		if brought.owner != nil {
			c.brought = &labels{brought.Tags, *brought.owner, Audience(*brought.audience), day(broughtFrom), day(broughtUntil)}
			c.last = &Draft{Title: *brought.title, Body: *brought.body, Questions: brought.Questions, Link: *brought.link}
		}
		if base.title != nil {
			c.base = &Draft{Title: *base.title, Body: *base.body, Questions: base.Questions, Link: *base.link}
		}
		if isDrafted && (!c.Waits || c.latest != c.Conflict || c.Submitted == c.latest || c.PublishVersion == c.latest) {
			drafted = append(drafted, id)
		}
		out[id] = c
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read how articles stand: %w", err)
	}
	for _, id := range drafted {
		c := out[id]
		v, err := version(ctx, db, id, c.latest)
		if err != nil {
			return nil, fmt.Errorf("read the newest draft of article %d: %w", id, err)
		}
		if c.last != nil && saysSame(v.Draft, *c.last) && c.Submitted != c.latest && c.PublishVersion != c.latest {
			c.laterBrought = true
		}
		c.later = &v
		out[id] = c
	}
	return out, nil
}

// refresh is an article as it stands now: somebody may have saved or published since the importer read it.
func (a importedArticle) refresh(now standing) importedArticle {
	a.published, a.latest, a.removed, a.imported = now.published, now.latest, now.removed, now.Imported
	return a
}
