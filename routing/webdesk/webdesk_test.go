package webdesk_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

func TestEveryPieceOfAConversationIsShownAndEscaped(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "<b>Bob</b>", "How long is delivery? <script>alert(1)</script> https://shop.example/a?b=1&c=2.")
	_, before := ann.get(conv(id, ""))
	if code, answer := ann.post(conv(id, "/note"), "note", "he is <i>angry</i>"); code != 204 {
		t.Fatalf("note: %d %s", code, answer)
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "Hello **Bob** <img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](https://ok.example)"}, nil); code != 204 {
		t.Fatalf("reply: %d %s", code, answer)
	}
	code, page := ann.get(conv(id, ""))
	if code != 200 {
		t.Fatalf("%d %s", code, page)
	}
	page += before
	for _, want := range []string{
		"&lt;b&gt;Bob&lt;/b&gt;", "&lt;script&gt;alert(1)", `href="https://shop.example/a?b=1&amp;c=2"`, "he is &lt;i&gt;angry",
		"Note – only colleagues see this", "<strong>Bob</strong>", `rel="noopener noreferrer ugc"`, "Lumen Shop", "Likely", "Maybe",
		"version 3", "3 months ago", `<mark>delivery</mark>`, "for colleagues only", "https://lumen.example/help/delivery",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if bad := regexp.MustCompile(`(?i)<script>|<img src=x|href="javascript|\sstyle="|\son[a-z]+="`).FindString(page); bad != "" {
		t.Errorf("the page has %q", bad)
	}
}

func TestNotesNeverReachTheCustomer(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "A person, please")
	ann.post(conv(id, "/take"))
	for _, form := range [][]string{
		{"note", "secret 1"}, {"note", "secret 2", "text", "secret 3"}, {"text", "secret 4"},
	} {
		ann.post(conv(id, "/note"), form...)
	}
	ann.post(conv(id, "/reply"), "note", "secret 5")
	if code, answer := ann.post(conv(id, "/reply"), "text", "Good day"); code != 204 {
		t.Fatalf("%d %s", code, answer)
	}
	r.until("the reply", func() bool { return slices.Contains(r.channel.texts(), "Good day") })
	for _, text := range r.channel.texts() {
		if strings.Contains(text, "secret") {
			t.Errorf("the customer reads %q", text)
		}
	}
}

func TestOneFormSendsOnce(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "A person, please")
	form := map[string]string{"key": "0d6b2c1e-58f4-4d7e-9f5c-0a1b2c3d4e5f", "text": "Only once"}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if code, answer := ann.send(conv(id, "/reply"), form, nil); code != 204 {
				t.Errorf("%d %s", code, answer)
			}
		})
	}
	wg.Wait()
	r.until("the reply", func() bool { return slices.Contains(r.channel.texts(), "Only once") })
	ann.send(conv(id, "/reply"), map[string]string{"text": "The end"}, nil)
	r.until("the end", func() bool { return slices.Contains(r.channel.texts(), "The end") })
	n := 0
	for _, text := range r.channel.texts() {
		if text == "Only once" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("sent %d times", n)
	}
}

var draftIn = regexp.MustCompile(`data-draft="(\d+)" data-n="(\d)"`)

func TestDraftsAreSentEditedOrDismissed(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "When is the delivery?")
	_, page := ann.get(conv(id, "/parts"))
	drafts := draftIn.FindAllStringSubmatch(page, -1)
	if len(drafts) != 3 {
		t.Fatalf("%d drafts in %s", len(drafts), page)
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"draft": drafts[2][1],
		"text": "If the parcel is late by a week, offer a discount of up to 20 %."}, nil); code != 422 || !strings.Contains(answer, "colleagues") {
		t.Errorf("an internal draft as it is: %d %s", code, answer)
	}
	dismiss := func() {
		t.Helper()
		if code, answer := ann.post("/desk/draft/"+drafts[1][1]+"/dismiss", "why", "out of date"); code != 204 {
			t.Errorf("dismiss: %d %s", code, answer)
		}
	}
	dismiss()
	undo := `action="/desk/draft/` + drafts[1][1] + `/restore"`
	if _, page := ann.get(conv(id, "/parts")); !strings.Contains(page, undo) || len(draftIn.FindAllString(page, -1)) != 2 {
		t.Error("a dismissal cannot be undone")
	}
	if code, answer := ann.post("/desk/draft/" + drafts[1][1] + "/restore"); code != 204 {
		t.Errorf("restore: %d %s", code, answer)
	}
	if _, page := ann.get(conv(id, "/parts")); strings.Contains(page, undo) || len(draftIn.FindAllString(page, -1)) != 3 {
		t.Error("the draft is not back")
	}
	dismiss()
	stale := r.customer("v1", "Bob", "And one thing more")
	if code, answer := ann.send(conv(stale, "/reply"), map[string]string{"draft": drafts[0][1], "last": "2", "text": "Delivery takes"}, nil); code != 409 || !strings.Contains(answer, "written something new") {
		t.Errorf("a stale draft: %d %s", code, answer)
	}
	whole := "Delivery takes **2–3 working days** within the country.\r\n\r\nYou get a tracking number by SMS as soon as the parcel leaves.\r\n"
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"draft": drafts[0][1], "last": "99", "text": whole}, nil); code != 204 {
		t.Errorf("%d %s", code, answer)
	}
	var state, reason string
	err := r.pool.QueryRow(t.Context(), `SELECT (SELECT state FROM suggestions WHERE rank = 1 OR rank = 0 ORDER BY rank LIMIT 1),
		(SELECT reason FROM suggestions WHERE state = 'dismissed')`).Scan(&state, &reason)
	if err != nil || state != "sent" || reason != "out of date" {
		t.Errorf("state %q, reason %q, %v", state, reason, err)
	}
	_, page = ann.get(conv(id, "/parts")) // the draft is gone; what was sent says from where it is, and that can be reported
	if !strings.Contains(page, "From <a href") || strings.Count(page, `data-dialog="wrong" data-article="7"`) != 1 || !strings.Contains(page, "Drafts appear when the customer writes again.") {
		t.Errorf("after it was sent: %s", page)
	}
}

func TestWhatTheRouterRefusesIsSaidInItsWords(t *testing.T) {
	r := newRig(t)
	ann, ben := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Ben Barlow", routing.RoleOperator, "support")
	eve := r.hire("Eve Else", routing.RoleOperator, "sales")
	id := r.customer("v1", "Bob", "A person, please")
	if code, answer := ann.post(conv(id, "/take")); code != 204 {
		t.Fatalf("%d %s", code, answer)
	}
	for name, c := range map[string]struct {
		desk *desk
		path string
		form []string
		code int
		says string
	}{
		"taken":          {ben, conv(id, "/take"), nil, 409, "Ann Arden has already taken"},
		"not owner":      {ben, conv(id, "/snooze"), []string{"until", time.Now().Add(time.Hour).Format(time.RFC3339)}, 422, "only its owner"},
		"empty reply":    {ann, conv(id, "/reply"), []string{"text", "  "}, 422, "write something"},
		"empty note":     {ann, conv(id, "/note"), nil, 422, "write something"},
		"past":           {ann, conv(id, "/snooze"), []string{"until", "2020-01-01T00:00:00Z"}, 422, "in the future"},
		"no time":        {ann, conv(id, "/snooze"), []string{"until", "soon"}, 422, "Choose until when"},
		"no target":      {ann, conv(id, "/transfer"), []string{"to", "x"}, 422, "Choose a department"},
		"odd target":     {ann, conv(id, "/transfer"), []string{"to", "d999"}, 422, "no such department"},
		"no disposition": {ann, conv(id, "/close"), nil, 422, "disposition"},
		"bad key":        {ann, conv(id, "/reply"), []string{"key", "x'; DROP", "text", "hi"}, 400, "not one of ours"},
		"no presence":    {ann, "/desk/presence", []string{"presence", "dead"}, 422, "Choose online"},
		"none waits":     {ben, "/desk/next", nil, 404, "Nobody is waiting"},
		"not his":        {eve, conv(id, "/note"), []string{"note", "x"}, 404, "may not see"},
		"unknown":        {ann, conv(999, "/take"), nil, 404, "no such conversation"},
		"odd number":     {ann, "/desk/c/-1/take", nil, 404, "no such conversation"},
		"no message":     {ann, "/desk/message/999/retry", nil, 404, "no such conversation"},
		"conflict":       {ann, conv(id, "/subscriber"), []string{"version", "77", "name", "B"}, 409, "somebody else saved"},
		"unnamed field":  {ann, conv(id, "/subscriber"), []string{"version", "1", "field", "", "value", "x"}, 422, "Name the field"},
		"huge":           {ann, conv(id, "/note"), []string{"note", strings.Repeat("x", 600_000)}, 413, "too large"},
	} {
		code, answer := c.desk.post(c.path, c.form...)
		if code != c.code || !strings.Contains(answer, c.says) {
			t.Errorf("%s: %d %s", name, code, answer)
		}
	}
	for _, path := range []string{conv(id, ""), conv(id, "/parts"), conv(id, "/search?q=x")} {
		if code, answer := eve.get(path); code != 404 || strings.Contains(answer, "Bob") {
			t.Errorf("%s for a stranger: %d", path, code)
		}
	}
	ann.out.Store(true)
	if code, _ := ann.get("/desk"); code != 401 {
		t.Errorf("signed out: %d", code)
	}
}

func TestALifeOfAConversation(t *testing.T) {
	r := newRig(t)
	ann, ben := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Ben Barlow", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "A person, please")
	step := func(d *desk, path string, form ...string) {
		t.Helper()
		if code, answer := d.post(path, form...); code != 204 {
			t.Fatalf("%s: %d %s", path, code, answer)
		}
	}
	shows := func(d *desk, path string, words ...string) {
		t.Helper()
		_, page := d.get(path)
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %q", path, w)
			}
		}
	}
	shows(ann, "/desk/list?tab=waiting", "Bob", "data-time=\"since\"")
	r.until("the next one", func() bool { // a conversation that is being delivered to is passed over for that moment
		code, _ := ann.post("/desk/next")
		return code == 204
	})
	shows(ann, "/desk/list", "Bob", `data-tab="mine" aria-pressed="true"`)
	shows(ben, "/desk/list?tab=colleagues", "Bob", "Ann Arden")
	shows(ben, conv(id, "/parts"), "Ann Arden talks to this customer", "data-stop")
	step(ann, conv(id, "/subscriber"), "version", "1", "name", "Robert", "lang", "en", "field", "plan", "value", "gold", "field", "", "value", "")
	shows(ann, conv(id, "/parts"), "Robert", `value="gold"`)
	step(ann, conv(id, "/snooze"), "until", time.Now().Add(time.Hour).Format(time.RFC3339), "why", "asks the store")
	shows(ann, "/desk/list?tab=snoozed", "Robert")
	step(ann, conv(id, "/take"))
	step(ann, conv(id, "/transfer"), "to", fmt.Sprintf("o%d", ben.op), "why", "knows the store")
	shows(ben, conv(id, "/parts"), "passed it on to Ben Barlow", "knows the store", " Yours")
	step(ben, conv(id, "/release"), "why", "lunch")
	step(ann, conv(id, "/take"))
	step(ann, conv(id, "/close"), "disposition", "solved", "comment", "fine", "wish", "a longer warranty")
	shows(ann, conv(id, "/parts"), "Closed: solved", "solved · fine · The customer wishes: a longer warranty", "Reopen")
	shows(ann, "/desk/list?tab=closed", "Robert")
	shows(ann, "/desk/list?q=robert", "1 found")
	step(ann, conv(id, "/reopen"))
	step(ann, conv(id, "/typing"))
	step(ann, "/desk/presence", "presence", "away")
	step(ann, "/desk/seen")
}

func TestAFailedMessageSaysWhatToDo(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	r.channel.fail = func(o channels.Outbound) error {
		if o.Text == "Broken" {
			return &channels.SendError{Fate: channels.Rejected, Err: errors.New("the platform says <no>")}
		}
		return nil
	}
	id := r.customer("v1", "Bob", "A person, please")
	ann.send(conv(id, "/reply"), map[string]string{"text": "Broken"}, nil)
	var page string
	r.until("the failure", func() bool { _, page = ann.get(conv(id, "/parts")); return strings.Contains(page, "Not delivered") })
	m := regexp.MustCompile(`/desk/message/(\d+)/retry`).FindStringSubmatch(page)
	if m == nil || !strings.Contains(page, "the platform says &lt;no&gt;") || !strings.Contains(page, "another address") {
		t.Fatalf("no way out of %s", page)
	}
	r.channel.mu.Lock()
	r.channel.fail = nil
	r.channel.mu.Unlock()
	if code, answer := ann.post("/desk/message/"+m[1]+"/retry", "conversation", fmt.Sprint(id)); code != 204 {
		t.Errorf("%d %s", code, answer)
	}
	r.until("delivery", func() bool { return slices.Contains(r.channel.texts(), "Broken") })
}

func TestSearchInsertsPublicPassagesOnly(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "A person, please")
	_, page := ann.get(conv(id, "/search?q=deliver"))
	if !strings.Contains(page, "<mark>delivery</mark>") || !strings.Contains(page, "&lt;b&gt;within") || strings.Count(page, `data-act="insert"`) != 1 {
		t.Errorf("%s", page)
	}
	if _, page := ann.get(conv(id, "/search?q=%3Cb%3Eno")); !strings.Contains(page, "&lt;b&gt;no") {
		t.Errorf("%s", page)
	}
	if code, page := ann.get(conv(id, "/search?q=")); code != 200 || strings.TrimSpace(page) != "" {
		t.Errorf("%d %s", code, page)
	}
}

func TestRequestsFromElsewhereAreRefused(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		req, _ := http.NewRequest("POST", ann.url+"/desk/next", nil)
		req.Header.Set(header[0], header[1])
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != 403 {
			t.Errorf("%v: %d", header, resp.StatusCode)
		}
	}
	for path, want := range map[string]int{"/desk/list?tab=zzz&department=x": 200, "/desk/list?q=%00%ff%25": 200, "/desk/c/0": 404,
		"/desk/c/99999999999999999999/parts": 404, "/desk/file/abc": 404, "/desk/c/1/take": 405, "/desk/nothing": 404} {
		if code, _ := ann.get(path); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
}

func TestReadingWritesNothing(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	id := r.customer("v1", "Bob", "When is the delivery?", func(in *channels.Inbound) {
		in.Files = []channels.File{{Name: "a.png", Type: "image/png", Data: []byte(png)}}
	})
	if _, err := r.pool.Exec(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`); err != nil {
		t.Fatal(err)
	}
	r.pool.Reset()
	for _, path := range []string{"/desk", "/desk/", "/desk/list", "/desk/list?tab=closed", "/desk/list?q=x", conv(id, ""), conv(id, "/parts"),
		conv(id, "/parts?all=1"), conv(id, "/search?q=deliver"), "/desk/file/1"} {
		if code, answer := ann.get(path); code != 200 {
			t.Errorf("%s: %d %s", path, code, answer)
		}
	}
}

func TestALinkToWhatIsGoneSaysSoInASentence(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, ann.url+conv(999, ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 404 || !strings.Contains(string(page), ">There is no such conversation, or you may not see it.<") {
		t.Errorf("%d %s %v", resp.StatusCode, page, err)
	}
}
