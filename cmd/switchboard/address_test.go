package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
)

// Who tries the product at one address, and moves it to another, has pictures and links that lead where the program is: in the
// editor, in the help centre, and in what customers are told on other sites.
func TestPicturesAndLinksLeadWhereTheProgramIs(t *testing.T) {
	t.Parallel()
	const trial, moved = "http://trial.example:8080", "http://help.company.example"
	p := newProgram(t, "DATABASE_URL="+pgtest.New(t).Config().ConnString(), "SWITCHBOARD_HELP=true", "SWITCHBOARD_URL="+trial)
	p.start()
	setup := ""
	for deadline := time.Now().Add(10 * time.Second); setup == "" && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		setup = setupLink.FindString(p.output())
	}
	cut := []string{"ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED"}
	editor := browsertest.New(t, cut...)
	step(t, editor, "set up", chromedp.Navigate(strings.Replace(setup, trial, p.base, 1)))
	becomeAdministrator(t, editor)

	var lamp bytes.Buffer
	if err := png.Encode(&lamp, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "switch.png")
	if err := os.WriteFile(file, lamp.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	const question = "How do I turn on the zanzibar mode?"
	step(t, editor, "write", chromedp.Navigate(p.base+"/knowledge/p/lumen-net/new"), chromedp.SendKeys("[name=title]", "Turning on the zanzibar mode"), chromedp.SetValue("[name=language]", "en"),
		chromedp.SetValue("[name=key]", "zanzibar"), chromedp.SetValue("[name=questions]", question),
		chromedp.SendKeys("#body", "Turn the zanzibar switch, then [restart the router]("+trial+"/help/en/lumen-net/router-restart). It is here: "), chromedp.SetUploadFiles("[data-file]", []string{file}))
	const shown = "(i => i?.complete && i.naturalWidth === 3 && new URL(i.src).pathname.startsWith('/knowledge-files/'))(document.querySelector('%s img[alt=switch]'))"
	browsertest.Until(t, editor, "the picture in the preview", fmt.Sprintf(shown, "#preview"))
	const linked = "[...document.querySelectorAll('#preview a')].some((a) => a.innerText === '%s' && a.href.startsWith('" + trial + "/%s/'))"
	for look := 1; look <= 2; look++ {
		step(t, editor, "as it looks elsewhere", chromedp.Click(fmt.Sprintf("[data-look='%d']", look)))
		browsertest.Until(t, editor, fmt.Sprint("links in look ", look), fmt.Sprintf(linked, "switch", "knowledge-files")+" && "+fmt.Sprintf(linked, "restart the router", "help/en/lumen-net"))
	}
	browsertest.Shot(t, editor, "look")
	step(t, editor, "publish", chromedp.Click("[value=publish]"))
	browsertest.Until(t, editor, "it is published", "/^.knowledge.a.[0-9]+$/.test(location.pathname)")
	browsertest.Until(t, editor, "the picture on its page", fmt.Sprintf(shown, "main"))

	read := func(base string) {
		t.Helper()
		reader := browsertest.Visitor(t, editor, cut...)
		step(t, reader, "the help centre", chromedp.Navigate(p.base+"/help/en/lumen-net/zanzibar"))
		browsertest.Until(t, reader, "the picture in the help centre", fmt.Sprintf(shown, "main"))
		browsertest.Until(t, reader, "its link", "[...document.querySelectorAll('main a')].some((a) => a.innerText === 'restart the router' && a.href === location.origin + '/help/en/lumen-net/router-restart')")
		customer := browsertest.Visitor(t, editor, cut...)
		visitChat(t, customer, p.base)
		step(t, customer, "ask", write(question))
		browsertest.Until(t, customer, "the answer", chat("Turn the zanzibar switch"))
		for words, path := range map[string]string{"switch": "/knowledge-files/", "restart the router": "/help/en/lumen-net/router-restart", "Turning on the zanzibar mode": "/help/en/lumen-net/zanzibar"} {
			browsertest.Until(t, customer, base+path, "[..."+widget(".list")+".querySelectorAll('a')].some((a) => a.innerText.includes('"+words+"') && a.href.startsWith('"+base+path+"'))")
		}
		browsertest.Shot(t, customer, "answered")
	}
	read(trial)
	p.kill()
	p.env = append(p.env, "SWITCHBOARD_URL="+moved)
	p.start()
	read(moved)
}
