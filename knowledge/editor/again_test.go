package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// TestNoFormLosesWhatWasTyped sends each form of the editors with something that cannot be taken: it comes back on its page,
// with what was typed and what is wrong beside it.
func TestNoFormLosesWhatWasTyped(t *testing.T) {
	r := gapped(t)
	id := r.article("router", "en", "Router", "Restart it.")
	r.again(id, 1, "Restart it twice.", false)
	if err := r.store.Submit(t.Context(), id, 2, "Oleh", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := r.pool.Exec(t.Context(), `INSERT INTO article_reports (article_id, version, operator_id, text) SELECT $1, 1, id, 'It is old.' FROM operators WHERE name = 'Ann'`, id); err != nil {
		t.Fatal(err)
	}
	past := aPast()
	r.tune = measured{past}
	p := r.person("Maria", true)
	long := strings.Repeat("long ", 500)
	for name, c := range map[string]struct {
		path   string
		fields []string
		says   []string
	}{
		"a review by a day that has passed": {at(id, "/verify"), []string{"review_by", "2020-02-03"}, []string{"The day of the review has passed", `value="2020-02-03" aria-invalid="true"`, "Confirm…"}},
		"a review by no day":                {at(id, "/verify"), []string{"review_by", "soon"}, []string{"is not a day", `value="soon" aria-invalid="true"`}},
		"a doubt of spaces":                 {at(id, "/doubt"), []string{"note", "  "}, []string{"The note is missing", "open><summary>Doubt…"}},
		"a doubt too long":                  {at(id, "/doubt"), []string{"note", long + "14 or 30?"}, []string{"The note ", "14 or 30?</textarea>"}},
		"sent back without a word":          {at(id, "/return"), []string{"note", " "}, []string{"The note is missing", "open><summary>Send back…"}},
		"a test question of spaces":         {"/knowledge/must-find", []string{"project", "net", "key", "router", "lang", "en", "question", " ", "article", fmt.Sprint(id)}, []string{"The question is missing", "open><summary>Add a test question…", "Verification"}},
		"a gap dismissed without a reason":  {"/knowledge/gaps/1/dismiss", []string{"reason", " "}, []string{"The reason is missing", "How people ask", `name="reason" value=" "`}},
		"a gap assigned to a long name":     {"/knowledge/gaps/1/assign", []string{"to", long}, []string{"How people ask", long[:40]}},
		"a gap merged into none":            {"/knowledge/gaps/1/merge", []string{"into", ""}, []string{"Choose the gap that asks the same", "How people ask"}},
		"a report resolved without a word":  {"/knowledge/reports/1/resolve", []string{"answer", "  "}, []string{"The answer is missing", "It is old.", `name="answer" value="  "`}},
		"a threshold that is none":          {"/knowledge/thresholds/set", []string{"name", "net/en", "answer", "often", "draft", "0.3", "why", "too shy"}, []string{"a number between 0 and 1", `value="often" aria-invalid="true"`, `value="0.3"`, `value="too shy"`}},
		"drafts above answers":              {"/knowledge/thresholds/set", []string{"name", "net/en", "answer", "0.4", "draft", "0.5"}, []string{"Drafts would begin above answers", `value="0.4" aria-invalid="true"`}},
		"many reviewed by a past day":       {"/knowledge/batch", []string{"do", "verify", "review_by", "2020-02-03", "id", fmt.Sprint(id), "from", "owner=Maria"}, []string{"The day of the review has passed", `name="review_by" value="2020-02-03" aria-invalid="true"`, fmt.Sprintf(`name="id" value="%d"`, id), "owner=Maria"}},
		"many reviewed by no day":           {"/knowledge/batch", []string{"do", "verify", "review_by", "soon", "id", fmt.Sprint(id)}, []string{"is not a day", `value="soon" aria-invalid="true"`, fmt.Sprintf(`name="id" value="%d"`, id)}},
		"many with a tag too long":          {"/knowledge/batch", []string{"do", "tags", "add", "nice, " + strings.Repeat("x", 400), "id", fmt.Sprint(id)}, []string{`name="add" value="nice, xxx`, `aria-describedby="wrong-tags"`, fmt.Sprintf(`name="id" value="%d"`, id)}},
		"many without a reason":             {"/knowledge/gaps/many", []string{"do", "dismiss", "id", "1", "reason", " "}, []string{"is missing"}},
		"many that are not known":           {"/knowledge/gaps/many", []string{"do", "odd", "id", "1", "reason", "we never shall"}, []string{"Choose what to do", "What you typed is here", "we never shall</textarea>"}},
	} {
		code, page := p.post(c.path, c.fields...)
		if code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, code)
		}
		has(t, name, page, c.says...)
	}
	if len(past.did) != 0 {
		t.Errorf("done: %v", past.did)
	}
	d := r.read(id)
	if d.Unverified || !d.ReviewBy.IsZero() || d.Submitted != 2 || len(d.Versions[0].Tags) != 0 {
		t.Errorf("changed: %+v", d.Flow)
	}

	// Whose right to write is gone meanwhile keeps what was typed too.
	reader := r.serve("Rita", false, false)
	code, page := reader.post(at(id, "/edit"), "title", "Router", "body", "An hour's work.", "based", "2")
	if code != http.StatusForbidden {
		t.Error(code)
	}
	has(t, "a reader's text", page, "What you typed is here", "An hour&#39;s work.</textarea>")
}

// TestAFormThatComesBackIsReadAloudAtItsFault looks at the page with eyes, keys and axe-core.
func TestAFormThatComesBackIsReadAloudAtItsFault(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "Restart it.", func(e *knowledge.Edit) {
		day := time.Now().AddDate(1, 0, 0)
		e.ReviewBy = &day
	})
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "422")
	do(t, ctx, "look", chromedp.Navigate(p.url+at(id, "")))
	browsertest.Until(t, ctx, "it is sent", `(f => { f.closest("details").open = true; f.review_by.value = "2020-02-03"; f.submit(); return true })(document.querySelector("form[action$='/verify']"))`)
	browsertest.Until(t, ctx, "the field has the focus and says what is wrong", `document.activeElement.name === "review_by" && document.activeElement.value === "2020-02-03" &&
		document.getElementById(document.activeElement.getAttribute("aria-describedby"))?.innerText.includes("has passed")`)
	views(t, ctx, "verify-again")
}
