package main

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/migrations/pgtest"
)

// twoReplicas are two programs over one database: customers write to one, an operator works at the other.
type twoReplicas struct {
	*testing.T
	pool     *pgxpool.Pool
	one, two *program
	operator http.Client
	n        int
}

// offer is what a conversation's newest words were offered.
type offer struct {
	Conv, Draft int64
	Article     string // project/key
	Text        string
	Score       float64
	Earlier     int
	Last        int64 // the customer's line
}

func newReplicas(t *testing.T) *twoReplicas {
	t.Helper()
	pool := pgtest.New(t)
	r := &twoReplicas{T: t, pool: pool, one: newProgram(t, "DATABASE_URL="+pool.Config().ConnString(), "SWITCHBOARD_DRAFT=0.01", "SWITCHBOARD_ANSWER=2")}
	r.one.start()
	r.two = r.one.twin()
	r.two.start()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	r.operator = http.Client{Jar: jar, Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r.until("the link for the first administrator", func() bool { return setupLink.MatchString(r.two.output()) })
	link := setupLink.FindString(r.two.output())
	r.does(link[strings.Index(link, "/setup/"):], "name", "Ann Arden", "email", "ann@lumen.example", "password", "correct horse battery staple", "again", "correct horse battery staple")
	return r
}

func (r *twoReplicas) until(what string, holds func() bool) {
	r.Helper()
	for end := time.Now().Add(60 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			r.Fatalf("never: %s\n%s\n%s", what, r.one.output(), r.two.output())
		}
	}
}

// does sends a form of the operator to the second replica.
func (r *twoReplicas) does(path string, pairs ...string) {
	r.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, err := r.operator.PostForm(r.two.base+path, form)
	if err != nil {
		r.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		r.Fatalf("%s: %s", path, resp.Status)
	}
}

// asks lets a new customer ask on the first replica, and returns what operators are offered for it and may send, best first.
func (r *twoReplicas) asks(text string) (list []offer, department string) {
	r.Helper()
	r.n++
	v := r.one.visitor()
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", r.n)
	if err := v.write(r.Context(), id, text); err != nil {
		r.Fatal(err)
	}
	var conv int64
	r.until("somebody looks at "+text, func() bool {
		err := r.pool.QueryRow(r.Context(), `SELECT c.id, COALESCE(d.key, '') FROM conversations c LEFT JOIN departments d ON d.id = c.department_id
			WHERE c.state = 'queued' AND (SELECT count(*) FROM conversations WHERE queued_at IS NOT NULL) = $1 ORDER BY c.id DESC LIMIT 1`, r.n).Scan(&conv, &department)
		return err == nil
	})
	rows, err := r.pool.Query(r.Context(), `SELECT id, sources->0->>'project', sources->0->>'key', text, score, earlier, for_seq FROM suggestions
		WHERE conversation_id = $1 AND state = 'offered' AND sources->0->>'internal' IS NULL ORDER BY rank`, conv)
	if err != nil {
		r.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		o := offer{Conv: conv}
		var project, key string
		if err := rows.Scan(&o.Draft, &project, &key, &o.Text, &o.Score, &o.Earlier, &o.Last); err != nil {
			r.Fatal(err)
		}
		o.Article = project + "/" + key
		list = append(list, o)
	}
	return list, department
}

// ends closes a conversation, so that seats stay free.
func (r *twoReplicas) ends(conv int64) {
	r.Helper()
	r.does(fmt.Sprintf("/desk/c/%d/close", conv), "disposition", "passed on")
}

// place is where an article stands among offers, from 0; their number where it does not.
func place(list []offer, article string) int {
	for i, o := range list {
		if o.Article == article {
			return i
		}
	}
	return len(list)
}

// TestWhatAnOperatorDoesTeachesTheOtherReplica: an operator at one program sends the draft that was not the first; the
// next customer who asks the same in other words at the other program finds it first, "like 1 earlier question". He
// dismisses a first draft, and it comes with less. He transfers conversations, and the next one is in that department. He
// has the past asked, sets a threshold, and brings it back.
func TestWhatAnOperatorDoesTeachesTheOtherReplica(t *testing.T) {
	t.Parallel()
	r := newReplicas(t)

	const question, paraphrase = "my bill is higher than last month", "Why is the bill higher than it was last month?"
	before, _ := r.asks(question)
	if len(before) < 2 {
		t.Fatalf("%+v", before)
	}
	chosen := before[len(before)-1]
	r.does(fmt.Sprintf("/desk/c/%d/reply", chosen.Conv), "key", "5f1e9a55-0000-4000-8000-000000000001", "text", chosen.Text, "draft", fmt.Sprint(chosen.Draft), "last", fmt.Sprint(chosen.Last))
	sent := time.Now()
	r.ends(chosen.Conv)
	r.until("it is learned", func() bool {
		return scan[int64](t, r.pool, `SELECT count(*) FROM lessons WHERE solved AND role = 'operator' AND NOT inferred`) == 1
	})
	t.Logf("learned after %v", time.Since(sent))
	rev := scan[string](t, r.pool, `SELECT rev::text FROM knowledge_state`)
	r.until("the other replica has it", func() bool { return r.one.caughtUp(rev) })
	t.Logf("on the other replica after %v", time.Since(sent))
	after, _ := r.asks(paraphrase)
	if place(after, chosen.Article) != 0 || after[0].Earlier != 1 {
		t.Errorf("it was place %d with %.2f, and is %+v", place(before, chosen.Article), chosen.Score, after)
	}
	r.ends(after[0].Conv)

	offered, _ := r.asks("the wifi box keeps dropping out in the evening")
	if len(offered) == 0 {
		t.Fatal("nothing was offered")
	}
	r.does(fmt.Sprintf("/desk/draft/%d/dismiss", offered[0].Draft), "why", "does not answer the question")
	r.until("the dismissal is learned", func() bool { return scan[int64](t, r.pool, `SELECT count(*) FROM lessons WHERE NOT solved`) == 1 })
	rev = scan[string](t, r.pool, `SELECT rev::text FROM knowledge_state`)
	r.until("the other replica has it", func() bool { return r.one.caughtUp(rev) })
	again, _ := r.asks("the wifi box keeps dropping out in the evening")
	if i := place(again, offered[0].Article); i < len(again) && again[i].Score >= offered[0].Score {
		t.Errorf("it was dismissed with %.2f, and comes with %.2f", offered[0].Score, again[i].Score)
	}
	r.ends(offered[0].Conv)

	billing := scan[int64](t, r.pool, `SELECT id FROM departments WHERE key = 'billing'`)
	for i, q := range []string{"the gizmo voucher was rejected at the till", "your gizmo voucher is rejected again", "why do they reject my gizmo voucher", "gizmo voucher rejected, help"} {
		_, department := r.asks(q)
		if department == "billing" && i < 3 {
			t.Errorf("after %d transfers it is in billing already", i)
		}
		r.does(fmt.Sprintf("/desk/c/%d/transfer", scan[int64](t, r.pool, `SELECT max(id) FROM conversations`)), "to", fmt.Sprint("d", billing))
	}
	if _, department := r.asks("hello, my gizmo voucher was rejected"); department != "billing" {
		t.Errorf("it is in %s", department)
	}

	r.does("/knowledge/thresholds/measure")
	r.until("the past is asked", func() bool { return scan[int64](t, r.pool, `SELECT count(*) FROM tunings WHERE by = 'Ann Arden'`) == 1 })
	r.does("/knowledge/thresholds/set", "name", "lumen-net/en", "answer", "0.95", "draft", "0.2", "why", "after a wrong answer")
	r.does("/knowledge/thresholds/set", "name", "lumen-net/en", "do", "usual")
	r.does(fmt.Sprintf("/knowledge/thresholds/%d/revert", scan[int64](t, r.pool, `SELECT min(id) FROM threshold_changes`)))
	if set := scan[string](t, r.pool, `SELECT value->'lumen-net/en'->>'answer' FROM settings WHERE key = 'thresholds'`); set != "0.95" {
		t.Errorf("brought back is %q", set)
	}
	if out := r.one.output() + r.two.output(); strings.Contains(out, "panic") || strings.Contains(out, "level=ERROR") {
		t.Errorf("a program has trouble:\n%s", out)
	}
}
