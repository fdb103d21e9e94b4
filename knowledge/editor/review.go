package editor

import (
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
		return faults{"review_by": err.Error()}
	}
	return e.step(c, "verified", func(d knowledge.Document, _ knowledge.Version) error {
		return e.store.Verify(c.Context(), d.ID, c.me.by(), reviewBy)
	})
}

// plan sets the times of publication and of expiry. Empty fields take them away.
func (e *editor) plan(c call) error {
	p, err := e.readPlan(c)
	if err != nil {
		return err
	}
	code := "planned"
	if p == (knowledge.Plan{}) {
		code = "unplanned"
	}
	if !p.From.IsZero() {
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
		if !p.From.IsZero() {
			p.Version = v.Number
		}
		return e.store.Plan(c.Context(), d.ID, p, c.me.by())
	})
}

// readPlan reads both times, told in the zone that the form names. What is wrong with them is a faults.
func (e *editor) readPlan(c call) (p knowledge.Plan, err error) {
	zone, err := readZone(c.PostForm.Get("zone"), e.clock.Zone())
	if err != nil {
		return p, faults{"zone": err.Error()}
	}
	bad := faults{}
	for field, to := range map[string]*time.Time{"publish_at": &p.From, "expire_at": &p.Until} {
		if *to, err = readTime(c.PostForm.Get(field), zone); err != nil {
			bad[field] = err.Error()
		}
	}
	if len(bad) > 0 {
		return p, bad
	}
	return p, nil
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
