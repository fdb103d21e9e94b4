package helpcentre_test

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/knowledge/helpcentre"
	"switchboard/knowledge/local"
	"switchboard/migrations/pgtest"
)

// shelf is a help centre over articles that share words with many an address.
func shelf(t *testing.T) *httptest.Server {
	t.Helper()
	store, index := knowledge.NewStore(pgtest.New(t)), local.New()
	if _, err := store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Lumen Net"}); err != nil {
		t.Fatal(err)
	}
	for _, a := range []struct{ key, lang, title, body string }{
		{"password-reset", "en", "Resetting the password", "Open the cabinet and choose a new one."},
		{"sim-delivery", "en", "Delivery of a SIM card", "Our team brings it."},
		{"change-name", "en", "Correcting a name or changing the date", "Write to us before Friday."},
		{"tariffs", "en", "Tariffs and connection price", "Pay online. A card will do."},
		{"fraud-block", "en", "Somebody pays from my wallet: block it", "Call us."},
		{"error-codes", "en", "What the codes mean", "E-104: no line."},
		{"refund", "uk", "Повернення грошей за підписку", "Напишіть нам."},
	} {
		e := knowledge.Edit{Project: "net", Key: a.key, Lang: a.lang, Draft: knowledge.Draft{Title: a.title, Body: a.body, Audience: knowledge.Public}, Author: "maria", Publish: true}
		if _, _, err := store.SaveVersion(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	articles, _, _, err := store.Changes(t.Context(), 0)
	if err == nil {
		err = index.Put(t.Context(), articles)
	}
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(helpcentre.New(helpcentre.Config{Store: store, Search: index.Search, Base: "https://lumen.example", Name: "Lumen", Log: slog.New(slog.NewTextHandler(io.Discard, nil))}))
	t.Cleanup(srv.Close)
	return srv
}

var relatedArticle = regexp.MustCompile(`<li><a href="/help/../net/([a-z-]+)" lang`)

func TestAMissingPageLeadsOnlyToWhatFitsItsAddress(t *testing.T) {
	t.Parallel()
	srv := shelf(t)
	for address, want := range map[string]string{
		"en/net/password-reset-2":               "password-reset", // renamed
		"en/net/pasword-rest":                   "password-reset", // mistyped
		"en/net/resetting-your-password":        "password-reset",
		"en/net/change-sim-card":                "sim-delivery",
		"en/net/error-e-104":                    "error-codes", // a code counts where it stands
		"uk/net/povernennia-hroshei-za-telefon": "refund",      // made of another title
		"uk/net/повернення-коштів":              "refund",
		"en/net/our-team":                       "", // these words stand in some texts alone
		"en/net/cheap-pills-online":             "",
		"en/net/black-friday-2019":              "",
		"en/net/about-us":                       "",
		"en/net/change-of-terms-and-conditions": "change-name",
		"en/net/moving-to-a-new-office-in-lviv": "",
	} {
		status, body := get(t, srv.URL+"/help/"+address)
		var keys []string
		for _, m := range relatedArticle.FindAllStringSubmatch(body, -1) {
			keys = append(keys, m[1])
		}
		if got := strings.Join(keys, " "); status != 404 || got != want {
			t.Errorf("%s: %d, leads to %q, want %q", address, status, got, want)
		}
		if projects := strings.Contains(body, `">Lumen Net</a>`); projects != (want == "") {
			t.Errorf("%s: the projects are offered: %v", address, projects)
		}
	}
}

func TestThePageOfAMissingArticleCanBeUsed(t *testing.T) {
	srv := shelf(t)
	ctx := browsertest.New(t, "404")
	for name, address := range map[string]string{"lost-fits": "/help/en/net/pasword-reset", "lost-alone": "/help/en/net/our-team"} {
		for _, view := range []chromedp.Action[chromedp.Void]{browsertest.Desktop(), browsertest.Phone()} {
			if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+address), view); err != nil {
				t.Fatal(err)
			}
			browsertest.Accessible(t, ctx, address)
			browsertest.Shot(t, ctx, name)
			name += "-phone"
		}
	}
}
