package editor

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/knowledge"
)

// Question is what a customer asked, masked.
type Question struct {
	Text    string
	Lang    string // or empty
	Project string // that the conversation was about, or empty
	At      time.Time
}

// Answer is what the assistant makes of a question.
type Answer struct {
	Does  string   // DoesAnswer, DoesOffer or DoesNothing
	Score float64  // probability of the first draft
	Text  string   // of the first draft
	Found []Source // articles of the drafts that are shown, best first
}

// Source is an article that an answer is made of.
type Source struct {
	Article             int64 // 0: the draft that is tried
	Project, Key, Title string
}

// What the assistant does with a question.
const (
	DoesAnswer  = "answers by itself"
	DoesOffer   = "offers a draft"
	DoesNothing = "has no answer"
)

// rank orders what the assistant does.
func (a Answer) rank() int {
	return map[string]int{DoesAnswer: 2, DoesOffer: 1}[a.Does]
}

// first is the article of the first draft.
func (a Answer) first() Source {
	if len(a.Found) == 0 {
		return Source{}
	}
	return a.Found[0]
}

func (a Answer) has(project, key string) bool {
	for _, s := range a.Found {
		if s.Project == project && s.Key == key {
			return true
		}
	}
	return false
}

// Trier makes answers as they are now, and as they would be with an article in place of the published one.
type Trier func(ctx context.Context, draft *knowledge.Article, questions []Question) (before, after []Answer, err error)

// moved is a question whose answer would differ.
type moved struct {
	Question
	Was, Is Answer
	Better  bool // more is done for the customer
	Worse   bool
	Other   bool // another article comes first
}

// broken is a stored question that would lose its article.
type broken struct {
	knowledge.MustFind
	Was, Is Answer
}

// trial is what a draft would change.
type trial struct {
	Asked   int // recent questions that were replayed
	Changed []moved
	Stored  int // questions of the regression set that were asked
	Broken  []broken
	Failing int // stored questions that fail already
	Took    time.Duration
}

// replayed is how many of the last questions are tried, when nothing else is chosen; storedMost how many stored ones.
const (
	replayed   = 100
	replayMost = 500
	storedMost = 500
)

// try replays the last questions and the stored ones against a draft.
func (e *editor) try(ctx context.Context, draft *knowledge.Article, recent int) (*trial, error) {
	begun := time.Now()
	t := &trial{}
	var asked []Question
	if recent > 0 && e.recent != nil {
		list, err := e.recent(ctx, recent)
		if err != nil {
			return nil, err
		}
		for _, q := range list {
			asked = append(asked, Question{q.Text, q.Lang, q.Project, q.At})
		}
	}
	stored, err := e.store.MustFinds(ctx, "", "", storedMost)
	if err != nil {
		return nil, err
	}
	t.Asked, t.Stored = len(asked), len(stored)
	all := asked
	for _, m := range stored {
		all = append(all, Question{Text: m.Text, Lang: m.Lang})
	}
	if len(all) == 0 {
		return t, nil
	}
	before, after, err := e.trier(ctx, draft, all)
	if err != nil {
		return nil, fmt.Errorf("try %d questions: %w", len(all), err)
	}
	for i, q := range asked {
		was, is := before[i], after[i]
		c := moved{Question: q, Was: was, Is: is, Better: is.rank() > was.rank(), Worse: is.rank() < was.rank()}
		a, b := was.first(), is.first()
		c.Other = a.Project != b.Project || a.Key != b.Key
		if c.Better || c.Worse || c.Other || was.Text != is.Text {
			t.Changed = append(t.Changed, c)
		}
	}
	for i, m := range stored {
		was, is := before[len(asked)+i], after[len(asked)+i]
		switch had, has := was.has(m.Project, m.Key), is.has(m.Project, m.Key); {
		case !had && !has:
			t.Failing++
		case had && (!has || is.rank() < was.rank()):
			t.Broken = append(t.Broken, broken{m, was, is})
		}
	}
	t.Took = time.Since(begun)
	return t, nil
}

// breaks are the stored questions that an article would break, were it published.
func (e *editor) breaks(c call, draft *knowledge.Article) ([]broken, error) {
	if e.trier == nil {
		return nil, nil
	}
	t, err := e.try(c.Context(), draft, 0)
	if err != nil {
		return nil, err
	}
	return t.Broken, nil
}

// tried is the article as the form would publish it.
func (e *editor) tried(c call, f form) (*knowledge.Article, error) {
	edit, _ := f.edit(c.me)
	p, err := e.store.Project(c.Context(), f.Project)
	if err != nil {
		return nil, err
	}
	return draftArticle(p, f.Article, f.Key, f.Lang, edit.Draft), nil
}

func draftArticle(p knowledge.Project, id int64, key, lang string, d knowledge.Draft) *knowledge.Article {
	return &knowledge.Article{ID: id, Key: key, Project: p.Key, Name: p.Name, Aliases: p.Aliases, Lang: lang, Title: d.Title, Body: d.Body,
		Audience: cmp.Or(d.Audience, knowledge.Public), Questions: d.Questions, Tags: d.Tags, Link: d.Link, Owner: d.Owner,
		ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil, Published: time.Now()}
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
	draft, err := e.tried(c, f)
	if err != nil {
		return err
	}
	if f.Trial, err = e.try(c.Context(), draft, min(n, replayMost)); err != nil {
		e.log.Error("a draft was not tried", "article", f.Article, "error", err)
		f.Problem = "The questions could not be replayed now. Nothing of what you wrote is lost: it is below. Try again in a moment."
		return e.showForm(c, http.StatusInternalServerError, f)
	}
	f.Last = min(n, replayMost)
	return e.showForm(c, http.StatusOK, f)
}

// guard asks for a reason before a version is published that breaks stored questions. It reports whether it has
// answered the request.
func (e *editor) guard(c call, d knowledge.Document, v knowledge.Version) (reason string, stopped bool, err error) {
	reason = strings.TrimSpace(typed(c.PostForm.Get("reason")))
	p, err := e.store.Project(c.Context(), d.Project)
	if err != nil {
		return "", false, err
	}
	list, err := e.breaks(c, draftArticle(p, d.ID, d.Key, d.Lang, v.Draft))
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
	return "", true, e.show(c, http.StatusConflict, "breaks", "This breaks stored questions", data)
}

// breaking is the page that asks why a version is published although it breaks stored questions.
type breaking struct {
	Me      Editor
	Doc     knowledge.Document
	Version knowledge.Version
	Broken  []broken
	Action  string
	Fields  map[string]string
}
