package helpcentre_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/knowledge/helpcentre"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

// serve is a help centre over two projects in two languages, with an internal, an unpublished and an expired article.
func serve(t *testing.T) (*httptest.Server, *knowledge.Store) {
	t.Helper()
	store := knowledge.NewStore(pgtest.New(t))
	for _, p := range []knowledge.Project{{Key: "net", Name: "Lumen <Net>", Summary: "Internet at home.", Contacts: "help@lumen.example"}, {Key: "shop", Name: "Lumen Shop"}} {
		if _, err := store.SaveProject(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	save := func(project, key, lang string, publish bool, d knowledge.Draft) {
		if d.Audience == "" {
			d.Audience = knowledge.Public
		}
		if _, _, err := store.SaveVersion(t.Context(), knowledge.Edit{Project: project, Key: key, Lang: lang, Draft: d, Author: "maria", Publish: publish}); err != nil {
			t.Fatal(err)
		}
	}
	save("net", "router", "en", true, knowledge.Draft{Title: "Restart the router", Body: "Pull the plug, wait **ten seconds**.\n\n<script>alert(1)</script>\n\n| Light | Meaning |\n|---|---|\n| red | no line |", Tags: []string{"router"}})
	save("net", "router", "uk", true, knowledge.Draft{Title: "Перезапуск роутера", Body: "Вимкніть, зачекайте десять секунд.\n\n| Місто | Адреса | Телефонуйте | Відповідальний |\n|---|---|---|---|\n| Львів | вулиця Фотонна, 18 | +380321234567 | Володимир |", Tags: []string{"router"}})
	save("net", "lights", "en", true, knowledge.Draft{Title: "What the lights mean", Body: "Green is good.", Tags: []string{"router"}})
	save("net", "secret", "en", true, knowledge.Draft{Title: "Router discount codes", Body: "SECRET-10 for angry callers.", Audience: knowledge.Internal})
	save("net", "soon", "en", false, knowledge.Draft{Title: "Router drafts", Body: "Not yet."})
	save("shop", "old", "en", true, knowledge.Draft{Title: "Router sale", Body: "It was in 2020.", ValidUntil: time.Date(2020, 12, 31, 0, 0, 0, 0, time.UTC)})
	articles, _, _, err := store.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	index := local.New()
	if err := index.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(helpcentre.New(helpcentre.Config{Store: store, Search: index.Search, Base: "https://lumen.example", Name: "Lumen", Log: slog.New(slog.NewTextHandler(io.Discard, nil))}))
	t.Cleanup(srv.Close)
	return srv, store
}

func get(t *testing.T, url string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestOnlyWhatCustomersMayReadIsShown(t *testing.T) {
	t.Parallel()
	srv, _ := serve(t)
	for path, c := range map[string]struct {
		status int
		has    []string
	}{
		"/help/en":                 {200, []string{"Lumen &lt;Net&gt;", "Restart the router", "What the lights mean", `hreflang="uk"`}},
		"/help/uk":                 {200, []string{"Довідковий центр", "Перезапуск роутера"}},
		"/help/en/net":             {200, []string{"help@lumen.example", "/help/en/net/router"}},
		"/help/en/net/router":      {200, []string{"<strong>ten seconds</strong>", "<td>red</td>", "What the lights mean", `<link rel="canonical" href="https://lumen.example/help/en/net/router">`}},
		"/help/uk/net/lights":      {200, []string{"Green is good"}}, // led to the language that it is written in
		"/help/sitemap.xml":        {200, []string{"https://lumen.example/help/uk/net/router"}},
		"/help/en/search?q=router": {200, []string{"Restart the router"}},
		"/help/en/search?q=":       {200, nil},
		"/help/en/net/secret":      {404, []string{"We can’t find this page", `<meta name="robots" content="noindex">`}},
		"/help/en/net/soon":        {404, nil},
		"/help/en/shop/old":        {404, nil},
		"/help/en/shop":            {404, nil},
		"/help/xx":                 {404, nil},
		"/help/uk/net/none":        {404, []string{"Такої сторінки немає"}},
		"/help/en/a/b/c":           {404, []string{"We can’t find this page"}},
		"/help/en/net?page=1":      {200, []string{"Restart the router"}},
		"/help/en/net?page=2":      {404, nil},
		"/help/en/net?page=-1":     {404, nil},
		"/help/en/net?page=x":      {404, nil},
		"/help/sitemap.xml?part=2": {404, nil},
		"/help/sitemap.xml?part=0": {404, nil},
		"/help/en/net/%ff%00":      {404, nil},
		"/help/en/search?q=%ff%00": {200, nil},
		"/help/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E": {200, nil},
	} {
		status, body := get(t, srv.URL+path)
		if status != c.status {
			t.Errorf("%s: status %d, want %d", path, status, c.status)
		}
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
		for _, not := range []string{"SECRET", "discount codes", "Not yet.", "2020", "<script>alert"} {
			if strings.Contains(body, not) {
				t.Errorf("%s shows %q", path, not)
			}
		}
	}
}

func TestTheReadersLanguageIsFound(t *testing.T) {
	t.Parallel()
	srv, _ := serve(t)
	for accept, want := range map[string]string{"uk-UA,uk;q=0.9,en;q=0.5": "Довідковий центр", "fr-FR": "Help centre", "": "Help centre", ";;;q=": "Help centre"} {
		if _, body := get(t, srv.URL+"/help", "Accept-Language", accept); !strings.Contains(body, want) {
			t.Errorf("%q does not lead to %q", accept, want)
		}
	}
}

func TestACorrectionIsShownAtOnce(t *testing.T) {
	t.Parallel()
	srv, store := serve(t)
	d, err := store.ArticleByKey(t.Context(), "net", "lights", "en")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Unpublish(t.Context(), d.ID, "maria"); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, srv.URL+"/help/en/net/lights"); status != 404 {
		t.Errorf("an article that was taken back is still there: %d", status)
	}
}

func TestReadersOfAMergedArticleAreLedToTheOtherOne(t *testing.T) {
	t.Parallel()
	srv, store := serve(t)
	id := func(key, lang string) int64 {
		d, err := store.ArticleByKey(t.Context(), "net", key, lang)
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	absorb := func(goes, into int64) error {
		d, err := store.Article(t.Context(), into)
		if err != nil {
			return err
		}
		_, _, err = store.SaveVersion(t.Context(), knowledge.Edit{Article: into, Based: d.Latest, Draft: d.Versions[0].Draft, Author: "maria", Publish: true, Merges: goes})
		return err
	}
	if err := absorb(id("router", "en"), id("lights", "en")); err != nil {
		t.Fatal(err)
	}
	if status, body := get(t, srv.URL+"/help/en/net/router"); status != 200 || !strings.Contains(body, "Green is good") {
		t.Errorf("%d %s", status, body)
	}
	direct := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := direct.Get(srv.URL + "/help/en/net/router")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMovedPermanently || resp.Header.Get("Cache-Control") != "public, max-age=30" { // it may be brought back
		t.Errorf("search engines are told %d, %q", resp.StatusCode, resp.Header.Get("Cache-Control"))
	}
	if _, body := get(t, srv.URL+"/help/uk/net/router"); !strings.Contains(body, "Перезапуск роутера") {
		t.Error("its text in another language is gone too")
	}
	if err := absorb(id("router", "uk"), id("secret", "en")); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, srv.URL+"/help/uk/net/router"); status != 404 {
		t.Errorf("readers are led to what they may not read: %d", status)
	}
	if _, err := store.Restore(t.Context(), id("router", "en"), 1, "maria"); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, srv.URL+"/help/en/net/router"); !strings.Contains(body, "Green is good") {
		t.Error("a draft of it leads nowhere")
	}
	if err := store.Publish(t.Context(), id("router", "en"), 1, "maria"); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, srv.URL+"/help/en/net/router"); !strings.Contains(body, "ten seconds") {
		t.Error("what was brought back is not shown")
	}
	if err := store.Remove(t.Context(), id("router", "en"), "eva"); err != nil {
		t.Fatal(err)
	}
	if status, _ := get(t, srv.URL+"/help/en/net/router"); status != 404 {
		t.Errorf("removed for good, it leads to what had taken it in before: %d", status)
	}
}

// Who follows an old address finds what its words find, and nothing that is not for readers.
func TestAMissingArticleLeadsToThoseLikeIt(t *testing.T) {
	t.Parallel()
	srv, _ := serve(t)
	for _, path := range []string{"/help/en/net/restarting-the-router", "/help/en/shop/old-router-sale", "/help/en/gone/router"} {
		status, body := get(t, srv.URL+path)
		if status != 404 || !strings.Contains(body, `<a href="/help/en/net/router" lang="en">Restart the router</a>`) || !strings.Contains(body, `content="noindex"`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
		for _, hidden := range []string{"discount", "Router drafts", "Router sale"} {
			if strings.Contains(body, hidden) {
				t.Errorf("%s shows %q", path, hidden)
			}
		}
	}
	if status, body := get(t, srv.URL+"/help/en/net/zzzz"); status != 404 || strings.Contains(body, "<aside>") {
		t.Errorf("nothing like it: %d %s", status, body)
	}
}

func TestSearchAnswersWhileOneTypes(t *testing.T) {
	srv, _ := serve(t)
	ctx := browsertest.New(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		short, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		if err := chromedp.Do(short, steps...); err != nil {
			t.Fatal(err)
		}
	}
	do(chromedp.Navigate(srv.URL+"/help/en"), chromedp.SendKeys("#q", "routr"))
	browsertest.Until(t, ctx, "hits while typing", "document.querySelector('.hits a')?.textContent === 'Restart the router' && document.querySelector('.rest').hidden")
	browsertest.Until(t, ctx, "an address that finds it again", "location.pathname + location.search === '/help/en/search?q=routr' && document.querySelector('nav [hreflang=uk]').pathname === '/help/uk/search' && document.querySelector('nav [hreflang=uk]').search === '?q=routr'")
	do(chromedp.Click(".hits a"))
	browsertest.Until(t, ctx, "the article", "location.pathname === '/help/en/net/router' && document.querySelector('h1').textContent === 'Restart the router'")
	// Whoever leaves a page while it is asked may be asked again, on the next one: that must not leave, too.
	browsertest.Until(t, ctx, "back", "location.pathname !== '/help/en/net/router' || (history.back(), true)")
	browsertest.Until(t, ctx, "the hits again", "location.pathname === '/help/en/search' && document.querySelector('#q')?.value === 'routr' && !!document.querySelector('.hits a')")
	browsertest.Until(t, ctx, "the other language", "location.pathname !== '/help/en/search' || (document.querySelector('nav [hreflang=uk]').click(), true)")
	browsertest.Until(t, ctx, "the same search there", "location.pathname === '/help/uk/search' && document.querySelector('#q')?.value === 'routr'")
	do(chromedp.Navigate(srv.URL+"/help/en/net/router"), chromedp.SendKeys("#q", "router"))
	browsertest.Until(t, ctx, "hits over an article", "location.pathname === '/help/en/search' && document.querySelector('.rest').hidden")
	do(chromedp.SendKeys("#q", strings.Repeat(kb.Backspace, 6)))
	browsertest.Until(t, ctx, "the article once nothing is sought", "location.pathname === '/help/en/net/router' && !document.querySelector('.rest').hidden && document.querySelector('nav [hreflang=uk]').pathname === '/help/uk/net/router'")
	do(chromedp.Navigate(srv.URL+"/help/en/net/router"), chromedp.SendKeys("#q", "routr"))
	browsertest.Until(t, ctx, "hits over the article again", "location.search === '?q=routr' && document.querySelector('.rest').hidden")
	browsertest.Until(t, ctx, "how many are read aloud, and nothing of them", "document.querySelector('#said').textContent === document.querySelector('.hits').previousElementSibling.textContent && ![...document.querySelectorAll('[aria-live], [role=status]')].some(l => l.querySelector('a, li'))")
	do(chromedp.SendKeys("#q", kb.Backspace+"er"))
	browsertest.Until(t, ctx, "more letters", "location.search === '?q=router'")
	const article = "location.pathname === '/help/en/net/router' && !document.querySelector('.rest').hidden && document.querySelector('#q').value === '' && !document.querySelector('.hits')"
	browsertest.Until(t, ctx, "one step back is the article", "window.left ||= (history.back(), true)")
	browsertest.Until(t, ctx, "it", article+" && window.left")
	browsertest.Until(t, ctx, "one step on is the search", "history.forward() === undefined")
	browsertest.Until(t, ctx, "it", "location.search === '?q=router' && document.querySelector('.rest').hidden && document.querySelector('#q').value === 'router' && document.querySelector('.hits a')")
	do(chromedp.Click(".hits a"))
	browsertest.Until(t, ctx, "a hit", "!window.left && location.pathname === '/help/en/net/router' && document.readyState === 'complete'")
	browsertest.Until(t, ctx, "a step back", "location.search || (history.back(), true)")
	browsertest.Until(t, ctx, "the search", "location.search === '?q=router' && document.querySelector('.hits a')")
	browsertest.Until(t, ctx, "another", "!location.search || (history.back(), true)")
	browsertest.Until(t, ctx, "the article", article)
	do(chromedp.Navigate(srv.URL+"/help/en"), chromedp.SendKeys("#q", "routr"), chromedp.SendKeys("#q", kb.Enter))
	browsertest.Until(t, ctx, "the search page", "location.pathname === '/help/en/search' && !!document.querySelector('.hits a')")
	for _, page := range []string{"/help/en", "/help/en/net", "/help/uk/net/router", "/help/en/net/router", "/help/en/search?q=router"} {
		name := "help" + strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(page)
		for _, view := range []chromedp.Action[chromedp.Void]{browsertest.Desktop(), browsertest.Phone()} {
			for _, scheme := range []string{"light", "dark"} {
				do(chromedp.Navigate(srv.URL+page), view, browsertest.Scheme(scheme))
				browsertest.Accessible(t, ctx, page+", "+scheme)
			}
			if page == "/help/uk/net/router" {
				browsertest.Tables(t, ctx, name, `"article table"`)
			}
			browsertest.Shot(t, ctx, name)
			name += "-phone"
			browsertest.Until(t, ctx, "no sideways scrolling", "document.documentElement.scrollWidth <= innerWidth")
		}
	}
}
