package editor

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

func (e *editor) newArticle(c call) error {
	p, err := e.store.Project(c.Context(), c.PathValue("key"))
	if err != nil {
		return err
	}
	f := form{Action: "/knowledge/p/" + p.Key + "/new", Back: "/knowledge/p/" + p.Key, Draft: "new:" + p.Key, Project: p.Key, Name: p.Name,
		Another: "/knowledge/p/" + p.Key + "/new?kept=n" + strconv.FormatInt(time.Now().UnixNano(), 36), Audience: string(knowledge.Public), Owner: c.me.by()}
	if f.Languages, err = e.store.Languages(c.Context()); err != nil {
		return err
	}
	f.Lang = "en"
	if len(f.Languages) > 0 {
		f.Lang = f.Languages[0]
	}
	f.keptAs(c.Form.Get("kept"))
	if c.Method != http.MethodPost {
		begun := e.begin(c, &f)
		_, late := errors.AsType[*knowledge.ClosedGapError](begun)
		if begun != nil && !late {
			return begun
		}
		if err := e.restored(c, &f); err != nil {
			return err
		}
		if late && f.Restored.IsZero() { // what was written for the gap is given back, closed or not
			return begun
		}
		return e.showForm(c, http.StatusOK, f)
	}
	f.read(c)
	f.Key, f.Lang = strings.TrimSpace(c.PostForm.Get("key")), tag(c.PostForm.Get("language"))
	return e.save(c, f)
}

func (e *editor) editArticle(c call) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	f := form{Action: fmt.Sprintf("/knowledge/a/%d/edit", d.ID), Back: fmt.Sprintf("/knowledge/a/%d", d.ID), Draft: fmt.Sprint("a", d.ID), Article: d.ID,
		Project: d.Project, Name: d.Name, Key: d.Key, Lang: d.Lang, Based: d.Latest, Owner: d.Owner, ReviewBy: isoDay(d.ReviewBy), Reviewed: isoDay(d.ReviewBy), Was: d.Flow, Of: d.Translates,
		Seen: d.Published != 0 && d.Removed.IsZero()}
	if f.Siblings, err = e.siblings(c, d); err != nil {
		return err
	}
	if f.Of != "" && !d.Behind() {
		f.Fresh, f.FreshWas = d.Original, d.Original
	}
	if f.Against, err = e.against(c, d); err != nil {
		return err
	}
	if !d.Removed.IsZero() {
		f.Problem = "This article is removed. What you save will fail until it is brought back on its page."
	}
	if c.Method == http.MethodPost {
		f.read(c)
		if err := e.merging(c, &f, d.Project); err != nil {
			return err
		}
		return e.save(c, f)
	}
	from, err := version(d, c.Form.Get("v"), d.Latest)
	if err != nil {
		return err
	}
	f.fill(from.Draft)
	if c.Form.Get("v") == "" {
		if err := e.restored(c, &f); err != nil {
			return err
		}
	}
	if id, err := number(c.Form.Get("merge")); err == nil {
		f.Merge = id
	}
	if err := e.merging(c, &f, d.Project); err != nil {
		return err
	}
	f.takeOver()
	return e.showForm(c, http.StatusOK, f)
}

// siblings are the other languages of an article.
func (e *editor) siblings(c call, d knowledge.Document) (list []sibling, err error) {
	rows, err := e.store.Articles(c.Context(), knowledge.Filter{Project: d.Project, Key: d.Key})
	for _, r := range rows {
		if r.Lang != d.Lang {
			list = append(list, sibling{r.Lang, cmp.Or(r.Published, r.Latest), r.Latest})
		}
	}
	return list, err
}

// translate writes a new language variant, with the original beside it.
func (e *editor) translate(c call) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	opened := tag(c.Form.Get("lang"))
	if !c.Form.Has("lang") {
		opened = tag(c.PostForm.Get("language"))
	}
	f := form{Action: fmt.Sprintf("/knowledge/a/%d/translate?lang=%s", d.ID, url.QueryEscape(opened)), Back: fmt.Sprintf("/knowledge/a/%d", d.ID), Project: d.Project, Name: d.Name, Key: d.Key,
		Lang: opened, Owner: d.Owner, Original: &d, Source: d.Versions[0]}
	f.Draft = fmt.Sprintf("new:%s:%s:%s", d.Project, d.Key, opened) // whichever language is written in it then
	f.Of, f.Siblings = d.Lang, []sibling{{d.Lang, f.Source.Number, f.Source.Number}}
	if f.Languages, err = e.store.Languages(c.Context()); err != nil {
		return err
	}
	f.fill(f.Source.Draft)
	f.Title, f.Body, f.Questions, f.Link, f.Comment = "", "", "", "", fmt.Sprintf("Translates version %d in %s.", f.Source.Number, d.Lang)
	if c.Method != http.MethodPost {
		if err := e.restored(c, &f); err != nil {
			return err
		}
		f.Fresh = cmp.Or(f.Fresh, f.Source.Number)
		return e.showForm(c, http.StatusOK, f)
	}
	f.read(c)
	f.Lang = tag(c.PostForm.Get("language"))
	return e.save(c, f)
}

// save does what the button says. Whatever goes wrong, the page that follows holds what was typed.
func (e *editor) save(c call, f form) error {
	edit, wrong := f.edit(c.me)
	switch c.PostForm.Get("do") {
	case "preview":
		return e.showForm(c, http.StatusOK, f)
	case "merge":
		return e.mergeInto(c, f)
	case "try":
		return e.tryForm(c, f)
	case "catchup":
		return e.catchUp(c, f)
	case "submit":
		edit.Submit = true
	case "publish":
		if edit.Publish = c.me.Publish; !edit.Publish {
			f.Problem = "You may write, but not publish. Send it for review instead: nothing of what you wrote is lost."
			return e.showForm(c, http.StatusForbidden, f)
		}
	}
	if why := f.dates(c.me, edit); why != "" && wrong["review_by"] == "" {
		wrong["review_by"] = why
	}
	f.Reason = strings.TrimSpace(typed(c.PostForm.Get("reason")))
	if edit.Publish && len(wrong) == 0 && f.Title != "" && e.unreasoned(c, &f) {
		return e.showForm(c, http.StatusConflict, f)
	}
	if edit.Publish && f.Merging != nil {
		edit.Merges = f.Merge
	}
	edit.Reason = f.Reason
	if len(wrong) > 0 {
		f.Errors = wrong
		return e.showForm(c, http.StatusUnprocessableEntity, f)
	}
	id, number, err := e.store.SaveVersion(c.Context(), edit)
	if err != nil {
		return e.notSaved(c, f, err)
	}
	if err := e.store.DropDraft(c.Context(), c.me.ID, f.Draft); err != nil {
		e.log.Error("the kept text of a saved form was not dropped", "form", f.Draft, "error", err)
	}
	code := "saved"
	switch {
	case edit.Merges != 0:
		code = "merged"
	case edit.Publish:
		code = "published"
	case edit.Submit:
		code = "submitted"
	case f.Article != 0 && number == f.Based:
		code = "unchanged"
		if edit.ReviewBy != nil {
			code = "dated"
		}
	case f.Seen && edit.ReviewBy != nil:
		code = "saveddated"
	}
	return c.redirect("/knowledge/a/%d?v=%d&done=%s", id, number, code)
}

// notSaved shows why a form was not saved, with all that was typed.
func (e *editor) notSaved(c call, f form, err error) error {
	invalid, bad := errors.AsType[knowledge.InvalidError](err)
	_, late := errors.AsType[*knowledge.ClosedGapError](err)
	gone, withProject := errors.AsType[*knowledge.RemovedProjectError](err)
	switch {
	case withProject:
		f.Problem = "Not saved: " + goneProject(gone) + ". What you wrote is below."
		return e.showForm(c, http.StatusConflict, f)
	case errors.Is(err, knowledge.ErrConflict):
		return e.showConflict(c, f)
	case bad:
		f.Errors = problems(invalid)
		if d, err := e.store.ArticleByKey(c.Context(), f.Project, f.key(), f.Lang); err == nil && f.Errors["key"] != "" {
			f.Taken = pathOf(d.ID)
		}
		if f.Original != nil && f.Errors["key"] != "" {
			f.Errors["language"] = "The article is there in this language already. Choose another language, or edit that one."
		}
		f.Problem = f.Errors["author"] + f.Errors["project"]
		if f.Original != nil && f.Errors["translates"] != "" {
			f.Problem = "The article that this translates was removed while you were writing. Your text is below: bring that one back on its page, in another tab, and save again."
		}
		if f.Errors["merge"] != "" {
			f.Problem, f.Merge, f.Merging = "Not published: the other article was removed or unpublished while you were writing. Your text is below; published now, it merges nothing.", 0, nil
		}
		return e.showForm(c, http.StatusUnprocessableEntity, f)
	case late:
		f.Problem = "Not saved: the gap that this was to close is closed already. Your text is below; saved now, it closes no gap."
		return e.showForm(c, http.StatusConflict, f)
	case errors.Is(err, knowledge.ErrNotFound):
		f.Problem = "The article was removed while you were writing. What you wrote is below: bring the article back on its page, in another tab, and save again."
		return e.showForm(c, http.StatusConflict, f)
	}
	e.log.Error("article not saved", "article", f.Article, "error", err)
	f.Problem = "It could not be saved. Your text is below, nothing is lost. Try again in a moment."
	return e.showForm(c, http.StatusInternalServerError, f)
}

func (e *editor) showForm(c call, status int, f form) error {
	f.Me, f.Max, f.Unsaved = c.me, knowledge.MaxBody, f.Unsaved || c.Method == http.MethodPost
	f.Tries, f.Help = e.trier != nil, e.page != nil
	if f.Last == 0 {
		f.Last = replayed
	}
	for _, l := range e.looks {
		f.Looks = append(f.Looks, l.Name)
	}
	if f.Old != 0 && f.Conflict == nil && f.Article != 0 { // it stays in view until it is settled
		d, err := e.document(c)
		if err != nil {
			return err
		}
		f.meet(d)
	}
	if f.Body != "" {
		f.Preview = knowledge.Render(f.Body)
	}
	if f.Gap != 0 {
		var err error
		if f.Closes, _, err = e.store.Gap(c.Context(), f.Gap); err != nil && !errors.Is(err, knowledge.ErrNotFound) {
			return err
		}
		if f.Closes.ID = f.Gap; f.Closes.CheckOpen() != nil {
			f.Gap = 0
		}
	}
	if f.Article != 0 {
		var err error
		if f.SentBack, err = e.sentBack(c, f.Article); err != nil {
			return err
		}
		if f.Wrong, err = e.store.ReportsOf(c.Context(), f.Article); err != nil {
			return err
		}
	}
	title := "New article"
	switch {
	case f.Original != nil:
		title = "Translate " + f.Source.Title
	case f.Article != 0:
		title = "Edit " + f.Title
	}
	return e.show(c, status, "write", title, f)
}
