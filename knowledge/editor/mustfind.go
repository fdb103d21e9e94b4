package editor

import (
	"net/http"
	"strconv"

	"switchboard/knowledge"
)

// stored is a question of the regression set with what the assistant makes of it now.
type stored struct {
	knowledge.MustFind
	Now   knowledge.TrialAnswer
	Fails bool
}

// regression is the page of the stored questions.
type regression struct {
	Me    Editor
	Done  string
	Todo  knowledge.Todo
	List  []stored
	Fails int
	Tried bool
}

// showMustFind lists the stored questions, with what the assistant makes of each now.
func (e *editor) showMustFind(c call) error {
	p := regression{Me: c.me, Done: done(c.Form.Get("done"))}
	r, err := e.store.Regression(c.Context(), e.trier)
	if err != nil {
		e.log.Warn("the stored questions were not asked", "error", err)
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	p.Tried = r.Answers != nil
	for i, m := range r.Questions {
		s := stored{MustFind: m}
		if p.Tried {
			s.Now, s.Fails = r.Answers[i], !r.Answers[i].Has(m.Project, m.Key)
		}
		if s.Fails {
			p.Fails++
		}
		p.List = append(p.List, s)
	}
	return e.show(c, http.StatusOK, "mustfind", "Test questions", p)
}

// addMustFind stores a question with an article.
func (e *editor) addMustFind(c call) error {
	m := knowledge.MustFind{Project: c.PostForm.Get("project"), Key: c.PostForm.Get("key"), Text: typed(c.PostForm.Get("question")), Lang: c.PostForm.Get("lang"), By: c.me.by()}
	if !storable(m.Project) || !storable(m.Key) {
		return knowledge.ErrNotFound
	}
	article, none := number(c.PostForm.Get("article"))
	err := e.store.AddMustFind(c.Context(), m)
	if a, bad := c.asTyped("question", err); bad && none == nil {
		c.SetPathValue("id", strconv.FormatInt(article, 10))
		return e.articlePage(c, http.StatusUnprocessableEntity, a)
	}
	if err != nil {
		return err
	}
	if c.Header.Get("X-Part") != "" {
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if none == nil {
		return c.redirect("%s?done=remembered", pathOf(article))
	}
	return c.redirect("/knowledge/must-find?done=remembered")
}

func (e *editor) removeMustFind(c call) error {
	id, err := number(c.PathValue("id"))
	if err != nil {
		return err
	}
	if err := e.store.RemoveMustFind(c.Context(), id); err != nil {
		return err
	}
	return c.redirect("/knowledge/must-find?done=forgotten")
}
