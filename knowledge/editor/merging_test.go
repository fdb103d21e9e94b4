package editor_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

func TestOneOfTwoArticlesStaysAndTakesTheOtherIn(t *testing.T) {
	r := newRig(t)
	r.project("shop", "Shop")
	keep := r.article("card", "en", "How to pay by card", "The fee is 10.", func(e *knowledge.Edit) { e.Questions, e.Tags = []string{"pay by card"}, []string{"pay"} })
	goes := r.article("paying", "en", "Paying by card", "The fee is 15.\n\nAll banks.", func(e *knowledge.Edit) {
		e.Questions, e.Tags = []string{"Pay by card", "is my bank taken"}, []string{"card", "pay"}
	})
	foreign := r.article("card", "en", "Cards of the shop", "None.", func(e *knowledge.Edit) { e.Project = "shop" })
	for _, m := range []knowledge.MustFind{{Project: "net", Key: "paying", Text: "which banks", By: "Maria"}, {Project: "net", Key: "paying", Text: "card", By: "Maria"}, {Project: "net", Key: "card", Text: "card", By: "Maria"}} {
		if err := r.store.AddMustFind(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	p := r.person("Maria", true)
	hasNot(t, "the pair for an operator", r.operator("Oleh").shows(fmt.Sprintf("/knowledge/check-up/pair?a=%d&b=%d", keep, goes)), "Merge into this")
	hasNot(t, "a pair of two projects", p.shows(fmt.Sprintf("/knowledge/check-up/pair?a=%d&b=%d", keep, foreign)), "Merge into this")
	hasNot(t, "the form with another project's", p.shows(at(keep, fmt.Sprintf("/edit?merge=%d", foreign))), "You are merging")
	hasNot(t, "the form with itself", p.shows(at(keep, fmt.Sprintf("/edit?merge=%d", keep))), "You are merging")

	for key, id := range map[string]int64{"own": keep, "other": goes} {
		if _, err := r.store.Teach(t.Context(), knowledge.Lesson{Key: key, Article: id, Lang: "en", Text: key + " card trouble", Solved: true, Role: "editor", Person: "eva", At: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}

	ctx := browsertest.New(t)
	do(t, ctx, "look at both", chromedp.Navigate(fmt.Sprintf("%s/knowledge/check-up/pair?a=%d&b=%d", p.url, keep, goes)))
	views(t, ctx, "pair-to-merge")
	do(t, ctx, "keep the first", chromedp.Click(fmt.Sprintf("a[href='%s']", at(keep, fmt.Sprintf("/edit?merge=%d", goes)))))
	browsertest.Until(t, ctx, "what the other has", says(".merging", "Paying by card")+" && "+says(".original", "All banks.")+
		" && document.querySelector('[name=questions]').value === 'pay by card\\nis my bank taken' && document.querySelector('[name=tags]').value === 'pay, card' && document.querySelector('#body').value === 'The fee is 10.'")
	browsertest.Until(t, ctx, "what was learned follows", says(".merging", "What was learned of it (1 question) will count for this article"))
	views(t, ctx, "merging")
	browsertest.Until(t, ctx, "she takes over what is missing", typing("The fee is 15.\n\nAll banks."))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	do(t, ctx, "return later", chromedp.Navigate(p.url+at(keep, "/edit")))
	browsertest.Until(t, ctx, "she is still at it", says(".merging", "Paying by card")+" && document.querySelector('#body').value.includes('All banks')")
	do(t, ctx, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "merged", says(".fine", "Merged and published"))
	do(t, ctx, "look at the memory", chromedp.Navigate(fmt.Sprintf("%s/knowledge/memory?article=%d", p.url, keep)))
	browsertest.Until(t, ctx, "both count, the one with where it comes from", says("main", "other card trouble")+" && "+says("main", "own card trouble")+" && "+says("main", "learned of “Paying by card”, merged into it")+
		" && !"+says("main", "no longer counts"))
	views(t, ctx, "memory-of-merged")
	do(t, ctx, "on a phone", chromedp.EmulateViewport(390, 844))
	browsertest.Until(t, ctx, "no lesson is wider than its card", "[...document.querySelectorAll('.tries > li')].every(li => li.getBoundingClientRect().right <= li.closest('.card').getBoundingClientRect().right)")
	do(t, ctx, "at a desk", browsertest.Desktop())
	if d := r.read(goes); d.Removed.IsZero() {
		t.Error("the other article is still there")
	}
	if d := r.read(keep); d.Versions[0].Comment != "Merges “Paying by card”." || len(d.Versions[0].Questions) != 2 || len(d.Versions[0].Tags) != 2 {
		t.Errorf("%+v", d.Versions[0])
	}
	list, err := r.store.MustFinds(t.Context(), "net", "", 10)
	if err != nil || len(list) != 2 || list[0].Key != "card" || list[1].Key != "card" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestADraftThatMergesRemovesNothing(t *testing.T) {
	r := newRig(t)
	keep, goes := r.article("a", "en", "A", "One."), r.article("b", "en", "B", "Two.")
	r.article("b", "uk", "Б", "Два.")
	if err := r.store.AddMustFind(t.Context(), knowledge.MustFind{Project: "net", Key: "b", Text: "two", By: "Maria"}); err != nil {
		t.Fatal(err)
	}
	p := r.person("Maria", true)
	fields := []string{"title", "A", "body", "One, two.", "audience", "public", "merge", fmt.Sprint(goes)}
	if code, to := p.post(at(keep, "/edit"), append(fields, "based", "1", "do", "save")...); code != 303 || !r.read(goes).Removed.IsZero() {
		t.Fatal(code, to)
	}
	if code, to := p.post(at(keep, "/edit"), append(fields, "based", "2", "do", "publish")...); code != 303 || r.read(goes).Removed.IsZero() {
		t.Fatal(code, to)
	}
	list, err := r.store.MustFinds(t.Context(), "net", "", 10)
	if err != nil || len(list) != 1 || list[0].Key != "b" { // its Ukrainian text answers it
		t.Errorf("%+v %v", list, err)
	}
}
