package knowledge

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// What an article is filed under, whose it is, who may read it and from when until when it is true, editors set right beside its text:
// that is no text written by hand. An import that brings another text leaves it as they set it: what the import before brought, what
// they made of it and what the file says now are told apart by the versions of the article. So the version that an import brings is as
// the file says, and where that is not what they set, one with their labels stands above it, which readers see.

// labels are what is said of an article beside its text.
type labels struct {
	tags        []string
	owner       string
	audience    Audience
	from, until time.Time
}

func (d Draft) labels() labels {
	return labels{d.Tags, d.Owner, d.Audience, d.ValidFrom, d.ValidUntil}
}

func (d Draft) withLabels(l labels) Draft {
	d.Tags, d.Owner, d.Audience, d.ValidFrom, d.ValidUntil = l.tags, l.owner, l.audience, l.from, l.until
	return d
}

// unlike tells whether a draft with other labels is another draft.
func (l labels) unlike(d Draft) bool { return !sameDraft(d, d.withLabels(l)) }

// kept are the labels of a file as editors would have them, who made of those that an import brought what they are now.
func (l labels) kept(was, now labels) labels {
	out := l
	out.tags = nil
	if l.owner == was.owner {
		out.owner = now.owner
	}
	if l.audience == was.audience {
		out.audience = now.audience
	}
	if l.from.Equal(was.from) {
		out.from = now.from
	}
	if l.until.Equal(was.until) {
		out.until = now.until
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

// keptFrom are the labels that a file has after those that an article has now, where brought are those that the import before brought,
// if they are known: else nothing widens who may read it.
func (l labels) keptFrom(brought *labels, now labels) labels {
	if brought != nil {
		return l.kept(*brought, now)
	}
	if now.audience == Internal {
		l.audience = Internal
	}
	return l
}

// under is a file whose article is there, with what of this stays as it is.
func (f articleFile) under(now standing) articleFile {
	if l := f.Draft.labels().keptFrom(now.brought, now.Draft.labels()); l.unlike(f.Draft) {
		f.kept = &l
	}
	return f
}

// asKept is what a file says with the labels that its article keeps.
func (f articleFile) asKept() Draft {
	if f.kept == nil {
		return f.Draft
	}
	return f.Draft.withLabels(*f.kept)
}

// relabels tells whether readers see what a file says, as it is kept, but for tags and owner. Then what an editor verified stays so.
func (f articleFile) relabels(now Draft) bool {
	l := f.asKept().labels()
	l.tags, l.owner = now.Tags, now.Owner
	return sameDraft(now, f.Draft.withLabels(l))
}

// changesText is SQL for whether versions of an article a after the one that an import brought last differ from it in more than
// their labels, as far as that is known.
const changesText = `a.latest > a.imported AND NOT EXISTS (SELECT FROM article_versions i WHERE i.article_id = a.id AND i.version = a.imported AND NOT EXISTS (
	SELECT FROM article_versions v WHERE v.article_id = a.id AND v.version > i.version
		AND (v.title, v.body, v.questions, v.link) IS DISTINCT FROM (i.title, i.body, i.questions, i.link)))`

// putLabels saves the newest version, which readers see unless they see none, with other labels, as the next one.
const putLabels = `
	WITH a AS (UPDATE articles SET published = CASE WHEN published IS NOT NULL THEN latest + 1 END, latest = latest + 1, owner = $3, rev = $5
		WHERE id = $1 AND COALESCE(published, latest) = latest RETURNING id, latest)
	INSERT INTO article_versions (article_id, version, title, body, audience, questions, tags, link, valid_from, valid_until, author, comment, owner)
	SELECT id, latest, title, body, $6, questions, $2, link, $7, $8, $4, '` + keptComment + `', $3
	FROM a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest - 1`

// keptComment says in the history of an article what the version above an imported one is.
const keptComment = "Tags, owner, audience and days as they were set here."

// labelArguments are those of putLabels.
func (im *importer) labelArguments(id int64, l labels, rev int64) []any {
	return []any{id, nonNil(l.tags), l.owner, im.options.Author, rev, string(l.audience), nullDay(l.from), nullDay(l.until)}
}

// followLabels lets what holds of the versions that readers saw hold of those that differ in their labels alone.
func (im *importer) followLabels(ctx context.Context, tx pgx.Tx, files []articleFile, rev int64) error {
	for _, f := range files {
		old := im.articles[f.name]
		if !f.onlyLabels {
			continue
		}
		var now int
		err := tx.QueryRow(ctx, `SELECT published FROM articles WHERE id = $1 AND published IS NOT NULL`, old.id).Scan(&now)
		if errors.Is(err, pgx.ErrNoRows) {
			continue // somebody took it back meanwhile
		}
		if err != nil {
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
	old, err := standings(ctx, tx, []int64{from, to})
	if err != nil {
		return err
	}
	was, now := old[from], old[to]
	if kept := now.labels().keptFrom(was.brought, was.labels()); kept.unlike(now.Draft) {
		_, err = tx.Exec(ctx, putLabels, im.labelArguments(to, kept, rev)...)
	}
	return err
}
