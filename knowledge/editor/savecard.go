package editor

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"switchboard/knowledge"
)

func (e *editor) newProject(c call) error {
	if c.Method != http.MethodPost {
		f := projectForm{New: true, Owner: c.me.by()}
		if err := e.restoredCard(c, &f); err != nil {
			return err
		}
		return e.showProjectForm(c, http.StatusOK, f)
	}
	f := c.projectForm()
	f.New = true
	if f.Key == "" {
		f.Key = knowledge.Slug(f.Name)
	}
	err := knowledge.ErrNotFound
	if storable(f.Key) {
		_, err = e.store.Project(c.Context(), f.Key)
	}
	switch {
	case err == nil:
		f.Errors = map[string]string{"key": fmt.Sprintf("A project with the key %q exists. Choose another, for example: %s-2", f.Key, f.Key)}
		return e.showProjectForm(c, http.StatusUnprocessableEntity, f)
	case !errors.Is(err, knowledge.ErrNotFound):
		return err
	}
	return e.saveProject(c, f, knowledge.Project{})
}

func (e *editor) editProject(c call) error {
	p, err := e.store.Project(c.Context(), c.PathValue("key"))
	if err != nil {
		return err
	}
	if c.Method == http.MethodPost {
		f := c.projectForm()
		f.Key = p.Key
		if c.PostForm.Get("do") == "catchup" {
			return e.mergeCard(c, f)
		}
		return e.saveProject(c, f, p)
	}
	f := formOf(p)
	if err := e.earlierCard(c, &f); err != nil {
		return err
	}
	return e.showProjectForm(c, http.StatusOK, f)
}

// earlierCard fills the form with the version that the address names, or else with what was typed and not saved.
func (e *editor) earlierCard(c call, f *projectForm) error {
	if c.Form.Get("v") == "" {
		return e.restoredCard(c, f)
	}
	v, err := e.cardVersion(c, f.Key, c.Form.Get("v"))
	if err != nil {
		return err
	}
	based := f.Based
	*f = formOf(v.Project)
	f.Based, f.Earlier = based, v.Version
	return nil
}

// saveProject saves the card of a form over an earlier one.
func (e *editor) saveProject(c call, f projectForm, was knowledge.Project) error {
	if f.Preview {
		return e.showProjectForm(c, http.StatusOK, f)
	}
	if _, problem := f.card(); problem != "" {
		f.Problem = problem
		return e.showProjectForm(c, http.StatusUnprocessableEntity, f)
	}
	p := f.project()
	p.Sample = was.Sample
	saved, err := e.store.SaveCard(c.Context(), knowledge.CardEdit{Project: p, Based: f.Based, Author: c.me.by()})
	if errors.Is(err, knowledge.ErrConflict) {
		return e.mergeCard(c, f)
	}
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		f.Errors = problems(invalid)
		return e.showProjectForm(c, http.StatusUnprocessableEntity, f)
	}
	if gone, ok := errors.AsType[*knowledge.RemovedProjectError](err); ok && f.New {
		f.Errors = map[string]string{"key": fmt.Sprintf("A project with the key %q was removed on %s: bring that back in the list of articles, under “Removed”, or choose another key, for example: %s-2",
			gone.Key, gone.At.UTC().Format("2 January 2006"), gone.Key)}
		return e.showProjectForm(c, http.StatusConflict, f)
	} else if ok {
		f.Problem = "Not saved: " + goneProject(gone) + ". Your text is below."
		return e.showProjectForm(c, http.StatusConflict, f)
	}
	if err != nil {
		e.log.Error("project not saved", "project", f.Key, "error", err)
		f.Problem = "It could not be saved. Your text is below, nothing is lost. Try again in a moment."
		return e.showProjectForm(c, http.StatusInternalServerError, f)
	}
	if err := e.store.DropDraft(c.Context(), c.me.ID, f.Draft()); err != nil {
		e.log.Error("the kept text of a saved form was not dropped", "form", f.Draft(), "error", err)
	}
	return c.redirect("/knowledge/p/%s?done=card", saved.Key)
}

func (e *editor) showProjectForm(c call, status int, f projectForm) error {
	if f.Old != 0 && f.Now == nil && !f.New { // what is saved now stays in view until it is settled
		list, base, err := e.cardsSince(c, f)
		if err != nil {
			return err
		}
		merged := f
		merged.merge(base, formOf(list[0].Project))
		f.Now = merged.Now
	}
	f.Me, f.Unsaved = c.me, f.Unsaved || c.Method == http.MethodPost
	title := "New project"
	if !f.New {
		title = "Edit " + f.Name
	}
	return e.show(c, status, "projectform", title, f)
}

// cardVersion is a version of a project's card, by its number in an address.
func (e *editor) cardVersion(c call, key, asked string) (knowledge.CardVersion, error) {
	n, err := number(asked)
	if err != nil {
		return knowledge.CardVersion{}, err
	}
	list, err := e.store.CardVersions(c.Context(), key)
	if err != nil {
		return knowledge.CardVersion{}, err
	}
	for _, v := range list {
		if v.Version == int(n) {
			return v, nil
		}
	}
	return knowledge.CardVersion{}, knowledge.ErrNotFound
}

// mergeCard puts what somebody saved meanwhile into the form, field by field, texts by their lines. Where both changed
// the same it stays as it is in the form, with what is saved now beside it. Nothing is saved yet.
func (e *editor) mergeCard(c call, f projectForm) error {
	list, base, err := e.cardsSince(c, f)
	if err != nil {
		return err
	}
	theirs := list[0]
	if f.begun() == theirs.Version {
		return e.showProjectForm(c, http.StatusOK, f)
	}
	f.meet(base, theirs)
	return e.showProjectForm(c, http.StatusConflict, f)
}

// cardsSince are the versions of a form's card, the newest first, and the one that the form began with.
func (e *editor) cardsSince(c call, f projectForm) (list []knowledge.CardVersion, base projectForm, err error) {
	if list, err = e.store.CardVersions(c.Context(), f.Key); err == nil && len(list) == 0 {
		err = knowledge.ErrNotFound
	}
	for _, v := range list {
		if v.Version == f.begun() {
			base = formOf(v.Project)
		}
	}
	return list, base, err
}

// meet takes the newest version into a form that began with an older one, and says what is left to be settled.
func (f *projectForm) meet(base projectForm, theirs knowledge.CardVersion) {
	f.merge(base, formOf(theirs.Project))
	f.Old, f.Based, f.New = f.begun(), theirs.Version, false
	who := cmp.Or(theirs.Author, "Somebody")
	if len(f.Now) == 0 {
		f.Old = 0
	}
	f.Merged = fmt.Sprintf("%s saved version %d while you were writing. Both changes are in the form below: look it through, then save it. Nothing is saved yet.", who, theirs.Version)
	if len(f.Now) > 0 {
		f.Merged = ""
		f.Problem = fmt.Sprintf("%s saved version %d while you were writing. Nothing is lost: what only one of you changed is in the form below; beside each field that both of you changed you see what is saved now. Make them agree and save again.", who, theirs.Version)
	}
}

// merge takes another's changes of the same base into the form.
func (f *projectForm) merge(base, theirs projectForm) {
	f.Now = map[string]string{}
	was, other := base.texts(), theirs.texts()
	for i, mine := range f.texts() {
		a, b, c := strings.TrimSpace(*was[i].at), strings.TrimSpace(*other[i].at), strings.TrimSpace(*mine.at)
		if c == a || b == c {
			*mine.at = *other[i].at
			continue
		}
		if a == b {
			continue
		}
		if merged, clean := knowledge.Merge(a, b, c); mine.text && clean {
			*mine.at = merged
		} else {
			f.Now[mine.name] = b
		}
	}
	switch a, b, c := base.offerLines(), theirs.offerLines(), f.offerLines(); {
	case c == a || b == c:
		f.Offers = theirs.Offers
	case a != b:
		if merged, clean := knowledge.Merge(a, b, c); clean {
			f.Offers = formOf(knowledge.Project{Body: merged}).Offers
		} else {
			f.Now["offers"] = b
		}
	}
}
