package slackdesk

import (
	"sync"
	"time"
)

// pauses are what is left until later, as this process knows it.
type pauses struct {
	mu   sync.Mutex
	list map[string]pausedError
}

func newPauses() *pauses { return &pauses{list: map[string]pausedError{}} }

func (p *pauses) get(scope string) (pausedError, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.list[scope]
	if ok && !e.Until.After(time.Now()) {
		delete(p.list, scope)
		return e, false
	}
	return e, ok
}

func (p *pauses) set(scope string, e pausedError) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.list[scope] = e
}
