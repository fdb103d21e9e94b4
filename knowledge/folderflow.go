package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// fileFlow is what a file says of its article beside the text. What it does not say stays as it is.
type fileFlow struct {
	reviewBy   time.Time
	unverified bool
	original   string // language of the variant that it is a translation of
	behind     bool   // that variant has moved on since
	expireAt   time.Time

	// Of drafts only.
	publishAt   time.Time
	submittedBy string
}

// flow reads what the front matter says beside the text.
func (m articleFront) flow(c *checker, lang string, draft bool) (f fileFlow) {
	f = fileFlow{reviewBy: parseDay(c, "review_by", m.ReviewBy), unverified: m.Verified != nil && !*m.Verified, original: m.TranslationOf, behind: m.Behind,
		expireAt: parseMoment(c, "expire_at", m.ExpireAt), publishAt: parseMoment(c, "publish_at", m.PublishAt), submittedBy: c.line("submitted_by", m.SubmittedBy)}
	if f.original != "" {
		c.lang(f.original)
	}
	if f.original == lang {
		c.fail("translation_of", "is the article's own language", "en")
	}
	if !draft && (m.PublishAt != "" || m.SubmittedBy != "") {
		c.fail("publish_at", "and submitted_by belong to a draft, in the folder _drafts", "")
	}
	return f
}

func parseMoment(c *checker, field, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() > 9999 {
		c.fail(field, fmt.Sprintf("%q is not a time", s), "2026-01-31T09:30:00Z")
	}
	return t
}

// write puts what is known of an article beside its text into front matter; of a draft also its plan and its review.
func (w *frontWriter) flow(f Flow, draft bool) {
	w.day("review_by", f.ReviewBy)
	if f.Unverified {
		fmt.Fprintln(&w.b, "verified: false")
	}
	w.line("translation_of", f.Translates)
	if f.Translates != "" && f.Behind() {
		fmt.Fprintln(&w.b, "translation_behind: true")
	}
	w.moment("expire_at", f.ExpireAt)
	if draft {
		w.moment("publish_at", f.PublishAt)
		w.line("submitted_by", f.SubmittedBy)
	}
}

func (w *frontWriter) moment(field string, t time.Time) {
	if !t.IsZero() {
		fmt.Fprintf(&w.b, "%s: %s\n", field, t.UTC().Format(time.RFC3339))
	}
}

// changes reports whether a file says otherwise than the knowledge base.
func (f fileFlow) changes(now Flow) bool {
	return !f.reviewBy.IsZero() && !f.reviewBy.Equal(now.ReviewBy) || f.unverified && !now.Unverified || !f.expireAt.IsZero() && !f.expireAt.Equal(now.ExpireAt) ||
		f.original != "" && (f.original != now.Translates || f.behind != now.Behind()) ||
		!f.publishAt.IsZero() && !f.publishAt.Equal(now.PublishAt) || f.submittedBy != "" && now.Submitted == 0
}

// setFlow does what a file says beside the text.
const setFlow = `UPDATE articles SET review_by = COALESCE($4, review_by), unverified = unverified OR $5, expire_at = COALESCE($6, expire_at)
	WHERE project_id = $1 AND key = $2 AND lang = $3`

func (im *importer) flowArguments(f articleFile) []any {
	return []any{im.projects[f.name.project].id, f.name.key, f.name.lang, nullDay(f.flow.reviewBy), f.flow.unverified, nullDay(f.flow.expireAt)}
}

// linkTranslations notes which articles translate which, once all of them are there: those that are not behind say what
// the original says now.
func (im *importer) linkTranslations(ctx context.Context) error {
	b := &pgx.Batch{}
	for _, f := range im.touched {
		if f.flow.original != "" {
			b.Queue(`UPDATE articles a SET translates = $4, translated = CASE WHEN $5 THEN 0 ELSE COALESCE((SELECT COALESCE(o.published, o.latest)
				FROM articles o WHERE o.project_id = a.project_id AND o.key = a.key AND o.lang = $4 AND o.removed_at IS NULL), 0) END
				WHERE a.project_id = $1 AND a.key = $2 AND a.lang = $3`, im.projects[f.name.project].id, f.name.key, f.name.lang, f.flow.original, f.flow.behind)
		}
	}
	if b.Len() == 0 {
		return nil
	}
	if err := im.store.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("link the translations: %w", err)
	}
	return nil
}
