package editor

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"switchboard/knowledge"
)

// The way from a draft to the readers: review, the time of publication, and who stands for the truth of an article.

func (e *editor) submit(c call) error {
	return e.step(c, "submitted", func(d knowledge.Document, v knowledge.Version) error {
		return e.store.Submit(c.Context(), d.ID, v.Number, c.me.by(), typed(c.PostForm.Get("note")))
	})
}

func (e *editor) withdraw(c call) error {
	return e.step(c, "withdrawn", func(d knowledge.Document, _ knowledge.Version) error {
		return e.store.Withdraw(c.Context(), d.ID, c.me.by())
	})
}

func (e *editor) giveBack(c call) error {
	return e.step(c, "returned", func(d knowledge.Document, _ knowledge.Version) error {
		return e.store.Return(c.Context(), d.ID, c.me.by(), typed(c.PostForm.Get("note")))
	})
}

func (e *editor) doubt(c call) error {
	return e.step(c, "doubted", func(d knowledge.Document, _ knowledge.Version) error {
		return e.store.Doubt(c.Context(), d.ID, c.me.by(), typed(c.PostForm.Get("note")))
	})
}

func (e *editor) verify(c call) error {
	reviewBy, err := readDay(c.PostForm.Get("review_by"))
	if err != nil {
		return err
	}
	return e.step(c, "verified", func(d knowledge.Document, _ knowledge.Version) error {
		return e.store.Verify(c.Context(), d.ID, c.me.by(), reviewBy)
	})
}

// plan sets the times of publication and of expiry. Empty fields take them away.
func (e *editor) plan(c call) error {
	from, err := readTime(c.PostForm.Get("publish_at"), c.PostForm.Get("zone"))
	if err != nil {
		return err
	}
	until, err := readTime(c.PostForm.Get("expire_at"), c.PostForm.Get("zone"))
	if err != nil {
		return err
	}
	code := "planned"
	if from.IsZero() && until.IsZero() {
		code = "unplanned"
	}
	if !from.IsZero() {
		d, err := e.document(c)
		if err != nil {
			return err
		}
		v, err := version(d, c.PostForm.Get("v"), d.Latest)
		if err != nil {
			return err
		}
		if _, stopped, err := e.guard(c, d, v); err != nil || stopped {
			return err
		}
	}
	return e.step(c, code, func(d knowledge.Document, v knowledge.Version) error {
		p := knowledge.Plan{From: from, Until: until}
		if !from.IsZero() {
			p.Version = v.Number
		}
		return inWords(e.store.Plan(c.Context(), d.ID, p, c.me.by()))
	})
}

// inWords says what is wrong with fields by their names on the page.
func inWords(err error) error {
	if invalid, ok := errors.AsType[knowledge.InvalidError](err); ok {
		return refusal{http.StatusUnprocessableEntity, strings.Join(slices.Sorted(maps.Values(problems(invalid))), " ")}
	}
	return err
}

// step does something with the version that the form names, the newest if it names none.
func (e *editor) step(c call, code string, do func(knowledge.Document, knowledge.Version) error) error {
	d, err := e.document(c)
	if err != nil {
		return err
	}
	v, err := version(d, c.PostForm.Get("v"), d.Latest)
	if err != nil {
		return err
	}
	if err := do(d, v); err != nil {
		return err
	}
	return c.redirect("/knowledge/a/%d?v=%d&done=%s", d.ID, v.Number, code)
}

func readDay(s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, refusal{422, fmt.Sprintf("%q is not a day. Write year, month and day, for example: 2026-01-31", s)}
	}
	return t, nil
}

// readTime reads a local time as a browser sends it, with the name of the time zone that it is meant in.
func readTime(s, zone string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	loc, err := time.LoadLocation(zone)
	if err != nil || len(zone) > 64 {
		return time.Time{}, refusal{422, fmt.Sprintf("%q is not a time zone. Write one as in Europe/Kyiv, or UTC.", zone)}
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, loc); err == nil {
			return t, nil
		}
	}
	return time.Time{}, refusal{422, fmt.Sprintf("%q is not a time. Write day and time, for example: 2026-01-31 09:30", s)}
}
