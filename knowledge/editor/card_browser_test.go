package editor_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/knowledge"
)

// Two people at one project's card: what is typed is kept on the server, each learns of the other, and what both changed is
// put together, field by field and line by line.
func TestTwoAtOneCardAreToldAndPutTogether(t *testing.T) {
	r := newRig(t)
	card := knowledge.Project{Key: "net", Name: "Home Internet", Hours: "9-18", Body: "Fibre.\n\n## Prices\nOne.\nTwo.\nThree.\n\n## Offers\n- Half price (until 2099-12-31)"}
	if _, err := r.store.SaveProject(t.Context(), card); err != nil {
		t.Fatal(err)
	}
	maria, oleh := r.person("Maria", true), r.person("Oleh", true)
	hers := browsertest.New(t, "409")
	his := browsertest.Visitor(t, hers)
	fill := func(name, text string) chromedp.Action[chromedp.Void] {
		return chromedp.SetValue("[name="+name+"]", text)
	}
	do(t, hers, "she opens it", chromedp.Navigate(maria.url+"/knowledge/p/net/edit"), fill("prices", "One.\nTwo.\nThree, she says."), fill("contacts", "Call 555."),
		chromedp.SetValue(".offer-row:nth-of-type(2) [name=offer]", "A free router"), chromedp.SendKeys("[name=summary]", "."))
	browsertest.Until(t, hers, "it is kept", says(".state", "Autosaved "))

	another := browsertest.Visitor(t, hers)
	do(t, another, "on another computer", chromedp.Navigate(maria.url+"/knowledge"))
	browsertest.Until(t, another, "what is not saved", says(".unsaved", "project card"))
	do(t, another, "go on", chromedp.Click(".unsaved a"))
	browsertest.Until(t, another, "the text and the offers", "document.querySelector('[name=prices]')?.value.includes('she says') && [...document.querySelectorAll('[name=offer]')].map(o => o.value).join() === 'Half price,A free router,,,'")
	browsertest.Shot(t, another, "card-restored")
	browsertest.Accessible(t, another, "card restored")

	do(t, his, "he opens it", chromedp.Navigate(oleh.url+"/knowledge/p/net/edit"))
	browsertest.Until(t, his, "he is told", says("[data-others]", "Maria is at this card"))
	do(t, his, "he writes", fill("prices", "One, he says.\nTwo.\nThree."), fill("hours", "8-20"), chromedp.Click("[value=save]"))
	browsertest.Until(t, his, "he has saved", says(".fine", "Project saved"))

	browsertest.Until(t, hers, "she is told", says("[data-newer]", "Oleh has just saved version 3"))
	do(t, hers, "she saves all the same", chromedp.Click("[value=save]"))
	browsertest.Until(t, hers, "both changes", "document.querySelector('[name=prices]')?.value === 'One, he says.\\nTwo.\\nThree, she says.' && document.querySelector('[name=hours]').value === '8-20' && "+says(".merged", "Oleh saved version 3"))
	browsertest.Shot(t, hers, "card-together")
	browsertest.Accessible(t, hers, "card together")
	do(t, hers, "she saves", chromedp.Click("[value=save]"))
	browsertest.Until(t, hers, "saved", says(".fine", "Project saved"))
	do(t, hers, "the versions", chromedp.Navigate(maria.url+"/knowledge/p/net/versions"))
	browsertest.Until(t, hers, "who changed what", says("main", "A free router")+" && "+says("main", "by Oleh"))
	views(t, hers, "card-versions")

	versions, err := r.store.CardVersions(t.Context(), "net")
	if err != nil || len(versions) != 4 || versions[0].Author != "Maria" || versions[1].Author != "Oleh" {
		t.Fatalf("%+v, %v", versions, err)
	}
	p := knowledge.ParseCard(versions[0].Body)
	if p.Prices != "One, he says.\nTwo.\nThree, she says." || len(p.Offers) != 2 || versions[0].Hours != "8-20" || versions[0].Contacts != "Call 555." {
		t.Errorf("saved %+v", versions[0])
	}
	do(t, hers, "an earlier one", chromedp.Navigate(maria.url+"/knowledge/p/net/edit?v=2"), chromedp.Click("[value=save]"))
	browsertest.Until(t, hers, "restored", says(".fine", "Project saved"))
	if p, err := r.store.Project(t.Context(), "net"); err != nil || p.Version != 5 || p.Hours != "9-18" || p.Contacts != "" {
		t.Errorf("restored %+v, %v", p, err)
	}
}
