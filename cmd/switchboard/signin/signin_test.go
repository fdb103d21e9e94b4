package signin_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/signin"
	"switchboard/routing"
)

func TestFirstLinkMakesOneAdministratorOnce(t *testing.T) {
	o := open(t)
	if _, err := o.pool.Exec(t.Context(), `INSERT INTO departments (key, name) VALUES ('support', 'Support')`); err != nil {
		t.Fatal(err)
	}
	old, _, err := o.gate.FirstLink(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	link, ok, err := o.gate.FirstLink(t.Context(), "http://desk.example.com/")
	if err != nil || !ok || !strings.HasPrefix(link, "http://desk.example.com/setup/") {
		t.Fatal(link, ok, err)
	}
	path := strings.TrimPrefix(link, "http://desk.example.com")
	b := o.browser()
	if code, body := b.get(old); code != 200 || !strings.Contains(body, "first administrator") {
		t.Errorf("the link that another replica printed answers %d %s", code, body)
	}
	if code, body := b.get("/setup/nonsense"); code != 404 || !strings.Contains(body, "Every start of the program prints a new one") {
		t.Errorf("no link answers %d %s", code, body)
	}
	const how = "Nobody is an administrator yet"
	if code, body := b.get("/desk"); code != 200 || !strings.Contains(body, how) || strings.Contains(body, "Forgotten?") {
		t.Errorf("who comes before there is an administrator sees %d %s", code, body)
	}
	if code, body := b.get(path); code != 200 || !strings.Contains(body, "first administrator") {
		t.Errorf("the link answers %d %s", code, body)
	}
	if code, body := b.post(path, "email", "A@Example.com", "name", "Anna Admin", "password", "password1", "again", "password1"); code != 422 ||
		!strings.Contains(body, "easily guessed") || !strings.Contains(body, "Anna Admin") {
		t.Errorf("a weak password: %d %s", code, body)
	}
	var done sync.WaitGroup
	for i := range 3 { // three at once: one wins
		done.Go(func() {
			c := o.browser()
			c.post(path, "email", fmt.Sprintf("a%d@example.com", i), "name", "Anna Admin", "password", good, "again", good)
		})
	}
	done.Wait()
	var n, in int
	err = o.pool.QueryRow(t.Context(), `SELECT count(*), (SELECT count(*) FROM operator_departments) FROM operators WHERE role = 'administrator'`).Scan(&n, &in)
	if err != nil || n != 1 || in != 1 {
		t.Errorf("%d administrators in %d departments, %v", n, in, err)
	}
	if code, _ := b.get(path); code != 404 {
		t.Errorf("the used link answers %d", code)
	}
	if _, err := o.pool.Exec(t.Context(), `UPDATE operators SET disabled_at = now()`); err != nil {
		t.Fatal(err)
	}
	if code, _ := b.get(old); code != 404 { // whatever becomes of the administrator
		t.Errorf("the other link answers %d once one was used", code)
	}
	if _, err := o.pool.Exec(t.Context(), `UPDATE operators SET disabled_at = NULL`); err != nil {
		t.Fatal(err)
	}
	if _, body := o.browser().get("/desk"); strings.Contains(body, how) || !strings.Contains(body, "Forgotten?") {
		t.Errorf("with an administrator the form says %s", body)
	}
	if _, ok, err := o.gate.FirstLink(t.Context(), ""); ok || err != nil {
		t.Error("a further first link is made", err)
	}
}

func TestSignInTellsStrangersNothing(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	b := o.browser()
	if code, body := b.get("/desk?c=7"); code != 200 || !strings.Contains(body, `value="/desk?c=7"`) {
		t.Fatalf("%d %s", code, body)
	}
	code1, wrongPassword := b.post("/sign-in", "email", "olha@example.com", "password", "not her password")
	code2, unknown := b.post("/sign-in", "email", "nobody@example.com", "password", "not her password")
	if code1 != 401 || code2 != 401 || strings.ReplaceAll(wrongPassword, "olha@", "nobody@") != unknown {
		t.Errorf("%d, %d: answers differ", code1, code2)
	}
	if _, body := b.post("/sign-in", "email", " OLHA@example.com", "password", good, "next", "//evil.example"); !strings.Contains(body, "desk of Olha Koval, operator") {
		t.Errorf("no sign-in: %s", body)
	}
	if _, body := b.post("/sign-out"); !strings.Contains(body, "You are signed out") {
		t.Errorf("no sign-out: %s", body)
	}
	if code, body := b.get("/desk"); code != 200 || !strings.Contains(body, "Sign in") {
		t.Errorf("after sign-out: %d", code)
	}
}

func TestSignInIsLimitedPerAccountAndAddress(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	home := o.signedIn("olha@example.com")
	home.post("/sign-out")
	thief := o.browser()
	thief.address = "203.0.113.9"
	var last int
	for range 9 {
		last, _ = thief.post("/sign-in", "email", "olha@example.com", "password", "guess")
	}
	if last != 429 {
		t.Errorf("the ninth guess is answered %d", last)
	}
	if code, _ := thief.post("/sign-in", "email", "olha@example.com", "password", good); code != 429 {
		t.Errorf("the right one after too many: %d", code)
	}
	for i := range 40 {
		thief.address = fmt.Sprintf("203.0.113.%d", i)
		last, _ = thief.post("/sign-in", "email", "olha@example.com", "password", "guess")
	}
	if last != 429 {
		t.Errorf("guesses from everywhere are answered %d", last)
	}
	if _, body := home.post("/sign-in", "email", "olha@example.com", "password", good); !strings.Contains(body, "desk of") {
		t.Error("she herself, from home, is kept out")
	}
}

func TestRolesAndSessionsCountAtOnce(t *testing.T) {
	o := open(t)
	o.hire("anna@example.com", routing.RoleAdministrator)
	id := o.hire("olha@example.com", routing.RoleOperator)
	admin, olha := o.signedIn("anna@example.com"), o.signedIn("olha@example.com")
	if code, _ := olha.get("/people"); code != 403 {
		t.Errorf("people for an operator: %d", code)
	}
	if code, _ := olha.get("/books"); code != 403 {
		t.Errorf("books for an operator: %d", code)
	}
	person := fmt.Sprintf("/people/%d", id)
	if code, body := admin.post(person, "name", "Olha", "display", "Olha", "role", "editor", "capacity", "3", "langs", "uk, EN"); code != 200 || !strings.Contains(body, "Saved") {
		t.Errorf("%d %s", code, body)
	}
	if code, _ := olha.get("/books"); code != 200 {
		t.Errorf("books for an editor: %d", code)
	}
	for _, bad := range [][]string{{"role", "king"}, {"capacity", "-1"}, {"name", " \n"}, {"langs", "<b>"}, {"department", "x"}} {
		form := map[string]string{"name": "Olha", "display": "Olha", "role": "editor", "capacity": "3"}
		form[bad[0]] = bad[1]
		var pairs []string
		for k, v := range form {
			pairs = append(pairs, k, v)
		}
		if code, _ := admin.post(person, pairs...); code != 422 {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if code, _ := admin.post(person + "/disable"); code != 200 {
		t.Errorf("disable: %d", code)
	}
	if _, body := olha.get("/desk"); strings.Contains(body, "desk of") {
		t.Error("a disabled account is still in")
	}
	if code, _ := olha.post("/sign-in", "email", "olha@example.com", "password", good); code != 401 {
		t.Errorf("sign-in of a disabled account: %d", code)
	}
	if code, body := admin.post("/people/1", "name", "Anna", "display", "Anna", "role", "operator", "capacity", "3"); code != 422 ||
		!strings.Contains(body, "last administrator") {
		t.Errorf("the last administrator goes: %d", code)
	}
	for _, path := range []string{"/people/999", "/people/x", "/people/-1", "/people/99999999999999999999", "/departments/5"} {
		if code, _ := admin.get(path); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
}

var linkIn = regexp.MustCompile(`value="http://[^/]+(/(?:invite|reset)/[^"]+)"`)

func TestInvitationAndResetWorkOnce(t *testing.T) {
	o := open(t)
	o.hire("anna@example.com", routing.RoleAdministrator)
	admin := o.signedIn("anna@example.com")
	_, body := admin.post("/people/invite", "email", "petro@example.com", "role", "supervisor")
	m := linkIn.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no link in %s", body)
	}
	petro := o.browser()
	if _, body := petro.post(m[1], "name", "Petro", "password", good, "again", good, "role", "administrator", "email", "x@y.z"); !strings.Contains(body, "desk of Petro, supervisor") {
		t.Errorf("joined as %s", body)
	}
	if code, _ := o.browser().post(m[1], "name", "Eve", "password", good, "again", good); code != 404 {
		t.Errorf("used twice: %d", code)
	}
	if code, _ := admin.post("/people/invite", "email", "petro@example.com", "role", "operator"); code != 422 {
		t.Errorf("invited again: %d", code)
	}
	_, body = admin.post("/people/2/reset")
	m = linkIn.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no link in %s", body)
	}
	const other = "nine loud herons fold maps"
	if _, body := o.browser().post(m[1], "password", other, "again", other); !strings.Contains(body, "desk of Petro") {
		t.Errorf("reset: %s", body)
	}
	if _, body := petro.get("/desk"); strings.Contains(body, "desk of") {
		t.Error("the old session outlives the reset")
	}
	var stored string
	if err := o.pool.QueryRow(t.Context(), `SELECT password FROM operators WHERE id = 2`).Scan(&stored); err != nil ||
		!strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored %q, %v", stored, err)
	}
	if code, _ := o.browser().get("/invite/" + strings.Repeat("A", 43)); code != 404 {
		t.Errorf("a guessed link: %d", code)
	}
}

func TestOwnPasswordNeedsThePresentOneAndEndsOtherSessions(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	here, elsewhere := o.signedIn("olha@example.com"), o.signedIn("olha@example.com")
	const other = "  nine loud herons fold maps "
	if code, _ := here.post("/account/password", "old", "wrong", "password", other, "again", other); code != 422 {
		t.Errorf("wrong present password: %d", code)
	}
	if code, body := here.post("/account/password", "old", good, "password", other, "again", other); code != 200 || !strings.Contains(body, "changed") {
		t.Errorf("%d %s", code, body)
	}
	if _, body := elsewhere.get("/desk"); strings.Contains(body, "desk of") {
		t.Error("the other session goes on")
	}
	if code, _ := o.browser().post("/sign-in", "email", "olha@example.com", "password", strings.TrimSpace(other)); code != 401 {
		t.Errorf("a trimmed password is taken: %d", code)
	}
	if _, body := here.post("/account/sign-out-everywhere"); !strings.Contains(body, "You are signed out") {
		t.Error("no sign-out everywhere")
	}
}

func TestSessionsEnd(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	for _, sql := range []string{
		`UPDATE sessions SET seen_at = now() - interval '12 hours 1 second'`,
		`UPDATE sessions SET expires_at = now() - interval '1 second'`,
	} {
		b := o.signedIn("olha@example.com")
		if _, err := o.pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
		if _, body := b.get("/desk"); strings.Contains(body, "desk of") {
			t.Errorf("in after %s", sql)
		}
	}
	b := o.signedIn("olha@example.com")
	if _, err := o.pool.Exec(t.Context(), `UPDATE sessions SET seen_at = now() - interval '11 hours'`); err != nil {
		t.Fatal(err)
	}
	b.get("/desk")
	var seen time.Time
	if err := o.pool.QueryRow(t.Context(), `SELECT max(seen_at) FROM sessions`).Scan(&seen); err != nil || time.Since(seen) > time.Minute {
		t.Errorf("a used session is not prolonged: %v %v", seen, err)
	}
}

func TestStrangeRequests(t *testing.T) {
	o := open(t)
	o.hire("olha@example.com", routing.RoleOperator)
	b := o.signedIn("olha@example.com")
	for name, set := range map[string]func(*http.Request){
		"other site":    func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"other origin":  func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"neighbour":     func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") },
		"opaque origin": func(r *http.Request) { r.Header.Set("Origin", "null") },
	} {
		r, _ := http.NewRequest("POST", o.url+"/account/sign-out-everywhere", nil)
		set(r)
		resp, err := b.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != 403 {
			t.Errorf("%s: %d", name, resp.StatusCode)
		}
	}
	for name, form := range map[string]url.Values{
		"huge":    {"email": {strings.Repeat("x", 100_000)}},
		"binary":  {"email": {"a\x00\xff@example.com"}, "password": {"\xff\x00"}},
		"nothing": {},
	} {
		c := o.browser()
		if code, _ := c.do("POST", "/sign-in", form); code != 400 && code != 401 {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, _ := b.post("/account", "name", "a\x00\u202eb <i>", "display", "Olha", "langs", "uk"); code != 200 {
		t.Errorf("odd name: %d", code)
	}
	if _, body := b.get("/account"); !strings.Contains(body, `value="a b &lt;i&gt;"`) {
		t.Error("the odd name is not cleaned")
	}
}

func TestDepartmentHoursAreChecked(t *testing.T) {
	o := open(t)
	o.hire("anna@example.com", routing.RoleAdministrator)
	b := o.signedIn("anna@example.com")
	if code, body := b.post("/departments/new", "name", "Sales", "key", "sales", "assignment", "push", "zone", "Europe/Kyiv",
		"mon", "09:00 – 12:00, 13:00-18:00", "holidays", "2026-12-25"); code != 200 || !strings.Contains(body, "Saved") {
		t.Fatalf("%d %s", code, body)
	}
	var hours routing.Hours
	if err := o.pool.QueryRow(t.Context(), `SELECT hours FROM departments WHERE key = 'sales'`).Scan(&hours); err != nil ||
		len(hours.Days["mon"]) != 2 || hours.Zone != "Europe/Kyiv" || len(hours.Holidays) != 1 {
		t.Errorf("%+v %v", hours, err)
	}
	for name, pairs := range map[string][]string{
		"twice":        {"name", "Sales", "key", "sales", "always", "1"},
		"bad key":      {"name", "X", "key", "Ж!", "always", "1"},
		"bad hours":    {"name", "X", "key", "x", "zone", "UTC", "mon", "9 to 5"},
		"bad zone":     {"name", "X", "key", "x", "zone", "Mars/Base", "mon", "09:00-10:00"},
		"bad holiday":  {"name", "X", "key", "x", "zone", "UTC", "mon", "09:00-10:00", "holidays", "Xmas"},
		"never open":   {"name", "X", "key", "x", "zone", "UTC"},
		"without name": {"key", "x", "always", "1"},
	} {
		if code, _ := b.post("/departments/new", append(pairs, "assignment", "pull")...); code != 422 {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code, _ := b.post("/departments/1", "archive", "1"); code != 200 {
		t.Errorf("archive: %d", code)
	}
}

func TestNewPasswordsAreNotEasilyGuessed(t *testing.T) {
	o := open(t)
	for password, fine := range map[string]bool{
		"short7!": false, "password": false, "P4ssw0rd!!": false, "Switchboard1": false, "Koval2026": false, "qwertyuiop": false,
		"aaaaaaaaaa": false, "abcabcabcabc": false, "12345678": false, "87654321": false, "asdfasdf": false, "olhaolha": false,
		"correct battery": true, "ключ під килимком": true, "x7$kQ9!pLm": true, "        a": true, strings.Repeat("long ", 300): false,
	} {
		email := fmt.Sprintf("p%d@example.com", time.Now().UnixNano())
		_, err := o.gate.CreateOperator(context.Background(), signin.NewOperator{Email: email, Name: "Olha Koval", Password: password})
		if (err == nil) != fine {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestReadingWritesNothing(t *testing.T) {
	o := open(t)
	o.hire("anna@example.com", routing.RoleAdministrator)
	b := o.signedIn("anna@example.com")
	b.post("/departments/new", "name", "Sales", "key", "sales", "assignment", "pull", "always", "1")
	_, body := b.post("/people/invite", "email", "petro@example.com", "role", "operator")
	link := linkIn.FindStringSubmatch(body)[1]
	if _, err := o.pool.Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	o.pool.Reset()
	for _, path := range []string{"/sign-in", "/account", "/people", "/people/1", "/departments", "/departments/new", "/departments/1", "/desk", link} {
		if code, _ := b.get(path); code != 200 {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, body := b.get("/no-such-page"); code != 404 || !strings.Contains(body, "There is no such page") {
		t.Errorf("%d %s", code, body)
	}
}

func TestABrowserThatGoesOnIsNoFailure(t *testing.T) {
	o := open(t)
	var log bytes.Buffer
	gate := signin.New(signin.Config{Pool: o.pool, Layout: layout.New(slog.New(slog.DiscardHandler), nil), Log: slog.New(slog.NewTextHandler(&log, nil))})
	ask := func(ctx context.Context) {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/desk", nil)
		r.AddCookie(&http.Cookie{Name: "sid", Value: "any"})
		gate.Require()(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	ask(gone)
	if log.Len() > 0 {
		t.Errorf("somebody went on, and the log says %s", &log)
	}
	o.pool.Close()
	if ask(t.Context()); !strings.Contains(log.String(), "session could not be looked up") {
		t.Errorf("the database is gone, and the log says %q", &log)
	}
}
