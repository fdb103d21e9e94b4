package browsertest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

func TestWhatATestStoredTheNextOneDoesNotFind(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><title>x</title>`)
	}))
	defer server.Close()
	for range 3 {
		s := &spy{TB: t}
		ctx := browsertest.New(s)
		beside := browsertest.Tab(s, ctx)
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
			t.Fatal(err)
		}
		browsertest.Until(t, ctx, "an empty profile", "localStorage.length === 0 && document.cookie === ''")
		browsertest.Until(t, ctx, "something is stored", "localStorage.setItem('a', 'b') || (document.cookie = 'c=d')")
		if err := chromedp.Do(beside, chromedp.Navigate(server.URL)); err != nil {
			t.Fatal(err)
		}
		browsertest.Until(t, beside, "the same profile", "localStorage.getItem('a') === 'b' && document.cookie === 'c=d'")
		s.end()
		if len(s.failures) > 0 {
			t.Error(s.failures)
		}
	}
}
