package routing_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// rig is a router with one fake channel, a scripted assistant and workers, over a database of its own.
type rig struct {
	t    *testing.T
	pool *pgxpool.Pool
	*routing.Router
	out     *fakeChannel
	channel channels.Channel // what sends: out, unless a test puts another before it
	suggest *script
	judge   routing.Judge  // may be nil; from the next start on
	ranker  routing.Ranker // may be nil: nothing is ranked
	stop    func()
	op      int64
	n       int
}

// fakeChannel records what is sent, and fails as it is told to.
type fakeChannel struct {
	mu   sync.Mutex
	sent []channels.Outbound
	fail func(channels.Outbound) error
}

func (f *fakeChannel) Send(_ context.Context, out channels.Outbound) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		if err := f.fail(out); err != nil {
			return "", err
		}
	}
	f.sent = append(f.sent, out)
	return "ext-" + out.Key, nil
}

func (f *fakeChannel) texts() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var texts []string
	for _, o := range f.sent {
		texts = append(texts, o.Text)
	}
	return texts
}

// script answers by a substring of the last thing said that is more than a nudge.
type script struct {
	mu  sync.Mutex
	by  map[string][]assist.Suggestion
	err error
	was []assist.Dialogue
}

func (s *script) Suggest(_ context.Context, d assist.Dialogue) ([]assist.Suggestion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.was = append(s.was, d)
	if s.err != nil {
		return nil, s.err
	}
	last := ""
	for _, turn := range slices.Backward(d.Turns) {
		if last = turn.Text; !assist.Nudges(last) && !assist.Rests(last) {
			break
		}
	}
	for k, v := range s.by {
		if strings.Contains(last, k) {
			return v, nil
		}
	}
	return nil, nil
}

func suggestion(text string, score float64, project string) assist.Suggestion {
	return assist.Suggestion{Text: text, Lang: "en", Score: score, Public: true, Sources: []assist.Source{{
		Article: 1, Version: 1, Key: "a", Project: project, Name: strings.ToUpper(project), Title: "Title of " + text,
		Link: "https://help.example/a", Lang: "en", Passage: text}}}
}

func newRig(t *testing.T, policy routing.Policy) *rig {
	t.Helper()
	t.Parallel()
	return anotherRig(t, policy)
}

// anotherRig is a second one in a test, over a database of its own.
func anotherRig(t *testing.T, policy routing.Policy) *rig {
	t.Helper()
	pool := pgtest.New(t)
	out := &fakeChannel{}
	r := &rig{t: t, pool: pool, out: out, channel: out, suggest: &script{by: map[string][]assist.Suggestion{
		"router":    {suggestion("Hold the button for ten seconds.", 0.95, "net")},
		"lone":      {{Text: "Ann says so.", Score: 0.95, Lone: 0.6, Public: true, Sources: []assist.Source{{Project: "net", Name: "NET", Title: "So"}}}},
		"maybe":     {suggestion("It may be so.", 0.5, "net")},
		"hidden":    {{Text: "Discount up to 20 %.", Score: 0.99, Sources: []assist.Source{{Project: "net", Name: "NET", Title: "Discounts", Internal: true}}}},
		"refund":    {suggestion("Refund of the net.", 0.9, "net"), suggestion("Refund of the shop.", 0.89, "shop")},
		"page":      {{Text: "It is there.", Lang: "en", Score: 0.95, Public: true, Sources: []assist.Source{{Article: 2, Version: 1, Key: "there", Project: "net", Name: "NET", Title: "There", Lang: "en"}}}},
		"pointless": {suggestion("No idea.", 0.01, "net")},
	}}}
	r.Router = routing.New(routing.Config{
		Pool: pool, Policy: policy, Log: slog.New(slog.DiscardHandler),
		Kinds: map[string]string{"chat": "test", "line": "phone"}, OneWay: map[string]string{"line": "a call"},
		Page: func(s assist.Source) string { return "https://help.example/" + s.Lang + "/" + s.Project + "/" + s.Key },
		Base: "https://gw.example", Ranker: lateRanker{r},
	})
	if err := r.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "sales": "Sales"}); err != nil {
		t.Fatal(err)
	}
	r.op = r.operator("ann@lumen.example", "Ann", routing.RoleOperator, "support")
	r.start()
	t.Cleanup(func() { r.stop() })
	return r
}

// start starts workers; stop ends them.
func (r *rig) start() {
	ctx, cancel := context.WithCancel(context.Background())
	w := routing.NewWorkers(routing.WorkersConfig{Router: r.Router, Suggest: r.suggest, Judge: r.judge, Log: slog.New(slog.DiscardHandler),
		Channels: map[string]channels.Channel{"chat": r.channel, "line": oneWay{}}})
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	r.stop = sync.OnceFunc(func() { cancel(); <-done })
}

// lateRanker is the ranker of a rig, whenever a test gives it one.
type lateRanker struct{ *rig }

func (l lateRanker) Rank(ctx context.Context, d assist.Dialogue, limit int) ([]assist.Ranked, error) {
	if l.ranker == nil {
		return nil, nil
	}
	return l.ranker.Rank(ctx, d, limit)
}

type oneWay struct{}

func (oneWay) Send(context.Context, channels.Outbound) (string, error) {
	return "", &channels.SendError{Fate: channels.Rejected, Err: errors.New("a call")}
}

func (r *rig) operator(email, name string, role routing.Role, departments ...string) int64 {
	r.t.Helper()
	var id int64
	err := r.pool.QueryRow(r.t.Context(), `INSERT INTO operators (email, name, display_name, role, presence, seen_at)
		VALUES ($1, $2, $2, $3, 'online', now()) RETURNING id`, email, name, string(role)).Scan(&id)
	if err != nil {
		r.t.Fatal(err)
	}
	_, err = r.pool.Exec(r.t.Context(), `INSERT INTO operator_departments (operator_id, department_id)
		SELECT $1, id FROM departments WHERE key = ANY($2)`, id, departments)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

func (r *rig) receive(in channels.Inbound) {
	r.t.Helper()
	if err := r.Receive(r.t.Context(), in); err != nil {
		r.t.Fatal(err)
	}
}

// says receives a text of a customer.
func (r *rig) says(from, text string) {
	r.t.Helper()
	r.n++
	r.receive(channels.Inbound{Account: "chat", ID: fmt.Sprintf("m%d", r.n), From: from, Name: "Name of " + from, Text: text, Raw: []byte(text)})
}

// head waits until the newest conversation of an address is as wanted, and returns it.
func (r *rig) head(from string, want func(routing.Head) bool) routing.Head {
	r.t.Helper()
	admin := r.admin()
	var last routing.Head
	r.eventually(func() bool {
		heads, err := r.Heads(r.t.Context(), admin, routing.Filter{Text: from})
		if err != nil {
			r.t.Fatal(err)
		}
		for _, h := range heads {
			if h.Address == from {
				last = h
				return want(h)
			}
		}
		return false
	}, func() string {
		return fmt.Sprintf("the conversation of %s stays %+v; sent %q", from, last, r.out.texts())
	})
	return last
}

// swept sweeps until the conversation of an address is closed.
func (r *rig) swept(from string) {
	r.t.Helper()
	r.sweptUntil(func() bool {
		return r.count(`SELECT count(*) FROM conversations c JOIN addresses a ON a.id = c.address_id WHERE a.value = $1 AND c.state <> 'closed'`, from) == 0
	}, "the conversation of "+from+" is not closed by a sweep")
}

// sweptUntil sweeps until something is so: a sweep leaves alone what a worker has in hand.
func (r *rig) sweptUntil(ok func() bool, otherwise string) {
	r.t.Helper()
	r.eventually(func() bool {
		if err := r.Sweep(r.t.Context()); err != nil {
			r.t.Fatal(err)
		}
		return ok()
	}, func() string { return otherwise })
}

func (r *rig) admin() int64 {
	var id int64
	if r.pool.QueryRow(r.t.Context(), `SELECT id FROM operators WHERE role = 'administrator'`).Scan(&id) != nil {
		id = r.operator("root@lumen.example", "Root", routing.RoleAdministrator)
	}
	return id
}

func (r *rig) eventually(ok func() bool, state func() string) {
	r.t.Helper()
	for deadline := time.Now().Add(time.Minute); !ok(); time.Sleep(10 * time.Millisecond) { // a slow machine is no failure
		if time.Now().After(deadline) {
			r.t.Fatal(state())
		}
	}
}

// sent waits until the channel has sent these texts, each given by a part of it.
func (r *rig) sent(parts ...string) {
	r.t.Helper()
	r.eventually(func() bool {
		texts := r.out.texts()
		if len(texts) != len(parts) {
			return false
		}
		for i, p := range parts {
			if !strings.Contains(texts[i], p) {
				return false
			}
		}
		return true
	}, func() string { return fmt.Sprintf("sent %q, want %q", r.out.texts(), parts) })
}

func (r *rig) count(sql string, args ...any) int {
	r.t.Helper()
	var n int
	if err := r.pool.QueryRow(r.t.Context(), sql, args...).Scan(&n); err != nil {
		r.t.Fatal(err)
	}
	return n
}

func state(s routing.State) func(routing.Head) bool {
	return func(h routing.Head) bool { return h.State == s }
}
