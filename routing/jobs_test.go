package routing_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"switchboard/channels"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// fetching is a channel whose platform hands files over on request.
type fetching struct {
	fakeChannel
	calls atomic.Int64
}

func (f *fetching) Fetch(_ context.Context, ref string) (io.ReadCloser, error) {
	f.calls.Add(1)
	if ref == "gone" {
		return nil, errors.New("the platform has lost it")
	}
	return io.NopCloser(strings.NewReader("content of " + ref)), nil
}

// newJobsRig is a router with a real job queue behind it.
func newJobsRig(t *testing.T, policy routing.Policy, models ...any) (*rig, *fetching) {
	t.Helper()
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	insert, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	ch := &fetching{}
	r := &rig{t: t, pool: pool, out: &ch.fakeChannel, suggest: &script{}}
	c := routing.Config{Pool: pool, Jobs: insert, Log: log, Policy: policy, Kinds: map[string]string{"chat": "test"}}
	for _, m := range models {
		switch m := m.(type) {
		case routing.Author:
			c.Author = m
		case routing.Digester:
			c.Digester = m
		case routing.Checker:
			c.Checker = m
		default:
			t.Fatalf("%T is no model", m)
		}
	}
	r.Router = routing.New(c)
	if err := r.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "sales": "Sales"}); err != nil {
		t.Fatal(err)
	}
	r.op = r.operator("ann@lumen.example", "Ann", routing.RoleOperator, "support")
	w := routing.NewWorkers(routing.WorkersConfig{Router: r.Router, Suggest: r.suggest, Log: log, Channels: map[string]channels.Channel{"chat": ch}})
	chores := river.NewWorkers()
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: log, Workers: chores, PeriodicJobs: w.AddJobs(chores),
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}, routing.QueueDigests: {MaxWorkers: 2}, routing.QueueWriting: {MaxWorkers: 2}}, FetchPollInterval: 100 * time.Millisecond, TestOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := jobs.Start(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	r.stop = sync.OnceFunc(func() { cancel(); <-done; <-jobs.Stopped() })
	t.Cleanup(r.stop)
	return r, ch
}

func TestFilesAreFetchedWhenSomebodyLooks(t *testing.T) {
	r, ch := newJobsRig(t, routing.Policy{})
	r.receive(channels.Inbound{Account: "chat", ID: "f", From: "c1", Text: "look", Files: []channels.File{
		{Name: "photo.jpg", Type: "image/jpeg", Ref: "ref1"}, {Name: "lost.jpg", Type: "image/jpeg", Ref: "gone"}}})
	h := r.head("c1", state(routing.Queued))
	if n := ch.calls.Load(); n != 0 {
		t.Errorf("fetched %d files that nobody asked for", n)
	}
	items, err := r.Timeline(t.Context(), r.op, h.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	var files []routing.File
	for _, it := range items {
		files = append(files, it.Files...)
	}
	for range 2 { // the second time it is here
		f, body, err := r.OpenFile(t.Context(), r.op, files[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(body); err != nil || string(b) != "content of ref1" || f.Name != "photo.jpg" || f.Size != int64(len(b)) {
			t.Errorf("%q %+v %v", b, f, err)
		}
	}
	if n := ch.calls.Load(); n != 1 {
		t.Errorf("fetched %d times", n)
	}
	if _, _, err := r.OpenFile(t.Context(), r.op, files[1].ID); err == nil || !strings.Contains(err.Error(), "the platform has lost it") {
		t.Errorf("a lost file: %v", err)
	}
	stranger := r.operator("sal@lumen.example", "Sal", routing.RoleOperator, "sales")
	if _, _, err := r.OpenFile(t.Context(), stranger, files[0].ID); !errors.Is(err, routing.ErrNotFound) {
		t.Errorf("a stranger's look: %v", err)
	}
}

func TestSnoozeEndsAtItsTime(t *testing.T) {
	r, _ := newJobsRig(t, routing.Policy{})
	r.says("c1", "nobody knows")
	h := r.head("c1", state(routing.Queued))
	if err := r.Take(t.Context(), r.op, h.ID); err != nil {
		t.Fatal(err)
	}
	if err := r.Snooze(t.Context(), r.op, h.ID, time.Now().Add(1500*time.Millisecond), "soon", false); err != nil {
		t.Fatal(err)
	}
	if h := r.head("c1", state(routing.Owned)); h.Owner != r.op {
		t.Errorf("back at %d", h.Owner)
	}
}
