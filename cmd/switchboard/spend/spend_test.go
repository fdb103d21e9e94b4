package spend_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"switchboard/assist"
	"switchboard/channels/webchat/browsertest"
	"switchboard/cmd/switchboard/layout"
	"switchboard/cmd/switchboard/spend"
	"switchboard/knowledge"
	"switchboard/migrations/pgtest"
)

var prices = map[string]spend.Price{"small": {In: 0.5, Out: 2}}

func TestAllReplicasCountInOneBook(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	var wg sync.WaitGroup
	for range 4 {
		b := spend.New(spend.Config{Pool: pool, Prices: prices, Currency: "EUR"})
		for range 25 {
			wg.Go(func() { b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 1000, Out: 100}) })
		}
	}
	wg.Wait()
	b := spend.New(spend.Config{Pool: pool, Prices: prices, Currency: "EUR"})
	b.Count(t.Context(), assist.Use{Feature: "tone", Model: "free", In: 10, Out: 10, Guessed: true})
	b.Count(t.Context(), assist.Use{Feature: "tone", Model: "free", Failed: true})
	got, err := b.Today(t.Context())
	if want := (spend.Total{Calls: 102, Failed: 1, Guessed: 1, In: 100_010, Out: 10_010, Cost: 0.07}); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	if text, err := b.Check(t.Context()); err != nil || text != "102 calls, 110\u202f020 tokens, 0.070 EUR today" {
		t.Errorf("%q %v", text, err)
	}
}

func TestTheLimitOfADayStopsCallsOnAllReplicas(t *testing.T) {
	t.Parallel()
	for name, limits := range map[string]spend.Limits{"money": {Cost: 1}, "tokens": {Tokens: 1_000_000}} {
		pool := pgtest.New(t)
		one := spend.New(spend.Config{Pool: pool, Prices: prices, Limits: limits})
		two := spend.New(spend.Config{Pool: pool, Prices: prices, Limits: limits})
		free := spend.New(spend.Config{Pool: pool})
		one.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 500_000, Out: 300_000})
		if err := two.Allow(t.Context(), "draft"); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		one.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 100_000, Out: 200_000})
		if err := two.Allow(t.Context(), "draft"); !errors.As(err, new(spend.SpentError)) {
			t.Errorf("%s: after: %v", name, err)
		}
		if _, err := two.Check(t.Context()); err == nil {
			t.Errorf("%s: the part is healthy", name)
		}
		if err := free.Allow(t.Context(), "draft"); err != nil {
			t.Errorf("%s: without a limit: %v", name, err)
		}
		if _, err := pool.Exec(t.Context(), `UPDATE model_use SET day = day - 1`); err != nil {
			t.Fatal(err)
		}
		if err := two.Allow(t.Context(), "draft"); err != nil {
			t.Errorf("%s: the next day: %v", name, err)
		}
	}
}

// A base that is embedded costs no draft, and drafts cost no vector: each has the day's tokens for itself. Money is one purse.
func TestVectorsHaveTheDaysTokensForThemselves(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		limits        spend.Limits
		used          assist.Use
		draft, vector bool // may be asked for afterwards
	}{
		"a base is embedded": {spend.Limits{Tokens: 1_000_000}, assist.Use{Feature: "vectors", Model: "embedder", In: 2_000_000}, true, false},
		"drafts":             {spend.Limits{Tokens: 1_000_000}, assist.Use{Feature: "draft", Model: "small", In: 2_000_000}, false, true},
		"money for a base":   {spend.Limits{Cost: 1}, assist.Use{Feature: "vectors", Model: "small", In: 3_000_000}, false, false},
		"money for drafts":   {spend.Limits{Cost: 1}, assist.Use{Feature: "draft", Model: "small", In: 3_000_000}, false, false},
	} {
		b := spend.New(spend.Config{Pool: pgtest.New(t), Prices: prices, Limits: c.limits})
		b.Count(t.Context(), c.used)
		for feature, may := range map[string]bool{"draft": c.draft, "vectors": c.vector} {
			if err := b.Allow(t.Context(), feature); (err == nil) != may {
				t.Errorf("%s: %s: %v", name, feature, err)
			}
		}
		if _, err := b.Check(t.Context()); (err == nil) != c.draft {
			t.Errorf("%s: the models: %v", name, err)
		}
		if _, err := b.CheckVectors(t.Context()); (err == nil) != c.vector {
			t.Errorf("%s: the vectors: %v", name, err)
		}
	}
}

// Answers that come and are of no use are told: a prompt of which nothing can be used looks healthy else.
func TestAModelOfWhichNothingIsOfUseIsTold(t *testing.T) {
	t.Parallel()
	b := spend.New(spend.Config{Pool: pgtest.New(t), Prices: prices})
	log := slog.New(slog.DiscardHandler)
	page := spend.NewPage(b, layout.New(log, nil), func(*http.Request) *layout.User { return &layout.User{Name: "Sue", Role: "supervisor"} }, log)
	for n := 1; n <= 20; n++ {
		b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 10})
		if n != 7 && n != 13 {
			b.Useless(t.Context(), "draft", "small")
		}
		if _, err := b.Check(t.Context()); (n < 10 || n == 20) && (err != nil) != (n == 20) {
			t.Errorf("after %d: %v", n, err)
		}
	}
	w := httptest.NewRecorder()
	page.ServeHTTP(w, httptest.NewRequest("GET", "/models", nil))
	if text := w.Body.String(); !strings.Contains(text, "18 of 20 answers today had no usable sentence") || !strings.Contains(text, "18 had no usable sentence") {
		t.Error(text)
	}
}

// TestTheDayIsTheCompanys counts in two zones, in one of which it is never the day that it is in UTC.
func TestTheDayIsTheCompanys(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
		if _, err := pool.Exec(t.Context(), `INSERT INTO settings (key, value) VALUES ('zone', to_jsonb($1::text))`, name); err != nil {
			t.Fatal(err)
		}
		today := func() string { return time.Now().In(zone).Format(time.DateOnly) }
		before := today()
		b := spend.New(spend.Config{Pool: pool, Prices: prices, Limits: spend.Limits{Tokens: 10}, Clock: knowledge.NewClock(zone)})
		b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 1000})
		w := httptest.NewRecorder()
		page := spend.NewPage(b, layout.New(log, knowledge.NewClock(zone)), func(*http.Request) *layout.User { return &layout.User{Name: "Sue Head"} }, log)
		page.ServeHTTP(w, httptest.NewRequest("GET", "/models.csv", nil))
		if text := w.Body.String(); !strings.Contains(text, "\n"+before+",draft") && !strings.Contains(text, "\n"+today()+",draft") {
			t.Errorf("%s: %s", name, text)
		}
		w = httptest.NewRecorder()
		page.ServeHTTP(w, httptest.NewRequest("GET", "/models", nil))
		if text := w.Body.String(); !strings.Contains(text, "by day ("+name+")") || !strings.Contains(text, "until midnight in "+name+": 1\u202f000 of 10 tokens") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestMetricsTellTheDay(t *testing.T) {
	t.Parallel()
	b := spend.New(spend.Config{Pool: pgtest.New(t), Prices: prices, Limits: spend.Limits{Cost: 5}})
	b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 1_000_000, Out: 500_000})
	reg, w := prometheus.NewRegistry(), httptest.NewRecorder()
	reg.MustRegister(b)
	promhttp.HandlerFor(reg, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, line := range []string{"switchboard_model_cost_limit 5\n", `switchboard_model_cost_today{feature="draft",model="small"} 1.5`, `switchboard_model_tokens_out_today{feature="draft",model="small"} 500000`} {
		if !strings.Contains(w.Body.String(), line) {
			t.Errorf("no line %q in %s", line, w.Body)
		}
	}
}

func TestThoseWhoLeadSeeWhatModelsCost(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	l := layout.New(log, nil)
	b := spend.New(spend.Config{Pool: pool, Prices: prices, Currency: "USD", Limits: spend.Limits{Cost: 2, Tokens: 5_000_000}})
	page := spend.NewPage(b, l, func(*http.Request) *layout.User {
		return &layout.User{Name: "Sue Head", Email: "sue@lumen.example", Role: "supervisor", Presence: "online"}
	}, log)
	mux := http.NewServeMux()
	mux.Handle("/models", page)
	mux.Handle("/models.csv", page)
	mux.Handle("/assets/", l.Assets())
	server := httptest.NewServer(layout.Secure(mux, false))
	t.Cleanup(server.Close)
	ctx := browsertest.New(t, "favicon.ico")
	visit := func(shot string, says ...string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/models")); err != nil {
			t.Fatal(err)
		}
		for _, s := range says {
			browsertest.Until(t, ctx, s, "document.body.innerText.includes('"+s+"')")
		}
		browsertest.Shot(t, ctx, shot)
	}
	visit("models-empty", "No model has been used yet")
	for day := range 20 {
		_, err := pool.Exec(t.Context(), `INSERT INTO model_use SELECT current_date - $1::int, f, m, 40 + $1::int * 7 % 90, $1::int % 3, 0, 90000 + $1::int * 7919 % 60000, 9000, 0.04 + ($1::int * 13 % 17) / 100.0
			FROM (VALUES ('draft', 'small'), ('tone', 'small'), ('draft', '<b>other</b>')) v (f, m)`, day)
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Trouble(t.Context(), "draft", "small", &assist.ModelError{Why: "The server does not let us in.", Do: "check the key", Err: errors.New("401 Unauthorized")})
	b.Trouble(t.Context(), "tone", "small", &assist.ModelError{Why: "The model’s server is busy.", Err: errors.New("429 Too Many Requests: " + strings.Repeat("averylongword", 30))})
	visit("models", "<b>other</b>", "Today", "No price is set for", "401 Unauthorized: check the key")
	browsertest.Accessible(t, ctx, "models")
	if err := chromedp.Do(ctx, browsertest.Phone()); err != nil {
		t.Fatal(err)
	}
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth"))
	if err != nil || wide {
		t.Errorf("it scrolls sideways on a phone: %v %v", wide, err)
	}
	browsertest.Shot(t, ctx, "models-phone")
	if err := chromedp.Do(ctx, browsertest.Desktop()); err != nil {
		t.Fatal(err)
	}
	b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", Out: 1_000_000})
	visit("models-spent", "No model is asked until midnight UTC: ", "Articles are quoted instead")
	w := httptest.NewRecorder()
	page.ServeHTTP(w, httptest.NewRequest("GET", "/models.csv", nil))
	if body := w.Body.String(); w.Code != 200 || !strings.HasPrefix(body, "day,feature,model,calls") || strings.Count(body, "\n") != 61 {
		t.Errorf("%d %s", w.Code, body)
	}
}

func TestWhyNoAnswerCameStandsUntilOneDoes(t *testing.T) {
	t.Parallel()
	pool, log := pgtest.New(t), slog.New(slog.DiscardHandler)
	b := spend.New(spend.Config{Pool: pool, Prices: prices, Limits: spend.Limits{Tokens: 100}})
	page := spend.NewPage(b, layout.New(log, nil), func(*http.Request) *layout.User { return &layout.User{Name: "Sue Head"} }, log)
	shown := func() string {
		w := httptest.NewRecorder()
		page.ServeHTTP(w, httptest.NewRequest("GET", "/models", nil))
		return w.Body.String()
	}
	if strings.Contains(shown(), "Why no answer came") {
		t.Error("there was no trouble yet")
	}
	key := &assist.ModelError{Why: "The server does not let us in.", Do: "check <KEY>", Err: errors.New(strings.Repeat("401 ґ", 300))}
	for range 3 {
		if _, err := b.Check(t.Context()); err != nil {
			t.Error(err)
		}
		b.Trouble(t.Context(), "draft", "small", key)
	}
	if _, err := b.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "3 times in a row") {
		t.Error(err)
	}
	if text := shown(); !strings.Contains(text, `<b class="late">The server does not let us in.</b>`) || !strings.Contains(text, "3 times in a row") || strings.Contains(text, "<KEY>") || !strings.Contains(text, " …: check &lt;KEY&gt;") {
		t.Error(text)
	}
	b.Count(t.Context(), assist.Use{Feature: "tone", Model: "small", In: 1})
	b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", Failed: true})
	if strings.Contains(shown(), "has answered again") {
		t.Error("another use answered, and this one failed")
	}
	b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 98})
	if _, err := b.Check(t.Context()); err != nil {
		t.Error(err)
	}
	b.Count(t.Context(), assist.Use{Feature: "draft", Model: "small", In: 2})
	if text := shown(); !strings.Contains(text, "has answered again") || strings.Contains(text, `class="late">The server`) {
		t.Error(text)
	}
	if _, err := pool.Exec(t.Context(), `UPDATE model_troubles SET at = at - interval '8 days'`); err != nil {
		t.Fatal(err)
	}
	b.Trouble(t.Context(), "summary", "small", key)
	left := 0
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM model_troubles`).Scan(&left); err != nil || left != 1 {
		t.Errorf("%d are kept, %v", left, err)
	}
	spent := b.Allow(t.Context(), "draft")
	why := (*assist.ModelError)(nil)
	if !errors.As(spent, &why) || !errors.As(spent, new(spend.SpentError)) {
		t.Fatal(spent)
	}
	b.Trouble(t.Context(), "tone", "small", why)
	if strings.Contains(shown(), "tone by small") {
		t.Error("a spent limit is said elsewhere")
	}
}
