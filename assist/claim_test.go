package assist_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/assist"
)

// claim says who has a draft written, and until when.
type claim struct {
	holder string
	until  time.Time
	answer string // so far
}

func (s *shelf) Claim(_ context.Context, key, holder string, lasts time.Duration) (mine bool, soFar string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.claims[key]
	if ok && c.holder != holder && time.Now().Before(c.until) {
		return false, c.answer, s.down
	}
	if s.claims == nil {
		s.claims = map[string]claim{}
	}
	if c.holder != holder {
		c = claim{holder: holder}
	}
	c.until = time.Now().Add(lasts)
	s.claims[key] = c
	return s.down == nil, "", s.down
}

func (s *shelf) Grow(_ context.Context, key, holder, soFar string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.claims[key]; c.holder == holder {
		c.answer = soFar
		s.claims[key] = c
	}
	return s.down
}

func (s *shelf) Release(_ context.Context, key, holder string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claims[key].holder == holder {
		delete(s.claims, key)
	}
	return s.down
}

// claimed has a draft claimed by a replica that is gone, for so long.
func (s *shelf) claimed(key string, lasts time.Duration) {
	s.claims = map[string]claim{key: {holder: "gone", until: time.Now().Add(lasts)}}
}

// asks has a replica asked for the draft of a refund, in the background.
func asks(ctx context.Context, a *assist.Assistant) (answer func() (assist.Written, error)) {
	var w assist.Written
	var err error
	var wg sync.WaitGroup
	wg.Go(func() { w, err = a.Write(ctx, customer("a refund?"), []assist.Source{refundSource()}, nil) })
	return func() (assist.Written, error) { wg.Wait(); return w, err }
}

func TestReplicasThatAreAskedTheSameAtOnceMakeOneCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, kept := &gated{gate: make(chan error), says: says(t, refundGood)}, &shelf{}
		var answers []func() (assist.Written, error)
		for range 3 {
			a := replica(m, kept, "p")
			answers = append(answers, asks(t.Context(), a), asks(t.Context(), a))
		}
		time.Sleep(20 * time.Second) // longer than a claim lasts that is not renewed
		synctest.Wait()
		if n := m.calls.Load(); n != 1 {
			t.Errorf("%d calls", n)
		}
		m.gate <- nil
		for _, answer := range answers {
			if w, err := answer(); err != nil || w.Text != refundGood.Text || w.Key == "" {
				t.Errorf("%+v, %v", w, err)
			}
		}
		if n := m.calls.Load(); n != 1 || len(kept.claims) != 0 || kept.served != len(answers)-1 {
			t.Errorf("%d calls, %d served, left claimed: %v", n, kept.served, kept.claims)
		}
	})
}

// pieces is a model that says one piece after the other, as they come.
type pieces struct {
	said  chan string
	calls atomic.Int32
}

func (p *pieces) Complete(context.Context, assist.Prompt) (assist.Completion, error) {
	return assist.Completion{}, errors.New("it streams")
}

func (p *pieces) Stream(ctx context.Context, _ assist.Prompt, tell func(string) error) (assist.Completion, error) {
	p.calls.Add(1)
	for {
		select {
		case <-ctx.Done():
			return assist.Completion{}, ctx.Err()
		case piece, more := <-p.said:
			if !more {
				return assist.Completion{}, nil
			}
			if err := tell(piece); err != nil {
				return assist.Completion{}, err
			}
		}
	}
}

// onlooker is somebody who waits for a draft and sees it grow.
type onlooker struct {
	mu     sync.Mutex
	states []string
	leaves error // when it grows
	out    assist.Written
	err    error
}

func (o *onlooker) asks(ctx context.Context, a *assist.Assistant, address string) {
	out, err := a.Write(ctx, customer("I am "+address+", how do I get a refund?"), []assist.Source{refundSource()}, func(so assist.Written) error {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.states = append(o.states, so.Text)
		return o.leaves
	})
	o.mu.Lock()
	defer o.mu.Unlock()
	o.out, o.err = out, err
}

func TestWhoeverWaitsForADraftSeesItGrow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, kept := &pieces{said: make(chan string)}, &shelf{}
		one, two := replica(m, kept, "p"), replica(m, kept, "p")
		leaves := errors.New("it is not wanted any more")
		writer, beside, elsewhere, besides := &onlooker{}, &onlooker{}, &onlooker{}, &onlooker{}
		left, leftElsewhere := &onlooker{leaves: leaves}, &onlooker{leaves: leaves}
		var wg sync.WaitGroup
		for _, who := range []struct {
			o       *onlooker
			at      *assist.Assistant
			address string
		}{{writer, one, "ann@a.example"}, {beside, one, "bob@b.example"}, {left, one, "dan@d.example"}, {leftElsewhere, two, "eve@e.example"}, {elsewhere, two, "carl@c.example"}, {besides, two, "fay@f.example"}} {
			wg.Go(func() { who.o.asks(t.Context(), who.at, who.address) })
			synctest.Wait() // one after the other
		}
		item := func(s sentence) string {
			b, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		m.said <- `{"sentences":[` + item(sentence{"A refund for the internet is paid to the account ⟦EMAIL_1⟧.", 1, refundQuote})
		time.Sleep(time.Second)
		synctest.Wait()
		for name, c := range map[string]struct {
			o       *onlooker
			address string
		}{"who has it written": {writer, "ann@a.example"}, "who waits in the same replica": {beside, "bob@b.example"},
			"who waits in another": {elsewhere, "carl@c.example"}, "who waits with him": {besides, "fay@f.example"}} {
			if want := "A refund for the internet is paid to the account " + c.address + "."; len(c.o.states) != 1 || c.o.states[0] != want {
				t.Errorf("%s sees %q", name, c.o.states)
			}
		}
		for key, c := range kept.claims {
			if strings.Contains(c.answer, "@") || !strings.Contains(c.answer, "⟦EMAIL_1⟧") {
				t.Errorf("%s: other replicas are told %s", key, c.answer)
			}
		}
		m.said <- "," + item(refundGood2) + "]}"
		close(m.said)
		wg.Wait()
		for _, o := range []*onlooker{writer, beside, elsewhere, besides} {
			if o.err != nil || !strings.HasSuffix(o.out.Text, refundGood2.Text) || !strings.HasPrefix(o.out.Text, o.states[0]) {
				t.Errorf("%+v", o)
			}
		}
		for _, o := range []*onlooker{left, leftElsewhere} {
			if !errors.Is(o.err, leaves) {
				t.Errorf("who left is told %v", o.err)
			}
		}
		if n := m.calls.Load(); n != 1 || len(kept.claims) != 0 {
			t.Errorf("%d calls, left claimed: %v", n, kept.claims)
		}
	})
}

func TestWhereTheFirstReplicaHasNoDraftTheNextOneWrites(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func(m *gated, cancel func()){
		"its model fails":   func(m *gated, _ func()) { m.gate <- errors.New("out of memory") },
		"its reader leaves": func(_ *gated, cancel func()) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, kept := &gated{gate: make(chan error), says: says(t, refundGood)}, &shelf{}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				one := asks(ctx, replica(m, kept, "p"))
				synctest.Wait()
				two := asks(t.Context(), replica(m, kept, "p"))
				synctest.Wait()
				first(m, cancel)
				if w, err := one(); err == nil {
					t.Errorf("the first has %+v", w)
				}
				m.gate <- nil
				if w, err := two(); err != nil || w.Text != refundGood.Text {
					t.Errorf("the second has %+v, %v", w, err)
				}
				if n := m.calls.Load(); n != 2 || len(kept.claims) != 0 {
					t.Errorf("%d calls, left claimed: %v", n, kept.claims)
				}
			})
		})
	}
}

func TestAReplicaThatDiedIsWaitedForOnlySoLong(t *testing.T) {
	t.Parallel()
	key := mustWrite(t, replica(says(t, refundGood), &shelf{}, "p"), customer("a refund?")).Key
	for name, c := range map[string]struct {
		lasts time.Duration
		calls int
		fails error
	}{
		"its claim ends":            {5 * time.Second, 1, nil},
		"its claim outlasts ours":   {time.Hour, 0, context.DeadlineExceeded},
		"its claim was over before": {-time.Second, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m, kept := says(t, refundGood), &shelf{}
				kept.claimed(key, c.lasts)
				began := time.Now()
				w, err := replica(m, kept, "p").Write(t.Context(), customer("a refund?"), []assist.Source{refundSource()}, nil)
				if !errors.Is(err, c.fails) || len(m.asked) != c.calls || err == nil && w.Text != refundGood.Text {
					t.Errorf("%+v, %v, %d calls", w, err, len(m.asked))
				}
				if waited := time.Since(began); c.fails == nil && (waited < c.lasts || waited > max(c.lasts, 0)+time.Second) { // in a bubble the clock tells the truth
					t.Errorf("waited for %v", waited)
				}
			})
		})
	}
}
