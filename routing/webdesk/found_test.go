package webdesk_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
	"switchboard/routing"
)

// TestAnInsertedArticleGoesWithTheReply by its number, so that it teaches; with the page of the article once, as its source.
func TestAnInsertedArticleGoesWithTheReply(t *testing.T) {
	const passage = "A lamp may be returned within 14 days, with its receipt."
	r := newRig(t)
	store := knowledge.NewStore(r.pool)
	if _, err := knowledge.Import(t.Context(), store, fstest.MapFS{
		"lumen/project.md":  {Data: []byte("---\nname: Lumen Shop\n---\n\nA shop.\n")},
		"lumen/en/lamps.md": {Data: []byte("---\ntitle: Lamps\nlink: https://lumen.example/lamps\n---\n\n" + passage + "\n")},
	}, knowledge.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	lamps, err := store.ArticleByKey(t.Context(), "lumen", "lamps", "en")
	if err != nil {
		t.Fatal(err)
	}
	r.hits = []knowledge.Hit{{Article: lamps.ID, Version: 1, Title: "Lamps", Name: "Lumen Shop", Lang: "en", Audience: knowledge.Public, Passage: passage, Link: "https://lumen.example/lamps"}}
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "Can I bring a green lamp back to you?")
	ctx := browsertest.New(t)
	insert := func() {
		t.Helper()
		do(t, ctx, "insert", chromedp.Click("#hits [data-act=insert]"))
		browsertest.Until(t, ctx, "what goes with the reply", says("#found", "You answer with “Lamps”.")+fmt.Sprintf(" && document.querySelector('#reply [name=found]').value === '%d.1'", lamps.ID))
	}
	do(t, ctx, "visit", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "the words", says("#part-timeline", "green lamp"))
	do(t, ctx, "search", chromedp.SendKeys("#ask", "return"))
	browsertest.Until(t, ctx, "what is found", "document.querySelectorAll('#hits .hit').length === 1")
	insert()
	browsertest.Until(t, ctx, "an empty reply", "(el => { el.select(); document.execCommand('delete'); return !el.value })(document.querySelector('#reply-text'))")
	browsertest.Until(t, ctx, "nothing goes with nothing", "document.querySelector('#found').hidden && !document.querySelector('#reply [name=found]').value")
	insert()
	do(t, ctx, "reload", chromedp.Navigate(ann.url+conv(id, "")))
	browsertest.Until(t, ctx, "it is kept with the text", says("#found", "“Lamps”")+" && document.querySelector('#reply-text').value.includes('receipt')")
	browsertest.Shot(t, ctx, "found")
	do(t, ctx, "send", chromedp.Click("#send"))
	browsertest.Until(t, ctx, "it is sent with its source", says("#part-timeline", "within 14 days")+" && "+says("#part-timeline", "From Lamps")+" && document.querySelector('#found').hidden")
	if n := count(r, `SELECT count(*) FROM suggestions WHERE found AND state = 'sent' AND operator_id IS NOT NULL`); n != 1 {
		t.Errorf("%d are recorded", n)
	}
	r.until("one link at the customer's", func() bool {
		return r.channel.said(passage + "\n\nSource: [Lumen Shop · Lamps](https://lumen.example/lamps)")
	})
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "Yes", "found": "seven"}, nil); code != 400 {
		t.Errorf("a form of another: %d %s", code, answer)
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": passage, "found": fmt.Sprint(lamps.ID, ".9")}, nil); code != 409 {
		t.Errorf("another version: %d %s", code, answer)
	}
}
