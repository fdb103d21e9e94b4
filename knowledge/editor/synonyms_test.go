package editor_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"switchboard/channels/webchat/browsertest"
)

func TestEditorsSetWhatMeansTheSame(t *testing.T) {
	r := newRig(t)
	r.project("net", "Lumen Net")
	publisher, writer := r.serve("eva", true, true), r.serve("wim", true, false)
	publisher.shows("/knowledge/synonyms", "refund, reimbursement, moneyback", "Built in.", "Українська", "посилка", "Another language")
	if page := writer.shows("/knowledge/synonyms", "refund, reimbursement"); strings.Contains(page, "<textarea") {
		t.Error("who may not publish is offered to write")
	}
	if got, _ := writer.post("/knowledge/synonyms", "lang", "en", "based", "0", "groups", "a, b"); got != http.StatusForbidden {
		t.Errorf("by who may not publish: %d", got)
	}
	if got, body := publisher.post("/knowledge/synonyms", "lang", "en", "based", "0", "groups", "line, connection\r\nsim, simka"); got != http.StatusSeeOther && got != http.StatusOK {
		t.Fatalf("saved: %d %s", got, body)
	}
	publisher.shows("/knowledge/synonyms?done=worded&of=en", `id="said-en"`, "line, connection\nsim, simka", "Last changed by eva", "Searches use it now")
	got, page := publisher.post("/knowledge/synonyms", "lang", "en", "based", "0", "groups", "mine, ours")
	if got != http.StatusConflict || !strings.Contains(page, "mine, ours") || !strings.Contains(page, "<pre>line, connection") {
		t.Errorf("over another's: %d %s", got, page)
	}
	got, page = publisher.post("/knowledge/synonyms", "lang", "en", "based", "0", "groups", "fine, good\n<script>alone")
	if got != http.StatusUnprocessableEntity || !strings.Contains(page, "line 2 has &#34;&lt;script&gt;alone&#34; alone") || !strings.Contains(page, "&lt;script&gt;alone") || strings.Contains(page, "<script>alone") {
		t.Errorf("what is wrong: %d %s", got, page)
	}
	if got, page = publisher.post("/knowledge/synonyms", "lang", "fr", "based", "0", "groups", "facture, note"); got >= http.StatusBadRequest {
		t.Errorf("another language: %d %s", got, page)
	}
	publisher.shows("/knowledge/synonyms", "Français", "facture, note")
	if got, _ = publisher.post("/knowledge/synonyms", "lang", "fr", "based", "x", "groups", "a, b"); got != http.StatusNotFound {
		t.Errorf("no revision: %d", got)
	}
}

func TestSynonymsAreWrittenWithTheKeyboard(t *testing.T) {
	r := newRig(t)
	r.project("net", "Lumen Net")
	p := r.person("Olena Koval", true)
	ctx := browsertest.New(t, "422")
	const field = "#lang-uk textarea"
	do(t, ctx, "write", chromedp.Navigate(p.url+"/knowledge/synonyms"), chromedp.SendKeys(field, kb.End+"\nalone"), chromedp.SendKeys(field, kb.Tab+kb.Enter))
	browsertest.Until(t, ctx, "what is wrong", says("#lang-uk .error", "has \"alone\" alone")+" && document.querySelector('"+field+"').value.includes('alone')")
	const heard = "(e => { const r = e.getBoundingClientRect(); return e.id === 'said-uk' && e.closest('#lang-uk') && r.top > 50 && r.bottom < innerHeight; })(document.activeElement)"
	browsertest.Until(t, ctx, "it is in sight and has the focus", heard)
	views(t, ctx, "synonyms")
	browsertest.Until(t, ctx, "the cursor behind it", "(f => { f.focus(); f.selectionStart = f.selectionEnd = f.value.indexOf('alone') + 5; return true })(document.querySelector('"+field+"'))")
	do(t, ctx, "mend", chromedp.SendKeys(field, ", lonely"), chromedp.SendKeys(field, kb.Tab+kb.Enter))
	browsertest.Until(t, ctx, "saved, in sight", says("#lang-uk .fine", "Searches use it now")+" && "+says("#lang-uk", "Last changed by Olena Koval")+" && document.querySelector('"+field+"').value.includes('alone, lonely') && "+heard)
	views(t, ctx, "synonyms-saved")
}
