package assist_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"switchboard/assist"
	"switchboard/knowledge/local"
)

// shelf keeps answers as replicas share them.
type shelf struct {
	mu     sync.Mutex
	kept   map[string]string
	claims map[string]claim
	served int
	down   error
}

func (s *shelf) Find(_ context.Context, key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[key] != "" {
		s.served++
	}
	return s.kept[key], s.down
}

func (s *shelf) Keep(_ context.Context, key, answer string, _ assist.Use) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]string{}
	}
	s.kept[key] = answer
	return s.down
}

func (s *shelf) Forget(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, key)
	return s.down
}

// named is a model with a name.
type named struct {
	*scripted
	name string
}

func (n named) Name(string) string { return n.name }

func replica(m assist.Model, kept *shelf, prompt string) *assist.Assistant {
	return assist.New(assist.Config{Index: local.New(), Writer: assist.Writer{Model: m, Prompt: prompt, Earlier: kept}})
}

// refundSource is the article of the refund as a source.
func refundSource() assist.Source {
	return assist.Source{Article: 1, Version: 1, Project: "net", Title: refundNet.Title, Lang: "en", Passage: refundNet.Body}
}

func mustWrite(t *testing.T, a *assist.Assistant, d assist.Dialogue, sources ...assist.Source) assist.Written {
	t.Helper()
	if sources == nil {
		sources = []assist.Source{refundSource()}
	}
	w, err := a.Write(t.Context(), d, sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheSameQuestionCostsNoSecondCall(t *testing.T) {
	t.Parallel()
	m, kept := says(t, refundGood, refundBad, refundGood2), &shelf{}
	first := mustWrite(t, replica(m, kept, "p"), customer("How do I get a refund?"))
	for name, d := range map[string]assist.Dialogue{
		"word by word":      customer("How do I get a refund?"),
		"in other capitals": customer("how do I  get a REFUND"),
		"after a greeting":  customer("Hello!", "How do I get a refund?"),
		"greeted back": {Turns: []assist.Turn{{Customer: true, Text: "Good morning"}, {By: "assistant", Text: "Hello! I am the assistant of Net."},
			{Customer: true, Text: "How do I get a refund?"}}},
	} {
		if again := mustWrite(t, replica(m, kept, "p"), d); again.Text != first.Text || again.Key != first.Key || len(again.Sources) != 1 || len(again.Sources[0].Quotes) != 2 {
			t.Errorf("%s: %+v, before %+v", name, again, first)
		}
	}
	if len(m.asked) != 1 || kept.served != 4 || first.Key == "" {
		t.Errorf("%d calls, %d served", len(m.asked), kept.served)
	}
	if text := kept.kept[first.Key]; strings.Contains(text, "15 days") {
		t.Errorf("what did not stand the checks is kept: %s", text)
	}
}

func TestWhatADraftDependsOnHasItWrittenAnew(t *testing.T) {
	t.Parallel()
	d := customer("How do I get a refund?")
	newer, other := refundSource(), refundSource()
	newer.Version, other.Passage = 2, refundNet.Body+"\n\nCall us."
	more := d
	more.Turns = append([]assist.Turn{{Customer: true, Text: "My television is broken."}, {By: "operator", Text: "Which one?"}}, d.Turns...)
	campaign := d
	campaign.Turns = append([]assist.Turn{{By: "assistant", Text: "We have a new tariff."}}, d.Turns...)
	for name, c := range map[string]struct {
		model, prompt string
		d             assist.Dialogue
		sources       []assist.Source
	}{
		"another version of the article": {"small", "p", d, []assist.Source{newer}},
		"other words of the article":     {"small", "p", d, []assist.Source{other}},
		"another article beside it":      {"small", "p", d, []assist.Source{refundSource(), other}},
		"another model":                  {"large", "p", d, nil},
		"another prompt":                 {"small", "q", d, nil},
		"another question":               {"small", "p", customer("How do I get no refund?"), nil},
		"more that was said":             {"small", "p", more, nil},
		"what we wrote first":            {"small", "p", campaign, nil},
	} {
		m, kept := says(t, refundGood), &shelf{}
		mustWrite(t, replica(named{m, "small"}, kept, "p"), d)
		mustWrite(t, replica(named{m, c.model}, kept, c.prompt), c.d, c.sources...)
		if len(m.asked) != 2 || kept.served != 0 {
			t.Errorf("%s: %d calls, %d served", name, len(m.asked), kept.served)
		}
	}
}

func TestWhatIsKeptHasNothingOfTheCustomerWhoAsked(t *testing.T) {
	t.Parallel()
	m, kept := says(t, sentence{"A refund for the internet is paid to the account ⟦EMAIL_1⟧.", 1, refundQuote}), &shelf{}
	for _, who := range []string{"ann@example.org", "bob@example.net"} {
		w := mustWrite(t, replica(m, kept, "p"), customer("I am "+who+", how do I get a refund?"))
		if !strings.Contains(w.Text, who) || strings.Count(w.Text, "@") != 1 {
			t.Errorf("%s is answered %q", who, w.Text)
		}
	}
	none := mustWrite(t, replica(says(t, refundGood), kept, "p"), customer("I am ⟦EMAIL_1⟧, how do I get a refund?"))
	if strings.Contains(none.Text, "@") {
		t.Errorf("a forged sign is answered %q", none.Text)
	}
	for _, text := range kept.kept {
		if strings.Contains(text, "@") {
			t.Errorf("kept: %s", text)
		}
	}
	if len(m.asked) != 1 {
		t.Errorf("%d calls", len(m.asked))
	}
}

func TestWhatIsNoAnswerIsNotKept(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]assist.Model{
		"nothing stood the checks": says(t, refundBad),
		"it failed":                &scripted{answer: func(assist.Prompt) (string, error) { return "", errors.New("down") }},
		"it broke off":             &streaming{scripted: says(t, refundGood, refundGood2), after: 150, breaks: 9},
	} {
		kept := &shelf{}
		if w, err := replica(m, kept, "p").Write(t.Context(), customer("a refund?"), []assist.Source{refundSource()}, nil); err == nil || len(kept.kept) != 0 {
			t.Errorf("%s: %+v, kept %v", name, w, kept.kept)
		}
	}
}

func TestAForgottenDraftIsWrittenAnew(t *testing.T) {
	t.Parallel()
	m, kept := says(t, refundGood), &shelf{}
	a := replica(m, kept, "p")
	if err := a.Forget(t.Context(), mustWrite(t, a, customer("a refund?")).Key); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, a, customer("a refund?"))
	if len(m.asked) != 2 {
		t.Errorf("%d calls", len(m.asked))
	}
}

func TestDraftsAreWrittenWhileNothingCanBeKept(t *testing.T) {
	t.Parallel()
	m := says(t, refundGood)
	if w := mustWrite(t, replica(m, &shelf{down: errors.New("no database")}, "p"), customer("a refund?")); w.Text != refundGood.Text {
		t.Errorf("%+v", w)
	}
}

// gated is a model that answers when the gate opens, or not at all if its caller leaves.
type gated struct {
	gate  chan error
	says  *scripted
	calls atomic.Int32
}

func (g *gated) Stream(ctx context.Context, p assist.Prompt, tell func(string) error) (assist.Completion, error) {
	g.calls.Add(1)
	select {
	case <-ctx.Done():
		return assist.Completion{}, ctx.Err()
	case err := <-g.gate:
		if err != nil {
			return assist.Completion{}, err
		}
	}
	c, err := g.says.Complete(ctx, p)
	if err != nil {
		return c, err
	}
	return c, tell(c.Text)
}

func (g *gated) Complete(ctx context.Context, p assist.Prompt) (assist.Completion, error) {
	return g.Stream(ctx, p, func(string) error { return nil })
}

func TestTwoWhoWaitForTheSameDraftMakeOneCall(t *testing.T) {
	t.Parallel()
	for name, kept := range map[string]*shelf{"kept": {}, "not kept": nil, "no database": {down: errors.New("no database")}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &gated{gate: make(chan error), says: says(t, refundGood)}
				w := assist.Writer{Model: m}
				if kept != nil {
					w.Earlier = kept
				}
				a := assist.New(assist.Config{Index: local.New(), Writer: w})
				var wg sync.WaitGroup
				for range 8 {
					wg.Go(func() {
						w, err := a.Write(t.Context(), customer("a refund?"), []assist.Source{refundSource()}, nil)
						if err != nil || w.Text != refundGood.Text {
							t.Errorf("%+v, %v", w, err)
						}
					})
				}
				wg.Go(func() { // another question is not held up
					_, _ = a.Write(t.Context(), customer("a refund of what?"), []assist.Source{refundSource()}, nil)
				})
				synctest.Wait()
				if n := m.calls.Load(); n != 2 {
					t.Errorf("%d calls for two questions", n)
				}
				close(m.gate)
				wg.Wait()
				if n := m.calls.Load(); n != 2 || name == "kept" && kept.served != 7 {
					t.Errorf("%d calls for two questions at the end", n)
				}
			})
		})
	}
}

func TestWhoWaitsForADraftAsksWhenTheFirstOneLeaves(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(cancel func()) error{
		"it stops":      func(cancel func()) error { cancel(); return nil },
		"it is refused": func(func()) error { return errors.New("not wanted any more") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &gated{gate: make(chan error), says: says(t, refundGood)}
				a := replica(m, &shelf{}, "p")
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var wg sync.WaitGroup
				wg.Go(func() {
					if w, err := a.Write(ctx, customer("a refund?"), []assist.Source{refundSource()}, func(assist.Written) error { return leave(cancel) }); err == nil {
						t.Errorf("who left has %+v", w)
					}
				})
				synctest.Wait()
				wg.Go(func() {
					if w, err := a.Write(t.Context(), customer("a refund?"), []assist.Source{refundSource()}, nil); err != nil || w.Text != refundGood.Text {
						t.Errorf("who waited has %+v, %v", w, err)
					}
				})
				synctest.Wait()
				if name == "it stops" {
					cancel()
				} else {
					m.gate <- nil
				}
				synctest.Wait()
				if n := m.calls.Load(); n != 2 {
					t.Errorf("%d calls", n)
				}
				m.gate <- nil
				wg.Wait()
			})
		})
	}
}

func TestWhoWaitForADraftShareItsFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		down := errors.New("the model is down")
		m := &gated{gate: make(chan error), says: says(t, refundGood)}
		a := replica(m, &shelf{}, "p")
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if _, err := a.Write(t.Context(), customer("a refund?"), []assist.Source{refundSource()}, nil); !errors.Is(err, down) {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		m.gate <- down
		wg.Wait()
		if n := m.calls.Load(); n != 1 {
			t.Errorf("%d calls of a model that is down", n)
		}
	})
}
