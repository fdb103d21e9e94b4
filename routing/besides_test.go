package routing_test

import (
	"testing"

	"switchboard/assist"
	"switchboard/routing"
)

// Beside a draft that is worth showing the next best are shown as well, though each is less likely; none by themselves.
func TestTheNextBestDraftsStandBesideTheBest(t *testing.T) {
	for name, c := range map[string]struct {
		scores []float64
		shown  int
	}{"a likely one": {[]float64{.3, .05, .04, .01}, 3}, "none": {[]float64{.06, .05, .04}, 0}} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, routing.Policy{Draft: .1})
			var drafts []assist.Suggestion
			for _, score := range c.scores {
				drafts = append(drafts, suggestion("Perhaps so.", score, "net"))
			}
			r.suggest.mu.Lock()
			r.suggest.by["perhaps"] = drafts
			r.suggest.mu.Unlock()
			r.says("c1", "perhaps you know how it is done")
			h := r.head("c1", state(routing.Queued))
			if got, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(got) != c.shown {
				t.Errorf("%d drafts, %v", len(got), err)
			}
			if c.shown > 0 && h.Project != "net" || c.shown == 0 && h.Project != "" {
				t.Errorf("it is about %q", h.Project)
			}
			if err := r.Take(t.Context(), r.op, h.ID); err != nil {
				t.Fatal(err)
			}
			before := r.count(`SELECT count(*) FROM suggestions`)
			r.says("c1", "and perhaps you know what it costs?")
			r.eventually(func() bool {
				return r.count(`SELECT count(*) FROM lanes WHERE consumer = 'desk' AND tail > done`) == 0
			}, func() string { return "nobody looks at what was said" })
			if n := r.count(`SELECT count(*) FROM suggestions`) - before; n != c.shown {
				t.Errorf("%d drafts while an operator has the conversation", n)
			}
		})
	}
}

// A guess that is worth a glance tells neither what the conversation is about nor where it belongs.
func TestAGuessTellsNoProject(t *testing.T) {
	r := newRig(t, routing.Policy{Draft: .1})
	r.suggest.mu.Lock()
	r.suggest.by["guess"] = []assist.Suggestion{suggestion("Perhaps so.", .12, "net")}
	r.suggest.mu.Unlock()
	r.says("c1", "guess how it is done")
	h := r.head("c1", state(routing.Queued))
	if drafts, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != 1 || h.Project != "" || h.Intent != "" {
		t.Errorf("%d drafts, %v; about %q of %q", len(drafts), err, h.Intent, h.Project)
	}
}

// What the only article that says a thing is quoted with is shown, however unlikely it is, to be looked at by a person: nobody is told
// that there is no answer.
func TestTheOnlyArticleThatSaysAThingIsShown(t *testing.T) {
	r := newRig(t, routing.Policy{Draft: .1})
	only := suggestion("Lockers stand behind the stairs.", .01, "net")
	only.Mentions = true
	r.suggest.mu.Lock()
	r.suggest.by["lockers"] = []assist.Suggestion{only, suggestion("Perhaps so.", .005, "net")}
	r.suggest.mu.Unlock()
	r.says("c1", "do you have lockers")
	h := r.head("c1", state(routing.Queued))
	if drafts, err := r.Drafts(t.Context(), r.op, h.ID); err != nil || len(drafts) != 1 || drafts[0].Text != only.Text || h.Project != "" {
		t.Errorf("%+v, %v; about %q", drafts, err, h.Project)
	}
	if n := r.count(`SELECT count(*) FROM conversations WHERE queue_reason = 'the assistant is not sure'`); n != 1 {
		t.Errorf("%d wait because the assistant is not sure", n)
	}
}
