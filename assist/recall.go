package assist

import (
	"context"
	"slices"

	"switchboard/knowledge"
)

const (
	recalled = 60   // articles that are recalled for a question
	fitting  = 0.12 // fit or share from which a recalled article counts that the search did not find
	fetched  = 8    // such articles at most
)

// recall returns what earlier questions say about the hits, by article, and the hits with those articles that were
// recalled and not found. Only names the projects that may answer; empty: all.
func (a *Assistant) recall(ctx context.Context, q question, d Dialogue, only []string, hits []knowledge.Hit) ([]knowledge.Hit, map[int64]knowledge.Recalled) {
	return a.recallFrom(ctx, a.memory, q, d, only, hits)
}

func (a *Assistant) recallFrom(ctx context.Context, memory knowledge.Recaller, q question, d Dialogue, only []string, hits []knowledge.Hit) ([]knowledge.Hit, map[int64]knowledge.Recalled) {
	if memory == nil {
		return hits, nil
	}
	lang := d.Lang
	if lang == "" {
		lang, _ = knowledge.Language(q.text, "")
	}
	found, ids := make(map[int64]int, len(hits)), make([]int64, len(hits))
	for i, h := range hits {
		found[h.Article], ids[i] = i, h.Article
	}
	list := memory.Recall(knowledge.Asked{Text: q.text, Lang: lang, Projects: only, Limit: recalled, Also: ids})
	known := make(map[int64]knowledge.Recalled, len(list))
	missing := fetched
	for _, r := range list {
		known[r.Article] = r
		if i, ok := found[r.Article]; ok {
			if hits[i].Question == "" {
				hits[i].Question = r.Question
			}
			continue
		}
		if missing == 0 || a.article == nil || max(r.Fit, r.Share, r.Text) < fitting {
			continue
		}
		missing--
		article, err := a.article(ctx, r.Article)
		if err != nil {
			a.log.Warn("an article that answered before cannot be read and is left out", "article", r.Article, "error", err)
			continue
		}
		if article == nil || !article.Valid(d.At) || (len(only) > 0 && !slices.Contains(only, article.Project)) {
			continue
		}
		variant := slices.IndexFunc(hits, func(h knowledge.Hit) bool { return h.Project == article.Project && h.Key == article.Key })
		if variant < 0 {
			hits = append(hits, hitOf(*article, r))
			continue
		}
		if there := hits[variant].Article; known[there].Fit < r.Fit { // it was asked in another language
			known[there] = r
		}
	}
	return hits, known
}

// hitOf is a recalled article as if the search had found it.
func hitOf(a knowledge.Article, r knowledge.Recalled) knowledge.Hit {
	h := knowledge.Hit{
		Article: a.ID, Version: a.Version, Key: a.Key, Project: a.Project, Name: a.Name, Lang: a.Lang, Title: a.Title,
		Link: a.Link, Audience: a.Audience, Published: a.Published, Question: r.Question,
	}
	passages := knowledge.Passages(a.Body)
	if len(passages) == 0 {
		return h
	}
	n := min(r.Passage, len(passages)-1) // the article may have changed since
	if h.Heading, h.Passage = passages[n].Heading, passages[n].Text; n > 0 {
		h.Lead = passages[0].Text
	}
	return h
}
