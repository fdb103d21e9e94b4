package webdesk

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"switchboard/routing"
)

// done answers an action: the script of the page wants no page, a plain form goes to where it leads.
func done(c call, to string) error {
	if c.Header.Get("X-Desk") != "" {
		c.w.Header().Set("X-Go", to)
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(c.w, c.Request, to, http.StatusSeeOther)
	return nil
}

func conversation(id int64) string { return "/desk/c/" + strconv.FormatInt(id, 10) }

// act runs an action upon the conversation of the path.
func act(c call, f func(ctx context.Context, op, conv int64) error) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if err := c.ParseForm(); err != nil {
		return unreadable(err)
	}
	if err := f(c.Context(), c.me.ID, id); err != nil {
		return err
	}
	return done(c, conversation(id))
}

// text is a field, with line ends as we keep them: browsers send others.
func (c call) text(key string) string {
	return strings.TrimSpace(strings.ReplaceAll(c.PostFormValue(key), "\r\n", "\n"))
}

func (c call) number(key string) int64 {
	n, _ := strconv.ParseInt(c.PostFormValue(key), 10, 64)
	return n
}

func (d *Desk) take(c call) error   { return act(c, d.router.Take) }
func (d *Desk) reopen(c call) error { return act(c, d.router.Reopen) }

func (d *Desk) release(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error { return d.router.Release(ctx, op, conv, c.text("why")) })
}

func (d *Desk) note(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error { return d.router.Note(ctx, op, conv, c.text("note")) })
}

// transfer reads "d12" as a department and "o12" as an operator.
func (d *Desk) transfer(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		to := c.text("to")
		id, err := strconv.ParseInt(strings.TrimLeft(to, "do"), 10, 64)
		if err != nil || id <= 0 {
			return wrong("Choose a department or a colleague.")
		}
		target := routing.Target{Department: id}
		if strings.HasPrefix(to, "o") {
			target = routing.Target{Operator: id}
		}
		return d.router.Transfer(ctx, op, conv, target, c.text("why"))
	})
}

func (d *Desk) snooze(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		until, err := time.Parse(time.RFC3339, c.text("until"))
		if err != nil {
			return wrong("Choose until when.")
		}
		return d.router.Snooze(ctx, op, conv, until, c.text("why"), c.text("outlast") != "")
	})
}

func (d *Desk) close(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		return d.router.CloseConversation(ctx, op, conv, routing.Closing{Disposition: c.text("disposition"), Comment: c.text("comment"),
			Wish: c.text("wish"), Opinion: c.text("opinion")})
	})
}

func (d *Desk) changeEnding(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		return d.router.ChangeEnding(ctx, op, conv, c.text("disposition"))
	})
}

func (d *Desk) typing(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		d.router.WritesTo(ctx, op, conv)
		return nil
	})
}

func (d *Desk) takeNext(c call) error {
	conv, err := d.router.TakeNext(c.Context(), c.me.ID)
	if err != nil {
		return err
	}
	if conv == 0 {
		return refusal{http.StatusNotFound, "Nobody is waiting in your queues."}
	}
	return done(c, conversation(conv))
}

func (d *Desk) retry(c call) error  { return d.onMessage(c, d.router.Retry) }
func (d *Desk) cancel(c call) error { return d.onMessage(c, d.router.Cancel) }
func (d *Desk) unsend(c call) error { return d.onMessage(c, d.router.DeleteSent) }

// writeAgain has the model write a draft once more that did not come, or broke off.
func (d *Desk) writeAgain(c call) error { return d.onMessage(c, d.router.WriteAgain) }

func (d *Desk) editSent(c call) error {
	err := d.onMessage(c, func(ctx context.Context, op, message int64) error {
		return d.router.EditSent(ctx, op, message, c.text("text"), c.text("despite"), c.seen()...)
	})
	if disputed := (routing.DisputeError{}); errors.As(err, &disputed) {
		return disputes(c, disputed)
	}
	return err
}

func (d *Desk) dismiss(c call) error {
	return d.onMessage(c, func(ctx context.Context, op, draft int64) error {
		return d.router.Dismiss(ctx, op, draft, first(c.text("why"), 500))
	})
}

// restore has a draft on offer again that was dismissed by mistake.
func (d *Desk) restore(c call) error { return d.onMessage(c, d.router.Restore) }

// reportArticle tells whoever keeps an article that it is wrong.
func (d *Desk) reportArticle(c call) error {
	article, err := strconv.ParseInt(c.PathValue("article"), 10, 64)
	if err != nil || article <= 0 {
		return routing.ErrNotFound
	}
	return act(c, func(ctx context.Context, op, conv int64) error {
		return d.router.ReportArticle(ctx, op, conv, article, c.text("text"))
	})
}

// unreadable says why a form could not be read.
func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return refusal{http.StatusBadRequest, "The form could not be read."}
}

// onMessage runs an action upon a message or a draft; the form tells to which conversation to go back.
func (d *Desk) onMessage(c call, f func(ctx context.Context, op, id int64) error) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if err := c.ParseForm(); err != nil {
		return unreadable(err)
	}
	if err := f(c.Context(), c.me.ID, id); err != nil {
		return err
	}
	if conv := c.number("conversation"); conv > 0 {
		return done(c, conversation(conv))
	}
	return done(c, "/desk")
}

func (d *Desk) presence(c call) error {
	p := c.text("presence")
	if p != "online" && p != "away" && p != "offline" {
		return wrong("Choose online, away or offline.")
	}
	if err := d.router.Presence(c.Context(), c.me.ID, p); err != nil {
		return err
	}
	return done(c, "/desk")
}

func (d *Desk) seen(c call) error {
	presence, err := d.router.SeenOperator(c.Context(), c.me.ID)
	if err != nil {
		return err
	}
	c.w.Header().Set("X-Presence", presence)
	return done(c, "/desk")
}

// saveSubscriber saves the customer's card: what is known of him is fields of the company's own naming.
func (d *Desk) saveSubscriber(c call) error {
	return act(c, func(ctx context.Context, op, conv int64) error {
		h, err := d.router.Head(ctx, op, conv)
		if err != nil {
			return err
		}
		keys, values := c.PostForm["field"], c.PostForm["value"]
		if len(keys) != len(values) {
			return refusal{http.StatusBadRequest, "The form could not be read."}
		}
		s := routing.Subscriber{ID: h.Subscriber, Name: c.text("name"), Lang: c.text("lang"), Comment: c.text("comment"),
			Version: int(c.number("version")), Fields: map[string]string{}}
		for i, key := range keys {
			key, value := strings.TrimSpace(key), strings.TrimSpace(values[i])
			if key == "" && value != "" {
				return wrong("Name the field in which %q is kept.", first(value, 40))
			}
			if key != "" && value != "" {
				s.Fields[key] = value
			}
		}
		return d.router.SaveSubscriber(ctx, op, s)
	})
}
