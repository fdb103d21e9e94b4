package signin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

func do(t *testing.T, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(short, steps...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func TestFirstAdministratorInvitesInABrowser(t *testing.T) {
	o := open(t)
	for _, name := range []string{"Support", "Sales"} {
		if _, err := o.pool.Exec(t.Context(), `INSERT INTO departments (key, name) VALUES (lower($1), $1)`, name); err != nil {
			t.Fatal(err)
		}
	}
	link, _, err := o.gate.FirstLink(t.Context(), o.url)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t, "422", "favicon.ico")
	do(t, ctx, "the link", chromedp.Navigate(link))
	browsertest.Shot(t, ctx, "setup")
	do(t, ctx, "join", chromedp.SendKeys("#email", "anna@example.com"), chromedp.SendKeys("#name", "Anna Admin"),
		chromedp.SendKeys("#password", good), chromedp.SendKeys("#again", good+kb.Enter))
	browsertest.Until(t, ctx, "the desk", "document.body.innerText.includes('desk of Anna Admin, administrator')")
	o.hire("olha@example.com", routing.RoleOperator)
	do(t, ctx, "people", chromedp.Navigate(o.url+"/people"), chromedp.SendKeys("#email", "petro@example.com"), chromedp.Click("form[action='/people/invite'] button"))
	browsertest.Until(t, ctx, "the link", "document.querySelector('#link').value.includes('/invite/')")
	browsertest.Shot(t, ctx, "people")
	for page, name := range map[string]string{"/people/2": "person", "/departments": "departments", "/keys": "keys", "/departments/1": "department", "/account": "account"} {
		do(t, ctx, page, chromedp.Navigate(o.url+page))
		browsertest.Shot(t, ctx, name)
		do(t, ctx, "phone", browsertest.Phone())
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth"))
		if err != nil || wide {
			t.Errorf("%s scrolls sideways on a phone: %v", page, err)
		}
		browsertest.Shot(t, ctx, name+"-phone")
		do(t, ctx, "desktop", browsertest.Desktop())
	}
	do(t, ctx, "menu", chromedp.Click(".menu summary"))
	browsertest.Shot(t, ctx, "menu")
	do(t, ctx, "sign out", chromedp.Click(".menu form[action='/sign-out'] button"))
	browsertest.Until(t, ctx, "the way out", "document.body.innerText.includes('You are signed out')")
	browsertest.Shot(t, ctx, "signin")
	title, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.title"))
	if err != nil || !strings.HasPrefix(title, "Sign in") {
		t.Errorf("title %q, %v", title, err)
	}
}
