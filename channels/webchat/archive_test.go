package webchat_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"switchboard/channels"
)

// archive is a router in memory: Receiver and Archive. Several channels over one archive are replicas.
type archive struct {
	mu       sync.Mutex
	rev      int64
	entries  []*kept
	files    map[int64]keptFile
	watchers map[chan channels.Signal]string
	status   map[string]channels.Status
	got      []channels.Inbound
	typed    int
	fail     error
	answer   func(*archive, channels.Inbound) // called after a message was stored, without the lock
}

type kept struct {
	channels.Entry
	address string
}

type keptFile struct {
	channels.File
	address string
}

func newArchive() *archive {
	return &archive{files: map[int64]keptFile{}, watchers: map[chan channels.Signal]string{}, status: map[string]channels.Status{}}
}

func (a *archive) Receive(_ context.Context, in channels.Inbound) error {
	a.mu.Lock()
	if a.fail != nil {
		defer a.mu.Unlock()
		return a.fail
	}
	if slices.ContainsFunc(a.got, func(g channels.Inbound) bool { return g.ID == in.ID }) {
		a.mu.Unlock()
		return nil
	}
	a.got = append(a.got, in)
	if in.Kind == channels.Message || in.Kind == channels.Press {
		a.rev++
		e := channels.Entry{Rev: a.rev, ID: fmt.Sprintf("m%d", a.rev), Key: in.ID, Text: in.Text, State: "stored", At: in.At}
		for _, f := range in.Files {
			id := int64(len(a.files) + 1)
			a.files[id] = keptFile{f, in.From}
			e.Files = append(e.Files, channels.Stored{ID: id, Name: f.Name, Type: f.Type, Size: f.Size})
		}
		a.entries = append(a.entries, &kept{e, in.From})
	}
	answer := a.answer
	a.mu.Unlock()
	a.wake(in.From, channels.Signal{})
	if answer != nil {
		answer(a, in)
	}
	return nil
}

func (a *archive) Settle(context.Context, channels.Receipt) error { return nil }

// say adds a message to the person.
func (a *archive) say(address string, e channels.Entry) {
	a.mu.Lock()
	a.rev++
	e.Rev, e.ID, e.Out, e.State = a.rev, fmt.Sprintf("m%d", a.rev), true, "sent"
	if e.At.IsZero() {
		e.At = time.Now()
	}
	a.entries = append(a.entries, &kept{e, address})
	a.mu.Unlock()
	a.wake(address, channels.Signal{})
}

// change changes the entries of which pick says so.
func (a *archive) change(address string, pick func(*channels.Entry) bool) {
	a.mu.Lock()
	for _, k := range a.entries {
		if k.address == address && pick(&k.Entry) {
			a.rev++
			k.Rev = a.rev
		}
	}
	a.mu.Unlock()
	a.wake(address, channels.Signal{})
}

func (a *archive) setStatus(address string, s channels.Status) {
	a.mu.Lock()
	a.status[address] = s
	a.mu.Unlock()
	a.wake(address, channels.Signal{})
}

func (a *archive) setFail(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.fail = err
}

func (a *archive) wake(address string, s channels.Signal) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for ch, who := range a.watchers {
		if who == address {
			select {
			case ch <- s:
			default:
			}
		}
	}
}

func (a *archive) received(kind channels.Kind) []channels.Inbound {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(a.got), func(in channels.Inbound) bool { return in.Kind != kind })
}

func (a *archive) History(_ context.Context, _, address string, after int64, limit int) ([]channels.Entry, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.fail != nil {
		return nil, a.fail
	}
	var mine []channels.Entry
	for _, k := range a.entries {
		if k.address == address && k.Rev > after {
			mine = append(mine, k.Entry)
		}
	}
	slices.SortFunc(mine, func(x, y channels.Entry) int { return cmp.Compare(x.Rev, y.Rev) })
	if len(mine) <= limit {
		return mine, nil
	}
	if after == 0 {
		return mine[len(mine)-limit:], nil
	}
	return mine[:limit], nil
}

func (a *archive) Watch(_, address string) (<-chan channels.Signal, func()) {
	ch := make(chan channels.Signal, 16)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.watchers[ch] = address
	return ch, func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.watchers, ch)
	}
}

func (a *archive) watching() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.watchers)
}

func (a *archive) Open(_ context.Context, _, address string, file int64) (channels.File, io.ReadCloser, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f, ok := a.files[file]
	if !ok || f.address != address {
		return channels.File{}, nil, channels.ErrNotFound
	}
	return f.File, io.NopCloser(bytes.NewReader(f.Data)), nil
}

func (a *archive) Seen(_ context.Context, _, address string, rev int64, read bool) error {
	state := "delivered"
	if read {
		state = "read"
	}
	a.change(address, func(e *channels.Entry) bool {
		if !e.Out || e.Rev > rev || e.State == state || e.State == "read" {
			return false
		}
		e.State = state
		return true
	})
	return nil
}

func (a *archive) Types(context.Context, string, string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.typed++
}

func (a *archive) Status(_ context.Context, _, address string) (channels.Status, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s, ok := a.status[address]; ok {
		return s, nil
	}
	return channels.Status{Handled: "assistant", Open: true}, nil
}

func (a *archive) texts(address string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var texts []string
	for _, k := range a.entries {
		if k.address == address {
			texts = append(texts, strings.TrimSpace(k.Text))
		}
	}
	return texts
}
