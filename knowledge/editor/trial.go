package editor

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// replayed is how many of the last questions are tried, when nothing else is chosen.
const (
	replayed   = 100
	replayMost = 500
)

// try replays the last questions and the stored ones against an attempt.
func (e *editor) try(ctx context.Context, a knowledge.Attempt, recent int) (*knowledge.Trial, error) {
	var asked []knowledge.Unanswered
	if recent > 0 && e.recent != nil {
		var err error
		if asked, err = e.recent(ctx, recent); err != nil {
			return nil, err
		}
	}
	return e.store.Try(ctx, e.trier, a, asked)
}

// breaks are the stored questions that an attempt would break, were it published.
func (e *editor) breaks(c call, a knowledge.Attempt) ([]knowledge.TrialBreak, error) {
	return e.store.Breaks(c.Context(), e.trier, a)
}

// tried is the article as the form would publish it, with the one that it would merge.
func (e *editor) tried(c call, f form) (knowledge.Attempt, error) {
	edit, _ := f.edit(c.me)
	p, err := e.store.Project(c.Context(), f.Project)
	if err != nil {
		return knowledge.Attempt{}, err
	}
	return knowledge.Attempt{Draft: p.Tried(f.Article, f.key(), f.Lang, edit.Draft), Merges: f.Merge}, nil
}

// tryForm shows what the text of a form would change, with the form as it was.
func (e *editor) tryForm(c call, f form) error {
	if e.trier == nil {
		f.Problem = "Trying is not possible here."
		return e.showForm(c, http.StatusServiceUnavailable, f)
	}
	n, err := strconv.Atoi(c.PostForm.Get("last"))
	if err != nil || n < 0 {
		n = replayed
	}
	attempt, err := e.tried(c, f)
	if err != nil {
		return err
	}
	if f.Trial, err = e.try(c.Context(), attempt, min(n, replayMost)); err != nil {
		e.log.Error("a draft was not tried", "article", f.Article, "error", err)
		f.Problem = "The questions could not be replayed now. Nothing of what you wrote is lost: it is below. Try again in a moment."
		return e.showForm(c, http.StatusInternalServerError, f)
	}
	f.Last = min(n, replayMost)
	return e.showForm(c, http.StatusOK, f)
}

// unreasoned tells whether publishing a form breaks stored questions without a reason: none was given, or it was given for other
// breaks than those that the text leads to now. A reason for which there is no need is dropped.
func (e *editor) unreasoned(c call, f *form) bool {
	attempt, err := e.tried(c, *f)
	if err == nil {
		f.Broken, err = e.breaks(c, attempt)
	}
	if err != nil {
		e.log.Error("stored questions were not tried before a publication", "article", f.Article, "error", err)
		return false
	}
	shown := strings.Fields(c.PostForm.Get("broken"))
	unseen := slices.ContainsFunc(f.Broken, func(b knowledge.TrialBreak) bool { return !slices.Contains(shown, strconv.FormatInt(b.ID, 10)) })
	if len(f.Broken) == 0 {
		f.Reason = ""
	}
	if len(f.Broken) > 0 && f.Reason == "" && !unseen {
		f.Errors = map[string]string{"reason": "Nothing is published yet: say why it is to be all the same, or mend the text."}
	}
	return len(f.Broken) > 0 && (f.Reason == "" || unseen)
}

// guard asks for a reason before a version is published that breaks stored questions. It reports whether it has
// answered the request.
func (e *editor) guard(c call, d knowledge.Document, v knowledge.Version) (reason string, stopped bool, err error) {
	reason = strings.TrimSpace(typed(c.PostForm.Get("reason")))
	p, err := e.store.Project(c.Context(), d.Project)
	if err != nil {
		return "", false, err
	}
	list, err := e.breaks(c, knowledge.Attempt{Draft: p.Tried(d.ID, d.Key, d.Lang, v.Draft)})
	if err != nil {
		return "", false, err
	}
	if len(list) == 0 {
		return "", false, nil
	}
	if reason != "" {
		return reason, false, nil
	}
	data := breaking{Me: c.me, Doc: d, Version: v, Broken: list, Action: c.URL.Path, Fields: map[string]string{}}
	for _, name := range []string{"v", "publish_at", "expire_at", "zone"} {
		if c.PostForm.Get(name) != "" {
			data.Fields[name] = c.PostForm.Get(name)
		}
	}
	return "", true, e.show(c, http.StatusConflict, "breaks", "This breaks test questions", data)
}

// breaking is the page that asks why a version is published although it breaks stored questions.
type breaking struct {
	Me      Editor
	Doc     knowledge.Document
	Version knowledge.Version
	Broken  []knowledge.TrialBreak
	Action  string
	Fields  map[string]string
}
