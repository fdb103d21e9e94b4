package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/knowledge"
)

// Text is what a version of an article says.
type Text struct {
	Title      string   `json:"title"`
	Body       string   `json:"body" doc:"Markdown, at most 32 KiB. Files and articles of the knowledge base are linked by their paths at this address: /knowledge-files/…, /help/…"`
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
	Removal
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

// dayIn reads a day that the description's format has checked.
func dayIn(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func (t Text) draft(owner string) knowledge.Draft {
	return knowledge.Draft{Title: t.Title, Body: t.Body, Audience: knowledge.Audience(t.Audience), Questions: t.Questions, Tags: t.Tags,
		Link: t.Link, Owner: owner, ValidFrom: dayIn(t.ValidFrom), ValidUntil: dayIn(t.ValidUntil)}
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
		Project  string `query:"project"`
		Key      string `query:"key" doc:"An article in all its languages"`
		Lang     string `query:"lang"`
		State    string `query:"state" enum:"published,draft,unpublished,expired,early,ending,review,planned,ended,stale,due,unverified,behind" doc:"draft: another version than the newest is shown; stale: the day of its review has passed; due: it comes in two weeks; ending: its last day in force comes in a week; ended: it was taken back as planned in the last week, and not shown since; behind: a translation whose original has moved on"`
		Audience string `query:"audience" enum:"public,internal"`
		Owner    string `query:"owner"`
		Author   string `query:"author" doc:"Of the newest version"`
		Tag      string `query:"tag"`
		Text     string `query:"q" doc:"In title, key, text or questions"`
		Removed  bool   `query:"removed" doc:"The removed ones instead"`
		Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
		Offset   int    `query:"offset" minimum:"0" maximum:"1000000"`
	}
	type list struct {
		Body struct {
			Articles []Line `json:"articles"`
			Next
		}
	}
	huma.Register(h, op(http.MethodGet, "/articles", "list-articles", "List articles"), func(ctx context.Context, in *filter) (*list, error) {
		rows, err := a.store.Articles(ctx, knowledge.Filter{Project: in.Project, Key: in.Key, Lang: in.Lang, State: knowledge.State(in.State), Audience: knowledge.Audience(in.Audience), Owner: in.Owner,
			Author: in.Author, Tag: in.Tag, Text: in.Text, Removed: in.Removed, Limit: in.Limit + 1, Offset: in.Offset})
		if err != nil {
			return nil, a.said(ctx, err)
		}
		out := &list{}
		rows, out.Body.Next = pageOf(rows, in.Offset, in.Limit)
		out.Body.Articles = []Line{}
		for _, r := range rows {
			out.Body.Articles = append(out.Body.Articles, Line{r.ID, r.Project, r.Key, r.Lang, r.Title, string(r.Audience), r.Owner, r.Published, r.Latest, r.At, Removal{timeOut(r.Removed), r.RemovedBy}})
		}
		return out, nil
	})
	const one = "/articles/{project}/{lang}/{key}"
	huma.Register(h, op(http.MethodGet, one, "get-article", "Read an article with its versions"), func(ctx context.Context, in *Conditionally) (*articleBody, error) {
		out, err := a.read(ctx, in.ArticlePath)
		if err == nil && in.has(out.ETag) {
			return nil, huma.ErrorWithHeaders(huma.Status304NotModified(), http.Header{"ETag": {out.ETag}})
		}
		return out, err
	})
	type put struct {
		Conditionally
		Body struct {
			Text
			Owner      string      `json:"owner,omitempty" doc:"Who answers for it"`
			Comment    string      `json:"comment,omitempty" doc:"What changed"`
			BasedOn    int         `json:"based_on,omitempty" minimum:"0" doc:"Version that this one was made from; refused if there is a newer one. 0: a new article, or one that is removed"`
			Publish    bool        `json:"publish,omitempty" doc:"Show it to readers at once"`
			Submit     bool        `json:"submit,omitempty" doc:"Ask for its review"`
			Reason     string      `json:"reason,omitempty" doc:"Why it is published although stored questions break"`
			ReviewBy   *string     `json:"review_by,omitempty" doc:"Last day on which the assistant answers with it unseen, or an empty text; left out: as it was. Another one than a published article has takes a key that may publish" example:"2026-01-31"`
			Translates *Translates `json:"translates,omitempty" doc:"Left out: as it was"`
			Gap        int64       `json:"gap,omitempty" minimum:"0" doc:"Gap that it is to close; one that is not open any more is refused with 409"`
		}
	}
	huma.Register(h, op(http.MethodPut, one, "put-article", "Save a version of an article, or make it"), func(ctx context.Context, in *put) (*articleBody, error) {
		need := Write
		if in.Body.Publish {
			need = Publish
		}
		caller, err := may(ctx, need)
		if err != nil {
			return nil, err
		}
		edit := knowledge.Edit{Project: in.Project, Key: in.Key, Lang: in.Lang, Based: in.Body.BasedOn, Draft: in.Body.draft(in.Body.Owner),
			Author: caller.Name, Comment: in.Body.Comment, Publish: in.Body.Publish, Submit: in.Body.Submit, Reason: in.Body.Reason, Gap: in.Body.Gap}
		was, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
		switch {
		case errors.Is(err, knowledge.ErrNotFound) && in.Body.BasedOn > 0:
			return nil, a.said(ctx, err)
		case err != nil && !errors.Is(err, knowledge.ErrNotFound):
			return nil, a.said(ctx, err)
		case err == nil && was.Removed.IsZero():
			edit.Article = was.ID
		}
		if edit.Based, err = in.basedOn(was, in.Body.BasedOn); err != nil {
			return nil, err
		}
		if in.Body.ReviewBy != nil {
			day, err := reviewDay(*in.Body.ReviewBy)
			if err != nil {
				return nil, a.said(ctx, err)
			}
			edit.ReviewBy = &day
		}
		if was.SetsReview(edit.ReviewBy) {
			if _, err := may(ctx, Publish); err != nil {
				return nil, err
			}
		}
		if t := in.Body.Translates; t != nil {
			edit.Original = &knowledge.Original{Lang: t.Lang, Version: t.Version}
		}
		if edit.Publish {
			if edit.Reason, err = a.reason(ctx, in.ArticlePath, edit); err != nil {
				return nil, err
			}
		}
		if _, _, err := a.store.SaveVersion(ctx, edit); err != nil {
			return nil, a.said(ctx, err)
		}
		return a.read(ctx, in.ArticlePath)
	})
}

// Translates says which text an article says the same as.
type Translates struct {
	Lang    string `json:"lang" doc:"Of another variant of the article; empty: it is no translation"`
	Version int    `json:"version,omitempty" minimum:"0" doc:"Version of that variant that it says the same as; 0: it is behind"`
}

// reviewDay reads a day, or none.
func reviewDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, knowledge.InvalidError{{Field: "review_by", Problem: "is not a day", Example: "2026-01-31"}}
	}
	return t, nil
}

// read answers with an article as it is now.
func (a *api) read(ctx context.Context, p ArticlePath) (*articleBody, error) {
	d, err := a.store.ArticleByKey(ctx, p.Project, p.Key, p.Lang)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	return bodyOf(d)
}
