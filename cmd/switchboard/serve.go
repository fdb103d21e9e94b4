package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"switchboard/channels"
)

// stopWithin bounds each phase of stopping.
const stopWithin = 10 * time.Second

func serveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Run the gateway (the default)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, log, err := configured()
			if err != nil {
				return err
			}
			return serve(cmd.Context(), cfg, log, cmd.OutOrStdout())
		},
	}
}

// serve runs the program until ctx ends, then stops it in the reverse order, each phase bounded.
func serve(ctx context.Context, cfg Config, log *slog.Logger, out io.Writer) (err error) {
	slog.SetDefault(log) // for adapters, which get no logger
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("SWITCHBOARD_ADDR=%q: %w: choose another, for example SWITCHBOARD_ADDR=localhost:8081", cfg.Addr, err)
	}
	defer ln.Close()
	a, err := build(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.db.close()) }()

	// What fills the desk and the channels runs longer than what lets requests in.
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	defer func() {
		stopWork()
		if !within(stopWithin, working.Wait) {
			log.Warn("work was left unfinished; it is taken up again at the next start")
		}
	}()
	if err := a.jobs.Start(work); err != nil {
		return fmt.Errorf("start the jobs: %w", err)
	}
	defer func() {
		bounded, cancel := context.WithTimeout(context.Background(), stopWithin)
		defer cancel()
		err = errors.Join(err, ignoreEnd(a.jobs.Stop(bounded)))
	}()
	wake, wakeToo := make(chan struct{}, 1), make(chan struct{}, 1)
	working.Go(func() { a.follower.Run(work, wake) })
	working.Go(func() { a.recaller.Run(work, wakeToo) })
	if !a.db.pooled {
		working.Go(func() { a.store.Listen(work, a.log, wake, wakeToo) })
	}
	working.Go(func() {
		a.awaitIndex(work)
		_ = a.workers.Run(work) // it ends with its context alone
	})

	working.Go(func() { a.router.Lead(work, "gaps", a.gatherGaps) })
	working.Go(func() { a.router.Lead(work, "lessons", a.teach) })
	working.Go(func() { a.carryOut(work) })
	working.Go(func() { a.trial.prepare(work) })
	working.Go(func() { a.followZone(work) })

	if a.slack != nil {
		working.Go(func() { _ = a.slack.Run(work) }) // it ends with its context alone
	}

	receive, stopReceiving := context.WithCancel(work)
	var receiving sync.WaitGroup
	defer func() {
		stopReceiving()
		within(stopWithin, receiving.Wait)
	}()
	for name, ch := range a.channels {
		if r, ok := ch.(channels.Runner); ok {
			receiving.Go(func() { a.router.Lead(receive, "channel "+name, r.Run) })
		}
	}

	a.announce(out)
	return a.listen(ctx, ln)
}

// awaitIndex waits for the first filling of the index, for a while: who asks in the first second after a start should
// not be told that nobody knows.
func (a *app) awaitIndex(ctx context.Context) {
	for deadline := time.Now().Add(5 * time.Second); !(a.follower.State().Filled && a.recaller.State().Filled) && time.Now().Before(deadline) && ctx.Err() == nil; {
		time.Sleep(10 * time.Millisecond)
	}
	debug.FreeOSMemory() // filling leaves much garbage, and the program may then be idle for long
}

// listen serves HTTP until ctx ends, then lets the requests in hand finish.
func (a *app) listen(ctx context.Context, ln net.Listener) error {
	base, hangUp := context.WithCancel(context.WithoutCancel(ctx)) // ends streams of events
	defer hangUp()
	srv := &http.Server{
		Handler: a.handler, BaseContext: func(net.Listener) context.Context { return base },
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 60 * time.Second,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelDebug),
	}
	srv.RegisterOnShutdown(func() {
		for _, ch := range a.channels {
			if c, ok := ch.(io.Closer); ok {
				_ = c.Close() // tells open streams that the server goes
			}
		}
		hangUp()
	})
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve HTTP: %w", err)
	case <-ctx.Done():
	}
	a.log.Info("stopping")
	bounded, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	if err := srv.Shutdown(bounded); err != nil {
		a.log.Warn("requests were cut off", "error", err)
		return srv.Close()
	}
	return nil
}

// within runs f, and tells whether it ended in time.
func within(d time.Duration, f func()) bool {
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}

// announce tells whoever started the program where the pages are, and what is embedded.
func (a *app) announce(out io.Writer) {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s\n\n", version())
	fmt.Fprintf(&b, "  Demo page and web chat   %s/\n", a.cfg.URL)
	fmt.Fprintf(&b, "  Operators' desk          %s/desk\n", a.cfg.URL)
	fmt.Fprintf(&b, "  Knowledge base           %s/knowledge\n", a.cfg.URL)
	if a.setup != "" {
		fmt.Fprintf(&b, "\n  Make the first administrator with this link; it works once, within 24 hours:\n  %s\n", a.setup)
	}
	b.WriteString("\n")
	for _, s := range a.cfg.describe() {
		fmt.Fprintf(&b, "  %-10s %s\n", s.Part, s.Says)
	}
	b.WriteString("\n")
	_, _ = io.WriteString(out, b.String()) // who started it in the background does not read it
}

// survive answers 500 when a handler panics, and keeps the program running.
func survive(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler { //nolint:errorlint // a sentinel to panic with
				panic(p)
			}
			log.Error("a request failed badly", "method", r.Method, "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			http.Error(w, "Something went wrong here. It was noted.", http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}
