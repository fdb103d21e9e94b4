package editor

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

// projectPage is the page of one project.
type projectPage struct {
	Me      Editor
	Done    string
	Project knowledge.Project
	Count   knowledge.Count
	Entries []entry
	Total   int
	Card    knowledge.Card
	Offers  []knowledge.Offer // in force now
	Coming  []knowledge.Offer
	Over    []knowledge.Offer
}

func (e *editor) showProject(c call) error {
	p := projectPage{Me: c.me, Done: done(c.Form.Get("done"))}
	var err error
	if p.Project, err = e.store.Project(c.Context(), c.PathValue("key")); err != nil {
		return err
	}
	p.Card = knowledge.ParseCard(p.Project.Body)
	for _, o := range p.Card.Offers {
		switch now := time.Now(); {
		case o.InForce(now):
			p.Offers = append(p.Offers, o)
		case o.Over(now):
			p.Over = append(p.Over, o)
		default:
			p.Coming = append(p.Coming, o)
		}
	}
	counts, err := e.store.Counts(c.Context())
	if err != nil {
		return err
	}
	p.Count = counts[p.Project.Key]
	entries, total, err := e.store.Entries(c.Context(), knowledge.Filter{Project: p.Project.Key, Limit: 500})
	if err != nil {
		return err
	}
	p.Total = total
	for _, en := range entries {
		p.Entries = append(p.Entries, entry{en.Rows[0], variants(en.Rows, en.Rows[0].Lang, p.Count.Languages)})
	}
	return e.show(c, http.StatusOK, "project", p.Project.Name, p)
}

// projectForm is the card of a project as it is being written.
type projectForm struct {
	Me                                                            Editor
	New                                                           bool
	Key, Name, Summary, URL, Aliases, Department, Contacts, Hours string
	Body                                                          string // other sections, where the card has parts
	ForWhom, Prices, MustKnow, Rest                               string
	Offers                                                        []offerRow
	Seen                                                          string // hash of the card that the form was begun with
	Errors                                                        map[string]string
	Now                                                           map[string]string // what was saved meanwhile, where it differs
	Problem                                                       string
	Preview, Unsaved                                              bool
}

func formOf(p knowledge.Project) projectForm {
	c := knowledge.ParseCard(p.Body)
	f := projectForm{Key: p.Key, Name: p.Name, Summary: p.Summary, URL: p.URL, Aliases: strings.Join(p.Aliases, ", "),
		Department: p.Department, Contacts: p.Contacts, Hours: p.Hours, Body: c.About, ForWhom: c.ForWhom, Prices: c.Prices, MustKnow: c.MustKnow,
		Rest: c.Rest, Seen: seen(p)}
	for _, o := range c.Offers {
		f.Offers = append(f.Offers, offerRow{o.Text, isoDay(o.From), isoDay(o.Until)})
	}
	return f
}

// offerRow is one offer of the form.
type offerRow struct{ Text, From, Until string }

// Rows are the offers with room for more.
func (f projectForm) Rows() []offerRow { return append(slices.Clone(f.Offers), make([]offerRow, 3)...) }

// card is what the parts of the form say, and what is wrong with its days.
func (f projectForm) card() (knowledge.Card, string) {
	c := knowledge.Card{About: f.Body, ForWhom: f.ForWhom, Prices: f.Prices, MustKnow: f.MustKnow, Rest: f.Rest}
	problem := ""
	for _, row := range f.Offers {
		from, errFrom := readDay(row.From)
		until, errUntil := readDay(row.Until)
		for _, err := range []error{errFrom, errUntil} {
			if err != nil {
				problem = err.Error()
			}
		}
		if !until.IsZero() && until.Before(from) {
			problem = fmt.Sprintf("The offer “%s” ends before it begins.", row.Text)
		}
		c.Offers = append(c.Offers, knowledge.Offer{Text: row.Text, From: from, Until: until})
	}
	return c, problem
}

// seen stands for what a card says.
func seen(p knowledge.Project) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []any{p.Name, p.Summary, p.URL, p.Aliases, p.Department, p.Contacts, p.Hours, p.Body}))
	return hex.EncodeToString(sum[:8])
}

func (f projectForm) project() knowledge.Project {
	c, _ := f.card()
	return knowledge.Project{Key: f.Key, Name: f.Name, Summary: f.Summary, URL: f.URL, Aliases: cutList(f.Aliases, ",\n"), Department: f.Department,
		Contacts: f.Contacts, Hours: f.Hours, Body: c.Body()}
}

// fields are what can be compared, by the names of the form's fields.
func (f projectForm) fields() map[string]string {
	return map[string]string{"name": f.Name, "summary": f.Summary, "url": f.URL, "aliases": f.Aliases, "department": f.Department,
		"contacts": f.Contacts, "hours": f.Hours, "body": f.Body, "for_whom": f.ForWhom, "prices": f.Prices, "must_know": f.MustKnow, "rest": f.Rest,
		"offers": f.offerLines()}
}

// Whole is the body as it would be saved.
func (f projectForm) Whole() string { return f.project().Body }

// offerLines are the offers as one text, to be compared.
func (f projectForm) offerLines() string {
	c, _ := f.card()
	return (knowledge.Card{Offers: c.Offers}).Body()
}

func (c call) projectForm() projectForm {
	v := func(name string) string { return typed(c.PostForm.Get(name)) }
	f := projectForm{Key: strings.TrimSpace(v("key")), Name: v("name"), Summary: v("summary"), URL: v("url"), Aliases: v("aliases"),
		Department: v("department"), Contacts: v("contacts"), Hours: v("hours"), Body: v("body"), ForWhom: v("for_whom"), Prices: v("prices"),
		MustKnow: v("must_know"), Rest: v("rest"), Seen: v("seen"), Preview: v("do") == "preview"}
	texts, froms, untils := c.PostForm["offer"], c.PostForm["offer_from"], c.PostForm["offer_until"]
	for i := range min(len(texts), len(froms), len(untils), 200) {
		if row := (offerRow{strings.TrimSpace(typed(texts[i])), strings.TrimSpace(froms[i]), strings.TrimSpace(untils[i])}); row.Text != "" {
			f.Offers = append(f.Offers, row)
		}
	}
	return f
}

func (e *editor) newProject(c call) error {
	if c.Method != http.MethodPost {
		return e.showProjectForm(c, http.StatusOK, projectForm{New: true})
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
	if c.Method != http.MethodPost {
		return e.showProjectForm(c, http.StatusOK, formOf(p))
	}
	f, now := c.projectForm(), formOf(p)
	f.Key = p.Key
	if f.Seen != now.Seen {
		f.Seen, f.Now = now.Seen, map[string]string{}
		mine := f.fields()
		for name, value := range now.fields() {
			if typed(value) != strings.TrimSpace(mine[name]) {
				f.Now[name] = value
			}
		}
		f.Problem = "Somebody saved this project while you were writing. Nothing is lost: beside each field that differs you see what is saved now. Make them agree and save again."
		return e.showProjectForm(c, http.StatusConflict, f)
	}
	return e.saveProject(c, f, p)
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
	saved, err := e.store.SaveProject(c.Context(), p)
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		f.Errors = problems(invalid)
		return e.showProjectForm(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		e.log.Error("project not saved", "project", f.Key, "error", err)
		f.Problem = "It could not be saved. Nothing of what you wrote is lost: it is below. Try again in a moment."
		return e.showProjectForm(c, http.StatusInternalServerError, f)
	}
	return c.redirect("/knowledge/p/%s?done=card", saved.Key)
}

func (e *editor) showProjectForm(c call, status int, f projectForm) error {
	f.Me, f.Unsaved = c.me, c.Method == http.MethodPost
	title := "New project"
	if !f.New {
		title = "Edit " + f.Name
	}
	return e.show(c, status, "projectform", title, f)
}

func (e *editor) removeProject(c call) error {
	if err := e.store.RemoveProject(c.Context(), c.PathValue("key")); err != nil {
		return err
	}
	return c.redirect("/knowledge?state=removed&project=%s&done=gone", c.PathValue("key"))
}

func (e *editor) restoreProject(c call) error {
	if err := e.store.RestoreProject(c.Context(), c.PathValue("key")); err != nil {
		return err
	}
	return c.redirect("/knowledge/p/%s?done=here", c.PathValue("key"))
}
