package browsertest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

// spy is a test whose failures are watched.
type spy struct {
	testing.TB
	cleanups []func()
	failures []string
}

func (s *spy) Errorf(format string, args ...any) {
	s.failures = append(s.failures, fmt.Sprintf(format, args...))
}
func (s *spy) Cleanup(f func()) { s.cleanups = append(s.cleanups, f) }
func (s *spy) end() {
	for _, f := range slices.Backward(s.cleanups) {
		f()
	}
}

func TestEveryComplaintOfAPageFailsTheTest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", "style-src 'none'")
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><script>
			console.error("said aloud"); console.error("known");
			setTimeout(() => { document.title = "done"; throw new Error("thrown") });
			fetch("/missing");
		</script><p style="color: red">x</p>`)
	}))
	defer server.Close()
	s := &spy{TB: t}
	ctx := browsertest.New(s, "known")
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	browsertest.Until(t, ctx, "the page's end", "document.title === 'done'")
	browsertest.Until(t, ctx, "the answer", "performance.getEntriesByType('resource').some(e => e.name.endsWith('/missing'))")
	s.end()
	all := strings.Join(s.failures, "\n")
	for _, want := range []string{"said aloud", "thrown", "404", "Content Security Policy"} {
		if !strings.Contains(all, want) {
			t.Errorf("no word of %q in:\n%s", want, all)
		}
	}
	if strings.Contains(all, "known") {
		t.Errorf("what is allowed was reported:\n%s", all)
	}
}
