package signin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Limits of failed attempts. An address from which the account was signed in to before is not kept out by what
// strangers try from elsewhere.
const (
	window     = 15 * time.Minute
	perBoth    = 8   // one account from one address
	perAccount = 30  // one account, from addresses not known for it
	perAddress = 100 // any accounts from one address: a whole office may be behind it
)

// attempt counts one attempt before it is made, so that many at once cannot slip through together. It returns the
// attempt's id, and after how long to come back when there were too many.
func (g *Gate) attempt(ctx context.Context, email, address string) (id int64, wait time.Duration, err error) {
	err = g.pool.QueryRow(ctx, `INSERT INTO sign_in_attempts (email, address, ok) VALUES ($1, $2, false) RETURNING id`,
		email, address).Scan(&id)
	if err != nil {
		return 0, 0, fmt.Errorf("count a sign-in attempt: %w", err)
	}
	var both, account, from int
	var known bool
	var oldest time.Time
	var now time.Time
	err = g.pool.QueryRow(ctx, `
		SELECT count(*) FILTER (WHERE email = $1 AND address = $2 AND id > COALESCE((
				SELECT max(id) FROM sign_in_attempts WHERE email = $1 AND address = $2 AND ok), 0)),
			count(*) FILTER (WHERE email = $1),
			count(*) FILTER (WHERE address = $2),
			EXISTS (SELECT FROM sign_in_attempts WHERE email = $1 AND address = $2 AND ok),
			COALESCE(min(at) FILTER (WHERE email = $1 OR address = $2), now()), now()
		FROM sign_in_attempts WHERE NOT ok AND at > now() - $3::interval AND (email = $1 OR address = $2)`,
		email, address, window).Scan(&both, &account, &from, &known, &oldest, &now)
	if err != nil {
		return 0, 0, fmt.Errorf("count sign-in attempts: %w", err)
	}
	if both <= perBoth && (account <= perAccount || known) && from <= perAddress {
		return id, 0, nil
	}
	return id, max(window-now.Sub(oldest), time.Minute), nil
}

// signInPage shows the form.
func (g *Gate) signInPage(w http.ResponseWriter, r *http.Request) error {
	next := local(r.URL.Query().Get("next"))
	if _, ok := g.User(r); ok {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	return g.showSignIn(w, r, map[string]any{"Next": next})
}

// showSignIn shows the form. While there is no administrator it says how to become the first one.
func (g *Gate) showSignIn(w http.ResponseWriter, r *http.Request, data map[string]any) error {
	var none bool
	if err := g.pool.QueryRow(r.Context(), `SELECT `+noAdministrator).Scan(&none); err != nil {
		return fmt.Errorf("look for an administrator: %w", err)
	}
	data["First"] = none
	g.show(w, r, "signin", "Sign in", data)
	return nil
}

// signIn checks an address and a password. A stranger learns nothing from the text or the time it takes.
func (g *Gate) signIn(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	email, password := strings.ToLower(line(r.PostFormValue("email"), 254)), r.PostFormValue("password")
	next := local(r.PostFormValue("next"))
	again := func(p problem) error {
		return g.showSignIn(w, r, map[string]any{"Next": next, "Email": email, "Wrong": p})
	}
	id, wait, err := g.attempt(ctx, email, g.address(r))
	if err != nil {
		return err
	}
	if wait > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(int(wait.Seconds())))
		return again(problem{http.StatusTooManyRequests,
			fmt.Sprintf("Too many attempts. Try again in %d min.", int((wait+time.Minute-1)/time.Minute))})
	}
	var op int64
	var phc *string
	err = g.pool.QueryRow(ctx, `SELECT id, password FROM operators WHERE email = $1 AND disabled_at IS NULL`, email).Scan(&op, &phc)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	compared := g.decoy
	if phc != nil {
		compared = *phc
	}
	ok, err := g.matches(ctx, compared, password[:min(len(password), 1025)])
	if err != nil {
		return err
	}
	if !ok || phc == nil {
		return again(problem{http.StatusUnauthorized, "The address or the password is wrong."})
	}
	err = pgx.BeginFunc(ctx, g.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE sign_in_attempts SET ok = true WHERE id = $1`, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM sign_in_attempts WHERE at < now() - interval '30 days'`); err != nil {
			return err
		}
		return g.begin(ctx, tx, w, r, op)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// signOut ends this browser's session; who is signed in nowhere else is offline.
func (g *Gate) signOut(w http.ResponseWriter, r *http.Request) error {
	if c, err := r.Cookie(g.cookieName()); err == nil {
		_, err := g.pool.Exec(r.Context(), `
			WITH gone AS (DELETE FROM sessions WHERE token_hash = $1 RETURNING operator_id)
			UPDATE operators o SET presence = 'offline', seen_at = NULL FROM gone WHERE o.id = gone.operator_id
				AND NOT EXISTS (SELECT FROM sessions s WHERE s.operator_id = o.id AND s.token_hash <> $1
					AND s.expires_at > now() AND s.seen_at > now() - $2::interval)`, digest(c.Value), idle)
		if err != nil {
			return err
		}
	}
	http.SetCookie(w, g.cookie("", -time.Second))
	http.Redirect(w, r, "/sign-in?said=out", http.StatusSeeOther)
	return nil
}
