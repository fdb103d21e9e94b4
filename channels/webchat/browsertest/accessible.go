package browsertest

import (
	"context"
	_ "embed"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed audit.js
var audit string

// Accessible fails the test on what the tab's page owes to people who see or hear it differently: names of controls,
// unique ids, a contrast of 4.5, no scrolling sideways (with a dialog open, only that is looked at), and the rules of
// axe-core, where it was fetched.
func Accessible(t testing.TB, ctx context.Context, what string) {
	t.Helper()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](audit))
	if err != nil {
		t.Fatalf("look at %s: %v", what, err)
	}
	for _, f := range found {
		t.Errorf("%s: %s", what, f)
	}
	axe(t, ctx, what)
}
