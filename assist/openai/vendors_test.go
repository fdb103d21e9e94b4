package openai_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/openai"
)

// reply is one answer of a scripted server. A body that begins with "data:" is a stream.
type reply struct {
	status  int // 0: 200
	kind    string
	body    string
	headers map[string]string
}

// vendor is a server that answers by a script, the last line of it for good, and keeps what it was asked.
type vendor struct {
	mu     sync.Mutex
	script []reply
	asked  []string
	paths  []string
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	v.mu.Lock()
	v.asked, v.paths = append(v.asked, string(body)), append(v.paths, r.URL.String())
	a := v.script[min(len(v.asked), len(v.script))-1]
	v.mu.Unlock()
	kind := a.kind
	if kind == "" {
		kind = "application/json"
		if strings.HasPrefix(a.body, "data:") || strings.HasPrefix(a.body, ":") {
			kind = "text/event-stream"
		}
	}
	w.Header().Set("Content-Type", kind)
	for k, value := range a.headers {
		w.Header().Set(k, value)
	}
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	_, _ = io.WriteString(w, a.body)
}

// stream are events, with the end.
func stream(events ...string) string {
	return "data: " + strings.Join(append(events, "[DONE]"), "\n\ndata: ") + "\n\n"
}

// ends is an event that ends an answer.
func ends(why string) string {
	return fmt.Sprintf(`{"choices":[{"index":0,"delta":{},"finish_reason":%q}]}`, why)
}

func usage(in, out int) string {
	return fmt.Sprintf(`{"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}`, in, out)
}

func refused(status int, body string) reply { return reply{status: status, body: body} }

// TestEveryMakeOfServerIsUnderstood plays what servers' documentation and reports say that they do.
func TestEveryMakeOfServerIsUnderstood(t *testing.T) {
	t.Parallel()
	yes := reply{body: stream(delta("yes"), ends("stop"), usage(11, 7))}
	for name, c := range map[string]struct {
		model   string
		feature openai.Feature
		script  []reply
		said    string
		err     string // in the error, for who has set it up
		why     string // of it, for who waits
		calls   int
		last    string // stands in the last request
		lacks   string // does not
	}{
		"OpenAI: a model that reasons takes no temperature": {model: "gpt-5-mini", feature: openai.Feature{Temperature: .2}, script: []reply{yes}, said: "yes", calls: 1, lacks: "temperature"},
		"OpenAI: temperature refused by words": {feature: openai.Feature{Temperature: .2}, script: []reply{refused(400,
			`{"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`), yes}, said: "yes", calls: 2, lacks: "temperature"},
		"OpenAI: thoughts take all of the room":                   {script: []reply{{body: stream(ends("length"), usage(11, 1200))}, yes}, said: "yes", calls: 2, last: `"max_completion_tokens":4800`},
		"OpenAI: and there is no more room":                       {script: []reply{{body: stream(ends("length"), usage(11, 1200))}, refused(400, `{"error":{"message":"max_tokens is too large: 4800. This model supports at most 4096 completion tokens"}}`)}, err: "cut off", why: "cut off", calls: 3},
		"a longer answer is too large there":                      {script: []reply{{body: stream(ends("length"), usage(11, 1200))}, refused(400, `{"error":{"message":"'max_completion_tokens' is too large: 4800. It must be at most 2048."}}`)}, err: "cut off", why: "cut off", calls: 3},
		"DeepSeek: JSON without a schema":                         {script: []reply{refused(400, `{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}`), yes}, said: "yes", calls: 2, last: `"response_format":{"type":"json_object"}`},
		"llama-cpp-python: a format that its check does not know": {script: []reply{refused(500, `{"error":{"message":"1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema', 'ctx': {'expected': \"'text' or 'json_object'\"}}\n\n  File \"app.py\", line 376, in create_chat_completion\n    POST /v1/chat/completions","type":"internal_server_error","param":null,"code":null}}`), yes}, said: "yes", calls: 2, last: `"response_format":{"type":"json_object"}`},
		"LM Studio: neither":                                      {script: []reply{refused(400, `{"error":"'response_format.type' must be 'json_object' or 'text'"}`), refused(400, `{"error":"'response_format.type' must be 'text'"}`), yes}, said: "yes", calls: 3, lacks: "response_format"},
		"a length that was set stays":                             {feature: openai.Feature{Tokens: 300}, script: []reply{{body: stream(ends("length"), usage(11, 300))}}, err: "tokens=", why: "cut off", calls: 1, last: `"max_completion_tokens":300`},
		"OpenAI: nothing left to pay with":                        {script: []reply{refused(429, `{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`)}, err: "plan and billing", why: "used up", calls: 1},
		"OpenRouter: nothing left to pay with":                    {script: []reply{refused(402, `{"error":{"code":402,"message":"Insufficient credits"}}`)}, err: "billing", why: "used up", calls: 1},
		"OpenRouter: comments and an error in between":            {script: []reply{{body: ": OPENROUTER PROCESSING\n\n" + "data: " + delta("ye") + "\n\n: OPENROUTER PROCESSING\n\ndata: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"provider\":\"X\",\"error\":{\"code\":\"server_error\",\"message\":\"Provider disconnected\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n"}}, said: "ye", err: "Provider disconnected", calls: 1},
		"OpenRouter: an error before anything":                    {script: []reply{{body: stream(`{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"overloaded"}}}`)}, yes}, said: "yes", calls: 2},
		"OpenRouter: an error in an answer that is OK":            {script: []reply{{body: `{"error":{"code":503,"message":"No provider"}}`}, {body: `{"error":{"code":503,"message":"No provider"}}`}, yes}, said: "yes", calls: 3},
		"an end by an error, no words":                            {script: []reply{{body: stream(delta("ye"), ends("error"))}}, said: "ye", err: "says “error”", calls: 1},
		"vLLM: an end by abort":                                   {script: []reply{{body: stream(delta("ye"), ends("abort"))}}, said: "ye", err: "says “abort”", calls: 1},
		"vLLM: a context that is too short": {script: []reply{refused(400,
			`{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5200 tokens (4000 in the messages, 1200 in the completion). 'max_completion_tokens' is too large.","type":"BadRequestError","param":null,"code":400}`)}, err: "larger context", why: "too long", calls: 1},
		"llama.cpp: a context that is too short": {script: []reply{refused(400, `{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}`)}, err: "larger context", why: "too long", calls: 1},
		"vLLM: what was asked is not repeated":   {script: []reply{refused(422, `{"detail":[{"type":"missing","loc":["body","model"],"msg":"Field required","input":{"messages":"secret words"}}]}`)}, err: "model: Field required", why: "does not understand", calls: 2, lacks: "response_format"},
		"no role of a system":                    {script: []reply{refused(400, `{"object":"error","message":"System role not supported","type":"BadRequestError","code":400}`), yes}, said: "yes", calls: 2, last: `"content":"s\n\n{}"`, lacks: `"system"`},
		"llama.cpp: no role of a system":         {script: []reply{refused(500, `{"error":{"code":500,"message":"Jinja Exception: System role not supported","type":"server_error"}}`), yes}, said: "yes", calls: 2, lacks: `"system"`},
		"llama.cpp: it loads its model":          {script: []reply{refused(503, `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`)}, err: "Loading model", why: "is loading the model", calls: 3},
		"Ollama: no such model":                  {script: []reply{refused(404, `{"error":{"message":"model \"small\" not found, try pulling it first","type":"not_found_error","param":null,"code":null}}`)}, err: "try pulling it first: check that the server has small", why: "not there", calls: 1},
		"Ollama: words alone":                    {script: []reply{refused(404, `{"error":"model 'small' not found"}`)}, err: "model 'small' not found", why: "not there", calls: 1},
		"an address without /v1":                 {script: []reply{refused(404, "404 page not found")}, err: "OPENAI_BASE_URL", why: "not there", calls: 1},
		"Azure: a first event without choices":   {script: []reply{{body: stream(`{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}`, delta("yes"), ends("stop"))}}, said: "yes", calls: 1},
		"Azure: its filter stops the question": {script: []reply{refused(400,
			`{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}`)}, err: "content management policy", why: "filter", calls: 1},
		"Azure: its filter stops the answer":         {script: []reply{{body: stream(delta("ye"), ends("content_filter"))}}, said: "ye", err: "filter", why: "filter", calls: 1},
		"a wrong key":                                {script: []reply{refused(401, `{"error":{"message":"Incorrect API key provided: sk-***.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`)}, err: "check OPENAI_API_KEY", why: "let us in", calls: 1},
		"a key without the right":                    {script: []reply{refused(403, `{"error":{"message":"Project does not have access to model","code":"model_not_found"}}`)}, err: "may use small", why: "let us in", calls: 1},
		"Gemini: a list with an error":               {script: []reply{refused(400, `[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]`)}, err: "API key not valid", calls: 2},
		"LiteLLM: the server behind it fails":        {script: []reply{refused(400, `{"error":{"message":"litellm.BadRequestError: upstream said no","type":null,"param":null,"code":"400"}}`)}, err: "upstream said no", calls: 2, last: `"stream":true`},
		"a proxy's page":                             {script: []reply{{status: 502, kind: "text/html", body: "<html><head><title>502 Bad Gateway</title></head><body>" + strings.Repeat("<p>nginx</p>", 9000)}}, err: "“502 Bad Gateway”", calls: 3},
		"a page to sign in":                          {script: []reply{{kind: "text/html; charset=utf-8", body: "<!doctype html><title>Sign in</title>"}}, err: "check OPENAI_BASE_URL", why: "cannot be reached", calls: 1},
		"a busy server":                              {script: []reply{refused(429, `{"error":{"message":"Rate limit reached for requests","type":"requests","code":"rate_limit_exceeded"}}`)}, err: "Rate limit", why: "busy", calls: 3},
		"a lock that times out":                      {script: []reply{refused(409, `{"error":{"message":"try again"}}`), refused(408, `{"error":{"message":"try again"}}`), yes}, said: "yes", calls: 3},
		"LM Studio: an event of an error":            {script: []reply{{body: "data: " + delta("ye") + "\n\nevent: error\ndata: {\"message\":\"The model has crashed\"}\n\n"}}, said: "ye", err: "The model has crashed", calls: 1},
		"an error with blanks in it":                 {script: []reply{{body: "data: " + delta("ye") + "\n\ndata: { \"error\" : \"overloaded\", \"error_type\": \"overloaded\" }\n\n"}}, said: "ye", err: "overloaded", calls: 1},
		"DeepSeek: thoughts beside it, nothing said": {script: []reply{{body: stream(`{"choices":[{"index":0,"delta":{"reasoning_content":"hm, what is it"}}]}`, ends("stop"))}}, err: "only thought", why: "was empty", calls: 1},
		"thoughts of another mark":                   {script: []reply{{body: stream(delta("<thinking>hm</thin"), delta("king>yes"), ends("stop"))}}, said: "yes", calls: 1},
		"gpt-oss: channels that nobody read":         {script: []reply{{body: stream(delta("<|channel|>analysis<|message|>hm<|end|><|start|>assistant"), delta("<|channel|>final<|message|>yes"), ends("stop"))}}, said: "yes", calls: 1},
		"Mistral: thoughts are parts of the content": {script: []reply{{body: stream(`{"choices":[{"index":0,"delta":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}}]}`,
			`{"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"y"}]}}]}`, delta("es"), ends("stop"))}}, said: "yes", calls: 1},
		"Mistral: thoughts are parts of a whole answer": {script: []reply{{body: `{"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"yes"}]},"finish_reason":"stop"}]}`}}, said: "yes", calls: 2},
		"a refusal": {script: []reply{{body: stream(`{"choices":[{"index":0,"delta":{"refusal":"I can't"}}]}`, ends("stop"))}}, err: "refuses", why: "refuses", calls: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := &vendor{script: c.script}
			s := httptest.NewServer(v)
			t.Cleanup(s.Close)
			model := c.model
			if model == "" {
				model = "small"
			}
			chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: model, Features: map[string]openai.Feature{"draft": c.feature}})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			_, err = chat.Stream(t.Context(), draftPrompt, func(p string) error { said += p; return nil })
			if said != c.said || len(v.asked) != c.calls || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("told %q in %d calls: %v", said, len(v.asked), err)
			}
			trouble := (*assist.ModelError)(nil)
			if err != nil && (!errors.As(err, &trouble) || !strings.Contains(trouble.Why, c.why) || len(err.Error()) > 800 || strings.Contains(err.Error(), "secret words")) {
				t.Errorf("%+v: %v", trouble, err)
			}
			last := v.asked[len(v.asked)-1]
			if !strings.Contains(last, c.last) || c.lacks != "" && strings.Contains(last, c.lacks) {
				t.Errorf("asked at last: %s", last)
			}
		})
	}
}

func TestAnAccountThatIsUsedUpIsLeftAloneAndSaysWhy(t *testing.T) {
	t.Parallel()
	v := &vendor{script: []reply{refused(429, `{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}`)}}
	s := httptest.NewServer(v)
	t.Cleanup(s.Close)
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = chat.Complete(t.Context(), draftPrompt)
	}
	trouble := (*assist.ModelError)(nil)
	if len(v.asked) != 1 || !errors.As(err, &trouble) || !strings.Contains(trouble.Why, "used up") || !strings.Contains(err.Error(), "current quota") {
		t.Errorf("%v after %d calls", err, len(v.asked))
	}
}

func TestAStreamThatStallsIsLeft(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the caller leaves
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: "+delta("ye")+"\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	t.Cleanup(s.Close)
	m := &meter{}
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Meter: m, Stalls: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = chat.Stream(t.Context(), draftPrompt, func(string) error { return nil })
	if trouble := (*assist.ModelError)(nil); !errors.As(err, &trouble) || !strings.Contains(trouble.Why, "in time") || len(m.uses) != 1 || !m.uses[0].Guessed {
		t.Errorf("%v, counted %+v", err, m.uses)
	}
}

func TestWhatServersCountIsWhatCanBe(t *testing.T) {
	t.Parallel()
	p := draftPrompt
	p.Data = strings.Repeat("x", 399)
	for name, c := range map[string]struct {
		body string
		want assist.Use
	}{
		"less than nothing":      {stream(delta("four, or so"), ends("stop"), usage(-1_000_000, -5)), assist.Use{In: 100, Out: 2, Guessed: true}},
		"more than can be":       {stream(delta("four, or so"), ends("stop"), usage(1<<40, 7)), assist.Use{In: 100, Out: 7, Guessed: true}},
		"the answer alone":       {stream(delta("four, or so"), ends("stop"), usage(0, 7)), assist.Use{In: 100, Out: 7, Guessed: true}},
		"with the last piece":    {stream(delta("yes"), `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7}}`), assist.Use{In: 11, Out: 7}},
		"with every piece":       {stream(`{"choices":[{"index":0,"delta":{"content":"yes"}}],"usage":{"prompt_tokens":11,"completion_tokens":1}}`, ends("stop"), usage(11, 7)), assist.Use{In: 11, Out: 7}},
		"thoughts, and no count": {stream(`{"choices":[{"index":0,"delta":{"reasoning_content":"`+strings.Repeat("hm. ", 100)+`"}}]}`, delta("<think>"+strings.Repeat("hm. ", 100)+"</think>yes!"), ends("stop")), assist.Use{In: 100, Out: 204, Guessed: true}},
	} {
		s := httptest.NewServer(&vendor{script: []reply{{body: c.body}}})
		t.Cleanup(s.Close)
		m := &meter{}
		chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Meter: m})
		if err != nil {
			t.Fatal(err)
		}
		c.want.Feature, c.want.Model = "draft", "small"
		if _, err := chat.Stream(t.Context(), p, func(string) error { return nil }); err != nil || len(m.uses) != 1 || m.uses[0] != c.want {
			t.Errorf("%s: %+v, %v", name, m.uses, err)
		}
	}
}

func TestWhatAServerCanDoIsTold(t *testing.T) {
	t.Parallel()
	ready := delta(`{"ready":true}`)
	for name, c := range map[string]struct {
		script []reply
		says   []string
		err    string
	}{
		"all":     {[]reply{{body: stream(ready, ends("stop"), usage(3, 2))}}, []string{"big answers in ", "; small answers in "}, ""},
		"little":  {[]reply{refused(400, `{"error":"response_format is unknown"}`), {body: stream(ready, ends("stop"))}}, []string{"without JSON schemas", "tokens: they are guessed"}, ""},
		"chatter": {[]reply{{body: stream(delta("Sure! How can I help?"), ends("stop"))}}, []string{"drafts may fail"}, ""},
		"nothing": {[]reply{refused(401, `{"error":{"message":"no"}}`)}, nil, "check OPENAI_API_KEY"},
	} {
		s := httptest.NewServer(&vendor{script: c.script})
		t.Cleanup(s.Close)
		chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "big", Features: map[string]openai.Feature{"tone": {Model: "small"}, "draft": {Model: "small"}}})
		if err != nil {
			t.Fatal(err)
		}
		fact, err := chat.Check(t.Context())
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v", name, err)
		}
		for _, s := range c.says {
			if !strings.Contains(fact, s) {
				t.Errorf("%s: %q is not in %q", name, s, fact)
			}
		}
	}
}

// keeper is a meter that keeps why no answer came.
type keeper struct {
	meter
	whys []string
}

func (k *keeper) Trouble(_ context.Context, feature, model string, e *assist.ModelError) {
	k.whys = append(k.whys, feature+" "+model+": "+e.Why)
}

func TestAServerThatIsLeftAloneIsSoBecauseOfWhatItSaid(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(&vendor{script: []reply{refused(503, `{"error":{"code":503,"message":"No slot is free"}}`)}})
	t.Cleanup(s.Close)
	k := &keeper{}
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Meter: k})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err = chat.Complete(t.Context(), draftPrompt)
		trouble := (*assist.ModelError)(nil)
		if !errors.As(err, &trouble) || !strings.Contains(trouble.Why, "starting") || !strings.Contains(err.Error(), "No slot is free") {
			t.Errorf("%+v: %v", trouble, err)
		}
	}
	if len(k.whys) != 2 || !strings.Contains(err.Error(), "asked again in") {
		t.Errorf("told %q, at last %v", k.whys, err)
	}
}

func TestWhyNoAnswerCameIsToldOnce(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(&vendor{script: []reply{refused(402, `{"error":{"code":402,"message":"Insufficient credits"}}`)}})
	t.Cleanup(s.Close)
	k := &keeper{}
	chat, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small", Meter: k})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // the server is left alone then
		_, _ = chat.Complete(t.Context(), draftPrompt)
	}
	if len(k.whys) != 1 || k.whys[0] != "draft small: The account at the model’s server is used up." {
		t.Errorf("told %q", k.whys)
	}
}

func TestVectorsAreRefusedInAFewWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reply reply
		says  string
		calls int
	}{
		"a proxy's page":         {reply{status: 404, kind: "text/html", body: "<title>Not found</title>" + strings.Repeat("<p>nginx</p>", 9000)}, "“Not found”", 1},
		"what was asked is back": {refused(422, `{"detail":[{"loc":["body","input"],"msg":"too long","input":"secret words"}]}`), "input: too long", 1},
		"nothing left to pay":    {refused(429, `{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}`), "current quota", 1},
		"an error that is OK":    {reply{body: `{"error":{"code":400,"message":"no such model"}}`}, "no such model", 1},
	} {
		v := &vendor{script: []reply{c.reply}}
		s := httptest.NewServer(v)
		t.Cleanup(s.Close)
		e, err := openai.NewEmbedder(openai.Config{Base: s.URL + "/v1", Model: "small"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = e.Embed(t.Context(), []string{"secret words"})
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") || len(err.Error()) > 500 || len(v.asked) != c.calls {
			t.Errorf("%s: %v after %d calls", name, err, len(v.asked))
		}
	}
	m := &meter{}
	s := httptest.NewServer(&vendor{script: []reply{{body: `{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[0,1]}]}`}}})
	t.Cleanup(s.Close)
	e, err := openai.NewEmbedder(openai.Config{Base: s.URL + "/v1", Model: "small", Meter: m})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Embed(t.Context(), []string{"eight by", "te words"}); len(m.uses) != 1 || m.uses[0] != (assist.Use{Feature: "vectors", Model: "small", In: 4, Guessed: true}) {
		t.Errorf("%+v, %v", m.uses, err)
	}
}
