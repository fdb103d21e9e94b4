package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"switchboard/routing"
)

// token makes 32 random bytes, fit for an address.
func token() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// digest is what is stored of a token.
func digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func (g *Gate) cookieName() string {
	if g.secure {
		return "__Host-sid"
	}
	return "sid"
}

func (g *Gate) cookie(value string, life time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: g.cookieName(), Value: value, Path: "/", MaxAge: int(life.Seconds()), Secure: g.secure, HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	}
}

type execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// begin signs an operator in, under a new token; the old one of this browser ends.
func (g *Gate) begin(ctx context.Context, tx pgx.Tx, w http.ResponseWriter, r *http.Request, op int64) error {
	if old, err := r.Cookie(g.cookieName()); err == nil {
		if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE token_hash = $1`, digest(old.Value)); err != nil {
			return err
		}
	}
	t := token()
	_, err := tx.Exec(ctx, `
		INSERT INTO sessions (token_hash, operator_id, expires_at, agent) VALUES ($1, $2, now() + $3::interval, $4)`,
		digest(t), op, absolute, line(r.UserAgent(), 300))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM sessions WHERE expires_at < now() OR seen_at < now() - $1::interval`, idle); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE operators SET presence = 'online', seen_at = now() WHERE id = $1`, op); err != nil {
		return err
	}
	if err := record(ctx, tx, op, "signed in", nil); err != nil {
		return err
	}
	http.SetCookie(w, g.cookie(t, absolute))
	return nil
}

type userKey struct{}

// User tells who makes the request. What Require found is not looked up again.
func (g *Gate) User(r *http.Request) (User, bool) {
	if u, ok := r.Context().Value(userKey{}).(User); ok {
		return u, true
	}
	return g.Fresh(r)
}

// Fresh is User, looked up now: for requests that last, like a stream of events.
func (g *Gate) Fresh(r *http.Request) (User, bool) {
	u, _, err := g.lookUp(r)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) && r.Context().Err() == nil {
		g.log.Error("session could not be looked up", "error", err)
	}
	return u, err == nil
}

func (g *Gate) lookUp(r *http.Request) (u User, stale bool, err error) {
	c, err := r.Cookie(g.cookieName())
	if err != nil || len(c.Value) > 100 {
		return u, false, pgx.ErrNoRows
	}
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	err = g.pool.QueryRow(ctx, `
		SELECT o.id, o.email, o.name, o.display_name, o.role, o.presence, s.seen_at < now() - interval '5 minutes'
		FROM sessions s JOIN operators o ON o.id = s.operator_id
		WHERE s.token_hash = $1 AND s.expires_at > now() AND s.seen_at > now() - $2::interval AND o.disabled_at IS NULL`,
		digest(c.Value), idle).Scan(&u.ID, &u.Email, &u.Name, &u.Display, &u.Role, &u.Presence, &stale)
	return u, stale, err
}

// Require lets through who is signed in and has one of the roles; with no roles, everybody signed in. Administrators
// pass always. A page asks others to sign in, anything else is refused.
func (g *Gate) Require(roles ...routing.Role) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			u, stale, err := g.lookUp(r)
			switch {
			case errors.Is(err, pgx.ErrNoRows):
				g.askToSignIn(w, r)
				return
			case r.Context().Err() != nil:
				return // the browser went on to another page
			case err != nil:
				g.log.Error("session could not be looked up", "error", err)
				w.Header().Set("Retry-After", "5")
				g.layout.Error(w, r, http.StatusServiceUnavailable, "The database cannot be reached. Try again in a moment.")
				return
			case len(roles) > 0 && u.Role != routing.RoleAdministrator && !slices.Contains(roles, u.Role):
				g.layout.Error(w, r, http.StatusForbidden, "Your role does not allow this.")
				return
			}
			if stale {
				g.touch(r)
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, u)))
		})
	}
}

// touch keeps a session that is used from ending. When it can't, the session ends a little earlier.
func (g *Gate) touch(r *http.Request) {
	c, err := r.Cookie(g.cookieName())
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if _, err := g.pool.Exec(ctx, `UPDATE sessions SET seen_at = now() WHERE token_hash = $1`, digest(c.Value)); err != nil {
		g.log.Warn("session was not prolonged", "error", err)
	}
}

func (g *Gate) askToSignIn(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.Header.Get("X-Desk") == "" && strings.Contains(r.Header.Get("Accept"), "text/html") {
		late := problem{http.StatusUnauthorized, "You were signed out meanwhile, and what you sent is not saved. Sign in, and you are back on the page: what it keeps in this browser is offered there."}
		if err := g.showSignIn(w, r, map[string]any{"Next": cameFrom(r), "Wrong": late}); err != nil {
			g.log.Error("who was signed out was not asked to sign in", "error", err)
			http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
		}
		return
	}
	if r.Method != http.MethodGet || r.Header.Get("X-Desk") != "" || r.Header.Get("Accept") == "text/event-stream" {
		http.Error(w, "You are signed out. Sign in again.", http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
}

// cameFrom is the page of ours that a form was on.
func cameFrom(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return "/desk"
	}
	return local(u.RequestURI())
}

// local is the address after sign-in, if it is one of ours.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\r\n\t") {
		return "/desk"
	}
	return next
}

// record appends to the log of events what an operator did.
func record(ctx context.Context, tx execer, op int64, what string, data map[string]any) error {
	_, err := tx.Exec(ctx, `INSERT INTO events (actor, operator_id, what, data) VALUES ('operator', $1, $2, $3)`, op, what, data)
	return err
}

// line makes one clean line of what somebody typed.
func line(s string, most int) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Join(strings.FieldsFunc(s, func(c rune) bool {
		return c < 0x20 || c >= 0x7f && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == ' '
	}), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
