package supervisor_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/channels"
	"switchboard/channels/webchat/browsertest"
	"switchboard/cmd/switchboard/layout"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
	"switchboard/routing/report"
	"switchboard/routing/supervisor"
)

// rig is the pages over a database in which conversations ended.
type rig struct {
	*testing.T
	pool   *pgxpool.Pool
	router *routing.Router
	boss   int64
	n      int
}

func newRig(t *testing.T) *rig {
	t.Helper()
	t.Parallel()
	r := &rig{T: t, pool: pgtest.New(t)}
	r.router = routing.New(routing.Config{Pool: r.pool, Kinds: map[string]string{"chat": "test"}})
	if err := r.router.EnsureDepartments(t.Context(), map[string]string{"support": "Support", "sales": "Sales"}); err != nil {
		t.Fatal(err)
	}
	err := r.pool.QueryRow(t.Context(), `INSERT INTO operators (email, name, display_name, role, presence, seen_at)
		VALUES ('sue@lumen.example', 'Sue Head', 'Sue', 'supervisor', 'online', now()) RETURNING id`).Scan(&r.boss)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ended makes conversations that ended; proposed "" is none, by is "operator", "customer" or "silence".
func (r *rig) ended(times int, days int, department, project, by, ending, proposed, evidence string) {
	r.Helper()
	for range times {
		r.n++
		from := fmt.Sprintf("c%d", r.n)
		err := r.router.Receive(r.Context(), channels.Inbound{Account: "chat", ID: fmt.Sprint(r.n), From: from, Name: fmt.Sprintf("Customer <b>%d</b>", r.n), Text: "hello, my router", At: time.Now()})
		if err != nil {
			r.Fatal(err)
		}
		_, err = r.pool.Exec(r.Context(), `
			WITH c AS (UPDATE conversations SET state = 'closed', closed_at = now() - $2::int * interval '1 day', disposition = $6, project = $4,
				department_id = (SELECT id FROM departments WHERE key = $3), closed_by = CASE WHEN $5 = 'operator' THEN $9::bigint END
				WHERE address_id = (SELECT id FROM addresses WHERE value = $1) RETURNING id, closed_at)
			INSERT INTO closings (conversation_id, evidence, proposed, chosen, operator_id, at) SELECT id, $8, $7, $6, $9, closed_at FROM c WHERE $7 <> ''`,
			from, days, department, project, by, ending, proposed, evidence, r.boss)
		if err != nil {
			r.Fatal(err)
		}
	}
}

// past is what most of these tests look at.
func (r *rig) past() {
	r.ended(3, 0, "support", "net", "operator", "solved", "solved", "thanked")
	r.ended(1, 0, "support", "net", "operator", "complaint", "solved", "thanked")
	r.ended(2, 1, "sales", "", "operator", "sold", "sold", "model: sold")
	r.ended(1, 1, "sales", "", "operator", "=cmd|' /C calc'!A0", "sold", "model: sold")
	r.ended(1, 2, "support", "net", "operator", "informed", "", "")
	r.ended(4, 2, "support", "net", "customer", "solved", "", "")
	r.ended(5, 3, "", "net", "silence", "solved silently", "", "")
	r.ended(2, 60, "support", "net", "operator", "solved", "spam", "spam")
}

func today() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

func TestEndingsAreCounted(t *testing.T) {
	r := newRig(t)
	r.past()
	reports := report.New(r.pool)
	span := report.Span{From: today().AddDate(0, 0, -29), To: today()}
	e, err := reports.Endings(t.Context(), span)
	if err != nil {
		t.Fatal(err)
	}
	if want := (report.Closed{All: 17, Operators: 8, Customers: 4, Silence: 5, Proposed: 7, Kept: 5}); e.Sum != want {
		t.Errorf("%+v, want %+v", e.Sum, want)
	}
	if len(e.ByEnd) != 6 || e.ByEnd[0].Name != "solved" || e.ByEnd[0].All != 7 || e.ByEnd[1].Name != "solved silently" {
		t.Errorf("by ending: %+v", e.ByEnd)
	}
	if i := slices.IndexFunc(e.ByDepartment, func(g report.Group) bool { return g.Name == "Sales" }); i < 0 || e.ByDepartment[i].Proposed != 3 || e.ByDepartment[i].Kept != 2 {
		t.Errorf("by department: %+v", e.ByDepartment)
	}
	if len(e.ByDay) != 30 || !e.ByDay[0].Day.Equal(today()) {
		t.Errorf("%d days from %v", len(e.ByDay), e.ByDay[0].Day)
	}
	days := 0
	for _, d := range e.ByDay {
		days += d.All
	}
	if days != e.Sum.All {
		t.Errorf("the days hold %d", days)
	}
	if len(e.Proposals) != 2 || e.Proposals[0].End != "solved" || e.Proposals[0].Model || e.Proposals[0].Kept != 3 || e.Proposals[0].Instead[0].End != "complaint" || !e.Proposals[1].Model {
		t.Errorf("proposals: %+v", e.Proposals)
	}
	var support int64
	if err := r.pool.QueryRow(t.Context(), `SELECT id FROM departments WHERE key = 'support'`).Scan(&support); err != nil {
		t.Fatal(err)
	}
	span.Department, span.From = support, today().AddDate(0, 0, -89)
	if e, err = reports.Endings(t.Context(), span); err != nil || e.Sum.All != 11 || e.Sum.Kept != 3 {
		t.Errorf("%+v %v", e.Sum, err)
	}
	span.Department, span.Project = 0, "elsewhere"
	if e, err = reports.Endings(t.Context(), span); err != nil || e.Sum.All != 0 || len(e.ByDay) != 90 {
		t.Errorf("%+v %v", e.Sum, err)
	}
}

// serve mounts the pages for a person.
func (r *rig) serve(op int64) *httptest.Server {
	l := layout.New(slog.New(slog.DiscardHandler), nil)
	pages := supervisor.New(supervisor.Config{Router: r.router, Reports: report.New(r.pool), Layout: l.Template(), Log: slog.New(slog.DiscardHandler),
		Projects: func(context.Context) (map[string]string, error) { return map[string]string{"net": "Lumen Net"}, nil },
		InSlack: func(channel, _, ts string) string {
			return "https://lumen.slack.example/archives/" + channel + "/p" + ts
		},
		Who: func(*http.Request) (routing.Operator, any, bool) {
			o, err := r.router.Operator(context.Background(), op)
			return o, &layout.User{Name: o.Name, Email: o.Email, Role: string(o.Role), Presence: "online"}, err == nil
		}})
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.Handle("/assets/", l.Assets())
	server := httptest.NewServer(layout.Secure(http.NewCrossOriginProtection().Handler(mux), false))
	r.Cleanup(server.Close)
	return server
}

func (r *rig) get(server *httptest.Server, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	server.Config.Handler.ServeHTTP(w, httptest.NewRequestWithContext(r.Context(), "GET", path, nil))
	return w
}

func TestEndingsAreARowEachToTakeAway(t *testing.T) {
	r := newRig(t)
	r.past()
	server := r.serve(r.boss)
	w := r.get(server, "/endings.csv?days=30")
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(rows) != 18 || rows[0][0] != "closed_at" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !slices.ContainsFunc(rows, func(row []string) bool {
		return row[6] == "'=cmd|' /C calc'!A0" && row[9] == "model" && row[10] == "false"
	}) {
		t.Errorf("%q", rows)
	}
	for _, path := range []string{"/endings?days=31", "/endings?days=x", "/endings?department=x"} {
		if w := r.get(server, path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestThoseWhoLeadReadEndings(t *testing.T) {
	r := newRig(t)
	ctx := browsertest.New(t, "favicon.ico")
	server := r.serve(r.boss)
	visit(t, ctx, server.URL+"/endings", "endings-empty", "No conversation was closed")
	r.past()
	visit(t, ctx, server.URL+"/endings", "endings", "Proposals kept", "71 %", "complaint (1)", "Nothing more was asked", "Lumen Net")
	if err := chromedp.Do(ctx, browsertest.Phone()); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, server.URL+"/endings?days=7", "endings-phone", "71 %")
	browsertest.Until(t, ctx, "a day stands in one line", `[...document.querySelectorAll("table.bars td:first-child")].every(td => { const r = document.createRange(); r.selectNodeContents(td); return r.getClientRects().length === 1 })`)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(document.querySelectorAll("section")[2].scrollIntoView(), true)`)); err != nil {
		t.Fatal(err)
	}
	browsertest.Shot(t, ctx, "endings-phone-below")
}

func visit(t *testing.T, ctx context.Context, url, shot string, says ...string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	for _, s := range says {
		browsertest.Until(t, ctx, s, "document.body.innerText.includes('"+s+"')")
	}
	browsertest.Accessible(t, ctx, shot)
	browsertest.Shot(t, ctx, shot)
}

func TestACustomerIsFoundCopiedAndErased(t *testing.T) {
	r := newRig(t)
	r.ended(2, 1, "support", "net", "operator", "solved", "solved", "thanked")
	ctx := browsertest.New(t, "favicon.ico", "422")
	server := r.serve(r.boss)
	visit(t, ctx, server.URL+"/customers?q=router", "customers", "Customer <b>1</b>", "Nothing has been erased")
	var id int64
	if err := r.pool.QueryRow(t.Context(), `SELECT subscriber_id FROM addresses WHERE value = 'c1'`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	page := fmt.Sprintf("%s/customers/%d", server.URL, id)
	visit(t, ctx, page, "customer", "Erase", "messages", "What is kept")
	if err := chromedp.Do(ctx, browsertest.Phone()); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, page, "customer-phone", "Their copy")
	post := func(path string, form url.Values) *httptest.ResponseRecorder {
		q := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(form.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		server.Config.Handler.ServeHTTP(w, q)
		return w
	}
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO staff_reports (kind, operator_id, conversation_id, text)
		SELECT 'problem', $1, id, 'It is slow.' FROM conversations WHERE subscriber_id = $2`, r.boss, id); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`INSERT INTO slack_posts (conversation_id, place, channel, thread, ts, theirs) SELECT id, 'note ' || n, 'C7', '1.1', '1.' || n, true FROM conversations, generate_series(2, 3) n WHERE subscriber_id = $1`,
		`WITH p AS (INSERT INTO projects (key, name) VALUES ('net', 'Net') RETURNING id),
			a AS (INSERT INTO articles (project_id, key, lang, latest, owner, rev) SELECT id, 'lamps', lang, 1, CASE lang WHEN 'en' THEN 'Olena' ELSE '' END, 0 FROM p, unnest(ARRAY['en', 'uk']) lang RETURNING id, lang),
			v AS (INSERT INTO article_versions (article_id, version, title, body, audience, author) SELECT id, 1, 'Lamps <b>' || lang, 'They blink.', 'public', 'Ann' FROM a)
			, m AS (INSERT INTO must_find (project_id, key, text, by) SELECT p.id, 'lamps', (SELECT m.text FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.subscriber_id = $1 AND m.author = 'customer' LIMIT 1), 'Ann' FROM p)
			INSERT INTO article_origins (article_id, conversation_id) SELECT a.id, c.id FROM a, conversations c WHERE a.lang = 'en' AND c.subscriber_id = $1`,
	} {
		if _, err := r.pool.Exec(t.Context(), sql, id); err != nil {
			t.Fatal(err)
		}
	}
	path := fmt.Sprintf("/customers/%d", id)
	if w := post(path+"/copy", nil); w.Code != 200 || w.Header().Get("Content-Type") != "application/zip" || !strings.HasPrefix(w.Body.String(), "PK") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w := post(path+"/erase", url.Values{"why": {"asked"}}); w.Code != 422 || !strings.Contains(w.Body.String(), "cannot be undone") {
		t.Errorf("%d", w.Code)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(document.querySelector("#why").value = "asked by letter", document.querySelector("[name=sure]").checked = true, document.querySelector("form[action$=erase] button").click(), true)`)); err != nil {
		t.Fatal(err)
	}
	browsertest.Until(t, ctx, "erased", `document.body.innerText.includes("has been erased: 1 message in 1 conversation.")`)
	browsertest.Until(t, ctx, "the report that stays", `document.body.innerText.includes("1 report from a colleague came up in these conversations and keeps its words.")`)
	for _, says := range []string{"2 notes about this customer in Slack", "2 notes in a thread", "Articles to read", "Lamps <b>en", "a draft that readers do not see · Olena", "nobody owns it", "1 test question in the customer’s words is gone too"} {
		browsertest.Until(t, ctx, says, `document.body.innerText.includes("`+says+`")`)
	}
	browsertest.Until(t, ctx, "the thread's address", `document.querySelector('a[href="https://lumen.slack.example/archives/C7/p1.2"]') !== null`)
	browsertest.Accessible(t, ctx, "erased")
	browsertest.Shot(t, ctx, "erased-phone")
	if err := chromedp.Do(ctx, browsertest.Desktop()); err != nil {
		t.Fatal(err)
	}
	browsertest.Shot(t, ctx, "erased")
	visit(t, ctx, server.URL+"/customers", "customers-erased", "asked by letter", "Sue Head")
	if w := r.get(server, path); w.Code != http.StatusNotFound {
		t.Errorf("%d", w.Code)
	}
	var clerk int64
	err := r.pool.QueryRow(t.Context(), `INSERT INTO operators (email, name, display_name, role) VALUES ('a@b.example', 'Ann', 'Ann', 'operator') RETURNING id`).Scan(&clerk)
	if err != nil {
		t.Fatal(err)
	}
	if w := r.get(r.serve(clerk), "/customers"); w.Code != http.StatusForbidden {
		t.Errorf("an operator: %d", w.Code)
	}
	if e, err := report.New(r.pool).Endings(t.Context(), report.Span{From: today().AddDate(0, 0, -6), To: today()}); err != nil || e.Sum.All != 2 || e.Sum.Kept != 2 {
		t.Errorf("what was erased is not counted any more: %+v %v", e.Sum, err)
	}
}
