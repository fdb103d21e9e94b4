// Package signin knows who our people are: accounts, sessions, one-time links, roles, and the pages for them.
//
// The idea: a session is a random token whose hash is a row; every request looks the row up together with its operator,
// so signing out, disabling somebody or changing his role counts at once, on every replica. Links (the first
// administrator's, invitations, new passwords) are the same: random, hashed at rest, single use, at most 24 hours.
//
// A GET changes nothing, with one exception: the time at which a session was last used is written, at most once in
// five minutes.
//
// The package works on the tables departments, operators, operator_departments, sessions, invites, api_keys and
// sign_in_attempts, and appends to events.
package signin

import (
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"switchboard/cmd/switchboard/layout"
	"switchboard/routing"
)

//go:embed pages/*.html
var pages embed.FS

// Config is what a Gate needs.
type Config struct {
	Pool   *pgxpool.Pool
	Layout *layout.Layout
	Log    *slog.Logger
	Secure bool   // the program is reached by https
	Base   string // public address, "https://desk.example.com"; empty: as the request says
	// Address tells from which address a request comes; nil: the connection's. Behind a proxy, say what it says.
	Address func(*http.Request) string
}

// Gate lets our people in.
type Gate struct {
	pool    *pgxpool.Pool
	layout  *layout.Layout
	log     *slog.Logger
	secure  bool
	base    string
	address func(*http.Request) string
	pages   map[string]*template.Template
	hashing chan struct{} // a seat a hash: each takes 19 MB
	decoy   string        // hash that is compared when there is no such account
}

// New returns a Gate.
func New(c Config) *Gate {
	g := &Gate{
		pool: c.Pool, layout: c.Layout, log: c.Log, secure: c.Secure, base: c.Base, address: c.Address,
		pages: map[string]*template.Template{}, hashing: make(chan struct{}, 4), decoy: hash(token()),
	}
	if g.address == nil {
		g.address = connection
	}
	for _, name := range []string{"signin", "join", "account", "people", "person", "departments", "department", "keys"} {
		t := c.Layout.Template().Funcs(template.FuncMap{"has": func(list []int64, id int64) bool { return slices.Contains(list, id) }})
		g.pages[name] = template.Must(t.ParseFS(pages, "pages/parts.html", "pages/"+name+".html"))
	}
	return g
}

// User is who makes a request.
type User struct {
	ID       int64
	Email    string
	Name     string
	Display  string // what customers see
	Role     routing.Role
	Presence string
}

// Frame is the user as the layout shows him.
func (u User) Frame() *layout.User {
	return &layout.User{Name: u.Name, Email: u.Email, Role: string(u.Role), Presence: u.Presence}
}

// Handler serves sign-in, sign-out, links, /account, /people, /departments and /keys.
func (g *Gate) Handler() http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, h handler) { mux.Handle(pattern, g.run(h)) }
	open("/", func(http.ResponseWriter, *http.Request) error { return errNone })
	open("GET /sign-in", g.signInPage)
	open("POST /sign-in", g.signIn)
	open("POST /sign-out", g.signOut)
	for _, purpose := range []string{first, invite, reset} {
		open("GET "+path(purpose)+"{token}", g.linkPage(purpose))
		open("POST "+path(purpose)+"{token}", g.useLink(purpose))
	}
	signed := func(pattern string, h handler) { mux.Handle(pattern, g.Require()(g.run(h))) }
	signed("GET /account", g.accountPage)
	signed("POST /account", g.saveAccount)
	signed("POST /account/password", g.changePassword)
	signed("POST /account/sign-out-everywhere", g.signOutEverywhere)
	admin := func(pattern string, h handler) {
		mux.Handle(pattern, g.Require(routing.RoleAdministrator)(g.run(h)))
	}
	admin("GET /people", g.peoplePage)
	admin("POST /people/invite", g.invite)
	admin("POST /people/invite/cancel", g.cancelInvite)
	admin("GET /people/{id}", g.personPage)
	admin("POST /people/{id}", g.savePerson)
	admin("POST /people/{id}/reset", g.resetLink)
	admin("POST /people/{id}/disable", g.disable)
	admin("POST /people/{id}/enable", g.enable)
	admin("POST /people/{id}/same", g.same)
	admin("GET /departments", g.departmentsPage)
	admin("GET /departments/new", g.newDepartmentPage)
	admin("POST /departments/new", g.createDepartment)
	admin("GET /departments/{id}", g.departmentPage)
	admin("POST /departments/{id}", g.saveDepartment)
	admin("GET /keys", g.keysPage)
	admin("POST /keys", g.makeKey)
	admin("POST /keys/{id}/end", g.endKey)
	return http.NewCrossOriginProtection().Handler(mux)
}

// problem is an error that the person may read.
type problem struct {
	status int
	text   string
}

func (p problem) Error() string { return p.text }

func wrong(text string) problem { return problem{http.StatusUnprocessableEntity, text} }

var errNone = problem{http.StatusNotFound, "There is no such page."}

type handler func(http.ResponseWriter, *http.Request) error

// maxForm is the longest form, in bytes.
const maxForm = 64 << 10

// run writes what a handler returns as error.
func (g *Gate) run(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			r.Body = http.MaxBytesReader(w, r.Body, maxForm)
			if err := r.ParseForm(); err != nil {
				g.layout.Error(w, r, http.StatusBadRequest, "The form could not be read.")
				return
			}
		}
		err := h(w, r)
		var p problem
		switch {
		case err == nil:
		case errors.As(err, &p):
			g.layout.Error(w, r, p.status, p.text)
		default:
			g.log.Error("sign-in page failed", "method", r.Method, "pattern", r.Pattern, "error", err)
			g.layout.Error(w, r, http.StatusInternalServerError, "Something went wrong on our side. Try again in a moment.")
		}
	})
}

// show renders a page; what is wrong with the form comes with it.
func (g *Gate) show(w http.ResponseWriter, r *http.Request, name, title string, data map[string]any) {
	status := http.StatusOK
	if p, ok := data["Wrong"].(problem); ok {
		status, data["Wrong"] = p.status, p.text
	}
	if data["Said"] == nil {
		data["Said"] = said(r.URL.Query().Get("said"))
	}
	page := layout.Page{Title: title, Section: name, Data: data}
	switch name {
	case "person":
		page.Section = "people"
	case "department":
		page.Section = "departments"
	}
	if u, ok := g.User(r); ok && name != "signin" && name != "join" {
		page.User = u.Frame()
	}
	g.layout.Render(w, r, g.pages[name], status, page)
}

// said are the confirmations that an address may ask for; anything else shows nothing.
func said(key string) string {
	switch key {
	case "saved":
		return "Saved."
	case "password":
		return "Your password is changed. You were signed out everywhere else."
	case "disabled":
		return "The account is disabled, and signed out everywhere."
	case "enabled":
		return "The account is enabled again."
	case "same":
		return "They are one person: what both teach is one voice."
	case "apart":
		return "They are several people: each has a voice."
	case "cancelled":
		return "The invitation is cancelled."
	case "ended":
		return "The key is ended; what shows it is refused from now on."
	case "out":
		return "You are signed out."
	}
	return ""
}

// connection is the address of a request's connection; of IPv6 the network, which one person owns whole.
func connection(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}

// Lifetimes of sessions and links.
const (
	idle     = 12 * time.Hour
	absolute = 30 * 24 * time.Hour
	linkLife = 24 * time.Hour
)
