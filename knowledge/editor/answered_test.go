package editor_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// TestAGapThatAnArticleAnswersIsClosedWithIt: what was published for one question may answer another gap.
func TestAGapThatAnArticleAnswersIsClosedWithIt(t *testing.T) {
	r := gapped(t)
	id := r.article("sunday", "en", "Connections on Sundays", "From ten to four.")
	answers := map[string]int64{}
	r.trier = func(_ context.Context, try knowledge.Attempt, questions []knowledge.TrialQuestion) (before, after []knowledge.TrialAnswer, err error) {
		for _, q := range questions {
			a := knowledge.TrialAnswer{Does: knowledge.DoesNothing}
			if article := answers[q.Text]; article != 0 {
				a = knowledge.TrialAnswer{Does: knowledge.DoesAnswer, Found: []knowledge.TrialSource{{Article: article, Project: "net", Key: "sunday", Title: "Connections on Sundays"}}}
			}
			if try.Draft != nil || q.Lang != "en" || q.Project != "net" {
				t.Errorf("asked %+v with %v", q, try)
			}
			before = append(before, a)
		}
		return before, before, nil
	}
	p := r.person("Maria", true)
	hasNot(t, "who did not ask", p.shows("/knowledge/gaps/1", "Ask the assistant now"), "What the assistant says now")
	hasNot(t, "nothing answers", p.shows("/knowledge/gaps/1?now=1", "What the assistant says now", "The assistant has no answer", "No article answers most of them"), "Close the gap")
	answers["Do you connect houses on Sundays?"] = id
	hasNot(t, "one of three", p.shows("/knowledge/gaps/1?now=1", "answers by itself"), "Close the gap")
	answers["can my house be connected on a Sunday"] = id
	p.shows("/knowledge/gaps/1?now=1", "answers 2 of 3", "Close the gap with it", fmt.Sprintf(`name="article" value="%d"`, id))

	oleh := r.operator("Oleh")
	hasNot(t, "an operator", oleh.shows("/knowledge/gaps/1?now=1", "answers by itself"), "Close the gap")
	if code, _ := oleh.post("/knowledge/gaps/1/answered", "article", fmt.Sprint(id)); code != http.StatusForbidden {
		t.Error(code)
	}
	for _, wrong := range []string{"", "x", "999999"} {
		if code, _ := p.post("/knowledge/gaps/1/answered", "article", wrong); code != http.StatusNotFound {
			t.Errorf("closed with %q: %d", wrong, code)
		}
	}
	draft := r.article("draft", "en", "A draft", "From ten to four.", func(e *knowledge.Edit) { e.Publish = false })
	if code, _ := p.post("/knowledge/gaps/1/answered", "article", fmt.Sprint(draft)); code != http.StatusNotFound {
		t.Errorf("closed with a draft: %d", code)
	}

	ctx := browsertest.New(t)
	do(t, ctx, "look", chromedp.Navigate(p.url+"/knowledge/gaps/1"), chromedp.Click("a[href$='now=1#now']"))
	browsertest.Until(t, ctx, "what it says", says("#now", "answers 2 of 3"))
	views(t, ctx, "gap-now")
	do(t, ctx, "close it", chromedp.Click("#now form button"))
	browsertest.Until(t, ctx, "it is closed", says("main", "Closed: readers see the article that answers it.")+" && "+says("main", "Written: Connections on Sundays"))
	if code, page := p.post("/knowledge/gaps/1/answered", "article", fmt.Sprint(id)); code != http.StatusConflict || !strings.Contains(page, "was closed by Maria") {
		t.Errorf("closed twice: %d %s", code, page)
	}
	n, took, err := r.store.GapTimes(t.Context(), time.Now().Add(-time.Hour))
	if err != nil || n != 1 || took < 8*24*time.Hour || took > 10*24*time.Hour { // from the first question, nine days ago, to the publication
		t.Errorf("%d took %s, %v", n, took, err)
	}
	p.shows("/knowledge/gaps?state=written", "1 written in the last 90 days, within")
}

// TestAGapWasOpenedOnADayOfTheCompany looks from another zone, where it is another day.
func TestAGapWasOpenedOnADayOfTheCompany(t *testing.T) {
	r := newRig(t).in("America/New_York")
	r.talked(1)
	at := time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) // an hour before midnight, the clocks say ten in the evening
	if _, err := r.store.AddUnanswered(t.Context(), []knowledge.Unanswered{{Conversation: 1, Seq: 1, Text: "Can I pay with gold?", Lang: "en", At: at}}); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	ctx := browsertest.New(t)
	do(t, ctx, "look", browsertest.Zone("Asia/Tokyo"), chromedp.Navigate(p.url+"/knowledge/gaps/1"))
	browsertest.Until(t, ctx, "the day", says("main", "since 1 March 2026"))
}

// TestWhatSeveralWereToldIsReadOnce shows the same reply to two customers once.
func TestWhatSeveralWereToldIsReadOnce(t *testing.T) {
	r := gapped(t)
	r.talks = talks{replies: []knowledge.OwnReply{{Conversation: 2, Seq: 1, Text: "Yes, from ten to four.", Operator: "Ann", Solved: true}, {Conversation: 3, Seq: 1, Text: "Yes, from ten to four.", Operator: "Bob"},
		{Conversation: 1, Seq: 1, Text: "Write to ann@lumen.example.", Operator: "Bob"}}}
	page := r.person("Maria", true).shows("/knowledge/gaps/1", "Yes, from ten to four.")
	if n := strings.Count(page, "Yes, from ten to four."); n != 1 {
		t.Errorf("it stands there %d times", n)
	}
	hasNot(t, "a reply", page, "ann@lumen.example")
}
