package assist

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// together are the drafts that are written just now, by their keys: who asks the same waits for them, and sees them grow.
type together struct {
	mu  sync.Mutex
	now map[string]*shared
}

// shared is one of them.
type shared struct {
	done   chan struct{} // closed when it is written, or is not to be
	answer string        // the whole of it, with signs for what is private; to be read when it is done
	err    error         // the same

	mu    sync.Mutex
	soFar string        // what stands of it
	more  chan struct{} // closed when there is more
}

// join returns the draft of a key. If nobody writes it, mine is true: whoever joined writes it, and calls end.
func (t *together) join(key string) (s *shared, mine bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s, ok := t.now[key]; ok {
		return s, false
	}
	if t.now == nil {
		t.now = map[string]*shared{}
	}
	s = &shared{done: make(chan struct{}), more: make(chan struct{})}
	t.now[key] = s
	return s, true
}

// end tells those who wait that it is written, or is not to be.
func (t *together) end(key string, s *shared) {
	t.mu.Lock()
	delete(t.now, key)
	t.mu.Unlock()
	close(s.done)
}

// grew tells those who wait how much of it stands.
func (s *shared) grew(soFar string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if soFar != s.soFar {
		s.soFar = soFar
		close(s.more)
		s.more = make(chan struct{})
	}
}

func (s *shared) state() (soFar string, more <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.soFar, s.more
}

// forAll writes a draft for everybody who waits for it.
func (w *drafting) forAll(ctx context.Context, s *shared) (out Written, err error) {
	s.err = leftError{errors.New("the writing of a draft broke off")} // a panic tells nobody more
	defer w.a.drafts.end(w.key, s)
	out, s.answer, s.err = w.first(ctx, s)
	if left := (leftError{}); errors.As(s.err, &left) {
		return out, left.error
	}
	return out, s.err
}

// follow shows a draft that is written for somebody else, until it is whole.
func (w *drafting) follow(ctx context.Context, s *shared) error {
	for {
		soFar, more := s.state()
		if err := w.show(soFar); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("write a draft: %w", ctx.Err())
		case <-s.done:
			return nil
		case <-more:
		}
	}
}

// show tells whoever asked how far the draft is that is written for somebody else. It is checked here, too.
func (w *drafting) show(soFar string) error {
	if w.grows == nil || soFar == "" || soFar == w.shown {
		return nil
	}
	w.shown = soFar
	r := w.read(nil)
	if err := r.take(soFar); err != nil {
		return nil // it is not for these eyes; the whole draft will tell why
	}
	if so := r.written(); so.Text != "" {
		return w.grows(so)
	}
	return nil
}

// tell shows a draft to those who wait for it, here and in other replicas.
func (w *drafting) tell(ctx context.Context, s *shared, soFar string) {
	s.grew(soFar)
	if w.holder == "" {
		return
	}
	if err := w.claimer.Grow(ctx, w.key, w.holder, soFar); err != nil && ctx.Err() == nil {
		w.holder = "" // others see the whole of it
		w.a.log.Warn("other replicas do not see a draft grow", "error", err)
	}
}
