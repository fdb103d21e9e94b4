package knowledge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// WithoutBreaks takes the articles out of a publication of many that would break stored questions, or out of a removal of many
// those that such questions would lose: each of them takes a reason. It returns the batch with the others, and those that are
// left. Without a trier nothing is known to break.
func (s *Store) WithoutBreaks(ctx context.Context, try Trier, b Batch) (Batch, []BatchLeft, error) {
	if b.Do == BatchUnpublish || b.Do == BatchRemove {
		return s.withoutLosing(ctx, b)
	}
	if b.Do != BatchPublish || try == nil {
		return b, nil, nil
	}
	stored, err := s.MustFinds(ctx, "", "", 1)
	if err != nil || len(stored) == 0 {
		return b, nil, err
	}
	var keep []int64
	var left []BatchLeft
	for _, id := range b.Articles {
		d, err := s.Article(ctx, id)
		if errors.Is(err, ErrNotFound) {
			keep = append(keep, id) // ChangeAll tells that it never was
			continue
		}
		if err != nil {
			return b, nil, err
		}
		broken, err := s.breaksOf(ctx, try, d)
		if err != nil {
			return b, nil, err
		}
		if len(broken) == 0 {
			keep = append(keep, id)
			continue
		}
		left = append(left, BatchLeft{Article: id, Lang: d.Lang, Title: d.Versions[0].Title,
			Why: fmt.Sprintf("It would break a test question: “%s”. Publish it by itself, with a reason.", broken[0].Text)})
	}
	b.Articles = keep
	return b, left, nil
}

// withoutLosing takes the articles out of a removal of many that stored questions would lose.
func (s *Store) withoutLosing(ctx context.Context, b Batch) (Batch, []BatchLeft, error) {
	losing, err := s.Losing(ctx, b.Articles...)
	if err != nil || len(losing) == 0 {
		return b, nil, err
	}
	named, err := s.Named(ctx, slices.Sorted(maps.Keys(losing)))
	if err != nil {
		return b, nil, err
	}
	alone := map[BatchAct]string{BatchUnpublish: "Unpublish", BatchRemove: "Remove"}[b.Do]
	var left []BatchLeft
	for _, r := range named {
		questions := losing[r.ID]
		why := fmt.Sprintf("A test question would lose its article: “%s”.", questions[0].Text)
		if n := len(questions); n > 1 {
			why = fmt.Sprintf("%d test questions would lose their article, such as “%s”.", n, questions[0].Text)
		}
		left = append(left, BatchLeft{Article: r.ID, Lang: r.Lang, Title: r.Title, Why: why + " " + alone + " it by itself, with a reason."})
	}
	b.Articles = slices.DeleteFunc(slices.Clone(b.Articles), func(id int64) bool { return len(losing[id]) > 0 })
	return b, left, nil
}

// breaksOf are the stored questions that the newest version of an article would break, were it published.
func (s *Store) breaksOf(ctx context.Context, try Trier, d Document) ([]TrialBreak, error) {
	if d.Published == d.Latest || !d.Removed.IsZero() {
		return nil, nil
	}
	p, err := s.Project(ctx, d.Project)
	if errors.Is(err, ErrNotFound) { // removed: no reader sees it
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.Breaks(ctx, try, Attempt{Draft: p.Tried(d.ID, d.Key, d.Lang, d.Versions[0].Draft)})
}
