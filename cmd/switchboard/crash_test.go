package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels/telegram/telegramtest"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

// program is the real program in a process of its own, started again and again over one database.
type program struct {
	t    *testing.T
	base string
	env  []string
	out  *syncBuffer

	mu  sync.Mutex
	cmd *exec.Cmd
}

// syncBuffer collects what the program prints while others read it.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends.
func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

// output is what the program printed so far.
func (p *program) output() string {
	p.out.mu.Lock()
	defer p.out.mu.Unlock()
	return p.out.b.String()
}

// newProgram is the program for a test. It listens on one address for all its lives.
func newProgram(t *testing.T, env ...string) *program {
	t.Helper()
	dir := t.TempDir()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	ln.Close()
	accounts := filepath.Join(dir, "accounts.yaml")
	text := "accounts:\n- name: site\n  kind: webchat\n  settings: {rate: 1000000, address_rate: 1000000, site_rate: 1000000}\n"
	if err := os.WriteFile(accounts, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, base: "http://" + addr, out: &syncBuffer{}}
	p.env = append(os.Environ(), append([]string{asProgram + "=yes", "SWITCHBOARD_ADDR=" + addr, "SWITCHBOARD_DATA=" + filepath.Join(dir, "data"),
		"SWITCHBOARD_CONFIG=" + accounts, "SWITCHBOARD_LOG_LEVEL=warn"}, env...)...)
	t.Cleanup(p.end)
	return p
}

// end kills the program, and fails the test if the race detector found anything in it.
func (p *program) end() {
	p.kill()
	if out := p.output(); strings.Contains(out, "WARNING: DATA RACE") {
		p.t.Error(out)
	}
}

// start starts the program and waits until it answers.
func (p *program) start() {
	p.t.Helper()
	cmd := exec.Command(os.Args[0], "serve")
	cmd.Env, cmd.Stdout, cmd.Stderr = p.env, p.out, p.out
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	p.cmd = cmd
	p.mu.Unlock()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if resp, err := http.Get(p.base + "/healthz"); err == nil {
			resp.Body.Close()
			return
		}
	}
	p.kill()
	p.t.Fatalf("the program does not start:\n%s", p.output())
}

// kill ends the program as a power cut would.
func (p *program) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill() // it may have ended
	_ = p.cmd.Wait()         // killed is how it is to end
	p.cmd = nil
}

// terminate asks the program to stop, and tells how it ended.
func (p *program) terminate() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	err := p.cmd.Wait()
	p.cmd = nil
	return err
}

// visitor writes in web chat as a browser does: one message after the other, each repeated until it is acknowledged.
type visitor struct {
	base, token string
	acked       []string
}

func (p *program) visitor() *visitor {
	p.t.Helper()
	v := &visitor{base: p.base + "/channels/site"}
	var session struct {
		Token string `json:"token"`
	}
	if err := v.call(http.MethodPost, "/session", map[string]any{"lang": "en", "page": p.base}, &session); err != nil {
		p.t.Fatal(err)
	}
	v.token = session.Token
	return v
}

func (v *visitor) call(method, path string, in, into any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, v.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if v.token != "" {
		req.Header.Set("Authorization", "Bearer "+v.token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("%s: %s", resp.Status, b)
	}
	if into == nil || len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, into)
}

// write sends one message until it is acknowledged; now and then it sends it once more afterwards.
func (v *visitor) write(ctx context.Context, id, text string) error {
	for attempt := 1; ctx.Err() == nil; attempt++ {
		err := v.call(http.MethodPost, "/messages", map[string]any{"id": id, "text": text, "attempt": attempt}, nil)
		if err == nil {
			v.acked = append(v.acked, id)
			if rand.IntN(4) == 0 {
				_ = v.call(http.MethodPost, "/messages", map[string]any{"id": id, "text": text, "attempt": attempt + 1}, nil) // a repetition more
			}
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return ctx.Err()
}

type entry struct {
	Rev   int64  `json:"rev"`
	Out   bool   `json:"out"`
	By    string `json:"by"`
	Text  string `json:"text"`
	Key   string `json:"key"`
	State string `json:"state"`
}

func (v *visitor) history() ([]entry, error) {
	var h struct {
		Entries []entry `json:"entries"`
	}
	err := v.call(http.MethodGet, "/history?after=0", nil, &h)
	return h.Entries, err
}

// The crash test's size: enough that the kills hit every step of the way, small enough for every run of the tests.
const (
	crashVisitors = 6
	crashPeople   = 3
	crashEach     = 25
	crashKills    = 6
)

// TestKilledAtRandomPoints: customers write in web chat and Telegram, with repetitions, an operator answers each line,
// and the program is killed again and again. Nothing acknowledged is lost, nothing is stored twice, order is kept, and
// every reply arrives.
func TestKilledAtRandomPoints(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t).Config().ConnString()
	bot := telegramtest.New(t)
	p := newProgram(t, "DATABASE_URL="+url, "TELEGRAM_BOT_TOKEN="+telegramtest.Token, "TELEGRAM_API_URL="+bot.URL(), "SWITCHBOARD_SAMPLES=false")
	p.start()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	operator := newCrashOperator(t, pool)

	var writing sync.WaitGroup
	visitors := make([]*visitor, crashVisitors)
	for i := range visitors {
		visitors[i] = p.visitor()
		writing.Go(func() {
			for n := range crashEach {
				if err := visitors[i].write(ctx, fmt.Sprintf("v%d-%02d", i, n), fmt.Sprintf("question v%d-%02d", i, n)); err != nil {
					t.Errorf("visitor %d: %v", i, err)
					return
				}
				time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
			}
		})
	}
	for i := range crashPeople {
		writing.Go(func() {
			person := telegramtest.Person{ID: int64(1000 + i), First: "Person", Lang: "en"}
			for n := range crashEach {
				bot.Say(person, fmt.Sprintf("question t%d-%02d", i, n))
				time.Sleep(time.Duration(rand.IntN(80)) * time.Millisecond)
			}
		})
	}
	answering, stopAnswering := context.WithCancel(ctx)
	answered := make(chan error, 1)
	go func() { answered <- operator.answerAll(answering, (crashVisitors+crashPeople)*crashEach) }()

	var restarted time.Time
	for range crashKills {
		time.Sleep(time.Duration(300+rand.IntN(900)) * time.Millisecond)
		p.kill()
		restarted = buried(t, ctx, pool)
		p.start()
	}
	writing.Wait()
	if err := <-answered; err != nil {
		stopAnswering()
		t.Fatalf("answer: %v\n%s", err, p.output())
	}
	stopAnswering()
	settled(t, ctx, pool)

	for i, v := range visitors {
		checkVisitor(t, i, v)
	}
	for i := range crashPeople {
		checkPerson(t, i, bot.Chat(int64(1000+i)))
	}
	if n := scan[int](t, pool, `SELECT count(*) FROM messages WHERE author = 'customer'`); n != (crashVisitors+crashPeople)*crashEach {
		t.Errorf("%d customer messages are stored, %d were sent", n, (crashVisitors+crashPeople)*crashEach)
	}
	if err := p.terminate(); err != nil {
		t.Errorf("after SIGTERM the program ended with %v", err)
	}
	if n := scan[int](t, pool, `SELECT count(*) FROM lanes WHERE lease_until > now() AND worked_at >= $1`, restarted); n != 0 { // those of the killed end by themselves
		t.Errorf("%d lanes are still held after SIGTERM", n)
	}
}

// buried waits until the database has noticed that the program was killed, and returns its time then: what the killed
// program claimed, it claimed before.
func buried(t *testing.T, ctx context.Context, pool *pgxpool.Pool) time.Time {
	t.Helper()
	for ctx.Err() == nil && scan[int](t, pool, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'switchboard'`) > 0 {
		time.Sleep(5 * time.Millisecond)
	}
	return scan[time.Time](t, pool, `SELECT clock_timestamp()`)
}

// checkVisitor: what the browser of a visitor would show.
func checkVisitor(t *testing.T, i int, v *visitor) {
	t.Helper()
	entries, err := v.history()
	if err != nil {
		t.Errorf("visitor %d: %v", i, err)
		return
	}
	var said, replies []string
	for _, e := range entries {
		switch {
		case !e.Out:
			said = append(said, strings.TrimPrefix(e.Text, "question "))
		case e.By == "operator":
			replies = append(replies, strings.TrimPrefix(e.Text, "answer to "))
		}
	}
	if strings.Join(said, " ") != strings.Join(v.acked, " ") {
		t.Errorf("visitor %d: acknowledged %s\nstored %s", i, v.acked, said)
	}
	if strings.Join(replies, " ") != strings.Join(v.acked, " ") {
		t.Errorf("visitor %d: wrote %s\ngot replies to %s", i, v.acked, replies)
	}
}

// checkPerson: Telegram offers neither key nor look-up, so a reply in flight at a kill may come twice, and no more.
func checkPerson(t *testing.T, i int, chat []telegramtest.Message) {
	t.Helper()
	var replies []string
	doubled := 0
	for _, m := range chat {
		answer, ok := strings.CutPrefix(m.Text, "answer to ")
		if !m.Bot || !ok {
			continue
		}
		if len(replies) > 0 && replies[len(replies)-1] == answer {
			doubled++
			continue
		}
		replies = append(replies, answer)
	}
	var want []string
	for n := range crashEach {
		want = append(want, fmt.Sprintf("t%d-%02d", i, n))
	}
	if strings.Join(replies, " ") != strings.Join(want, " ") {
		t.Errorf("person %d got replies to %s", i, replies)
	}
	if doubled > crashKills {
		t.Errorf("person %d got %d replies twice in %d kills", i, doubled, crashKills)
	}
}

// crashOperator answers every line of every customer, through a router of its own over the same database.
type crashOperator struct {
	t      *testing.T
	pool   *pgxpool.Pool
	router *routing.Router
	id     int64
}

func newCrashOperator(t *testing.T, pool *pgxpool.Pool) *crashOperator {
	t.Helper()
	o := &crashOperator{t: t, pool: pool, router: routing.New(routing.Config{Pool: pool})}
	o.id = scan[int64](t, pool, `INSERT INTO operators (email, name, display_name, role, capacity)
		VALUES ('ann@lumen.example', 'Ann', 'Ann', 'administrator', 1000) RETURNING id`)
	return o
}

func (o *crashOperator) answerAll(ctx context.Context, want int) error {
	done := map[string]bool{}
	for len(done) < want {
		if ctx.Err() != nil {
			return fmt.Errorf("%d of %d answered: %w", len(done), want, ctx.Err())
		}
		rows, err := o.pool.Query(ctx, `SELECT conversation_id, text FROM messages WHERE author = 'customer' ORDER BY conversation_id, seq`)
		if err != nil {
			return err
		}
		type asked struct {
			conv int64
			text string
		}
		var all []asked
		for rows.Next() {
			var a asked
			if err := rows.Scan(&a.conv, &a.text); err != nil {
				return err
			}
			all = append(all, a)
		}
		for _, a := range all {
			id := strings.TrimPrefix(a.text, "question ")
			if done[id] {
				continue
			}
			_, err := o.router.Reply(ctx, o.id, a.conv, routing.Reply{Text: "answer to " + id})
			if err != nil {
				return fmt.Errorf("answer %s: %w", id, err)
			}
			done[id] = true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}

// settled waits until nothing is on its way.
func settled(t *testing.T, ctx context.Context, pool *pgxpool.Pool) {
	t.Helper()
	for ctx.Err() == nil {
		n := scan[int](t, pool, `SELECT count(*) FROM messages WHERE state IN ('queued', 'sending')`)
		if n == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(errors.New("messages stay on their way"))
}

func scan[T any](t *testing.T, pool *pgxpool.Pool, sql string, args ...any) T {
	t.Helper()
	var v T
	if err := pool.QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
