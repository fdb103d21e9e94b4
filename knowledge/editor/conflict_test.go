package editor_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// hidden is the value of a hidden field of a page, or empty.
func hidden(page, name string) string {
	_, rest, _ := strings.Cut(page, `<input type="hidden" name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// autosaved keeps a form as its page does.
func (p *person) autosaved(page string, pairs ...string) {
	p.Helper()
	pairs = append(pairs, "dirty", "1", "based", hidden(page, "based"), "old", hidden(page, "old"))
	if code, said := p.post("/knowledge/keep", pairs...); code != http.StatusOK {
		p.Fatal(code, said)
	}
}

// Whoever leaves a conflict and comes back is in it again: what the other saved is overwritten by nobody who does not see it.
func TestAConflictThatWasLeftIsThereAgain(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.\n\nTwo.\n\nThree.")
	p := r.person("Maria", true)
	r.again(id, 1, "One.\n\nTwo.\n\nThree.\n\nFour.", true)
	mine := []string{"title", "Router", "body", "One, mine.\n\nTwo.\n\nThree.", "audience", "public", "owner", "Maria", "tags", ""}
	code, page := p.post(at(id, "/edit"), append(mine, "do", "publish", "based", "1")...)
	if code != http.StatusConflict {
		t.Fatal(code)
	}
	for _, do := range []string{"", "preview"} {
		if do != "" {
			_, page = p.post(at(id, "/edit"), append(mine, "do", do, "based", hidden(page, "based"), "old", hidden(page, "old"))...)
			has(t, "the conflict after "+do, page, "Olena saved version 2")
		}
		p.autosaved(page, append(mine, "form", fmt.Sprint("a", id), "article", fmt.Sprint(id))...)
		page = p.shows(at(id, "/edit"), "One, mine.", "did not save", "Olena saved version 2", "Four.", "Merge both changes", "You began with version 1")
	}
	r.again(id, 2, "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.", true)
	code, page = p.post(at(id, "/edit"), append(mine, "do", "publish", "based", hidden(page, "based"), "old", hidden(page, "old"))...)
	if code != http.StatusConflict || hidden(page, "old") != "1" {
		t.Fatalf("one more meanwhile: %d, begun with %q", code, hidden(page, "old"))
	}
	for _, do := range []string{"catchup", "merge"} {
		code, merged := p.post(at(id, "/edit"), append(mine, "do", do, "based", hidden(page, "based"), "old", hidden(page, "old"))...)
		has(t, do, merged, "One, mine.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.</textarea>", "Both changes are merged", `name="based" value="3"`)
		if code != http.StatusOK || hidden(merged, "old") != "" {
			t.Errorf("%s: %d, begun with %q", do, code, hidden(merged, "old"))
		}
	}
	if code, to := p.post(at(id, "/edit"), append(mine, "do", "publish", "based", hidden(page, "based"), "old", "1")...); code != http.StatusSeeOther {
		t.Errorf("saving it once more is the decision: %d %s", code, to)
	}
}

// An older text that is given back is put beside what was saved since, be it from before or after the conflict.
func TestAnOlderTextThatIsGivenBackShowsWhatWasSavedSince(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.")
	p := r.person("Maria", true)
	page := p.shows(at(id, "/edit"))
	p.autosaved(page, "form", fmt.Sprint("a", id), "article", fmt.Sprint(id), "title", "Router", "body", "One, mine.", "audience", "public", "owner", "Maria")
	hasNot(t, "nothing was saved since", p.shows(at(id, "/edit"), "One, mine."), "while you were writing")
	r.again(id, 1, "One, hers.", true)
	p.shows(at(id, "/edit"), "One, mine.", "Olena saved version 2", "One, hers.", `name="based" value="2"`, `name="old" value="1"`)
}

func TestAConflictOfACardThatWasLeftIsThereAgain(t *testing.T) {
	r := newRig(t)
	p := r.person("Maria", true)
	card := func(summary, hours, author string, based int) {
		t.Helper()
		if _, err := r.store.SaveCard(t.Context(), knowledge.CardEdit{Project: knowledge.Project{Key: "net", Name: "Net", Summary: summary, Hours: hours}, Based: based, Author: author}); err != nil {
			t.Fatal(err)
		}
	}
	card("All.", "8 to 5", "Eva", 1)
	mine := []string{"name", "Net", "summary", "Mine.", "hours", "8 to 5"}
	begun := hidden(p.shows("/knowledge/p/net/edit"), "based")
	card("Hers.", "9 to 6", "Olena", 2)
	code, page := p.post("/knowledge/p/net/edit", append(mine, "do", "save", "based", begun)...)
	if code != http.StatusConflict {
		t.Fatal(code)
	}
	has(t, "the conflict", page, "Mine.", "Saved now:", "Hers.", "9 to 6")
	mine[5] = "9 to 6" // as the page has it
	for _, do := range []string{"", "preview"} {
		if do != "" {
			_, page = p.post("/knowledge/p/net/edit", append(mine, "do", do, "based", hidden(page, "based"), "old", hidden(page, "old"))...)
			has(t, "the conflict after "+do, page, "Saved now:", "Hers.")
		}
		p.autosaved(page, append(mine, "form", "p:net")...)
		page = p.shows("/knowledge/p/net/edit", "did not save", "Mine.", "Saved now:", "Hers.", "Olena saved version 3")
	}
	if code, to := p.post("/knowledge/p/net/edit", append(mine, "do", "save", "based", hidden(page, "based"), "old", hidden(page, "old"))...); code != http.StatusSeeOther {
		t.Errorf("saving it once more is the decision: %d %s", code, to)
	}
}

// What the browser keeps beside the server is no way around a conflict either.
func TestAConflictThatWasClosedIsThereAgainInTheBrowser(t *testing.T) {
	r := newRig(t)
	id := r.article("router", "en", "Router", "One.\n\nTwo.\n\nThree.")
	p := r.person("Maria", true)
	ctx := browsertest.New(t, "409")
	do(t, ctx, "open", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, ctx, "she writes", typing("One, mine.\n\nTwo.\n\nThree."))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	r.again(id, 1, "One.\n\nTwo.\n\nThree.\n\nFour.", true)
	do(t, ctx, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, ctx, "the conflict", says(".conflict", "Olena saved version 2"))
	browsertest.Until(t, ctx, "it is kept", says(".state", "Autosaved "))
	browsertest.Until(t, ctx, "nothing newer is announced twice", "document.querySelector('[data-newer]').hidden")
	browsertest.Until(t, ctx, "the server is out of reach", away)
	browsertest.Until(t, ctx, "she writes more", typing("One, wholly mine.\n\nTwo.\n\nThree."))
	browsertest.Until(t, ctx, "it is kept here", fmt.Sprintf("localStorage.getItem('knowledge:draft:a%d')?.includes('wholly')", id))
	again := browsertest.Tab(t, ctx, "409")
	do(t, again, "come back", chromedp.Navigate(p.url+at(id, "/edit")))
	browsertest.Until(t, again, "the conflict is there again", says(".conflict", "Olena saved version 2")+" && document.querySelector('#body').value.startsWith('One, mine')")
	browsertest.Until(t, again, "none of it is read aloud by itself", quiet)
	browsertest.Until(t, again, "whose a line is, is read too", "document.querySelector('.conflict del .sr').textContent === 'Theirs: ' && document.querySelector('.conflict ins .sr').textContent === 'Yours: '")
	browsertest.Shot(t, again, "conflict-restored")
	browsertest.Accessible(t, again, "conflict-restored")
	do(t, again, "go on with the browser's", chromedp.Click("[data-kept] .primary"))
	browsertest.Until(t, again, "it", "document.querySelector('#body').value.startsWith('One, wholly mine')")
	do(t, again, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, again, "not without the other's", says(".conflict", "Olena saved version 2")+" && "+says(".conflict", "Merge both changes"))
	if d := r.read(id); d.Latest != 2 {
		t.Errorf("%+v", d.Versions[0])
	}
}
