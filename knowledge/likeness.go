package knowledge

import (
	"context"
	"sync"
)

// Likeness keeps which articles are alike until a text changes: comparing ten thousand takes seconds. What is learned
// meanwhile changes none.
type Likeness struct {
	store *Store
	mu    sync.Mutex
	sum   string // of the texts whose likeness is kept; empty: none is
	found []Alike
}

// NewLikeness returns the likeness of a store's articles, which are compared when somebody asks.
func NewLikeness(s *Store) *Likeness { return &Likeness{store: s} }

// Now returns the articles that are alike as readers see them, as FindAlike does. Whoever asks while they are compared waits.
func (l *Likeness) Now(ctx context.Context) ([]Alike, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sum, err := l.store.textsSum(ctx)
	if err != nil || sum == l.sum {
		return l.found, err
	}
	articles, err := l.store.AllTexts(ctx)
	if err != nil {
		return nil, err
	}
	l.sum, l.found = sum, FindAlike(articles)
	return l.found, nil
}

// Last is what was alike when somebody asked the last time.
func (l *Likeness) Last() []Alike {
	if !l.mu.TryLock() { // they are being compared
		return nil
	}
	defer l.mu.Unlock()
	return l.found
}
