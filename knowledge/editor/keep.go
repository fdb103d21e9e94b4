package editor

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// keptFields are the fields of an article's form that are kept while it is written.
var keptFields = strings.Fields("title body audience language key questions tags owner link valid_from valid_until review_by review_was comment gap translates fresh fresh_was merge")

// keptCard are those of a project's card. Each of the offers' is a list, one a line.
var keptCard = strings.Fields("name key summary url aliases department contacts hours body for_whom prices must_know rest owner offer offer_from offer_until offer_ends")

// beside is what a form learns while it is open.
type beside struct {
	Kept   string   `json:"kept,omitempty"` // time of day, in the reader's words: the page shows it
	Others []string `json:"others"`         // who else is at the article or card
	Latest int      `json:"latest"`         // newest version; 0: a new article or project
	Author string   `json:"author,omitempty"`
	Saved  string   `json:"saved,omitempty"`  // page of the article that says what is typed already: it was saved in another window
	Erased bool     `json:"erased,omitempty"` // it was begun from what a customer said who is erased: nothing is kept
}

// keep keeps what is typed in a form, and tells who else is at it and what was saved meanwhile. It is asked every few
// seconds while a form is open.
func (e *editor) keep(c call) error {
	k := knowledge.Kept{Editor: c.me.ID, Form: typed(c.PostForm.Get("form")), Name: c.me.by(), Fields: map[string]string{}}
	if k.Form == "" || len(k.Form) > 200 || !storable(k.Form) {
		return refusal{http.StatusUnprocessableEntity, "The form has no name: reload the page."}
	}
	k.Based = begun(c)
	k.Article, _ = strconv.ParseInt(c.PostForm.Get("article"), 10, 64) // what is no number is a new article
	card, isCard := strings.CutPrefix(k.Form, "p:")
	fields := keptFields
	if isCard {
		fields = keptCard
	} else {
		card = ""
	}
	if c.PostForm.Get("dirty") != "" {
		for _, name := range fields {
			if v := typed(c.PostForm.Get(name)); v != "" && storable(v) {
				k.Fields[name] = v
			}
		}
		if !isCard && e.ready != nil {
			e.ready()
		}
	}
	out, err := e.besideForm(c, k, card)
	if err != nil {
		return err
	}
	if out.Saved, err = e.savedAs(c, k, out.Latest); err != nil {
		return err
	}
	if out.Saved != "" {
		k.Fields = nil
	}
	err = e.store.KeepDraft(c.Context(), k)
	if out.Erased = errors.Is(err, knowledge.ErrErased); err != nil && !out.Erased {
		return err
	}
	if c.PostForm.Get("left") != "" { // the page is gone, these were its last words
		if err := e.store.LeaveDraft(c.Context(), c.me.ID, k.Form); err != nil {
			return err
		}
	}
	if len(k.Fields) > 0 && !out.Erased {
		out.Kept = time.Now().UTC().Format(time.RFC3339)
	}
	c.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(c.w).Encode(out)
}

// begun is the version that the text of a form began with. While another's change is shown and not merged, that is older than
// what saving goes on from: whoever leaves the page and comes back has not decided yet.
func begun(c call) int {
	n, err := strconv.Atoi(c.PostForm.Get("old"))
	if err != nil || n == 0 {
		n, _ = strconv.Atoi(c.PostForm.Get("based")) // what is no number is no version
	}
	return n
}

// savedAs is the page of the article whose newest version says what is typed in a form, since it was saved from another
// window that had the same text; or empty.
func (e *editor) savedAs(c call, k knowledge.Kept, latest int) (string, error) {
	parts := strings.Split(k.Form, ":")
	if len(k.Fields) == 0 || k.Article != 0 && latest <= k.Based || k.Article == 0 && (parts[0] != "new" || len(parts) < 2) {
		return "", nil
	}
	id := k.Article
	if id == 0 {
		var err error
		id, err = e.store.Written(c.Context(), parts[1], k.Fields["language"], c.me.by(), knowledge.Draft{Title: k.Fields["title"], Body: k.Fields["body"]})
		if errors.Is(err, knowledge.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
	}
	d, err := e.store.Article(c.Context(), id)
	if err != nil {
		return "", err
	}
	saved, typed := form{Article: id, ReviewBy: isoDay(d.ReviewBy)}, form{Article: id}
	saved.fill(d.Versions[0].Draft)
	typed.put(k.Fields)
	typed.ReviewBy, _ = saved.reviewOf(k.Fields)
	typed.Title, typed.Body = strings.TrimSpace(typed.Title), strings.TrimSpace(typed.Body)
	typed.Questions, typed.Tags = strings.Join(cutList(typed.Questions, "\n"), "\n"), strings.Join(cutList(typed.Tags, ",\n"), ", ")
	typed.Comment = ""
	if !maps.Equal(saved.fields(), typed.fields()) {
		return "", nil
	}
	return pathOf(id), nil
}

// besideForm tells who else is at a form, and what was saved of its article or of its project's card.
func (e *editor) besideForm(c call, k knowledge.Kept, card string) (beside, error) {
	out := beside{Others: []string{}}
	var writers []knowledge.Writer
	var err error
	switch {
	case k.Article != 0:
		var latest knowledge.Version
		writers, latest, err = e.store.Writers(c.Context(), k.Article, c.me.ID)
		out.Latest, out.Author = latest.Number, latest.Author
	case card != "" && card != "new":
		var latest knowledge.CardVersion
		writers, latest, err = e.store.CardWriters(c.Context(), card, k.Form, c.me.ID)
		out.Latest, out.Author = latest.Version, cmp.Or(latest.Author, "Somebody")
	}
	for _, w := range writers {
		out.Others = append(out.Others, w.Name)
	}
	return out, err
}

// leave notes that a form is closed.
func (e *editor) leave(c call) error {
	if name := c.PostForm.Get("form"); storable(name) {
		if err := e.store.LeaveDraft(c.Context(), c.me.ID, name); err != nil {
			return err
		}
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}

// drop throws what is kept of a form away, and leads back to it.
func (e *editor) drop(c call) error {
	if name := c.PostForm.Get("form"); storable(name) {
		if err := e.store.DropDraft(c.Context(), c.me.ID, name); err != nil {
			return err
		}
	}
	back := c.PostForm.Get("back")
	if !strings.HasPrefix(back, "/knowledge/") {
		back = "/knowledge"
	}
	http.Redirect(c.w, c.Request, back, http.StatusSeeOther)
	return nil
}

// restored fills a form with what was typed in it and not saved, on another day or another computer. What the newest
// version says already is forgotten.
func (e *editor) restored(c call, f *form) error {
	if c.Method == http.MethodPost || !storable(f.Draft) {
		return nil
	}
	k, err := e.store.KeptDraft(c.Context(), c.me.ID, f.Draft)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	was := f.fields()
	k.Fields["review_by"], k.Fields["review_was"] = f.reviewOf(k.Fields)
	if k.Fields["fresh"] == k.Fields["fresh_was"] { // nobody has touched it
		k.Fields["fresh"], k.Fields["fresh_was"] = ticked(f.Fresh), ticked(f.FreshWas)
	}
	maps.DeleteFunc(k.Fields, func(name, _ string) bool { return !slices.Contains(keptFields, name) })
	now := maps.Clone(was)
	for name := range now {
		now[name] = k.Fields[name]
	}
	now["comment"], was["comment"] = "", "" // a comment alone is no text
	if maps.Equal(was, now) {
		return e.store.DropDraft(c.Context(), c.me.ID, f.Draft)
	}
	f.put(k.Fields)
	f.Restored, f.Unsaved = k.At, true
	f.Based, f.Old = goesOn(k.Based, f.Based)
	return nil
}

// goesOn is what a form goes on from whose text began with a version, and that version, if another one was saved since.
func goesOn(begun, latest int) (based, old int) {
	if begun == 0 || begun == latest {
		return begun, 0
	}
	return latest, begun
}

// fields are what a form holds, by the names of its fields.
func (f form) fields() map[string]string {
	m := map[string]string{"title": f.Title, "body": f.Body, "audience": f.Audience, "questions": f.Questions, "tags": f.Tags, "owner": f.Owner,
		"link": f.Link, "valid_from": f.From, "valid_until": f.Until, "review_by": f.ReviewBy, "comment": f.Comment}
	if f.Article == 0 {
		m["language"], m["key"] = f.Lang, f.Key
	}
	if f.translatable() {
		m["translates"], m["fresh"] = f.Of, ticked(f.Fresh)
	}
	return m
}

// put is the reverse of fields.
func (f *form) put(m map[string]string) {
	f.Title, f.Body, f.Audience, f.Questions, f.Tags, f.Owner = m["title"], m["body"], m["audience"], m["questions"], m["tags"], m["owner"]
	f.Link, f.From, f.Until, f.ReviewBy, f.Comment = m["link"], m["valid_from"], m["valid_until"], m["review_by"], m["comment"]
	f.Reviewed = m["review_was"]
	f.Fresh, _ = strconv.Atoi(m["fresh"]) // what is no number is no version
	if f.translatable() {
		f.Of = m["translates"]
		f.FreshWas, _ = strconv.Atoi(m["fresh_was"])
	}
	f.Gap, _ = strconv.ParseInt(m["gap"], 10, 64) // what is no number is no gap
	f.Merge, _ = number(m["merge"])               // what is no number is no article
	if f.Article == 0 && f.Original == nil {
		f.Key = m["key"]
	}
	if f.Article == 0 && m["language"] != "" {
		f.Lang = m["language"]
	}
}
