package openai_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"switchboard/assist"
	"switchboard/assist/openai"
)

// rawServer answers with what the test says, and counts.
func rawServer(t *testing.T, answer http.HandlerFunc) (*openai.Chat, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	c, err := openai.NewChat(openai.ChatConfig{Base: s.URL + "/v1", Model: "small"})
	if err != nil {
		t.Fatal(err)
	}
	return c, &calls
}

// delta is an event with a piece of an answer.
func delta(text string) string {
	return fmt.Sprintf(`{"choices":[{"index":0,"delta":{"content":%q},"finish_reason":null}]}`, text)
}

const stop = `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`

func TestStreamsAreReadAsServersWriteThem(t *testing.T) {
	t.Parallel()
	lines := func(events ...string) string { return "data: " + strings.Join(events, "\n\ndata: ") + "\n\n" }
	for name, c := range map[string]struct{ stream, said, err string }{
		"plain":                   {lines(delta("yes, "), delta("it is"), stop, "[DONE]"), "yes, it is", ""},
		"line ends of Windows":    {strings.ReplaceAll(lines(delta("yes"), stop, "[DONE]"), "\n", "\r\n"), "yes", ""},
		"no spaces":               {strings.ReplaceAll(lines(delta("yes"), stop, "[DONE]"), "data: ", "data:"), "yes", ""},
		"a mark at the beginning": {"\ufeff" + lines(delta("yes"), stop, "[DONE]"), "yes", ""},
		"names and comments":      {"event: message\nid: 7\nretry: 10\n: hello\ndata: " + delta("yes") + "\n\n" + lines(stop, "[DONE]"), "yes", ""},
		"a thousand comments":     {strings.Repeat(": PROCESSING\n\n", 1000) + lines(delta("yes"), stop, "[DONE]"), "yes", ""},
		"data of several lines":   {"data: {\"choices\":\ndata: [{\"index\":0,\"delta\":\ndata: {\"content\":\"yes\"}}]}\n\n" + lines(stop, "[DONE]"), "yes", ""},
		"no reason to end":        {lines(delta("yes"), "[DONE]"), "yes", ""},
		"no last line":            {lines(delta("yes"), stop), "yes", ""},
		"an error and a comment":  {lines(delta("yes")) + ": hm\n\ndata: {\"error\":{\"message\":\"out of memory\",\"type\":\"server_error\"}}\n\n", "yes", "out of memory"},
		"torn":                    {lines(delta("yes")) + "data: {\"choi", "yes", "broke off"},
		"no JSON":                 {"data: <html>502</html>\n\n", "", "broke off"},
		"nothing":                 {"", "", "broke off"},
		"no choices":              {lines(`{"choices":[]}`, "[DONE]"), "", "no answer"},
		"choices that are null":   {lines(`{"choices":null}`, stop, "[DONE]"), "", "empty"},
		"a second answer":         {lines(delta("yes"), `{"choices":[{"index":1,"delta":{"content":"no"}}]}`, stop, "[DONE]"), "yes", ""},
		"reasoning beside it":     {lines(`{"choices":[{"index":0,"delta":{"reasoning_content":"hm","reasoning":"hm","content":null}}]}`, delta("yes"), stop, "[DONE]"), "yes", ""},
		"reasoning within it":     {lines(delta("<thi"), delta("nk>{\"a\""), delta(":1}</th"), delta("ink>\n\nyes"), stop, "[DONE]"), "\n\nyes", ""},
		"reasoning alone":         {lines(delta("<think>what is"), stop, "[DONE]"), "", "empty"},
		"nearly reasoning":        {lines(delta("<th"), stop, "[DONE]"), "<th", ""},
		"a tool that is none":     {lines(`{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","type":"function","function":{"name":"read_customer","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`, "[DONE]"), "", "calls a tool"},
		"a tool beside the words": {lines(delta("yes"), `{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"x","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`, "[DONE]"), "yes", ""},
		"broken characters":       {"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ye\xffs\xc3\"}}]}\n\n" + lines(stop, "[DONE]"), "ye\ufffds\ufffd", ""},
		"half a pair":             {lines(`{"choices":[{"index":0,"delta":{"content":"yes\ud800"}}]}`, stop, "[DONE]"), "yes\ufffd", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chat, calls := rawServer(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
				_, _ = io.WriteString(w, c.stream)
			})
			said := ""
			got, err := chat.Stream(t.Context(), draftPrompt, func(p string) error { said += p; return nil })
			if said != c.said || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) || err == nil && got.Text != c.said {
				t.Errorf("told %q, %+v, %v", said, got, err)
			}
			if c.said != "" && calls.Load() != 1 {
				t.Errorf("%d calls", calls.Load())
			}
		})
	}
}

func TestAnswersAreReadAsServersWriteThem(t *testing.T) {
	t.Parallel()
	message := func(m, finish string) string {
		return `{"choices":[{"index":0,"message":` + m + `,"finish_reason":"` + finish + `"}]}`
	}
	for name, c := range map[string]struct{ body, said, err string }{
		"no counts":           {message(`{"role":"assistant","content":"yes"}`, "stop"), "yes", ""},
		"no choices":          {`{"choices":[]}`, "", "no answer"},
		"an empty object":     {`{}`, "", "no answer"},
		"no content":          {message(`{"role":"assistant","content":null}`, "stop"), "", "empty"},
		"a refusal":           {message(`{"role":"assistant","content":null,"refusal":"I cannot"}`, "stop"), "", "refuses"},
		"a tool":              {message(`{"role":"assistant","content":null,"tool_calls":[{"id":"x","type":"function","function":{"name":"x","arguments":"{}"}}]}`, "tool_calls"), "", "calls a tool"},
		"reasoning beside it": {message(`{"role":"assistant","content":"yes","reasoning_content":"hm"}`, "stop"), "yes", ""},
		"reasoning within it": {message(`{"role":"assistant","content":"<think>hm {</think>yes"}`, "stop"), "yes", ""},
		"a web page":          {`<html>login</html>`, "", "invalid character"},
		"no end":              {`{"choices":[{"index":0,"message":{"content":"` + strings.Repeat("x", 5<<20), "", "does not end"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chat, calls := rawServer(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, c.body)
			})
			got, err := chat.Complete(t.Context(), draftPrompt)
			if got.Text != c.said || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) || calls.Load() != 1 {
				t.Errorf("%q, %v after %d calls", got.Text, err, calls.Load())
			}
		})
	}
}

func TestAStreamWithoutEndIsLeft(t *testing.T) {
	t.Parallel()
	chat, _ := rawServer(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, ": "+strings.Repeat("x", 10_000)+"\n\n"); err != nil {
				return
			}
		}
	})
	if _, err := chat.Stream(t.Context(), draftPrompt, func(string) error { return nil }); err == nil || !strings.Contains(err.Error(), "does not end") {
		t.Error(err)
	}
}

func TestAServerThatWantsToBeLeftAloneIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header, value string
		calls         int32 // of two questions
		err           string
	}{
		"for a moment":     {"Retry-After", "0.2", 3, ""},
		"in milliseconds":  {"Retry-After-Ms", "5", 3, ""},
		"for a minute":     {"Retry-After", "60", 1, "left alone"},
		"until far away":   {"Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT", 1, "left alone"},
		"until long ago":   {"Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT", 3, ""},
		"it does not say":  {"X-Other", "60", 3, ""},
		"it says nonsense": {"Retry-After", "soon", 3, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n atomic.Int32
			chat, calls := rawServer(t, func(w http.ResponseWriter, _ *http.Request) {
				if n.Add(1) == 1 {
					w.Header().Set(c.header, c.value)
					http.Error(w, `{"error":{"message":"Rate limit reached"}}`, http.StatusTooManyRequests)
					return
				}
				_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}]}`)
			})
			_, first := chat.Complete(t.Context(), draftPrompt)
			_, second := chat.Complete(t.Context(), draftPrompt)
			if calls.Load() != c.calls || (second == nil) != (c.err == "") || second != nil && !strings.Contains(second.Error(), c.err) {
				t.Errorf("%v, %v after %d calls", first, second, calls.Load())
			}
		})
	}
}

func TestARefusalThatDoesNotSayWhatIsAnsweredWithLess(t *testing.T) {
	t.Parallel()
	bare := func(body string) bool {
		return !strings.Contains(body, "response_format") && !strings.Contains(body, "stream_options")
	}
	for name, c := range map[string]struct {
		takes func(body string) bool
		calls int32 // of two questions
		ok    bool
	}{
		"it takes less":    {bare, 3, true},
		"it takes nothing": {func(string) bool { return false }, 4, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chat, calls := rawServer(t, func(w http.ResponseWriter, r *http.Request) {
				if body, _ := io.ReadAll(r.Body); !c.takes(string(body)) {
					http.Error(w, `{"detail":"Bad Request"}`, http.StatusBadRequest)
					return
				}
				w.Header().Set("Content-Type", "text/event-stream")
				_, _ = io.WriteString(w, "data: "+delta("yes")+"\n\ndata: [DONE]\n\n")
			})
			for range 2 {
				got, err := chat.Stream(context.WithoutCancel(t.Context()), draftPrompt, func(string) error { return nil })
				if (err == nil) != c.ok || c.ok && got.Text != "yes" || !c.ok && !strings.Contains(err.Error(), "Bad Request") {
					t.Errorf("%+v, %v", got, err)
				}
			}
			if calls.Load() != c.calls {
				t.Errorf("%d calls", calls.Load())
			}
		})
	}
}

var _ assist.Named = (*openai.Chat)(nil)
