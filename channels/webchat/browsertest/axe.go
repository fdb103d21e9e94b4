package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeFile is where .ci/setup keeps axe-core, below the user's cache folder. Without it the audit of this package stands
// alone.
const axeFile = "switchboard/axe-core-4.14.1.min.js"

// axeSource is axe-core, or empty where it was not fetched.
var axeSource = sync.OnceValue(func() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	b, err := os.ReadFile(filepath.Join(cache, filepath.FromSlash(axeFile)))
	if err != nil {
		return ""
	}
	return string(b)
})

// axeRun tells each rule of WCAG 2.1 A and AA that a page breaks, with where and why.
const axeRun = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"]}).then(r =>
	r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => "axe " + v.id + ": " + n.target.join(" ") + ": " + (n.failureSummary || v.help).replace(/\s+/g, " "))))`

// axe fails the test on what axe-core finds on the tab's page.
func axe(t testing.TB, ctx context.Context, what string) {
	t.Helper()
	source := axeSource()
	if source == "" {
		t.Logf("%s is not examined by axe-core: .ci/setup axe fetches it", what)
		return
	}
	there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`typeof axe === "object"`))
	if err == nil && !there {
		_, err = chromedp.Run(ctx, chromedp.Evaluate[bool](source+"; true"))
	}
	if err != nil {
		t.Fatalf("bring axe-core to %s: %v", what, err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("examine %s: %v", what, err)
	}
	for _, f := range found {
		t.Errorf("%s: %s", what, f)
	}
}
