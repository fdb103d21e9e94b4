package editor

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"switchboard/knowledge"
)

// wording is a language's synonyms in the page: as they are kept, or as somebody typed them and they could not be saved.
type wording struct {
	knowledge.Worded
	Lines   int    // rows of the field
	Problem string // why they were not saved
	Theirs  string // what somebody else saved meanwhile
}

// wordings is the page of the words that mean the same.
type wordings struct {
	Me   Editor
	Done string
	Of   string // the language that was saved
	Todo knowledge.Todo
	List []wording
	New  wording // of a language that is not in the list yet
}

func (e *editor) showSynonyms(c call) error {
	return e.synonyms(c, http.StatusOK, nil)
}

// synonyms shows the page, with what could not be saved as it was typed.
func (e *editor) synonyms(c call, status int, typed *wording) error {
	p := wordings{Me: c.me, Done: done(c.Form.Get("done")), Of: c.Form.Get("of"), New: wording{Lines: 4}}
	all, err := e.store.Worded(c.Context())
	if err != nil {
		return err
	}
	if p.Todo, err = e.store.Todo(c.Context()); err != nil {
		return err
	}
	for _, w := range all {
		p.List = append(p.List, wording{Worded: w, Lines: lines(w.Groups)})
	}
	if typed != nil {
		typed.Lines = lines(typed.Groups)
		if i := slices.IndexFunc(p.List, func(w wording) bool { return w.Lang == typed.Lang }); i >= 0 {
			now := p.List[i]
			if now.Rev != typed.Rev {
				typed.Theirs = now.Groups
			}
			typed.Rev, typed.By, typed.At = now.Rev, now.By, now.At // the next attempt is made knowing theirs
			p.List[i] = *typed
		} else {
			p.New = *typed
		}
	}
	return e.show(c, status, "synonyms", "Synonyms", p)
}

func lines(groups string) int { return min(max(strings.Count(groups, "\n")+2, 4), 20) }

func (e *editor) saveSynonyms(c call) error {
	w := wording{Worded: knowledge.Worded{Lang: strings.TrimSpace(c.PostForm.Get("lang")), Groups: c.PostForm.Get("groups")}}
	if !storable(w.Lang) || !storable(w.Groups) {
		return knowledge.ErrNotFound
	}
	based, err := strconv.ParseInt(c.PostForm.Get("based"), 10, 64)
	if err != nil {
		return knowledge.ErrNotFound
	}
	w.Rev = based
	err = e.store.SaveSynonyms(c.Context(), w.Lang, w.Groups, based, c.me.by())
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		w.Problem = "Not saved: " + invalid[0].Problem
		return e.synonyms(c, http.StatusUnprocessableEntity, &w)
	}
	if errors.Is(err, knowledge.ErrConflict) {
		w.Problem = "Not saved: somebody saved others in the meantime. Theirs stand below yours; put both together and save."
		return e.synonyms(c, http.StatusConflict, &w)
	}
	if err != nil {
		return err
	}
	at := url.QueryEscape(w.Lang)
	return c.redirect("/knowledge/synonyms?done=worded&of=%s#said-%s", at, at)
}
