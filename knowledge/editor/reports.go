package editor

import (
	"net/http"
	"strconv"

	"switchboard/knowledge"
)

// reportList is the page of what operators found wrong.
type reportList struct {
	Me       Editor
	Done     string
	Todo     knowledge.Todo
	Resolved bool
	Mine     bool
	Reports  []knowledge.Report
	Again    again
	At       string // number of the report whose form it is
}

func (e *editor) showReports(c call) error { return e.reportsAgain(c, http.StatusOK, again{}) }

// reportsAgain shows the list, with a form as it was typed.
func (e *editor) reportsAgain(c call, status int, typed again) error {
	l := reportList{Me: c.me, Again: typed, At: c.PathValue("id"), Done: done(c.Form.Get("done")), Resolved: c.Form.Get("state") == "resolved", Mine: c.Form.Get("mine") != ""}
	var owner []string
	if l.Mine {
		owner = []string{c.me.Name, c.me.Email}
	}
	var err error
	if l.Reports, err = e.store.Reports(c.Context(), l.Resolved, owner...); err != nil {
		return err
	}
	if l.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, status, "reports", "Reports", l)
}

func (e *editor) resolveReport(c call) error {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return knowledge.ErrNotFound
	}
	on, err := e.store.ResolveReport(c.Context(), id, c.me.by(), typed(c.PostForm.Get("answer")))
	if err != nil {
		return err
	}
	if e.answered != nil {
		e.answered(c.Context(), on)
	}
	if article, err := number(c.PostForm.Get("article")); err == nil {
		return c.redirect("/knowledge/a/%d?done=reportresolved", article)
	}
	return c.redirect("/knowledge/reports?done=reportresolved")
}
