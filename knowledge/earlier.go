package knowledge

import (
	"cmp"
	"context"
	"slices"
)

// Earlier returns questions that were asked before and that an article answered, as far as readers see it now: those most
// like a text, nearest first, at most limit of them. They are masked. What shares no word with the text is left out.
func (s *Store) Earlier(ctx context.Context, article int64, text, lang string, limit int) ([]Remembered, error) {
	a, err := s.Published(ctx, article)
	if err != nil || a == nil {
		return nil, err
	}
	type alike struct {
		Remembered
		near float64
	}
	var list []alike
	asked := stemsOf(text, lang)
	for _, r := range a.Remembered {
		if n := near(asked, stemsOf(r.Text, cmp.Or(r.Lang, lang))); n > 0 && r.Weight > 0 && r.Count > 0 {
			list = append(list, alike{r, n})
		}
	}
	slices.SortStableFunc(list, func(x, y alike) int { return cmp.Compare(y.near, x.near) })
	out := make([]Remembered, 0, min(len(list), limit))
	for _, x := range list[:min(len(list), max(limit, 0))] {
		out = append(out, x.Remembered)
	}
	return out, nil
}
