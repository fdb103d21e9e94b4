package editor

import (
	"context"
	"net/http"
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
	return e.change(c, func(ctx context.Context, id int64) error { return e.store.Unpublish(ctx, id, c.me.by()) }, "unpublished")
}

func (e *editor) remove(c call) error {
	return e.change(c, func(ctx context.Context, id int64) error { return e.store.Remove(ctx, id, c.me.by()) }, "removed")
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

func (e *editor) change(c call, do func(context.Context, int64) error, code string) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	if err := do(c.Context(), d.ID); err != nil {
		return err
	}
	return c.redirect("/knowledge/a/%d?done=%s", d.ID, code)
}
