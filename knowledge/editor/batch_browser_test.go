package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// ticked is an expression that is true when the boxes of these articles, and no others, are ticked.
func ticked(ids ...int64) string {
	return fmt.Sprintf("[...document.querySelectorAll('[data-pick]:checked')].map(b => b.value).sort().join() === '%s'", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ids)), ","), "[]"))
}

// tick clicks on the box of an article.
func tick(id int64) chromedp.Action[chromedp.Void] {
	return chromedp.Click(fmt.Sprintf("[data-pick][value='%d']", id))
}

// Whoever comes back to the list finds the ticks on the articles that he ticked, wherever they stand in it by then.
func TestTicksAreOnWhatWasTicked(t *testing.T) {
	r := newRig(t)
	ids := r.petros(6)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "two are ticked", chromedp.Navigate(p.url+"/knowledge?sort=recent"), tick(ids[3]), tick(ids[4]))
	browsertest.Until(t, ctx, "the bar says so", ticked(ids[3], ids[4])+" && "+says("[data-chosen]", "2 articles chosen"))
	do(t, ctx, "another is opened", chromedp.Click(fmt.Sprintf("[data-result][href='%s']", at(ids[2], ""))))
	browsertest.Until(t, ctx, "it is read", "document.querySelector('[data-edit]')")
	r.again(ids[2], 1, "It costs 200.", true)
	browsertest.Until(t, ctx, "and left", "location.pathname === '/knowledge' || (history.back(), true)")
	browsertest.Until(t, ctx, "it is the first now", fmt.Sprintf("document.querySelector('[data-result]').pathname === '%s' && document.readyState === 'complete'", at(ids[2], "")))
	browsertest.Until(t, ctx, "the same two are ticked", ticked(ids[3], ids[4])+" && "+says("[data-chosen]", "2 articles chosen")+" && !document.querySelector('[data-batch]').hidden")
	do(t, ctx, "a third", tick(ids[5]), chromedp.SetValue("[data-batch] [name=do]", string(knowledge.BatchTags)))
	browsertest.Until(t, ctx, "what to do with them", "document.querySelector('[data-batch] [name=do]').dispatchEvent(new Event('change', {bubbles: true})) && "+says("[data-chosen]", "3 articles chosen"))
	do(t, ctx, "apply", chromedp.SendKeys("[data-batch] [name=add]", "checked"), chromedp.Click("[data-batch] .primary"))
	browsertest.Until(t, ctx, "three are changed", says("[data-done]", "3 texts changed"))
}

// From a ticked box one key leads to what can be done, and ticks stay while one goes from page to page.
func TestTheBarIsReachedFromTheListAndStaysOverItsPages(t *testing.T) {
	r := newRig(t)
	ids := r.petros(110)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	focus := func(selector string) string { return fmt.Sprintf("document.activeElement?.matches(%q)", selector) }
	first, late := ids[len(ids)-1], ids[0] // on the first page, and on the second
	do(t, ctx, "tick", chromedp.Navigate(p.url+"/knowledge?sort=recent&owner=Petro"), chromedp.Focus(fmt.Sprintf("[data-pick][value='%d']", first)), chromedp.KeyEvent(kb.Enter+kb.Tab))
	browsertest.Until(t, ctx, "the way to the bar", focus(".to-batch"))
	browsertest.Shot(t, ctx, "to-batch")
	browsertest.Accessible(t, ctx, "the way to the bar")
	do(t, ctx, "take it", chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "what to do", focus("[data-batch] [name=do]"))
	do(t, ctx, "and back", chromedp.KeyEvent(kb.Escape))
	browsertest.Until(t, ctx, "at the box", focus(fmt.Sprintf("[data-pick][value='%d']", first)))
	do(t, ctx, "the next page", chromedp.Focus("[rel=next]"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "it", "location.search.includes('page=2') && "+focus(".found")+" && "+says("[data-chosen]", "1 article chosen"))
	do(t, ctx, "another", tick(late))
	browsertest.Until(t, ctx, "both", says("[data-chosen]", "2 articles chosen"))
	browsertest.Until(t, ctx, "back", "!location.search.includes('page') || (window.left = true, history.back(), true)")
	browsertest.Until(t, ctx, "both on the first page", "!window.left && document.readyState === 'complete' && !location.search.includes('page') && "+ticked(first)+" && "+says("[data-chosen]", "2 articles chosen"))
	do(t, ctx, "without the filter", chromedp.Focus(".narrow-by a"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "all of them", "!location.search.includes('owner') && document.querySelector('[name=owner]').value === '' && "+focus(".found")+" && "+says("[data-chosen]", "2 articles chosen"))
}
