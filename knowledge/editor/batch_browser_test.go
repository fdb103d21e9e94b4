package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

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
	browsertest.Until(t, ctx, "and left", "document.querySelector('[data-pick]') || (window.left ||= (history.back(), true), false)")
	browsertest.Until(t, ctx, "it is the first now", fmt.Sprintf("document.querySelector('[data-result]').pathname === '%s' && document.readyState === 'complete'", at(ids[2], "")))
	browsertest.Until(t, ctx, "the same two are ticked", ticked(ids[3], ids[4])+" && "+says("[data-chosen]", "2 articles chosen")+" && !document.querySelector('[data-batch]').hidden")
	do(t, ctx, "a third", tick(ids[5]), chromedp.SetValue("[data-batch] [name=do]", string(knowledge.BatchTags)))
	browsertest.Until(t, ctx, "what to do with them", "document.querySelector('[data-batch] [name=do]').dispatchEvent(new Event('change', {bubbles: true})) && "+says("[data-chosen]", "3 articles chosen"))
	do(t, ctx, "apply", chromedp.SendKeys("[data-batch] [name=add]", "checked"), chromedp.Click("[data-batch] .primary"))
	browsertest.Until(t, ctx, "three are changed", says("[data-done]", "3 texts changed"))
}
