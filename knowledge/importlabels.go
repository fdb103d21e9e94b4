package knowledge

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// What an article is filed under, and whose it is, editors set right for many at once: that is no text written by hand. An import that
// brings another text leaves it as they set it: what the import before brought, what they made of it and what the file says now are
// told apart by the versions of the article. So the version that an import brings is as the file says, and where that is not what they
// set, one with their labels stands above it, which readers see.

// labels are what an article is filed under, and whose it is.
type labels struct {
	tags  []string
	owner string
}

func (d Draft) labels() labels { return labels{d.Tags, d.Owner} }

func (d Draft) withLabels(l labels) Draft {
	d.Tags, d.Owner = l.tags, l.owner
	return d
}

// kept are the labels of a file as editors would have them, who made of those that an import brought what they are now.
func (l labels) kept(was, now labels) labels {
	out := labels{owner: l.owner}
	if l.owner == was.owner {
		out.owner = now.owner
	}
	for _, t := range l.tags {
		before, had := tagIn(was.tags, t)
		is, has := tagIn(now.tags, t)
		switch {
		case has && had && is != before: // they spell it otherwise
			out.tags = append(out.tags, is)
		case has || !had:
			out.tags = append(out.tags, t)
		}
	}
	for _, t := range now.tags {
		_, had := tagIn(was.tags, t)
		if _, has := tagIn(out.tags, t); !had && !has {
			out.tags = append(out.tags, t)
		}
	}
	out.tags = out.tags[:min(len(out.tags), maxTags)]
	return out
}

// tagIn is how a tag is spelled among others, and whether it is among them.
func tagIn(tags []string, tag string) (spelled string, ok bool) {
	i := slices.IndexFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) })
	if i < 0 {
		return "", false
	}
	return tags[i], true
}

func sameLabels(a, b labels) bool { return a.owner == b.owner && slices.Equal(a.tags, b.tags) }

// relabels tells whether readers see what a file says but for its labels. Then what an editor verified stays so.
func (f articleFile) relabels(now Draft) bool {
	return sameDraft(now, f.Draft.withLabels(now.labels()))
}

// changesText is SQL for whether versions of an article a after the one that an import brought last differ from it in more than
// their labels, as far as that is known.
const changesText = `a.latest > a.imported AND NOT EXISTS (SELECT FROM article_versions i WHERE i.article_id = a.id AND i.version = a.imported AND NOT EXISTS (
	SELECT FROM article_versions v WHERE v.article_id = a.id AND v.version > i.version
		AND (v.title, v.body, v.audience, v.questions, v.link, v.valid_from, v.valid_until) IS DISTINCT FROM (i.title, i.body, i.audience, i.questions, i.link, i.valid_from, i.valid_until)))`

// putLabels saves the version that readers see with other labels, as the next one.
const putLabels = `
	WITH a AS (UPDATE articles SET published = latest + 1, latest = latest + 1, owner = $3, rev = $5 WHERE id = $1 AND published = latest RETURNING id, latest)
	INSERT INTO article_versions (article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, comment, owner)
	SELECT id, latest, title, body, audience, questions, $2, link, valid_from, valid_until, $4, 'Tags and owner as they were set here.', $3
	FROM a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest - 1`

// followLabels lets what holds of the versions that readers saw hold of those that differ in their labels alone.
func (im *importer) followLabels(ctx context.Context, tx pgx.Tx, files []articleFile, rev int64) error {
	for _, f := range files {
		old := im.articles[f.name]
		if !f.onlyLabels {
			continue
		}
		var now int
		if err := tx.QueryRow(ctx, `SELECT published FROM articles WHERE id = $1`, old.id).Scan(&now); err != nil {
			return err
		}
		if err := follow(ctx, tx, old.id, old.published, now, rev); err != nil {
			return err
		}
		if old.latest > old.published {
			if err := raise(ctx, tx, old.id, old.latest, now+1, rev); err != nil {
				return err
			}
		}
	}
	return nil
}

// raise saves a draft again, above a version whose text is not newer than it.
func raise(ctx context.Context, tx pgx.Tx, id int64, from, to int, rev int64) error {
	v, err := version(ctx, tx, id, from)
	if err != nil {
		return err
	}
	v.Number = to
	if err := insertVersion(ctx, tx, id, v); err != nil {
		return err
	}
	if err := follow(ctx, tx, id, from, to, rev); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE articles SET latest = $2, owner = $3 WHERE id = $1`, id, to, v.Owner)
	return err
}

// carryLabels gives an article that another one goes on in the labels that editors gave that one.
func (im *importer) carryLabels(ctx context.Context, tx pgx.Tx, from, to, rev int64) error {
	var was, now, file labels
	err := tx.QueryRow(ctx, `
		SELECT i.tags, i.owner, v.tags, v.owner, t.tags, t.owner
		FROM articles a JOIN article_versions i ON i.article_id = a.id AND i.version = a.imported JOIN article_versions v ON v.article_id = a.id AND v.version = a.published,
			articles b JOIN article_versions t ON t.article_id = b.id AND t.version = b.published
		WHERE a.id = $1 AND b.id = $2 AND NOT (i.title = $3 AND i.body = $3)`, from, to, cleared).
		Scan(&was.tags, &was.owner, &now.tags, &now.owner, &file.tags, &file.owner)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if kept := file.kept(was, now); err == nil && !sameLabels(kept, file) {
		_, err = tx.Exec(ctx, putLabels, to, nonNil(kept.tags), kept.owner, im.options.Author, rev)
	}
	return err
}
