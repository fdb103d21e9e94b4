package editor

import (
	"context"
	"net/http"
	"net/url"
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
	Groups   []lessonGroup               // of the list
	Weighed  map[int64]knowledge.Weighed // lessons, by their numbers
	Talks    map[string]int64            // conversations that taught them, by their keys
	Why      map[string]string           // why drafts were dismissed, by the lesson's key
	Waiting  []knowledge.Waiting         // persons whose lessons wait
	Gone     []knowledge.Forgetting
	Again    again
	Articles []knowledge.Named // to choose from, where a lesson can be corrected
	All      int               // lessons of the article, project or person that alone is shown
	Whose    string            // that person's name; empty: he has none
	learnedPage
}

// answersLearned is where it is.
func answersLearned() learned {
	return learned{"/knowledge/memory", []string{"q", "project", "state", "person", "article"}}
}

func (e *editor) showMemory(c call) error { return e.memoryPage(c, http.StatusOK, again{}) }

func (e *editor) memoryPage(c call, status int, a again) error {
	m := memory{Me: c.me, Again: a, Done: done(c.Form.Get("done")), States: []string{"learned", knowledge.AloneState, "quarantined", "rejected"}}
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
	if err := e.aboutLessons(c.Context(), &m); err != nil {
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
	if err := e.memoryForms(c.Context(), &m); err != nil {
		return err
	}
	return e.show(c, status, "memory", "Memory", m)
}

// memoryForms reads what the forms of whoever publishes say and offer.
func (e *editor) memoryForms(ctx context.Context, m *memory) (err error) {
	if !m.Me.Publish || len(m.List) == 0 {
		return nil
	}
	if m.Articles, err = e.store.NamedArticles(ctx); err != nil {
		return err
	}
	if m.Filter.Person != "" && m.List[0].Who != m.Filter.Person {
		m.Whose = m.List[0].Who
	}
	if m.Filter.Article != 0 || m.Filter.Project != "" || m.Filter.Person != "" {
		m.All, err = e.store.CountLessons(ctx, m.Filter)
	}
	return err
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

// correctLesson makes a lesson evidence for another article. What is wrong with the name of that is said in the form, on the page that it stood on.
func (e *editor) correctLesson(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	key := typed(c.PostForm.Get("key"))
	if !storable(key) {
		return knowledge.ErrNotFound
	}
	err = e.store.CorrectLesson(c.Context(), id, key, c.me.by())
	if a, ok := c.asTyped(c.PathValue("id"), err); ok {
		asked, err := url.ParseQuery(c.PostForm.Get("asked"))
		if err != nil {
			asked = nil // nobody's form: the list begins at its beginning
		}
		c.Form = asked
		return e.memoryPage(c, http.StatusUnprocessableEntity, a)
	}
	if err != nil {
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

// clearMemory forgets all that was taught about one article, or one project, or by one person.
func (e *editor) clearMemory(c call) error {
	if person := c.PostForm.Get("person"); person != "" {
		if !storable(person) {
			return knowledge.ErrNotFound
		}
		if _, err := e.store.ForgetPerson(c.Context(), person, c.me.by()); err != nil {
			return err
		}
		return c.redirect("/knowledge/memory?done=unlearned")
	}
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
