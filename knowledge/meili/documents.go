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

// document is one passage, or one question that people ask, with the article's first passage.
type document struct {
	ID        string   `json:"id"` // <article>-<n>
	Article   int64    `json:"article"`
	N         int      `json:"n"` // number of the passage or question
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
	Lead      string   `json:"lead,omitempty"`     // the article's first passage, where Passage is another
	Question  string   `json:"question,omitempty"` // empty for a passage
	Tags      []string `json:"tags"`
	Stems     string   `json:"stems"` // of all that is searched, in the article's language
	From      int64    `json:"from"`  // first and last day it is in force, in days since 1970
	Until     int64    `json:"until"`

	Vectors map[string][]float32 `json:"_vectors,omitempty"` // by embedder; null: none
}

// Days beyond all that are valid.
const firstDay, lastDay = -1 << 31, 1 << 31

func documents(a knowledge.Article, dimensions int) (passages, questions []document) {
	texts := knowledge.Passages(a.Body)
	if len(texts) == 0 {
		texts = []knowledge.Passage{{}}
	}
	shared := document{
		Article: a.ID, Version: a.Version, Key: a.Key, Project: a.Project, Name: a.Name, Aliases: a.Aliases, Tag: a.Lang,
		Lang: knowledge.Base(a.Lang), Title: a.Title, Link: a.Link, Audience: string(a.Audience), Published: a.Published.UnixMicro(),
		Tags: a.Tags, From: firstDay, Until: lastDay,
	}
	if !a.ValidFrom.IsZero() {
		shared.From = unixDay(a.ValidFrom)
	}
	if !a.ValidUntil.IsZero() {
		shared.Until = unixDay(a.ValidUntil)
	}
	make := func(n int, p knowledge.Passage, question, searched string) document {
		d := shared
		d.ID, d.N, d.Heading, d.Passage, d.Question = fmt.Sprintf("%d-%d", a.ID, n), n, p.Heading, p.Text, question
		d.Stems = stems(searched, a.Lang)
		return d
	}
	for i, p := range texts {
		d := make(i, p, "", a.Title+"\n"+knowledge.FiledUnder(a.Tags)+"\n"+p.Heading+"\n"+p.Text)
		if i > 0 {
			d.Lead = texts[0].Text
		}
		passages = append(passages, d)
	}
	for i, q := range a.Questions {
		questions = append(questions, make(i, texts[0], q, q))
	}
	if dimensions > 0 {
		for i := range passages {
			passages[i].Vectors = map[string][]float32{embedder: vector(a.Vectors, i, dimensions)}
		}
		for i := range questions {
			questions[i].Vectors = map[string][]float32{embedder: vector(a.Vectors, len(passages)+i, dimensions)}
		}
	}
	return passages, questions
}

// vector is one of an article's vectors, or none: a server refuses what is not of its embedder's length.
func vector(of [][]float32, n, dimensions int) []float32 {
	if n >= len(of) || len(of[n]) != dimensions {
		return nil
	}
	return of[n]
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

// Put adds articles or replaces those with the same ID.
func (x *Index) Put(ctx context.Context, articles []knowledge.Article) error {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	if err := x.usable(ctx); err != nil {
		return err
	}
	return x.putAll(ctx, x.passages, x.questions, articles)
}

// putAll puts articles in portions. Those that the server refuses for what they are keep no other out.
func (x *Index) putAll(ctx context.Context, passages, questions string, articles []knowledge.Article) error {
	var refused knowledge.RefusedError
	for len(articles) > 0 {
		n := portion(articles)
		some, err := x.putApart(ctx, passages, questions, articles[:n])
		if err != nil {
			return err
		}
		refused, articles = append(refused, some...), articles[n:]
	}
	if len(refused) > 0 {
		return refused
	}
	return nil
}

// What goes to the server in one request at most: articles, and bytes, which are guessed. A server takes 100 MB unless it
// is told otherwise, a proxy before it often less.
const (
	batch      = 200
	batchBytes = 8 << 20
)

// portion is how many of the articles, one at least, go to the server in one request.
func portion(articles []knowledge.Article) int {
	bytes := 0
	for i, a := range articles[:min(batch, len(articles))] {
		bytes += 4 * len(a.Body) // with its stems, and the lead beside each passage
		for _, v := range a.Vectors {
			bytes += 12 * len(v)
		}
		if bytes > batchBytes {
			return max(1, i)
		}
	}
	return min(batch, len(articles))
}

// putApart puts articles. If the server refuses them for what they are, each half is put by itself, until it is known which
// ones it does not take.
func (x *Index) putApart(ctx context.Context, passages, questions string, articles []knowledge.Article) (knowledge.RefusedError, error) {
	err := x.put(ctx, passages, questions, articles)
	switch {
	case err == nil || !refusesDocuments(err):
		return nil, err
	case len(articles) == 1: // what it said before is not what is published
		if err := x.remove(ctx, passages, questions, []int64{articles[0].ID}); err != nil {
			return nil, err
		}
		return knowledge.RefusedError{{Article: articles[0].ID, Name: articles[0].Path(), Err: err}}, nil
	}
	half := len(articles) / 2
	refused, err := x.putApart(ctx, passages, questions, articles[:half])
	if err != nil {
		return nil, err
	}
	others, err := x.putApart(ctx, passages, questions, articles[half:])
	return append(refused, others...), err
}

// put writes the documents of some articles, then deletes those that an earlier, longer version had beyond them. The
// server keeps the order; between the two nothing is missing.
func (x *Index) put(ctx context.Context, passages, questions string, articles []knowledge.Article) error {
	what := fmt.Sprintf("put %d articles", len(articles))
	docs := map[string][]document{}
	counts := map[string]map[int][]string{passages: {}, questions: {}} // articles by their number of documents
	for _, a := range articles {
		ps, qs := documents(a, x.config.Dimensions)
		id := strconv.FormatInt(a.ID, 10)
		for name, of := range map[string][]document{passages: ps, questions: qs} {
			docs[name] = append(docs[name], of...)
			counts[name][len(of)] = append(counts[name][len(of)], id)
		}
	}
	key := "id"
	var tasks []int64
	for _, name := range []string{passages, questions} {
		if len(docs[name]) > 0 {
			added, err := x.start(ctx, what, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
				return x.fill().Index(name).AddDocumentsWithContext(ctx, docs[name], &meilisearch.DocumentOptions{PrimaryKey: &key})
			})
			if err != nil {
				return err
			}
			tasks = append(tasks, added)
		}
		var beyond []string
		for n, ids := range counts[name] {
			beyond = append(beyond, fmt.Sprintf("(n >= %d AND article IN [%s])", n, strings.Join(ids, ", ")))
		}
		deleted, err := x.start(ctx, what, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().Index(name).DeleteDocumentsByFilterWithContext(ctx, strings.Join(beyond, " OR "), nil)
		})
		if err != nil {
			return err
		}
		tasks = append(tasks, deleted)
	}
	for _, task := range tasks {
		if err := x.await(ctx, what, task); err != nil {
			return err
		}
	}
	return nil
}

// Delete removes articles.
func (x *Index) Delete(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	if err := x.prepare(ctx); err != nil {
		return err
	}
	if err := x.usable(ctx); err != nil {
		return err
	}
	return x.remove(ctx, x.passages, x.questions, ids)
}

// remove removes articles from a pair of indexes.
func (x *Index) remove(ctx context.Context, passages, questions string, ids []int64) error {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strconv.FormatInt(id, 10)
	}
	for _, name := range []string{passages, questions} {
		err := x.do(ctx, fmt.Sprintf("delete %d articles", len(ids)), func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.fill().Index(name).DeleteDocumentsByFilterWithContext(ctx, "article IN ["+strings.Join(list, ", ")+"]", nil)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
