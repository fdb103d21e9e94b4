package webdesk_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"switchboard/assist"
	"switchboard/channels"
	"switchboard/cmd/switchboard/layout"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
	"switchboard/routing/webdesk"
)

// rig is a desk over a real router with a fake channel and a scripted assistant.
type rig struct {
	*testing.T
	pool    *pgxpool.Pool
	router  *routing.Router
	channel *fakeChannel
	hits    []knowledge.Hit // what is found; none: what search finds
	n       atomic.Int64
}

// fakeChannel takes what is sent, and refuses what it is told to.
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
	var out []string
	for _, o := range f.sent {
		out = append(out, o.Text)
	}
	return out
}

// said tells whether a message with these words was sent.
func (f *fakeChannel) said(words string) bool {
	return slices.ContainsFunc(f.texts(), func(s string) bool { return strings.Contains(s, words) })
}

// script suggests by a word of what was said last.
type script map[string][]assist.Suggestion

func (s script) Suggest(_ context.Context, d assist.Dialogue) ([]assist.Suggestion, error) {
	for word, drafts := range s {
		if strings.Contains(d.Turns[len(d.Turns)-1].Text, word) {
			return drafts, nil
		}
	}
	return nil, nil
}

func suggestions() script {
	source := func(title, passage string, internal bool) []assist.Source {
		return []assist.Source{{Article: 7, Version: 3, Key: "delivery", Project: "lumen", Name: "Lumen Shop", Title: title,
			Heading: "Delivery › Times", Link: "https://lumen.example/help/delivery", Lang: "en", Internal: internal,
			Published: time.Now().AddDate(0, -3, 0), Passage: passage}}
	}
	half := func(part, text string, score float64) assist.Suggestion {
		return assist.Suggestion{Text: text, Lang: "en", Score: score, Public: true, Half: true, Part: part, Sources: source("About "+part, text, false)}
	}
	return script{
		"a gift <b>box</b>": {half("Do you have a gift <b>box</b>?", "A gift box costs 3 €.", .8), half("Where is the shop?", "The shop is in Market Square.", .7)},
		"delivery": {
			{Text: "Delivery takes **2–3 working days** within the country.\n\nYou get a tracking number by SMS as soon as the parcel leaves.", Lang: "en", Score: 0.74, Public: true, Like: 14,
				Sources: source("Delivery times", "Parcels leave our store every working day at 16:00. Delivery takes 2–3 working days within the country, 5–8 abroad. The tracking number is sent by SMS as soon as the parcel leaves.", false)},
			{Text: "Couriers deliver until 21:00; an evening window can be chosen when ordering.", Lang: "en", Score: 0.41, Public: true,
				Sources: source("Courier windows", "A courier can be asked for between 9:00 and 21:00, also for the delivery of large parcels.", false)},
			{Text: "If the parcel is late by a week, offer a discount of up to 20 %.", Lang: "en", Score: 0.35,
				Sources: source("Compensation for late delivery", "A late delivery: apologise, look up the parcel, offer a discount of up to 20 %.", true)},
		},
	}
}

func newRig(t *testing.T, author ...routing.Author) *rig {
	t.Helper()
	t.Parallel()
	r := &rig{T: t, pool: pgtest.New(t), channel: &fakeChannel{}}
	config := routing.Config{Pool: r.pool, Checker: factBook{}, CheckTime: time.Minute, Log: slog.New(slog.DiscardHandler),
		Kinds: map[string]string{"site": "webchat", "line": "phone"}, OneWay: map[string]string{"line": "Nothing can be sent on a call"}}
	if len(author) > 0 {
		insert, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: config.Log})
		if err != nil {
			t.Fatal(err)
		}
		config.Author, config.Jobs = author[0], insert
	}
	r.router = routing.New(config)
	if err := r.router.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "sales": "Sales"}); err != nil {
		t.Fatal(err)
	}
	w := routing.NewWorkers(routing.WorkersConfig{Router: r.router, Suggest: suggestions(), Log: slog.New(slog.DiscardHandler),
		Channels: map[string]channels.Channel{"site": r.channel, "line": r.channel}})
	ctx, cancel := context.WithCancel(context.Background())
	if config.Jobs != nil {
		chores := river.NewWorkers()
		jobs, err := river.NewClient(riverpgxv5.New(r.pool), &river.Config{Logger: config.Log, Workers: chores, PeriodicJobs: w.AddJobs(chores),
			Queues: map[string]river.QueueConfig{routing.QueueWriting: {MaxWorkers: 2}}, FetchPollInterval: 100 * time.Millisecond, TestOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := jobs.Start(ctx); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { <-jobs.Stopped() })
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = w.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return r
}

// hire makes an operator and returns his desk.
func (r *rig) hire(name string, role routing.Role, departments ...string) *desk {
	r.Helper()
	var id int64
	err := r.pool.QueryRow(r.Context(), `INSERT INTO operators (email, name, display_name, role, presence, seen_at)
		VALUES (lower($1) || '@lumen.example', $2, $1, $3, 'online', now()) RETURNING id`,
		strings.Fields(name)[0], name, string(role)).Scan(&id)
	if err == nil {
		_, err = r.pool.Exec(r.Context(), `INSERT INTO operator_departments (operator_id, department_id)
			SELECT $1, id FROM departments WHERE key = ANY($2)`, id, departments)
	}
	if err != nil {
		r.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	l := layout.New(log, nil, webdesk.Assets())
	d := &desk{rig: r, op: id}
	h := webdesk.New(webdesk.Config{Router: r.router, Layout: l.Template(), Log: log, Search: r.find,
		Projects: func(context.Context) (map[string]string, error) { return map[string]string{"lumen": "Lumen Shop"}, nil },
		Earlier:  earlier, Who: func(*http.Request) (routing.Operator, bool) {
			if d.out.Load() {
				return routing.Operator{}, false
			}
			o, err := r.router.Operator(context.Background(), id)
			return o, err == nil
		}})
	mux := http.NewServeMux()
	mux.Handle("/desk", h)
	mux.Handle("/desk/", h)
	mux.Handle("/assets/", l.Assets())
	server := httptest.NewServer(layout.Secure(mux, false))
	r.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	d.url, d.cut = server.URL, server.CloseClientConnections
	return d
}

// earlier is what was asked before about delivery.
func earlier(_ context.Context, article int64, text, _ string, _ int) ([]knowledge.Remembered, error) {
	if article != 7 || !strings.Contains(text, "delivery") {
		return nil, nil
	}
	return []knowledge.Remembered{{Text: "when is my <b>delivery</b> due", Lang: "en", Count: 13}, {Text: "delivery of order ●●●●", Lang: "en", Count: 1}}, nil
}

func (r *rig) find(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if r.hits != nil {
		return r.hits, nil
	}
	return search(ctx, q)
}

func search(_ context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if !strings.Contains(q.Text, "deliver") {
		return nil, nil
	}
	passage := "Parcels leave every day at 16:00; delivery takes 2–3 working days <b>within</b> the country."
	at := strings.Index(passage, "delivery")
	return []knowledge.Hit{
		{Article: 7, Title: "Delivery times", Name: "Lumen Shop", Lang: "en", Audience: knowledge.Public, Passage: passage,
			Link: "https://lumen.example/help/delivery", Marks: [][2]int{{at, at + 8}, {4, 2}, {900, 950}}, Published: time.Now().AddDate(0, 0, -20)},
		{Article: 9, Title: "Compensation", Name: "Lumen Shop", Lang: "en", Audience: knowledge.Internal, Passage: "Up to 20 %."},
	}, nil
}

// customer says something and returns his conversation, once it has come to an operator.
func (r *rig) customer(from, name, text string, more ...func(*channels.Inbound)) int64 {
	r.Helper()
	in := channels.Inbound{Account: "site", ID: fmt.Sprint("in-", r.n.Add(1)), From: from, Name: name, Lang: "en", Text: text, Project: "lumen"}
	for _, m := range more {
		m(&in)
	}
	if err := r.router.Receive(r.Context(), in); err != nil {
		r.Fatal(err)
	}
	var conv int64
	r.until("a conversation of "+from, func() bool {
		err := r.pool.QueryRow(r.Context(), `SELECT max(c.id) FROM conversations c JOIN addresses a ON a.id = c.address_id
			JOIN lanes l ON l.conversation_id = c.id AND l.consumer = 'desk' WHERE a.value = $1 AND l.done >= l.tail`, from).Scan(&conv)
		return err == nil && conv > 0
	})
	return conv
}

func (r *rig) until(what string, ok func() bool) {
	r.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if ok() {
			return
		}
	}
	r.Fatalf("%s did not come about", what)
}

// desk is one operator's desk.
type desk struct {
	*rig
	op  int64
	url string
	out atomic.Bool // signed out
	cut func()      // breaks all connections
}

func (d *desk) get(path string) (int, string) {
	d.Helper()
	return d.do("GET", path, "", nil)
}

// post sends a form as the page does.
func (d *desk) post(path string, pairs ...string) (int, string) {
	d.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return d.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// send sends a form with files.
func (d *desk) send(path string, fields map[string]string, files map[string]string) (int, string) {
	d.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	for name, content := range files {
		w, err := m.CreateFormFile("file", name)
		if err != nil {
			d.Fatal(err)
		}
		_, _ = io.WriteString(w, content)
	}
	_ = m.Close()
	return d.do("POST", path, m.FormDataContentType(), &b)
}

func (d *desk) do(method, path, kind string, body io.Reader) (int, string) {
	d.Helper()
	req, err := http.NewRequestWithContext(d.Context(), method, d.url+path, body)
	if err != nil {
		d.Fatal(err)
	}
	req.Header.Set("X-Desk", "1")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		d.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		d.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

func conv(id int64, rest string) string { return fmt.Sprintf("/desk/c/%d%s", id, rest) }

// factBook knows what shipping, wrapping and pallets cost.
type factBook struct{}

func (factBook) Check(_ context.Context, text string, _ assist.Dialogue, _ []assist.Source) ([]assist.Dispute, error) {
	source := assist.Source{Article: 1, Title: "Shipping & returns", Link: "https://help.example/shipping", Passage: "Shipping to Poland costs 5 €.", Lang: "en"}
	card := assist.Source{Project: "shop", Name: "Shop", Title: "Project card", Passage: "The gift wrapping costs 3 €.", Lang: "en"}
	internal := assist.Source{Article: 7, Title: "Pallets", Passage: "A pallet to Poland costs 90 €.", Lang: "en"}
	return assist.Compare(text, []assist.Source{source, card, internal}, nil), nil
}
