package assist

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Earlier keeps what models wrote before, for all replicas. Nothing private is kept: it has signs in its place.
type Earlier interface {
	// Find returns what is kept under a key, and counts that it was served; empty: nothing is.
	Find(ctx context.Context, key string) (string, error)
	// Keep keeps an answer; took is what the model has taken for it.
	Keep(ctx context.Context, key, answer string, took Use) error
	// Forget drops an answer that somebody found wrong.
	Forget(ctx context.Context, key string) error
}

// Named is a Model that says what it is, with its settings, for one feature: other settings write other drafts.
type Named interface{ Name(feature string) string }

// leftError says that whoever asked the model wants its answer no more. Others who wait for the same may.
type leftError struct{ error }

// Unwrap returns why.
func (e leftError) Unwrap() error { return e.error }

// drafting is one draft to be written.
type drafting struct {
	a     *Assistant
	p     Prompt
	key   string
	grows func(Written) error // may be nil
	read  func(grows func(Written) error) *reading
	// shorter is less to ask of a model that does not take all.
	shorter func() (string, error)

	shown   string // how much of another's draft grows was told
	claimer Claimer
	holder  string // by which it is claimed; empty: it is not
}

// draft is an earlier draft to the same prompt, or the one that somebody else waits for just now, here or in another
// replica, or a new one.
func (w *drafting) draft(ctx context.Context) (Written, error) {
	for {
		if out, _, ok := w.earlier(ctx); ok {
			return out, nil
		}
		s, mine := w.a.drafts.join(w.key)
		if mine {
			return w.forAll(ctx, s)
		}
		if err := w.follow(ctx, s); err != nil {
			return w.unfinished(w.shown), err
		}
		switch left := (leftError{}); {
		case errors.As(s.err, &left): // who asked has left; this one asks
		case s.err != nil:
			return w.unfinished(s.answer), s.err
		default:
			if out, _, ok := w.earlier(ctx); ok { // counted as served
				return out, nil
			}
			return w.again(s.answer)
		}
	}
}

// first is a draft for all who wait here: what another replica had written meanwhile, or a new one.
func (w *drafting) first(ctx context.Context, s *shared) (out Written, answer string, err error) {
	release, err := w.claim(ctx, s)
	if err != nil {
		return w.unfinished(w.shown), w.shown, err
	}
	defer release()
	if out, answer, ok := w.earlier(ctx); ok {
		return out, answer, nil
	}
	r, err := w.ask(ctx, s)
	if err != nil {
		return r.unfinished(), r.kept(), err
	}
	out, err = r.whole()
	out.Asked = true
	return out, r.kept(), err
}

// ask has the model write, once more if its answer breaks off, and keeps what stood the checks. With an error comes the answer of
// which most stood.
func (w *drafting) ask(ctx context.Context, s *shared) (best *reading, err error) {
	gone := false
	best = w.read(nil)
	for try := 1; ; try++ {
		var r *reading
		r = w.read(func(so Written) (err error) {
			if w.grows != nil {
				err = w.grows(so)
			}
			if gone = err != nil; !gone {
				w.tell(ctx, s, r.kept())
			}
			return err
		})
		took, err := w.a.read(ctx, w.p, r)
		if err == nil {
			w.keep(ctx, r, took)
			if _, why := r.whole(); useless(why) && w.a.writer.Useless != nil {
				w.a.writer.Useless(ctx, w.p.Feature, took.Model)
			}
			return r, nil
		}
		err = fmt.Errorf("write a draft: %w", err)
		if len(r.lines) >= len(best.lines) {
			best = r
		}
		if gone || ctx.Err() != nil {
			return best, leftError{err}
		}
		if told := (*ModelError)(nil); errors.As(err, &told) && told.Until != AtOnce {
			if short, failed := w.shorter(); told.Long && failed == nil && short != w.p.Data {
				w.p.Data = short
				continue
			}
			return best, err
		}
		if try == draftTries || len(r.answer) == 0 || r.ended { // only an answer that broke off is asked for again
			return best, err
		}
	}
}

// earlier is the draft that is kept, checked anew, and the answer that it was read from. It is shown whole: there is
// nothing to wait for.
func (w *drafting) earlier(ctx context.Context) (out Written, answer string, ok bool) {
	if w.a.writer.Earlier == nil {
		return Written{}, "", false
	}
	answer, err := w.a.writer.Earlier.Find(ctx, w.key)
	if err != nil {
		w.a.log.Warn("an earlier draft was not found; the model is asked", "error", err)
	}
	if err != nil || answer == "" {
		return Written{}, "", false
	}
	out, err = w.again(answer)
	return out, answer, err == nil
}

// again reads an answer that was read before.
func (w *drafting) again(answer string) (Written, error) {
	r := w.read(nil)
	if err := r.take(answer); err != nil {
		return Written{}, fmt.Errorf("read an earlier draft: %w", err)
	}
	return r.whole()
}

// unfinished is as much of a draft as stands in an answer that broke off.
func (w *drafting) unfinished(answer string) Written {
	r := w.read(nil)
	if r.take(answer) != nil {
		return Written{}
	}
	return r.unfinished()
}

// keep keeps a draft that stood the checks.
func (w *drafting) keep(ctx context.Context, r *reading, took Completion) {
	if _, err := r.whole(); err != nil || w.a.writer.Earlier == nil {
		return
	}
	err := w.a.writer.Earlier.Keep(context.WithoutCancel(ctx), w.key, r.kept(), Use{Feature: w.p.Feature, Model: took.Model, In: took.In, Out: took.Out})
	if err != nil {
		w.a.log.Warn("a draft is not kept for who asks the same", "error", err)
	}
}

// Forget has a draft written anew when the same is asked again: somebody found it wrong.
func (a *Assistant) Forget(ctx context.Context, key string) error {
	if a.writer.Earlier == nil || key == "" {
		return nil
	}
	return a.writer.Earlier.Forget(ctx, key)
}

// keyOf is a digest of all that a draft depends on: the model with its settings, its prompt, what it is shown, and the
// versions of the articles. Who asks the same in other capitals, or with another end, asks the same. There is nothing
// private in it, so that one customer's e-mail address and another's make no difference.
func (a *Assistant) keyOf(p Prompt, d draftData, sources []Source) (string, error) {
	k := struct {
		Model, Feature, System string
		Schema                 json.RawMessage
		Data                   draftData
		Articles               [][2]int64
	}{Feature: p.Feature, System: p.System, Schema: p.Schema, Data: d}
	if n, ok := a.writer.Model.(Named); ok {
		k.Model = n.Name(p.Feature)
	}
	for _, s := range sources {
		k.Articles = append(k.Articles, [2]int64{s.Article, int64(s.Version)})
	}
	k.Data.Dialogue = nil
	for _, t := range d.Dialogue {
		text := oneLine(strings.ToLower(t.Text))
		k.Data.Dialogue = append(k.Data.Dialogue, turnData{t.From, cmp.Or(strings.TrimRight(text, " ?!.,…"), text)})
	}
	b, err := json.Marshal(k)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// substance leaves out the greetings that a conversation begins with, and the assistant's answer to them: with or without
// them the same is asked.
func substance(turns []Turn) []Turn {
	greeted := false
	for len(turns) > 1 && (turns[0].Customer && Greeting(turns[0].Text) || greeted && turns[0].By == "assistant") {
		turns, greeted = turns[1:], true
	}
	return turns
}
