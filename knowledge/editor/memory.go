package editor

import (
	"context"
	"net/http"
	"slices"
	"time"

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
	Why      map[string]string   // why drafts were dismissed, by the lesson's key
	Waiting  []knowledge.Waiting // persons whose lessons wait
	Gone     []knowledge.Forgetting
	learnedPage
}

// answersLearned is where it is.
func answersLearned() learned {
	return learned{"/knowledge/memory", []string{"q", "project", "state", "person", "article"}}
}

func (e *editor) showMemory(c call) error {
	m := memory{Me: c.me, Done: done(c.Form.Get("done")), States: []string{"learned", knowledge.AloneState, "quarantined", "rejected"}}
	m.Filter = knowledge.LessonFilter{Project: c.Form.Get("project"), State: c.Form.Get("state"), Person: c.Form.Get("person"), Text: typed(c.Form.Get("q")), Limit: learnedShown + 1}
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
	page := pageOf(c.Form)
	m.Filter.Skip = (page - 1) * learnedShown
	list, err := e.store.Lessons(c.Context(), m.Filter)
	if err != nil {
		return err
	}
	if len(list) == 0 && page > 1 {
		return c.redirect("%s", answersLearned().address(c.Form, 1))
	}
	m.learnedPage, m.List = pageOfLearned(answersLearned(), c.Form, list)
	if m.Why, err = e.whyDismissed(c.Context(), m.List); err != nil {
		return err
	}
	if m.Waiting, err = e.store.WaitingLessons(c.Context()); err != nil {
		return err
	}
	if m.Gone, err = e.store.Forgotten(c.Context()); err != nil {
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

// whyDismissed are the reasons of lessons that say what an article does not answer, by their keys.
func (e *editor) whyDismissed(ctx context.Context, list []knowledge.Taught) (map[string]string, error) {
	var keys []string
	for _, l := range list {
		if !l.Solved {
			keys = append(keys, l.Key)
		}
	}
	if e.dismissed == nil || len(keys) == 0 {
		return nil, nil
	}
	return e.dismissed(ctx, keys)
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
	return c.backTo(answersLearned(), "judged")
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
	return c.backTo(answersLearned(), "judged")
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
	return c.backTo(answersLearned(), "judged")
}

func (e *editor) forgetLesson(c call) error {
	id, err := number(c.PathValue("id"))
	if err == nil {
		err = e.store.Forget(c.Context(), id, c.me.by())
	}
	if err != nil {
		return err
	}
	return c.backTo(answersLearned(), "unlearned")
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
	if _, err := e.store.ClearLessons(c.Context(), article, project, c.me.by()); err != nil {
		return err
	}
	return c.redirect("/knowledge/memory?done=unlearned")
}

// recallForgotten brings back what was forgotten at once.
func (e *editor) recallForgotten(c call) error {
	at, err := time.Parse(time.RFC3339Nano, c.PostForm.Get("at"))
	if err != nil {
		return knowledge.ErrNotFound // the form names one
	}
	if _, err := e.store.BringBack(c.Context(), at); err != nil {
		return err
	}
	return c.redirect("/knowledge/memory?done=recalled")
}
