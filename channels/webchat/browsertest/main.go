package browsertest

import (
	"context"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Main runs a package's tests with few browsers: one that a test has done with is handed to the next, which gets a profile
// of its own in it. Starting one takes longer than most tests do. No two tests use one at the same time. To be called by TestMain.
func Main(m *testing.M) (code int) {
	reused.mu.Lock()
	reused.on = true
	reused.mu.Unlock()
	defer reused.end()
	return m.Run()
}

// reused are the browsers of a package's tests.
var reused pool

type pool struct {
	mu   sync.Mutex
	on   bool // the package runs its tests by Main
	idle []*browser
	all  []*browser
}

// browser is one that tests use in turn.
type browser struct {
	ctx  context.Context // of its first tab, which no test uses
	stop func()
}

// take returns a browser that nobody uses, or starts one. Nil: the package does not share them.
func (p *pool) take(program string) (*browser, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.on {
		return nil, nil
	}
	for len(p.idle) > 0 {
		b := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		if b.ctx.Err() == nil { // it did not crash
			return b, nil
		}
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options(program)...)
	ctx, leave := chromedp.NewContext(allocator)
	b := &browser{ctx, func() { leave(); stop() }}
	if err := chromedp.Do(ctx); err != nil {
		b.stop()
		return nil, err
	}
	p.all = append(p.all, b)
	return b, nil
}

// give returns a browser for the next test.
func (p *pool) give(b *browser) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, b)
}

func (p *pool) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.all {
		b.stop()
	}
}
