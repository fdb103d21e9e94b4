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
		})
	}
}
