package helpcentre_test

import (
	"encoding/xml"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

func TestSearchEnginesLearnOfEachPageInEachLanguage(t *testing.T) {
	t.Parallel()
	srv, _ := serve(t)
	_, page := get(t, srv.URL+"/help/en/net/router")
	for _, want := range []string{
		`<title>Restart the router · Lumen</title>`, `<meta name="description" content="Pull the plug, wait ten seconds. &lt;script&gt;alert(1)&lt;/script&gt; Light Meaning red no line">`,
		`<link rel="canonical" href="https://lumen.example/help/en/net/router">`, `<link rel="alternate" hreflang="uk" href="https://lumen.example/help/uk/net/router">`,
		`<link rel="alternate" hreflang="en" href="https://lumen.example/help/en/net/router">`, `<link rel="alternate" hreflang="x-default" href="https://lumen.example/help/en/net/router">`,
		`<meta property="og:type" content="article">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if _, found := get(t, srv.URL+"/help/en/search?q=router"); !strings.Contains(found, `content="noindex"`) || strings.Contains(found, "canonical") {
		t.Error("search engines are led to searches")
	}
	_, text := get(t, srv.URL+"/help/sitemap.xml")
	var set struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(text), &set); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for _, u := range set.URLs {
		at[strings.TrimPrefix(u.Loc, "https://lumen.example")] = len(u.Links) + 1
	}
	for path, links := range map[string]int{"/help/en": 1, "/help/en/net": 1, "/help/uk/net/router": 3, "/help/en/net/router": 3, "/help/en/net/lights": 1, "/help/en/net/secret": 0, "/help/en/shop": 0} {
		if at[path] != links {
			t.Errorf("%s is listed with %d links", path, at[path]-1)
		}
	}
	if _, robots := get(t, srv.URL+"/robots.txt"); !strings.Contains(robots, "Sitemap: https://lumen.example/help/sitemap.xml") || !strings.Contains(robots, "Disallow: /\n") {
		t.Errorf("robots.txt: %s", robots)
	}
}

func TestReadersTellWhetherAnArticleHelpedOnce(t *testing.T) {
	t.Parallel()
	srv, store := serve(t)
	d, err := store.ArticleByKey(t.Context(), "net", "lights", "en")
	if err != nil {
		t.Fatal(err)
	}
	send := func(jar http.CookieJar, path string, v url.Values) int {
		t.Helper()
		c := http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := c.PostForm(srv.URL+path, v)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, helped := range []string{"no", "no", "yes", "no", "no"} { // the same reader, who is counted once
		if code := send(jar, "/help/en/net/lights", url.Values{"helped": {helped}}); code != http.StatusSeeOther {
			t.Fatal(code)
		}
	}
	for range 2 {
		send(nil, "/help/en/net/lights", url.Values{"helped": {"no"}})
	}
	send(nil, "/help/en/net/lights", url.Values{"helped": {"yes"}})
	send(jar, "/help/en/net/lights", url.Values{"note": {" What if it blinks? Call me: +380 67 123 45 67 \x00"}})
	for range 40 {
		send(jar, "/help/en/net/lights", url.Values{"note": {"again"}})
	}
	for path, want := range map[string]int{"/help/en/net/secret": 404, "/help/en/net/soon": 404, "/help/en/net/none": 404, "/help/uk/net/lights": 404} {
		if code := send(nil, path, url.Values{"helped": {"no"}}); code != want {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code := send(nil, "/help/en/net/lights", url.Values{"helped": {"perhaps"}}); code != 404 {
		t.Error(code)
	}
	if code := send(nil, "/help/en/net/lights", url.Values{"note": {strings.Repeat("x", 20_000)}}); code != http.StatusRequestEntityTooLarge {
		t.Error(code)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+"/help/en/net/lights", strings.NewReader("helped=no"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if resp, err := http.DefaultClient.Do(r); err != nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site votes: %v %v", resp, err)
	}
	other, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		say               string
		helped, notHelped int
	}{{"yes", 2, 3}, {"no", 1, 4}, {"yes", 2, 3}, {"yes", 2, 3}} {
		send(other, "/help/en/net/lights", url.Values{"helped": {c.say}})
		if say, err := store.ReadersOf(t.Context(), d.ID); err != nil || say.Helped != c.helped || say.NotHelped != c.notHelped {
			t.Errorf("who changes his mind to %s: %+v %v", c.say, say, err)
		}
	}
	say, err := store.ReadersOf(t.Context(), d.ID)
	if err != nil || say.Helped != 2 || say.NotHelped != 3 || len(say.Notes) != 5 {
		t.Fatalf("%+v %v", say, err)
	}
	bad, err := store.NotHelpful(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(bad) != 1 || bad[0].Article != d.ID {
		t.Errorf("what editors are told: %+v %v", bad, err)
	}
}

func TestWhatReadersSearchInVainIsNotedWithoutWhoTheyAre(t *testing.T) {
	t.Parallel()
	srv, store := serve(t)
	for _, q := range []string{"Bagpipes", "bagpipes ", "router", "zz", "wrongxyz +380 67 123 45 67", strings.Repeat("x", 200)} {
		get(t, srv.URL+"/help/en/search?q="+url.QueryEscape(q))
	}
	get(t, srv.URL+"/help/en/search?q=whileonetypes", "X-Part", "results")
	get(t, srv.URL+"/help/xx/search?q=nolanguage")
	list, err := store.VainSearches(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || len(list) != 2 || list[0].Text != "bagpipes" || list[0].Count != 2 || strings.Contains(list[1].Text, "123") {
		t.Fatalf("%+v %v", list, err)
	}
	if err := store.ForgetSearch(t.Context(), "en", "bagpipes"); err != nil {
		t.Fatal(err)
	}
	if list, err = store.VainSearches(t.Context(), time.Now().Add(-time.Hour)); err != nil || len(list) != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

func TestAReaderSaysWhatIsMissing(t *testing.T) {
	srv, store := serve(t)
	ctx := browsertest.New(t)
	step := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	step("read", chromedp.Navigate(srv.URL+"/help/uk/net/router"), chromedp.Click("[name=helped][value=no]"))
	browsertest.Until(t, ctx, "he is asked", "document.querySelector('#note') && location.hash === '#helpful'")
	for _, view := range []chromedp.Action[chromedp.Void]{browsertest.Desktop(), browsertest.Phone()} {
		step("look", view)
		browsertest.Accessible(t, ctx, "what is missing")
	}
	browsertest.Shot(t, ctx, "help-note")
	step("tell", chromedp.SendKeys("#note", "Де кнопка?"), chromedp.Click(".note button"))
	browsertest.Until(t, ctx, "thanks", "document.querySelector('.helpful [role=status]')?.textContent.includes('Дякуємо, ми це переглянемо')")
	d, err := store.ArticleByKey(t.Context(), "net", "router", "uk")
	if err != nil {
		t.Fatal(err)
	}
	if say, err := store.ReadersOf(t.Context(), d.ID); err != nil || say.NotHelped != 1 || len(say.Notes) != 1 || say.Notes[0].Text != "Де кнопка?" {
		t.Errorf("%+v %v", say, err)
	}
}
