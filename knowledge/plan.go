package knowledge

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Plan is when an article appears to its readers and when it is taken back, to the second.
type Plan struct {
	Version int       // that appears; 0: none is to
	From    time.Time // zero: nothing is planned
	Until   time.Time // zero: it stays
}

// Plan sets when a version of an article is published and when the article is taken back, in place of what was planned. A version
// that readers see already is an InvalidError; one that is spoilt (see Document.Spoilt) is saved as the newest first, which is planned
// in its place.
func (s *Store) Plan(ctx context.Context, id int64, p Plan, by string) error {
	zone, err := s.Zone(ctx)
	if err != nil {
		return fmt.Errorf("plan article %d: %w", id, err)
	}
	var c checker
	now := time.Now().In(zone)
	p = p.in(zone)
	if !p.From.IsZero() && !p.From.After(now) {
		c.fail("publish_at", "has passed: publish it now, or choose a later time", example(now))
	}
	if !p.Until.IsZero() && !p.Until.After(now) {
		c.fail("expire_at", "has passed: take it back now, or choose a later time", example(now))
	}
	if !p.From.IsZero() && !p.Until.IsZero() && !p.Until.After(p.From) {
		c.fail("expire_at", "is not after the publication", example(p.From))
	}
	if (p.Version == 0) != p.From.IsZero() {
		c.fail("publish_at", "needs both a version and a time", example(now))
	}
	if p.From.Year() > 9999 || p.Until.Year() > 9999 {
		c.fail("publish_at", "is too far away", example(now))
	}
	if err := c.err(); err != nil {
		return err
	}
	return s.move(ctx, id, "plan", func(ctx context.Context, tx pgx.Tx, _ Version) error {
		if p.Version != 0 {
			var shown int
			if err := tx.QueryRow(ctx, `SELECT COALESCE(published, 0) FROM articles WHERE id = $1`, id).Scan(&shown); err != nil {
				return err
			}
			if p.Version == shown {
				return InvalidError{{Field: "publish_at", Problem: fmt.Sprintf("would change nothing: readers see version %d already. Leave it out, or name another version", shown)}}
			}
			if p.Version, err = haveBack(ctx, tx, id, p.Version, by); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `UPDATE articles SET publish_version = NULLIF($2, 0), publish_at = $3, publish_by = $4, expire_at = $5 WHERE id = $1`,
			id, p.Version, nullDay(p.From), by, nullDay(p.Until))
		if err != nil {
			return err
		}
		if p == (Plan{}) {
			return step(ctx, tx, id, 0, "unplanned", by, "")
		}
		return step(ctx, tx, id, p.Version, "planned", by, p.words())
	})
}

// MomentForm is how examples of times are written, in the company's time zone.
const MomentForm = "2006-01-02 15:04"

func example(after time.Time) string { return after.AddDate(0, 0, 1).Format(MomentForm) }

// in is the plan to the second, its times told in a zone.
func (p Plan) in(zone *time.Location) Plan {
	for _, t := range []*time.Time{&p.From, &p.Until} {
		if !t.IsZero() { // zero is without a zone
			*t = t.Truncate(time.Second).In(zone)
		}
	}
	return p
}

// words tell a plan in the zone of its times.
func (p Plan) words() string {
	const form = "2 January 2006, 15:04 MST"
	switch {
	case p.Until.IsZero():
		return "from " + p.From.Format(form)
	case p.From.IsZero():
		return "until " + p.Until.Format(form)
	}
	return fmt.Sprintf("from %s until %s", p.From.Format(form), p.Until.Format(form))
}

// CarryOut publishes and takes back what is due, and says how many articles that were. Any replica may do it at any time:
// each plan is carried out once.
func (s *Store) CarryOut(ctx context.Context) (done int, err error) {
	var due bool
	err = s.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM articles WHERE publish_at <= now()) OR EXISTS (SELECT FROM articles WHERE expire_at <= now())`).Scan(&due)
	if err != nil {
		return 0, fmt.Errorf("look for what is due: %w", err)
	}
	if !due {
		return 0, nil
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		done, err = carryOut(ctx, tx, rev)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("carry out what is due: %w", err)
	}
	return done, nil
}

// planned is an article of which something is due.
type planned struct {
	id         int64
	version    int
	by         string
	show, hide bool
	removed    bool // meanwhile: the plan lapses
}

func carryOut(ctx context.Context, tx pgx.Tx, rev int64) (done int, err error) {
	// the clock and not the beginning of the transaction: it may have waited for another publisher
	rows, _ := tx.Query(ctx, `
		SELECT id, COALESCE(publish_version, 0), publish_by, COALESCE(publish_at <= clock_timestamp(), false),
			COALESCE(expire_at <= clock_timestamp(), false), removed_at IS NOT NULL
		FROM articles WHERE publish_at <= clock_timestamp() OR expire_at <= clock_timestamp() ORDER BY id LIMIT 500 FOR UPDATE`)
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p planned, err error) {
		err = row.Scan(&p.id, &p.version, &p.by, &p.show, &p.hide, &p.removed)
		return p, err
	})
	if err != nil {
		return 0, err
	}
	for _, p := range list {
		if p.show && !p.hide && !p.removed {
			if err := appear(ctx, tx, p.id, p.version, rev, p.by, "as planned"); err != nil {
				return 0, err
			}
		}
		if p.show {
			if _, err := tx.Exec(ctx, `UPDATE articles SET publish_version = NULL, publish_at = NULL WHERE id = $1`, p.id); err != nil {
				return 0, err
			}
		}
		if !p.hide {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE articles SET published = NULL, expire_at = NULL, rev = $2 WHERE id = $1`, p.id, rev); err != nil {
			return 0, err
		}
		if err := step(ctx, tx, p.id, 0, "expired", "", ""); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// NextDue is how long it is until something is due: at most the given time, and nothing if it is due already.
func (s *Store) NextDue(ctx context.Context, most time.Duration) (time.Duration, error) {
	var seconds *float64
	err := s.pool.QueryRow(ctx, `SELECT extract(epoch FROM least((SELECT min(publish_at) FROM articles), (SELECT min(expire_at) FROM articles)) - clock_timestamp())::float8`).Scan(&seconds)
	if err != nil {
		return most, fmt.Errorf("when something is due: %w", err)
	}
	if seconds == nil {
		return most, nil
	}
	return max(0, min(most, time.Duration(*seconds*float64(time.Second)))), nil
}
