package assist

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"switchboard/knowledge"
)

const (
	recalled = 60   // articles that are recalled for a question
	fitting  = 0.12 // fit or share from which a recalled article counts that the search did not find
	fetched  = 8    // such articles at most
	meaning  = 0.2  // nearness in meaning from which a recalled article counts that shares no word
	behind   = 0.12 // how far behind the nearest of them at most
	meanings = 4    // such articles at most
)

// found is what there is for a question.
type found struct {
	hits     []knowledge.Hit // as the index found them, and those that were recalled and not found
	recalled map[int64]knowledge.Recalled
	lang     string // of the question

	readers *sync.Pool
	asked   map[string]sought // the question's words, by language of hits, once they are read
	pages   []page            // what of them stands in each hit
}

// find returns what the index has for a question, with what earlier questions say about those articles, and with articles
// that were recalled and not found. The query's projects are those that may answer; none: all. The index is searched while
// the memory recalls.
func (a *Assistant) find(ctx context.Context, d Dialogue, query knowledge.Query) (f found, err error) {
	f.readers = &a.readers
	query.Lang, query.Internal, query.At, query.Unmarked = d.Lang, true, d.At, true
	if a.memory == nil {
		if f.hits, err = a.index.Search(ctx, query); err != nil {
			return f, fmt.Errorf("search for an answer: %w", err)
		}
		return f, nil
	}
	asked := knowledge.Asked{Text: query.Text, Lang: d.Lang, Projects: query.Projects, Limit: recalled}
	if asked.Lang == "" {
		asked.Lang, _ = knowledge.Language(query.Text, "")
	}
	f.lang = asked.Lang
	searched := knowledge.Beside(func() { f.hits, err = a.index.Search(ctx, query) })
	asked.Also = func() []int64 {
		searched()
		ids := make([]int64, len(f.hits))
		for i, h := range f.hits {
			ids[i] = h.Article
		}
		return ids
	}
	list := a.memory.Recall(asked)
	if d.Call { // what is asked comes in pieces, each of which is about too little
		for i := range list {
			list[i].About, list[i].Said, list[i].Closest = 0, 0, false
		}
	}
	searched()
	if err != nil {
		return f, fmt.Errorf("search for an answer: %w", err)
	}
	f.hits, f.recalled = a.join(ctx, d, query.Projects, f.hits, list)
	return f, nil
}

// join returns what was recalled, by article, and the hits with those articles that were recalled and not found.
func (a *Assistant) join(ctx context.Context, d Dialogue, only []string, hits []knowledge.Hit, list []knowledge.Recalled) ([]knowledge.Hit, map[int64]knowledge.Recalled) {
	found := make(map[int64]int, len(hits))
	for i, h := range hits {
		found[h.Article] = i
	}
	known := make(map[int64]knowledge.Recalled, len(list))
	missing, near := fetched, nearEnough(list)
	var more []int64
	for _, r := range list {
		known[r.Article] = r
		if i, ok := found[r.Article]; ok {
			if hits[i].Question == "" {
				hits[i].Question = r.Question
			}
			continue
		}
		switch {
		case a.articles == nil:
			continue
		case missing > 0 && max(r.Fit, r.Share, r.Text) >= fitting:
			missing--
		case r.Meaning >= near, r.Closest:
		default:
			continue
		}
		more = append(more, r.Article)
	}
	for _, article := range a.recalledArticles(ctx, more) {
		if !article.Valid(d.At) || (len(only) > 0 && !slices.Contains(only, article.Project)) {
			continue
		}
		r := known[article.ID]
		variant := slices.IndexFunc(hits, func(h knowledge.Hit) bool { return h.Project == article.Project && h.Key == article.Key })
		if variant < 0 {
			hits = append(hits, hitOf(article, r))
			continue
		}
		there := known[hits[variant].Article]
		there.Past, there.Seconded = likelier(there.Past, r.Past), likelier(there.Seconded, r.Seconded)
		known[hits[variant].Article] = there
	}
	return hits, known
}

// likelier is what earlier questions say of an article, or of the same in another language, if it was asked in that; that it was not meant in one is not
// undone by the other.
func likelier(own, other knowledge.Past) knowledge.Past {
	if other.Fit > max(own.Fit, 0) {
		return other
	}
	return own
}

// recalledArticles are the articles with some ids, in their order. None if they cannot be read: what was found counts alone.
func (a *Assistant) recalledArticles(ctx context.Context, ids []int64) []knowledge.Article {
	if len(ids) == 0 {
		return nil
	}
	list, err := a.articles(ctx, ids)
	if err != nil {
		a.log.Warn("articles that answered before cannot be read and are left out", "articles", ids, "error", err)
		return nil
	}
	slices.SortFunc(list, func(x, y knowledge.Article) int { return cmp.Compare(slices.Index(ids, x.ID), slices.Index(ids, y.ID)) })
	return list
}

// nearEnough is how near in meaning an article must be that it counts: one of the nearest, and not far behind them.
func nearEnough(list []knowledge.Recalled) float64 {
	all := make([]float64, 0, len(list)+meanings)
	for _, r := range list {
		all = append(all, r.Meaning)
	}
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	all = append(all, make([]float64, meanings)...)
	return max(meaning, all[0]-behind, all[meanings-1])
}

// hitOf is a recalled article as if the search had found it.
func hitOf(a knowledge.Article, r knowledge.Recalled) knowledge.Hit {
	h := knowledge.Hit{
		Article: a.ID, Version: a.Version, Key: a.Key, Project: a.Project, Name: a.Name, Lang: a.Lang, Title: a.Title,
		Link: a.Link, Audience: a.Audience, Published: a.Published, Tags: a.Tags, Question: r.Question,
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
