package assist_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/assist"
)

// claim says who has a draft written, and until when.
type claim struct {
	holder string
	until  time.Time
}

func (s *shelf) Claim(_ context.Context, key, holder string, lasts time.Duration) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.claims[key]; ok && c.holder != holder && time.Now().Before(c.until) {
		return false, s.down
	}
	if s.claims == nil {
		s.claims = map[string]claim{}
	}
	s.claims[key] = claim{holder, time.Now().Add(lasts)}
	return s.down == nil, s.down
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
	s.claims = map[string]claim{key: {"gone", time.Now().Add(lasts)}}
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
