package editor

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// memory is the page of what was learned from drafts that were sent, dismissed, and found helpful or not.
type memory struct {
	Me       Editor
	Done     string
	Todo     knowledge.Todo
	Filter   knowledge.LessonFilter
	States   []string
	Projects []knowledge.Project
	List     []knowledge.Taught
	Waiting  []knowledge.Waiting // persons whose lessons wait
	Asked    string              // the address of what is shown, after its question mark: whoever judges a lesson comes back to it
	Prev     string              // addresses of the pages before and after; empty: there is none
	Next     string
}

// lessonsShown is how many lessons a page has.
const lessonsShown = 200

// memoryAddress is the address of a page of the lessons that a form asks for.
func memoryAddress(asked url.Values, page int) string {
	v := url.Values{}
	for _, name := range []string{"q", "project", "state", "person", "article"} {
		if s := asked.Get(name); s != "" {
			v.Set(name, s)
		}
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return "/knowledge/memory"
	}
	return "/knowledge/memory?" + v.Encode()
}

// backToMemory leads to the lessons that were shown when one of them was judged, and says what was done.
func (c call) backToMemory(done string) error {
	asked, err := url.ParseQuery(c.PostForm.Get("asked"))
	if err != nil {
		asked = nil // nobody's form: the page begins at its beginning
	}
	page, err := strconv.Atoi(asked.Get("page"))
	if err != nil {
		page = 1
	}
	to := memoryAddress(asked, page)
	if strings.Contains(to, "?") {
		return c.redirect("%s&done=%s", to, done)
	}
	return c.redirect("%s?done=%s", to, done)
}

func (e *editor) showMemory(c call) error {
	m := memory{Me: c.me, Done: done(c.Form.Get("done")), States: []string{"learned", knowledge.AloneState, "quarantined", "rejected"}}
	m.Filter = knowledge.LessonFilter{Project: c.Form.Get("project"), State: c.Form.Get("state"), Person: c.Form.Get("person"), Text: typed(c.Form.Get("q")), Limit: lessonsShown + 1}
	if !storable(m.Filter.Project) || !storable(m.Filter.Person) || !slices.Contains(append(m.States, ""), m.Filter.State) {
		return knowledge.ErrNotFound
	}
	if id := c.Form.Get("article"); id != "" {
		article, err := number(id)
		if err != nil {
			return err
		}
		m.Filter.Article = article
	}
	page, err := strconv.Atoi(c.Form.Get("page"))
	if err != nil || page < 1 || page > 100_000 {
		page = 1
	}
	m.Filter.Skip = (page - 1) * lessonsShown
	if m.List, err = e.store.Lessons(c.Context(), m.Filter); err != nil {
		return err
	}
	if len(m.List) == 0 && page > 1 {
		return c.redirect("%s", memoryAddress(c.Form, 1))
	}
	if page > 1 {
		m.Prev = memoryAddress(c.Form, page-1)
	}
	if len(m.List) > lessonsShown {
		m.List, m.Next = m.List[:lessonsShown], memoryAddress(c.Form, page+1)
	}
	_, m.Asked, _ = strings.Cut(memoryAddress(c.Form, page), "?")
	if m.Waiting, err = e.store.WaitingLessons(c.Context()); err != nil {
		return err
	}
	if m.Projects, err = e.store.Projects(c.Context()); err != nil {
		return err
	}
	if m.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, http.StatusOK, "memory", "Memory", m)
}

func (e *editor) approveLesson(c call) error { return e.judgeLesson(c, true) }
func (e *editor) rejectLesson(c call) error  { return e.judgeLesson(c, false) }

func (e *editor) judgeLesson(c call, approve bool) error {
	id, err := number(c.PathValue("id"))
	if err == nil {
		err = e.store.JudgeLesson(c.Context(), id, approve, c.me.by())
	}
	if err != nil {
		return err
	}
	return c.backToMemory("judged")
}

// judgeWaiting lets all that waits of one person count, or nothing of it.
func (e *editor) judgeWaiting(c call) error {
	person, verdict := c.PostForm.Get("person"), c.PostForm.Get("verdict")
	if person == "" || !storable(person) || verdict != "approve" && verdict != "reject" {
		return knowledge.ErrNotFound
	}
	if _, err := e.store.JudgeWaiting(c.Context(), person, verdict == "approve", c.me.by()); err != nil {
		return err
	}
	return c.backToMemory("judged")
}

func (e *editor) correctLesson(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	key := typed(c.PostForm.Get("key"))
	if !storable(key) {
		return knowledge.ErrNotFound
	}
	if err := e.store.CorrectLesson(c.Context(), id, key, c.me.by()); err != nil {
		return err
	}
	return c.backToMemory("judged")
}

func (e *editor) forgetLesson(c call) error {
	id, err := number(c.PathValue("id"))
	if err == nil {
		err = e.store.Forget(c.Context(), id)
	}
	if err != nil {
		return err
	}
	return c.backToMemory("unlearned")
}

// clearMemory forgets all that was taught about one article, or one project.
func (e *editor) clearMemory(c call) error {
	project, article := c.PostForm.Get("project"), int64(0)
	if id := c.PostForm.Get("article"); id != "" {
		var err error
		if article, err = number(id); err != nil {
			return err
		}
	}
	if article == 0 && project == "" || !storable(project) {
		return knowledge.ErrNotFound // the form names one
	}
	if _, err := e.store.ClearLessons(c.Context(), article, project); err != nil {
		return err
	}
	return c.redirect("/knowledge/memory?done=unlearned")
}
