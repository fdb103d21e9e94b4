package webdesk_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/channels"
	"switchboard/routing"
)

func TestACallOffersOtherAddresses(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	onCall := func(seg, text string, partial bool) func(*channels.Inbound) {
		return func(in *channels.Inbound) {
			in.Account, in.Text, in.Project = "line", text, ""
			in.Call = &channels.Call{ID: "call-1", Direction: "inbound", Live: true, Segment: seg, Partial: partial, Start: 63 * time.Second, Confidence: 0.4}
		}
	}
	id := r.customer("+380441234567", "", "x", onCall("1", "hello I ask about the delivery", false))
	r.customer("+380441234567", "", "x", onCall("2", "and I wou", true))
	r.customer("+380441234567", "", "x", func(in *channels.Inbound) {
		onCall("3", "what does the lime cost", false)(in)
		in.Call.Others = []string{"what does the line cost", "what does <b>the</b> lamp cost", "3", "4", "5", "one too many"}
	})
	_, page := ann.get(conv(id, "/parts"))
	for _, want := range []string{"on a call now", "1:03", "not heard clearly", "still being heard", "ask for one", "while the caller speaks"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if !strings.Contains(page, "<summary class=\"muted\">Or perhaps …</summary><ul><li>what does the line cost</li><li>what does &lt;b&gt;the&lt;/b&gt; lamp cost</li>") || strings.Contains(page, "one too many") || strings.Count(page, "Or perhaps") != 1 {
		t.Errorf("what else may have been heard: %s", page)
	}
	if strings.Contains(page, `data-act="send-draft"`) {
		t.Error("a draft can be sent on a call")
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "hi"}, nil); code != 422 || !strings.Contains(answer, "another address") {
		t.Errorf("%d %s", code, answer)
	}
	other := r.customer("v9", "Bob", "A person, please")
	if _, err := r.pool.Exec(t.Context(), `UPDATE addresses SET subscriber_id = (SELECT subscriber_id FROM conversations WHERE id = $1)
		WHERE value = 'v9'`, id); err != nil {
		t.Fatal(err)
	}
	_, page = ann.get(conv(id, "/parts"))
	m := regexp.MustCompile(`<option value="(\d+)">Webchat: v9`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no other address in %s", page)
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "We write here", "via": m[1]}, nil); code != 204 {
		t.Errorf("%d %s", code, answer)
	}
	r.until("the message", func() bool { return slices.Contains(r.channel.texts(), "We write here") })
	_ = other
}

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

func TestFilesCannotRunAnything(t *testing.T) {
	r := newRig(t)
	ann, eve := r.hire("Ann Arden", routing.RoleOperator, "support"), r.hire("Eve Else", routing.RoleOperator, "sales")
	id := r.customer("v1", "Bob", "A person, please", func(in *channels.Inbound) {
		in.Files = []channels.File{
			{Name: "cat.png", Type: "image/png", Data: []byte(png)},
			{Name: "page.png", Type: "image/png", Data: []byte("<html><script>alert(1)</script>")},
			{Name: "x.svg", Type: "image/svg+xml", Data: []byte("<svg onload=alert(1)>")},
			{Name: "../../evil\u202e.html", Type: "text/html", Data: []byte("<script>alert(1)</script>")},
		}
	})
	var ids []int64
	rows, err := r.pool.Query(t.Context(), `SELECT id FROM files ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var f int64
		if err := rows.Scan(&f); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f)
	}
	for i, want := range []string{"image/png inline", "application/octet-stream attachment", "application/octet-stream attachment", "application/octet-stream attachment"} {
		resp, err := http.Get(fmt.Sprintf("%s/desk/file/%d", ann.url, ids[i]))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		how, _, _ := strings.Cut(resp.Header.Get("Content-Disposition"), ";")
		if got := resp.Header.Get("Content-Type") + " " + how; got != want || resp.Header.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.Contains(resp.Header.Get("Content-Security-Policy"), "sandbox") || strings.Contains(resp.Header.Get("Content-Disposition"), "..") {
			t.Errorf("file %d: %s, %v", i, got, resp.Header)
		}
	}
	if code, _ := eve.get(fmt.Sprintf("/desk/file/%d", ids[0])); code != 404 {
		t.Errorf("a stranger's file: %d", code)
	}
	if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": ""}, map[string]string{"../a.png": png, "b.svg": "<svg onload=alert(1)>", "c.csv": "a,b"}); code != 204 {
		t.Fatalf("%d %s", code, answer)
	}
	r.until("the files", func() bool {
		r.channel.mu.Lock()
		defer r.channel.mu.Unlock()
		return len(r.channel.sent) > 0 && len(r.channel.sent[len(r.channel.sent)-1].Files) == 3
	})
	got := map[string]string{}
	for _, f := range r.channel.sent[len(r.channel.sent)-1].Files {
		got[f.Name] = f.Type
	}
	if got["a.png"] != "image/png" || got["c.csv"] != "text/csv" || strings.Contains(got["b.svg"], "svg") || strings.Contains(got["b.svg"], "xml") {
		t.Errorf("%v", got)
	}
	if code, _ := ann.send(conv(id, "/reply"), nil, map[string]string{"big": strings.Repeat("x", 22<<20)}); code != 413 {
		t.Errorf("22 MB: %d", code)
	}
	if code, _ := ann.send(conv(id, "/reply"), nil, map[string]string{"none": ""}); code != 422 {
		t.Errorf("an empty file: %d", code)
	}
}

func TestTheStreamTellsOfChangesAndEndsWithTheSession(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", ann.url+"/desk/events", nil)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	events := make(chan string, 100)
	go func() {
		defer close(events)
		for in := bufio.NewScanner(resp.Body); in.Scan(); {
			events <- in.Text()
		}
	}()
	wait := func(line string) {
		t.Helper()
		for l := range events {
			if l == line {
				return
			}
		}
		t.Fatalf("the stream ended before %q", line)
	}
	wait("event: update")
	id := r.customer("v1", "Bob", "A person, please")
	wait(fmt.Sprintf("data: %d", id))
	r.router.Types(ctx, "site", "v1")
	wait("event: typing")
	ann.out.Store(true)
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		select {
		case l, ok := <-events:
			if !ok || l == "event: out" {
				return
			}
		case <-time.After(200 * time.Millisecond):
			r.router.Types(ctx, "site", "v1")
		}
	}
	t.Error("the stream goes on without a session")
}

func TestMarkdownMadeToTakeLongIsShown(t *testing.T) {
	r := newRig(t)
	ann := r.hire("Ann Arden", routing.RoleOperator, "support")
	if _, err := r.pool.Exec(t.Context(), `UPDATE operators SET capacity = 100`); err != nil {
		t.Fatal(err)
	}
	for i, piece := range []string{">", "> ", "- ", "[", "![", "*a ", "**", "`", "~~", "|", "<", "[a](", "1. ", "\t-"} {
		id := r.customer(fmt.Sprint("v", i), "Bob", "Hello") // each in a conversation of its own: a page draws all that was said
		if code, answer := ann.send(conv(id, "/reply"), map[string]string{"text": "x" + strings.Repeat(piece, 16_000/len(piece))}, nil); code != 204 {
			t.Fatalf("%q: %d %s", piece, code, answer)
		}
		if code, _ := ann.get(conv(id, "/parts")); code != 200 {
			t.Errorf("after %q: %d", piece, code)
		}
	}
	id := r.customer("customer", "Bob", strings.Repeat("<", 30_000)+strings.Repeat("http://x", 3000))
	if code, _ := ann.get(conv(id, "/parts")); code != 200 {
		t.Errorf("after a customer's words: %d", code)
	}
}
