package editor_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// tuner is a measured past, and what was done about it.
type tuner struct {
	found knowledge.Thresholds
	did   []string
}

// measured is the tuner as the pages see it.
type measured struct{ *tuner }

func (m measured) Thresholds(context.Context) (knowledge.Thresholds, error) { return m.found, nil }

func (m measured) Measure(_ context.Context, by string) error {
	m.did = append(m.did, "measure by "+by)
	return nil
}

func (m measured) Set(_ context.Context, name string, to knowledge.Limits, by, why string) error {
	if why == "crossed" {
		return fmt.Errorf("save: %w", knowledge.InvalidError{{Field: "draft", Problem: "is above answer: net/en"}})
	}
	m.did = append(m.did, fmt.Sprintf("set %s %v by %s: %s", name, to, by, why))
	return nil
}

func (m measured) Take(_ context.Context, by string) error {
	m.did = append(m.did, "take by "+by)
	return nil
}

func (m measured) Revert(_ context.Context, id int64, by string) error {
	if id > 2 {
		return knowledge.ErrNotFound
	}
	m.did = append(m.did, fmt.Sprintf("revert %d by %s", id, by))
	return nil
}

// aPast is what past questions speak for, as a measurement finds it.
func aPast() *tuner {
	var curve []knowledge.Point
	for i := range 200 {
		share := float64(i+1) / 220
		curve = append(curve, knowledge.Point{From: 1 - share, Answered: share, Wrong: share * share * .16, Count: i + 1})
	}
	now := time.Now()
	own := map[string]knowledge.Limits{"net/en": {Answer: .9, Draft: .2}}
	return &tuner{found: knowledge.Thresholds{
		Usual: knowledge.Limits{Answer: .83, Draft: .15}, Own: own, Need: 40, By: "Eva Editor", Measured: now.Add(-3 * time.Minute),
		Judged: knowledge.Judged{From: .4, Days: 30, Answered: 120, Failed: 3, Denied: 41},
		Days:   30, Given: []knowledge.Given{{Project: "net", Lang: "en", Answers: 412, Denied: 11, Asked: 23, Corrected: 5, Failed: 36, Confirmed: 150, Solved: 201}, {Project: "gone", Lang: "uk", Answers: 2}},
		Groups: []knowledge.Tuned{
			{Project: "net", Lang: "en", Questions: 220, Known: 198, Wanted: .02, Curve: curve, Now: own["net/en"], Chosen: knowledge.Limits{Answer: .655, Draft: .18},
				NowShares: knowledge.Shares{Answered: .1, Drafted: .7, Unknown: .2, Wrong: .002, Useful: .71, Missed: .4}, ChosenShares: knowledge.Shares{Answered: .345, Drafted: .435, Unknown: .22, Wrong: .019, Useful: .6, Missed: .42},
				HeldOut: knowledge.Shares{Answered: .312, Wrong: .028}, Lacks: []string{"each of the questions has an answer: <b>nothing</b>"},
				Wrong: []knowledge.PastAnswer{{Text: "what does <i>it</i> cost", Lang: "en", Sure: .91, By: "net/router", ByID: 7, Right: "net/tariffs", RightID: 8}, {Text: "do you tune bagpipes", Lang: "en", Sure: .7, By: "net/gone", Gap: 3}},
				Open:  []knowledge.PastAnswer{{Text: "can I pay by card", Lang: "en", Sure: .95, By: "net/cards", ByID: 9, Gap: 4}}},
			{Project: "net", Lang: "uk", Questions: 12, Known: 12, Wanted: .02, Curve: curve[:12], Now: knowledge.Limits{Answer: .83, Draft: .15}},
		},
		Changes: []knowledge.ThresholdChange{{ID: 2, By: "Eva Editor", Why: "too many wrong answers about tariffs", At: now.Add(-50 * time.Hour), Own: own},
			{ID: 1, By: "root, by command", Why: "chosen from past questions", At: now.Add(-500 * time.Hour), Own: map[string]knowledge.Limits{"net/en": {Answer: .7}, "net/uk": {Answer: 1.01}, "shop": {Answer: .9999, Draft: .1236}}}},
	}}
}

func TestThePageOfThresholdsShowsTheCurveAndSetsThem(t *testing.T) {
	r := newRig(t)
	past := aPast()
	r.tune = measured{past}
	publisher, writer := r.serve("Eva Editor", true, true), r.serve("Wim", true, false)
	const path = "/knowledge/thresholds"
	page := publisher.shows(path, "Home Internet · English", "220 past questions, 198 with an answer", "<polyline", "suggested: 34 % answered, 1.9 % wrong",
		"Too few questions for thresholds of their own: 40 are needed, there are 12", "On questions they were not chosen by: 31 % answered, 2.8 % of them wrong", "All shares are of questions that operators or editors answered", "each of the questions has an answer: &lt;b&gt;nothing", `<p lang="en" dir="auto">what does &lt;i&gt;it&lt;/i&gt; cost</p>`, `0.91 sure: <a href="/knowledge/a/7">net/router</a> instead of <a href="/knowledge/a/8">net/tariffs</a>`,
		`0.7 sure: net/gone instead of nothing: <a href="/knowledge/gaps/3">nobody has written an answer</a>`, "Open gaps that the assistant answers now", `<a href="/knowledge/gaps/4" lang="en" dir="auto">can I pay by card</a>`, "Set by Eva Editor", "too many wrong answers about tariffs", "net/uk: default", "shop: answers from 0.9999, drafts from 0.124", "never answers", "Restore this", `action="/knowledge/thresholds/0/revert"`, "Default: answers from 0.83",
		"What customers were answered", `<th scope="row">Home Internet · English</th><td class="num">412</td><td class="num">11</td><td class="num">23</td><td class="num">5</td><td class="num">36</td><td class="num">150</td><td class="num">201</td><td class="num">25</td>`,
		`<th scope="row">gone · Українська</th><td class="num">2</td>`,
		"A model reads what the assistant is about to answer, from 0.4", "In 30 days: 120 answered by its word, of which 3 did not help; for 41 it found that the draft does not answer")
	hasNot(t, path, page, "NaN", "%!")
	hasNot(t, "a writer's page", writer.shows(path, "<polyline"), "Restore this", "Ask the past", "Back to default")
	for _, c := range []struct {
		who    *person
		path   string
		form   []string
		status int
		did    string
	}{
		{writer, "/take", nil, http.StatusForbidden, ""},
		{publisher, "/take", nil, http.StatusSeeOther, "take by Eva Editor"},
		{publisher, "/take", []string{"measured", past.found.Measured.UTC().Format(time.RFC3339Nano)}, http.StatusSeeOther, "take by Eva Editor"},
		{publisher, "/take", []string{"measured", past.found.Measured.Add(-time.Hour).UTC().Format(time.RFC3339Nano)}, http.StatusSeeOther, ""}, // replayed again since the page was seen
		{publisher, "/measure", nil, http.StatusSeeOther, "measure by Eva Editor"},
		{publisher, "/1/revert", nil, http.StatusSeeOther, "revert 1 by Eva Editor"},
		{publisher, "/0/revert", nil, http.StatusSeeOther, "revert 0 by Eva Editor"},
		{publisher, "/-1/revert", nil, http.StatusNotFound, ""},
		{publisher, "/9/revert", nil, http.StatusNotFound, ""},
		{publisher, "/set", []string{"name", "net/en", "answer", "0,8", "draft", ".3", "why", "tried"}, http.StatusSeeOther, "set net/en {0.8 0.3} by Eva Editor: tried"},
		{publisher, "/set", []string{"name", "net/en", "do", "usual", "answer", "x"}, http.StatusSeeOther, "set net/en {0 0} by Eva Editor: "},
		{publisher, "/set", []string{"name", "net/en", "answer", "83"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "net/en", "answer", "NaN"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "net/en", "answer", ".3", "draft", ".4"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "net/en", "answer", ".2"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "net/en", "answer", ".4", "why", "crossed"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "net/en"}, http.StatusUnprocessableEntity, ""},
		{publisher, "/set", []string{"name", "/", "answer", ".3"}, http.StatusNotFound, ""},
	} {
		past.did = nil
		got, body := c.who.post(path+c.path, c.form...)
		if got != c.status {
			t.Errorf("%s %v: %d %s", c.path, c.form, got, body)
		}
		if did := fmt.Sprint(past.did); did != "["+c.did+"]" {
			t.Errorf("%s %v did %s", c.path, c.form, did)
		}
	}
	publisher.shows(path+"?done=remeasured", "replayed again in the meantime", `name="measured" value="`+past.found.Measured.UTC().Format(time.RFC3339Nano)+`"`)
	past.found = knowledge.Thresholds{Usual: knowledge.Limits{Answer: 2, Draft: .15}, Need: 40, Running: true}
	publisher.shows(path, "Past questions have not been replayed yet", "answers never", "Replaying now")
	r.tune = nil
	if got, _ := r.serve("Nobody", true, true).get(path); got != http.StatusNotFound {
		t.Errorf("without a tuner: %d", got)
	}
}

// TestWhatHoldsForAGroupIsSaid: what is set for its project or its language is, where nothing is set for it alone.
func TestWhatHoldsForAGroupIsSaid(t *testing.T) {
	r := newRig(t)
	past := aPast()
	r.tune = measured{past}
	past.found.Groups = past.found.Groups[1:] // net/uk
	p := r.serve("Eva Editor", true, true)
	for _, c := range []struct {
		own       map[string]knowledge.Limits
		says, not []string
	}{
		{map[string]knowledge.Limits{}, []string{"Default thresholds", "Until then the defaults apply.", "Nobody has changed these yet."}, []string{"Own thresholds", "Thresholds of"}},
		{map[string]knowledge.Limits{"net": {Answer: .9, Draft: .2}}, []string{"Thresholds of Home Internet: answers from 0.9, drafts from 0.2", "Until then the defaults apply, except for what somebody set.", "Set by Ann"}, []string{"Default thresholds", "Own thresholds", "Nobody has changed"}},
		{map[string]knowledge.Limits{"/uk": {Answer: .7}, "net": {Draft: .2}}, []string{"Thresholds of Home Internet: drafts from 0.2", "Thresholds of Українська: answers from 0.7", "Set by Ann"}, []string{"Default thresholds"}},
		{map[string]knowledge.Limits{"net/uk": {Answer: .7}, "net": {Answer: .8, Draft: .2}}, []string{"Own thresholds", "Thresholds of Home Internet: drafts from 0.2"}, []string{"answers from 0.8</span>"}},
		{map[string]knowledge.Limits{"shop": {Answer: .9}, "net/en": {Answer: .9}}, []string{"Default thresholds", "Nobody has changed these yet."}, nil},
	} {
		past.found.Own, past.found.Changes = c.own, []knowledge.ThresholdChange{{ID: 1, By: "Ann", At: time.Now(), Own: c.own}}
		hasNot(t, fmt.Sprint(c.own), p.shows("/knowledge/thresholds", c.says...), c.not...)
	}
}

func TestTheThresholdsInABrowser(t *testing.T) {
	r := newRig(t)
	past := aPast()
	r.tune = measured{past}
	p := r.serve("Eva Editor", true, true)
	ctx := browsertest.New(t)
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/thresholds"))
	browsertest.Until(t, ctx, "the curve", "document.querySelectorAll('.curve polyline').length === 1")
	views(t, ctx, "thresholds")
	do(t, ctx, "go by the past", chromedp.Click("form[action$='/take'] button"))
	browsertest.Until(t, ctx, "it is set", says(".fine", "It applies from the next question on"))
	past.found = knowledge.Thresholds{Usual: knowledge.Limits{Answer: .83, Draft: .15}, Need: 40}
	do(t, ctx, "visit", chromedp.Navigate(p.url+"/knowledge/thresholds"))
	browsertest.Until(t, ctx, "nothing was measured", says("main", "Past questions have not been replayed yet"))
	views(t, ctx, "thresholds-new")
}
