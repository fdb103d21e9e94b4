package webdesk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/assist"
	"switchboard/channels/webchat/browsertest"
	"switchboard/routing"
)

// pen is an Author: what comes on said are the sentences of the draft, until "end" or "fail"; it rewords by a table.
type pen struct{ said chan string }

func (p pen) Write(ctx context.Context, _ assist.Dialogue, sources []assist.Source, grows func(assist.Written) error) (assist.Written, error) {
	used := slices.Clone(sources[:1])
	used[0].Quotes = []string{"Delivery takes 2–3 working days within the country"}
	out := assist.Written{Lang: "en", Sources: used, Asked: true}
	for {
		select {
		case <-ctx.Done():
			return out, ctx.Err()
		case s := <-p.said:
			switch s {
			case "end":
				return out, nil
			case "fail":
				return assist.Written{}, errors.New("the model is down")
			case "break":
				return out, &assist.ModelError{Why: "The model did not answer in time.", Err: errors.New("torn")}
			case "none":
				return assist.Written{}, &assist.ModelError{Why: "The account at the model’s server is used up.", Until: assist.UntilSetUp, Err: errors.New("402")}
			}
			out.Text = strings.TrimSpace(out.Text + " " + s)
			if err := grows(out); err != nil {
				return out, err
			}
		}
	}
}

func (pen) Forget(context.Context, string) error { return nil }

func (p pen) Reword(ctx context.Context, r assist.Rewording) (assist.Reworded, error) {
	switch {
	case r.Tone == assist.Formal:
		<-ctx.Done()
		return assist.Reworded{}, ctx.Err()
	case r.Tone == assist.Translate:
		return assist.Reworded{}, assist.RewordError{Why: "The model's wording was thrown away: it leaves out or changes “16:00”."}
	case r.Tone == assist.Friendlier:
		return assist.Reworded{Text: "Good news! Your parcel leaves today at 16:00, and we will bring flowers.", Lang: "en",
			Notes: []string{"Your text does not say this: “and we will bring flowers”"}}, nil
	}
	return assist.Reworded{Text: "It leaves today at 16:00.", Lang: "en"}, nil
}

func (p pen) say(t *testing.T, s string) {
	t.Helper()
	select {
	case p.said <- s:
	case <-time.After(15 * time.Second):
		t.Fatalf("nobody writes %q", s)
	}
}

func TestADraftGrowsBeforeTheOperatorsEyes(t *testing.T) {
	author := pen{make(chan string)}
	r := newRig(t, author)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "How long is delivery?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the quoted drafts, and one that is to come", "document.querySelectorAll('[data-draft]').length === 3 && !!document.querySelector('.draft.writing')")
	browsertest.Shot(t, ctx, "writing-begins")
	author.say(t, "Delivery takes 2–3 working days within the country.")
	browsertest.Until(t, ctx, "a sentence", says(".draft.writing", "2–3 working days within"))
	if sendable, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!document.querySelector('.draft.writing button')")); err != nil || sendable {
		t.Errorf("half a draft can be sent: %v", err)
	}
	browsertest.Shot(t, ctx, "writing-grows")
	browsertest.Accessible(t, ctx, "a draft that grows")
	do(t, ctx, "on a phone", browsertest.Phone(), chromedp.Click(".bar [data-view=help]"))
	browsertest.Until(t, ctx, "it grows there too", "document.querySelector('.draft.writing').checkVisibility()")
	browsertest.Shot(t, ctx, "writing-phone")
	do(t, ctx, "back at the desk", browsertest.Desktop())
	do(t, ctx, "the first draft does not move", chromedp.Click(".draft:not(.writing) [data-act=edit-draft]"))
	author.say(t, "You get the tracking number by SMS when the parcel leaves.")
	author.say(t, "end")
	browsertest.Until(t, ctx, "the whole draft", "!document.querySelector('.draft.writing') && "+says("[data-n='2']", "by SMS when the parcel leaves")+" && "+says("[data-n='2'] .model", "written"))
	do(t, ctx, "its source", chromedp.Click("[data-n='2'] .source summary"))
	browsertest.Until(t, ctx, "the words it is from", says("[data-n='2'] .passage mark", "Delivery takes 2–3 working days within the country"))
	browsertest.Shot(t, ctx, "writing-whole")
	do(t, ctx, "send it", look, chromedp.Click("[data-n='2'] [data-act=send-draft]"))
	r.until("the draft at the customer", func() bool { return r.channel.said("by SMS when the parcel leaves") })

	r.customer("v1", "Bob Brown", "And the delivery abroad?")
	browsertest.Until(t, ctx, "another one", "!!document.querySelector('.draft.writing')")
	author.say(t, "fail")
	browsertest.Until(t, ctx, "the quoted ones alone", "document.querySelectorAll('.draft').length === 3 && !document.querySelector('.draft.writing')")
}

// A draft that does not come, or breaks off, says so in one line, and can be asked for again: by keys, and on a phone.
func TestADraftThatDoesNotComeSaysWhy(t *testing.T) {
	author := pen{make(chan string)}
	r := newRig(t, author)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "How long is delivery?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "it is being written", says(".draft.writing", "Draft is being written"))
	author.say(t, "fail")
	browsertest.Until(t, ctx, "why there is none", says(".unwritten", "No draft by the model. The model does not answer just now.")+" && "+says(".unwritten button", "Try again"))
	browsertest.Until(t, ctx, "the others keep their numbers", "[...document.querySelectorAll('.draft')].map((d) => d.dataset.n).join() === '1,2,3' && document.querySelector('[data-drafts]').dataset.drafts === '3'")
	browsertest.Accessible(t, ctx, "a draft that did not come")
	browsertest.Shot(t, ctx, "unwritten")
	do(t, ctx, "again, by keys", chromedp.Focus(".unwritten button"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "it is being written again", "!!document.querySelector('.draft.writing') && !document.querySelector('.unwritten')")
	author.say(t, "Delivery takes 2–3 working days within the country.")
	author.say(t, "break")
	browsertest.Until(t, ctx, "half of it", says("[data-n='2'] .unwritten", "more was to come. The model did not answer in time.")+" && "+says("[data-n='2'] .tag.bad", "unfinished")+" && "+says("[data-n='2'] [data-act=send-draft]", "Send as it is"))
	browsertest.Accessible(t, ctx, "a draft that broke off")
	browsertest.Shot(t, ctx, "unfinished")
	do(t, ctx, "on a phone", browsertest.Phone(), chromedp.Click(".bar [data-view=help]"))
	browsertest.Until(t, ctx, "it is there", "document.querySelector('[data-n=\"2\"] .unwritten button').checkVisibility() && document.documentElement.scrollWidth <= innerWidth")
	browsertest.Shot(t, ctx, "unfinished-phone")
	do(t, ctx, "again there", chromedp.Click("[data-n='2'] .unwritten button"))
	author.say(t, "none")
	browsertest.Until(t, ctx, "asking once more is of no use", says(".unwritten", "used up")+" && !document.querySelector('.unwritten button')")
	browsertest.Shot(t, ctx, "unwritten-phone")
	r.customer("v2", "Cleo Dale", "How long is delivery?")
	author.say(t, "Delivery takes 2–3 working days within the country.")
	author.say(t, "end")
	browsertest.Until(t, ctx, "the account is filled again", says(".unwritten", "The model answers again now.")+" && "+says(".unwritten button", "Try again"))
	do(t, ctx, "again", chromedp.Click(".unwritten button"))
	browsertest.Until(t, ctx, "it is being written", "!!document.querySelector('.draft.writing') && !document.querySelector('.unwritten')")
}

// Beside danger no draft looks like something to send by one tap, however likely it answers.
func TestBesideDangerDraftsAreForReference(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "The lamp is on fire, help! And how long is the delivery?")
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "for reference", "[...document.querySelectorAll('.draft .score')].map((s) => s.textContent).join() === 'For reference,For reference,For reference' && "+says("#part-drafts", "speaks of danger"))
	browsertest.Until(t, ctx, "nothing is sent by one tap", "!document.querySelector('[data-act=send-draft]') && !!document.querySelector('[data-act=edit-draft]')")
	browsertest.Accessible(t, ctx, "drafts beside danger")
	browsertest.Shot(t, ctx, "danger")
	do(t, ctx, "on a phone", browsertest.Phone(), chromedp.Click(".bar [data-view=help]"))
	browsertest.Shot(t, ctx, "danger-phone")
}

func TestAReplyIsReworded(t *testing.T) {
	r := newRig(t, pen{make(chan string)})
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "Ich möchte bitte mit einem Menschen sprechen")
	same := r.customer("v2", "Eve Green", "I would like to speak to a person, please")
	const mine = "Thank you for asking. Your parcel will leave our store today at 16:00."
	ctx := browsertest.New(t, "422")
	const once = "[...document.querySelectorAll('[data-tone=translate], #foreign-into')].filter((b) => b.checkVisibility()).length === 1"
	value := func(is string) string { return fmt.Sprintf("document.querySelector('#reply-text').value === %q", is) }
	do(t, ctx, "visit one who speaks English", chromedp.Navigate(ann.url+conv(same, "")))
	heard := "performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/language')).length"
	do(t, ctx, "write English", chromedp.SendKeys("#reply-text", mine))
	browsertest.Until(t, ctx, "the tools, and none that says it in English", "document.querySelector('[data-tone=shorter]').checkVisibility() && "+heard+" > 0 && !document.querySelector('[data-tone=translate]').checkVisibility()")
	browsertest.Shot(t, ctx, "tone-same-language")
	browsertest.Until(t, ctx, "an empty field", "(document.querySelector('#reply-text').value = '', true)")
	do(t, ctx, "write German instead", chromedp.SendKeys("#reply-text", "Ihr Paket geht heute aus dem Lager."))
	browsertest.Until(t, ctx, "what is German can be said in English", once+" && "+says("#foreign", "Into English"))
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "no tools without a text", "!document.querySelector('#tones').checkVisibility()")
	do(t, ctx, "write", chromedp.SendKeys("#reply-text", mine))
	browsertest.Until(t, ctx, "the tools", "document.querySelector('#tones').checkVisibility()")
	browsertest.Until(t, ctx, "the language is heard, and one tool translates", once+" && "+says("#foreign", "Into German"))
	browsertest.Shot(t, ctx, "tone-tools")
	do(t, ctx, "friendlier", chromedp.Click("[data-tone=friendlier]"))
	browsertest.Until(t, ctx, "another wording", says("#wording", "Good news!")+" && "+says("#wording-notes", "flowers")+" && "+value(mine))
	browsertest.Shot(t, ctx, "tone-offered")
	browsertest.Accessible(t, ctx, "another wording")
	do(t, ctx, "keep mine", chromedp.KeyEvent(kb.Escape))
	browsertest.Until(t, ctx, "my text, focused", value(mine)+" && !document.querySelector('#wording').checkVisibility() && document.activeElement.id === 'reply-text'")

	do(t, ctx, "by keys", press("w"))
	browsertest.Until(t, ctx, "the first tool, focused", "document.activeElement.dataset.tone === 'shorter'")
	do(t, ctx, "choose", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "a shorter one", says("#wording-text", "It leaves today at 16:00.")+" && document.activeElement.id === 'wording-use'")
	do(t, ctx, "use it", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "it is in the reply", value("It leaves today at 16:00.")+" && document.querySelector('#reworded').checkVisibility()")
	browsertest.Until(t, ctx, "it is kept", fmt.Sprintf("localStorage.getItem('desk:reply:%d')?.includes('It leaves')", id))
	browsertest.Shot(t, ctx, "tone-used")
	do(t, ctx, "undo", chromedp.Click("#unword"))
	browsertest.Until(t, ctx, "my text again", value(mine)+" && !document.querySelector('#reworded').checkVisibility()")

	do(t, ctx, "translate", chromedp.Click("#foreign-into"))
	browsertest.Until(t, ctx, "why not", says("#wording", "leaves out or changes “16:00”")+" && !document.querySelector('#wording-use').checkVisibility()")
	browsertest.Shot(t, ctx, "tone-refused")
	do(t, ctx, "a slow model", chromedp.Click("[data-tone=formal]"))
	browsertest.Until(t, ctx, "it is waited for", says("#wording", "Making it more formal"))
	browsertest.Shot(t, ctx, "tone-waiting")
	do(t, ctx, "write on meanwhile", chromedp.SendKeys("#reply-text", " Bye!"))
	browsertest.Until(t, ctx, "nobody waits", "!document.querySelector('#wording').checkVisibility()")

	do(t, ctx, "phone", browsertest.Phone(), chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the text on the phone", value(mine+" Bye!"))
	browsertest.Shot(t, ctx, "tone-phone-tools")
	do(t, ctx, "friendlier there", chromedp.Click("[data-tone=friendlier]"))
	browsertest.Until(t, ctx, "another wording there", says("#wording", "Good news!"))
	browsertest.Shot(t, ctx, "tone-phone")
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > innerWidth"))
	if err != nil || wide {
		t.Errorf("the page scrolls sideways: %v %v", wide, err)
	}
	if sent := r.channel.texts(); slices.ContainsFunc(sent, func(s string) bool { return strings.Contains(s, "16:00") }) {
		t.Errorf("it was sent by itself: %q", sent)
	}
}

func TestWithoutAModelNothingIsReworded(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "A person, please")
	if _, page := ann.get(conv(id, "")); strings.Contains(page, `id="tones"`) {
		t.Error("tools that do nothing are shown")
	}
	if code, answer := ann.post(conv(id, "/tone"), "text", "Hello", "tone", "shorter"); code != 422 || !strings.Contains(answer, "No model") {
		t.Errorf("%d %s", code, answer)
	}
	if code, _ := ann.post("/desk/c/999/tone", "text", "Hello", "tone", "shorter"); code != 422 {
		t.Errorf("another conversation: %d", code)
	}
}

func TestAnEditThatTheKnowledgeBaseContradictsTakesAReason(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob Brown", "A person, please")
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "Shipping to Poland costs 5 €."}, nil); code != 204 {
		t.Fatalf("%d %s", code, answer)
	}
	ctx := browsertest.New(t, "409")
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "it is sent", "!!document.querySelector('.change')")
	do(t, ctx, "change it", chromedp.Click(".change summary"), chromedp.SetValue(".change textarea", "Shipping to Poland costs 7 €."), chromedp.Click(".change form[action$=edit] > button"))
	browsertest.Until(t, ctx, "what differs", says(".change .disputes", "Shipping to Poland costs 5 €"))
	browsertest.Shot(t, ctx, "edit-disputed")
	if n := count(r, `SELECT count(*) FROM message_changes`); n != 0 {
		t.Error("it was changed without a reason")
	}
	do(t, ctx, "a reason, and another price", chromedp.SendKeys(".change [name=despite]", "prices rise today"), chromedp.SetValue(".change textarea", "Shipping to Poland costs 8 €."), chromedp.Click(".change form[action$=edit] > button"))
	browsertest.Until(t, ctx, "what differs now", says(".change .disputes ul", "8 €"))
	if n := count(r, `SELECT count(*) FROM message_changes`); n != 0 {
		t.Error("it was changed to what nobody was shown")
	}
	do(t, ctx, "change it", chromedp.Click(".change form[action$=edit] > button"))
	r.until("the change with its reason", func() bool {
		return count(r, `SELECT count(*) FROM message_changes`) == 1 && count(r, `SELECT count(*) FROM events WHERE what = 'sent despite' AND why = 'prices rise today'`) == 1
	})
}

func count(r *rig, sql string) (n int) {
	r.Helper()
	if err := r.pool.QueryRow(r.Context(), sql).Scan(&n); err != nil {
		r.Fatal(err)
	}
	return n
}
