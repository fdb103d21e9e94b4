// Package knowledgetest says what every knowledge.Index owes, as a test suite. An index passes it or is none.
//
// Articles reach Search as soon as Put has returned; what is internal, out of force or not asked for stays away however
// the query is worded; languages, typos and codes are met; passages and marks are right; nothing that a query holds does
// harm.
package knowledgetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"switchboard/knowledge"
)

// Run checks an index. Each case opens one of its own, which must be empty.
func Run(t *testing.T, open func(t *testing.T) knowledge.Index) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, *bench)
	}{
		{"found once put, replaced, deleted", putReplaceDelete},
		{"an empty index and empty queries", empty},
		{"every field of a hit", fields},
		{"internal only when asked", audiences},
		{"only the languages asked", languages},
		{"the preferred language among variants", variants},
		{"only the projects asked", projects},
		{"only what is in force", validity},
		{"typos", typos},
		{"endings in five languages", endings},
		{"numbers, codes and addresses", codes},
		{"the passage that answers", passages},
		{"the question that matches", questions},
		{"marks", marks},
		{"synonyms", synonyms},
		{"the limit", limit},
		{"hostile queries", hostile},
		{"many at once", concurrent},
		{"rebuild without a gap", rebuild},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, &bench{T: t, index: open(t)})
		})
	}
}

// bench is one index under test.
type bench struct {
	*testing.T
	index knowledge.Index
}

func (b *bench) put(articles ...knowledge.Article) {
	b.Helper()
	if err := b.index.Put(context.Background(), articles); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) search(q knowledge.Query) []knowledge.Hit {
	b.Helper()
	hits, err := b.index.Search(context.Background(), q)
	if err != nil {
		b.Fatalf("search %.60q: %v", q.Text, err)
	}
	return hits
}

// ids returns the articles of an answer in ascending order.
func (b *bench) ids(q knowledge.Query) []int64 {
	b.Helper()
	var out []int64
	for _, h := range b.search(q) {
		out = append(out, h.Article)
	}
	slices.Sort(out)
	return out
}

// expect checks which articles a query finds, in any order.
func (b *bench) expect(why string, q knowledge.Query, want ...int64) {
	b.Helper()
	if got := b.ids(q); !slices.Equal(got, want) {
		b.Errorf("%s: %q finds %v, want %v", why, q.Text, got, want)
	}
}

// first checks which article a query finds first.
func (b *bench) first(why string, q knowledge.Query, want int64) {
	b.Helper()
	hits := b.search(q)
	if len(hits) == 0 || hits[0].Article != want {
		b.Errorf("%s: %q finds %+v, want article %d first", why, q.Text, hits, want)
	}
}

// article returns a public English article of project net.
func article(id int64, key, title, body string) knowledge.Article {
	return knowledge.Article{
		ID: id, Key: key, Project: "net", Name: "Lumen Net", Lang: "en", Title: title, Body: body, Audience: knowledge.Public,
		Version: 1, Published: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}
}

func inLang(a knowledge.Article, lang string) knowledge.Article {
	a.Lang = lang
	return a
}
