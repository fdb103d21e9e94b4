package knowledge

import (
	"fmt"
	"runtime/debug"
)

// Beside runs f while the caller goes on. The function that it returns waits for f and has to be called; if f panicked, it
// panics with what f did and where, so that whoever recovers the caller recovers from f too: a goroutine's own panic ends
// the program.
func Beside(f func()) (wait func()) {
	ended := make(chan struct{})
	var problem error
	go func() {
		defer close(ended)
		problem = Recovered(func() error { f(); return nil })
	}()
	return func() {
		if <-ended; problem != nil {
			panic(problem)
		}
	}
}

// Recovered runs f, and returns what it panicked with as an error: in a goroutine of its own a panic ends the program.
func Recovered(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// Halves runs f on the places of both halves of so many at once, and waits for it; it panics like Beside.
func Halves(n int, f func(from, to int)) {
	first := Beside(func() { f(0, n/2) })
	f(n/2, n)
	first()
}
