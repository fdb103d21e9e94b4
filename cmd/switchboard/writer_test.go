package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"switchboard/channels/webchat/browsertest"
	"switchboard/migrations/pgtest"
)

// modelServer speaks OpenAI's API: drafts are the first two sentences of the first passage, said louder, the second of which waits for
// the gate; wordings are the text without "Please ".
func modelServer(t *testing.T) (url string, gate chan struct{}) {
	t.Helper()
	gate = make(chan struct{})
	ends := regexp.MustCompile(`[.!?]\s+`)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Stream   bool `json:"stream"`
			Messages []struct{ Content string }
		}
		var data struct {
			Text     string
			Passages []struct{ Text string }
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || json.Unmarshal([]byte(in.Messages[1].Content), &data) != nil {
			http.Error(w, "{}", http.StatusBadRequest)
			return
		}
		if !in.Stream {
			said, _ := json.Marshal(map[string]string{"text": strings.ReplaceAll(data.Text, "Please ", "")})
			_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": string(said)}}},
				"usage": map[string]int{"prompt_tokens": 100, "completion_tokens": 20}})
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		piece := func(text string, finish any, usage any) {
			choices := []any{map[string]any{"index": 0, "delta": map[string]any{"content": text}, "finish_reason": finish}}
			if usage != nil {
				choices = []any{}
			}
			b, _ := json.Marshal(map[string]any{"choices": choices, "usage": usage})
			fmt.Fprintf(w, "data: %s\n\n", b)
			_ = http.NewResponseController(w).Flush()
		}
		piece(`{"sentences":[`, nil, nil)
		for i, s := range ends.Split(data.Passages[0].Text, 3)[:2] {
			item, _ := json.Marshal(map[string]any{"text": s + "!", "passage": 1, "quote": s})
			if i > 0 {
				select {
				case <-gate:
				case <-r.Context().Done():
					return
				}
				piece(",", nil, nil)
			}
			piece(string(item), nil, nil)
		}
		piece("]}", "stop", nil)
		piece("", nil, map[string]int{"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200})
		fmt.Fprint(w, "data: [DONE]\n\n")
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", gate
}

// TestAModelWritesBesideTheQuotedDrafts: with the real program and a server of models, two replicas, the operator at either of
// them; the draft grows, is sent; a reply is reworded; what it cost stands on the page of those who lead and in the metrics.
func TestAModelWritesBesideTheQuotedDrafts(t *testing.T) {
	t.Parallel()
	url, gate := modelServer(t)
	env := []string{"DATABASE_URL=" + pgtest.New(t).Config().ConnString(), "OPENAI_MODEL=small", "OPENAI_BASE_URL=" + url, "OPENAI_PRICES=small=1/10", "OPENAI_DAY_BUDGET=5",
		"SWITCHBOARD_ANSWER=2", "WEBCHAT_SECRET=the same secret on both replicas, 1234"}
	p, q := newProgram(t, env...), newProgram(t, env...)
	p.start()
	q.start()
	link := ""
	for deadline := time.Now().Add(10 * time.Second); link == "" && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		link = setupLink.FindString(q.output()) // the newest one counts
	}
	customer := browsertest.New(t, "401")
	operator := browsertest.Visitor(t, customer, "401", "favicon.ico") // the metrics have none
	visitChat(t, customer, p.base)
	step(t, customer, "ask", write("How do I restart my router?"))
	browsertest.Until(t, customer, "the promise", chat("in line"))

	step(t, operator, "set up", chromedp.Navigate(link))
	becomeAdministrator(t, operator)
	step(t, operator, "desk of the other replica", chromedp.Navigate(q.base+"/desk"))
	browsertest.Until(t, operator, "the waiting customer", "document.querySelector('#part-list [data-key^=c]')")
	step(t, operator, "open", chromedp.Click("#part-list [data-key^=c]"))
	browsertest.Until(t, operator, "quoted drafts, and one that grows", "document.querySelector('[data-draft]') && document.querySelector('.draft.writing .text')?.innerText.length > 20")
	browsertest.Shot(t, operator, "e2e-grows")

	neighbour := browsertest.Visitor(t, customer, "401") // asks the same meanwhile, of the other replica
	visitChat(t, neighbour, q.base)
	step(t, neighbour, "ask", write("how do I restart my router"))
	browsertest.Until(t, neighbour, "the promise", chat("in line"))
	browsertest.Until(t, operator, "two who wait", "document.querySelectorAll('#part-list [data-key^=c]').length === 2")
	step(t, operator, "open the other", run("[...document.querySelectorAll('#part-list .conv')].find(a => a.getAttribute('href') !== location.pathname).click()"))
	browsertest.Until(t, operator, "the same draft grows", "document.querySelector('#part-timeline')?.innerText.includes('how do I restart') && document.querySelector('.draft.writing .text')?.innerText.length > 20")
	browsertest.Shot(t, operator, "e2e-grows-too")
	close(gate)
	browsertest.Until(t, operator, "the whole draft", "document.querySelector('[data-draft] .tag.model') && !document.querySelector('.draft.writing')")
	browsertest.Shot(t, operator, "e2e-whole")
	step(t, operator, "send it", run("document.querySelector('[data-draft]:has(.tag.model) [data-act=send-draft]').click()"))
	browsertest.Until(t, operator, "it is sent", "document.querySelector('#part-timeline .msg.out.by-operator')")

	step(t, operator, "write", chromedp.SendKeys("#reply-text", "Please wait 5 minutes. Please call us if it blinks."))
	step(t, operator, "shorter", chromedp.Click("[data-tone=shorter]"))
	browsertest.Until(t, operator, "a shorter wording", page("#wording-text", "wait 5 minutes. call us if it blinks."))
	step(t, operator, "use it", chromedp.Click("#wording-use"))
	browsertest.Until(t, operator, "it is in the reply", "document.querySelector('#reply-text').value === 'wait 5 minutes. call us if it blinks.'")

	step(t, operator, "what it cost", chromedp.Navigate(q.base+"/models"))
	for _, text := range []string{"draft", "tone", "0.0030 USD", "0.00030 USD", "of 5.00 USD"} {
		browsertest.Until(t, operator, text, page("main", text))
	}
	browsertest.Shot(t, operator, "e2e-models")
	browsertest.Accessible(t, operator, "models")
	another := browsertest.Visitor(t, customer, "401") // asks the same, of the other replica
	visitChat(t, another, q.base)
	step(t, another, "ask", write("How do I restart my router"))
	browsertest.Until(t, another, "the promise", chat("in line"))
	step(t, operator, "desk", chromedp.Navigate(p.base+"/desk"))
	browsertest.Until(t, operator, "the lists", "document.querySelector('[data-tab=waiting] b')")
	step(t, operator, "who waits", chromedp.Click("[data-tab=waiting]"))
	browsertest.Until(t, operator, "the other customer", "document.querySelector('.conv[data-waits]')")
	step(t, operator, "open who waits", chromedp.Click(".conv[data-waits]"))
	browsertest.Until(t, operator, "the draft, written before", "document.querySelector('[data-draft] .tag.model') && !document.querySelector('.draft.writing')")
	step(t, operator, "what it cost", chromedp.Navigate(p.base+"/models"))
	browsertest.Until(t, operator, "it is served", page("main", "0.0060 USD saved"))
	browsertest.Shot(t, operator, "e2e-models-served")
	browsertest.Accessible(t, operator, "models")
	step(t, operator, "metrics", chromedp.Navigate(p.base+"/metrics"))
	browsertest.Until(t, operator, "the day's cost", page("body", `switchboard_model_cost_today{feature="draft",model="small"} 0.003`))
	browsertest.Until(t, operator, "one call", page("body", `switchboard_model_calls_today{feature="draft",model="small"} 1`))
	browsertest.Until(t, operator, "two served", page("body", `switchboard_model_served_today{feature="draft",model="small"} 2`))
}
