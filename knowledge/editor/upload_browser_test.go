package editor_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
)

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileIsCheckedAndImportedWithoutChoosingItTwice(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "422")
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/import"), chromedp.Click("[value=check]"))
	browsertest.Until(t, ctx, "a word that no file is chosen", says("#report .error", "Choose a file"))
	browsertest.Until(t, ctx, "the server is out of reach", "(window.real = XMLHttpRequest.prototype.send, XMLHttpRequest.prototype.send = function () { this.abort(); this.dispatchEvent(new ProgressEvent('loadend')); })")
	do(t, ctx, "check", chromedp.Focus("[value=check]"), chromedp.KeyEvent(kb.Enter))
	browsertest.Until(t, ctx, "the focus stays", says("#toasts", "It did not arrive")+" && document.activeElement.matches('[value=check]')")
	browsertest.Until(t, ctx, "the server is back", "(XMLHttpRequest.prototype.send = window.real)")
	sheet := file(t, "answers.csv", "question,answer,language\nHow do I return an order?,Within 14 days.,en\n,No question.,en\n")
	do(t, ctx, "choose", chromedp.SetUploadFiles("[name=file]", []string{sheet}), chromedp.Click("[value=check]"))
	browsertest.Until(t, ctx, "whose they are is asked at its field", "document.activeElement.matches('[name=project][aria-invalid=true][aria-describedby=whose]') && "+says("#whose", "Choose the project"))
	do(t, ctx, "theirs", chromedp.SetValue("[name=project]", "net"), chromedp.Click("[value=check]"))
	browsertest.Until(t, ctx, "what it would do", says("#report", "What importing it would do")+" && "+says("#report .mends", "answers.csv row 3")+" && !document.querySelector('[name=project]').ariaInvalid")
	views(t, ctx, "import-checked")
	do(t, ctx, "import", chromedp.Click("[value=import]"))
	browsertest.Until(t, ctx, "it is imported", says("#report", "Imported")+" && "+says("#report", "1 new"))
	if d, err := r.store.ArticleByKey(t.Context(), "net", "how-do-i-return-an-order", "en"); err != nil || d.Published != 1 || !d.Unverified {
		t.Errorf("%+v %v", d, err)
	}
}

func TestAPictureIsPutWhereTheCursorIs(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "422", "404")
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("#body", "Look: "))
	do(t, ctx, "a picture", chromedp.SetUploadFiles("[data-file]", []string{file(t, "router.png", png)}))
	browsertest.Until(t, ctx, "its Markdown", "/^Look: !\\[router\\]\\(\\/knowledge-files\\/[0-9a-f]{32}\\/router\\.png\\)$/.test(document.querySelector('#body').value)")
	browsertest.Until(t, ctx, "she goes to the beginning", "(b => { b.setSelectionRange(0, 0); return true })(document.querySelector('#body'))")
	do(t, ctx, "two at once", chromedp.SetUploadFiles("[data-file]", []string{file(t, "one.png", png), file(t, "two.png", png)}))
	browsertest.Until(t, ctx, "each in a paragraph of its own", "/^!\\[one\\]\\(\\S+\\)\\n\\n!\\[two\\]\\(\\S+\\)\\n\\nLook: !/.test(document.querySelector('#body').value)")
	browsertest.Until(t, ctx, "its place in the preview", "document.querySelector('#preview img[alt=router]')")
	do(t, ctx, "no picture", chromedp.SetUploadFiles("[data-file]", []string{file(t, "evil.svg", "<svg onload=alert(1)>")}))
	browsertest.Until(t, ctx, "why it is not taken", says("#toasts", "not taken"))
	browsertest.Until(t, ctx, "another's picture", typing("See ![this](https://other.example/x.png)"))
	browsertest.Until(t, ctx, "she is told that nobody sees it", says("#preview .strange", "A picture is at another site"))
	views(t, ctx, "strange-picture")
	browsertest.Until(t, ctx, "the line is slow", "window.real = window.fetch, window.fetch = (...a) => a[0] === '/knowledge/files' ? new Promise(go => { window.arrive = () => go(window.real(...a)); }) : window.real(...a)")
	do(t, ctx, "a picture", chromedp.SetUploadFiles("[data-file]", []string{file(t, "slow.png", png)}), chromedp.SendKeys("[name=title]", "A picture"), chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "nothing is published without it", says("#toasts", "A file is still being stored")+" && !"+leaves)
	browsertest.Until(t, ctx, "it arrives", "(window.arrive(), true)")
	browsertest.Until(t, ctx, "it is in the text", "document.querySelector('#body')?.value.includes('![slow]') && !document.querySelector('[data-write]').dataset.storing")
	browsertest.Until(t, ctx, "the server is out of reach", away)
	do(t, ctx, "a picture", chromedp.SetUploadFiles("[data-file]", []string{file(t, "late.png", png)}))
	browsertest.Until(t, ctx, "why it is not there", says("#toasts", "late.png: The server cannot be reached"))
}

// Who types on while a picture is stored, or something pasted is read, is not disturbed: neither the focus nor the selection is
// taken, and it stands where the cursor was.
func TestWhatArrivesLateDisturbsNobody(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	slow := func(path string) string {
		return "window.real ??= window.fetch, window.arrive = null, window.fetch = (...a) => a[0] === '" + path + "' ? new Promise(go => { window.arrive = () => go(window.real(...a)); }) : window.real(...a)"
	}
	value := func(pattern string) string { return pattern + ".test(document.querySelector('#body').value)" }
	cursor := func(from, to string) string {
		return "(b => { b.focus(); b.setSelectionRange(" + from + ", " + to + "); return true })(document.querySelector('#body'))"
	}
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/p/net/new"), chromedp.SendKeys("#body", "Look: the end."))
	browsertest.Until(t, ctx, "the line is slow", slow("/knowledge/files"))
	browsertest.Until(t, ctx, "the cursor", cursor("6", "6"))
	do(t, ctx, "a picture, and on to the title", chromedp.SetUploadFiles("[data-file]", []string{file(t, "slow.png", png)}), chromedp.SendKeys("[name=title]", "A ti"))
	browsertest.Until(t, ctx, "it arrives", "window.arrive && (window.arrive(), true)")
	browsertest.Until(t, ctx, "it is where the cursor was", value(`/^Look: !\[slow\]\(\S+\)the end\.$/`)+" && "+says("#toasts", "slow.png is in the text"))
	do(t, ctx, "the title is typed on", chromedp.KeyEvent("tle"))
	browsertest.Until(t, ctx, "all of it", "document.querySelector('[name=title]').value === 'A title' && document.activeElement.name === 'title'")

	browsertest.Until(t, ctx, "nothing", typing("One. Two. Three."))
	browsertest.Until(t, ctx, "the line is slow", slow("/knowledge/files"))
	browsertest.Until(t, ctx, "the cursor", cursor("5", "5"))
	do(t, ctx, "a picture", chromedp.SetUploadFiles("[data-file]", []string{file(t, "slow.png", png)}))
	browsertest.Until(t, ctx, "the cursor before it", cursor("0", "0"))
	do(t, ctx, "typed on", chromedp.KeyEvent("Zero. "))
	browsertest.Until(t, ctx, "words behind it are chosen", cursor("b.value.indexOf('Three')", "b.value.length"))
	browsertest.Until(t, ctx, "it arrives", "window.arrive && (window.arrive(), true)")
	browsertest.Until(t, ctx, "it is where the cursor was", value(`/^Zero\. One\. !\[slow\]\(\S+\)Two\. Three\.$/`))
	do(t, ctx, "they are typed over", chromedp.KeyEvent("Four."))
	browsertest.Until(t, ctx, "they, and no more", value(`/^Zero\. One\. !\[slow\]\(\S+\)Two\. Four\.$/`))

	browsertest.Until(t, ctx, "nothing", typing("One two three"))
	browsertest.Until(t, ctx, "the line is slow", slow("/knowledge/pasted"))
	browsertest.Until(t, ctx, "a word", cursor("4", "7"))
	browsertest.Until(t, ctx, "it is pasted over", `(b => { const d = new DataTransfer(); d.setData('text/plain', 'bold'); d.setData('text/html', '<b>bold</b>'); b.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); return true })(document.querySelector('#body'))`)
	do(t, ctx, "on to the questions", chromedp.SendKeys("[name=questions]", "wh"))
	browsertest.Until(t, ctx, "it arrives", "window.arrive && (window.arrive(), true)")
	browsertest.Until(t, ctx, "instead of the word", value(`/^One \*\*bold\*\* three$/`))
	do(t, ctx, "the question is typed on", chromedp.KeyEvent("y"))
	browsertest.Until(t, ctx, "all of it", "document.querySelector('[name=questions]').value === 'why'")
}

// TestWhatCouldNotBeTakenIsPutRightOnThePage: the dry run shows what is wrong with each row; what is put right there is imported
// with the others, once, and what is not stays out.
func TestWhatCouldNotBeTakenIsPutRightOnThePage(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	sheet := file(t, "answers.csv", "question,answer,language,valid_until\nHow do I return an order?,Within 14 days.,en,\n,Free of charge.,en,soon\nWhere is the shop?,,en,\n")
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/import"), chromedp.Click("[data-import] summary"), chromedp.SetValue("[name=project]", "net"),
		chromedp.SetUploadFiles("[name=file]", []string{sheet}), chromedp.Click("[data-import] [value=check]"))
	browsertest.Until(t, ctx, "what is wrong", says("#report .mends", "answers.csv row 3")+" && "+says("#report .mends", "answers.csv row 4")+" && document.querySelectorAll('.mend').length === 2")
	do(t, ctx, "put right", chromedp.Click(".mend summary"), chromedp.SendKeys("[name='mend.0.field.title']", "What does it cost?"))
	views(t, ctx, "import-mends")
	do(t, ctx, "check again", chromedp.Click("#report [value=check]"))
	const told = "document.activeElement === document.getElementById('report') && "
	browsertest.Until(t, ctx, "the day is still wrong, and what was typed is there", told+says(".mend", "valid_until")+" && document.querySelector('.mend details').open && document.querySelector(\"[name='mend.0.field.title']\").value === 'What does it cost?'")
	do(t, ctx, "the day", chromedp.SetValue("[name='mend.0.field.until']", "2030-12-31"), chromedp.Click("#report [value=check]"))
	browsertest.Until(t, ctx, "it is right", told+says(".mend.right", "Put right")+" && "+says("#report", "2 new"))
	views(t, ctx, "import-mended")
	for _, what := range []string{"2 new", "all 2 are here already"} {
		do(t, ctx, "import", chromedp.Click("#report [value=import]"))
		browsertest.Until(t, ctx, what, told+says("#report h2", "Imported")+" && "+says("#report", what)+" && "+says(".mend", "row 4"))
	}
	d, err := r.store.ArticleByKey(t.Context(), "net", "what-does-it-cost", "en")
	if err != nil || d.Latest != 1 || d.Versions[0].Body != "Free of charge." || d.Versions[0].ValidUntil.Format("2006-01-02") != "2030-12-31" {
		t.Errorf("%+v, %v", d, err)
	}
}
