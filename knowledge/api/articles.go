package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Text is what a version of an article says.
type Text struct {
	Title      string   `json:"title"`
	Body       string   `json:"body" doc:"Markdown, at most 32 KiB; HTML in it is made Markdown when it is saved. Files and articles of the knowledge base are linked by their paths at this address: /knowledge-files/…, /help/…"`
	Audience   string   `json:"audience,omitempty" enum:"public,internal" default:"public"`
	Questions  []string `json:"questions,omitempty" doc:"As people ask what it answers"`
	Tags       []string `json:"tags,omitempty"`
	Link       string   `json:"link,omitempty" doc:"Public page of it"`
	ValidFrom  string   `json:"valid_from,omitempty" format:"date" doc:"First day in force, from midnight in the company's time zone"`
	ValidUntil string   `json:"valid_until,omitempty" format:"date" doc:"Last day in force, until midnight in the company's time zone"`
}

// Version is a saved version.
type Version struct {
	Number  int       `json:"version"`
	Author  string    `json:"author"`
	Comment string    `json:"comment,omitempty"`
	At      time.Time `json:"at"`
	Text
}

// Article is an article in one language.
type Article struct {
	ID        int64  `json:"id"`
	Project   string `json:"project"`
	Key       string `json:"key"`
	Lang      string `json:"lang"`
	Owner     string `json:"owner,omitempty"`
	Published int    `json:"published" doc:"Version that readers see, 0: none"`
	Latest    int    `json:"latest" doc:"Newest version"`
	Removed   bool   `json:"removed,omitempty"`
	Removal
	Flow
	Versions []Version `json:"versions" doc:"Newest first"`
}

// Removal says when an article or a project was removed and who did it.
type Removal struct {
	RemovedAt *time.Time `json:"removed_at,omitempty" doc:"Of an article: when it was removed by itself; left out where only its project was removed"`
	RemovedBy string     `json:"removed_by,omitempty" doc:"Who removed it, or merged it into another article; left out where that is not known"`
}

// Line is an article in a list.
type Line struct {
	ID        int64     `json:"id"`
	Project   string    `json:"project"`
	Key       string    `json:"key"`
	Lang      string    `json:"lang"`
	Title     string    `json:"title" doc:"Of the newest version"`
	Audience  string    `json:"audience"`
	Owner     string    `json:"owner,omitempty"`
	Published int       `json:"published"`
	Latest    int       `json:"latest"`
	At        time.Time `json:"at" doc:"When the newest version was saved"`
	Tags      []string  `json:"tags,omitempty"`
	From      string    `json:"valid_from,omitempty" format:"date" doc:"First day in force"`
	Until     string    `json:"valid_until,omitempty" format:"date" doc:"Last day in force"`
	Removal
	Flow
}

func lineOut(r knowledge.Row) Line {
	return Line{r.ID, r.Project, r.Key, r.Lang, r.Title, string(r.Audience), r.Owner, r.Published, r.Latest, r.At, r.Tags, dayOut(r.ValidFrom), dayOut(r.ValidUntil),
		Removal{timeOut(r.Removed), r.RemovedBy}, flowOut(r.Flow)}
}

func textOut(d knowledge.Draft) Text {
	return Text{Title: d.Title, Body: d.Body, Audience: string(d.Audience), Questions: d.Questions, Tags: d.Tags, Link: d.Link,
		ValidFrom: dayOut(d.ValidFrom), ValidUntil: dayOut(d.ValidUntil)}
}

func dayOut(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func articleOut(d knowledge.Document) Article {
	out := Article{ID: d.ID, Project: d.Project, Key: d.Key, Lang: d.Lang, Owner: d.Owner, Published: d.Published, Latest: d.Latest,
		Removed: !d.Removed.IsZero(), Removal: Removal{timeOut(d.Removed), d.RemovedBy}, Flow: flowOut(d.Flow)}
	for _, v := range d.Versions {
		out.Versions = append(out.Versions, Version{v.Number, v.Author, v.Comment, v.At, textOut(v.Draft)})
	}
	return out
}

// ArticlePath is the article that an address names.
type ArticlePath struct {
	ProjectPath
	Lang string `path:"lang" doc:"Language, for example uk"`
	Key  string `path:"key" doc:"Key of the article in its project"`
}

func (a *api) articles(h huma.API) {
	type filter struct {
		Project  string    `query:"project"`
		Key      string    `query:"key" doc:"An article in all its languages"`
		Lang     string    `query:"lang"`
		State    string    `query:"state" enum:"published,draft,unpublished,expired,early,ending,review,planned,ended,stale,due,unverified,behind,conflict" doc:"draft: another version than the newest is shown; stale: the day of its review has passed; due: it comes in two weeks; ending: its last day in force comes in a week; ended: it was taken back as planned in the last week, and not shown since; behind: a translation whose original has moved on; conflict: an import says otherwise than somebody wrote here"`
		Audience string    `query:"audience" enum:"public,internal"`
		Owner    string    `query:"owner"`
		Author   string    `query:"author" doc:"Of the newest version"`
		Tag      string    `query:"tag"`
		Text     string    `query:"q" doc:"In title, key, text or questions"`
		Removed  bool      `query:"removed" doc:"The removed ones instead"`
		Sort     string    `query:"sort" enum:"changed,id,title" default:"changed" doc:"changed: the last saved first; id: the first made first, an order that nothing changes which is done meanwhile"`
		Since    time.Time `query:"changed_since" doc:"Those that were saved or made since then, or with which something was done: published, verified, removed, planned. To follow changes, ask for those since you asked before, less a minute, and with removed too"`
		Limit    int       `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		Walk
	}
	type list struct {
		Body struct {
			Articles []Line `json:"articles"`
			Next
		}
	}
	huma.Register(h, op(http.MethodGet, "/articles", "list-articles", "List articles"), func(ctx context.Context, in *filter) (*list, error) {
		rows, err := a.store.Articles(ctx, knowledge.Filter{Project: in.Project, Key: in.Key, Lang: in.Lang, State: knowledge.State(in.State), Audience: knowledge.Audience(in.Audience), Owner: in.Owner,
			Author: in.Author, Tag: in.Tag, Text: in.Text, Removed: in.Removed, Sort: knowledge.Sort(in.Sort), After: in.After, Since: in.Since, Limit: in.Limit + 1, Offset: in.Offset})
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &list{}
		rows, out.Body.Next = pageOf(rows, in.Sort, in.Walk, in.Limit, func(r knowledge.Row) int64 { return r.ID })
		out.Body.Articles = []Line{}
		for _, r := range rows {
			out.Body.Articles = append(out.Body.Articles, lineOut(r))
		}
		return out, nil
	})
	const one = "/articles/{project}/{lang}/{key}"
	huma.Register(h, op(http.MethodGet, one, "get-article", "Read an article with its versions"), func(ctx context.Context, in *Conditionally) (*articleBody, error) {
		out, err := a.read(ctx, in.ArticlePath)
		if err == nil {
			err = in.unread(out.ETag)
		}
		return out, err
	})
	huma.Register(h, op(http.MethodPut, one, "put-article", "Save a version of an article, or make it. What is left out stays as it was, also of an article that is removed and so comes back"), a.put)
}

// read answers with an article as it is now.
func (a *api) read(ctx context.Context, p ArticlePath) (*articleBody, error) {
	d, err := a.store.ArticleByKey(ctx, p.Project, p.Key, p.Lang)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	return bodyOf(d)
}
