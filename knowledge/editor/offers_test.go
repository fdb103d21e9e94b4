package editor_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// TestWhoOwnsACardLearnsThatItsOffersEnd: on his day's page they are extended or let end in one step.
func TestWhoOwnsACardLearnsThatItsOffersEnd(t *testing.T) {
	r := newRig(t)
	today := knowledge.DayOf(time.Now())
	in := func(days int) time.Time { return today.AddDate(0, 0, days) }
	card := func(key, owner string, offers ...knowledge.Offer) {
		t.Helper()
		_, err := r.store.SaveProject(t.Context(), knowledge.Project{Key: key, Name: "The " + key, Owner: owner, Body: knowledge.Card{About: "What it is.", Offers: offers}.Body()})
		if err != nil {
			t.Fatal(err)
		}
	}
	card("net", "maria@lumen.example", knowledge.Offer{Text: "Half <price>", From: in(-3), Until: in(3)}, knowledge.Offer{Text: "A cap", Until: in(0)},
		knowledge.Offer{Text: "A month free", Until: in(7)}, knowledge.Offer{Text: "Over", Until: in(-1)}, knowledge.Offer{Text: "To come", From: in(2), Until: in(3)}, knowledge.Offer{Text: "For ever"})
	card("pay", "", knowledge.Offer{Text: "No fee", Until: in(1)})
	card("tv", "Petro", knowledge.Offer{Text: "Two films", Until: in(1)})
	maria, petro := r.person("Maria", true), r.person("Petro", true)
	page := maria.shows("/knowledge/today", "Offers that end soon", "Half &lt;price&gt;", "ends in 3 days", "A cap", "ends today", "No fee", "ends tomorrow")
	hasNot(t, "her day", page, "A month free", "Over", "To come", "For ever", "Two films", "You are up to date")
	hasNot(t, "his day", petro.shows("/knowledge/today", "Two films", "No fee"), "A cap")
	hasNot(t, "who may not publish", r.operator("Oleh").shows("/knowledge/today"), "Offers that end soon")

	settle := func(text string, until time.Time, do, to string) (int, string) {
		return maria.post("/knowledge/p/net/offer", "offer", text, "until", until.Format(time.DateOnly), "do", do, "to", to)
	}
	for _, to := range []string{"", "soon", in(3).Format(time.DateOnly)} {
		if code, page := settle("Half <price>", in(3), "extend", to); code != http.StatusUnprocessableEntity || !strings.Contains(page, `id="wrong-until"`) || !strings.Contains(page, `value="`+to+`" aria-invalid`) {
			t.Errorf("until %q: %d", to, code)
		}
	}
	if code, to := settle("Half <price>", in(3), "extend", in(30).Format(time.DateOnly)); code != http.StatusSeeOther || to != "/knowledge/today?done=offerextended" {
		t.Fatal(code, to)
	}
	if code, to := settle("A cap", in(0), "end", ""); code != http.StatusSeeOther {
		t.Fatal(code, to)
	}
	if code, page := settle("A cap", in(0), "extend", in(9).Format(time.DateOnly)); code != http.StatusConflict || !strings.Contains(page, "changed this offer meanwhile") {
		t.Errorf("one that somebody has settled: %d", code)
	}
	hasNot(t, "the day after it", maria.shows("/knowledge/today"), "Half &lt;price&gt;", "A cap")
	maria.shows("/knowledge/p/net", "A cap", "until "+in(0).Format("2 January 2006")+", not extended", "until "+in(30).Format("2 January 2006"))
	maria.shows("/knowledge/p/net/versions", "Maria")
	form := maria.shows("/knowledge/p/net/edit", `name="offer_ends" value="`+in(0).Format(time.DateOnly)+`"`, `name="owner" value="maria@lumen.example"`)
	has(t, "the form", form, `value="Half &lt;price&gt;"`)
	code, _ := maria.post("/knowledge/p/net/edit", "do", "save", "based", "4", "name", "The net", "owner", "Maria", "offer", "A cap", "offer_from", "", "offer_until", in(1).Format(time.DateOnly), "offer_ends", in(0).Format(time.DateOnly))
	if code != http.StatusSeeOther {
		t.Fatal(code)
	}
	maria.shows("/knowledge/today", "A cap", "ends tomorrow") // what was decided was of another day
	if code, _ := r.operator("Oleh").post("/knowledge/p/net/offer", "offer", "A cap", "until", in(1).Format(time.DateOnly), "do", "end"); code != http.StatusForbidden {
		t.Errorf("an operator settles an offer: %d", code)
	}
}

// TestAnOfferIsExtendedByKeyboard needs two keys, where the day that is proposed is right.
func TestAnOfferIsExtendedByKeyboard(t *testing.T) {
	r := newRig(t)
	until := knowledge.DayOf(time.Now()).AddDate(0, 0, 3)
	_, err := r.store.SaveProject(t.Context(), knowledge.Project{Key: "net", Name: "Home Internet", Owner: "Maria", Body: knowledge.Card{Offers: []knowledge.Offer{{Text: "Half price in the first month for whoever moves to us from another provider", Until: until}}}.Body()})
	if err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "her day", chromedp.Navigate(p.url+"/knowledge/today"))
	browsertest.Until(t, ctx, "the offer", says("#offers", "Offers that end soon")+" && "+says(".ends", "ends in 3 days"))
	views(t, ctx, "today-offers")
	do(t, ctx, "the day, then the button", chromedp.Focus("[name=to]"), chromedp.KeyEvent("\r"))
	browsertest.Until(t, ctx, "it is extended", says("[role=status]", "Extended")+" && !document.querySelector('#offers')")
	next, err := r.store.EndingOffers(t.Context(), 40)
	if err != nil || len(next) != 1 || !next[0].Until.After(until.AddDate(0, 0, 26)) {
		t.Errorf("%+v %v", next, err)
	}
}
