package editor

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// gapList is the page of what people asked and nobody wrote.
type gapList struct {
	Me     Editor
	Done   string
	Todo   knowledge.Todo
	Filter gapFilter
	Gaps   []gapLine
	Total  int // on all pages
	First  int // number of the first one shown
	pager
	Projects []knowledge.Project
	Langs    []string
	Written  int                    // in the last 90 days
	Median   time.Duration          // from the first question to the publication
	People   []string               // who may be asked to write one: those who own articles
	Vain     []knowledge.VainSearch // that found nothing in the help centre
}

// gapLine is a gap in the list.
type gapLine struct {
	knowledge.Gap
	Name string // of the project
	Bars []bar  // its weeks, this one last
}

// bar is a week of a gap.
type bar struct{ Left, Percent int } // of the longest week of all gaps

// Rising tells in words how a gap moves.
func (g gapLine) Rising() string {
	switch d := g.Trend(); {
	case g.Before == 0 && g.Week > 0 && g.Count == g.Week:
		return "new this week"
	case d > 0:
		return fmt.Sprintf("%d more than the week before", d)
	case d < 0:
		return fmt.Sprintf("%d fewer than the week before", -d)
	}
	return "same as the week before"
}

// Took is from the first question to the publication.
func (g gapLine) Took() time.Duration { return g.Closed.Sub(g.Opened) }

// since is how far back the pages look.
const since = 90 * 24 * time.Hour

func (e *editor) showGaps(c call) error {
	l := gapList{Me: c.me, Done: done(c.Form.Get("done")), Filter: readGapFilter(c.Form)}
	if err := e.store.SettleGaps(c.Context()); err != nil {
		return err
	}
	f, err := l.Filter.store(c.me), error(nil)
	if l.Total, err = e.store.CountGaps(c.Context(), f); err != nil {
		return err
	}
	l.Filter.Page = min(l.Filter.Page, max((l.Total+gapsPerPage-1)/gapsPerPage, 1))
	f.Limit, f.Offset = gapsPerPage, (l.Filter.Page-1)*gapsPerPage
	gaps, err := e.store.FindGaps(c.Context(), f)
	if err != nil {
		return err
	}
	l.First, l.pager = f.Offset+1, pagerAt(l.Filter.Page, f.Offset+len(gaps) < l.Total, l.Filter.at)
	if l.Langs, err = e.store.GapLanguages(c.Context(), l.Filter.State); err != nil {
		return err
	}
	if l.Projects, err = e.store.Projects(c.Context()); err != nil {
		return err
	}
	most := 1
	for _, g := range gaps {
		most = max(most, slices.Max(g.Weeks))
	}
	for _, g := range gaps {
		line := gapLine{Gap: g, Name: nameOf(l.Projects, g.Project)}
		for i, n := range g.Weeks {
			line.Bars = append(line.Bars, bar{9 * i, 100 * n / most})
		}
		l.Gaps = append(l.Gaps, line)
	}
	if l.Written, l.Median, err = e.store.GapTimes(c.Context(), time.Now().Add(-since)); err != nil {
		return err
	}
	if l.People, _, err = e.store.Labels(c.Context()); err != nil {
		return err
	}
	if l.Filter == (gapFilter{State: "open", Page: 1}) {
		if l.Vain, err = e.store.VainSearches(c.Context(), time.Now().Add(-since)); err != nil {
			return err
		}
	}
	if l.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, http.StatusOK, "gaps", "Gaps", l)
}

// Last is the number of the last gap shown.
func (l gapList) Last() int { return l.First + len(l.Gaps) - 1 }

func nameOf(projects []knowledge.Project, key string) string {
	for _, p := range projects {
		if p.Key == key {
			return p.Name
		}
	}
	return key
}

func (e *editor) dismissGap(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	if err := e.store.DismissGap(c.Context(), id, c.me.by(), typed(c.PostForm.Get("reason"))); err != nil {
		return err
	}
	return c.redirect("/knowledge/gaps?done=gapdismissed")
}

// forgetSearch takes a search that found nothing off the list.
func (e *editor) forgetSearch(c call) error {
	lang, text := c.PostForm.Get("lang"), c.PostForm.Get("text")
	if !storable(lang + text) {
		return knowledge.ErrNotFound
	}
	if err := e.store.ForgetSearch(c.Context(), lang, text); err != nil {
		return err
	}
	return c.redirect("/knowledge/gaps?done=searchgone#searches")
}

// assignGap says who is to write a gap.
func (e *editor) assignGap(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	to := typed(c.PostForm.Get("to"))
	if c.PostForm.Get("me") != "" {
		to = c.me.by()
	}
	if err := e.store.AssignGap(c.Context(), id, to, c.me.by()); err != nil {
		return err
	}
	if c.PostForm.Get("back") == "today" {
		return c.redirect("/knowledge/today?done=assigned")
	}
	return c.redirect("/knowledge/gaps/%d?done=assigned", id)
}

func (e *editor) reopenGap(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	if err := e.store.ReopenGap(c.Context(), id); err != nil {
		return err
	}
	return c.redirect("/knowledge/gaps/%d", id)
}

func (e *editor) mergeGap(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	into, err := strconv.ParseInt(c.PostForm.Get("into"), 10, 64)
	if err != nil || into <= 0 {
		return faults{"into": "Choose the gap that asks the same."}
	}
	if err := e.store.MergeGaps(c.Context(), id, into); err != nil {
		return err
	}
	return c.redirect("/knowledge/gaps/%d?done=gapmerged", into)
}

// begin fills a new article with what a gap or a conversation tells. A gap that is not open any more is a ClosedGapError.
func (e *editor) begin(c call, f *form) error {
	var question, reply, lang string
	switch {
	case c.Form.Get("gap") != "":
		id, err := strconv.ParseInt(c.Form.Get("gap"), 10, 64)
		if err != nil || id <= 0 {
			return knowledge.ErrNotFound
		}
		f.keptAs(fmt.Sprint("gap", id))
		g, questions, err := e.store.Gap(c.Context(), id)
		if err == nil {
			err = g.CheckOpen()
		}
		if err != nil {
			return err
		}
		replies, err := e.replies(c, questions)
		if err != nil {
			return err
		}
		if len(replies) > 0 {
			reply = replies[0].Text
		}
		f.Gap, question, lang, f.Project = g.ID, g.Title, g.Lang, cmp.Or(f.Project, g.Project)
		f.Questions = asked(questions)
	case c.Form.Get("conversation") != "" && e.talks != nil:
		id, err := strconv.ParseInt(c.Form.Get("conversation"), 10, 64)
		if err != nil || id <= 0 {
			return knowledge.ErrNotFound
		}
		q, text, err := e.talks.Asked(c.Context(), c.me.ID, id)
		if err != nil {
			return fmt.Errorf("%w: %w", knowledge.ErrNotFound, err)
		}
		question, reply, lang, f.Project = knowledge.Mask(q.Text), knowledge.Mask(text), q.Lang, cmp.Or(f.Project, q.Project)
		f.Questions = oneLine(question)
		f.keptAs(fmt.Sprint("conversation", id))
	case c.Form.Get("asked") != "":
		question, lang = oneLine(typed(c.Form.Get("asked"))), knowledge.Base(typed(c.Form.Get("lang")))
		f.Questions = question
		f.keptAs("asked")
	default:
		return nil
	}
	if lang != "" {
		f.Lang = knowledge.Base(lang)
	}
	f.Title, f.Body, f.Replied = title(question), reply, reply != ""
	return nil
}

// asked are a gap's questions as an article has them: six different ones, one a line.
func asked(questions []knowledge.GapQuestion) string {
	var out []string
	for _, q := range questions {
		if s := oneLine(q.Text); len(out) < 6 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 300 {
		return string(r[:299]) + "…"
	}
	return s
}

// title is a question as a title to begin with.
func title(question string) string {
	s := oneLine(question)
	if r := []rune(s); len(r) > 120 {
		s = string(r[:119]) + "…"
	}
	return s
}

// starting is the page that asks for the project of a new article.
type starting struct {
	Me       Editor
	Projects []knowledge.Project
	With     string // that the form of the article is begun with: the address's end
	Question string
	Reply    string
	Likely   string // key of the project that it is about as far as is known; it comes first
}

// startArticle leads from a conversation or a gap to the form of a new article: its project has to be chosen, unless it
// is known.
func (e *editor) startArticle(c call) error {
	with := "/new"
	for _, name := range []string{"gap", "conversation", "asked"} {
		if s := c.Form.Get(name); s != "" {
			v := url.Values{name: {s}}
			if lang := c.Form.Get("lang"); name == "asked" && lang != "" {
				v.Set("lang", lang)
			}
			with = "/new?" + v.Encode()
			break
		}
	}
	var f form
	if err := e.begin(c, &f); err != nil {
		return err
	}
	projects, err := e.store.Projects(c.Context())
	if err != nil {
		return err
	}
	slices.SortStableFunc(projects, func(a, b knowledge.Project) int {
		switch f.Project {
		case a.Key:
			return -1
		case b.Key:
			return 1
		}
		return 0
	})
	return e.show(c, http.StatusOK, "newarticle", "New article", starting{Me: c.me, Projects: projects, With: with, Question: f.Title, Reply: f.Body, Likely: f.Project})
}
