package openai_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"switchboard/assist"
	"switchboard/assist/openai"
)

var _ assist.Model = (*openai.Chat)(nil)

// chatServer answers POST /v1/chat/completions as OpenAI's reference says: unknown fields are refused. The first answers
// are the statuses given; then it answers with the text and the finish reason.
func chatServer(t *testing.T, schemas bool, text, finish string, first ...int) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(calls.Add(1))
		w.Header().Set("Content-Type", "application/json")
		refuse := func(status int, message string) {
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}})
		}
		var in struct {
			Model    string `json:"model"`
			Max      int    `json:"max_completion_tokens"`
			Stream   bool   `json:"stream"`
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
		d := json.NewDecoder(r.Body)
		d.DisallowUnknownFields()
		err := d.Decode(&in)
		switch {
		case n <= len(first) && first[n-1] == 0: // cut off
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"id":`))
		case n <= len(first):
			refuse(first[n-1], "not now")
		case r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions":
			refuse(404, "unknown address")
		case r.Header.Get("Authorization") != "Bearer key":
			refuse(401, "Incorrect API key provided")
		case err != nil:
			refuse(400, "malformed request: "+err.Error())
		case in.Model == "" || len(in.Messages) != 2 || in.Messages[0].Role != "system" || in.Messages[1].Role != "user":
			refuse(400, "malformed request")
		case in.Format != nil && !schemas:
			refuse(400, "response_format: json_schema is not supported")
		case in.Format != nil && (in.Format.Schema.Name == "" || in.Format.Schema.Schema["type"] != "object"):
			refuse(400, "invalid schema")
		default:
			_ = json.NewEncoder(w).Encode(map[string]any{"id": "c", "object": "chat.completion", "created": 1, "model": in.Model,
				"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": text, "refusal": nil}}},
				"usage":   map[string]int{"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}})
		}
	}))
	t.Cleanup(s.Close)
	return s, &calls
}

var draftPrompt = assist.Prompt{Feature: "draft", System: "s", Data: "{}", Schema: json.RawMessage(`{"type":"object"}`)}

func TestAnAnswerIsCompletedOrTheErrorSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		schemas      bool
		key          string
		text, finish string
		first        []int
		calls        int32
		err          string
	}{
		"at once":                {true, "key", "yes", "stop", nil, 1, ""},
		"no schemas there":       {false, "key", "yes", "stop", nil, 2, ""},
		"busy twice":             {true, "key", "yes", "stop", []int{429, 500}, 3, ""},
		"busy for good":          {true, "key", "yes", "stop", []int{429, 503, 500}, 3, "500"},
		"a wrong key":            {true, "other", "yes", "stop", nil, 1, "Incorrect API key"},
		"an answer too long":     {true, "key", "ye", "length", nil, 1, "cut off"},
		"an empty answer":        {true, "key", " ", "stop", nil, 1, "empty"},
		"a line that breaks off": {true, "key", "yes", "stop", []int{0}, 1, "EOF"},
	} {
		s, calls := chatServer(t, c.schemas, c.text, c.finish, c.first...)
		counted := 0
		m, err := openai.NewChat(openai.ChatConfig{Key: c.key, Base: s.URL + "/v1", Model: "big", Models: map[string]string{"draft": "small"},
			Count: func(_ context.Context, feature, model string, in, out int) {
				if feature == "draft" && model == "small" {
					counted += in + out
				}
			}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Complete(t.Context(), draftPrompt)
		if calls.Load() != c.calls {
			t.Errorf("%s: %d calls", name, calls.Load())
		}
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || got.Text != "yes" || got.Model != "small" || counted != 18 {
			t.Errorf("%s: %+v, %v, counted %d", name, got, err, counted)
		}
	}
}

func TestAServerThatIsDownIsLeftAlone(t *testing.T) {
	t.Parallel()
	s, calls := chatServer(t, true, "yes", "stop", 500, 500, 500, 500, 500, 500)
	m, err := openai.NewChat(openai.ChatConfig{Key: "key", Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err = m.Complete(t.Context(), draftPrompt)
	}
	if err == nil || !strings.Contains(err.Error(), "asked again in") || calls.Load() != 4 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
}

func TestASlowServerIsNotWaitedForLongerThanTheCaller(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-done }))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(done) })
	m, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := m.Complete(ctx, draftPrompt); err == nil {
		t.Error("no error")
	}
}
