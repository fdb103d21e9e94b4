package editor_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
)

// typing is an expression that puts a text into the form, as keys would.
func typing(text string) string {
	return fmt.Sprintf("(b => { b.value = %q; return b.dispatchEvent(new Event('input', {bubbles: true})) })(document.querySelector('#body'))", text)
}

// Two people at one article, in two browsers: each learns of the other, and what one saves is put into the other's form.
func TestTwoEditorsAtOnceAreToldAndPutTogether(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.\n\nTwo.\n\nThree.")
	maria, oleh := r.person("Maria", true), r.person("Oleh", true)
	hers := browsertest.New(t)
	his := browsertest.Visitor(t, hers)
	do(t, hers, "she opens it", chromedp.Navigate(maria.url+at(id, "/edit")))
	browsertest.Until(t, hers, "she writes", typing("One.\n\nTwo.\n\nThree. Four."))
	browsertest.Until(t, hers, "it is kept", says(".state", "Autosaved "))
	do(t, his, "he opens it", chromedp.Navigate(oleh.url+at(id, "/edit")))
	browsertest.Until(t, his, "he is told", says("[data-others]", "Maria is at this article"))
	do(t, his, "he writes", chromedp.SetValue("#body", "One, now.\n\nTwo.\n\nThree."), chromedp.Click("[value=publish]"))
	browsertest.Until(t, his, "he has published", says(".fine", "readers see it now"))
	browsertest.Until(t, hers, "she is told", says("[data-newer]", "Oleh has just saved version 2"))
	browsertest.Shot(t, hers, "together-told")
	do(t, hers, "she puts both together", chromedp.Click("[data-newer] button"))
	browsertest.Until(t, hers, "both texts", "document.querySelector('#body')?.value === 'One, now.\\n\\nTwo.\\n\\nThree. Four.' && document.querySelector('[name=based]').value === '2'")
	browsertest.Shot(t, hers, "together")
	browsertest.Accessible(t, hers, "together")
}

// What was typed is there again in another browser, after a crash of the first.
func TestTextIsRestoredInAnotherBrowser(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	first := browsertest.New(t)
	do(t, first, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("[name=title]", "A long story"), chromedp.SendKeys("#body", "It begins."))
	browsertest.Until(t, first, "it is kept", says(".state", "Autosaved "))
	second := browsertest.Visitor(t, first)
	do(t, second, "the list", chromedp.Navigate(p.url+"/knowledge"))
	browsertest.Until(t, second, "what is not saved", says(".unsaved", "A long story"))
	do(t, second, "go on", chromedp.Click(".unsaved a"))
	browsertest.Until(t, second, "the text", "document.querySelector('#body')?.value === 'It begins.' && document.querySelector('[name=title]').value === 'A long story'")
	browsertest.Shot(t, second, "restored")
	browsertest.Accessible(t, second, "restored")
	do(t, second, "throw it away", chromedp.Click("[data-forget]"))
	browsertest.Until(t, second, "an empty form", "document.querySelector('#body')?.value === '' && !document.querySelector('[data-forget]')")
}

// An article that was begun in one window and is published in another one is no unsaved text in the first.
func TestASecondTabLearnsThatItsTextWasSaved(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	first := browsertest.New(t)
	do(t, first, "write", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("[name=title]", "A long story "), chromedp.SendKeys("#body", "It begins.\n"), chromedp.SendKeys("[name=tags]", "a,b"))
	browsertest.Until(t, first, "it is kept", says(".state", "Autosaved "))
	second := browsertest.Tab(t, first)
	do(t, second, "open it once more", chromedp.Navigate(p.url+"/knowledge/p/net/new"))
	browsertest.Until(t, second, "the text", "document.querySelector('#body')?.value === 'It begins.\\n'")
	browsertest.Until(t, second, "it is kept here too", says(".state", "Autosaved "))
	do(t, first, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, first, "it is published", says(".fine", "readers see it now"))
	browsertest.Until(t, second, "it is told", says("[data-newer]", "This text was saved in another window. Open it")+" && document.querySelector('[data-newer] button').hidden && "+says(".state", "Saved in another window"))
	browsertest.Until(t, second, "nothing says that it is not saved", "document.querySelector('[data-forget]').closest('.banner').hidden && document.querySelector('[data-forget]').offsetParent === null")
	views(t, second, "saved-elsewhere")
	do(t, first, "the list", chromedp.Navigate(p.url+"/knowledge"))
	browsertest.Until(t, first, "nothing is unsaved", says("#results", "A long story")+" && !document.querySelector('.unsaved')")
	browsertest.Until(t, second, "leaving asks nothing", leaves)
	browsertest.Until(t, second, "nothing stays in the browser", "localStorage.getItem('knowledge:draft:new:net') === null")
	browsertest.Until(t, second, "she writes on", typing("It begins. It goes on."))
	browsertest.Until(t, second, "that is kept", says(".state", "Autosaved ")+" && document.querySelector('[data-newer]').hidden")
	do(t, first, "the list", chromedp.Navigate(p.url+"/knowledge"))
	browsertest.Until(t, first, "it is unsaved again", says(".unsaved", "A long story"))
}

func TestASecondTabOfAnArticleLearnsThatItsTextWasSaved(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	first := browsertest.New(t)
	do(t, first, "write", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, first, "she writes", typing("One. Two."))
	browsertest.Until(t, first, "it is kept", says(".state", "Autosaved "))
	second := browsertest.Tab(t, first)
	do(t, second, "open it once more", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, second, "the text", "document.querySelector('#body')?.value === 'One. Two.'")
	do(t, first, "save", chromedp.Click("[value=save]"))
	browsertest.Until(t, first, "it is saved", says(".fine", "Saved as a new version"))
	browsertest.Until(t, second, "it is told", says("[data-newer]", "saved in another window"))
	do(t, first, "the list", chromedp.Navigate(p.url+"/knowledge"))
	browsertest.Until(t, first, "nothing is unsaved", says("#results", "Router")+" && !document.querySelector('.unsaved')")
}
