package webdesk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels"
	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

func do(t *testing.T, ctx context.Context, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	short, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(short, steps...); err != nil {
		browsertest.Shot(t, ctx, "failed")
		t.Fatalf("%s: %v", what, err)
	}
}

// says is an expression that is true when the element's text contains the words.
func says(selector, words string) string {
	return fmt.Sprintf("document.querySelector(%q)?.innerText.includes(%q)", selector, words)
}

// press presses a key outside of all fields. The browser's own way types the letter into the field that the key opens,
// which a keyboard does not.
func press(key string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(
			"document.body.dispatchEvent(new KeyboardEvent('keydown', {key: %q, bubbles: true, cancelable: true})) || true", key)))
		return err
	})
}

// busyDay fills a desk with what a day brings.
func busyDay(r *rig) int64 {
	r.channel.mu.Lock()
	r.channel.fail = func(o channels.Outbound) error {
		if strings.Contains(o.Text, "invoice is attached") {
			return &channels.SendError{Fate: channels.Rejected, Err: errors.New("the file is too large for the platform")}
		}
		return nil
	}
	r.channel.mu.Unlock()
	r.customer("v2", "Марія Шевченко", "Добрий день! Не приходить код підтвердження, допоможіть, будь ласка.")
	r.customer("v3", "", "I want to talk to an operator")
	r.customer("v4", "Jan Kowalski", "Czy mogę zmienić adres na zamówieniu 4471?")
	id := r.customer("v1", "Bob Brown", "Hello, I ordered a lamp last Friday and nothing came. Here is the confirmation.", func(in *channels.Inbound) {
		in.Files = []channels.File{{Name: "confirmation.pdf", Type: "application/pdf", Data: []byte("%PDF-1.4 x"), Size: 48_213}}
		in.Page = "https://lumen.example/orders/8841"
		in.Known = []channels.Address{{Kind: "phone", Value: "+380441234567"}, {Kind: "email", Value: "bob.brown@example.com"}}
	})
	return id
}

func TestOperatorWorksInABrowser(t *testing.T) {
	r := newRig(t)
	ann, ben := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Ben Barlow", routing.RoleOperator, "support")
	id := busyDay(r)
	ctx := browsertest.New(t, "409", "422")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+"/desk"))
	browsertest.Until(t, ctx, "the queue", says("#part-list", "Bob Brown"))
	browsertest.Shot(t, ctx, "desk-empty")
	do(t, ctx, "open", chromedp.Click(fmt.Sprintf("[data-key=c%d]", id)))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "I ordered a lamp"))
	browsertest.Until(t, ctx, "all that is to know, uncut", says(".talk-head p", "Support")+" && (p => p.scrollWidth <= p.clientWidth && p.scrollHeight <= p.clientHeight + 1)(document.querySelector('.talk-head p'))")
	do(t, ctx, "take by key", press("t"))
	browsertest.Until(t, ctx, "ownership", says("#part-head", "Yours"))
	browsertest.Until(t, ctx, "the list goes with him", fmt.Sprintf("document.querySelector('[data-tab=mine]').ariaPressed === 'true' && document.querySelector('[data-key=c%d]')?.ariaCurrent === 'true'", id))

	do(t, ctx, "note", press("n"), chromedp.SendKeys("#note-text", "Called the store: the parcel left on Monday."+kb.Enter))
	browsertest.Shot(t, ctx, "desk-note")
	do(t, ctx, "keep the note", chromedp.Click("#note .keep"))
	browsertest.Until(t, ctx, "the note", says("#part-timeline .note", "only colleagues see this"))

	r.customer("v1", "Bob Brown", "So when is the delivery?")
	browsertest.Until(t, ctx, "drafts, live", "document.querySelectorAll('[data-draft]').length === 3")
	do(t, ctx, "a draft by key", press("1"))
	browsertest.Until(t, ctx, "the draft in the reply", "document.querySelector('#reply-text').value.includes('2–3 working days')")
	do(t, ctx, "edit", chromedp.SendKeys("#reply-text", " Have a nice day!"))
	browsertest.Until(t, ctx, "the text is kept", fmt.Sprintf("localStorage.getItem('desk:reply:%d')?.includes('nice day')", id))
	do(t, ctx, "reload", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the text is there again", "document.querySelector('#reply-text').value.includes('nice day') && !document.querySelector('#using').hidden")
	browsertest.Shot(t, ctx, "desk-edit")
	do(t, ctx, "press twice", chromedp.DoubleClick("#send"))
	browsertest.Until(t, ctx, "the reply, sent", says("#part-timeline", "nice day")+" && "+says("#part-timeline li.msg:last-of-type", "Sent"))
	browsertest.Until(t, ctx, "an empty reply", "document.querySelector('#reply-text').value === ''")
	n := 0
	for _, text := range r.channel.texts() {
		if strings.Contains(text, "nice day") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("sent %d times", n)
	}

	do(t, ctx, "fail", chromedp.SendKeys("#reply-text", "Your invoice is attached."+kb.Control+kb.Enter))
	do(t, ctx, "send", chromedp.Click("#send"))
	browsertest.Until(t, ctx, "the failure", says("#part-timeline", "too large for the platform"))
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, scheme, browsertest.Scheme(scheme))
		browsertest.Shot(t, ctx, "desk-"+scheme)
	}
	do(t, ctx, "tablet", browsertest.Scheme("light"), chromedp.EmulateViewport(1000, 760))
	browsertest.Shot(t, ctx, "tablet")
	do(t, ctx, "help beside the words", chromedp.Click("[data-act=toggle-help]"))
	browsertest.Until(t, ctx, "help", "document.querySelector('#help').checkVisibility() && document.querySelector('#talk').checkVisibility() && !document.querySelector('#list').checkVisibility()")
	browsertest.Shot(t, ctx, "tablet-help")
	do(t, ctx, "the list again", chromedp.Click("[data-act=toggle-help]"))
	do(t, ctx, "dialog", browsertest.Desktop(), press("x"))
	browsertest.Until(t, ctx, "the window", "document.querySelector('#dialog-transfer').open")
	browsertest.Shot(t, ctx, "desk-transfer")
	do(t, ctx, "leave it", chromedp.KeyEvent(kb.Escape), press("?"))
	browsertest.Until(t, ctx, "the keys", "document.querySelector('#dialog-keys').open")
	browsertest.Shot(t, ctx, "desk-keys")

	other := browsertest.Visitor(t, ctx, "409", "422", "403")
	do(t, other, "visit", chromedp.Navigate(ben.url+conv(id, "")))
	browsertest.Until(t, other, "who has it", says("#part-state", "Ann Arden talks to this customer")+" && document.querySelector('#reply-text').disabled")
	browsertest.Shot(t, other, "desk-other")
}

func TestWhoComesBackToTheDeskIsOnlineAndSeesIt(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	if err := r.router.Presence(t.Context(), ann.op, "offline"); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+"/desk"))
	browsertest.Until(t, ctx, "online", "document.querySelector('.face .dot.online') && document.querySelector('[data-presence] [value=online]').checked")
	if err := r.router.Presence(t.Context(), ann.op, "away"); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "come back", chromedp.Navigate(ann.url+"/desk"))
	browsertest.Until(t, ctx, "away, as chosen", "document.querySelector('.face .dot.away') && document.querySelector('[data-presence] [value=away]').checked")
}

func TestWhatTheKnowledgeBaseContradictsTakesAReason(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "What is shipping to Poland?")
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "shipping to Poland"))
	do(t, ctx, "write", chromedp.SendKeys("#reply-text", "Shipping to Poland costs 7 €."), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "what differs", says("#disputes", "costs 5 €")+" && document.querySelector('#disputes a').href === 'https://help.example/shipping'")
	browsertest.Until(t, ctx, "the text and the focus", "document.querySelector('#reply-text').value.includes('7 €') && document.activeElement.id === 'despite'")
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, scheme, browsertest.Scheme(scheme))
		browsertest.Shot(t, ctx, "dispute-"+scheme)
	}
	do(t, ctx, "phone", browsertest.Phone())
	browsertest.Shot(t, ctx, "dispute-phone")
	do(t, ctx, "wide again", browsertest.Desktop(), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "still not sent", says("#disputes", "costs 5 €")+" && !document.querySelector('#send').disabled")
	if sent := strings.Join(r.channel.texts(), " "); strings.Contains(sent, "7 €") {
		t.Fatalf("sent without a reason: %q", sent)
	}
	do(t, ctx, "say why, and write another price", chromedp.SendKeys("#despite", "prices rise today"), chromedp.SetValue("#reply-text", "Shipping to Poland costs 8 €."), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "a reason for one price is none for another", says("#disputes ul", "8 €")+" && document.querySelector('#despite').value === 'prices rise today' && !document.querySelector('#send').disabled")
	do(t, ctx, "the price that was meant", chromedp.SetValue("#reply-text", "Shipping to Poland costs 7 €."), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "it is asked about again", says("#disputes ul", "7 €")+" && !document.querySelector('#send').disabled")
	do(t, ctx, "send it", chromedp.SendKeys("#despite", kb.Enter))
	browsertest.Until(t, ctx, "the reply and the reason", says("#part-timeline", "7 €")+" && "+says("#part-timeline", "prices rise today"))
	browsertest.Until(t, ctx, "an empty reply", "document.querySelector('#reply-text').value === '' && document.querySelector('#disputes').hidden")

	do(t, ctx, "write of what a card and an article without a public page say", chromedp.SendKeys("#reply-text", "The gift wrapping costs 4 €. A pallet to Poland costs 80 €."), chromedp.Click("#send"))
	browsertest.Until(t, ctx, "links into the knowledge base", says("#disputes", "Shop · Project card")+" && !!document.querySelector('#disputes a[href=\"/knowledge/p/shop\"]') && !!document.querySelector('#disputes a[href=\"/knowledge/a/7\"]')")
	browsertest.Shot(t, ctx, "dispute-card")
}

func TestEveryViewIsAccessible(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleAdministrator, "support")
	id := busyDay(r)
	ann.post(conv(id, "/note"), "note", "A note")
	ann.send(conv(id, "/reply"), map[string]string{"text": "Your invoice is attached.\n\n| Lamp | Delivered | Telephone | Warehouse |\n|---|---|---|---|\n| Aurora | on Wednesday | +380441234567 | Khmelnytskyi |"}, nil)
	r.customer("v1", "Bob Brown", "So when is the delivery?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the failure", says("#part-timeline", "too large for the platform"))
	browsertest.Until(t, ctx, "ownership", "document.querySelector('#part-head [data-dialog=snooze]')")
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, scheme, browsertest.Scheme(scheme), browsertest.Desktop(), press("n"))
		browsertest.Accessible(t, ctx, scheme+", note")
		do(t, ctx, "reply", chromedp.Click("#mode-reply"))
		for key, dialog := range map[string]string{"x": "transfer", "z": "snooze", "e": "close"} {
			do(t, ctx, dialog, press(key))
			browsertest.Accessible(t, ctx, scheme+", "+dialog)
			do(t, ctx, "leave", chromedp.Click("#dialog-"+dialog+" [data-act=dialog-close]"))
		}
		do(t, ctx, "menu", chromedp.Click(".top .menu summary"))
		browsertest.Accessible(t, ctx, scheme+", menu")
		do(t, ctx, "leave", chromedp.KeyEvent(kb.Escape), chromedp.EmulateViewport(360, 640))
		for _, view := range []string{"list", "help", "conversation"} {
			do(t, ctx, view, chromedp.Click(fmt.Sprintf(".bar [data-view=%s]", view)))
			browsertest.Accessible(t, ctx, scheme+", phone, "+view)
			if view == "conversation" {
				browsertest.Tables(t, ctx, scheme+", phone", `"#part-timeline table"`)
				browsertest.Shot(t, ctx, "desk-table")
			}
		}
	}
}

func TestTheRestOfTheDeskByHand(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "A person, please")
	r.until("the automatic word", func() bool { return len(r.channel.texts()) == 1 })
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+"/desk"), press("g"))
	browsertest.Until(t, ctx, "the next one", says("#part-head", "Yours"))
	do(t, ctx, "search", press("s"), chromedp.SendKeys("#ask", "deliver"))
	browsertest.Until(t, ctx, "passages", "document.querySelectorAll('#hits mark').length === 1")
	browsertest.Shot(t, ctx, "desk-search")
	do(t, ctx, "insert", chromedp.Click("#hits [data-act=insert]"))
	browsertest.Until(t, ctx, "the passage in the reply", "document.querySelector('#reply-text').value.includes('Parcels leave')")
	r.router.Types(t.Context(), "site", "v1")
	browsertest.Until(t, ctx, "typing", says("#typing", "Bob Brown is writing"))

	do(t, ctx, "name", chromedp.SendKeys("#p-name", kb.End+" junior"))
	if code, answer := ann.post(conv(id, "/subscriber"), "version", "1", "name", "Bob Brown", "field", "plan", "value", "gold"); code != 204 {
		t.Fatal(code, answer)
	}
	do(t, ctx, "save the card", chromedp.Click("#part-person form button"))
	browsertest.Until(t, ctx, "both changes", "document.querySelector('#p-name').value === 'Bob Brown junior' && document.querySelector('[name=value]').value === 'gold'")
	do(t, ctx, "save again", chromedp.Click("#part-person form button"))
	r.until("the card", func() bool {
		var ok bool
		err := r.pool.QueryRow(t.Context(), `SELECT name = 'Bob Brown junior' AND fields->>'plan' = 'gold' FROM subscribers`).Scan(&ok)
		return err == nil && ok
	})

	do(t, ctx, "snooze", press("z"), chromedp.Click("[data-until=tomorrow]"), chromedp.Click("#dialog-snooze .primary"))
	browsertest.Until(t, ctx, "put aside", says("#part-head", "Put aside until"))
	do(t, ctx, "go on", chromedp.Click("#part-head [data-act=take]"))
	browsertest.Until(t, ctx, "again", says("#part-head", "Yours"))
	do(t, ctx, "close", press("e"), chromedp.Click("#dialog-close .primary"))
	browsertest.Until(t, ctx, "the end", says("#part-head", "Closed: solved")+" && document.querySelector('#reply-text').disabled")
	do(t, ctx, "reopen", chromedp.Click("#part-head [data-act=reopen]"))
	browsertest.Until(t, ctx, "a new beginning", "!document.querySelector('#reply-text').disabled")
	do(t, ctx, "back", chromedp.NavigateBack())
	browsertest.Until(t, ctx, "nothing open", "!document.querySelector('#nothing').hidden")
	do(t, ctx, "find", press("/"), chromedp.SendKeys("#find", "junior"))
	browsertest.Until(t, ctx, "what was found", says("#part-list", "1 found"))
	do(t, ctx, "offline", chromedp.Click(".top .menu summary"), chromedp.Click("[data-presence] [value=offline]"))
	r.until("offline", func() bool {
		o, err := r.router.Operator(t.Context(), ann.op)
		return err == nil && o.Presence == "offline"
	})
}

func TestPhoneShowsOnePaneAndTheBar(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleSupervisor, "support")
	id := busyDay(r)
	r.customer("v1", "Bob Brown", "So when is the delivery?")
	if err := r.router.Take(t.Context(), ann.op, id); err != nil {
		t.Fatal(err)
	}
	ctx := browsertest.New(t)
	do(t, ctx, "visit", browsertest.Phone(), chromedp.Navigate(ann.url+"/desk"))
	browsertest.Until(t, ctx, "the list", says("#part-list", "Bob Brown"))
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, scheme, browsertest.Scheme(scheme))
		browsertest.Shot(t, ctx, "phone-list-"+scheme)
	}
	const atThumb = "(b => b.bottom === innerHeight && b.left === 0 && b.width === innerWidth)(document.querySelector('.bar').getBoundingClientRect())"
	browsertest.Until(t, ctx, "the bar at the thumb, over the list", atThumb)
	do(t, ctx, "open", browsertest.Scheme("light"), chromedp.Click(fmt.Sprintf("[data-key=c%d]", id)))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "I ordered a lamp"))
	browsertest.Until(t, ctx, "the bar at the thumb, over the words", atThumb)
	browsertest.Shot(t, ctx, "phone-talk")
	do(t, ctx, "dark", browsertest.Scheme("dark"))
	browsertest.Shot(t, ctx, "phone-talk-dark")
	do(t, ctx, "help", browsertest.Scheme("light"), chromedp.Click(".bar [data-view=help]"))
	browsertest.Until(t, ctx, "the drafts", says("#part-drafts", "Very likely")+"||"+says("#part-drafts", "Likely"))
	browsertest.Until(t, ctx, "the bar at the thumb, over the help", atThumb)
	browsertest.Shot(t, ctx, "phone-help")
	do(t, ctx, "send the draft", chromedp.Click("[data-act=send-draft]"))
	r.until("the draft at the customer", func() bool { return r.channel.said("2–3 working days") })
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth"))
	if err != nil || wide {
		t.Errorf("the page scrolls sideways: %v %v", wide, err)
	}
}

func TestTheDeskComesBackAfterTheServerDid(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "A person, please")
	ctx := browsertest.New(t, "ERR_", "401", "Failed to load")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "A person, please"))
	do(t, ctx, "write", chromedp.SendKeys("#reply-text", "half a sentence"))
	ann.cut()
	r.customer("v1", "Bob Brown", "Are you still there?")
	browsertest.Until(t, ctx, "what came meanwhile", says("#part-timeline", "Are you still there?"))
	browsertest.Until(t, ctx, "the text untouched", "document.querySelector('#reply-text').value === 'half a sentence'")
}
