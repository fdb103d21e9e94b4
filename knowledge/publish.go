package knowledge

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Publish shows a version to readers. Who publishes it stands for its truth. It may be an older one; one that is spoilt (see
// Document.Spoilt) is saved as the newest first.
func (s *Store) Publish(ctx context.Context, id int64, number int, by string) error {
	_, err := s.PublishBecause(ctx, id, number, by, "")
	return err
}

// PublishBecause is Publish with a reason, which the article's history keeps. It returns the number of the version that readers
// see now.
func (s *Store) PublishBecause(ctx context.Context, id int64, number int, by, reason string) (shown int, err error) {
	var c checker
	if reason = c.text("reason", reason, 2000); c.err() != nil {
		return 0, c.err()
	}
	err = s.show(ctx, "publish", id, func(ctx context.Context, tx pgx.Tx, rev int64) error {
		if shown, err = haveBack(ctx, tx, id, number, by); err != nil {
			return err
		}
		return appear(ctx, tx, id, shown, rev, by, reason)
	})
	return shown, err
}

// haveBack saves a version that is spoilt as the newest, and so one that readers go on seeing though a source says otherwise, and
// returns the number of the version to show in its place: any other is itself.
func haveBack(ctx context.Context, tx pgx.Tx, id int64, number int, by string) (int, error) {
	var published, latest int
	var undecided bool
	err := tx.QueryRow(ctx, `SELECT COALESCE(published, 0), latest, `+waits+` FROM articles a WHERE id = $1`, id).Scan(&published, &latest, &undecided)
	if err != nil {
		return 0, err
	}
	if err = mayAppear(ctx, tx, id, number); err == nil && (spoilt(number, published, latest) || undecided && number == published) {
		return restore(ctx, tx, id, number, by)
	}
	return number, err
}

// Unpublish takes an article back from readers; its versions stay as drafts.
func (s *Store) Unpublish(ctx context.Context, id int64, by string) error {
	return s.unpublish(ctx, id, by, "")
}

func (s *Store) unpublish(ctx context.Context, id int64, by, reason string) error {
	return s.show(ctx, "unpublish", id, func(ctx context.Context, tx pgx.Tx, rev int64) error {
		return takeBack(ctx, tx, id, rev, by, reason)
	})
}

func takeBack(ctx context.Context, tx pgx.Tx, id, rev int64, by, reason string) error {
	if _, err := tx.Exec(ctx, `UPDATE articles SET published = NULL, expire_at = NULL, rev = $2 WHERE id = $1`, id, rev); err != nil {
		return err
	}
	return step(ctx, tx, id, 0, "taken back", by, reason)
}

// Remove takes an article away from readers and from the lists. Nothing is lost: Restore brings it back.
func (s *Store) Remove(ctx context.Context, id int64, by string) error {
	return s.remove(ctx, id, by, "")
}

func (s *Store) remove(ctx context.Context, id int64, by, reason string) error {
	return s.show(ctx, "remove", id, func(ctx context.Context, tx pgx.Tx, rev int64) error {
		return remove(ctx, tx, id, rev, "removed", by, reason)
	})
}

// remove takes an article away, and notes who did it and how: it was removed, for the reason that the note says, or merged into the
// one that it names.
func remove(ctx context.Context, tx pgx.Tx, id, rev int64, what, by, note string) error {
	if _, err := tx.Exec(ctx, `UPDATE articles SET removed_at = now(), rev = $2 WHERE id = $1`, id, rev); err != nil {
		return err
	}
	return step(ctx, tx, id, 0, what, by, note)
}

// bringBack makes a removed article a draft again, and notes who did it. One that is not removed stays as it is.
func bringBack(ctx context.Context, tx pgx.Tx, id int64, by string) error {
	tag, err := tx.Exec(ctx, `UPDATE articles SET removed_at = NULL, published = NULL WHERE id = $1 AND removed_at IS NOT NULL`, id)
	if err != nil || tag.RowsAffected() == 0 {
		return err
	}
	return step(ctx, tx, id, 0, "brought back", by, "")
}

// show does what readers of one article notice.
func (s *Store) show(ctx context.Context, what string, id int64, do func(context.Context, pgx.Tx, int64) error) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := lockArticle(ctx, tx, id); err != nil {
			return err
		}
		return do(ctx, tx, rev)
	})
	if err != nil {
		return fmt.Errorf("%s article %d: %w", what, id, err)
	}
	return nil
}

// Restore saves what an earlier version said as the newest version, and returns its number; where the newest says the same, none is
// saved. Readers see it once it is published. A removed article is back among the drafts.
func (s *Store) Restore(ctx context.Context, id int64, number int, author string) (restored int, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := bringBack(ctx, tx, id, author); err != nil {
			return err
		}
		restored, err = restore(ctx, tx, id, number, author)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("restore version %d of article %d: %w", number, id, err)
	}
	return restored, nil
}

func restore(ctx context.Context, tx pgx.Tx, id int64, number int, author string) (int, error) {
	latest, err := lockArticle(ctx, tx, id)
	if err == nil {
		err = inProject(ctx, tx, id)
	}
	if err != nil {
		return 0, err
	}
	old, err := toldVersion(ctx, tx, id, number)
	if err != nil || sameDraft(latest.Draft, old.Draft) {
		return latest.Number, err
	}
	restored := latest.Number + 1
	v := Version{Number: restored, Draft: old.Draft, Author: author, Comment: fmt.Sprintf("Restores version %d.", number)}
	if err := insertVersion(ctx, tx, id, v); err != nil {
		return 0, err
	}
	return restored, makeNewest(ctx, tx, id, restored, old.Owner)
}
