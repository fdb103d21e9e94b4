package editor

import (
	"net/http"
	"strings"
	"time"

	"switchboard/knowledge"
)

// Two who write at one article at once: what each has changed is put together, by lines and by fields.

// conflict is what another editor saved meanwhile.
type conflict struct {
	Theirs  knowledge.Version
	Old     int       // version that mine began with
	OldAt   time.Time // when that was saved
	Fields  []fieldChange
	Body    []hunk
	Same    bool // the bodies are
	Merges  bool // both changes can be put together
	Merged  bool // and were
	Between []knowledge.Version
}

// showConflict shows both texts and their difference. The form goes on from the newest version, so that saving it once
// more is the decision.
func (e *editor) showConflict(c call, f form) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	f.meet(d)
	return e.showForm(c, http.StatusConflict, f)
}

// meet sets a form that began with an older version against the newest one.
func (f *form) meet(d knowledge.Document) {
	f.Old, f.Based = f.begun(), d.Latest
	mine, _ := f.edit(Editor{})
	f.Conflict = newConflict(d, *f, mine.Draft)
}

func newConflict(d knowledge.Document, f form, mine knowledge.Draft) *conflict {
	theirs := d.Versions[0]
	k := &conflict{Theirs: theirs, Old: f.begun(), Fields: compareFields(theirs.Draft, mine), Body: compare(theirs.Body, f.Body), Same: theirs.Body == f.Body}
	for _, v := range d.Versions {
		if v.Number > f.begun() {
			k.Between = append(k.Between, v)
		}
	}
	if base, ok := d.Version(f.begun()); ok {
		k.OldAt = base.At
		merged, clean := f.merged(base.Draft, theirs.Draft)
		both, _ := merged.edit(Editor{})
		k.Merges = clean && (merged.Body != strings.TrimRight(f.Body, "\n ") || len(compareFields(mine, both.Draft)) > 0)
	}
	return k
}

// mergeInto puts both changes of a conflict into the text, for the editor to look at before he saves.
func (e *editor) mergeInto(c call, f form) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	if f.Old == 0 {
		return refusal{http.StatusUnprocessableEntity, "The form does not say which version it began with. Go back, and put the texts together by hand."}
	}
	if f.Based != d.Latest {
		return e.showConflict(c, f) // one more was saved meanwhile
	}
	return e.together(c, f, d)
}

// catchUp puts what somebody saved while this form was open into it, before it is saved.
func (e *editor) catchUp(c call, f form) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	if f.begun() == d.Latest {
		return e.showForm(c, http.StatusOK, f)
	}
	return e.together(c, f, d)
}

// together merges the newest version into a form that began with an older one, field by field and the text by lines.
func (e *editor) together(c call, f form, d knowledge.Document) error {
	theirs := d.Versions[0]
	base, ok := d.Version(f.begun())
	f.meet(d)
	k := f.Conflict
	merged, clean := form{}, false
	if ok {
		merged, clean = f.merged(base.Draft, theirs.Draft)
	}
	if !clean {
		k.Merges = false
		f.Problem = "Both of you changed the same lines, so they cannot be merged automatically. Combine them by hand: nothing is lost."
		return e.showForm(c, http.StatusConflict, f)
	}
	f = merged
	f.Old = 0
	mine, _ := f.edit(c.me)
	k.Merged, k.Merges, k.Fields = true, false, compareFields(theirs.Draft, mine.Draft)
	k.Body, k.Same = compare(theirs.Body, f.Body), theirs.Body == f.Body
	return e.showForm(c, http.StatusOK, f)
}

// merged is the form with another's changes of the same base in it, and whether they kept out of its way.
func (f form) merged(base, theirs knowledge.Draft) (form, bool) {
	was, other := form{}, form{}
	was.fill(base)
	other.fill(theirs)
	f.Tags = strings.Join(cutList(f.Tags, ",\n"), ", ")
	clean := true
	for _, field := range []struct {
		mine        *string
		base, other string
	}{
		{&f.Title, was.Title, other.Title}, {&f.Audience, was.Audience, other.Audience}, {&f.Tags, was.Tags, other.Tags}, {&f.Owner, was.Owner, other.Owner},
		{&f.Link, was.Link, other.Link}, {&f.From, was.From, other.From}, {&f.Until, was.Until, other.Until},
	} {
		switch {
		case *field.mine == field.base:
			*field.mine = field.other
		case field.other != field.base && field.other != *field.mine:
			clean = false
		}
	}
	for _, field := range []struct {
		mine        *string
		base, other string
	}{{&f.Questions, was.Questions, other.Questions}, {&f.Body, was.Body, other.Body}} {
		text, ok := knowledge.Merge(field.base, field.other, strings.TrimRight(*field.mine, "\n "))
		if clean = clean && ok; ok {
			*field.mine = text
		}
	}
	return f, clean
}
