package editor

import (
	"context"
	"errors"
	"net/http"

	"switchboard/knowledge"
)

// What readers notice at once: publication, removal, and the way back.

func (e *editor) publish(c call) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	v, err := version(d, c.PostForm.Get("v"), 0)
	if err != nil {
		return err
	}
	reason, stopped, err := e.guard(c, d, v)
	if err != nil || stopped {
		return err
	}
	if _, err := e.store.PublishBecause(c.Context(), d.ID, v.Number, c.me.by(), reason); err != nil {
		return err
	}
	return c.redirect("/knowledge/a/%d?done=published", d.ID)
}

func (e *editor) unpublish(c call) error {
	return e.takeAway(c, e.store.UnpublishBecause, "unpublished")
}

func (e *editor) remove(c call) error {
	return e.takeAway(c, e.store.RemoveBecause, "removed")
}

// takeAway takes an article from readers. Where test questions lose it that takes a reason, which is asked for.
func (e *editor) takeAway(c call, do func(ctx context.Context, id int64, by, reason string) error, code string) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	err = do(c.Context(), d.ID, c.me.by(), typed(c.PostForm.Get("reason")))
	if losing, ok := errors.AsType[knowledge.LosingError](err); ok {
		return e.show(c, http.StatusConflict, "loses", "Test questions lose this article", losingPage{c.me, d, losing, c.URL.Path, code == "removed"})
	}
	if err != nil {
		return err
	}
	return c.redirect("/knowledge/a/%d?done=%s", d.ID, code)
}

// losingPage is the page that asks why an article is taken from readers although test questions lose it.
type losingPage struct {
	Me      Editor
	Doc     knowledge.Document
	Losing  []knowledge.MustFind
	Action  string
	Removes bool
}

// clear erases what versions said that nobody needs any more.
func (e *editor) clear(c call) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	if c.PostForm.Get("sure") == "" {
		return refusal{http.StatusUnprocessableEntity, "Tick the box: this cannot be undone."}
	}
	n, err := e.store.Clear(c.Context(), d.ID, c.me.by())
	if err != nil {
		return err
	}
	code := "cleared"
	if n == 0 {
		code = "clear"
	}
	return c.redirect("/knowledge/a/%d/versions?done=%s", d.ID, code)
}

// restore makes an earlier version the newest. A removed article is back with it.
func (e *editor) restore(c call) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	v, err := version(d, c.PostForm.Get("v"), 0)
	if err != nil {
		return err
	}
	number, err := e.store.Restore(c.Context(), d.ID, v.Number, c.me.by())
	if err != nil {
		return err
	}
	code := "restored"
	switch {
	case !d.Removed.IsZero():
		code = "back"
	case number == d.Latest:
		code = "unchanged"
	}
	return c.redirect("/knowledge/a/%d?v=%d&done=%s", d.ID, number, code)
}
