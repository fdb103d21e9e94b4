package api

import (
	"context"
	"errors"
	"time"

	"switchboard/knowledge"
)

// Written is what a request says of an article. What it leaves out is as it was.
type Written struct {
	Title      string         `json:"title"`
	Body       string         `json:"body" doc:"Markdown, at most 32 KiB; HTML in it is made Markdown when it is saved. Files and articles of the knowledge base are linked by their paths at this address: /knowledge-files/…, /help/…"`
	Audience   Told[string]   `json:"audience,omitempty" enum:"public,internal" nullable:"false" doc:"Left out: as it was; of a new article public"`
	Questions  Told[[]string] `json:"questions,omitempty" nullable:"false" doc:"As people ask what it answers. Left out: as they were; []: none"`
	Tags       Told[[]string] `json:"tags,omitempty" nullable:"false" doc:"Left out: as they were; []: none"`
	Link       Told[string]   `json:"link,omitempty" nullable:"false" doc:"Public page of it. Left out: as it was; an empty text: none"`
	ValidFrom  Told[string]   `json:"valid_from,omitempty" nullable:"false" doc:"First day in force, from midnight in the company's time zone. Left out: as it was; an empty text: none" example:"2026-01-31"`
	ValidUntil Told[string]   `json:"valid_until,omitempty" nullable:"false" doc:"Last day in force, until midnight in the company's time zone. Left out: as it was; an empty text: none" example:"2026-01-31"`
}

// over is the draft that a request makes of what the article said: of a new one nothing.
func (w Written) over(d knowledge.Draft) (knowledge.Draft, error) {
	d.Title, d.Body = w.Title, w.Body
	audience := string(d.Audience)
	w.Audience.over(&audience)
	d.Audience = knowledge.Audience(audience)
	w.Questions.over(&d.Questions)
	w.Tags.over(&d.Tags)
	w.Link.over(&d.Link)
	return d, errors.Join(dayOver("valid_from", &d.ValidFrom, w.ValidFrom), dayOver("valid_until", &d.ValidUntil, w.ValidUntil))
}

// Translates says which text an article says the same as.
type Translates struct {
	Lang    string `json:"lang" doc:"Of another variant of the article; empty: it is no translation"`
	Version int    `json:"version,omitempty" minimum:"0" doc:"Version of that variant that it says the same as; 0: it is behind"`
}

// putArticle asks for a version of an article.
type putArticle struct {
	Conditionally
	Body struct {
		Written
		Owner      Told[string]     `json:"owner,omitempty" nullable:"false" doc:"Who answers for it. Left out: as it was; an empty text: nobody"`
		Comment    string           `json:"comment,omitempty" doc:"What changed"`
		BasedOn    int              `json:"based_on,omitempty" minimum:"0" doc:"Version that this one was made from; refused if there is a newer one. 0: a new article, or one that is removed"`
		Publish    bool             `json:"publish,omitempty" doc:"Show it to readers at once"`
		Submit     bool             `json:"submit,omitempty" doc:"Ask for its review"`
		Reason     string           `json:"reason,omitempty" doc:"Why it is published although stored questions break"`
		ReviewBy   Told[string]     `json:"review_by,omitempty" nullable:"false" doc:"Last day on which the assistant answers with it unseen. Left out: as it was; an empty text: none. Another one than a published article has takes a key that may publish" example:"2026-01-31"`
		Translates Told[Translates] `json:"translates,omitempty" doc:"Left out: as it was"`
		Gap        int64            `json:"gap,omitempty" minimum:"0" doc:"Gap that it is to close; one that is not open any more is refused with 409"`
	}
}

// put saves a version of an article, or makes it.
func (a *api) put(ctx context.Context, in *putArticle) (*articleBody, error) {
	need := Write
	if in.Body.Publish {
		need = Publish
	}
	caller, err := may(ctx, need)
	if err != nil {
		return nil, err
	}
	was, err := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang)
	if err != nil && !(errors.Is(err, knowledge.ErrNotFound) && in.Body.BasedOn == 0) {
		return nil, a.said(ctx, err)
	}
	edit, err := in.edit(was)
	if err != nil {
		return nil, a.said(ctx, err)
	}
	edit.Author = caller.Name
	if was.SetsReview(edit.ReviewBy) {
		if _, err := may(ctx, Publish); err != nil {
			return nil, err
		}
	}
	if edit.Publish {
		if edit.Reason, err = a.reason(ctx, in.ArticlePath, edit); err != nil {
			return nil, err
		}
	}
	save := func(s *knowledge.Store) error {
		_, _, err := s.SaveVersion(ctx, edit)
		return err
	}
	if edit.Article != 0 {
		err = a.over(ctx, in.Conditionally, edit.Article, save)
	} else {
		err = save(a.store) // which makes none where there is one
	}
	if err != nil {
		return nil, a.notPut(ctx, in, err)
	}
	return a.read(ctx, in.ArticlePath)
}

// edit is what a request asks to make of an article, which is the zero document if there never was one.
func (in *putArticle) edit(was knowledge.Document) (e knowledge.Edit, err error) {
	e = knowledge.Edit{Project: in.Project, Key: in.Key, Lang: in.Lang, Comment: in.Body.Comment, Publish: in.Body.Publish, Submit: in.Body.Submit, Reason: in.Body.Reason, Gap: in.Body.Gap}
	if was.ID != 0 && was.Removed.IsZero() {
		e.Article = was.ID
	}
	if e.Based, err = in.basedOn(was, in.Body.BasedOn); err != nil {
		return e, err
	}
	if e.Draft, err = in.Body.over(newestDraft(was)); err != nil {
		return e, err
	}
	in.Body.Owner.over(&e.Owner)
	if in.Body.ReviewBy.is != nil {
		e.ReviewBy = new(time.Time)
		if err := dayOver("review_by", e.ReviewBy, in.Body.ReviewBy); err != nil {
			return e, err
		}
	}
	if t := in.Body.Translates.is; t != nil {
		e.Original = &knowledge.Original{Lang: t.Lang, Version: t.Version}
	}
	return e, nil
}

// newestDraft is what the newest version of an article says, with the owner that it has now.
func newestDraft(d knowledge.Document) (newest knowledge.Draft) {
	if len(d.Versions) > 0 {
		newest = d.Versions[0].Draft
		newest.Owner = d.Owner
	}
	return newest
}

// notPut says why an article was not saved: who was overtaken is told what stands, by 412 where he said what he took it to be.
func (a *api) notPut(ctx context.Context, in *putArticle, err error) error {
	taken := errors.Is(err, knowledge.ErrTaken)
	if !taken && !errors.Is(err, knowledge.ErrConflict) {
		return a.saidAt(ctx, err, places{"project": "path.project", "language": "path.lang", "key": "path.key"})
	}
	if in.given() {
		return other()
	}
	if d, readErr := a.store.ArticleByKey(ctx, in.Project, in.Key, in.Lang); taken && readErr == nil && len(d.Versions) > 0 {
		newest := d.Versions[0]
		err = &knowledge.ConflictError{Version: newest.Number, Author: newest.Author, At: newest.At}
	}
	return a.said(ctx, err)
}
