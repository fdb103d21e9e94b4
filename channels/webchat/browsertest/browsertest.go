// Package browsertest starts a real Chromium for tests of pages.
//
// The idea: a page that logs an error is broken, so every error in the console and every exception that nobody caught
// fails the test. Without a browser a test is skipped on a laptop and fails where CI is set, so that it cannot be
// forgotten. The browser has a profile of its own and talks to the loopback only.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Patience bounds one test's use of the browser.
const Patience = 2 * time.Minute

// ShotsEnv names the environment variable with the folder that Shot writes to. Empty: no pictures are taken.
const ShotsEnv = "BROWSERTEST_SHOTS"

// New returns a chromedp context of a tab in a profile of its own, which ends with the test. A console error fails the test
// unless it contains one of the allowed texts. The browser is started for this test, unless the package runs its tests by
// Main; no other test uses it meanwhile.
func New(t testing.TB, allowed ...string) context.Context {
	t.Helper()
	program := find(t)
	b, err := reused.take(program)
	if err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	if b != nil {
		t.Cleanup(func() { reused.give(b) })
		ctx, cancel := context.WithTimeout(b.ctx, Patience)
		t.Cleanup(cancel)
		return Visitor(t, ctx, allowed...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, options(program)...)
	t.Cleanup(stop)
	return watch(t, ctx, allowed)
}

// options are how a browser is started.
func options(program string) []chromedp.ExecAllocatorOption {
	list := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.DisableGPU,
		chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-search-engine-choice-screen", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.WSURLReadTimeout(45*time.Second), // a busy machine starts it slowly
	)
	if os.Geteuid() == 0 {
		list = append(list, chromedp.NoSandbox) // Chromium refuses to run as root otherwise
	}
	return list
}

// Tab opens another tab beside ctx, in the same profile: they share what a site stores.
func Tab(t testing.TB, ctx context.Context, allowed ...string) context.Context {
	t.Helper()
	return watch(t, ctx, allowed)
}

// Visitor opens a tab in a profile of its own, as another person's browser would be.
func Visitor(t testing.TB, ctx context.Context, allowed ...string) context.Context {
	t.Helper()
	return watch(t, ctx, allowed, chromedp.WithNewBrowserContext())
}

func watch(t testing.TB, ctx context.Context, allowed []string, options ...chromedp.ContextOption) context.Context {
	t.Helper()
	found := &problems{allowed: allowed}
	ctx, cancel := chromedp.NewContext(ctx, append(options, chromedp.WithListener(found.hear))...)
	t.Cleanup(func() {
		cancel()
		found.tell(t)
	})
	if err := chromedp.Do(ctx, Desktop(), Scheme("light")); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

// Phone makes the tab a phone: 390 by 844 points, touch.
func Phone() chromedp.Action[chromedp.Void] {
	return chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulateMobile, chromedp.EmulateTouch)
}

// Desktop makes the tab a screen of 1280 by 800.
func Desktop() chromedp.Action[chromedp.Void] { return chromedp.EmulateViewport(1280, 800) }

// Scheme sets what the person prefers: "dark" or "light". Motion is always reduced, so that nothing has to be waited for.
func Scheme(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
			},
		})
		return err
	})
}

// Zone puts the person into a time zone, before a page is opened.
func Zone(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: name})
		return err
	})
}

// Until waits until the JavaScript expression is true, and fails the test with what when it does not become so.
func Until(t testing.TB, ctx context.Context, what, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	var last error
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if ok {
			return
		}
		if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s did not happen (%v): %s", what, last, expression)
		case <-time.After(25 * time.Millisecond):
		}
	}
}

// Shot takes a picture of what the tab shows into the folder that ShotsEnv names, if it does.
func Shot(t testing.TB, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv(ShotsEnv)
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("take a picture of %s: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		t.Fatalf("keep the picture of %s: %v", name, err)
	}
}

func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Chromium on this machine: install the package chromium")
	}
	t.Skip("no Chromium on this machine: install the package chromium to run this test")
	return ""
}

// problems collects what a page complains about.
type problems struct {
	allowed []string
	mu      sync.Mutex
	found   []string
}

// hear runs in the loop that reads from the browser, so it only takes notes.
func (p *problems) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			text += " " + thrown.Description + string(thrown.Value)
		}
		p.note("exception: " + text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			var words []string
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			p.note("console: " + strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.note(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

func (p *problems) note(text string) {
	for _, a := range p.allowed {
		if strings.Contains(text, a) {
			return
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = append(p.found, text)
}

func (p *problems) tell(t testing.TB) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.found {
		t.Errorf("the page complained: %s", f)
	}
}
