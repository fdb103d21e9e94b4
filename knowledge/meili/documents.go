package meili

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"switchboard/knowledge"
)

// document is one passage.
type document struct {
	ID        string   `json:"id"` // <article>-<n>
	Article   int64    `json:"article"`
	N         int      `json:"n"` // number of the passage
	Version   int      `json:"version"`
	Key       string   `json:"key"`
	Project   string   `json:"project"`
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases"`
	Tag       string   `json:"tag"`  // language tag
	Lang      string   `json:"lang"` // its primary subtag
	Title     string   `json:"title"`
	Link      string   `json:"link"`
	Audience  string   `json:"audience"`
	Published int64    `json:"published"` // Unix time in microseconds
	Heading   string   `json:"heading"`
	Passage   string   `json:"passage"`
	Questions []string `json:"questions"`
	Tags      []string `json:"tags"`
	Stems     string   `json:"stems"` // of all that is searched, in the article's language
	From      int64    `json:"from"`  // first and last day it is in force, in days since 1970
	Until     int64    `json:"until"`
}

// Days beyond all that are valid.
const firstDay, lastDay = -1 << 31, 1 << 31

func documents(a knowledge.Article) []document {
	passages := knowledge.Passages(a.Body)
	if len(passages) == 0 {
		passages = []knowledge.Passage{{}}
	}
	from, until := int64(firstDay), int64(lastDay)
	if !a.ValidFrom.IsZero() {
		from = unixDay(a.ValidFrom)
	}
	if !a.ValidUntil.IsZero() {
		until = unixDay(a.ValidUntil)
	}
	shared := a.Title + "\n" + strings.Join(a.Questions, "\n") + "\n" + strings.Join(a.Tags, "\n")
	out := make([]document, len(passages))
	for i, p := range passages {
		out[i] = document{
			ID: fmt.Sprintf("%d-%d", a.ID, i), Article: a.ID, N: i, Version: a.Version, Key: a.Key, Project: a.Project, Name: a.Name,
			Aliases: a.Aliases, Tag: a.Lang, Lang: knowledge.Base(a.Lang), Title: a.Title, Link: a.Link, Audience: string(a.Audience),
			Published: a.Published.UnixMicro(), Heading: p.Heading, Passage: p.Text, Questions: a.Questions, Tags: a.Tags,
			Stems: stems(shared+"\n"+p.Heading+"\n"+p.Text, a.Lang), From: from, Until: until,
		}
	}
	return out
}

func stems(text, lang string) string {
	var b strings.Builder
	for _, t := range knowledge.Analyze(text, lang) {
		b.WriteString(t.Term)
		b.WriteByte(' ')
	}
	return b.String()
}

func unixDay(t time.Time) int64 {
	seconds := t.Unix()
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return day
}

// batch is how many articles go to the server in one request.
const batch = 200

// Put adds articles or replaces those with the same ID.
func (x *Index) Put(ctx context.Context, articles []knowledge.Article) error {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	for len(articles) > 0 {
		some := articles[:min(batch, len(articles))]
		articles = articles[len(some):]
		if err := x.put(ctx, x.config.Name, some); err != nil {
			return err
		}
	}
	return nil
}

// put writes the passages of some articles, then deletes those that an earlier, longer version had beyond them. The
// server keeps the order; between the two nothing is missing.
func (x *Index) put(ctx context.Context, name string, articles []knowledge.Article) error {
	what := fmt.Sprintf("put %d articles", len(articles))
	var docs []document
	counts := map[int][]string{} // articles by their number of passages
	for _, a := range articles {
		of := documents(a)
		docs = append(docs, of...)
		counts[len(of)] = append(counts[len(of)], strconv.FormatInt(a.ID, 10))
	}
	key := "id"
	added, err := x.start(ctx, what, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.Index(name).AddDocumentsWithContext(ctx, docs, &meilisearch.DocumentOptions{PrimaryKey: &key})
	})
	if err != nil {
		return err
	}
	var beyond []string
	for n, ids := range counts {
		beyond = append(beyond, fmt.Sprintf("(n >= %d AND article IN [%s])", n, strings.Join(ids, ", ")))
	}
	deleted, err := x.start(ctx, what, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.Index(name).DeleteDocumentsByFilterWithContext(ctx, strings.Join(beyond, " OR "), nil)
	})
	if err != nil {
		return err
	}
	if err := x.await(ctx, what, added); err != nil {
		return err
	}
	return x.await(ctx, what, deleted)
}

// Delete removes articles.
func (x *Index) Delete(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	if err := x.prepare(ctx); err != nil {
		return err
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strconv.FormatInt(id, 10)
	}
	return x.do(ctx, fmt.Sprintf("delete %d articles", len(ids)), func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.client.Index(x.config.Name).DeleteDocumentsByFilterWithContext(ctx, "article IN ["+strings.Join(list, ", ")+"]", nil)
	})
}
