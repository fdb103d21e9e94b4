package editor

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// perPage is how many articles, with all their languages, a page of the list shows.
const perPage = 100

// filter is what a list is narrowed by, as its address says.
type filter struct {
	Query, Project, Lang, Audience, State, Owner, Tag string
	Sort                                              string // "recent": the last changed first; else by project
	Page                                              int
}

func readFilter(v url.Values) filter {
	f := filter{Query: v.Get("q"), Project: v.Get("project"), Lang: v.Get("lang"), Audience: v.Get("audience"), State: v.Get("state"),
		Owner: v.Get("owner"), Tag: v.Get("tag"), Page: pageOf(v)}
	if v.Get("sort") == recent {
		f.Sort = recent
	}
	if !slices.ContainsFunc(states, func(s choice) bool { return s.Value == f.State }) {
		f.State = ""
	}
	return f
}

// choice is one option of a field.
type choice struct{ Value, Name string }

const (
	removed = "removed"
	recent  = "recent"
)

var states = []choice{
	{string(knowledge.InReview), "Awaiting review"}, {string(knowledge.Stale), "Review overdue"}, {string(knowledge.Due), "Review due in two weeks"}, {string(knowledge.Unverified), "Not verified"},
	{string(knowledge.Behind), "Translation is behind"}, {string(knowledge.Conflicting), "Import says otherwise"}, {string(knowledge.Planned), "Scheduled"}, {string(knowledge.Ended), "Ended on schedule this week"}, {string(knowledge.Published), "Published"}, {string(knowledge.Drafted), "Newer draft"}, {string(knowledge.Unpublished), "Not published"},
	{string(knowledge.Expired), "Expired"}, {string(knowledge.Early), "Not yet valid"}, {string(knowledge.Ending), "Ends within a week"}, {removed, "Removed"},
}

// With is the address of the list with one thing changed, from its first page on.
func (f filter) With(name, value string) string {
	v := url.Values{}
	for key, s := range map[string]string{"q": f.Query, "project": f.Project, "lang": f.Lang, "audience": f.Audience, "state": f.State,
		"owner": f.Owner, "tag": f.Tag, "sort": f.Sort} {
		if key == name {
			s = value
		}
		if s != "" {
			v.Set(key, s)
		}
	}
	if name == "page" {
		v.Set("page", value)
	}
	if len(v) == 0 {
		return "/knowledge"
	}
	return "/knowledge?" + v.Encode()
}

// at is the address of a page of the list.
func (f filter) at(page int) string { return f.With("page", strconv.Itoa(page)) }

// Asked is what the list's address says after its question mark, but for the page.
func (f filter) Asked() string {
	_, asked, _ := strings.Cut(f.With("", ""), "?")
	return asked
}

// chip is one thing that the list is narrowed by, with the address of the list without it.
type chip struct{ Name, Value, URL string }

// Chips are what the list is narrowed by beside the words and the project.
func (f filter) Chips() []chip {
	var out []chip
	for _, c := range []struct{ field, name, value string }{
		{"state", "", stateName(f.State)}, {"lang", "", language(f.Lang)}, {"audience", "", audienceName(f.Audience)}, {"owner", "Owner: ", ownerName(f.Owner)}, {"tag", "Tag: ", f.Tag},
	} {
		if c.value != "" {
			out = append(out, chip{c.name, c.value, f.With(c.field, "")})
		}
	}
	return out
}

func stateName(state string) string {
	for _, s := range states {
		if s.Value == state {
			return s.Name
		}
	}
	return ""
}

func ownerName(owner string) string {
	if owner == mine {
		return "you"
	}
	return owner
}

func audienceName(a string) string {
	return map[string]string{string(knowledge.Public): "Public", string(knowledge.Internal): "Internal"}[a]
}

// Narrow reports whether anything but the project is asked for.
func (f filter) Narrow() bool {
	return f.Query+f.Lang+f.Audience+f.State+f.Owner+f.Tag != ""
}

// mine is the owner in a list's address that stands for whoever looks at it.
const mine = "me"

func (f filter) store(me Editor) knowledge.Filter {
	k := knowledge.Filter{Text: f.Query, Project: f.Project, Lang: f.Lang, Audience: knowledge.Audience(f.Audience), State: knowledge.State(f.State),
		Owner: f.Owner, Tag: f.Tag, Recent: f.Sort == recent, Limit: perPage, Offset: (f.Page - 1) * perPage}
	if f.Owner == mine {
		k.Owner, k.Owners = me.by(), []string{me.Email}
	}
	if f.State == removed {
		k.State, k.Removed = "", true
	}
	return k
}

// variant is an article in one language, or the lack of it.
type variant struct {
	Lang    string
	Row     knowledge.Row // without an id: missing
	Current bool
}

// entry is one line of the list: an article in all its languages.
type entry struct {
	knowledge.Row
	Variants []variant
	Picks    string // ids of those that were asked for, for a change of many
}

// listed is an entry as the store found it, with the languages of its project.
func listed(en knowledge.Entry, languages []string) entry {
	var picks []string
	for _, r := range en.Rows[:en.Found] {
		picks = append(picks, strconv.FormatInt(r.ID, 10))
	}
	return entry{en.Rows[0], variants(en.Rows, en.Rows[0].Lang, languages), strings.Join(picks, " ")}
}

// group is the articles of one project.
type group struct {
	Key, Name, Summary string
	Count              knowledge.Count
	Gone               *knowledge.RemovedProject // the project, if it is removed
	Entries            []entry
}

// shelf is a project beside the list.
type shelf struct {
	knowledge.Project
	Count knowledge.Count
}

// list is the page /knowledge.
type list struct {
	Me          Editor
	Done        string
	Filter      filter
	Shelves     []shelf
	All         int
	Groups      []group
	Total       int
	First, Last int
	pager
	States    []choice
	Acts      []choice // what can be done to many
	Languages []string
	Owners    []string
	Tags      []string
	Bare      bool // there is no project at all
	Todo      knowledge.Todo
	Found     []knowledge.Project // that the words are found in
	Gaps      []knowledge.Gap
	Near      []knowledge.Row     // published ones that come near the words, where none has them
	Mine      []knowledge.MyDraft // what this editor has typed and not saved
	Wrong     []knowledge.Report  // that await an answer, of articles that he keeps true
}

func (e *editor) showList(c call) error {
	l := list{Me: c.me, Done: cmp.Or(manyChanged(c.Form), done(c.Form.Get("done"))), Filter: readFilter(c.Form), States: states, Acts: batchActs}
	counts, err := e.store.Counts(c.Context())
	if err != nil {
		return err
	}
	projects, err := e.store.Projects(c.Context())
	if err != nil {
		return err
	}
	l.Bare = len(projects) == 0
	if err := e.findElsewhere(c, &l, projects); err != nil {
		return err
	}
	known := map[string]shelf{}
	for _, p := range projects {
		s := shelf{p, counts[p.Key]}
		known[p.Key], l.Shelves, l.All = s, append(l.Shelves, s), l.All+s.Count.Articles
	}
	entries, total, err := e.store.Entries(c.Context(), l.Filter.store(c.me))
	if err != nil {
		return err
	}
	l.page(entries, total)
	gone, err := e.goneOf(c, entries, known)
	if err != nil {
		return err
	}
	l.group(entries, known, gone)
	if err := e.findNear(c, &l); err != nil {
		return err
	}
	if c.Header.Get("X-Part") == "results" {
		return e.render(c, http.StatusOK, "list", "results", l)
	}
	if l.Languages, err = e.store.Languages(c.Context()); err != nil {
		return err
	}
	if l.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	if l.Mine, err = e.store.MyDrafts(c.Context(), c.me.ID); err != nil {
		return err
	}
	if owner := []string{c.me.Name, c.me.Email}; c.me.Publish && strings.Join(owner, "") != "" {
		if l.Wrong, err = e.store.Reports(c.Context(), false, owner...); err != nil {
			return err
		}
	}
	if l.Owners, l.Tags, err = e.store.Labels(c.Context()); err != nil {
		return err
	}
	return e.show(c, http.StatusOK, "list", "Knowledge", l)
}

// page counts the entries and says where the pages before and after are.
func (l *list) page(entries []knowledge.Entry, total int) {
	l.Total = total
	l.Filter.Page = min(l.Filter.Page, max((total+perPage-1)/perPage, 1))
	if len(entries) > 0 {
		l.First, l.Last = (l.Filter.Page-1)*perPage+1, (l.Filter.Page-1)*perPage+len(entries)
	}
	l.pager = pagerAt(l.Filter.Page, len(entries) == perPage && l.Last < total, l.Filter.at)
}

// goneOf are the removed projects that the entries are of, by their keys.
func (e *editor) goneOf(c call, entries []knowledge.Entry, known map[string]shelf) (map[string]*knowledge.RemovedProject, error) {
	isGone := func(en knowledge.Entry) bool { _, ok := known[en.Project]; return !ok }
	if !slices.ContainsFunc(entries, isGone) {
		return nil, nil
	}
	list, err := e.store.RemovedProjects(c.Context())
	gone := map[string]*knowledge.RemovedProject{}
	for i, p := range list {
		gone[p.Key] = &list[i]
	}
	return gone, err
}

// group puts the entries below their projects, or all below one heading where the last changed are asked for.
func (l *list) group(entries []knowledge.Entry, known map[string]shelf, gone map[string]*knowledge.RemovedProject) {
	for _, en := range entries {
		s := known[en.Project]
		if l.Filter.Sort == recent {
			if len(l.Groups) == 0 {
				l.Groups = []group{{Name: "Last changed"}}
			}
			l.Groups[0].Entries = append(l.Groups[0].Entries, listed(en, s.Count.Languages))
			continue
		}
		if n := len(l.Groups); n == 0 || l.Groups[n-1].Key != en.Project {
			l.Groups = append(l.Groups, group{Key: en.Project, Name: en.Name, Summary: s.Summary, Count: s.Count, Gone: gone[en.Project]})
		}
		g := &l.Groups[len(l.Groups)-1]
		g.Entries = append(g.Entries, listed(en, s.Count.Languages))
	}
}

// foundMost is how many projects and gaps a search shows above the articles.
const foundMost = 5

// findElsewhere finds projects and gaps that have all the words.
func (e *editor) findElsewhere(c call, l *list, projects []knowledge.Project) (err error) {
	words := strings.Fields(strings.ToLower(l.Filter.Query))
	if len(words) == 0 || l.Filter.Page > 1 {
		return nil
	}
	has := func(texts ...string) bool {
		all := strings.ToLower(strings.Join(texts, "\n"))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
	}
	for _, p := range projects {
		if len(l.Found) < foundMost && (l.Filter.Project == "" || l.Filter.Project == p.Key) &&
			has(p.Key, p.Name, p.Summary, p.URL, strings.Join(p.Aliases, "\n"), p.Contacts, p.Hours, p.Body) {
			l.Found = append(l.Found, p)
		}
	}
	l.Gaps, err = e.store.FindGaps(c.Context(), knowledge.GapFilter{State: "open", Project: typed(l.Filter.Project), Text: l.Filter.Query, Limit: foundMost})
	return err
}

// nearMost is how many articles are shown where none has the words.
const nearMost = 6

// findNear finds what was meant by words that no article has: mistyped ones, or others for the same.
func (e *editor) findNear(c call, l *list) error {
	if f := l.Filter; l.Total > 0 || e.search == nil || strings.TrimSpace(f.Query) == "" || f.State+f.Owner+f.Tag+f.Audience != "" {
		return nil
	}
	q := knowledge.Query{Text: l.Filter.Query, Internal: true, Limit: nearMost, Unmarked: true}
	if l.Filter.Project != "" {
		q.Projects = []string{l.Filter.Project}
	}
	if l.Filter.Lang != "" {
		q.Only = []string{l.Filter.Lang}
	}
	hits, err := e.search(c.Context(), q)
	if err != nil {
		e.log.Warn("nothing near was looked for", "error", err)
		return nil
	}
	var ids []int64
	for _, h := range hits {
		ids = append(ids, h.Article)
	}
	rows, err := e.store.Named(c.Context(), ids)
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b knowledge.Row) int { return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID)) })
	l.Near = rows
	return nil
}

// variants are the languages of an article, those that its project has and it lacks among them.
func variants(rows []knowledge.Row, current string, languages []string) []variant {
	var out []variant
	for _, r := range rows {
		out = append(out, variant{Lang: r.Lang, Row: r, Current: r.Lang == current})
	}
	for _, lang := range languages {
		if !slices.ContainsFunc(rows, func(r knowledge.Row) bool { return r.Lang == lang }) {
			out = append(out, variant{Lang: lang})
		}
	}
	slices.SortFunc(out, func(a, b variant) int {
		if a.Lang < b.Lang {
			return -1
		}
		return 1
	})
	return out
}
