package slackdesk_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
	"switchboard/routing/slackdesk"
	"switchboard/routing/slackdesk/slacktest"
)

// rig is a workspace with the desk of one or several replicas in it, over a database of its own.
type rig struct {
	t      testing.TB
	pool   *pgxpool.Pool
	slack  *slacktest.Server
	router *routing.Router // of the first replica
	desks  []*slackdesk.Desk
	out    *outbox
	n      int
	olha   *slacktest.Person
	op     int64
	stops  []func()
	url    string // of the first replica
}

// outbox is a channel that records what is sent.
type outbox struct {
	mu   sync.Mutex
	sent []string
	fail error
	raw  []channels.Outbound
}

func (o *outbox) Send(_ context.Context, m channels.Outbound) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fail != nil {
		return "", o.fail
	}
	o.sent, o.raw = append(o.sent, m.Text), append(o.raw, m)
	return "ext-" + m.Key, nil
}

func (o *outbox) Reword(_ context.Context, m channels.Sent, text string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, "reworded: "+text)
	return nil
}

func (o *outbox) Unsend(context.Context, channels.Sent) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, "unsent")
	return nil
}

func (o *outbox) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string(nil), o.sent...)
}

// byOperators are the texts sent, but for what the assistant says by itself.
func (o *outbox) byOperators() (texts []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, m := range o.raw {
		if m.Name != "" {
			texts = append(texts, o.sent[i])
		}
	}
	return texts
}

type script map[string][]assist.Suggestion

func (s script) Suggest(_ context.Context, d assist.Dialogue) ([]assist.Suggestion, error) {
	last := d.Turns[len(d.Turns)-1].Text
	for word, list := range s {
		if strings.Contains(last, word) {
			return list, nil
		}
	}
	return nil, nil
}

func suggestion(text string, score float64) assist.Suggestion {
	return assist.Suggestion{Text: text, Lang: "en", Score: score, Public: true, Sources: []assist.Source{{
		Article: 1, Version: 3, Key: "a", Project: "net", Name: "NET", Title: "Restart the router", Link: "https://help.example/a", Lang: "en",
		Published: time.Now().Add(-90 * 24 * time.Hour), Passage: text}}}
}

// half is a suggestion for one of several questions.
func half(text, part string) assist.Suggestion {
	s := suggestion(text, 0.7)
	s.Half, s.Part = true, part
	return s
}

// confided is a suggestion for colleagues only.
func confided(text string) assist.Suggestion {
	s := suggestion(text, 0.7)
	s.Public, s.Sources[0].Internal = false, true
	return s
}

// liked is a suggestion for a question like many before.
func liked(s assist.Suggestion) assist.Suggestion {
	s.Like = 14
	return s
}

type config struct {
	replicas int
	socket   bool
	change   func(*slackdesk.Config)
	author   routing.Author
	writes   bool // the author writes drafts
}

func logger() *slog.Logger {
	if os.Getenv("DESK_LOG") != "" {
		return slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return slog.New(slog.DiscardHandler)
}

// newRig starts everything: the database, the fake Slack, the desk.
func newRig(t testing.TB, c config) *rig {
	t.Helper()
	r := &rig{t: t, pool: pgtest.New(t), slack: slacktest.New(t), out: &outbox{}}
	for range max(c.replicas, 1) {
		r.replica(c)
	}
	t.Cleanup(func() {
		r.slack.Settle()
		for _, stop := range r.stops {
			stop()
		}
	})
	if err := r.router.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "billing": "Billing"}); err != nil {
		t.Fatal(err)
	}
	r.op, r.olha = r.hire("Olha", routing.RoleOperator, "support", "billing")
	for _, d := range r.desks {
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); _ = d.Run(ctx) }()
		r.stops = append([]func(){sync.OnceFunc(func() { cancel(); <-done })}, r.stops...)
	}
	if c.socket {
		r.until("the sockets are open", func() bool { return r.slack.Sockets() == max(c.replicas, 1) })
	}
	return r
}

// replica adds one process.
func (r *rig) replica(c config) {
	routes := routing.Config{Pool: r.pool, Checker: factBook{}, CheckTime: time.Minute, Author: c.author, Log: logger(), Kinds: map[string]string{"chat": "test"}, Policy: routing.Policy{Answer: 2}}
	if c.writes {
		insert, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: logger()})
		if err != nil {
			r.t.Fatal(err)
		}
		routes.Jobs = insert
	}
	router := routing.New(routes)
	w := routing.NewWorkers(routing.WorkersConfig{Router: router, Log: logger(), Channels: map[string]channels.Channel{"chat": r.out},
		Suggest: script{"router": {suggestion("Hold the button for ten seconds.", 0.9), suggestion("Pull the plug.", 0.3)}, "unsure": {suggestion("It may be so.", 0.2)}, "gift": {half("A gift box costs 3 €.", "Do you have a *gift* box, <!here>?"), half("It is in Market Square.", "Where is the shop?")},
			"slow": {liked(suggestion("Restart it.", 0.6))}, "password": {confided("The zorblax password is hunter2.")}}})
	if c.writes {
		r.works(w)
	}
	cfg := slackdesk.Config{Pool: r.pool, Router: router, Token: slacktest.BotToken, API: r.slack.API(), Department: "support", Base: "https://desk.example", Log: logger(),
		Search: func(_ context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
			return []knowledge.Hit{{Article: 7, Version: 2, Name: "NET", Title: "Refunds for " + q.Text, Passage: "Within 14 days.", Audience: knowledge.Public, Published: time.Now()}}, nil
		},
		News: func(context.Context, time.Time) ([]knowledge.Row, error) {
			return []knowledge.Row{{ID: 3, Project: "net", Title: "New tariffs"}}, nil
		},
	}
	if c.socket {
		cfg.AppToken = slacktest.AppToken
	} else {
		cfg.Secret = slacktest.Secret
	}
	if c.change != nil {
		c.change(&cfg)
	}
	d, err := slackdesk.New(cfg)
	if err != nil {
		r.t.Fatal(err)
	}
	if !c.socket {
		srv := httptest.NewServer(d)
		r.slack.Target(srv.URL)
		r.url = srv.URL
		r.stops = append(r.stops, srv.Close)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	r.stops = append(r.stops, func() { cancel(); <-done })
	if r.router == nil {
		r.router = router
	}
	r.desks = append(r.desks, d)
}

// works does the chores of a process.
func (r *rig) works(w *routing.Workers) {
	chores := river.NewWorkers()
	w.AddJobs(chores)
	jobs, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: logger(), Workers: chores,
		Queues: map[string]river.QueueConfig{routing.QueueWriting: {MaxWorkers: 2}}, FetchPollInterval: 100 * time.Millisecond, TestOnly: true})
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := jobs.Start(ctx); err != nil {
		r.t.Fatal(err)
	}
	r.stops = append(r.stops, func() { cancel(); <-jobs.Stopped() })
}

// hire makes an operator with the same e-mail address here and in Slack.
func (r *rig) hire(name string, role routing.Role, departments ...string) (int64, *slacktest.Person) {
	r.t.Helper()
	email := strings.ToLower(name) + "@lumen.example"
	var id int64
	err := r.pool.QueryRow(r.t.Context(), `INSERT INTO operators (email, name, display_name, role, presence, seen_at, capacity)
		VALUES ($1, $2, $2, $3, 'online', now(), 200) RETURNING id`, email, name, string(role)).Scan(&id)
	if err == nil {
		_, err = r.pool.Exec(r.t.Context(), `INSERT INTO operator_departments (operator_id, department_id) SELECT $1, id FROM departments WHERE key = ANY($2)`, id, departments)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return id, r.slack.User(name, email)
}

// says receives a text of a customer.
func (r *rig) says(from, text string) {
	r.t.Helper()
	r.n++
	r.receive(channels.Inbound{Account: "chat", ID: fmt.Sprintf("m%d", r.n), From: from, Name: "Maria " + from, Text: text})
}

func (r *rig) receive(in channels.Inbound) {
	r.t.Helper()
	in.At = time.Now()
	if err := r.router.Receive(r.t.Context(), in); err != nil {
		r.t.Fatal(err)
	}
}

// until waits for something. What comes round by the clock comes round sooner meanwhile.
func (r *rig) until(what string, holds func() bool) {
	r.t.Helper()
	end := time.Now().Add(45 * time.Second)
	for i := 1; !holds(); i++ {
		if time.Now().After(end) {
			r.t.Fatalf("never: %s\n%s", what, r.dump())
		}
		if i%60 == 0 {
			for _, d := range r.desks {
				_ = d.Chores(r.t.Context()) // what fails is done again, as in Run
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// dump is all that stands in Slack.
func (r *rig) dump() string {
	var b strings.Builder
	for _, name := range []string{"switchboard", "billing"} {
		ch := r.slack.ChannelNamed(name)
		for _, m := range r.slack.Messages(ch) {
			fmt.Fprintf(&b, "#%s %s\n", name, m.Shown())
			for _, x := range r.slack.Thread(ch, m.TS) {
				fmt.Fprintf(&b, "    [%s] %s\n", x.Name, strings.ReplaceAll(x.Shown(), "\n", "\n        "))
			}
		}
	}
	for _, m := range r.slack.Whispers(r.olha) {
		fmt.Fprintf(&b, "whisper: %s\n", m.Shown())
	}
	fmt.Fprintf(&b, "sent: %q\n", r.out.all())
	return b.String()
}

// card waits for the card of a customer, and until it shows all the words.
func (r *rig) card(from string, words ...string) slacktest.Message {
	r.t.Helper()
	var card slacktest.Message
	r.until(fmt.Sprintf("a card of %s with %q", from, words), func() bool {
		for _, m := range r.slack.Messages(r.slack.ChannelNamed("switchboard")) {
			if shown := m.Shown(); strings.Contains(shown, "Maria "+from) && has(shown, words...) {
				card = m
				return true
			}
		}
		return false
	})
	return card
}

func has(text string, words ...string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// reply waits for a message in a card's thread with all the words.
func (r *rig) reply(card slacktest.Message, words ...string) slacktest.Message {
	r.t.Helper()
	var found slacktest.Message
	r.until(fmt.Sprintf("%q in the thread", words), func() bool {
		for _, m := range r.slack.Thread(card.Channel, card.TS) {
			if has(m.Name+"\n"+m.Shown(), words...) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// whispered waits until a person was told something that nobody else saw.
func (r *rig) whispered(p *slacktest.Person, words ...string) {
	r.t.Helper()
	r.until(fmt.Sprintf("whispered %q", words), func() bool {
		for _, m := range r.slack.Whispers(p) {
			if has(m.Shown(), words...) {
				return true
			}
		}
		return false
	})
}

// ok fails the test unless the app acknowledged.
func (r *rig) ok(a slacktest.Ack) {
	r.t.Helper()
	if a.Status != 200 || a.Late {
		r.t.Fatalf("not acknowledged: %+v\n%s", a, r.dump())
	}
}

func (r *rig) sent(texts ...string) {
	r.t.Helper()
	r.until(fmt.Sprintf("sent %q", texts), func() bool {
		got := r.out.byOperators()
		if len(got) != len(texts) {
			return false
		}
		for i := range texts {
			if !strings.Contains(got[i], texts[i]) {
				return false
			}
		}
		return true
	})
}

// factBook knows what shipping, wrapping and pallets cost.
type factBook struct{}

func (factBook) Check(_ context.Context, text string, _ assist.Dialogue, _ []assist.Source) ([]assist.Dispute, error) {
	source := assist.Source{Article: 1, Title: "Shipping & returns", Link: "https://help.example/shipping", Passage: "Shipping to Poland costs 5 €.", Lang: "en"}
	card := assist.Source{Project: "shop", Name: "Shop", Title: "Project card", Passage: "The gift wrapping costs 3 €.", Lang: "en"}
	internal := assist.Source{Article: 7, Title: "Pallets", Passage: "A pallet to Poland costs 90 €.", Lang: "en"}
	return assist.Compare(text, []assist.Source{source, card, internal}, nil), nil
}
