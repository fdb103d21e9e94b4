package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
)

// Who asks two things at once is answered both; who names neither of two projects is asked which he means, and answered what he
// chooses.
func TestWhatCustomersAskAtOnceAndWhatTheyLeaveOpen(t *testing.T) {
	t.Parallel()
	p := newProgram(t, "DATABASE_URL="+pgtest.New(t).Config().ConnString())
	p.start()
	first := browsertest.New(t, "ERR_INCOMPLETE_CHUNKED_ENCODING")
	visitChat(t, first, p.base)
	step(t, first, "ask two things", write("Hello! What does error E-104 on my router mean? How to pay for home internet?"))
	browsertest.Until(t, first, "both answers, below the questions", chat("E-104 means that the network")+" && "+chat("Pay in the cabinet by card")+" && "+
		chat("Did that help?")+fmt.Sprintf(" && [...%s.querySelectorAll('blockquote')].map((q) => q.innerText).join('|') === 'What does error E-104 on my router mean?|How to pay for home internet?'", widget(".list")))
	browsertest.Until(t, first, "both sources", chat("Router error codes")+" && "+chat("When to pay for home internet and what"))
	browsertest.Accessible(t, first, "two answers in one message")
	step(t, first, "on a phone", browsertest.Phone())
	browsertest.Shot(t, first, "two-answers-phone")

	second := browsertest.Visitor(t, first, "ERR_INCOMPLETE_CHUNKED_ENCODING")
	visitChat(t, second, p.base)
	step(t, second, "ask what several projects have", write("internet is not working"))
	const mobile = "[...document.querySelector('#switchboard-chat').shadowRoot.querySelectorAll('button')].find((b) => b.innerText.trim() === 'Lumen Mobile')"
	browsertest.Until(t, second, "which one?", chat("Which of these is it about?")+" && "+mobile)
	browsertest.Shot(t, second, "which")
	step(t, second, "choose", chromedp.Click(chromedp.JSPath(mobile)))
	browsertest.Until(t, second, "the answer", chat("access point")+" && "+chat("Did that help?"))
}
