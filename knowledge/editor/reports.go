package editor

import (
	"net/http"
	"strconv"
	"time"

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
}

func (e *editor) showReports(c call) error {
	l := reportList{Me: c.me, Done: done(c.Form.Get("done")), Resolved: c.Form.Get("state") == "resolved", Mine: c.Form.Get("mine") != ""}
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
	return e.show(c, http.StatusOK, "reports", "Reports", l)
}

func (e *editor) resolveReport(c call) error {
	id, err := strconv.ParseInt(c.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return knowledge.ErrNotFound
	}
	if err := e.store.ResolveReport(c.Context(), id, c.me.by(), typed(c.PostForm.Get("answer"))); err != nil {
		return err
	}
	return c.redirect("/knowledge/reports?done=reportresolved")
}

// checkup is the page of what may be wrong with the articles as a whole.
type checkup struct {
	Me       Editor
	Done     string
	Todo     knowledge.Todo
	Opposed  []knowledge.Alike // they contradict each other
	Repeated []knowledge.Alike
	Disliked []dislikedLine
	Old      []knowledge.Article // unchanged for a year
}

// dislikedLine is an article that fared badly, with its name.
type dislikedLine struct {
	knowledge.Disliked
	Doc knowledge.Article
}

// old is after how long an article should be looked at again.
const old = 365 * 24 * time.Hour

func (e *editor) showCheckup(c call) error {
	p := checkup{Me: c.me}
	articles, _, _, err := e.store.Changes(c.Context(), 0)
	if err != nil {
		return err
	}
	for _, a := range knowledge.FindAlike(articles) {
		if a.Contradict {
			p.Opposed = append(p.Opposed, a)
		} else {
			p.Repeated = append(p.Repeated, a)
		}
	}
	byID := map[int64]knowledge.Article{}
	for _, a := range articles {
		byID[a.ID] = a
		if time.Since(a.Published) > old && len(p.Old) < 100 {
			p.Old = append(p.Old, a)
		}
	}
	if e.talks != nil {
		disliked, err := e.talks.DislikedArticles(c.Context(), time.Now().Add(-since))
		if err != nil {
			return err
		}
		for _, d := range disliked {
			if a, ok := byID[d.Article]; ok {
				p.Disliked = append(p.Disliked, dislikedLine{d, a})
			}
		}
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	return e.show(c, http.StatusOK, "checkup", "Check-up", p)
}
