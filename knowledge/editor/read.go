package editor

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"switchboard/knowledge"
)

// article is what every page about one article shows around it.
type article struct {
	Me       Editor
	Done     string
	Doc      knowledge.Document
	Row      knowledge.Row
	Project  knowledge.Project
	Gone     *knowledge.RemovedProject // its project, if that is removed
	Into     *knowledge.Row            // what it was merged into, if it is removed
	Variants []variant
}

func (e *editor) article(c call) (a article, err error) {
	a = article{Me: c.me, Done: done(c.Form.Get("done"))}
	if a.Doc, err = e.document(c); err != nil {
		return a, err
	}
	a.Row = row(a.Doc)
	a.Project, err = e.store.Project(c.Context(), a.Doc.Project)
	if errors.Is(err, knowledge.ErrNotFound) {
		a.Gone, err = e.removedProject(c, a.Doc.Project)
	}
	if err == nil && !a.Doc.Removed.IsZero() {
		a.Into, err = e.mergedInto(c, a.Doc)
	}
	if err != nil {
		return a, err
	}
	a.Variants, err = e.variants(c, a.Doc)
	return a, err
}

// removedProject is a removed project by its key.
func (e *editor) removedProject(c call, key string) (*knowledge.RemovedProject, error) {
	list, err := e.store.RemovedProjects(c.Context())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(p knowledge.RemovedProject) bool { return p.Key == key })
	if i < 0 {
		return nil, knowledge.ErrNotFound // somebody brings it back right now
	}
	return &list[i], nil
}

// mergedInto is the article that says now what a removed one said, in its language where there is that; nil: there is none.
func (e *editor) mergedInto(c call, d knowledge.Document) (*knowledge.Row, error) {
	project, key, err := e.store.MovedTo(c.Context(), d.Project, d.Key, d.Lang)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := e.store.Articles(c.Context(), knowledge.Filter{Project: project, Key: key})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	i := slices.IndexFunc(rows, func(r knowledge.Row) bool { return r.Lang == d.Lang })
	return &rows[max(i, 0)], nil
}

// variants are the languages of an article, and those that its project has and it lacks.
func (e *editor) variants(c call, d knowledge.Document) ([]variant, error) {
	rows, err := e.store.Articles(c.Context(), knowledge.Filter{Project: d.Project, Key: d.Key})
	if err != nil {
		return nil, err
	}
	if !d.Removed.IsZero() {
		rows = append(rows, row(d))
	}
	counts, err := e.store.Counts(c.Context())
	if err != nil {
		return nil, err
	}
	return variants(rows, d.Lang, counts[d.Project].Languages), nil
}

// reading is the page of an article.
type reading struct {
	article
	Version knowledge.Version
	Live    bool // readers see this version
	Newest  bool
	Wrong   []knowledge.Report // that await an answer
	Own     bool               // its review was asked for by whoever looks at it
	Spoilt  bool               // a later version took its place, and nobody has begun another since
	Planned int                // version whose publication has a time, or may get one; 0: there is none
	Recent  []knowledge.Version
	Steps   []knowledge.Step
	Must    []knowledge.MustFind // questions that it must answer
	Losing  []knowledge.MustFind // those that would lose it, were it taken from readers
	Doubt   string               // why it is not answered with automatically
	Readers knowledge.ReadersSay // of the help centre
	Help    string               // page there; empty: it has none
	Back    *knowledge.Step      // how the last draft was sent back
	Again   again                // a form on it that could not be taken
}

func (e *editor) showArticle(c call) error { return e.articlePage(c, http.StatusOK, again{}) }

// articlePage shows an article, with a form as it was typed.
func (e *editor) articlePage(c call, status int, typed again) error {
	a, err := e.article(c)
	if err != nil {
		return err
	}
	number := a.Doc.Published
	if number == 0 {
		number = a.Doc.Latest
	}
	r := reading{article: a, Again: typed, Recent: a.Doc.Versions[:min(5, len(a.Doc.Versions))]}
	if r.Version, err = version(a.Doc, c.Form.Get("v"), number); err != nil {
		return err
	}
	if r.Steps, err = e.store.Steps(c.Context(), a.Doc.ID); err != nil {
		return err
	}
	if r.Back, err = e.sentBack(c, a.Doc.ID); err != nil {
		return err
	}
	if r.Wrong, err = e.store.ReportsOf(c.Context(), a.Doc.ID); err != nil {
		return err
	}
	if r.Must, err = e.store.MustFinds(c.Context(), a.Doc.Project, a.Doc.Key, 50); err != nil {
		return err
	}
	if a.Doc.Published != 0 && a.Doc.Removed.IsZero() && a.Gone == nil {
		doubts, err := e.store.Doubts(c.Context(), []int64{a.Doc.ID})
		if err != nil {
			return err
		}
		r.Doubt = doubts[a.Doc.ID]
		losing, err := e.store.Losing(c.Context(), a.Doc.ID)
		if err != nil {
			return err
		}
		r.Losing = losing[a.Doc.ID]
		if r.Readers, err = e.store.ReadersOf(c.Context(), a.Doc.ID); err != nil {
			return err
		}
	}
	r.Live, r.Newest = r.Version.Number == a.Doc.Published && a.Doc.Removed.IsZero() && a.Gone == nil, r.Version.Number == a.Doc.Latest
	r.Own, r.Spoilt, r.Planned = c.me.is(a.Doc.SubmittedBy), a.Doc.Spoilt(r.Version), plannable(a.Doc, r.Version)
	if e.page != nil && r.Live && r.Version.Audience == knowledge.Public {
		r.Help = e.page(a.Doc.Lang, a.Doc.Project, a.Doc.Key)
	}
	return e.show(c, status, "read", r.Version.Title, r)
}

// plannable is the version that *Schedule* is about where a page shows one: what is planned already, else that one, or the newest
// draft where readers see it; 0: they see the newest.
func plannable(d knowledge.Document, shown knowledge.Version) int {
	switch {
	case d.PublishVersion != 0:
		return d.PublishVersion
	case shown.Number != d.Published && !shown.Cleared():
		return shown.Number
	case d.Latest != d.Published:
		return d.Latest
	}
	return 0
}

// sentBack is how the last draft of an article was sent back, if it waits for its author.
func (e *editor) sentBack(c call, id int64) (*knowledge.Step, error) {
	list, err := e.store.SentBack(c.Context(), id)
	if step, ok := list[id]; ok {
		return &step, nil
	}
	return nil, err
}

// pathOf is the address of an article's page.
func pathOf(id int64) string { return fmt.Sprintf("/knowledge/a/%d", id) }

// version finds a version by what an address says; when it says nothing it is the given one.
func version(d knowledge.Document, asked string, otherwise int) (knowledge.Version, error) {
	if asked == "" {
		asked = strconv.Itoa(otherwise)
	}
	n, err := number(asked)
	if err != nil {
		return knowledge.Version{}, err
	}
	v, ok := d.Version(int(n))
	if !ok {
		return knowledge.Version{}, knowledge.ErrNotFound
	}
	return v, nil
}

// history is the page of an article's versions.
type history struct {
	article
	A, B int // what is chosen for comparing
}

func (e *editor) showVersions(c call) error {
	a, err := e.article(c)
	if err != nil {
		return err
	}
	h := history{article: a, A: max(a.Doc.Latest-1, 1), B: a.Doc.Latest}
	if a.Doc.Published > 0 && a.Doc.Published < a.Doc.Latest {
		h.A = a.Doc.Published
	}
	return e.show(c, http.StatusOK, "versions", "Versions of "+a.Row.Title, h)
}

// fieldChange is a field that differs between two versions.
type fieldChange struct {
	Name  string
	Lines []line
}

// difference is what leads from one version to another.
type difference struct {
	article
	A, B   knowledge.Version
	Fields []fieldChange
	Body   []hunk
	Same   bool // the bodies are
}

func (e *editor) showDifference(c call) error {
	a, err := e.article(c)
	if err != nil {
		return err
	}
	d := difference{article: a}
	if d.B, err = version(a.Doc, c.Form.Get("b"), a.Doc.Latest); err != nil {
		return err
	}
	if d.A, err = version(a.Doc, c.Form.Get("a"), max(d.B.Number-1, 1)); err != nil {
		return err
	}
	d.Fields, d.Body, d.Same = compareFields(d.A.Draft, d.B.Draft), compare(d.A.Body, d.B.Body), d.A.Body == d.B.Body
	return e.show(c, http.StatusOK, "difference", fmt.Sprintf("Versions %d and %d of %s", d.A.Number, d.B.Number, a.Row.Title), d)
}

// showSibling leads to the difference between two versions of an article in another language.
func (e *editor) showSibling(c call) error {
	of, err := number(c.Form.Get("of"))
	if err != nil {
		return err
	}
	d, err := e.store.Article(c.Context(), of)
	if err != nil {
		return err
	}
	if !storable(c.Form.Get("lang")) {
		return knowledge.ErrNotFound
	}
	other, err := e.store.ArticleByKey(c.Context(), d.Project, d.Key, c.Form.Get("lang"))
	if err != nil {
		return err
	}
	return c.redirect("/knowledge/a/%d/difference?%s", other.ID, url.Values{"a": {c.Form.Get("a")}, "b": {c.Form.Get("b")}}.Encode())
}

// compareFields tells what differs beside the body.
func compareFields(a, b knowledge.Draft) []fieldChange {
	was, now := form{}, form{}
	was.fill(a)
	now.fill(b)
	var out []fieldChange
	for _, f := range []struct{ name, was, now string }{
		{"Title", was.Title, now.Title}, {"Audience", was.Audience, now.Audience}, {"Questions", was.Questions, now.Questions},
		{"Tags", was.Tags, now.Tags}, {"Owner", was.Owner, now.Owner}, {"Link", was.Link, now.Link}, {"First day", was.From, now.From}, {"Last day", was.Until, now.Until},
	} {
		if f.was != f.now {
			out = append(out, fieldChange{f.name, compareLines(f.was, f.now)})
		}
	}
	return out
}
