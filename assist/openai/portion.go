package openai

import (
	"math"
	"sync"
)

// portionGrows is after how many full portions in a row a larger one is tried, where a server was not done in time with it before.
const portionGrows = 8

// portion is how many texts a server is sent at once. What it refuses is not sent to it again; with what it was not done in time it may be
// another time: it had more to do then, or loaded its model.
type portion struct {
	mu   sync.Mutex
	size int // by now
	most int // that was not refused
	full int // portions of that size in a row that were taken
}

func newPortion() *portion { return &portion{size: math.MaxInt32, most: math.MaxInt32} }

// of is how many of n texts are sent at once.
func (p *portion) of(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return min(n, p.size)
}

// taken notes that n texts were taken.
func (p *portion) taken(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n < p.size || p.size == p.most {
		return
	}
	if p.full++; p.full >= portionGrows {
		p.size, p.full = min(2*p.size, p.most), 0
	}
}

// halve sends fewer than n texts from now on: for good where that many were refused.
func (p *portion) halve(n int, refused bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.size, p.full = min(p.size, (n+1)/2), 0
	if refused {
		p.most = min(p.most, (n+1)/2)
	}
}
