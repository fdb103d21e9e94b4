package assist

import (
	"context"

	"switchboard/knowledge"
)

// wholes reads articles whole for one message or reply: each once, so that what is told of one is told of the same version.
type wholes struct {
	assistant *Assistant
	read      map[int64]*knowledge.Article // nil: readers do not see it
}

func (a *Assistant) wholes() wholes { return wholes{a, map[int64]*knowledge.Article{}} }

// of are the articles of hits, without those that cannot be read: of these what was found has to do.
func (w wholes) of(ctx context.Context, hits []knowledge.Hit) (articles []knowledge.Article) {
	var missing []int64
	for _, h := range hits {
		if _, ok := w.read[h.Article]; !ok {
			missing = append(missing, h.Article)
		}
	}
	if err := w.take(ctx, missing); err != nil {
		w.assistant.log.Warn("articles cannot be read whole: what was found of them has to do", "articles", missing, "error", err)
	}
	taken := map[int64]bool{}
	for _, h := range hits {
		if article := w.read[h.Article]; article != nil && !taken[h.Article] {
			taken[h.Article], articles = true, append(articles, *article)
		}
	}
	return articles
}

// take reads articles that were not read yet.
func (w wholes) take(ctx context.Context, ids []int64) error {
	if w.assistant.articles == nil || len(ids) == 0 {
		return nil
	}
	list, err := w.assistant.articles(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		w.read[id] = nil
	}
	for i := range list {
		w.read[list[i].ID] = &list[i]
	}
	return nil
}
