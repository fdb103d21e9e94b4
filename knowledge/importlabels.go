package knowledge

import (
	"context"
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
	out.tags = mergeLists(was.tags, now.tags, l.tags)
	out.tags = out.tags[:min(len(out.tags), maxTags)]
	return out
}

// mergeLists is a list as a source says it, with what editors took off it, added to it and spelled otherwise since the import before.
func mergeLists(was, now, says []string) (out []string) {
	for _, t := range says {
		before, had := listed(was, t)
		is, has := listed(now, t)
		switch {
		case has && had && is != before: // they spell it otherwise
			out = append(out, is)
		case has || !had:
			out = append(out, t)
		}
	}
	for _, t := range now {
		_, had := listed(was, t)
		if _, has := listed(out, t); !had && !has {
			out = append(out, t)
		}
	}
	return out
}

// listed is how something is spelled in a list, and whether it is in it.
func listed(list []string, item string) (spelled string, ok bool) {
	i := slices.IndexFunc(list, func(t string) bool { return strings.EqualFold(t, item) })
	if i < 0 {
		return "", false
	}
	return list[i], true
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

// asKept is what a file's article says after it.
func (f articleFile) asKept() Draft {
	if f.kept == nil {
		return f.Draft
	}
	return *f.kept
}

// relabels tells whether readers see already what they see after a file, but for tags and owner. Then what an editor verified stays so.
func (f articleFile) relabels(now Draft) bool {
	d := f.asKept()
	if f.holds != nil {
		d = *f.holds
	}
	d.Tags, d.Owner = now.Tags, now.Owner
	return sameDraft(now, d)
}

// changesText is SQL for whether versions of an article a after the one that an import brought last differ from it in more than
// their labels, as far as that is known, or could not be merged with it.
const changesText = `(a.conflict IS NOT NULL OR a.latest > a.imported AND NOT EXISTS (SELECT FROM article_versions i WHERE i.article_id = a.id AND i.version = a.imported AND NOT EXISTS (
	SELECT FROM article_versions v WHERE v.article_id = a.id AND v.version > i.version
		AND (v.title, v.body, v.questions, v.link) IS DISTINCT FROM (i.title, i.body, i.questions, i.link))))`

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
