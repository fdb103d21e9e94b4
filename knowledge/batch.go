package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// BatchAct is what is done to many articles at once.
type BatchAct string

// What can be done to many articles at once. The first three relabel: readers see the label at once, also where a newer
// draft waits, and the text of neither changes.
const (
	BatchOwner     BatchAct = "owner"
	BatchTags      BatchAct = "tags"
	BatchAudience  BatchAct = "audience"
	BatchVerify    BatchAct = "verify"
	BatchPublish   BatchAct = "publish"
	BatchUnpublish BatchAct = "unpublish"
	BatchRemove    BatchAct = "remove"
	BatchRestore   BatchAct = "restore"
)

// Batch is one thing to do to many articles.
type Batch struct {
	Articles []int64
	Do       BatchAct
	Owner    string // BatchOwner
	Add      []string
	Drop     []string // BatchTags
	Audience Audience // BatchAudience
	ReviewBy time.Time
	By       string
	Dry      bool // say what would come of it, and change nothing
}

// BatchDone is what came of a Batch.
type BatchDone struct {
	Changed int
	Same    int // were so already
	Left    []BatchLeft
}

// BatchLeft is an article that was left as it was, and why.
type BatchLeft struct {
	Article          int64
	Lang, Title, Why string
}

// MostBatch is how many articles a Batch may name.
const MostBatch = 2000

// errDry takes back what a batch did to see what would come of it.
var errDry = errors.New("it is only looked at")

// errSame and leftError are how one article of a batch ends that is not changed.
var errSame = errors.New("it is so already")

type leftError string

func (e leftError) Error() string { return string(e) }

// ChangeAll does one thing to many articles in one transaction: all that can be changed are, or none is. What a new
// version carries on, such as lessons, translations that say the same, reviews and plans, stays with it where only labels
// change. An InvalidError names the fields at fault.
func (s *Store) ChangeAll(ctx context.Context, b Batch) (done BatchDone, err error) {
	day, err := s.today(ctx)
	if err != nil {
		return BatchDone{}, fmt.Errorf("change %d articles: %w", len(b.Articles), err)
	}
	if err := b.check(day); err != nil {
		return done, fmt.Errorf("change %d articles: %w", len(b.Articles), err)
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		done = BatchDone{}
		rev, err := publish(ctx, tx)
		if err != nil {
			return err
		}
		for _, id := range b.Articles {
			if err := b.one(ctx, tx, id, rev, &done); err != nil {
				return fmt.Errorf("article %d: %w", id, err)
			}
		}
		if b.Dry {
			return errDry
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDry) {
		return BatchDone{}, fmt.Errorf("change %d articles: %w", len(b.Articles), err)
	}
	return done, nil
}

// check tidies a batch. Its articles are locked in the order of their ids.
func (b *Batch) check(today time.Time) error {
	var c checker
	b.Owner, b.Add, b.Drop = c.line("owner", b.Owner), c.lines("tags", b.Add, maxTags), c.lines("tags", b.Drop, maxTags)
	b.ReviewBy = c.review(b.ReviewBy, today)
	b.Articles = slices.Compact(slices.Sorted(slices.Values(b.Articles)))
	acts := []BatchAct{BatchOwner, BatchTags, BatchAudience, BatchVerify, BatchPublish, BatchUnpublish, BatchRemove, BatchRestore}
	switch {
	case !slices.Contains(acts, b.Do):
		c.fail("do", "is not known: choose what to do", string(BatchOwner))
	case len(b.Articles) > MostBatch:
		c.fail("articles", fmt.Sprintf("are %d: at most %d can be changed at once", len(b.Articles), MostBatch), "")
	case b.Do == BatchTags && len(b.Add)+len(b.Drop) == 0:
		c.fail("tags", "are missing", "delivery, returns")
	case b.Do == BatchAudience && b.Audience != Public && b.Audience != Internal:
		c.fail("audience", "is missing", string(Public))
	}
	return c.err()
}

// batchRow is what a batch has to know of an article.
type batchRow struct {
	id                int64
	lang              string
	published, latest int
	planned           int // the version that is to be published at a time; 0: none
	removed           bool
}

func (b *Batch) one(ctx context.Context, tx pgx.Tx, id, rev int64, done *BatchDone) error {
	r := batchRow{id: id}
	var title string
	err := tx.QueryRow(ctx, `
		SELECT a.lang, COALESCE(a.published, 0), a.latest, COALESCE(a.publish_version, 0), a.removed_at IS NOT NULL, v.title
		FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.latest WHERE a.id = $1 FOR UPDATE OF a`, id).
		Scan(&r.lang, &r.published, &r.latest, &r.planned, &r.removed, &title)
	if errors.Is(err, pgx.ErrNoRows) {
		done.Left = append(done.Left, BatchLeft{Article: id, Why: "There is no such article."})
		return nil
	}
	if err == nil {
		err = b.change(ctx, tx, r, rev)
	}
	left, isLeft := errors.AsType[leftError](err)
	invalid, isInvalid := errors.AsType[InvalidError](err)
	_, isGone := errors.AsType[*RemovedProjectError](err)
	switch {
	case err == nil:
		done.Changed++
	case errors.Is(err, errSame):
		done.Same++
	case isLeft:
		done.Left = append(done.Left, BatchLeft{id, r.lang, title, string(left)})
	case isGone:
		done.Left = append(done.Left, BatchLeft{id, r.lang, title, "Its project was removed: restore that first."})
	case isInvalid:
		done.Left = append(done.Left, BatchLeft{id, r.lang, title, invalid.Error()})
	default:
		return err
	}
	return nil
}

// change does it to one article, which is locked.
func (b *Batch) change(ctx context.Context, tx pgx.Tx, r batchRow, rev int64) error {
	switch {
	case b.Do == BatchRestore && r.removed:
		return bringBack(ctx, tx, r.id, b.By)
	case b.Do == BatchRestore:
		return errSame
	case r.removed:
		return leftError("It is removed.")
	}
	switch b.Do {
	case BatchVerify:
		if r.published == 0 {
			return leftError("Readers do not see it yet: publish it first.")
		}
		return verify(ctx, tx, r.id, r.published, b.By, b.ReviewBy)
	case BatchPublish:
		if r.published == r.latest {
			return errSame
		}
		if err := mayAppear(ctx, tx, r.id, r.latest); err != nil {
			return err
		}
		return appear(ctx, tx, r.id, r.latest, rev, b.By, "")
	case BatchUnpublish:
		if r.published == 0 {
			return errSame
		}
		return takeBack(ctx, tx, r.id, rev, b.By, "")
	case BatchRemove:
		return remove(ctx, tx, r.id, rev, "removed", b.By, "")
	}
	if err := inProject(ctx, tx, r.id); err != nil {
		return err
	}
	return b.relabel(ctx, tx, r, rev)
}

// relabel saves what readers see with other labels, and the newest draft with them too.
func (b *Batch) relabel(ctx context.Context, tx pgx.Tx, r batchRow, rev int64) error {
	next, changed := r.latest, false
	for _, number := range slices.Compact([]int{r.published, r.latest}) {
		if number == 0 {
			continue
		}
		v, err := version(ctx, tx, r.id, number)
		if err != nil {
			return err
		}
		draft, err := b.labelled(v.Draft)
		if err != nil {
			return err
		}
		if sameDraft(v.Draft, draft) && !changed {
			continue
		}
		if b.Do == BatchAudience && (number == r.published || number == r.planned) {
			var c checker
			if c.unmasked(draft); c.err() != nil {
				return c.err()
			}
		}
		changed = true
		next++
		if err := insertVersion(ctx, tx, r.id, Version{Number: next, Draft: draft, Author: b.By, Comment: b.comment()}); err != nil {
			return err
		}
		if err := follow(ctx, tx, r.id, number, next, rev); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE articles SET latest = $2, owner = $3 WHERE id = $1`, r.id, next, draft.Owner)
		if err != nil {
			return err
		}
	}
	if !changed {
		return errSame
	}
	return nil
}

// labelled is a draft with the labels of the batch.
func (b *Batch) labelled(d Draft) (Draft, error) {
	switch b.Do {
	case BatchOwner:
		d.Owner = b.Owner
	case BatchAudience:
		d.Audience = b.Audience
	case BatchTags:
		tags := slices.Clone(d.Tags)
		for _, t := range b.Add {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
		d.Tags = slices.DeleteFunc(tags, func(t string) bool { return slices.Contains(b.Drop, t) })
	}
	var c checker
	d.Tags = c.lines("tags", d.Tags, maxTags)
	return d, c.err()
}

// comment says in the version's history what was done.
func (b *Batch) comment() string {
	switch b.Do {
	case BatchOwner:
		if b.Owner == "" {
			return "No owner any more."
		}
		return "Owner: " + firstSigns(b.Owner, 200) + "."
	case BatchAudience:
		return "Audience: " + string(b.Audience) + "."
	}
	var out []string
	if len(b.Add) > 0 {
		out = append(out, "Tags added: "+strings.Join(b.Add, ", ")+".")
	}
	if len(b.Drop) > 0 {
		out = append(out, "Tags taken off: "+strings.Join(b.Drop, ", ")+".")
	}
	return firstSigns(strings.Join(out, " "), maxLine)
}

// follow lets everything that holds of a version hold of a later one with the same text: that readers see it, that it
// awaits a review or a time, that translations say what it says, what was learned about it and what readers said of it.
func follow(ctx context.Context, tx pgx.Tx, id int64, from, to int, rev int64) error {
	batch := &pgx.Batch{}
	batch.Queue(`UPDATE lessons SET version = $3 WHERE article_id = $1 AND version = $2`, id, from, to)
	batch.Queue(`UPDATE articles t SET translated = $3 FROM articles o
		WHERE o.id = $1 AND t.project_id = o.project_id AND t.key = o.key AND t.translates = o.lang AND t.translated = $2`, id, from, to)
	batch.Queue(`UPDATE help_votes SET version = $3 WHERE article_id = $1 AND version = $2`, id, from, to)
	batch.Queue(`UPDATE help_notes SET version = $3 WHERE article_id = $1 AND version = $2`, id, from, to)
	batch.Queue(`UPDATE alike_settled SET a_version = CASE WHEN a_article = $1 AND a_version = $2 THEN $3 ELSE a_version END,
		b_version = CASE WHEN b_article = $1 AND b_version = $2 THEN $3 ELSE b_version END WHERE $1 IN (a_article, b_article)`, id, from, to)
	batch.Queue(`UPDATE articles SET published = CASE WHEN published = $2 THEN $3 ELSE published END, rev = CASE WHEN published = $2 THEN $4 ELSE rev END,
		submitted = CASE WHEN submitted = $2 THEN $3 ELSE submitted END, conflict = CASE WHEN conflict = $2 THEN $3 ELSE conflict END,
		publish_version = CASE WHEN publish_version = $2 THEN $3 ELSE publish_version END WHERE id = $1`, id, from, to, rev)
	return tx.SendBatch(ctx, batch).Close()
}
