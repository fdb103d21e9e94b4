package signin_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/signin"
	"switchboard/migrations/pgtest"
	"switchboard/routing"
)

const good = "Seven quiet herons read maps"

// office is a running sign-in with its database.
type office struct {
	*testing.T
	gate *signin.Gate
	pool *pgxpool.Pool
	url  string
}

func open(t *testing.T) *office {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	pool := pgtest.New(t)
	pages := layout.New(log, nil)
	gate := signin.New(signin.Config{Pool: pool, Layout: pages, Log: log,
		Address: func(r *http.Request) string { return r.Header.Get("X-Test-Address") }})
	mux := http.NewServeMux()
	mux.Handle("/", gate.Handler())
	mux.Handle("/assets/", pages.Assets())
	mux.Handle("/desk", gate.Require()(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, _ := gate.User(r)
		fmt.Fprintf(w, "desk of %s, %s", u.Name, u.Role)
	})))
	mux.Handle("/books", gate.Require(routing.RoleEditor, routing.RoleSupervisor)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {})))
	server := httptest.NewServer(layout.Secure(mux, false))
	t.Cleanup(server.Close)
	return &office{t, gate, pool, server.URL}
}

// browser is one person's browser.
type browser struct {
	*office
	client  *http.Client
	address string
}

func (o *office) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.Fatal(err)
	}
	return &browser{o, &http.Client{Jar: jar}, "192.0.2.1"}
}

func (b *browser) do(method, path string, form url.Values) (int, string) {
	b.Helper()
	r, err := http.NewRequest(method, b.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("X-Test-Address", b.address)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func (b *browser) get(path string) (int, string) { b.Helper(); return b.do("GET", path, nil) }

func (b *browser) post(path string, pairs ...string) (int, string) {
	b.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do("POST", path, form)
}

func (o *office) hire(email string, role routing.Role) int64 {
	o.Helper()
	id, err := o.gate.CreateOperator(o.Context(), signin.NewOperator{Email: email, Name: "Olha Koval", Role: role, Password: good})
	if err != nil {
		o.Fatal(err)
	}
	return id
}

func (o *office) signedIn(email string) *browser {
	o.Helper()
	b := o.browser()
	if _, body := b.post("/sign-in", "email", email, "password", good); !strings.Contains(body, "desk of") {
		o.Fatalf("sign-in of %s: %s", email, body)
	}
	return b
}
