package knowledge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Flow is how far an article has come on its way to the readers, and whether it may be trusted.
type Flow struct {
	Submitted      int // version that awaits a review; 0: none
	SubmittedBy    string
	SubmittedAt    time.Time
	PublishVersion int       // version that is shown from PublishAt on; 0: none
	PublishAt      time.Time // zero: nothing is planned
	PublishBy      string
	ExpireAt       time.Time // when it is taken back; zero: not planned
	ReviewBy       time.Time // last day on which it may be taken for true, 00:00 UTC; zero: always
	Unverified     bool      // nobody has said yet that it is true
	VerifiedBy     string
	VerifiedAt     time.Time
	Translates     string    // language of the variant that it is a translation of, or empty
	Translated     int       // version of that variant that it says the same as
	Original       int       // version of that variant that readers see, or else its newest
	Moved          bool      // and that one is later, and says something else
	Ended          time.Time // when it was taken back as planned, if readers have not seen it since; zero: it was not
	RemovedBy      string    // who removed it, if it is removed and that is known
	Imported       int       // newest version that an import brought; 0: none, or not known
	Taken          int       // the one of these that is in what readers see; 0 likewise
	Conflict       int       // version of an import that says otherwise than somebody wrote here, until somebody decides; 0: none
	Waits          bool      // and that readers do not see: they see what somebody wrote
}

// Behind reports whether the original has moved on since the translation.
func (f Flow) Behind() bool { return f.Moved }

// movedOn is whether a translation's original has moved on: what was changed and put back, or changed only in who owns it or may
// read it, asks for no other translation.
const movedOn = `a.translates <> '' AND EXISTS (SELECT FROM articles o JOIN article_versions n ON n.article_id = o.id AND n.version = COALESCE(o.published, o.latest)
	WHERE o.project_id = a.project_id AND o.key = a.key AND o.lang = a.translates AND o.removed_at IS NULL AND n.version > a.translated
		AND NOT EXISTS (SELECT FROM article_versions w WHERE w.article_id = o.id AND w.version = a.translated
			AND w.title = n.title AND w.body = n.body AND w.questions = n.questions))`

// Stale reports whether the day of its review has passed at a moment, which is told in the company's time zone.
func (f Flow) Stale(at time.Time) bool { return !within(at, time.Time{}, f.ReviewBy) }

// endedAt is when readers last saw an article, if it was taken back as planned then.
const endedAt = `CASE WHEN a.published IS NULL THEN (SELECT CASE s.what WHEN 'expired' THEN s.at END FROM article_steps s
	WHERE s.article_id = a.id AND s.what IN ('published', 'expired', 'taken back', 'removed', 'merged', 'brought back') ORDER BY s.id DESC LIMIT 1) END`

// flowColumns are what Flow.targets takes.
const flowColumns = `COALESCE(a.submitted, 0), a.submitted_by, COALESCE(a.submitted_at, '0001-01-01 00:00+00'),
	COALESCE(a.publish_version, 0), COALESCE(a.publish_at, '0001-01-01 00:00+00'), a.publish_by, COALESCE(a.expire_at, '0001-01-01 00:00+00'),
	COALESCE(a.review_by, '0001-01-01'), a.unverified, a.verified_by, COALESCE(a.verified_at, '0001-01-01 00:00+00'), a.translates, a.translated,
	COALESCE((SELECT COALESCE(o.published, o.latest) FROM articles o WHERE o.project_id = a.project_id AND o.key = a.key
		AND o.lang = a.translates AND o.removed_at IS NULL), 0), ` + movedOn + `,
	COALESCE(` + endedAt + `, '0001-01-01 00:00+00'),
	COALESCE((SELECT s.by FROM article_steps s WHERE s.article_id = a.id AND a.removed_at IS NOT NULL AND s.what IN ('removed', 'merged')
		ORDER BY s.id DESC LIMIT 1), ''), a.imported, a.taken, COALESCE(a.conflict, 0), a.published IS NOT NULL AND ` + waits

// waits is SQL for whether readers of an article a do not see what an import brought, since somebody wrote otherwise.
const waits = `a.conflict IS NOT NULL AND a.taken <> a.imported`

func (f *Flow) targets() []any {
	return []any{&f.Submitted, &f.SubmittedBy, &f.SubmittedAt, &f.PublishVersion, &f.PublishAt, &f.PublishBy, &f.ExpireAt, &f.ReviewBy,
		&f.Unverified, &f.VerifiedBy, &f.VerifiedAt, &f.Translates, &f.Translated, &f.Original, &f.Moved, &f.Ended, &f.RemovedBy, &f.Imported, &f.Taken, &f.Conflict, &f.Waits}
}

// Step is what somebody did with an article beside writing it.
type Step struct {
	Version int // 0: none in particular
	What    string
	By      string // empty: the clock
	Note    string
	At      time.Time
}

// Steps returns what was done with an article, newest first, at most a hundred.
func (s *Store) Steps(ctx context.Context, id int64) ([]Step, error) {
	rows, _ := s.pool.Query(ctx, `SELECT COALESCE(version, 0), what, by, note, at FROM article_steps WHERE article_id = $1 ORDER BY id DESC LIMIT 100`, id)
	steps, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Step])
	if err != nil {
		return nil, fmt.Errorf("steps of article %d: %w", id, err)
	}
	return steps, nil
}

// SentBack returns of those articles whose last draft was sent back, and not handed in again, with what was said.
func (s *Store) SentBack(ctx context.Context, articles ...int64) (map[int64]Step, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT * FROM (SELECT DISTINCT ON (article_id) article_id, COALESCE(version, 0), what, by, note, at FROM article_steps
			WHERE article_id = ANY($1) AND what IN ('submitted', 'withdrawn', 'returned', 'published') ORDER BY article_id, id DESC) AS last
		WHERE what = 'returned'`, articles)
	list, err := stepsOf(rows)
	if err != nil {
		return nil, fmt.Errorf("what was sent back: %w", err)
	}
	return list, nil
}

// PublishedFor returns of the articles that others have published since a time, in a version of this author's, how each was
// the last time.
func (s *Store) PublishedFor(ctx context.Context, author string, since time.Time) (map[int64]Step, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT DISTINCT ON (s.article_id) s.article_id, s.version, s.what, s.by, s.note, s.at FROM article_steps s
		JOIN article_versions v ON v.article_id = s.article_id AND v.version = s.version AND v.author = $1
		WHERE s.what = 'published' AND s.at >= $2 AND s.by <> $1 AND $1 <> '' ORDER BY s.article_id, s.id DESC`, author, since)
	list, err := stepsOf(rows)
	if err != nil {
		return nil, fmt.Errorf("what was published for %s: %w", author, err)
	}
	return list, nil
}

// stepsOf reads steps by their articles.
func stepsOf(rows pgx.Rows) (map[int64]Step, error) {
	out := map[int64]Step{}
	var id int64
	var step Step
	_, err := pgx.ForEachRow(rows, []any{&id, &step.Version, &step.What, &step.By, &step.Note, &step.At}, func() error {
		out[id] = step
		return nil
	})
	return out, err
}

const addStep = `INSERT INTO article_steps (article_id, version, what, by, note) VALUES ($1, NULLIF($2::integer, 0), $3, $4, $5)`

func step(ctx context.Context, tx pgx.Tx, id int64, version int, what, by, note string) error {
	if _, err := tx.Exec(ctx, addStep, id, version, what, by, note); err != nil {
		return fmt.Errorf("note that article %d was %s: %w", id, what, err)
	}
	return nil
}

// move does what readers do not notice with one article.
func (s *Store) move(ctx context.Context, id int64, what string, do func(context.Context, pgx.Tx, Version) error) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		latest, err := lockArticle(ctx, tx, id)
		if err != nil {
			return err
		}
		return do(ctx, tx, latest)
	})
	if err != nil {
		return fmt.Errorf("%s article %d: %w", what, id, err)
	}
	return nil
}

// Submit asks for the review of a version.
func (s *Store) Submit(ctx context.Context, id int64, number int, by, note string) error {
	var c checker
	if note = c.text("note", note, 2000); c.err() != nil {
		return c.err()
	}
	return s.move(ctx, id, "submit", func(ctx context.Context, tx pgx.Tx, _ Version) error {
		return submit(ctx, tx, id, number, by, note)
	})
}

func submit(ctx context.Context, tx pgx.Tx, id int64, number int, by, note string) error {
	if err := mayAppear(ctx, tx, id, number); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE articles SET submitted = $2, submitted_by = $3, submitted_at = now() WHERE id = $1`, id, number, by)
	if err != nil {
		return err
	}
	return step(ctx, tx, id, number, "submitted", by, note)
}

// ErrNoReview says that nothing of an article awaits a review, or not any more. It is an ErrNotFound.
var ErrNoReview = fmt.Errorf("nothing awaits a review: %w", ErrNotFound)

// Return gives what awaits a review back to be written on, and says why. Where nothing awaits one it is ErrNoReview.
func (s *Store) Return(ctx context.Context, id int64, by, why string) error {
	var c checker
	if why = c.text("note", why, 2000); why == "" {
		c.fail("note", "is missing: say what is to be changed", "The price is 12 now.")
	}
	if err := c.err(); err != nil {
		return err
	}
	return s.unsubmit(ctx, id, "returned", by, why)
}

// Withdraw takes a request for a review back. Where nothing awaits one it is ErrNoReview.
func (s *Store) Withdraw(ctx context.Context, id int64, by string) error {
	return s.unsubmit(ctx, id, "withdrawn", by, "")
}

func (s *Store) unsubmit(ctx context.Context, id int64, what, by, note string) error {
	return s.move(ctx, id, "take from review", func(ctx context.Context, tx pgx.Tx, _ Version) error {
		var number int
		err := tx.QueryRow(ctx, `
			WITH old AS (SELECT id, submitted FROM articles WHERE id = $1 AND submitted IS NOT NULL)
			UPDATE articles a SET submitted = NULL, submitted_at = NULL, submitted_by = '' FROM old WHERE a.id = old.id RETURNING old.submitted`, id).Scan(&number)
		if errors.Is(err, pgx.ErrNoRows) {
			return ErrNoReview
		}
		if err != nil {
			return err
		}
		return step(ctx, tx, id, number, what, by, note)
	})
}

// appear shows a version to readers: what had awaited a review up to it does so no more, a plan for it is done, and who
// publishes it stands for its truth: where the day of its review had passed, for half a year.
func appear(ctx context.Context, tx pgx.Tx, id int64, number int, rev int64, by, note string) error {
	_, err := tx.Exec(ctx, `
		UPDATE articles SET published = $2, rev = $3, unverified = false, verified_by = $4, verified_at = now(),
			review_by = CASE WHEN review_by < `+today+` THEN `+today+` + 180 ELSE review_by END,
			submitted = CASE WHEN submitted > $2 THEN submitted END, submitted_at = CASE WHEN submitted > $2 THEN submitted_at END,
			publish_version = CASE WHEN publish_version > $2 THEN publish_version END, publish_at = CASE WHEN publish_version > $2 THEN publish_at END,
			taken = CASE WHEN imported <= $2 THEN imported ELSE taken END, conflict = CASE WHEN conflict > $2 THEN conflict END
		WHERE id = $1`, id, number, rev, by)
	if err == nil {
		err = giveBack(ctx, tx, []int64{id}, number, rev)
	}
	if err == nil {
		err = sameText(ctx, tx, []int64{id})
	}
	if err == nil {
		_, err = tx.Exec(ctx, gapsWritten+` AND a.id = $1`, id)
	}
	if err != nil {
		return err
	}
	return step(ctx, tx, id, number, "published", by, note)
}

// Verify says that an article is true as readers see it, until a day; zero: without end.
func (s *Store) Verify(ctx context.Context, id int64, by string, reviewBy time.Time) error {
	day, err := s.today(ctx)
	if err != nil {
		return err
	}
	var c checker
	reviewBy = c.review(reviewBy, day)
	if err := c.err(); err != nil {
		return err
	}
	return s.move(ctx, id, "verify", func(ctx context.Context, tx pgx.Tx, latest Version) error {
		return verify(ctx, tx, id, latest.Number, by, reviewBy)
	})
}

func verify(ctx context.Context, tx pgx.Tx, id int64, number int, by string, reviewBy time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE articles SET unverified = false, verified_by = $2, verified_at = now(), review_by = $3 WHERE id = $1`,
		id, by, nullDay(reviewBy))
	if err != nil {
		return err
	}
	return step(ctx, tx, id, number, "verified", by, "")
}

// SetsReview tells whether a day of review, nil for none, is another than an article has while readers see it. To set that is to
// stand for the truth of what they see, so it takes a person who may publish, whatever else is saved with it.
func (d Document) SetsReview(by *time.Time) bool {
	return by != nil && d.Published != 0 && d.Removed.IsZero() && !by.Equal(d.ReviewBy)
}

// date sets the last day on which an article may be taken for true, which its history keeps.
func date(ctx context.Context, tx pgx.Tx, id int64, number int, by string, reviewBy time.Time) error {
	var was *time.Time
	err := tx.QueryRow(ctx, `
		WITH old AS (SELECT id, review_by FROM articles WHERE id = $1)
		UPDATE articles a SET review_by = $2 FROM old WHERE a.id = old.id RETURNING old.review_by`, id, nullDay(reviewBy)).Scan(&was)
	if err != nil || day(was).Equal(reviewBy) {
		return err
	}
	told := func(t time.Time) string {
		if t.IsZero() {
			return "not set"
		}
		return t.Format("2 January 2006")
	}
	return step(ctx, tx, id, number, "dated", by, fmt.Sprintf("review by %s, before: %s", told(reviewBy), told(day(was))))
}

// Doubt says that an article may not be true: it is not answered with automatically until somebody verifies it.
func (s *Store) Doubt(ctx context.Context, id int64, by, why string) error {
	var c checker
	if why = c.text("note", why, 2000); why == "" {
		c.fail("note", "is missing: say what may be wrong", "The price may have changed.")
	}
	if err := c.err(); err != nil {
		return err
	}
	return s.move(ctx, id, "doubt", func(ctx context.Context, tx pgx.Tx, latest Version) error {
		if _, err := tx.Exec(ctx, `UPDATE articles SET unverified = true WHERE id = $1`, id); err != nil {
			return err
		}
		return step(ctx, tx, id, latest.Number, "doubted", by, why)
	})
}

// ReportedWrong is the doubt about an article that an operator has reported as wrong, in the version that readers see, as long as
// nobody has answered the report.
const ReportedWrong = "reported as wrong"

// OpenReport is the condition, in SQL, that a version of an article is reported as wrong and nobody has answered that.
func OpenReport(article, version string) string {
	return `EXISTS (SELECT FROM article_reports r WHERE r.article_id = ` + article + ` AND r.version = ` + version + ` AND r.resolved_at IS NULL AND NOT r.erasure)`
}

// Doubts says of each of the articles that must not be answered with unseen why that is: somebody has reported it as wrong,
// nobody has verified it, the day of its review has passed, or readers do not see it any more. Articles in order are not among them.
func (s *Store) Doubts(ctx context.Context, ids []int64) (map[int64]string, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT a.id, a.published IS NULL OR a.removed_at IS NOT NULL OR p.removed_at IS NOT NULL, `+OpenReport("a.id", "a.published")+`, a.unverified, a.review_by
		FROM articles a JOIN projects p ON p.id = a.project_id
		WHERE a.id = ANY($1) AND (a.published IS NULL OR a.removed_at IS NOT NULL OR p.removed_at IS NOT NULL OR a.unverified
			OR a.review_by < `+today+` OR `+OpenReport("a.id", "a.published")+`)`, ids)
	doubts := map[int64]string{}
	var id int64
	var gone, reported, unverified bool
	var reviewBy *time.Time
	_, err := pgx.ForEachRow(rows, []any{&id, &gone, &reported, &unverified, &reviewBy}, func() error {
		switch {
		case gone:
			doubts[id] = "taken back from readers"
		case reported:
			doubts[id] = ReportedWrong
		case unverified:
			doubts[id] = "not verified"
		default:
			doubts[id] = "review overdue since " + reviewBy.Format("2 January 2006")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("whether articles may be trusted: %w", err)
	}
	return doubts, nil
}
