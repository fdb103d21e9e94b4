package openai_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// fakeServer answers POST /v1/chat/completions as OpenAI's reference says (https://platform.openai.com/docs/api-reference/chat):
// unknown fields are refused; a stream is lines of "data: " with one JSON object each, an empty line after each, the counts
// in a piece without choices if stream_options asked for them, and "data: [DONE]" at the end.
type fakeServer struct {
	*httptest.Server
	calls atomic.Int32
	mu    sync.Mutex
	forms []string // of the requests, in order: "stream usage schema tokens"
}

// behaviour is what a fake server does.
type behaviour struct {
	lacks  []string // parts that it refuses: response_format, stream, stream_options, max_completion_tokens, temperature
	whole  bool     // it answers at once where a stream was asked for
	pieces []string
	finish string // empty: the stream ends without a reason
	refuse string // the model's refusal
	first  []int  // statuses of the first answers; 0: the line breaks off
	breaks string // after the pieces: "line" cuts the connection, "error" is an error event, "end" ends without [DONE] and reason
	silent bool   // it counts no tokens
}

// request is what such a server takes. Anything else is refused.
type request struct {
	Model       string  `json:"model"`
	Max         int     `json:"max_completion_tokens"`
	OldMax      int     `json:"max_tokens"`
	Temperature float64 `json:"temperature"`
	Effort      string  `json:"reasoning_effort"`
	Stream      bool    `json:"stream"`
	Options     *struct {
		Usage bool `json:"include_usage"`
	} `json:"stream_options"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	Format *struct {
		Type   string `json:"type"`
		Schema struct {
			Name   string         `json:"name"`
			Schema map[string]any `json:"schema"`
			Strict bool           `json:"strict"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

func (in request) parts() (out []string) {
	for _, p := range []struct {
		name string
		has  bool
	}{{"response_format", in.Format != nil}, {"stream", in.Stream}, {"stream_options", in.Options != nil}, {"max_completion_tokens", in.Max > 0},
		{"temperature", in.Temperature != 0}, {"reasoning_effort", in.Effort != ""}} {
		if p.has {
			out = append(out, p.name)
		}
	}
	return out
}

func newServer(t *testing.T, does behaviour) *fakeServer {
	t.Helper()
	s := &fakeServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.calls.Add(1))
		w.Header().Set("Content-Type", "application/json")
		refuse := func(status int, message string) {
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}})
		}
		var in request
		d := json.NewDecoder(r.Body)
		d.DisallowUnknownFields()
		err := d.Decode(&in)
		s.mu.Lock()
		s.forms = append(s.forms, fmt.Sprint(in.parts()))
		s.mu.Unlock()
		lacking := slices.IndexFunc(does.lacks, func(l string) bool { return slices.Contains(in.parts(), l) })
		switch {
		case n <= len(does.first) && does.first[n-1] == 0:
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"id":`))
		case n <= len(does.first):
			refuse(does.first[n-1], "not now")
		case r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions":
			refuse(404, "unknown address")
		case r.Header.Get("Authorization") != "Bearer key":
			refuse(401, "Incorrect API key provided")
		case err != nil:
			refuse(400, "malformed request: "+err.Error())
		case in.Model == "" || len(in.Messages) != 2 || in.Messages[0].Role != "system" || in.Messages[1].Role != "user" || in.Max > 0 == (in.OldMax > 0):
			refuse(400, "malformed request")
		case in.Options != nil && !in.Stream:
			refuse(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
		case lacking >= 0:
			refuse(400, "Unsupported parameter: '"+does.lacks[lacking]+"' is not supported.")
		case in.Format != nil && (in.Format.Type != "json_schema" || in.Format.Schema.Name == "" || in.Format.Schema.Schema["type"] != "object"):
			refuse(400, "invalid schema")
		case in.Stream && !does.whole:
			s.stream(w, in, does)
		default:
			text := ""
			for _, p := range does.pieces {
				text += p
			}
			answer := map[string]any{"id": "c", "object": "chat.completion", "created": 1, "model": in.Model,
				"choices": []any{map[string]any{"index": 0, "finish_reason": does.finish, "message": map[string]any{"role": "assistant", "content": text, "refusal": nil}}}}
			if !does.silent {
				answer["usage"] = map[string]int{"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
			}
			_ = json.NewEncoder(w).Encode(answer)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// stream sends the pieces as server-sent events.
func (s *fakeServer) stream(w http.ResponseWriter, in request, does behaviour) {
	w.Header().Set("Content-Type", "text/event-stream")
	event := func(choices []any, usage any) {
		b, _ := json.Marshal(map[string]any{"id": "c", "object": "chat.completion.chunk", "created": 1, "model": in.Model, "choices": choices, "usage": usage})
		fmt.Fprintf(w, "data: %s\n\n", b)
		_ = http.NewResponseController(w).Flush()
	}
	choice := func(delta map[string]any, finish any) []any {
		return []any{map[string]any{"index": 0, "delta": delta, "logprobs": nil, "finish_reason": finish}}
	}
	if does.breaks != "error" { // the client library loses an error's words behind a comment
		fmt.Fprint(w, ": keep-alive\n\n")
	}
	event(choice(map[string]any{"role": "assistant", "content": ""}, nil), nil)
	for _, p := range does.pieces {
		event(choice(map[string]any{"content": p}, nil), nil)
	}
	if does.refuse != "" {
		event(choice(map[string]any{"refusal": does.refuse}, nil), nil)
	}
	switch does.breaks {
	case "line":
		panic(http.ErrAbortHandler)
	case "error":
		fmt.Fprint(w, `data: {"error":{"message":"The server had an error while processing your request","type":"server_error","param":null,"code":null}}`+"\n\n")
		return
	case "end":
		return
	}
	event(choice(map[string]any{}, does.finish), nil)
	if in.Options != nil && in.Options.Usage && !does.silent {
		event([]any{}, map[string]int{"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18})
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}
