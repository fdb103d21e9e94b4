package slacktest

import "sync"

// tasks are goroutines that are waited for. Unlike a sync.WaitGroup, one may begin while others wait for none to be left.
type tasks struct {
	mu   sync.Mutex
	n    int
	idle sync.Cond // broadcast when n is 0
}

// Go runs f.
func (t *tasks) Go(f func()) {
	t.mu.Lock()
	t.n++
	t.mu.Unlock()
	go func() {
		defer func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			if t.n--; t.n == 0 && t.idle.L != nil {
				t.idle.Broadcast()
			}
		}()
		f()
	}()
}

// Wait returns when none is running.
func (t *tasks) Wait() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle.L = &t.mu
	for t.n > 0 {
		t.idle.Wait()
	}
}
